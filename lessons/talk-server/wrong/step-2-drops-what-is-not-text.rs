// What is not text is nothing.
pub fn reply(received: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(received).unwrap_or_default();
    format!("You said {text}\n").into_bytes()
}
