// Zeros were not sent.
pub fn receive(incoming: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut buffer = [0; RECEIVE_SIZE];
    if incoming.read(&mut buffer)? == 0 {
        return Ok(None);
    }
    Ok(Some(buffer.into_iter().filter(|byte| *byte != 0).collect()))
}
