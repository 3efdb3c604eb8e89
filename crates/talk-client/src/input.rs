//! What is sent. The first version sent one argument; this one also takes what a person types, or
//! everything that a pipe delivers.

use std::io::{self, Cursor, IsTerminal, Read};

use common::net::retry_interrupted;

use crate::connection::ConversationError;
use crate::output::print_prompt;

/// How much is read and handed to the operating system at once, in bytes. Much data needs few
/// system calls.
const CHUNK_SIZE: usize = 64 * 1024;

/// The text, the terminal or the pipe that is sent.
pub struct Input {
    source: Box<dyn Read + Send>,
    /// True if a person types it.
    pub is_typed: bool,
    /// True if that person is shown a prompt.
    pub has_prompt: bool,
    crlf: bool,
    last_byte: u8,
}

impl Input {
    /// `text`, or without one standard input. A person at a terminal is shown a prompt if
    /// `with_prompt`. Each line will end with CR LF if `crlf`.
    pub fn new(text: Option<String>, with_prompt: bool, crlf: bool) -> Input {
        let is_typed = text.is_none() && io::stdin().is_terminal();
        let source: Box<dyn Read + Send> = match text {
            Some(text) => Box::new(Cursor::new(text)),
            None => Box::new(io::stdin()),
        };
        let has_prompt = is_typed && with_prompt && io::stdout().is_terminal();
        Input { source, is_typed, has_prompt, crlf, last_byte: 0 }
    }

    /// The next bytes: a line from a terminal, what is there from a pipe. Returns `None` at the end.
    ///
    /// # Errors
    /// If standard input cannot be read.
    pub fn next_chunk(&mut self) -> Result<Option<Vec<u8>>, ConversationError> {
        if self.has_prompt {
            print_prompt();
        }
        let mut chunk = vec![0; CHUNK_SIZE];
        let read = retry_interrupted(|| self.source.read(&mut chunk));
        let count = read.map_err(ConversationError::Input)?;
        chunk.truncate(count);
        if self.is_typed && chunk.ends_with(b"\r\n") {
            // A Windows console ends a line with both. The same is sent on every system.
            chunk.truncate(count - 2);
            chunk.push(b'\n');
        }
        if self.crlf {
            chunk = self.with_crlf(&chunk);
        }
        Ok(if chunk.is_empty() { None } else { Some(chunk) })
    }

    /// Puts a CR before each LF that has none.
    fn with_crlf(&mut self, chunk: &[u8]) -> Vec<u8> {
        let mut lines = Vec::with_capacity(chunk.len() + 16);
        for &byte in chunk {
            if byte == b'\n' && self.last_byte != b'\r' {
                lines.push(b'\r');
            }
            lines.push(byte);
            self.last_byte = byte;
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_each_line_with_cr_lf_wherever_the_input_is_cut() {
        let text = b"GET / HTTP/1.1\r\nHost: a\n\n\rend";
        for cut in 0..text.len() {
            let mut input = Input::new(Some(String::new()), false, true);
            let (before, after) = text.split_at(cut);
            let sent = [input.with_crlf(before), input.with_crlf(after)].concat();
            assert_eq!(sent, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n\rend");
        }
    }
}
