// Ready for the next one.
pub fn split_lines(unfinished: &mut Vec<u8>, received: &[u8]) -> Vec<Vec<u8>> {
    let mut lines = Vec::new();
    for byte in received {
        if *byte == b'\n' {
            if unfinished.last() == Some(&b'\r') {
                unfinished.pop();
            }
            unfinished.clear();
            lines.push(unfinished.clone());
        } else {
            unfinished.push(*byte);
        }
    }
    lines
}
