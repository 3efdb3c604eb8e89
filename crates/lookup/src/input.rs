//! Where the names come from: the command line, or else a person or a pipe.

use common::lines::Lines;
use lookup::MAX_NAME;
use std::io::{self, IsTerminal, Read};
use std::iter;

/// The longest line that is read as a name: somewhat more than a name can have, so that we can
/// tell.
const MAX_LINE: usize = 2 * MAX_NAME;

/// The names to look up, one after the other: `arguments`, or if there are none, the lines of
/// standard input.
pub(crate) fn names(arguments: &[String]) -> Box<dyn Iterator<Item = anyhow::Result<String>> + '_> {
    if !arguments.is_empty() {
        return Box::new(arguments.iter().cloned().map(Ok));
    }
    let is_typed = io::stdin().is_terminal();
    if is_typed {
        common::note("type a name or an address, then Enter; `exit` ends this");
    }
    let lines = Lines::new(io::stdin(), MAX_LINE, "Give the names as arguments.");
    let mut lines = lines.with_prompt(is_typed);
    Box::new(iter::from_fn(move || next_name(&mut lines, is_typed).transpose()))
}

/// The next line that is not empty.
fn next_name(lines: &mut Lines<impl Read>, is_typed: bool) -> anyhow::Result<Option<String>> {
    while let Some(line) = lines.next_line(&mut io::sink())? {
        let line = String::from_utf8_lossy(&line);
        match line.trim() {
            "" => {}
            "exit" | "quit" if is_typed => break,
            name => return Ok(Some(name.to_string())),
        }
    }
    Ok(None)
}
