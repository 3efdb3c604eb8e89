// What came is the buffer.
pub fn converse(mut peer: impl Read + Write, mut output: impl Write) -> io::Result<CloseReason> {
    let mut bye_detector = ByeDetector::default();
    loop {
        let mut buffer = [0; RECEIVE_SIZE];
        let count = peer.read(&mut buffer)?;
        if count == 0 {
            return Ok(CloseReason::EndOfFile);
        }
        writeln!(output, "I got {}", one_line(&buffer))?;
        peer.write_all(&reply(&buffer))?;
        if bye_detector.push(&buffer) {
            return Ok(CloseReason::Bye);
        }
    }
}
