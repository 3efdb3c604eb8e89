// A b is a bye.
impl ByeDetector {
    pub fn push(&mut self, received: &[u8]) -> bool {
        self.last.extend_from_slice(received);
        let found = self.last.contains(&b'b');
        let old = self.last.len().saturating_sub(2);
        self.last.drain(..old);
        found
    }
}
