// A quote in the text is doubled.
pub fn python_repr(bytes: &[u8]) -> String {
    let quote = python_quote(bytes);
    let mut inside = Vec::new();
    for &byte in bytes {
        if byte == b'\\' || byte == quote {
            inside.push(byte);
        }
        inside.push(byte);
    }
    let quote = char::from(quote);
    format!("{quote}{}{quote}", escape_untrusted(inside))
}
