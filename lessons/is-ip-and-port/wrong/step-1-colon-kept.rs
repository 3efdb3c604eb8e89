// Cuts before the colon.
pub fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    let place = text.find(':')?;
    if text.rfind(':') == Some(place) { Some((&text[..place], &text[place..])) } else { None }
}
