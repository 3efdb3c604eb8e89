//! Where the names come from: the command line, or else a person or a pipe.

use common::lines::Lines;
use lookup::MAX_NAME;
use std::io::{self, IsTerminal, Stdin, Write};
use std::slice;

/// The longest line that is read as a name: somewhat more than a name can have, so that we can
/// tell.
const MAX_LINE: usize = 2 * MAX_NAME;

/// The names to look up, one after the other.
pub(crate) enum Names<'a> {
    /// From the command line.
    Arguments(slice::Iter<'a, String>),
    /// From standard input, one on each line; and whether a person types them.
    Lines(Lines<Stdin>, bool),
}

impl Names<'_> {
    /// `arguments`, or standard input if there are none.
    pub(crate) fn new(arguments: &[String]) -> Names<'_> {
        if !arguments.is_empty() {
            return Names::Arguments(arguments.iter());
        }
        let is_typed = io::stdin().is_terminal();
        if is_typed {
            common::note("type a name or an address, then Enter; `exit` ends this");
        }
        let lines = Lines::new(io::stdin(), MAX_LINE, "Give the names as arguments.");
        Names::Lines(lines.with_prompt(is_typed), is_typed)
    }

    /// The next name. `out` is flushed before this waits for a person.
    pub(crate) fn next(&mut self, out: &mut impl Write) -> anyhow::Result<Option<String>> {
        let (lines, is_typed) = match self {
            Names::Arguments(arguments) => return Ok(arguments.next().cloned()),
            Names::Lines(lines, is_typed) => (lines, *is_typed),
        };
        while let Some(line) = lines.next_line(out)? {
            let line = String::from_utf8_lossy(&line);
            match line.trim() {
                "" => {}
                "exit" | "quit" if is_typed => break,
                name => return Ok(Some(name.to_string())),
            }
        }
        Ok(None)
    }
}
