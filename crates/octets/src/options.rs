//! The command line.

use clap::Parser;

/// What a person should type who starts the program without an address.
pub(crate) const WELCOME: &str = "\
Type an address, such as 192.168.1.5/24, or an octet, such as 192 or 11000000.
Ctrl-D (on Windows Ctrl-Z and Enter) ends.";

/// What to try if the input cannot be read.
pub(crate) const HINT: &str = "Give the address as an argument: octets 192.168.1.5";

/// Shows an IPv4 address in decimal and in bits, with the arithmetic that proves it.
#[derive(Parser)]
#[command(
    version,
    about,
    after_help = "Examples:
  octets 192.168.1.5
  octets 11000000
  octets 10.1.2.3/20
  octets 192.168.1.5/24 192.168.2.7    are these two in the same network?
  octets --short 192.168.1.5
  octets --quiz --rounds 6"
)]
pub(crate) struct Options {
    /// An address (192.168.1.5, eight binary digits for each octet, or one number such as
    /// 3232235781), with or without a /prefix or /mask; or one octet. Without any, they are
    /// asked for
    #[arg(value_name = "ADDRESS")]
    pub(crate) addresses: Vec<String>,
    /// One line for each: decimal, dotted binary and number, with tabs between
    #[arg(long)]
    pub(crate) short: bool,
    /// Ask questions instead
    #[arg(long, conflicts_with_all = ["addresses", "short"])]
    pub(crate) quiz: bool,
    /// How many questions
    #[arg(long, requires = "quiz", default_value_t = 10, value_name = "N")]
    pub(crate) rounds: u32,
    /// The same number gives the same questions again
    #[arg(long, requires = "quiz", value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// Show each step as it is taken, on standard error
    #[arg(long)]
    pub(crate) explain: bool,
}
