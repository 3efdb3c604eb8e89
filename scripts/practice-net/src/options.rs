//! The command line.

use std::net::{SocketAddr, ToSocketAddrs};

use anyhow::Context;
use clap::{Args, Parser, Subcommand};
use common::UserError;
use practice_net::trouble::Trouble;
use practice_net::visit::Visitor;

/// A small internet on 127.0.0.1, to practise on: names, pages, and someone to talk to
#[derive(Parser)]
#[command(
    bin_name = "cargo practice",
    version,
    about,
    args_conflicts_with_subcommands = true,
    after_help = "It runs until Ctrl-C. A port of 0 picks a free one."
)]
pub(crate) struct Options {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
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
    #[arg(long, global = true)]
    pub(crate) explain: bool,
    #[command(flatten)]
    pub(crate) trouble: Trouble,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Send strangers to a running talk-server, yours or ours, and see whether it holds
    Visit(VisitOptions),
}

/// Send strangers to a running server, one after the other. For each: what it did, what came back,
/// and whether that is what the server of the lesson talk-server promises. A server in any language
/// can be visited.
#[derive(Args)]
#[command(after_help = "\
Examples:
  cargo practice visit 127.0.0.1:9087
  cargo practice visit 127.0.0.1:9087 --only split-bye
  cargo practice visit 127.0.0.1:9087 --crowd 200

All visits take less than a minute. The last one says `bye`, which may end the server.
The exit code is 1 if one of them is not as promised.")]
pub(crate) struct VisitOptions {
    /// Where the server listens
    #[arg(value_name = "ADDRESS:PORT")]
    server: String,
    /// Make this visit only
    #[arg(long, value_name = "NAME")]
    pub(crate) only: Option<Visitor>,
    /// Connect with this many clients at once instead, and see how long they wait for an answer
    #[arg(long, value_name = "N", conflicts_with = "only",
        value_parser = clap::value_parser!(u16).range(1..=5000))]
    pub(crate) crowd: Option<u16>,
    /// Visit a server on another computer too. It has to be yours, or its owner has to agree
    #[arg(long)]
    anywhere: bool,
}

impl VisitOptions {
    /// The address of the server: on this computer, unless `--anywhere` is given. If a name has
    /// several addresses, IPv4 is preferred: the servers of the course listen there.
    pub(crate) fn address(&self) -> anyhow::Result<SocketAddr> {
        let server = &self.server;
        let addresses = server.to_socket_addrs().with_context(|| {
            let hint = "Write an address and a port: cargo practice visit 127.0.0.1:9087";
            UserError::new(format!("cannot find the server `{server}`"), hint)
        })?;
        let mut addresses: Vec<SocketAddr> = addresses.collect();
        addresses.sort_by_key(SocketAddr::is_ipv6);
        let is_here = |address: &&SocketAddr| address.ip().to_canonical().is_loopback();
        match addresses.iter().find(|address| self.anywhere || is_here(address)) {
            Some(address) => Ok(*address),
            None => {
                let hint = "If that server is yours, add --anywhere. This computer is 127.0.0.1: \
                            cargo practice visit 127.0.0.1:9087";
                let message = format!("`{server}` is not a loopback address");
                Err(UserError::new(message, hint).into())
            }
        }
    }
}
