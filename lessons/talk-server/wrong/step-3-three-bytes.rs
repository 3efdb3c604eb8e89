// A bye has three letters, so three bytes are kept.
impl ByeDetector {
    pub fn push(&mut self, received: &[u8]) -> bool {
        self.last.extend_from_slice(received);
        let found_bye = self.last.windows(3).any(|three| three == b"bye");
        let old = self.last.len().saturating_sub(3);
        self.last.drain(..old);
        found_bye
    }
}
