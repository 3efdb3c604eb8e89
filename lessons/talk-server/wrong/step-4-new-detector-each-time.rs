// A detector for each receive.
pub fn converse(mut peer: impl Read + Write, mut output: impl Write) -> io::Result<CloseReason> {
    let mut buffer = [0; RECEIVE_SIZE];
    loop {
        let count = peer.read(&mut buffer)?;
        if count == 0 {
            return Ok(CloseReason::EndOfFile);
        }
        let received = &buffer[..count];
        writeln!(output, "I got {}", one_line(received))?;
        peer.write_all(&reply(received))?;
        if ByeDetector::default().push(received) {
            return Ok(CloseReason::Bye);
        }
    }
}
