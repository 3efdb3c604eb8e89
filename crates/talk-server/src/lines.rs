//! A conversation in whole lines: TCP carries bytes and no messages, so the two sides must agree where a message ends. Here it
//! ends with its line.

use std::io::{self, Read, Write};

use crate::{Ear, End, RECEIVE_SIZE, answer, cut_lines, shown};

/// The longest line in bytes, its end not counted. Without a limit a peer that never ends its line could fill the memory.
pub const LONGEST_LINE: usize = 64 * 1024;

/// As [`crate::converse`], but each line is shown and answered when its end has come, in however many receives. What is left
/// at the end of file is the last line. Of a line longer than [`LONGEST_LINE`] the rest is thrown away.
///
/// # Errors
/// What reading from or writing to the peer, or writing to the screen, gives.
pub fn converse_in_lines(mut peer: impl Read + Write, mut screen: impl Write) -> io::Result<End> {
    let mut bytes = [0; RECEIVE_SIZE];
    let mut unfinished = Vec::new();
    let (mut at_end, mut said_bye) = (false, false);
    while !at_end && !said_bye {
        let length = peer.read(&mut bytes)?;
        at_end = length == 0;
        // The end of file also ends a last line that lacks its newline.
        let more = if at_end && !unfinished.is_empty() { b"\n" } else { &bytes[..length] };
        for line in cut_lines(&mut unfinished, more) {
            said_bye = said_bye || answer_line(&mut peer, &mut screen, line)?;
        }
        // Two bytes more than needed: the first may be the `\r` of a line end, the second proves that it is not.
        unfinished.truncate(LONGEST_LINE + 2);
    }
    Ok(if said_bye { End::Bye } else { End::EndOfFile })
}

/// Shows a line and answers it. Whether it holds a `bye`.
fn answer_line(
    mut peer: impl Write,
    mut screen: impl Write,
    mut line: Vec<u8>,
) -> io::Result<bool> {
    let is_too_long = line.len() > LONGEST_LINE;
    line.truncate(LONGEST_LINE);
    writeln!(screen, "I got {}", shown(&line))?;
    if is_too_long {
        writeln!(
            screen,
            "The rest of that line was thrown away: it was longer than {LONGEST_LINE} bytes."
        )?;
    }
    peer.write_all(&answer(&line))?;
    Ok(Ear::default().hear(&line))
}
