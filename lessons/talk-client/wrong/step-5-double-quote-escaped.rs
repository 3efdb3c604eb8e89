// A double quote is dangerous.
pub fn python_repr(bytes: &[u8]) -> String {
    let quote = python_quote(bytes);
    let mut inside = Vec::new();
    for &byte in bytes {
        if byte == b'\\' || byte == b'"' {
            inside.push(b'\\');
        }
        inside.push(byte);
    }
    let quote = char::from(quote);
    format!("{quote}{}{quote}", escape_untrusted(inside))
}
