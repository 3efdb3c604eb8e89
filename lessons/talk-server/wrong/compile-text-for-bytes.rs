// The reply is a text.
pub fn reply(received: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(received);
    format!("You said {text}\n")
}
