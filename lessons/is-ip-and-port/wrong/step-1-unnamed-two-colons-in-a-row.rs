// Two colons in a row are one.
pub fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    if text.contains("::") {
        return text.split_once("::");
    }
    let (first, second) = text.split_once(':')?;
    if second.contains(':') { None } else { Some((first, second)) }
}
