// One byte after the other.
pub fn receive(incoming: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut buffer = [0];
    let count = incoming.read(&mut buffer)?;
    if count == 0 {
        return Ok(None);
    }
    Ok(Some(buffer.to_vec()))
}
