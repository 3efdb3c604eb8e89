// What is not text is not a bye.
impl ByeDetector {
    pub fn push(&mut self, received: &[u8]) -> bool {
        let text = std::str::from_utf8(received).unwrap_or_default();
        self.last.extend_from_slice(text.as_bytes());
        let found_bye = self.last.windows(3).any(|three| three == b"bye");
        let old = self.last.len().saturating_sub(2);
        self.last.drain(..old);
        found_bye
    }
}
