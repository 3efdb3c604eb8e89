// Every byte is kept.
pub fn split_lines(unfinished: &mut Vec<u8>, received: &[u8]) -> Vec<Vec<u8>> {
    let mut lines = Vec::new();
    for byte in received {
        if *byte == b'\n' {
            if unfinished.last() == Some(&b'\r') {
                unfinished.pop();
            }
            lines.push(unfinished.clone());
            unfinished.clear();
        }
        unfinished.push(*byte);
    }
    lines
}
