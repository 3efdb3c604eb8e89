//! Standard output, with errors that cannot be mistaken for those of a peer or a file.

use std::fmt;
use std::io::{self, ErrorKind, Write};

/// Standard output. Each error of it is an [`io::Error`] that [`is_stdout_error`] recognises, also
/// after it has passed through a `?`, a `BufWriter` or an `anyhow::Error`.
pub struct Stdout(io::Stdout);

/// Standard output, written line by line.
pub fn stdout() -> Stdout {
    Stdout(io::stdout())
}

/// True if `error` came from writing to [`Stdout`].
pub fn is_stdout_error(error: &io::Error) -> bool {
    error.get_ref().is_some_and(|inner| inner.is::<StdoutError>())
}

/// The kind of the standard output error that `error` is or was caused by.
pub(crate) fn stdout_error(error: &anyhow::Error) -> Option<ErrorKind> {
    let mut errors = error.chain().filter_map(|cause| cause.downcast_ref());
    errors.find(|error| is_stdout_error(error)).map(io::Error::kind)
}

/// The mark: an error of standard output.
#[derive(Debug)]
struct StdoutError(io::Error);

impl fmt::Display for StdoutError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl std::error::Error for StdoutError {}

fn mark(error: io::Error) -> io::Error {
    io::Error::new(error.kind(), StdoutError(error))
}

impl Write for Stdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(mark)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(mark)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context;

    #[test]
    fn an_error_of_standard_output_is_recognised_wherever_it_travels() {
        let broken = || io::Error::from(ErrorKind::BrokenPipe);
        assert!(is_stdout_error(&mark(broken())));
        assert!(!is_stdout_error(&broken()));
        let wrapped = Err::<(), _>(mark(broken())).context("in a context").unwrap_err();
        assert_eq!(stdout_error(&wrapped), Some(ErrorKind::BrokenPipe));
        let peer = anyhow::Error::new(broken()).context("the peer hung up");
        assert_eq!(stdout_error(&peer), None);
    }
}
