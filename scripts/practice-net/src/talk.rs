//! Someone to talk to: answers each receive with `You said `, those bytes, and a newline.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// The most that one receive takes.
const RECEIVE_SIZE: usize = 1024;

/// A client may be silent for so long: a person thinks before typing.
const THINKING_TIME: Duration = Duration::from_secs(600);

/// Talks until the client's end of file, or until it has said `bye`, which is answered first.
pub(crate) fn talk(mut stream: &TcpStream) -> io::Result<()> {
    let peer = stream.peer_addr()?;
    log::info!("talk: {peer} has come");
    stream.set_read_timeout(Some(THINKING_TIME))?;
    let mut heard: Vec<u8> = Vec::new();
    let mut chunk = [0; RECEIVE_SIZE];
    loop {
        let received = match stream.read(&mut chunk)? {
            0 => break,
            count => &chunk[..count],
        };
        log::info!("talk: {peer} said {}", common::escape_untrusted(received));
        stream.write_all(&[b"You said ", received, b"\n"].concat())?;
        // A word may come in pieces: the last two bytes are kept beside the next receive.
        heard.extend(received);
        if heard.windows(3).any(|word| word == b"bye") {
            break;
        }
        heard.drain(..heard.len().saturating_sub(2));
    }
    log::info!("talk: {peer} is let go");
    Ok(())
}
