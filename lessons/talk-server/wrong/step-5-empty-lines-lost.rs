// A line of nothing is no line.
pub fn split_lines(unfinished: &mut Vec<u8>, received: &[u8]) -> Vec<Vec<u8>> {
    let mut lines = Vec::new();
    for byte in received {
        if *byte == b'\n' {
            if !unfinished.is_empty() {
                lines.push(std::mem::take(unfinished));
            }
        } else {
            unfinished.push(*byte);
        }
    }
    lines
}
