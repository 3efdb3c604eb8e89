// The last byte before is enough to know.
impl ByeDetector {
    pub fn push(&mut self, received: &[u8]) -> bool {
        self.last.extend_from_slice(received);
        let found_bye = self.last.windows(3).any(|three| three == b"bye");
        let forget = self.last.len().saturating_sub(1);
        self.last.drain(..forget);
        found_bye
    }
}
