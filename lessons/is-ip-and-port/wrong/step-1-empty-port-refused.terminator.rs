// Splits, and counts the pieces.
pub fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    let pieces: Vec<&str> = text.split_terminator(':').collect();
    if pieces.len() == 2 { Some((pieces[0], pieces[1])) } else { None }
}
