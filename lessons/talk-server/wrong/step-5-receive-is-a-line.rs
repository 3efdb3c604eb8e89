// What comes in one receive is one line.
pub fn split_lines(unfinished: &mut Vec<u8>, received: &[u8]) -> Vec<Vec<u8>> {
    vec![received.trim_ascii_end().to_vec()]
}
