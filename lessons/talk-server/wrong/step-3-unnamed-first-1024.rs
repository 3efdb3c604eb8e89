// Nothing longer ever comes.
impl ByeDetector {
    pub fn push(&mut self, received: &[u8]) -> bool {
        self.last.extend_from_slice(received);
        self.last.truncate(1024);
        let found = self.last.windows(3).any(|three| three == b"bye");
        let old = self.last.len().saturating_sub(2);
        self.last.drain(..old);
        found
    }
}
