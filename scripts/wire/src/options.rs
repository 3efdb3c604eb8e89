//! The command line.

use std::path::PathBuf;

use clap::Parser;
use practice_net::trouble::Trouble;

/// A window onto the practice internet: what programs send each other, while it happens
#[derive(Parser)]
#[command(
    bin_name = "cargo wire",
    version,
    about,
    after_help = "It starts the practice internet, until Ctrl-C. A port of 0 picks a free one."
)]
pub(crate) struct Options {
    /// The port of the window: open http://127.0.0.1:9070/ in a browser
    #[arg(long, default_value_t = 9070, value_name = "PORT")]
    pub(crate) window_port: u16,
    /// The port of the tap. What comes there is passed on to --tap
    #[arg(long, default_value_t = 9089, value_name = "PORT")]
    pub(crate) tap_port: u16,
    /// The port of your own server on this computer, to which the tap passes everything on
    #[arg(long, default_value_t = common::TALK_PORT, value_name = "PORT")]
    pub(crate) tap: u16,
    /// Record every message in this file, for Wireshark. A file of this name is replaced
    #[arg(long, value_name = "FILE")]
    pub(crate) record: Option<PathBuf>,
    /// The port of the DNS server, UDP and TCP
    #[arg(long, default_value_t = 9053, value_name = "PORT")]
    pub(crate) dns_port: u16,
    /// The port of the web server
    #[arg(long, default_value_t = 9080, value_name = "PORT")]
    pub(crate) pages_port: u16,
    /// The port of the talk peer
    #[arg(long, default_value_t = 9088, value_name = "PORT")]
    pub(crate) talk_port: u16,
    /// Print each step when it happens
    #[arg(long)]
    pub(crate) explain: bool,
    #[command(flatten)]
    pub(crate) trouble: Trouble,
}
