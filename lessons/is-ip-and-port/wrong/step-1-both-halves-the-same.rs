// The first piece and the last.
pub fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    let a = text.split(':').next()?;
    let p = text.split(':').last()?;
    Some((a, p))
}
