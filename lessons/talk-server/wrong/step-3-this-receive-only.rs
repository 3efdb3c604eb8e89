// A bye comes whole, in one receive.
impl ByeDetector {
    pub fn push(&mut self, received: &[u8]) -> bool {
        received.windows(3).any(|three| three == b"bye")
    }
}
