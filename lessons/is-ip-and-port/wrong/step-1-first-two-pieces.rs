// Two pieces are needed, so two are taken.
pub fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    let mut pieces = text.split(':');
    let address = pieces.next()?;
    let port = pieces.next()?;
    Some((address, port))
}
