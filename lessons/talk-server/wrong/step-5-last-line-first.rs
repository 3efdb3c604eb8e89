// The newest line is the most important one.
pub fn split_lines(unfinished: &mut Vec<u8>, received: &[u8]) -> Vec<Vec<u8>> {
    let mut lines = Vec::new();
    for byte in received {
        if *byte == b'\n' {
            if unfinished.ends_with(b"\r") {
                unfinished.pop();
            }
            lines.insert(0, std::mem::take(unfinished));
        } else {
            unfinished.push(*byte);
        }
    }
    lines
}
