// Copies what came byte by byte.
pub fn receive(incoming: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut buffer = [0; 1024];
    let count = incoming.read(&mut buffer)?;
    let mut bytes = Vec::new();
    for index in 0..count {
        bytes.push(buffer[index]);
    }
    Ok((count > 0).then_some(bytes))
}
