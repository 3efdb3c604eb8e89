// The first colon and the last one are the same.
pub fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    match (text.split_once(':'), text.rsplit_once(':')) {
        (Some(a), Some(b)) if a == b => Some(a),
        _ => None,
    }
}
