//! The lines on standard output.

use std::io::{self, ErrorKind, Write};
use std::path::Path;

use url::Url;

/// Prints a label and what belongs to it. If nobody reads the output any more (`| head -1`), the
/// page is saved all the same: it is what the program was started for.
pub(crate) fn print(label: &str, text: impl AsRef<[u8]>) -> io::Result<()> {
    let label = format!("{label}:");
    match writeln!(common::stdout(), "{label:<10}{}", common::escape_untrusted(text)) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// How sure the number of bytes is.
pub(crate) fn certainty(announced: Option<u64>, chunked: bool) -> &'static str {
    match announced {
        Some(_) => ", as the server announced",
        None if chunked => ", in chunks",
        None => "; no length was announced, so it may be cut short",
    }
}

/// The URL at which a browser shows the file.
pub(crate) fn file_url(path: &Path) -> String {
    Url::from_file_path(path).map_or(String::new(), String::from)
}
