// A line without its end.
pub fn receive(incoming: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut buffer = [0; RECEIVE_SIZE];
    let count = incoming.read(&mut buffer)?;
    if count == 0 {
        return Ok(None);
    }
    Ok(Some(buffer[..count].strip_suffix(b"\n").unwrap_or(&buffer[..count]).to_vec()))
}
