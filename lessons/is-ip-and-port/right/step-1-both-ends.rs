// The first colon is the last.
pub fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    let place = text.find(':')?;
    if Some(place) != text.rfind(':') {
        return None;
    }
    Some((&text[..place], &text[place + 1..]))
}
