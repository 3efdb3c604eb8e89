//! The one output that all conversations write to.

use std::fmt;
use std::io::{self, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// An output shared by threads. A line of one is never mixed with a line of another, and after [`Screen::close`], or after a
/// write that failed, nobody's line is written any more.
#[derive(Debug)]
pub struct Screen<Output> {
    state: Mutex<State<Output>>,
}

#[derive(Debug)]
struct State<Output> {
    output: Output,
    is_open: bool,
}

impl<Output: Write> Screen<Output> {
    /// A screen that shows its lines on `output`.
    pub fn new(output: Output) -> Self {
        Screen { state: Mutex::new(State { output, is_open: true }) }
    }

    /// Whether lines are still written.
    pub fn is_open(&self) -> bool {
        self.lock().is_open
    }

    /// Writes one last line; it is tried even where a line before it failed.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn close(&self, last_line: &str) -> io::Result<()> {
        let mut state = self.lock();
        state.is_open = false;
        writeln!(state.output, "{last_line}")?;
        state.output.flush()
    }

    fn lock(&self) -> MutexGuard<'_, State<Output>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_if_open<T>(&self, write: impl FnOnce(&mut Output) -> io::Result<T>) -> io::Result<T> {
        let mut state = self.lock();
        if !state.is_open {
            return Err(io::Error::new(io::ErrorKind::BrokenPipe, "the screen is closed"));
        }
        let result = write(&mut state.output);
        state.is_open = result.is_ok();
        result
    }
}

impl<Output: Write> Write for &Screen<Output> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_if_open(|output| output.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.write_if_open(Write::flush)
    }

    /// What `writeln!` calls. The lock is held for the whole line, not for each piece of it.
    fn write_fmt(&mut self, line: fmt::Arguments<'_>) -> io::Result<()> {
        self.write_if_open(|output| output.write_fmt(line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_no_line_after_the_last() {
        let screen = Screen::new(Vec::new());
        let received = "hello";
        writeln!(&screen, "I got {received}").unwrap();
        screen.close("Stopping server.").unwrap();
        assert!(!screen.is_open());
        assert!(writeln!(&screen, "I got this too late").is_err());
        assert_eq!(screen.lock().output, b"I got hello\nStopping server.\n");
    }

    #[test]
    fn closes_when_nobody_reads_it() {
        let (reader, writer) = io::pipe().unwrap();
        let screen = Screen::new(writer);
        drop(reader);
        assert_eq!(writeln!(&screen, "hello").unwrap_err().kind(), io::ErrorKind::BrokenPipe);
        assert!(!screen.is_open());
    }
}
