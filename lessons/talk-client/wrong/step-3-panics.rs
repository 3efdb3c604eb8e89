// Sending goes well.
pub fn send_all(outgoing: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    outgoing.write_all(bytes).unwrap();
    Ok(())
}

pub fn shutdown_write(connection: &TcpStream) -> io::Result<()> {
    connection.shutdown(Shutdown::Write)
}
