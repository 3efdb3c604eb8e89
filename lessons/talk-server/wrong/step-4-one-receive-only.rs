// A peer says one thing, and gets one answer.
pub fn converse(mut peer: impl Read + Write, mut output: impl Write) -> io::Result<CloseReason> {
    let mut buffer = [0; RECEIVE_SIZE];
    let count = peer.read(&mut buffer)?;
    let received = &buffer[..count];
    writeln!(output, "I got {}", one_line(received))?;
    peer.write_all(&reply(received))?;
    if ByeDetector::default().push(received) { Ok(CloseReason::Bye) } else { Ok(CloseReason::EndOfFile) }
}
