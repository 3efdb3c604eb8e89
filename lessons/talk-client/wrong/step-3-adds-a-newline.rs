// A line needs an end.
pub fn send_all(outgoing: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    outgoing.write_all(bytes)?;
    outgoing.write_all(b"\n")
}

pub fn shutdown_write(connection: &TcpStream) -> io::Result<()> {
    connection.shutdown(Shutdown::Write)
}
