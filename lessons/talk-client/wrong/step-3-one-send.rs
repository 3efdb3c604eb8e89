// A send that goes well has sent everything.
pub fn send_all(outgoing: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    outgoing.write(bytes)?;
    Ok(())
}

pub fn end_sending(stream: &TcpStream) -> io::Result<()> {
    stream.shutdown(Shutdown::Write)
}
