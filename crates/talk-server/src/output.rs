//! The one output that all conversations share. In the first version the only conversation had it
//! for itself; with two threads, one line could come in the middle of another.

use std::fmt;
use std::io::{self, ErrorKind, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// An output shared by threads: their lines come one after the other. After [`SharedOutput::close`],
/// or after a write that failed, nothing more is written.
#[derive(Debug)]
pub struct SharedOutput<Output>(Mutex<State<Output>>);

#[derive(Debug)]
struct State<Output> {
    output: Output,
    is_open: bool,
    failure: Option<ErrorKind>,
}

impl<Output: Write> SharedOutput<Output> {
    /// Shares `output`.
    pub fn new(output: Output) -> Self {
        SharedOutput(Mutex::new(State { output, is_open: true, failure: None }))
    }

    /// True until it is closed.
    pub fn is_open(&self) -> bool {
        self.lock().is_open
    }

    /// Writes the last line.
    ///
    /// # Errors
    /// If it cannot be written, or a line before it could not.
    pub fn close(&self, last_line: &str) -> io::Result<()> {
        let mut state = self.lock();
        state.is_open = false;
        writeln!(state.output, "{last_line}")?;
        state.output.flush()?;
        state.failure.map_or(Ok(()), |kind| Err(kind.into()))
    }

    fn lock(&self) -> MutexGuard<'_, State<Output>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_if_open<T>(&self, write: impl FnOnce(&mut Output) -> io::Result<T>) -> io::Result<T> {
        let mut state = self.lock();
        if !state.is_open {
            return Err(ErrorKind::BrokenPipe.into());
        }
        let written = write(&mut state.output);
        state.failure = written.as_ref().err().map(io::Error::kind);
        state.is_open = written.is_ok();
        written
    }
}

impl<Output: Write> Write for &SharedOutput<Output> {
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
        let output = SharedOutput::new(Vec::new());
        let text = "hello";
        writeln!(&output, "I got {text}").unwrap();
        output.close("Stopping server.").unwrap();
        assert!(!output.is_open());
        assert!(writeln!(&output, "I got this too late").is_err());
        assert_eq!(output.lock().output, b"I got hello\nStopping server.\n");
    }

    #[test]
    fn closes_when_nobody_reads_it() {
        let (reader, writer) = io::pipe().unwrap();
        let output = SharedOutput::new(writer);
        drop(reader);
        assert_eq!(writeln!(&output, "hello").unwrap_err().kind(), ErrorKind::BrokenPipe);
        assert!(!output.is_open());
    }

    #[test]
    fn a_line_that_was_lost_is_an_error_to_the_end() {
        /// A disk that is full once, and has room again.
        struct FullOnce(bool);
        impl Write for FullOnce {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                let was_full = std::mem::replace(&mut self.0, false);
                if was_full { Err(ErrorKind::StorageFull.into()) } else { Ok(bytes.len()) }
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let output = SharedOutput::new(FullOnce(true));
        assert!(writeln!(&output, "lost").is_err());
        assert_eq!(output.close("Stopping.").unwrap_err().kind(), ErrorKind::StorageFull);
    }
}
