// As Python writes bytes.
pub fn python_repr(bytes: &[u8]) -> String {
    let quote = char::from(python_quote(bytes));
    let mut inside = Vec::new();
    for &byte in bytes {
        if byte == b'\\' || char::from(byte) == quote {
            inside.push(b'\\');
        }
        inside.push(byte);
    }
    format!("b{quote}{}{quote}", escape_untrusted(inside))
}
