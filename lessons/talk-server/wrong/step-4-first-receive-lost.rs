// Read, and look at what was read.
pub fn converse(mut peer: impl Read + Write, mut output: impl Write) -> io::Result<CloseReason> {
    let mut buffer = [0; RECEIVE_SIZE];
    let mut detector = ByeDetector::default();
    loop {
        let _ = peer.read(&mut buffer)?;
        let count = peer.read(&mut buffer)?;
        if count == 0 {
            return Ok(CloseReason::EndOfFile);
        }
        let received = &buffer[..count];
        writeln!(output, "I got {}", one_line(received))?;
        peer.write_all(&reply(received))?;
        if detector.push(received) {
            return Ok(CloseReason::Bye);
        }
    }
}
