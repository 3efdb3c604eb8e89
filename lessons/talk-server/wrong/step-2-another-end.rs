// A line ends with both.
pub fn reply(received: &[u8]) -> Vec<u8> {
    let mut reply = b"You said ".to_vec();
    reply.extend_from_slice(received);
    reply.extend_from_slice(b"\r\n");
    reply
}
