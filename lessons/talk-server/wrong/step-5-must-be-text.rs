// Lines are text.
pub fn split_lines(unfinished: &mut Vec<u8>, received: &[u8]) -> Vec<Vec<u8>> {
    let mut text = String::from_utf8(std::mem::take(unfinished)).unwrap();
    text.push_str(std::str::from_utf8(received).unwrap());
    let mut pieces: Vec<&str> = text.split('\n').collect();
    *unfinished = pieces.pop().unwrap_or_default().as_bytes().to_vec();
    let without_return = |line: &str| line.strip_suffix('\r').unwrap_or(line).as_bytes().to_vec();
    pieces.into_iter().map(without_return).collect()
}
