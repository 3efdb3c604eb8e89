// What comes is text, or can be made text.
pub fn python_repr(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).replace('\\', "\\\\");
    let quote = if text.contains('\'') && !text.contains('"') { "\"" } else { "'" };
    let escaped = if quote == "'" { text.replace('\'', "\\'") } else { text };
    format!("{quote}{}{quote}", escape_untrusted(escaped))
}
