// Spaces do no harm, so they can be taken away here.
pub fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    let pieces: Vec<&str> = text.split(':').map(str::trim).collect();
    if pieces.len() == 2 { Some((pieces[0], pieces[1])) } else { None }
}
