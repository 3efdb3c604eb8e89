// A line ends with both.
pub fn split_lines(unfinished: &mut Vec<u8>, received: &[u8]) -> Vec<Vec<u8>> {
    unfinished.extend_from_slice(received);
    let mut lines = Vec::new();
    while let Some(end) = unfinished.windows(2).position(|two| two == b"\r\n") {
        let mut line: Vec<u8> = unfinished.drain(..end + 2).collect();
        line.pop();
        if line.ends_with(b"\r") {
            line.pop();
        }
        lines.push(line);
    }
    lines
}
