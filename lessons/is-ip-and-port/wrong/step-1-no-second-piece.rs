// There are always two pieces.
pub fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    let pieces: Vec<&str> = text.split(':').collect();
    let pair = (pieces[0], pieces[1]);
    if pieces.len() == 2 { Some(pair) } else { None }
}
