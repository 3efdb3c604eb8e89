// The port stands behind the last colon.
pub fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    text.rsplit_once(':')
}
