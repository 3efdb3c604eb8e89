// The letters found so far are kept; a letter that does not fit begins everything anew.
impl ByeDetector {
    pub fn push(&mut self, received: &[u8]) -> bool {
        for byte in received {
            let wanted = b"bye"[self.last.len()];
            if *byte == wanted {
                self.last.push(*byte);
            } else {
                self.last.clear();
            }
            if self.last.len() == 3 {
                self.last.clear();
                return true;
            }
        }
        false
    }
}
