// First hear all, then answer.
pub fn converse(mut peer: impl Read + Write, mut output: impl Write) -> io::Result<CloseReason> {
    let mut received = Vec::new();
    peer.read_to_end(&mut received)?;
    writeln!(output, "I got {}", one_line(&received))?;
    peer.write_all(&reply(&received))?;
    if ByeDetector::default().push(&received) {
        return Ok(CloseReason::Bye);
    }
    Ok(CloseReason::EndOfFile)
}
