// By position, byte by byte at the end.
pub fn send_all(outgoing: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let mut position = 0;
    while position < bytes.len() {
        position += match outgoing.write(&bytes[position..]) {
            Ok(0) => return Err(io::Error::new(io::ErrorKind::WriteZero, "nothing was taken")),
            Ok(taken) => taken,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => 0,
            Err(error) => return Err(error),
        };
    }
    outgoing.flush()
}

pub fn shutdown_write(connection: &TcpStream) -> io::Result<()> {
    connection.shutdown(Shutdown::Write)?;
    Ok(())
}
