// A bye comes alone, in a receive of its own.
impl Ear {
    pub fn hear(&mut self, received: &[u8]) -> bool {
        received.trim_ascii() == b"bye"
    }
}
