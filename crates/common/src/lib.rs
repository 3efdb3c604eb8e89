//! What every program of the course shares and no lesson teaches: how options are read, how a program ends, how it shows
//! its work with `--explain`, and how it shows what a stranger sent.

use std::fmt;
use std::io::{self, Write};
use std::process::{ExitCode, Termination};

/// The port on which `talk-server` waits unless it is told otherwise, and to which `talk-client` connects.
pub const TALK_PORT: u16 = 9087;

/// Reads the program's options. `--help` and `--version` end the program here with exit code 0, wrong usage with 2.
pub fn options<Options: clap::Parser>() -> Options {
    Options::try_parse().unwrap_or_else(|error| {
        if !error.use_stderr() {
            error.exit(); // the help text: ours from end to end, colours included
        }
        // The message repeats what was typed. Its line ends are clap's own; everything else may be anyone's.
        for line in error.to_string().lines() {
            let _ = writeln!(io::stderr(), "{}", printable(line));
        }
        #[expect(clippy::exit, reason = "nothing has begun yet that would have to be finished")]
        std::process::exit(2)
    })
}

/// What failed and why, in one sentence, and what to try next. It goes on top of the system's own error:
///
/// ```
/// use anyhow::Context;
/// let missing = std::fs::read("no such file").context(common::Failure::new(
///     "cannot read `no such file`: it does not exist",
///     "Is the name spelled right?",
/// ));
/// assert!(missing.is_err());
/// ```
#[derive(Debug)]
pub struct Failure {
    what: String,
    try_next: String,
}

impl Failure {
    /// `what` names the host, port, file or text it failed on, and why; `try_next` is a sentence of its own.
    pub fn new(what: impl Into<String>, try_next: impl Into<String>) -> Self {
        Failure { what: what.into(), try_next: try_next.into() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.what)
    }
}

impl std::error::Error for Failure {}

/// The exit rule: 0 for yes, 1 for no. An error is said on standard error and is a no; the system's own words for it
/// appear under `--explain`.
///
/// A program wraps what its peers and its files do to it in a [`Failure`]. So an error of input and output that comes bare is
/// that of its own output. When nobody reads that any more (`| head`), there is nothing to say: that is a yes.
pub fn exit_code<Outcome: Termination>(result: anyhow::Result<Outcome>) -> ExitCode {
    let error = match result {
        Ok(outcome) => return outcome.report(),
        Err(error) => error,
    };
    let error = match error.downcast_ref::<io::Error>() {
        Some(_) if error.is::<Failure>() => error,
        Some(bare) if bare.kind() == io::ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
        Some(_) => error.context(Failure::new(
            "the system refused to read or to write something, most likely these results",
            "Is the disk full? Run it again with --explain to see the system's own reason.",
        )),
        None => error,
    };
    for cause in error.chain().skip(1) {
        log::info!("the cause: {cause}");
    }
    let _ = writeln!(io::stderr(), "error: {}", printable(error.to_string()));
    if let Some(failure) = error.downcast_ref::<Failure>() {
        let _ = writeln!(io::stderr(), "  try: {}", printable(&failure.try_next));
    }
    ExitCode::FAILURE
}

/// With `wanted`, every `log::info!` of the program is written to standard error: its work, step by step.
pub fn explain(wanted: bool) {
    struct Narrator;
    impl log::Log for Narrator {
        fn enabled(&self, record: &log::Metadata<'_>) -> bool {
            record.level() <= log::Level::Info
        }
        fn log(&self, record: &log::Record<'_>) {
            if self.enabled(record.metadata()) {
                let _ = writeln!(io::stderr(), "-- {}", printable(record.args().to_string()));
            }
        }
        fn flush(&self) {}
    }
    if wanted && log::set_logger(&Narrator).is_ok() {
        log::set_max_level(log::LevelFilter::Info);
    }
}

