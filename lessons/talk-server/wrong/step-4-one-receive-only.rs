// A peer says one thing, and gets one answer.
pub fn converse(mut peer: impl Read + Write, mut screen: impl Write) -> io::Result<End> {
    let mut buffer = [0; RECEIVE_SIZE];
    let count = peer.read(&mut buffer)?;
    let received = &buffer[..count];
    writeln!(screen, "I got {}", shown(received))?;
    peer.write_all(&answer(received))?;
    if Ear::default().hear(received) { Ok(End::Bye) } else { Ok(End::EndOfFile) }
}
