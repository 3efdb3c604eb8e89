// When it has found one it does not look at the rest.
impl ByeDetector {
    pub fn push(&mut self, received: &[u8]) -> bool {
        let mut found = false;
        for byte in received {
            self.last.push(*byte);
            if self.last.ends_with(b"bye") {
                self.last.clear();
                return true;
            }
            if self.last.len() > 2 {
                self.last.remove(0);
            }
        }
        found
    }
}
