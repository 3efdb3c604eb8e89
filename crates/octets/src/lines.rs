//! The lines that a person types or a pipe delivers.

use anyhow::Context;
use common::UserError;
use std::io::{BufRead, BufReader, Read, Write};

/// How long a line may be, in bytes. The longest address, in binary with a prefix, has 38.
pub const LONGEST_LINE: usize = 128;

/// How much is read at once, in bytes: a pipe holds as much on Linux.
const INPUT_BUFFER: usize = 64 * 1024;

/// An input, line by line. However long a line is, a little more than [`LONGEST_LINE`] of it is kept.
pub struct Lines<Input> {
    input: BufReader<Input>,
    prompts: Box<dyn Write>,
    line: Vec<u8>,
}

impl<Input: Read> Lines<Input> {
    /// The lines of `input`. Before each, `> ` is written to `prompts`: standard error for a person, a sink for a pipe.
    pub fn new(input: Input, prompts: Box<dyn Write>) -> Self {
        Lines { input: BufReader::with_capacity(INPUT_BUFFER, input), prompts, line: Vec::new() }
    }

    /// The next line without its end; none at the end of the input. A line longer than [`LONGEST_LINE`] comes cut, but
    /// still longer than that. What was written to `out` is sent off before this waits for more input.
    ///
    /// # Errors
    /// When the input cannot be read, or `out` not be written.
    pub fn next(&mut self, out: &mut impl Write) -> anyhow::Result<Option<&[u8]>> {
        if self.input.buffer().is_empty() {
            out.flush()?;
        }
        let _ = self.prompts.write_all(b"> ").and_then(|()| self.prompts.flush());
        self.line.clear();
        let at_most = LONGEST_LINE as u64 + 1;
        let count = self
            .input
            .by_ref()
            .take(at_most)
            .read_until(b'\n', &mut self.line)
            .with_context(unreadable)?;
        if count == 0 {
            let _ = self.prompts.write_all(b"\n"); // what follows shall not stand behind the prompt
            return Ok(None);
        }
        if self.line.last() == Some(&b'\n') {
            self.line.pop();
        } else if count > LONGEST_LINE {
            self.input.skip_until(b'\n').with_context(unreadable)?;
        }
        Ok(Some(&self.line))
    }
}

fn unreadable() -> UserError {
    UserError::new(
        "cannot read standard input",
        "Give the address as an argument: octets 192.168.1.5",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;

    #[test]
    fn a_line_of_any_length_is_cut_and_the_next_one_is_whole() {
        for length in
            [0, 1, LONGEST_LINE - 1, LONGEST_LINE, LONGEST_LINE + 1, LONGEST_LINE + 2, 200_000]
        {
            let text = format!("{}\nnext\nlast", "1".repeat(length));
            let mut lines = Lines::new(text.as_bytes(), Box::new(io::sink()));
            let mut next = || lines.next(&mut io::sink()).unwrap().map(<[u8]>::to_vec);
            assert_eq!(next().map(|line| line.len()), Some(length.min(LONGEST_LINE + 1)));
            assert_eq!(
                (next(), next(), next()),
                (Some(b"next".to_vec()), Some(b"last".to_vec()), None)
            );
        }
    }
}
