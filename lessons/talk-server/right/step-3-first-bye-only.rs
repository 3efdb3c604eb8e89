// Nobody asks again after a bye.
impl ByeDetector {
    pub fn push(&mut self, received: &[u8]) -> bool {
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
        false
    }
}
