//! The one output that all conversations share. The first version printed what a stranger had sent,
//! whatever it was, and with two threads one line could come in the middle of another.

use std::fmt;
use std::io::{self, ErrorKind, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// An output shared by threads: their lines come one after the other. After [`SharedOutput::close`],
/// or after a write that failed, nothing more is written.
#[derive(Debug)]
pub struct SharedOutput<Output> {
    state: Mutex<State<Output>>,
}

#[derive(Debug)]
struct State<Output> {
    output: Output,
    closed: Option<ClosedError>,
}

/// The output is closed, because of the error inside if there is one. It comes in an [`io::Error`].
#[derive(Debug, Clone)]
pub struct ClosedError(Option<Arc<io::Error>>);

impl<Output: Write> SharedOutput<Output> {
    /// Shares `output`.
    pub fn new(output: Output) -> Self {
        SharedOutput { state: Mutex::new(State { output, closed: None }) }
    }

    /// True until it is closed.
    pub fn is_open(&self) -> bool {
        self.lock().closed.is_none()
    }

    /// Writes the last line.
    ///
    /// # Errors
    /// If it cannot be written, or a line before it could not.
    pub fn close(&self, last_line: &str) -> io::Result<()> {
        let mut output = self;
        let written = writeln!(output, "{last_line}").and_then(|()| output.flush());
        self.lock().closed.get_or_insert(ClosedError(None));
        written
    }

    fn lock(&self) -> MutexGuard<'_, State<Output>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_if_open<T>(&self, write: impl FnOnce(&mut Output) -> io::Result<T>) -> io::Result<T> {
        let mut state = self.lock();
        if let Some(closed) = &state.closed {
            return Err(io::Error::new(ErrorKind::BrokenPipe, closed.clone()));
        }
        write(&mut state.output).map_err(|error| {
            let kind = error.kind();
            let closed = state.closed.insert(ClosedError(Some(Arc::new(error))));
            io::Error::new(kind, closed.clone())
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

impl fmt::Display for ClosedError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("the output is closed")
    }
}

impl std::error::Error for ClosedError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.as_deref().map(|error| error as _)
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
        let error = anyhow::Error::new(output.close("Stopping server.").unwrap_err());
        let causes = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>());
        assert_eq!(causes.last().unwrap().kind(), ErrorKind::StorageFull);
    }
}
