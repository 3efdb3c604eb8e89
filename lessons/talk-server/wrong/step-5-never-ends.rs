// The newline stays in front.
pub fn split_lines(unfinished: &mut Vec<u8>, received: &[u8]) -> Vec<Vec<u8>> {
    unfinished.extend_from_slice(received);
    let mut lines = Vec::new();
    while let Some(end) = unfinished.iter().position(|byte| *byte == b'\n') {
        let mut line: Vec<u8> = unfinished.drain(..end).collect();
        if line.ends_with(b"\r") {
            line.pop();
        }
        lines.push(line);
    }
    lines
}
