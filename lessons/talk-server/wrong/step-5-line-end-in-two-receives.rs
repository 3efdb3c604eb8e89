// The line end is there, or it is not.
pub fn split_lines(unfinished: &mut Vec<u8>, received: &[u8]) -> Vec<Vec<u8>> {
    let mut lines = Vec::new();
    let mut previous = b' ';
    for byte in received {
        if *byte == b'\n' {
            if previous == b'\r' {
                unfinished.pop();
            }
            lines.push(std::mem::take(unfinished));
        } else {
            unfinished.push(*byte);
        }
        previous = *byte;
    }
    lines
}
