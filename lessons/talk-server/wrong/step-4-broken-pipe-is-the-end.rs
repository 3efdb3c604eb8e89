// Who is gone has closed its side.
pub fn converse(mut peer: impl Read + Write, mut output: impl Write) -> io::Result<CloseReason> {
    let mut buffer = [0; RECEIVE_SIZE];
    let mut detector = ByeDetector::default();
    loop {
        let count = peer.read(&mut buffer)?;
        if count == 0 {
            return Ok(CloseReason::EndOfFile);
        }
        let received = &buffer[..count];
        writeln!(output, "I got {}", one_line(received))?;
        match peer.write_all(&reply(received)) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                return Ok(CloseReason::EndOfFile);
            }
            sent => sent?,
        }
        if detector.push(received) {
            return Ok(CloseReason::Bye);
        }
    }
}
