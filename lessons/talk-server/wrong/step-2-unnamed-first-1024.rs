// Nothing longer ever comes.
pub fn reply(received: &[u8]) -> Vec<u8> {
    let mut reply = b"You said ".to_vec();
    reply.extend(received.iter().take(1024));
    reply.push(b'\n');
    reply
}
