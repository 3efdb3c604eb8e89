// Only what is ASCII is safe.
pub fn reply(received: &[u8]) -> Vec<u8> {
    let mut reply = b"You said ".to_vec();
    reply.extend(received.iter().filter(|byte| byte.is_ascii()));
    reply.push(b'\n');
    reply
}
