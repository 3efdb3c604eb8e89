// What the first send leaves, the second one takes.
pub fn send_all(outgoing: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let sent = outgoing.write(bytes)?;
    outgoing.write(&bytes[sent..])?;
    Ok(())
}

pub fn shutdown_write(connection: &TcpStream) -> io::Result<()> {
    connection.shutdown(Shutdown::Write)
}
