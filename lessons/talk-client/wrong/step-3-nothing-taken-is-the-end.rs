// When nothing more is taken, that was all.
pub fn send_all(outgoing: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let mut rest = bytes;
    while !rest.is_empty() {
        let taken = outgoing.write(rest)?;
        if taken == 0 {
            break;
        }
        rest = &rest[taken..];
    }
    Ok(())
}

pub fn shutdown_write(connection: &TcpStream) -> io::Result<()> {
    connection.shutdown(Shutdown::Write)
}
