//! The command line.

use clap::Parser;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use lookup::types::RecordType;
use lookup::{habits, servers};
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

/// Asks for the address of a name, and shows this computer and its ports.
#[derive(Parser)]
#[command(
    version,
    about,
    after_help = "Examples:
  lookup www.gnomon.test --server 127.0.0.1:9053   (the server that `cargo practice` starts)
  lookup 192.0.2.1                                 the name of an address
  lookup --type MX gnomon.test                     where its mail goes
  lookup --ports 9087                              who uses port 9087 on this computer"
)]
pub(crate) struct Options {
    /// What to look up: names (addresses are found) or addresses (their names are found)
    #[arg(value_name = "NAME|ADDRESS")]
    pub(crate) names: Vec<String>,
    /// The type of record to ask for [default: A and AAAA; for an address, PTR]
    #[arg(long = "type", value_name = "TYPE", ignore_case = true, value_parser = record_types())]
    pub(crate) record_type: Option<RecordType>,
    /// The DNS server to ask [default: as this computer is set; port 53]
    #[arg(long, value_name = "IP[:PORT]", value_parser = servers::parse)]
    pub(crate) server: Option<SocketAddr>,
    /// How many seconds a whole lookup may take (with --system, the system decides)
    #[arg(long, value_name = "SECONDS", default_value = "5", value_parser = parse_seconds)]
    pub(crate) timeout: Duration,
    /// Ask the operating system, as programs do: hosts file included
    #[arg(long, conflicts_with_all = ["record_type", "server"])]
    pub(crate) system: bool,
    /// Show the sockets in use, as netstat -an does, with their programs; or only those with one of
    /// these ports
    #[arg(long, value_name = "PORT", num_args = 0..)]
    #[arg(conflicts_with_all = ["names", "record_type", "server", "system", "here"])]
    pub(crate) ports: Option<Vec<u16>>,
    /// Show only the sockets that others can reach: TCP in LISTEN, and bound UDP
    #[arg(long, conflicts_with_all = ["names", "record_type", "server", "system", "here"])]
    pub(crate) listening: bool,
    /// Show this computer's name and its network interfaces
    #[arg(long, conflicts_with_all = ["names", "record_type", "server", "system"])]
    pub(crate) here: bool,
    /// Print each step on standard error, with every byte that is sent and received
    #[arg(long)]
    pub(crate) explain: bool,
}

/// Parses the command line. Who writes it as for nslookup or dig is told how to write it here.
pub(crate) fn parse() -> Options {
    let arguments: Vec<String> =
        std::env::args_os().skip(1).filter_map(|argument| argument.into_string().ok()).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if let Some(command) = habits::translate(&words) {
        let message = "that is written as for nslookup or dig";
        common::report(&common::UserError::new(message, command).into());
        #[expect(clippy::exit, reason = "nothing has been started that would need cleaning up")]
        std::process::exit(2)
    }
    let options: Options = common::parse_args();
    let is_address = |text: &str| text.parse::<IpAddr>().is_ok();
    if let (None, [name, server]) = (options.server, options.names.as_slice())
        && !is_address(name)
        && is_address(server)
    {
        common::note(&format!(
            "`{server}` is looked up as well. To ask that server: lookup {name} --server {server}"
        ));
    }
    options
}

fn record_types() -> impl TypedValueParser<Value = RecordType> {
    let names = PossibleValuesParser::new(RecordType::BY_NAME.map(|(name, _)| name));
    names.try_map(|name| RecordType::from_name(&name).ok_or("no such type"))
}

/// Reads a number of seconds: `5`, `0.5`.
fn parse_seconds(text: &str) -> Result<Duration, String> {
    const MAX: Duration = Duration::from_secs(3600);
    let time = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    time.filter(|time| !time.is_zero() && *time <= MAX)
        .ok_or_else(|| format!("give a number of seconds above 0, {} at most", MAX.as_secs()))
}
