// To send nothing says that nothing more comes.
pub fn send_all(outgoing: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    outgoing.write_all(bytes)
}

pub fn shutdown_write(connection: &TcpStream) -> io::Result<()> {
    let mut connection = connection;
    connection.write_all(b"")?;
    connection.flush()
}
