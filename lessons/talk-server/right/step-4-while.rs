// Until the bye, or until nothing comes.
pub fn converse(mut peer: impl Read + Write, mut output: impl Write) -> io::Result<CloseReason> {
    let mut buffer = [0; 1024];
    let mut detector = ByeDetector::default();
    let mut said_bye = false;
    while !said_bye {
        let count = peer.read(&mut buffer)?;
        if count == 0 {
            return Ok(CloseReason::EndOfFile);
        }
        said_bye = detector.push(&buffer[..count]);
        peer.write_all(&reply(&buffer[..count]))?;
        writeln!(output, "I got {}", one_line(&buffer[..count]))?;
    }
    Ok(CloseReason::Bye)
}
