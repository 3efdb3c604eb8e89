// White space around a line is not part of it.
pub fn split_lines(unfinished: &mut Vec<u8>, received: &[u8]) -> Vec<Vec<u8>> {
    let mut lines = Vec::new();
    for byte in received {
        if *byte == b'\n' {
            lines.push(std::mem::take(unfinished).trim_ascii().to_vec());
        } else {
            unfinished.push(*byte);
        }
    }
    lines
}
