// The quotes are part of what is escaped.
pub fn python_repr(bytes: &[u8]) -> String {
    let quote = python_quote(bytes);
    let mut inside = vec![quote];
    for &byte in bytes {
        if byte == b'\\' || byte == quote {
            inside.push(b'\\');
        }
        inside.push(byte);
    }
    inside.push(quote);
    escape_untrusted(inside)
}
