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
    let mut buffer = [0; RECEIVE_SIZE];
    let mut unfinished = Vec::new();
    loop {
        let count = peer.read(&mut buffer)?;
        // The end of file also ends a last line that lacks its newline.
        let is_last = count == 0 && !unfinished.is_empty();
        let received = if is_last { b"\n" } else { &buffer[..count] };
        for line in split_lines(&mut unfinished, received) {
            if answer_line(&mut peer, &mut output, &line)? {
                return Ok(CloseReason::Bye);
            }
        }
        if count == 0 {
            return Ok(CloseReason::EndOfFile);
        }
        // Two bytes more than needed: the first may be the `\r` of a line end, and the second
        // proves that it is not.
        unfinished.truncate(MAX_LINE_LENGTH + 2);
    }
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
