// Piece by piece.
pub fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    let mut pieces = text.split(':');
    match (pieces.next(), pieces.next(), pieces.next()) {
        (Some(first), Some(second), None) => Some((first, second)),
        _ => None,
    }
}
