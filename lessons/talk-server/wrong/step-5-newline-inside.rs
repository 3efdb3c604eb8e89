// A receive that ends with a newline is a line.
pub fn split_lines(unfinished: &mut Vec<u8>, received: &[u8]) -> Vec<Vec<u8>> {
    unfinished.extend_from_slice(received);
    if !unfinished.ends_with(b"\n") {
        return Vec::new();
    }
    let line = std::mem::take(unfinished);
    vec![line.trim_ascii_end().to_vec()]
}
