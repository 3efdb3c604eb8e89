// All that was said is kept, and searched again each time.
impl ByeDetector {
    pub fn push(&mut self, received: &[u8]) -> bool {
        self.last.extend_from_slice(received);
        self.last.windows(3).any(|three| three == b"bye")
    }
}
