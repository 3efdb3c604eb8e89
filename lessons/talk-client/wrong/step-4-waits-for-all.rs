// An answer is there when all of it is there.
pub fn receive(incoming: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut received = Vec::new();
    incoming.read_to_end(&mut received)?;
    Ok(if received.is_empty() { None } else { Some(received) })
}
