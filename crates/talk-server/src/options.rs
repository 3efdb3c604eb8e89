//! The command line. The first version had one argument and no help.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use clap::Parser;
use common::TALK_PORT;

/// Waits on a TCP port and answers everyone who talks to it. Whoever says `bye` stops it.
#[derive(Debug, Parser)]
#[command(
    version,
    about,
    after_help = "\
Examples:
  talk-server --local          only programs on this computer can connect
  talk-server --port 0         on a free port, which the second line of output shows
  talk-server --listen ::      on every IPv6 and every IPv4 address
  talk-server --keep-going     for a room: `bye` ends the conversation, not the server"
)]
pub struct Options {
    /// The port to listen on; 0 picks a free one
    #[arg(long, default_value_t = TALK_PORT)]
    port: u16,
    /// The address to listen on: 0.0.0.0 is every IPv4 address of this computer, :: every IPv6 and
    /// IPv4 address
    #[arg(long, value_name = "IP", default_value = "0.0.0.0", conflicts_with = "local")]
    listen: IpAddr,
    /// Listen on 127.0.0.1 only: no other computer can connect
    #[arg(long)]
    local: bool,
    /// Answer whole lines instead of receives
    #[arg(long)]
    pub lines: bool,
    /// `bye` ends that conversation only
    #[arg(long)]
    pub keep_going: bool,
    /// How many connections may wait to be accepted
    #[arg(long, value_name = "N", default_value_t = 50)]
    #[arg(value_parser = clap::value_parser!(i32).range(1..=65_535))]
    pub backlog: i32,
    /// How many conversations may be open at once
    #[arg(long, value_name = "N", default_value_t = 200)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    pub max_clients: u32,
    /// Disconnect a peer after this many seconds of silence
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub idle: u64,
    /// Print each step on standard error when it has happened
    #[arg(long)]
    pub explain: bool,
}

impl Options {
    /// The address and port to listen on.
    pub fn address(&self) -> SocketAddr {
        let ip = if self.local { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { self.listen };
        SocketAddr::new(ip, self.port)
    }
}
