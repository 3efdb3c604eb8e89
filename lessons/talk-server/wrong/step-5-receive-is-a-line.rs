// What comes is lines.
pub fn split_lines(unfinished: &mut Vec<u8>, received: &[u8]) -> Vec<Vec<u8>> {
    let text = String::from_utf8_lossy(received);
    text.lines().map(|line| line.as_bytes().to_vec()).collect()
}
