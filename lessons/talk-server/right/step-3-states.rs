// How many letters of a bye have come is all there is to know.
impl ByeDetector {
    pub fn push(&mut self, received: &[u8]) -> bool {
        let mut found_bye = false;
        for byte in received {
            match (self.last.as_slice(), byte) {
                (b"by", b'e') => {
                    found_bye = true;
                    self.last.clear();
                }
                (b"b", b'y') => self.last.push(b'y'),
                (_, b'b') => self.last = vec![b'b'],
                _ => self.last.clear(),
            }
        }
        found_bye
    }
}
