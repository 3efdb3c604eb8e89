// What came, and then that it was said.
pub fn reply(received: &[u8]) -> Vec<u8> {
    let mut reply = received.to_vec();
    reply.extend_from_slice(b"You said ");
    reply.push(b'\n');
    reply
}
