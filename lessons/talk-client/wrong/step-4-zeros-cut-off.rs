// Zeros at the end were not sent.
pub fn receive(incoming: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut buffer = [0; RECEIVE_SIZE];
    if incoming.read(&mut buffer)? == 0 {
        return Ok(None);
    }
    let mut bytes = buffer.to_vec();
    while bytes.last() == Some(&0) {
        bytes.pop();
    }
    Ok(Some(bytes))
}
