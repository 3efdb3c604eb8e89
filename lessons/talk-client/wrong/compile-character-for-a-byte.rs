// A backslash is pushed.
pub fn python_repr(bytes: &[u8]) -> String {
    let quote = python_quote(bytes);
    let mut inside: Vec<u8> = Vec::new();
    for &byte in bytes {
        if byte == quote {
            inside.push('\\');
        }
        inside.push(byte);
    }
    escape_untrusted(inside)
}
