//! Lines that a person types or a pipe delivers, with a bound on their length.

use std::io::{self, BufRead, BufReader, Read, Write};

use anyhow::Context;

use crate::error::UserError;

/// Some editors and shells write this at the start of a file. It is not part of the first line.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// An input, line by line. Of a line of any length, only a little more than `max_len` bytes are
/// kept.
pub struct Lines<Input> {
    input: BufReader<Input>,
    max_len: usize,
    hint: &'static str,
    has_prompt: bool,
    is_first: bool,
}

impl<Input: Read> Lines<Input> {
    /// The lines of `input`, each of at most `max_len` bytes. `hint` is what to try if the input
    /// cannot be read.
    pub fn new(input: Input, max_len: usize, hint: &'static str) -> Self {
        Lines { input: BufReader::new(input), max_len, hint, has_prompt: false, is_first: true }
    }

    /// Prints the prompt `> ` on standard error before each line if `wanted`.
    pub fn with_prompt(self, wanted: bool) -> Self {
        Lines { has_prompt: wanted, ..self }
    }

    /// The next line without its end (`\n` or `\r\n`). Returns `None` at the end of the input. A
    /// line that is too long is cut to `max_len + 1` bytes, so that the caller can tell. `out` is
    /// flushed before this waits for more input.
    ///
    /// # Errors
    /// If the input cannot be read, or `out` cannot be flushed.
    pub fn next_line(&mut self, out: &mut impl Write) -> anyhow::Result<Option<Vec<u8>>> {
        if self.input.buffer().is_empty() {
            out.flush()?;
        }
        if self.has_prompt {
            let _ = write!(io::stderr(), "> ");
        }
        let mut line = Vec::new();
        let unreadable = || UserError::new("cannot read standard input", self.hint);
        let limit = self.max_len + BYTE_ORDER_MARK.len() + "\r\n".len();
        let mut start = self.input.by_ref().take(limit as u64);
        start.read_until(b'\n', &mut line).with_context(unreadable)?;
        if line.pop_if(|byte| *byte == b'\n').is_some() {
            line.pop_if(|byte| *byte == b'\r');
        } else if line.len() == limit {
            self.input.skip_until(b'\n').with_context(unreadable)?;
        } else if line.is_empty() {
            if self.has_prompt {
                let _ = writeln!(io::stderr()); // what comes next starts on a new line
            }
            return Ok(None);
        }
        if std::mem::take(&mut self.is_first) && line.starts_with(BYTE_ORDER_MARK) {
            line.drain(..BYTE_ORDER_MARK.len());
        }
        line.truncate(self.max_len + 1);
        Ok(Some(line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAX: usize = 128;

    fn lines_of(text: &str) -> Vec<Vec<u8>> {
        let mut lines = Lines::new(text.as_bytes(), MAX, "");
        std::iter::from_fn(|| lines.next_line(&mut io::sink()).unwrap()).collect()
    }

    #[test]
    fn a_line_of_any_length_is_cut_and_the_next_one_is_whole() {
        for length in [0, 1, MAX - 1, MAX, MAX + 1, MAX + 2, MAX + 3, MAX + 4, 200_000] {
            for (mark, end) in [("", "\n"), ("", "\r\n"), ("\u{feff}", "\n"), ("\u{feff}", "\r\n")]
            {
                let text = format!("{mark}{}{end}next{end}last", "1".repeat(length));
                let lines = lines_of(&text);
                assert_eq!(lines.len(), 3, "{length}");
                assert_eq!(lines[0].len(), length.min(MAX + 1), "{length}");
                assert_eq!(lines[1..], [b"next", b"last"], "{length}");
            }
        }
    }

    #[test]
    fn an_empty_line_is_a_line_and_only_the_first_byte_order_mark_is_skipped() {
        assert_eq!(lines_of("a\n\n\u{feff}b\r\r\n"), [&b"a"[..], b"", "\u{feff}b\r".as_bytes()]);
        assert_eq!(lines_of("\u{feff}"), [b""]);
        assert!(lines_of("").is_empty());
    }
}
