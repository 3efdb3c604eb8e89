// First the quotes, then the backslashes.
pub fn python_repr(bytes: &[u8]) -> String {
    let quote = char::from(python_quote(bytes));
    let mut quoted = Vec::new();
    for &byte in bytes {
        if char::from(byte) == quote {
            quoted.push(b'\\');
        }
        quoted.push(byte);
    }
    let mut inside = Vec::new();
    for byte in quoted {
        if byte == b'\\' {
            inside.push(b'\\');
        }
        inside.push(byte);
    }
    format!("{quote}{}{quote}", escape_untrusted(inside))
}
