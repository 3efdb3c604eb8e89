// A line ends with a newline.
pub fn converse(mut peer: impl Read + Write, mut output: impl Write) -> io::Result<CloseReason> {
    let mut buffer = [0; RECEIVE_SIZE];
    let mut detector = ByeDetector::default();
    loop {
        let count = peer.read(&mut buffer)?;
        if count == 0 {
            return Ok(CloseReason::EndOfFile);
        }
        let received = &buffer[..count];
        writeln!(output, "I got {}\n", one_line(received))?;
        peer.write_all(&reply(received))?;
        if detector.push(received) {
            return Ok(CloseReason::Bye);
        }
    }
}
