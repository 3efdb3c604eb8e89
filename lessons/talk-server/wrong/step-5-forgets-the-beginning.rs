// Each receive begins with a new line.
pub fn split_lines(unfinished: &mut Vec<u8>, received: &[u8]) -> Vec<Vec<u8>> {
    let mut lines = Vec::new();
    let mut line = Vec::new();
    for byte in received {
        if *byte == b'\n' {
            lines.push(std::mem::take(&mut line));
        } else {
            line.push(*byte);
        }
    }
    lines
}
