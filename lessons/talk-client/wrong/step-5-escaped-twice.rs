// escape_untrusted first, then the backslashes.
pub fn python_repr(bytes: &[u8]) -> String {
    let text = escape_untrusted(bytes).replace('\\', "\\\\");
    if text.contains('\'') && !text.contains('"') {
        return format!("\"{text}\"");
    }
    format!("'{}'", text.replace('\'', "\\'"))
}
