// Every case in one place.
pub fn converse(mut peer: impl Read + Write, mut output: impl Write) -> io::Result<CloseReason> {
    let mut detector = ByeDetector::default();
    let mut buffer = vec![0u8; RECEIVE_SIZE];
    loop {
        match peer.read(&mut buffer) {
            Ok(0) => break Ok(CloseReason::EndOfFile),
            Err(error) => break Err(error),
            Ok(n) => {
                let text = one_line(&buffer[0..n]);
                output.write_all(format!("I got {text}\n").as_bytes())?;
                let answer = reply(&buffer[0..n]);
                let mut sent = 0;
                while sent < answer.len() {
                    sent += peer.write(&answer[sent..])?;
                }
                if detector.push(&buffer[0..n]) {
                    break Ok(CloseReason::Bye);
                }
            }
        }
    }
}
