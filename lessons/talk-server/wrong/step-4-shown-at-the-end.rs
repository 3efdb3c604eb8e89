// Collects what it shows and writes it at the end.
pub fn converse(mut peer: impl Read + Write, mut output: impl Write) -> io::Result<CloseReason> {
    let mut detector = ByeDetector::default();
    let mut buffer = [0; RECEIVE_SIZE];
    let mut lines = String::new();
    let reason = loop {
        let length = peer.read(&mut buffer)?;
        if length == 0 {
            break CloseReason::EndOfFile;
        }
        lines += &format!("I got {}\n", one_line(&buffer[..length]));
        peer.write_all(&reply(&buffer[..length]))?;
        if detector.push(&buffer[..length]) {
            break CloseReason::Bye;
        }
    };
    output.write_all(lines.as_bytes())?;
    Ok(reason)
}
