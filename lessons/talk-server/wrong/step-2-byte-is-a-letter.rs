// Every byte is a letter.
pub fn reply(received: &[u8]) -> Vec<u8> {
    let mut text = String::from("You said ");
    for byte in received {
        text.push(*byte as char);
    }
    text.push('\n');
    text.into_bytes()
}
