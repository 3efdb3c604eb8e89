// What came is the buffer.
pub fn converse(mut peer: impl Read + Write, mut screen: impl Write) -> io::Result<End> {
    let mut ear = Ear::default();
    loop {
        let mut buffer = [0; RECEIVE_SIZE];
        let count = peer.read(&mut buffer)?;
        if count == 0 {
            return Ok(End::EndOfFile);
        }
        writeln!(screen, "I got {}", shown(&buffer))?;
        peer.write_all(&answer(&buffer))?;
        if ear.hear(&buffer) {
            return Ok(End::Bye);
        }
    }
}
