// A vector can be written to.
pub fn reply(received: &[u8]) -> Vec<u8> {
    let mut reply = Vec::new();
    for part in ["You said ".as_bytes(), received, &[10]] {
        if reply.write_all(part).is_err() {
            return reply;
        }
    }
    reply
}
