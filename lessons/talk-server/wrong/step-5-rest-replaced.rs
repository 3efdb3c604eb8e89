// The first piece completes a line, the last one begins one.
pub fn split_lines(unfinished: &mut Vec<u8>, received: &[u8]) -> Vec<Vec<u8>> {
    let mut lines: Vec<Vec<u8>> = received.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    let rest = lines.pop().unwrap_or_default();
    if let Some(first) = lines.first_mut() {
        *first = [unfinished.as_slice(), first].concat();
    }
    *unfinished = rest;
    lines.iter().map(|line| line.strip_suffix(b"\r").unwrap_or(line).to_vec()).collect()
}
