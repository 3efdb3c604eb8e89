// The answer is what came.
pub fn reply(received: &[u8]) -> Vec<u8> {
    received.to_vec()
}
