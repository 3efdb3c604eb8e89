// Once more, to be sure.
pub fn receive(incoming: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut buffer = [0; RECEIVE_SIZE];
    let mut count = incoming.read(&mut buffer)?;
    if count == 0 {
        count = incoming.read(&mut buffer)?;
    }
    if count == 0 {
        return Ok(None);
    }
    Ok(Some(buffer[..count].to_vec()))
}
