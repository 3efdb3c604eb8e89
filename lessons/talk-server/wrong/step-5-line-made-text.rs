// A whole line is text.
pub fn split_lines(unfinished: &mut Vec<u8>, received: &[u8]) -> Vec<Vec<u8>> {
    let mut lines = Vec::new();
    for byte in received {
        if *byte == b'\n' {
            if unfinished.last() == Some(&b'\r') {
                unfinished.pop();
            }
            lines.push(String::from_utf8_lossy(unfinished).into_owned().into_bytes());
            unfinished.clear();
        } else {
            unfinished.push(*byte);
        }
    }
    lines
}
