//! The command line.

use clap::Parser;

/// What to try if the input cannot be read.
pub(crate) const HINT: &str = "Give the texts as arguments: is-ip-and-port 127.0.0.1:9087";

/// Checks whether a text is an IP address and a port, and explains why not.
#[derive(Parser)]
#[command(
    version,
    about,
    after_help = "Examples:
  is-ip-and-port 127.0.0.1:9087
  is-ip-and-port --explain 010.0.0.1:80 127.1:+80
  is-ip-and-port -- -1.2.3.4:80    (put a text that starts with - after --)"
)]
pub(crate) struct Options {
    /// What to check, for example 127.0.0.1:9087; without it, each line of standard input
    #[arg(value_name = "TEXT")]
    pub(crate) texts: Vec<String>,
    /// Accept only four plain decimal numbers as an address, and only ports from 7 to 65535
    #[arg(long)]
    pub(crate) strict: bool,
    /// Show each step on standard error, with the actual values
    #[arg(long)]
    pub(crate) explain: bool,
}
