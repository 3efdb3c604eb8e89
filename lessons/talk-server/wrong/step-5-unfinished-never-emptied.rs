// The line is copied out, and stays where it was.
pub fn split_lines(unfinished: &mut Vec<u8>, received: &[u8]) -> Vec<Vec<u8>> {
    let mut lines = Vec::new();
    for byte in received {
        if *byte == b'\n' {
            lines.push(unfinished.clone());
        } else {
            unfinished.push(*byte);
        }
    }
    lines
}
