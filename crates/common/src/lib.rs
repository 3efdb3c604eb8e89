//! Code that the programs share and that no lesson teaches: how options are read, how a program
//! ends, how it shows its work with `--explain`, and how it shows text that it does not trust.

use std::io::ErrorKind;
use std::process::{ExitCode, Termination};

pub use error::UserError;
pub use escape::escape_untrusted;
pub use messages::{enable_explain, note, report};
pub use output::{Stdout, stdout};

mod error;
mod escape;
pub mod lines;
mod messages;
pub mod net;
mod output;

/// The port that `talk-server` listens on, and `talk-client` connects to, unless told otherwise.
pub const TALK_PORT: u16 = 9087;

/// Parses the program's options. `--help` and `--version` end the program here with exit code 0,
/// wrong usage with 2.
pub fn parse_args<Options: clap::Parser>() -> Options {
    let command = Options::command().term_width(messages::stderr_width());
    let parsed = command.try_get_matches().and_then(|matches| Options::from_arg_matches(&matches));
    parsed.unwrap_or_else(|error| {
        if !error.use_stderr() {
            error.exit(); // the help text: all of it is ours
        }
        // The message repeats what was typed. Its line ends are clap's; the rest may be anyone's.
        for line in error.to_string().lines() {
            messages::print_wrapped(line, "  ");
        }
        #[expect(clippy::exit, reason = "nothing has been started that would need cleaning up")]
        std::process::exit(2)
    })
}

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
