//! Standard output, with errors that cannot be mistaken for those of a peer or a file.

use std::fmt;
use std::io::{self, ErrorKind, Write};

/// Standard output. Each error of it is an [`io::Error`] that [`crate::exit_with`] recognises, also
/// after it has passed through a `?`, a `BufWriter` or an `anyhow::Error`.
pub struct Stdout(io::Stdout);

/// Standard output, written line by line.
pub fn stdout() -> Stdout {
    Stdout(io::stdout())
}

/// The kind of the standard output error that `error` is or was caused by.
pub(crate) fn stdout_error(error: &anyhow::Error) -> Option<ErrorKind> {
    error.chain().find_map(|cause| {
        let error = cause.downcast_ref::<io::Error>()?;
        error.get_ref()?.is::<StdoutError>().then(|| error.kind())
    })
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
        assert_eq!(stdout_error(&mark(broken()).into()), Some(ErrorKind::BrokenPipe));
        assert_eq!(stdout_error(&broken().into()), None);
        let wrapped = Err::<(), _>(mark(broken())).context("in a context").unwrap_err();
        assert_eq!(stdout_error(&wrapped), Some(ErrorKind::BrokenPipe));
        let peer = anyhow::Error::new(broken()).context("the peer hung up");
        assert_eq!(stdout_error(&peer), None);
    }
}
