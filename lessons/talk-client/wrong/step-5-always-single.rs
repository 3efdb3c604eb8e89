// Single quotes, and a backslash before each single quote.
pub fn python_repr(bytes: &[u8]) -> String {
    let mut escaped = Vec::new();
    for &byte in bytes {
        if byte == b'\\' || byte == b'\'' {
            escaped.push(b'\\');
        }
        escaped.push(byte);
    }
    format!("'{}'", escape_untrusted(escaped))
}
