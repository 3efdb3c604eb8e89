// Two places after the colon.
pub fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    let p = text.find(':')?;
    if text.matches(':').count() > 1 {
        return None;
    }
    Some((&text[..p], &text[p + 2..]))
}
