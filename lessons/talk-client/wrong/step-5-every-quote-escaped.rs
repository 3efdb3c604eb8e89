// Quotes need a backslash.
pub fn python_repr(bytes: &[u8]) -> String {
    let quote = char::from(python_quote(bytes));
    let mut inside = Vec::new();
    for &byte in bytes {
        if b"'\"\\".contains(&byte) {
            inside.push(b'\\');
        }
        inside.push(byte);
    }
    format!("{quote}{}{quote}", escape_untrusted(inside))
}
