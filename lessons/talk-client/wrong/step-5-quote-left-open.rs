// The quotes are around it, and that is enough.
pub fn python_repr(bytes: &[u8]) -> String {
    let quote = char::from(python_quote(bytes));
    let mut doubled = Vec::new();
    for &byte in bytes {
        if byte == b'\\' {
            doubled.push(b'\\');
        }
        doubled.push(byte);
    }
    format!("{quote}{}{quote}", escape_untrusted(doubled))
}
