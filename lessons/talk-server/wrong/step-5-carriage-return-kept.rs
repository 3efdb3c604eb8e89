// A line ends with one byte, the newline.
pub fn split_lines(unfinished: &mut Vec<u8>, received: &[u8]) -> Vec<Vec<u8>> {
    let mut lines = Vec::new();
    for byte in received {
        if *byte == b'\n' {
            lines.push(std::mem::take(unfinished));
        } else {
            unfinished.push(*byte);
        }
    }
    lines
}
