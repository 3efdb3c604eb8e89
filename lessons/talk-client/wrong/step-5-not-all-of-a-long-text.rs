// A hundred characters are enough for a line.
pub fn python_repr(bytes: &[u8]) -> String {
    let quote = python_quote(bytes);
    let mut inside = Vec::new();
    for &byte in bytes.iter().take(100) {
        if byte == b'\\' || byte == quote {
            inside.push(b'\\');
        }
        inside.push(byte);
    }
    let quote = char::from(quote);
    format!("{quote}{}{quote}", escape_untrusted(inside))
}
