// Writes first, and then looks whether something is left.
pub fn send_all(outgoing: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let mut sent = 0;
    loop {
        let taken = outgoing.write(&bytes[sent..])?;
        if taken == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        sent += taken;
        if sent == bytes.len() {
            return Ok(());
        }
    }
}

pub fn shutdown_write(connection: &TcpStream) -> io::Result<()> {
    connection.shutdown(Shutdown::Write)
}
