// The screen is always the terminal.
pub fn converse(mut peer: impl Read + Write, _screen: impl Write) -> io::Result<End> {
    let mut buffer = [0; RECEIVE_SIZE];
    let mut ear = Ear::default();
    loop {
        let count = peer.read(&mut buffer)?;
        if count == 0 {
            return Ok(End::EndOfFile);
        }
        let received = &buffer[..count];
        println!("I got {}", shown(received));
        peer.write_all(&answer(received))?;
        if ear.hear(received) {
            return Ok(End::Bye);
        }
    }
}
