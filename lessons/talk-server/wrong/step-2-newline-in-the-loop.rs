// Byte by byte.
pub fn reply(received: &[u8]) -> Vec<u8> {
    let mut reply = b"You said ".to_vec();
    for byte in received {
        reply.push(*byte);
        reply.push(b'\n');
    }
    reply
}
