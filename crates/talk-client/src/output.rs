//! How received bytes are shown. The first version printed what a stranger sent as it came, over
//! whatever was being typed at that moment.

use std::io::{self, IsTerminal, Write};

use common::escape_untrusted;

use crate::python_repr;

/// Shown when it is a person's turn.
const PROMPT: &str = "> ";

/// Where received bytes are shown.
#[derive(Debug)]
pub struct Output {
    raw: bool,
    has_prompt: bool,
    is_terminal: bool,
}

impl Output {
    /// Standard output. `raw` is for bytes as they come. `has_prompt` is true if a person types on
    /// the same terminal.
    pub fn new(raw: bool, has_prompt: bool) -> Output {
        Output { raw, has_prompt, is_terminal: io::stdout().is_terminal() }
    }

    /// Shows the bytes of one receive.
    ///
    /// # Errors
    /// If standard output cannot be written.
    pub fn print_received(&self, received: &[u8]) -> io::Result<()> {
        let shown = match (self.raw, self.is_terminal) {
            (true, false) => received.to_vec(),
            (true, true) => escape_lines(received).into_bytes(),
            (false, _) => self.own_line(&format!("Received: {}", python_repr(received))).into(),
        };
        let mut out = common::stdout();
        out.write_all(&shown)?;
        out.flush()
    }

    /// Shows that the conversation is over.
    ///
    /// # Errors
    /// If standard output cannot be written.
    pub fn print_end(&self) -> io::Result<()> {
        let clear_line = if self.has_prompt { CLEAR_LINE } else { "" };
        if self.raw { Ok(()) } else { writeln!(common::stdout(), "{clear_line}Connection closed.") }
    }

    /// What shows `line` on a line of its own.
    fn own_line(&self, line: &str) -> String {
        if !self.has_prompt {
            return format!("{line}\n");
        }
        let size = terminal_size::terminal_size();
        let (columns, rows) = size.map_or((80, 24), |(width, height)| (width.0, height.0));
        let needed = rows_of(line, usize::from(columns));
        if anstyle_query::term_supports_ansi_color() && needed < usize::from(rows) {
            insert_above(line, needed)
        } else {
            format!("\n{line}\n{PROMPT}")
        }
    }
}

/// To the start of the line, and everything after it erased (ECMA-48, EL).
const CLEAR_LINE: &str = "\r\x1b[K";

/// Shows a person at the terminal that it is their turn.
pub fn print_prompt() {
    let mut out = io::stdout();
    let _ = write!(out, "\r{PROMPT}"); // if it is gone, so is the person
    let _ = out.flush();
}

/// What prints `line`, which takes `rows` rows of the screen, above the row with the cursor. What
/// is being typed there stays as it is, and the cursor stays in it.
fn insert_above(line: &str, rows: usize) -> String {
    let make_room = "\x1bD".repeat(rows); // down: at the bottom of the screen, it scrolls (IND)
    format!("{make_room}\x1b[{rows}A\x1b7\r\x1b[{rows}L{line}\x1b8\x1b[{rows}B")
    // then up again, note the column, insert rows, print, back to the column, down
}

/// How many rows of the screen `line` takes. A letter that is not ASCII may be two columns wide.
fn rows_of(line: &str, columns: usize) -> usize {
    let width: usize = line.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum();
    width.div_ceil(columns.max(1)).max(1)
}

/// Lines stay lines; everything else that a terminal would obey is escaped.
fn escape_lines(bytes: &[u8]) -> String {
    let lines = bytes.split(|byte| *byte == b'\n');
    let lines = lines.map(|line| escape_untrusted(line.strip_suffix(b"\r").unwrap_or(line)));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_bytes_on_a_terminal_keep_their_lines_and_letters() {
        let bytes = "220 Zoë €\r\n\x1b[31mred\r\n\r\n".as_bytes();
        assert_eq!(escape_lines(bytes), "220 Zoë €\n\\x1b[31mred\n\n");
        assert_eq!(escape_lines(b"\xff\r\rx"), "\\xff\\r\\rx");
    }

    #[test]
    fn a_line_takes_as_many_rows_as_it_needs() {
        for (length, rows) in [(0, 1), (1, 1), (80, 1), (81, 2), (1036, 13)] {
            assert_eq!(rows_of(&"x".repeat(length), 80), rows, "{length}");
        }
        assert_eq!(rows_of(&"東".repeat(41), 80), 2);
    }
}
