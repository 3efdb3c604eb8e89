// What a server says is text.
pub fn receive(incoming: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut buffer = [0; RECEIVE_SIZE];
    let count = incoming.read(&mut buffer)?;
    if count == 0 {
        return Ok(None);
    }
    if std::str::from_utf8(&buffer[..count]).is_err() {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(Some(buffer[..count].to_vec()))
}
