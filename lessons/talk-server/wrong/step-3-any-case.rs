// BYE is a bye, too.
impl ByeDetector {
    pub fn push(&mut self, received: &[u8]) -> bool {
        self.last.extend_from_slice(received);
        let found_bye = self.last.windows(3).any(|three| three.eq_ignore_ascii_case(b"bye"));
        let old = self.last.len().saturating_sub(2);
        self.last.drain(..old);
        found_bye
    }
}
