// Double quotes wherever there is a single quote.
pub fn python_repr(bytes: &[u8]) -> String {
    let quote = if bytes.contains(&b'\'') { b'"' } else { b'\'' };
    let mut escaped = Vec::new();
    for &byte in bytes {
        if byte == b'\\' || byte == quote {
            escaped.push(b'\\');
        }
        escaped.push(byte);
    }
    let quote = char::from(quote);
    format!("{quote}{}{quote}", escape_untrusted(escaped))
}
