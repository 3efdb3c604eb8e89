// A port has to come.
pub fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    match text.split_once(':') {
        Some((_, "")) => None,
        Some((_, port)) if port.contains(':') => None,
        other => other,
    }
}
