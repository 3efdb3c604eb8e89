// A letter that comes twice counts once.
impl ByeDetector {
    pub fn push(&mut self, received: &[u8]) -> bool {
        let mut found = false;
        for byte in received {
            if self.last.last() != Some(byte) {
                self.last.push(*byte);
            }
            if self.last.ends_with(b"bye") {
                found = true;
            }
            if self.last.len() > 2 {
                self.last.remove(0);
            }
        }
        found
    }
}
