// Whatever comes is text, and cannot be anything else.
pub fn reply(received: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(received).unwrap();
    format!("You said {text}\n").into_bytes()
}
