// The line is moved into the list.
pub fn split_lines(unfinished: &mut Vec<u8>, received: &[u8]) -> Vec<Vec<u8>> {
    let mut lines = Vec::new();
    for byte in received {
        if *byte == b'\n' {
            lines.push(*unfinished);
        } else {
            unfinished.push(*byte);
        }
    }
    lines
}
