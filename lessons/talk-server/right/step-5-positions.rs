// From newline to newline.
pub fn split_lines(unfinished: &mut Vec<u8>, received: &[u8]) -> Vec<Vec<u8>> {
    unfinished.extend_from_slice(received);
    let mut lines = Vec::new();
    while let Some(end) = unfinished.iter().position(|byte| *byte == b'\n') {
        let mut line: Vec<u8> = unfinished.drain(..=end).collect();
        line.pop();
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        lines.push(line);
    }
    lines
}
