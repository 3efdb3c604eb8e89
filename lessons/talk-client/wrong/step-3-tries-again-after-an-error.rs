// It may work the next time.
pub fn send_all(outgoing: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let mut rest = bytes;
    while !rest.is_empty() {
        let Ok(accepted) = outgoing.write(rest) else { continue };
        if accepted == 0 {
            return Err(io::Error::from(io::ErrorKind::WriteZero));
        }
        rest = &rest[accepted..];
    }
    Ok(())
}
pub fn shutdown_write(connection: &TcpStream) -> io::Result<()> {
    connection.shutdown(Shutdown::Write)
}
