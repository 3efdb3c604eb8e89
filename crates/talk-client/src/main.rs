//! Connects to a TCP server, sends, and shows each thing that comes back.
//!
//! In one terminal, start someone to talk to:
//!
//! ```console
//! $ cargo run -p talk-server
//! ```
//!
//! In another, say one thing, then hold a conversation (Ctrl-D ends it; on Windows Ctrl-Z and Enter):
//!
//! ```console
//! $ cargo run -p talk-client -- 127.0.0.1 9087 hello
//! Received: 'You said hello\n'
//! Connection closed.
//! $ cargo run -p talk-client
//! > bye
//! Received: 'You said bye\n\n'
//! Connection closed.
//! ```
//!
//! The system calls, in order: getaddrinfo, socket, connect; then send and shutdown in one thread and recv in another, on
//! the same socket. So a peer that answers while we still send never has to wait for us, nor we for it.
//!
//! Each of them has a deadline but getaddrinfo. Connecting: `--timeout`, for each address. A send: as long as the peer
//! takes something every `--idle` seconds, it may take as long as it likes. A receive: once we have sent everything,
//! something must come every `--idle` seconds; before, it is our turn, and there is no hurry. At a terminal a person
//! decides when to give up, and the system asks a silent peer's computer now and then whether it is still there.

use std::io::{self, BufReader, BufWriter, Cursor, IsTerminal, Read, Write};
use std::mem;
use std::net::TcpStream;
use std::process::ExitCode;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::Context;
use clap::Parser;
use common::UserError;
use talk_client::deadlines::{self, HangUp, Patient, is_deadline};
use talk_client::failures::Peer;
use talk_client::{addresses_of, connect_to_any, end_sending, receive, repr, send_all};

/// How much is read and handed to the system at a time. Big, so that much data needs few system calls.
const PIECE_SIZE: usize = 64 * 1024;

/// What a person at a terminal is shown when it is their turn. It begins a line, whatever stood on it.
const PROMPT: &str = "\r> ";

/// Connects to a TCP server, sends TEXT, and shows what comes back until the server ends the connection.
///
/// Without TEXT it sends what you type, a line at a time, or all that comes from a pipe.
#[derive(Parser)]
#[command(
    version,
    after_help = "Examples:
  talk-client                            a conversation with 127.0.0.1 port 9087
  talk-client 192.168.1.5 9087 hello     send `hello`, show the answer
  talk-client localhost 9088 --explain   show each step"
)]
struct Options {
    /// The server: a name, an IPv4 or an IPv6 address
    #[arg(default_value = "127.0.0.1")]
    host: String,
    /// The port on which the server waits
    #[arg(default_value_t = common::TALK_PORT, value_parser = clap::value_parser!(u16).range(1..))]
    port: u16,
    /// What to send
    text: Option<String>,
    /// Give up connecting to an address after this many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..))]
    timeout: u64,
    /// Give up on a server that takes and sends nothing for this many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 600, value_parser = clap::value_parser!(u64).range(1..))]
    idle: u64,
    /// Say each step on standard error
    #[arg(long)]
    explain: bool,
}

fn main() -> ExitCode {
    let options: Options = common::parse_args();
    common::enable_explain(options.explain);
    common::exit_with(run(&options))
}

fn run(options: &Options) -> anyhow::Result<()> {
    let idle = Duration::from_secs(options.idle);
    let peer = Peer { host: options.host.clone(), port: options.port, idle };

    let addresses = addresses_of(&peer.host, peer.port)?;
    for address in &addresses {
        log::info!("getaddrinfo: {} is {}", peer.host, address.ip());
    }
    let stream = connect_to_any(&addresses, Duration::from_secs(options.timeout))
        .map_err(|failed| peer.no_connection(&failed))?;
    if let (Ok(ours), Ok(theirs)) = (stream.local_addr(), stream.peer_addr()) {
        log::info!("connected: from our {ours} to their {theirs}");
    }
    let stream = Arc::new(stream);

    let (input, typing): (Box<dyn Read + Send>, bool) = match &options.text {
        Some(text) => (Box::new(Cursor::new(text.clone())), false),
        None => (Box::new(io::stdin()), io::stdin().is_terminal()),
    };
    let prompt = if typing && io::stdout().is_terminal() { PROMPT } else { "" };
    deadlines::set(&stream, idle, typing);

    log::info!("a second thread sends, while this one receives");
    let sending = thread::Builder::new().name("sending".to_string()).spawn({
        let (stream, peer) = (Arc::clone(&stream), peer.clone());
        move || send_input(input, &stream, &peer, prompt)
    })?;
    show_received(&stream, &peer, &sending, prompt)?;

    // At a terminal the peer's end of file is the end. Anything else is sent whole: the peer may have only that to do.
    if !typing || sending.is_finished() {
        sending.join().unwrap_or_else(|_| Err(anyhow::anyhow!("the sending thread stopped")))?;
    }
    writeln!(common::stdout(), "Connection closed.")?;
    Ok(())
}

/// Sends all of `input`, then the end of file. Runs in a thread of its own.
fn send_input(
    mut input: impl Read,
    stream: &TcpStream,
    peer: &Peer,
    prompt: &str,
) -> anyhow::Result<()> {
    let hang_up = HangUp(stream);
    let mut buffer = vec![0; PIECE_SIZE];
    loop {
        let mut count = match input.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => {
                return Err(error).context(UserError::new(
                    "cannot read standard input",
                    "Is it a file or a pipe?",
                ));
            }
        };
        if !prompt.is_empty() && buffer[..count].ends_with(b"\r\n") {
            count -= 1; // a console of Windows ends a line with both: send the same on every system
            buffer[count - 1] = b'\n';
        }
        log::info!("send: {count} bytes");
        write!(common::stdout(), "{prompt}")?; // before the send, so that the answer comes behind it
        common::stdout().flush()?;
        send_all(&mut Patient(stream), &buffer[..count]).map_err(|error| peer.broken(error))?;
    }
    log::info!("shutdown: our sending half ends, and the peer receives the end of file");
    end_sending(stream).map_err(|error| peer.broken(error))?;
    mem::forget(hang_up);
    Ok(())
}

/// Shows all that comes, a line for each receive, until the peer's end of file.
fn show_received(
    stream: &TcpStream,
    peer: &Peer,
    sending: &JoinHandle<anyhow::Result<()>>,
    prompt: &str,
) -> anyhow::Result<()> {
    let mut out = BufWriter::with_capacity(PIECE_SIZE, common::stdout());
    let mut incoming = BufReader::with_capacity(PIECE_SIZE, stream);
    loop {
        if incoming.buffer().is_empty() || log::log_enabled!(log::Level::Info) {
            write!(out, "{prompt}")?; // nothing more is waiting: show what there is
            out.flush()?;
        }
        let all_is_sent = sending.is_finished();
        let outcome = receive(&mut incoming);
        if !prompt.is_empty() {
            write!(out, "\r")?; // what came takes the prompt's place
            out.flush()?;
        }
        let received = match outcome {
            Ok(Some(received)) => received,
            Ok(None) => break,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) if is_deadline(&error) && !all_is_sent => continue,
            Err(error) => return Err(peer.broken(error)),
        };
        log::info!("recv: {} bytes", received.len());
        writeln!(out, "Received: {}", repr(&received))?;
    }
    log::info!("recv: 0 bytes, the peer's end of file");
    out.flush()?;
    Ok(())
}
