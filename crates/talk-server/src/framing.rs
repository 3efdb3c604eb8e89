//! A conversation in whole lines. TCP carries bytes, not messages: the first version took each
//! receive for a message. Here a message ends with its line, in however many receives it comes.

use std::io::{self, Read, Write};

use crate::{ByeDetector, CloseReason, RECEIVE_SIZE, one_line, reply, split_lines};

/// The longest line in bytes, without its end. Without a limit, a peer that never ends its line
/// could fill the memory.
pub const MAX_LINE_LENGTH: usize = 64 * 1024;

/// Like [`crate::converse`], but each line is shown and answered when its end has come. What is
/// left at the end of file is the last line. Of a line longer than [`MAX_LINE_LENGTH`], the rest is
/// thrown away.
///
/// # Errors
/// Those of the peer and of the output.
pub fn converse_in_lines(
    mut peer: impl Read + Write,
    mut output: impl Write,
) -> io::Result<CloseReason> {
    let mut bytes = [0; RECEIVE_SIZE];
    let mut unfinished = Vec::new();
    let (mut at_end, mut said_bye) = (false, false);
    while !at_end && !said_bye {
        let length = peer.read(&mut bytes)?;
        at_end = length == 0;
        // The end of file also ends a last line that lacks its newline.
        let more = if at_end && !unfinished.is_empty() { b"\n" } else { &bytes[..length] };
        for line in split_lines(&mut unfinished, more) {
            said_bye = said_bye || answer_line(&mut peer, &mut output, &line)?;
        }
        // Two bytes more than needed: the first may be the `\r` of a line end, and the second
        // proves that it is not.
        unfinished.truncate(MAX_LINE_LENGTH + 2);
    }
    Ok(if said_bye { CloseReason::Bye } else { CloseReason::EndOfFile })
}

/// Shows a line and answers it. True if it holds a `bye`.
fn answer_line(peer: &mut impl Write, output: &mut impl Write, line: &[u8]) -> io::Result<bool> {
    let kept = &line[..line.len().min(MAX_LINE_LENGTH)];
    writeln!(output, "I got {}", one_line(kept))?;
    if kept.len() < line.len() {
        writeln!(
            output,
            "The rest of that line was thrown away: it was longer than {MAX_LINE_LENGTH} bytes."
        )?;
    }
    peer.write_all(&reply(kept))?;
    Ok(ByeDetector::default().push(kept))
}
