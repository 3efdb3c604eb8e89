// Counts the colons first.
pub fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    if text.matches(':').count() == 1 { text.split_once(':') } else { None }
}
