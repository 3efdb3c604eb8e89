// What people say is text.
impl ByeDetector {
    pub fn push(&mut self, received: &[u8]) -> bool {
        let text = std::str::from_utf8(received).unwrap();
        self.last.extend_from_slice(text.as_bytes());
        let found_bye = String::from_utf8_lossy(&self.last).contains("bye");
        let old = self.last.len().saturating_sub(2);
        self.last.drain(..old);
        found_bye
    }
}
