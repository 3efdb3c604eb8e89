// If it fails, the peer is gone anyway.
pub fn send_all(outgoing: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    outgoing.write_all(bytes)
}

pub fn shutdown_write(connection: &TcpStream) -> io::Result<()> {
    let _ = connection.shutdown(Shutdown::Write);
    Ok(())
}
