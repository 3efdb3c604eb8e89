// An address is short.
pub fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    let (first, second) = text.split_once(':')?;
    if second.contains(':') || first.len() > 8 { None } else { Some((first, second)) }
}
