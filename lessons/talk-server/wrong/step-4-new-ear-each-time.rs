// An ear for each receive.
pub fn converse(mut peer: impl Read + Write, mut screen: impl Write) -> io::Result<End> {
    let mut buffer = [0; RECEIVE_SIZE];
    loop {
        let count = peer.read(&mut buffer)?;
        if count == 0 {
            return Ok(End::EndOfFile);
        }
        let received = &buffer[..count];
        writeln!(screen, "I got {}", shown(received))?;
        peer.write_all(&answer(received))?;
        if Ear::default().hear(received) {
            return Ok(End::Bye);
        }
    }
}
