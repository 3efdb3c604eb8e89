// Cut to two bytes.
impl ByeDetector {
    pub fn push(&mut self, received: &[u8]) -> bool {
        self.last.extend_from_slice(received);
        let found = self.last.windows(3).any(|three| three == b"bye");
        self.last.truncate(2);
        found
    }
}
