// When no more can be received, it is over, whatever the reason.
pub fn receive(incoming: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut buffer = [0; RECEIVE_SIZE];
    match incoming.read(&mut buffer) {
        Ok(0) | Err(_) => Ok(None),
        Ok(count) => Ok(Some(buffer[..count].to_vec())),
    }
}
