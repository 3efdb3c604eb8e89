// A bye comes alone, in a receive of its own.
impl ByeDetector {
    pub fn push(&mut self, received: &[u8]) -> bool {
        received.trim_ascii() == b"bye"
    }
}
