//! Waits on a TCP port and answers everyone who talks to it.
//!
//! In one terminal: `cargo run -p talk-server`. In another: `cargo run -p talk-client`, and type a line. Any other program
//! that speaks TCP will do as well: `nc 127.0.0.1 9087`. Whoever says `bye` stops the server; so does Ctrl-C.
//!
//! The system calls, in order: socket, bind, listen; then accept for each peer; then in a thread for each conversation recv
//! and send, until the peer's end of file; shutdown and close.

use std::io::{self, ErrorKind, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::mpsc::{self, SyncSender};
use std::thread;
use std::time::Duration;

use anyhow::Context;
use clap::Parser;
use common::{TALK_PORT, UserError};
use talk_server::failures::cannot_listen;
use talk_server::house::{Guest, House};
use talk_server::lines::converse_in_lines;
use talk_server::screen::Screen;
use talk_server::{End, canonical, converse, open_listener};

/// Waits on a TCP port and answers everyone who talks to it. Whoever says `bye` stops it.
#[derive(Clone, Parser)]
#[command(
    version,
    about,
    after_help = "\
Examples:
  talk-server --local          only programs on this computer can connect
  talk-server --port 0         on a free port; the second line of output says which
  talk-server --listen ::      on every IPv6 and every IPv4 address
  talk-server --keep-going     for a room: `bye` ends the conversation, not the server"
)]
struct Options {
    /// The port to listen on; 0 picks a free one
    #[arg(long, default_value_t = TALK_PORT)]
    port: u16,
    /// The address to listen on: 0.0.0.0 is every IPv4 address of this computer, :: every IPv6 and IPv4 address
    #[arg(long, value_name = "IP", default_value = "0.0.0.0", conflicts_with = "local")]
    listen: IpAddr,
    /// Listen on 127.0.0.1 only: no other computer can connect
    #[arg(long)]
    local: bool,
    /// Answer whole lines instead of receives
    #[arg(long)]
    lines: bool,
    /// `bye` ends that conversation only
    #[arg(long)]
    keep_going: bool,
    /// How many connections may wait to be accepted
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(i32).range(1..=65_535))]
    backlog: i32,
    /// How many conversations may be open at once
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..))]
    max_clients: u32,
    /// Let a peer go that has been silent for so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 600, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    idle: u64,
    /// Say each step on standard error as it is taken
    #[arg(long)]
    explain: bool,
}

/// What all threads share.
struct Server {
    options: Options,
    screen: Screen<common::Stdout>,
    house: Arc<House>,
    /// Those who get one polite line and no conversation.
    doorstep: Arc<House>,
    events: SyncSender<Event>,
}

/// What the main thread waits for.
enum Event {
    /// A new connection, and its peer's address.
    Arrival(TcpStream, SocketAddr),
    /// Someone has said `bye`, or nobody reads our output any more.
    Stop,
}

/// How many at once may get a polite line when the house is full. The next is closed without a word.
const DOORSTEP: usize = 50;
const FULL_HOUSE: &[u8] = b"Sorry, too many conversations just now. Please try again later.\n";

/// Memory set aside for each conversation's thread; only what is touched is really used.
const STACK_SIZE: usize = 128 * 1024;

/// How long to wait when the system has no descriptor or thread left. Someone may leave meanwhile.
const PAUSE: Duration = Duration::from_millis(100);

fn main() -> ExitCode {
    let options: Options = common::parse_args();
    common::enable_explain(options.explain);
    common::exit_with(run(&options))
}

