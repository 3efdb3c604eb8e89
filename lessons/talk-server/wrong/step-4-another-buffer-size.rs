// 512 bytes are enough.
pub fn converse(mut peer: impl Read + Write, mut output: impl Write) -> io::Result<CloseReason> {
    let mut buffer = [0; 512];
    let mut bye_detector = ByeDetector::default();
    loop {
        let count = peer.read(&mut buffer)?;
        if count == 0 {
            return Ok(CloseReason::EndOfFile);
        }
        let received = &buffer[..count];
        writeln!(output, "I got {}", one_line(received))?;
        peer.write_all(&reply(received))?;
        if bye_detector.push(received) {
            return Ok(CloseReason::Bye);
        }
    }
}
