// It may work the next time.
pub fn receive(incoming: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut buffer = [0; RECEIVE_SIZE];
    let count = incoming.read(&mut buffer).or_else(|_| incoming.read(&mut buffer))?;
    if count == 0 {
        return Ok(None);
    }
    Ok(Some(buffer[..count].to_vec()))
}
