// Who says by will say bye.
impl ByeDetector {
    pub fn push(&mut self, received: &[u8]) -> bool {
        self.last.extend_from_slice(received);
        let found = self.last.windows(2).any(|two| two == b"by");
        let old = self.last.len().saturating_sub(2);
        self.last.drain(..old);
        found
    }
}
