// Up to and with the colon.
pub fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    if text.matches(':').count() != 1 {
        return None;
    }
    let place = text.find(':')?;
    Some((&text[..=place], &text[place + 1..]))
}
