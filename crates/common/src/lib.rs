//! Code that the programs share and that no lesson teaches: how options are read, how a program
//! ends, how it shows its work with `--explain`, and how it shows text that it does not trust.

use std::fmt;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::process::{ExitCode, Termination};

pub use escape::escape_untrusted;
pub use output::{Stdout, is_stdout_error, stdout};

mod escape;
pub mod lines;
pub mod net;
mod output;

/// The port that `talk-server` listens on, and `talk-client` connects to, unless told otherwise.
pub const TALK_PORT: u16 = 9087;

/// The width of help and errors if they do not go to a terminal and `COLUMNS` is not set.
const DEFAULT_WIDTH: usize = 80;

/// Parses the program's options. `--help` and `--version` end the program here with exit code 0,
/// wrong usage with 2.
pub fn parse_args<Options: clap::Parser>() -> Options {
    let command = Options::command().term_width(stderr_width());
    let parsed = command
        .try_get_matches()
        .and_then(|matches| Options::from_arg_matches(&matches))
        .map_err(|error| error.format(&mut Options::command()));
    parsed.unwrap_or_else(|error| {
        if !error.use_stderr() {
            error.exit(); // the help text: all of it is ours
        }
        // The message repeats what was typed. Its line ends are clap's; the rest may be anyone's.
        for line in error.to_string().lines() {
            let _ = writeln!(io::stderr(), "{}", wrap(&escape_untrusted(line), "  "));
        }
        #[expect(clippy::exit, reason = "nothing has been started that would need cleaning up")]
        std::process::exit(2)
    })
}

/// What failed and why, and what to try next. Attach it as context to the error that caused it:
///
/// ```
/// use anyhow::Context;
/// let missing = std::fs::read("no such file").context(common::UserError::new(
///     "cannot read `no such file`: it does not exist",
///     "Check the spelling of the name.",
/// ));
/// assert!(missing.is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserError {
    /// One sentence that names the host, port, file or text that it failed on, and why.
    pub message: String,
    /// One sentence: what to try next.
    pub hint: String,
}

impl UserError {
    /// An error with a message and a hint.
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        UserError { message: message.into(), hint: hint.into() }
    }
}

impl fmt::Display for UserError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for UserError {}

/// The program's exit code: 0 if the job was done, 1 if not. An error is reported first.
///
/// If nobody reads the output any more (`| head`), nobody wants to hear about it either: the exit
/// code is 1, and nothing is printed.
pub fn exit_with<Outcome: Termination>(result: anyhow::Result<Outcome>) -> ExitCode {
    let error = match result {
        Ok(outcome) => return outcome.report(),
        Err(error) => error,
    };
    match output::stdout_error(&error) {
        Some(ErrorKind::BrokenPipe) => {}
        Some(_) => report(&error.context(UserError::new(
            "cannot write the results to standard output",
            "Check that the disk is not full. Add --explain to see the system's own reason.",
        ))),
        None => report(&error),
    }
    ExitCode::FAILURE
}

/// Prints an error, and its hint if it has one, on standard error. The underlying errors appear
/// with `--explain`.
pub fn report(error: &anyhow::Error) {
    for cause in error.chain().skip(1) {
        log::info!("caused by: {cause}");
    }
    print_labelled("error:", anstyle::AnsiColor::Red, &error.to_string());
    if let Some(UserError { hint, .. }) = error.downcast_ref::<UserError>() {
        print_labelled("  try:", anstyle::AnsiColor::Cyan, hint);
    }
}

/// Prints `note: ` and `text` on standard error.
pub fn note(text: &str) {
    print_labelled("note:", anstyle::AnsiColor::Yellow, text);
}

/// Writes every `log::info!` of the program to standard error if `wanted`: its work, step by step.
pub fn enable_explain(wanted: bool) {
    struct StderrLogger;
    impl log::Log for StderrLogger {
        fn enabled(&self, record: &log::Metadata<'_>) -> bool {
            record.level() <= log::Level::Info
        }
        fn log(&self, record: &log::Record<'_>) {
            if self.enabled(record.metadata()) {
                let step = escape_untrusted(record.args().to_string());
                let _ = writeln!(io::stderr(), "{}", wrap(&format!("-- {step}"), "   "));
            }
        }
        fn flush(&self) {}
    }
    if wanted && log::set_logger(&StderrLogger).is_ok() {
        log::set_max_level(log::LevelFilter::Info);
    }
}

/// Prints a label in colour (on a terminal, without `NO_COLOR`) and the text after it.
fn print_labelled(label: &str, color: anstyle::AnsiColor, text: &str) {
    let lines = wrap(&format!("{label} {}", escape_untrusted(text)), "       ");
    let text = lines.strip_prefix(label).unwrap_or(&lines);
    let style = color.on_default().bold();
    let _ = writeln!(anstream::stderr(), "{style}{label}{style:#}{text}");
}

/// Breaks `text` between words, so that it fits the terminal.
fn wrap(text: &str, indent: &str) -> String {
    wrap_at(stderr_width(), text, indent)
}

/// A `cargo` command at the end of `text` is kept in one piece, so that it can be copied.
fn wrap_at(width: usize, text: &str, indent: &str) -> String {
    // A no-break space. Escaped text has none of its own.
    const GLUE: &str = "\u{a0}";
    let glued = match text.rfind(": cargo ") {
        Some(colon) => {
            let (before, command) = text.split_at(colon + ": ".len());
            before.to_string() + &command.replace(' ', GLUE)
        }
        None => text.to_string(),
    };
    let options = textwrap::Options::new(width)
        .subsequent_indent(indent)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(&glued, options).replace(GLUE, " ")
}

/// The width of the terminal, in columns.
fn stderr_width() -> usize {
    let columns = || std::env::var("COLUMNS").ok()?.parse().ok().filter(|width| *width > 0);
    let terminal =
        || terminal_size::terminal_size_of(io::stderr()).map(|(width, _)| usize::from(width.0));
    match io::stderr().is_terminal() {
        true => terminal().or_else(columns),
        false => columns(),
    }
    .unwrap_or(DEFAULT_WIDTH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_lines_between_words_and_keeps_a_command_whole() {
        let text = "error: one two three four. To see why: cargo run -p lookup -- --ports 9087";
        assert_eq!(
            wrap_at(24, text, "  "),
            "error: one two three\n  four. To see why:\n  cargo run -p lookup -- --ports 9087"
        );
        assert_eq!(wrap_at(100, text, "  "), text);
    }

    #[test]
    fn never_breaks_inside_a_word() {
        let word = "long-".repeat(40);
        assert_eq!(wrap_at(80, &word, "  "), word);
    }
}
