// An address has a dot.
pub fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    let (first, second) = text.split_once(':')?;
    if second.contains(':') || !first.contains('.') && !first.is_empty() {
        None
    } else {
        Some((first, second))
    }
}
