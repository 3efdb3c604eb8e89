// The peer is gone.
pub fn send_all(outgoing: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let mut rest = bytes;
    while !rest.is_empty() {
        let taken = outgoing.write(rest)?;
        if taken == 0 {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        rest = &rest[taken..];
    }
    Ok(())
}

pub fn shutdown_write(connection: &TcpStream) -> io::Result<()> {
    connection.shutdown(Shutdown::Write)
}
