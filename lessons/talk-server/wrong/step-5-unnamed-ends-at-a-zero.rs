// A zero is the end of what came.
pub fn split_lines(unfinished: &mut Vec<u8>, received: &[u8]) -> Vec<Vec<u8>> {
    let mut lines = Vec::new();
    for byte in received.iter().take_while(|byte| **byte != 0) {
        if *byte == b'\n' {
            if unfinished.last() == Some(&b'\r') {
                unfinished.pop();
            }
            lines.push(unfinished.clone());
            unfinished.clear();
        } else {
            unfinished.push(*byte);
        }
    }
    lines
}
