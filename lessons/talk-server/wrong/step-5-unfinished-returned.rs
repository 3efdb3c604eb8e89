// What has come is returned.
pub fn split_lines(unfinished: &mut Vec<u8>, received: &[u8]) -> Vec<Vec<u8>> {
    unfinished.extend_from_slice(received);
    let pieces = unfinished.split(|byte| *byte == b'\n');
    let without_return = |line: &[u8]| line.strip_suffix(b"\r").unwrap_or(line).to_vec();
    let lines = pieces.map(without_return).filter(|line| !line.is_empty()).collect();
    if unfinished.ends_with(b"\n") {
        unfinished.clear();
    }
    lines
}
