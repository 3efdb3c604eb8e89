//! Someone to talk to: answers each receive with `You said `, those bytes, and a newline.
//!
//! The lesson talk-server has the same loop in a better form. It is not used here, because this
//! crate is in every handout, and the loop is what learners of that lesson write.

use std::io::{self, Read, Write};
use std::time::Duration;

use crate::serve::Connection;

/// The most bytes that one receive takes.
const RECEIVE_SIZE: usize = 1024;

/// How long a client may be silent: a person thinks before typing.
const IDLE_TIMEOUT: Duration = Duration::from_secs(600);

/// What `--lie` puts before each answer: a line that a terminal would obey.
const FORGED: &[u8] = b"\x1b[31mConnection closed.\x1b[0m\n";

/// Talks until the client's end of file, or until it has said `bye`, which is answered first.
pub(crate) fn talk(connection: &mut Connection) -> io::Result<()> {
    let peer = connection.peer;
    log::info!("talk: {peer} has connected");
    connection.set_idle_timeout(IDLE_TIMEOUT)?;
    let mut recent: Vec<u8> = Vec::new();
    let mut chunk = [0; RECEIVE_SIZE];
    loop {
        let received = match connection.read(&mut chunk)? {
            0 => break,
            count => &chunk[..count],
        };
        log::info!("talk: {peer} said {}", common::escape_untrusted(received));
        if connection.shared.trouble.lie {
            connection.write_all(FORGED)?;
        }
        connection.write_all(&[b"You said ", received, b"\n"].concat())?;
        // A word may come in pieces: its last two bytes are kept for the next receive.
        recent.extend(received);
        if recent.windows(3).any(|word| word == b"bye") {
            break;
        }
        recent.drain(..recent.len().saturating_sub(2));
    }
    log::info!("talk: closing the connection of {peer}");
    Ok(())
}
