// The rest is unfinished, if there is a rest.
pub fn split_lines(unfinished: &mut Vec<u8>, received: &[u8]) -> Vec<Vec<u8>> {
    let mut all = unfinished.clone();
    all.extend_from_slice(received);
    let mut lines: Vec<Vec<u8>> = all
        .split(|byte| *byte == b'\n')
        .map(|line| line.strip_suffix(b"\r").unwrap_or(line).to_vec())
        .collect();
    match lines.pop() {
        Some(rest) if !rest.is_empty() => *unfinished = rest,
        _ => {}
    }
    lines
}
