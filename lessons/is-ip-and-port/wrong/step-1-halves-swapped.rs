// The port comes first.
pub fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    let (first, second) = text.split_once(':')?;
    if second.contains(':') { None } else { Some((second, first)) }
}
