// Bytes that are not text become a character that is in no bye.
impl ByeDetector {
    pub fn push(&mut self, received: &[u8]) -> bool {
        self.last.extend_from_slice(received);
        let found = String::from_utf8_lossy(&self.last).contains("bye");
        self.last = self.last.iter().rev().take(2).rev().copied().collect();
        found
    }
}
