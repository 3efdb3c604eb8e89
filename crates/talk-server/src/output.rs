//! The one output that all conversations share. In the first version the only conversation had it
//! for itself; with two threads, one line could come in the middle of another.

use std::fmt;
use std::io::{self, ErrorKind, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// An output shared by threads: their lines come one after the other. After [`SharedOutput::close`],
/// or after a write that failed, nothing more is written: only the error is left of it.
#[derive(Debug)]
pub struct SharedOutput<Output>(Mutex<io::Result<Output>>);

impl<Output: Write> SharedOutput<Output> {
    /// Shares `output`.
    pub fn new(output: Output) -> Self {
        SharedOutput(Mutex::new(Ok(output)))
    }

    /// True until it is closed.
    pub fn is_open(&self) -> bool {
        self.lock().is_ok()
    }

    /// Writes the last line.
    ///
    /// # Errors
    /// If it cannot be written, or a line before it could not.
    pub fn close(&self, last_line: &str) -> io::Result<()> {
        let closed = Err(ErrorKind::BrokenPipe.into());
        let mut output = std::mem::replace(&mut *self.lock(), closed)?;
        writeln!(output, "{last_line}")?;
        output.flush()
    }

    fn lock(&self) -> MutexGuard<'_, io::Result<Output>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_if_open<T>(&self, write: impl FnOnce(&mut Output) -> io::Result<T>) -> io::Result<T> {
        let mut state = self.lock();
        let Ok(output) = &mut *state else { return Err(ErrorKind::BrokenPipe.into()) };
        write(output).map_err(|error| {
            let kind = error.kind();
            *state = Err(error); // `close` reports it
            kind.into()
        })
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
        let (mut reader, writer) = io::pipe().unwrap();
        let output = SharedOutput::new(writer);
        let text = "hello";
        writeln!(&output, "I got {text}").unwrap();
        output.close("Stopping server.").unwrap();
        assert!(!output.is_open());
        assert!(writeln!(&output, "I got this too late").is_err());
        assert_eq!(io::read_to_string(&mut reader).unwrap(), "I got hello\nStopping server.\n");
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