/// `text` as it may be shown on a terminal, on one line. Letters of any language stay as they are. What a terminal would
/// obey or hide is written as Python writes it: `\n`, `\x1b`, `\u202e`; a byte that is not UTF-8 as `\xNN`.
pub fn printable(text: impl AsRef<[u8]>) -> String {
    let text = text.as_ref();
    let mut shown = String::with_capacity(text.len());
    if let Ok(text) = str::from_utf8(text) {
        push_text(&mut shown, text); // the most common case, and by far the fastest
        return shown;
    }
    for chunk in text.utf8_chunks() {
        push_text(&mut shown, chunk.valid());
        for byte in chunk.invalid() {
            push_escaped(&mut shown, 'x', u32::from(*byte), 2);
        }
    }
    shown
}

/// Most text is plain: it goes over in whole runs.
fn push_text(shown: &mut String, text: &str) {
    let mut rest = text;
    while !rest.is_empty() {
        let plain =
            rest.bytes().position(|byte| !matches!(byte, b' '..=b'~')).unwrap_or(rest.len());
        shown.push_str(&rest[..plain]);
        let mut characters = rest[plain..].chars();
        if let Some(character) = characters.next() {
            push_printable(shown, character);
        }
        rest = characters.as_str();
    }
}

fn push_printable(shown: &mut String, character: char) {
    let code = u32::from(character);
    match character {
        '\n' => shown.push_str("\\n"),
        '\r' => shown.push_str("\\r"),
        '\t' => shown.push_str("\\t"),
        _ if is_visible(character) => shown.push(character),
        _ if code <= 0xff => push_escaped(shown, 'x', code, 2),
        _ if code <= 0xffff => push_escaped(shown, 'u', code, 4),
        _ => push_escaped(shown, 'U', code, 8),
    }
}

/// A backslash, `kind`, and the lowest `digits` hexadecimal digits of `code`.
fn push_escaped(shown: &mut String, kind: char, code: u32, digits: u32) {
    shown.push('\\');
    shown.push(kind);
    for place in (0..digits).rev() {
        shown.push(char::from_digit((code >> (4 * place)) & 0xf, 16).unwrap_or('?'));
    }
}

/// Asks the standard library's own table, which `{:?}` uses. An accent is visible only behind a letter: so behind an `a`.
fn is_visible(character: char) -> bool {
    !character.is_ascii_control()
        && (character.escape_debug().count() == 1
            || String::from_iter(['a', character]).escape_debug().count() == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_letters_and_escapes_what_a_terminal_would_obey() {
        for (text, shown) in [
            ("plain text, with ~ and \\", "plain text, with ~ and \\"),
            ("Zoë, नमस्ते, 東京, a\u{301}", "Zoë, नमस्ते, 東京, a\u{301}"),
            ("two\nlines\r\tand\0more\x1b[31m\x7f", "two\\nlines\\r\\tand\\x00more\\x1b[31m\\x7f"),
            ("\u{85}\u{9b}31m", "\\x85\\x9b31m"),
            ("gnp.\u{202e}exe\u{2028}\u{e0001}", "gnp.\\u202eexe\\u2028\\U000e0001"),
        ] {
            assert_eq!(printable(text), shown);
        }
    }

    #[test]
    fn shows_bytes_that_are_no_utf_8_by_their_number() {
        assert_eq!(printable(b"ab\xff\xc3"), "ab\\xff\\xc3");
        assert_eq!(printable(b"\xe2\x82"), "\\xe2\\x82");
    }

    #[test]
    fn tells_our_own_closed_output_from_a_peer_that_hung_up() {
        let broken = || io::Error::from(io::ErrorKind::BrokenPipe);
        let peer =
            anyhow::Error::new(broken()).context(Failure::new("the peer hung up", "Try again."));
        assert_eq!(
            format!("{:?}", exit_code::<()>(Err(broken().into()))),
            format!("{:?}", ExitCode::SUCCESS)
        );
        assert_eq!(format!("{:?}", exit_code::<()>(Err(peer))), format!("{:?}", ExitCode::FAILURE));
    }
}
