// A place is a number of characters.
pub fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    if text.chars().filter(|letter| *letter == ':').count() != 1 {
        return None;
    }
    let place = text.chars().position(|letter| letter == ':')?;
    Some((&text[..place], &text[place + 1..]))
}
