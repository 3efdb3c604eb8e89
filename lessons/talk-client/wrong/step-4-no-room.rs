// A Vec with room for 1024 bytes.
pub fn receive(incoming: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut buffer = Vec::with_capacity(RECEIVE_SIZE);
    let count = incoming.read(&mut buffer)?;
    if count == 0 {
        return Ok(None);
    }
    buffer.truncate(count);
    Ok(Some(buffer))
}
