// They say hello.
pub fn reply(received: &[u8]) -> Vec<u8> {
    let mut reply = b"You said ".to_vec();
    let _ = received;
    reply.extend_from_slice(b"hello");
    reply.push(b'\n');
    reply
}
