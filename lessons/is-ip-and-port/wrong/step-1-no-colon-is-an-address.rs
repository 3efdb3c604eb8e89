// A port that is missing is an empty one.
pub fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    let mut pieces = text.split(':');
    let first = pieces.next()?;
    let second = pieces.next().unwrap_or("");
    if pieces.next().is_some() { None } else { Some((first, second)) }
}
