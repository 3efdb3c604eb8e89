//! lookup: asks for the address of a name, and shows this computer and its ports.
//!
//! ```text
//! $ cargo practice                                        (one terminal: a DNS server of our own, on 127.0.0.1 port 9053)
//! $ cargo run -p lookup -- www.gnomon.test --server 127.0.0.1:9053                                      (another terminal)
//! ```
//!
//! Without `--server` it asks the DNS server that this computer is set to use. An address asks for its name. `--system` asks the
//! operating system instead, as other programs do: hosts file first. `--ports` shows which ports are in use, `--here` this
//! computer's name and addresses. With nothing to look up it asks for names, one on each line, until the end of its input.
//!
//! Exit code: 0 all was found; 1 something was not; 2 wrong usage.

use anyhow::Context as _;
use clap::Parser;
use common::UserError;
use lookup::names::{self, Kind};
use lookup::{MAX_NAME, computer, ports, servers};
use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

/// The longest line that is read as a name, in bytes: somewhat more than a name can have, so that it is told as too long.
const MAX_LINE: u64 = 2 * MAX_NAME as u64;

/// Asks for the address of a name, and shows this computer and its ports.
#[derive(Parser)]
#[command(
    version,
    about,
    after_help = "Examples:
  lookup www.gnomon.test --server 127.0.0.1:9053   (the server that `cargo practice` starts)
  lookup 192.0.2.1                                 the name of an address
  lookup --type MX gnomon.test                     where its mail goes
  lookup --listening                               which ports are open here, and whose they are"
)]
struct Options {
    /// What to look up: names (addresses are found) or addresses (their names are found)
    #[arg(value_name = "NAME|ADDRESS")]
    names: Vec<String>,
    /// The type of record to ask for [default: A and AAAA; for an address, PTR]
    #[arg(long = "type", value_name = "TYPE", ignore_case = true)]
    kind: Option<Kind>,
    /// The DNS server to ask [default: as this computer is set; port 53]
    #[arg(long, value_name = "IP[:PORT]", value_parser = servers::parse)]
    server: Option<SocketAddr>,
    /// How many seconds a whole lookup may take (with --system, the system decides)
    #[arg(long, value_name = "SECONDS", default_value = "5", value_parser = parse_seconds)]
    timeout: Duration,
    /// Ask the operating system, as programs do: hosts file included
    #[arg(long, conflicts_with_all = ["kind", "server"])]
    system: bool,
    /// Show the ports in use, as netstat -an does, with their programs
    #[arg(long, conflicts_with_all = ["names", "kind", "server", "system", "here"])]
    ports: bool,
    /// Show only the ports on which somebody may come: TCP in LISTEN, and bound UDP
    #[arg(long, conflicts_with_all = ["names", "kind", "server", "system", "here"])]
    listening: bool,
    /// Show this computer's name and its network interfaces
    #[arg(long, conflicts_with_all = ["names", "kind", "server", "system"])]
    here: bool,
    /// Say each step on standard error, with every byte that is sent and received
    #[arg(long)]
    explain: bool,
}

fn main() -> ExitCode {
    let options: Options = common::parse_args();
    common::enable_explain(options.explain);
    common::exit_with(run(&options))
}

fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let mut out = io::BufWriter::new(common::stdout());
    if options.ports || options.listening {
        show_ports(options.listening, &mut out)?;
        return Ok(ExitCode::SUCCESS);
    }
    if options.here {
        computer::write(&mut out)?;
        out.flush()?;
        return Ok(ExitCode::SUCCESS);
    }
    let servers = match options.server {
        Some(server) => vec![server],
        None if options.system => Vec::new(),
        None => servers::configured()?,
    };
    let mut all_found = true;
    for name in &options.names {
        all_found &= look_up(name, options, &servers, &mut out)?;
    }
    if options.names.is_empty() {
        all_found = look_up_each_line(options, &servers, &mut out)?;
    }
    Ok(if all_found { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Looks one name up and shows what was found, then what was not. Whether all was found.
fn look_up(
    name: &str,
    options: &Options,
    servers: &[SocketAddr],
    out: &mut impl Write,
) -> anyhow::Result<bool> {
    let mut failures = Vec::new();
    if options.system {
        failures.extend(names::ask_the_system(name, out).err());
    } else {
        match names::questions_for(name, options.kind) {
            Ok(questions) => {
                let findings = names::look_up(&questions, servers, options.timeout);
                findings.write(out)?;
                failures = findings.failures(name);
            }
            Err(error) => failures.push(error),
        }
    }
    out.flush()?;
    let all_found = failures.is_empty();
    for failure in failures {
        common::exit_with::<()>(Err(failure)); // says it; there may be more names to look up
    }
    Ok(all_found)
}

/// Asks a person for names, or takes them from a pipe, until the end of the input.
fn look_up_each_line(
    options: &Options,
    servers: &[SocketAddr],
    out: &mut impl Write,
) -> anyhow::Result<bool> {
    let unreadable = || {
        UserError::new("the names cannot be read from standard input", "Give them as arguments.")
    };
    let mut all_found = true;
    let mut input = io::stdin().lock();
    let asks_a_person = input.is_terminal();
    if asks_a_person {
        writeln!(
            out,
            "A name or an address, then Enter. Ctrl-D ends (on Windows Ctrl-Z, then Enter)."
        )?;
    }
    loop {
        if asks_a_person {
            write!(out, "> ")?;
            out.flush()?;
        }
        let mut line = Vec::new();
        input.by_ref().take(MAX_LINE).read_until(b'\n', &mut line).with_context(unreadable)?;
        if line.is_empty() {
            if asks_a_person {
                writeln!(out)?; // behind the prompt
            }
            return Ok(all_found);
        }
        if !line.ends_with(b"\n") {
            input.skip_until(b'\n').with_context(unreadable)?;
        }
        let name = String::from_utf8_lossy(&line);
        if !name.trim().is_empty() {
            all_found &= look_up(name.trim(), options, servers, out)?;
        }
    }
}

fn show_ports(only_listening: bool, out: &mut impl Write) -> anyhow::Result<()> {
    let mut table = ports::in_use()?;
    table.rows.retain(|row| !only_listening || row.is_listening());
    ports::write(&table.rows, out)?;
    out.flush()?;
    if let Some(hidden) = table.hidden {
        let _ = writeln!(io::stderr(), "{hidden}");
    }
    Ok(())
}

/// The longest `--timeout`.
const LONGEST: Duration = Duration::from_secs(3600);

/// Reads a number of seconds: `5`, `0.5`.
fn parse_seconds(text: &str) -> Result<Duration, String> {
    let time = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    time.filter(|time| !time.is_zero() && *time <= LONGEST)
        .ok_or_else(|| format!("give a number of seconds above 0, {} at most", LONGEST.as_secs()))
}
