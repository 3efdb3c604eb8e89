// What came goes to the screen as it is.
pub fn converse(mut peer: impl Read + Write, mut screen: impl Write) -> io::Result<End> {
    let mut buffer = [0; RECEIVE_SIZE];
    let mut ear = Ear::default();
    loop {
        let count = peer.read(&mut buffer)?;
        if count == 0 {
            return Ok(End::EndOfFile);
        }
        let received = &buffer[..count];
        writeln!(screen, "I got {}", String::from_utf8_lossy(received))?;
        peer.write_all(&answer(received))?;
        if ear.hear(received) {
            return Ok(End::Bye);
        }
    }
}
