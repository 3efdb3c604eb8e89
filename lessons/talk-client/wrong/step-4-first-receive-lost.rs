// Read, and look at what was read.
pub fn receive(incoming: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut buffer = [0; RECEIVE_SIZE];
    let _ = incoming.read(&mut buffer)?;
    let count = incoming.read(&mut buffer)?;
    if count == 0 {
        return Ok(None);
    }
    Ok(Some(buffer[..count].to_vec()))
}
