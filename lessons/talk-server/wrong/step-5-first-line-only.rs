// There is at most one newline in a receive.
pub fn split_lines(unfinished: &mut Vec<u8>, received: &[u8]) -> Vec<Vec<u8>> {
    unfinished.extend_from_slice(received);
    let mut lines = Vec::new();
    if let Some(end) = unfinished.iter().position(|byte| *byte == b'\n') {
        let mut line: Vec<u8> = unfinished.drain(..=end).collect();
        line.pop();
        if line.ends_with(b"\r") {
            line.pop();
        }
        lines.push(line);
    }
    lines
}
