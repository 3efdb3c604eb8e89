// Each byte is escaped by itself.
pub fn python_repr(bytes: &[u8]) -> String {
    let quote = python_quote(bytes);
    let mut inside = String::new();
    for &byte in bytes {
        if byte == b'\\' || byte == quote {
            inside.push('\\');
        }
        inside += &escape_untrusted([byte]);
    }
    let quote = char::from(quote);
    format!("{quote}{inside}{quote}")
}
