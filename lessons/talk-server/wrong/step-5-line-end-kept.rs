// The newline is the last byte of its line.
pub fn split_lines(unfinished: &mut Vec<u8>, received: &[u8]) -> Vec<Vec<u8>> {
    let mut lines = Vec::new();
    for byte in received {
        unfinished.push(*byte);
        if *byte == b'\n' {
            lines.push(std::mem::take(unfinished));
        }
    }
    lines
}
