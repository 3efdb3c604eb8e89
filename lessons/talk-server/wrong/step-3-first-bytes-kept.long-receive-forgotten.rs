// Empties the memory if the receive has no bye.
impl ByeDetector {
    pub fn push(&mut self, received: &[u8]) -> bool {
        self.last.extend_from_slice(received);
        if self.last.windows(3).any(|three| three == b"bye") {
            self.last.clear();
            return true;
        }
        if self.last.len() > 2 {
            self.last.clear();
        }
        false
    }
}
