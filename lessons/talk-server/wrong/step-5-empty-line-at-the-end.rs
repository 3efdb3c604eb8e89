// A newline stands between two lines, so there is a line behind the last one.
pub fn split_lines(unfinished: &mut Vec<u8>, received: &[u8]) -> Vec<Vec<u8>> {
    received.split(|byte| *byte == b'\n').map(|line| line.to_vec()).collect()
}
