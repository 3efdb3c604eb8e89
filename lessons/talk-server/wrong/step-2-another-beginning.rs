// With a colon.
pub fn reply(received: &[u8]) -> Vec<u8> {
    let mut reply = b"You said: ".to_vec();
    reply.extend_from_slice(received);
    reply.push(b'\n');
    reply
}
