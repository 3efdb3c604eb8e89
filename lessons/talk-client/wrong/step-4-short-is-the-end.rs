// A buffer that is not full is the end.
pub fn receive(incoming: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut buffer = [0; RECEIVE_SIZE];
    let count = incoming.read(&mut buffer)?;
    if count < RECEIVE_SIZE {
        return Ok(None);
    }
    Ok(Some(buffer.to_vec()))
}
