// Two pieces, no more and no fewer.
pub fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    let pieces: Vec<&str> = text.split(':').collect();
    match pieces[..] {
        [first, second] => Some((first, second)),
        _ => None,
    }
}
