// Half of the buffer is enough.
pub fn receive(incoming: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut buffer = [0; RECEIVE_SIZE / 2];
    match incoming.read(&mut buffer)? {
        0 => Ok(None),
        count => Ok(Some(buffer[..count].to_vec())),
    }
}