fn run(options: &Options) -> anyhow::Result<()> {
    // As many may wait here for their thread as may wait in the system to be accepted.
    let (events, to_come) = mpsc::sync_channel(options.backlog as usize);
    let server = Arc::new(Server {
        options: options.clone(),
        screen: Screen::new(common::stdout()),
        house: House::new(options.max_clients as usize),
        doorstep: House::new(DOORSTEP),
        events,
    });
    let mut screen = &server.screen;
    writeln!(screen, "Starting server.")?;

    let ip = if options.local { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { options.listen };
    let address = SocketAddr::new(ip, options.port);
    let listener =
        open_listener(address, options.backlog).map_err(|error| cannot_listen(address, error))?;
    writeln!(screen, "Listening on {}", listener.local_addr()?)?;
    if ip.is_unspecified() {
        let who = "anyone who can reach this computer can talk to it";
        note(&format!("{ip} is every address: {who}. To limit it: --local"));
    }

    let events = server.events.clone();
    thread::Builder::new().spawn(move || accept_all(&listener, &events)).context(
        UserError::new(
            "the system has no thread left",
            "End some other programs, then start it again.",
        ),
    )?;
    let mut is_short = false;
    for event in to_come {
        let Event::Arrival(stream, peer) = event else { break };
        match welcome(&server, stream, peer) {
            Ok(()) => is_short = false,
            Err(error) => wait_for_someone_to_leave(&mut is_short, &error),
        }
    }
    let result = screen.close("Stopping server.");
    server.house.close();
    Ok(result?)
}

/// Accepts one connection after the other, as long as the program runs. It does nothing else: where many come at once, a
/// full backlog makes the next ones wait for a second and more.
fn accept_all(listener: &TcpListener, events: &SyncSender<Event>) {
    let mut is_short = false;
    loop {
        match listener.accept() {
            Ok((stream, peer)) => {
                is_short = false;
                if events.send(Event::Arrival(stream, canonical(peer))).is_err() {
                    return; // the server has stopped
                }
            }
            Err(error) if error.kind() == ErrorKind::ConnectionAborted => {} // gone again while it waited
            Err(error) => wait_for_someone_to_leave(&mut is_short, &error),
        }
    }
}

/// Starts a thread for the peer's conversation, or for the polite line where the house is full.
fn welcome(server: &Arc<Server>, stream: TcpStream, peer: SocketAddr) -> io::Result<()> {
    if log::log_enabled!(log::Level::Info)
        && let Ok(ours) = stream.local_addr()
    {
        log::info!("accept: a connection from {peer}; our end of it is {}", canonical(ours));
    }
    let thread = thread::Builder::new().stack_size(STACK_SIZE);
    let stream = match server.house.admit(stream, peer) {
        Ok(guest) => {
            let server = Arc::clone(server);
            return thread.spawn(move || hold_conversation(&server, guest)).map(drop);
        }
        Err(stream) => stream,
    };
    log::info!("the house is full: {peer} is turned away");
    match server.doorstep.admit(stream, peer) {
        Ok(guest) => thread.spawn(move || turn_away(guest)).map(drop),
        Err(_closed_here) => Ok(()),
    }
}

/// What to do where the system has no descriptor or thread left. It is said once.
fn wait_for_someone_to_leave(is_short: &mut bool, error: &io::Error) {
    log::info!("no room for another conversation: {error}");
    if !*is_short {
        note("the system has no descriptor or thread left for another conversation just now.");
    }
    *is_short = true;
    thread::sleep(PAUSE);
}

/// The whole life of a conversation's thread.
fn hold_conversation(server: &Server, guest: Guest) {
    match talk(server, &guest) {
        Ok(End::EndOfFile) => {}
        Ok(End::Bye) if server.options.keep_going => {}
        Ok(End::Bye) => stop(server),
        Err(_) if !server.screen.is_open() => stop(server),
        Err(error) if error.kind() == ErrorKind::TimedOut => {
            note(&format!("{} {error}: let go.", guest.address()))
        }
        Err(error) => log::info!("{} is gone: {error}", guest.address()),
    }
    guest.say_farewell();
}

fn talk(server: &Server, guest: &Guest) -> io::Result<End> {
    writeln!(&server.screen, "Connected with {}", guest.address())?;
    guest.set_deadlines(Duration::from_secs(server.options.idle))?;
    if server.options.lines {
        converse_in_lines(guest, &server.screen)
    } else {
        converse(guest, &server.screen)
    }
}

fn turn_away(guest: Guest) {
    let _ = (&guest).write_all(FULL_HOUSE); // so few bytes fit in every new socket's buffer: this waits for nobody
    guest.say_farewell();
}

fn stop(server: &Server) {
    let _ = server.events.send(Event::Stop); // `run` hears the first; it may have ended since
}

fn note(text: &str) {
    let _ = writeln!(io::stderr(), "note: {text}");
}
