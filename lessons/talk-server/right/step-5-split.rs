// All pieces but the last.
pub fn split_lines(unfinished: &mut Vec<u8>, received: &[u8]) -> Vec<Vec<u8>> {
    unfinished.extend(received);
    let mut pieces: Vec<Vec<u8>> =
        unfinished.split(|byte| *byte == b'\n').map(|piece| piece.to_vec()).collect();
    *unfinished = pieces.pop().unwrap_or_default();
    for line in &mut pieces {
        if line.ends_with(b"\r") {
            line.truncate(line.len() - 1);
        }
    }
    pieces
}
