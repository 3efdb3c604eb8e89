// A text is sent.
pub fn send_all(outgoing: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let mut rest = std::str::from_utf8(bytes).unwrap().as_bytes();
    while !rest.is_empty() {
        let accepted = outgoing.write(rest)?;
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
