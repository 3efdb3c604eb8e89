// Nothing came, nothing is said.
pub fn reply(received: &[u8]) -> Vec<u8> {
    if received.is_empty() {
        return Vec::new();
    }
    let mut reply = b"You said ".to_vec();
    reply.extend_from_slice(received);
    reply.push(b'\n');
    reply
}
