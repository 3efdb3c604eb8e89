// read_exact is the safe one.
pub fn receive(incoming: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut buffer = [0; RECEIVE_SIZE];
    incoming.read_exact(&mut buffer)?;
    Ok(Some(buffer.to_vec()))
}
