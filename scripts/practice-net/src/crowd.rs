//! A crowd: many clients that connect at the same moment and say hello, and how long each of them
//! waited for an answer.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context;
use common::UserError;

/// Limit on connecting, and on waiting for an answer.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Memory set aside for each client's thread: it does very little.
const STACK_SIZE: usize = 64 * 1024;

/// Visits `server` with `clients` at once, and writes to `out` how long they waited. Returns true
/// if all were answered.
///
/// # Errors
/// A [`UserError`] if the system has too few threads; and those of `out`.
pub fn visit(server: SocketAddr, clients: u16, out: &mut impl Write) -> anyhow::Result<bool> {
    writeln!(out, "{clients} clients connect to {server} at once.")?;
    let mut waited: BTreeMap<u64, usize> = BTreeMap::new();
    let mut failures = Vec::new();
    for (time, outcome) in say_hello_together(server, clients)? {
        let seconds = (time + Duration::from_millis(500)).as_secs();
        match outcome {
            Ok(()) => *waited.entry(seconds).or_default() += 1,
            Err(error) => failures.push(error),
        }
    }
    for (seconds, count) in &waited {
        let time = match seconds {
            0 => "less than half a second".to_owned(),
            1 => "about 1 second".to_owned(),
            _ => format!("about {seconds} seconds"),
        };
        writeln!(out, "{count} waited {time}")?;
    }
    if let Some(error) = failures.first() {
        let why = match common::net::is_timeout(error) {
            true => format!(" in {} seconds", TIMEOUT.as_secs()),
            false => format!(": {}", error.kind()),
        };
        writeln!(out, "{} got no answer{why}", failures.len())?;
    }
    out.flush()?;
    Ok(failures.is_empty())
}

/// How long each of `clients` took to get an answer, or to fail.
fn say_hello_together(
    server: SocketAddr,
    clients: u16,
) -> anyhow::Result<Vec<(Duration, io::Result<()>)>> {
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
        .context(UserError::new(
            "the system has no thread left",
            "Try it with a smaller --crowd.",
        ))?;
    Ok(threads.into_iter().filter_map(|thread| thread.join().ok()).collect())
}

/// Connects, says hello, and waits for the first bytes of an answer.
fn say_hello(server: SocketAddr) -> io::Result<()> {
    let mut stream = TcpStream::connect_timeout(&server, TIMEOUT)?;
    stream.set_read_timeout(Some(TIMEOUT))?;
    stream.write_all(b"hello\n")?;
    match stream.read(&mut [0; 64])? {
        0 => Err(io::ErrorKind::UnexpectedEof.into()),
        _ => Ok(()),
    }
}
