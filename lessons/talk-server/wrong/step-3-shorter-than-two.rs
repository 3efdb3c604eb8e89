// Forget all but two.
impl ByeDetector {
    pub fn push(&mut self, received: &[u8]) -> bool {
        self.last.extend_from_slice(received);
        let found_bye = self.last.windows(3).any(|three| three == b"bye");
        let old = self.last.len() - 2;
        self.last.drain(..old);
        found_bye
    }
}
