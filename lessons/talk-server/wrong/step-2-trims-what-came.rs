// What came is a line, and its end is not wanted.
pub fn answer(received: &[u8]) -> Vec<u8> {
    let mut answer = b"You said ".to_vec();
    answer.extend_from_slice(received.trim_ascii_end());
    answer.push(b'\n');
    answer
}
