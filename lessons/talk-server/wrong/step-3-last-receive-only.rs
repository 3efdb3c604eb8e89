// The end of the last receive is what may begin a bye.
impl ByeDetector {
    pub fn push(&mut self, received: &[u8]) -> bool {
        let mut all = self.last.clone();
        all.extend_from_slice(received);
        if !received.is_empty() {
            self.last = received[received.len().saturating_sub(2)..].to_vec();
        }
        all.windows(3).any(|three| three == b"bye")
    }
}
