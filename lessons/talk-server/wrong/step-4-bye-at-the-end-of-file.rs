// A peer that leaves has said bye in its way.
pub fn converse(mut peer: impl Read + Write, mut output: impl Write) -> io::Result<CloseReason> {
    let mut buffer = [0; RECEIVE_SIZE];
    let mut bye_detector = ByeDetector::default();
    loop {
        let count = peer.read(&mut buffer)?;
        if count == 0 {
            return Ok(CloseReason::Bye);
        }
        let received = &buffer[..count];
        writeln!(output, "I got {}", one_line(received))?;
        peer.write_all(&reply(received))?;
        if bye_detector.push(received) {
            return Ok(CloseReason::Bye);
        }
    }
}
