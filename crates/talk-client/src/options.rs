//! The command line. The first version ignored every argument that it did not know.

use std::time::Duration;

use clap::Parser;
use clap::builder::TypedValueParser;

use crate::target::{Target, TargetError};

/// A number of seconds, at least one.
fn seconds() -> impl TypedValueParser<Value = Duration> {
    clap::value_parser!(u32).range(1..).map(|seconds| Duration::from_secs(seconds.into()))
}

/// Connects to a TCP server, sends TEXT, and shows what comes back until the server ends the
/// connection.
///
/// Without TEXT it sends what you type, a line at a time, or everything that comes from a pipe.
#[derive(Debug, Parser)]
#[command(
    version,
    after_help = "Examples:
  talk-client                            a conversation with 127.0.0.1 port 9087
  talk-client 192.168.1.5 9087 hello     send `hello`, show the answer
  talk-client localhost:9088 --explain   show each step
  talk-client localhost 25 --crlf --raw  for servers that expect CR LF at the end of a line"
)]
pub struct Options {
    /// The server: a name or an address, with or without its port [default: 127.0.0.1]
    host: Option<String>,
    /// The port that the server listens on [default: 9087]
    #[arg(allow_hyphen_values = true)]
    port: Option<String>,
    /// What to send
    #[arg(allow_hyphen_values = true)]
    text: Option<String>,
    /// More words: the text was not in quotes.
    #[arg(hide = true)]
    more: Vec<String>,
    /// Stop connecting to an address after this many seconds
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds())]
    pub timeout: Duration,
    /// Disconnect from a server that accepts or sends nothing for this many seconds
    #[arg(long, value_name = "SECONDS", default_value = "600", value_parser = seconds())]
    pub idle: Duration,
    /// Write what is received as it is, without `Received:` (on a terminal: escaped)
    #[arg(long)]
    pub raw: bool,
    /// End each line that is sent with CR LF, as HTTP and mail servers expect
    #[arg(long)]
    pub crlf: bool,
    /// Print each step on standard error
    #[arg(long)]
    pub explain: bool,
}

impl Options {
    /// The server, and the text to send.
    ///
    /// # Errors
    /// If the arguments do not name them.
    pub fn target(&self) -> Result<(Target, Option<String>), TargetError> {
        let words = [&self.host, &self.port, &self.text].into_iter().flatten().chain(&self.more);
        let (target, text) = Target::parse(&words.cloned().collect::<Vec<_>>())?;
        match text {
            Some(text) if text.starts_with("--") && !std::env::args().any(|word| word == "--") => {
                Err(TargetError::UnknownOption(text))
            }
            text => Ok((target, text)),
        }
    }
}
