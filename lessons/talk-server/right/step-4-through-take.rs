// Reads through take.
pub fn converse(mut peer: impl Read + Write, mut output: impl Write) -> io::Result<CloseReason> {
    let mut detector = ByeDetector::default();
    loop {
        let mut buffer = [0u8; 2 * RECEIVE_SIZE];
        let length = Read::by_ref(&mut peer).take(RECEIVE_SIZE as u64).read(&mut buffer)?;
        let Some(received) = buffer.get(..length).filter(|bytes| !bytes.is_empty()) else {
            break Ok(CloseReason::EndOfFile);
        };
        output.write_all(b"I got ")?;
        output.write_all(one_line(received).as_bytes())?;
        output.write_all(b"\n")?;
        output.flush()?;
        let answer = reply(received);
        peer.write_all(&answer)?;
        peer.flush()?;
        if detector.push(received) {
            break Ok(CloseReason::Bye);
        }
    }
}
