//! A crowd of clients that all come at once and say hello, and how long each of them waited for an answer.
//!
//! In one terminal: `cargo run -p talk-server -- --local`. In another:
//!
//! ```text
//! cargo run -p practice-net --bin crowd
//! ```

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::process::ExitCode;
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context;
use clap::Parser;
use common::UserError;

/// Comes to a server on this computer with many clients at once, and tells how long they waited for an answer
#[derive(Parser)]
#[command(version, about)]
struct Options {
    /// How many clients
    #[arg(default_value_t = 200, value_parser = clap::value_parser!(u16).range(1..=5000))]
    clients: u16,
    /// The server's port
    #[arg(long, default_value_t = common::TALK_PORT, value_name = "PORT")]
    port: u16,
}

/// So long may connecting take, and so long an answer.
const DEADLINE: Duration = Duration::from_secs(10);

/// Memory set aside for each client's thread: it does very little.
const STACK_SIZE: usize = 64 * 1024;

fn main() -> ExitCode {
    common::exit_with(run(&common::parse_args()))
}

fn run(options: &Options) -> anyhow::Result<()> {
    let server = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
    let mut out = common::stdout();
    writeln!(out, "{} clients come to {server} at once.", options.clients)?;

    let outcomes = come(server, options.clients)?;
    let mut waited: BTreeMap<u64, usize> = BTreeMap::new();
    for (time, _) in outcomes.iter().filter(|(_, outcome)| outcome.is_ok()) {
        *waited.entry((*time + Duration::from_millis(500)).as_secs()).or_default() += 1;
    }
    for (seconds, count) in &waited {
        match seconds {
            0 => writeln!(out, "{count} waited less than half a second")?,
            1 => writeln!(out, "{count} waited about 1 second")?,
            _ => writeln!(out, "{count} waited about {seconds} seconds")?,
        }
    }
    let failed: Vec<&io::Error> =
        outcomes.iter().filter_map(|(_, outcome)| outcome.as_ref().err()).collect();
    match failed.first().map(|error| error.kind()) {
        None => {}
        Some(io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => {
            writeln!(out, "{} got no answer in {} seconds", failed.len(), DEADLINE.as_secs())?;
        }
        Some(why) => writeln!(out, "{} got no answer: {why}", failed.len())?,
    }
    if waited.is_empty() {
        let try_next = format!(
            "Is the server running? cargo run -p talk-server -- --local --port {}",
            options.port
        );
        return Err(UserError::new(format!("nobody answers at {server}"), try_next).into());
    }
    Ok(())
}

/// How long each of `clients` took to get an answer of `server`, or to fail. All begin at the same moment.
///
/// # Errors
/// A [`UserError`] when the system has not enough threads.
fn come(server: SocketAddr, clients: u16) -> anyhow::Result<Vec<(Duration, io::Result<()>)>> {
    let together = Arc::new(Barrier::new(usize::from(clients)));
    let threads: Vec<_> = (0..clients)
        .map(|_| {
            let together = Arc::clone(&together);
            thread::Builder::new().stack_size(STACK_SIZE).spawn(move || {
                together.wait();
                let started = Instant::now();
                let outcome = say_hello(server);
                (started.elapsed(), outcome)
            })
        })
        .collect::<io::Result<_>>()
        .context(UserError::new("the system has no thread left", "Come with fewer clients."))?;
    Ok(threads.into_iter().filter_map(|thread| thread.join().ok()).collect())
}

/// Connects, says hello, and waits for the first bytes of an answer.
fn say_hello(server: SocketAddr) -> io::Result<()> {
    let mut stream = TcpStream::connect_timeout(&server, DEADLINE)?;
    stream.set_read_timeout(Some(DEADLINE))?;
    stream.write_all(b"hello")?;
    match stream.read(&mut [0; 64])? {
        0 => Err(io::ErrorKind::UnexpectedEof.into()),
        _ => Ok(()),
    }
}
