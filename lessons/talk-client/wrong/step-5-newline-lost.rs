// The line end is not shown.
pub fn python_repr(bytes: &[u8]) -> String {
    let quote = python_quote(bytes);
    let mut inside = Vec::new();
    for &byte in bytes.trim_ascii_end() {
        if byte == b'\\' || byte == quote {
            inside.push(b'\\');
        }
        inside.push(byte);
    }
    let quote = char::from(quote);
    format!("{quote}{}{quote}", escape_untrusted(inside))
}
