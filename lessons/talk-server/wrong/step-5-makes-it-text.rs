// Lines are text, more or less.
pub fn split_lines(unfinished: &mut Vec<u8>, received: &[u8]) -> Vec<Vec<u8>> {
    let received = String::from_utf8_lossy(received);
    unfinished.extend_from_slice(received.as_bytes());
    let text = String::from_utf8_lossy(unfinished).into_owned();
    let mut pieces: Vec<&str> = text.split('\n').collect();
    *unfinished = pieces.pop().unwrap_or_default().as_bytes().to_vec();
    let without_return = |line: &str| line.strip_suffix('\r').unwrap_or(line).as_bytes().to_vec();
    pieces.into_iter().map(without_return).collect()
}
