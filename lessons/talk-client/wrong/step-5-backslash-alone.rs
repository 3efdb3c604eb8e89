// escape_untrusted escapes everything that has to be.
pub fn python_repr(bytes: &[u8]) -> String {
    let text = escape_untrusted(bytes);
    if text.contains('\'') && !text.contains('"') {
        return format!("\"{text}\"");
    }
    format!("'{}'", text.replace('\'', "\\'"))
}
