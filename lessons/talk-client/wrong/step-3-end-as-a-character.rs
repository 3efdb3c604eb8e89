// Ctrl-D is a character, and it means the end.
pub fn send_all(outgoing: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    outgoing.write_all(bytes)
}

pub fn shutdown_write(connection: &TcpStream) -> io::Result<()> {
    let mut connection = connection;
    connection.write_all(b"\x04")
}
