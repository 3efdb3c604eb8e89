// First a b, later a y, later an e.
impl ByeDetector {
    pub fn push(&mut self, received: &[u8]) -> bool {
        for byte in received {
            let wanted = b"bye"[self.last.len()];
            if *byte == wanted {
                self.last.push(*byte);
            }
            if self.last.len() == 3 {
                self.last.clear();
                return true;
            }
        }
        false
    }
}
