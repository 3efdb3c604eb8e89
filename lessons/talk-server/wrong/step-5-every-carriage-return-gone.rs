// A carriage return always belongs to a line end.
pub fn split_lines(unfinished: &mut Vec<u8>, received: &[u8]) -> Vec<Vec<u8>> {
    let mut lines = Vec::new();
    for byte in received {
        match *byte {
            b'\n' => lines.push(std::mem::take(unfinished)),
            b'\r' => {}
            other => unfinished.push(other),
        }
    }
    lines
}
