// The bytes are formatted, as a text would be.
pub fn reply(received: &[u8]) -> Vec<u8> {
    format!("You said {received:?}\n").into_bytes()
}
