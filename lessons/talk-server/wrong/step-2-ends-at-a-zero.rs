// A zero is the end of what came.
pub fn reply(received: &[u8]) -> Vec<u8> {
    let mut reply = b"You said ".to_vec();
    reply.extend(received.iter().take_while(|byte| **byte != 0));
    reply.push(b'\n');
    reply
}
