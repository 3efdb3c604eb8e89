// What cannot be seen is escaped.
pub fn reply(received: &[u8]) -> Vec<u8> {
    let mut reply = b"You said ".to_vec();
    reply.extend(received.escape_ascii());
    reply.push(b'\n');
    reply
}
