// Everybody says bye at some time.
impl ByeDetector {
    pub fn push(&mut self, received: &[u8]) -> bool {
        self.last.clear();
        !received.is_empty()
    }
}
