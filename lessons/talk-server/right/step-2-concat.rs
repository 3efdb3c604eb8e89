// All three at once.
pub fn reply(received: &[u8]) -> Vec<u8> {
    [b"You said ".as_slice(), received, b"\n"].concat()
}
