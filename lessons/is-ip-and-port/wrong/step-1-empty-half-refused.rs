// A half without anything in it cannot be right, so it is refused here already.
pub fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    let pieces: Vec<&str> = text.split(':').collect();
    if pieces.len() != 2 || pieces[0].is_empty() || pieces[1].is_empty() {
        return None;
    }
    Some((pieces[0], pieces[1]))
}
