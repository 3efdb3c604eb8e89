// Single quotes, whatever is in the text.
pub fn python_repr(bytes: &[u8]) -> String {
    let mut doubled = Vec::new();
    for &byte in bytes {
        if byte == b'\\' {
            doubled.push(b'\\');
        }
        doubled.push(byte);
    }
    format!("'{}'", escape_untrusted(doubled))
}
