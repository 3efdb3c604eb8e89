//! talk-server among people who mean it no good. Whatever they do, the next honest client is answered, and when they have
//! gone, the server holds no more than before.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test says what it saw, and stops"
)]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use endurance::{Held, held, program, wait_for};
use socket2::SockRef;
use test_support::Running;

/// How many do the same bad thing at once.
const CROWD: usize = 60;
/// An honest client gives up after this long. The aim is a second; the time it really took is printed.
const HONEST_DEADLINE: Duration = Duration::from_secs(10);

struct Server {
    running: Running,
    address: SocketAddr,
}

fn start(mut command: Command) -> Server {
    let mut running = Running::spawn(&mut command);
    let address = loop {
        // `Listening on 127.0.0.1:PORT`: the first line that has an address in it.
        let line = running.line();
        if let Some(address) =
            line.split_whitespace().find_map(|word| word.trim_end_matches(['.', ',']).parse().ok())
        {
            break address;
        }
    };
    Server { running, address }
}

fn talk_server(options: &[&str]) -> Command {
    let mut command = Command::new(program("talk-server"));
    command.args(["--local", "--port", "0"]).args(options);
    command
}

/// Says hello, and wants the answer. The time it took.
fn honest_client(server: SocketAddr) -> Duration {
    let started = Instant::now();
    let mut stream = TcpStream::connect_timeout(&server, HONEST_DEADLINE).expect("connect");
    stream.set_read_timeout(Some(HONEST_DEADLINE)).unwrap();
    stream.write_all(b"hello").unwrap();
    let mut answer = [0; 15];
    stream.read_exact(&mut answer).expect("an answer");
    assert_eq!(&answer, b"You said hello\n");
    started.elapsed()
}

/// Waits until no conversation is left and the process holds what it held before.
fn wait_until_it_holds_no_more_than(before: Held, id: u32) -> Held {
    wait_for("as few descriptors and threads as before", || {
        let now = held(id)?;
        (now.descriptors <= before.descriptors && now.threads <= before.threads).then_some(now)
    })
}

fn connect(server: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect_timeout(&server, HONEST_DEADLINE).expect("connect");
    stream.set_write_timeout(Some(Duration::from_millis(300))).unwrap();
    stream.set_read_timeout(Some(HONEST_DEADLINE)).unwrap();
    stream
}

/// One bad thing to do to a server with a connection; what is still to be held open is given back.
type Mischief = fn(TcpStream) -> Option<TcpStream>;

const MISCHIEFS: [(&str, Mischief); 6] = [
    ("say nothing", Some),
    ("send much and never read", |mut stream| {
        while stream.write_all(&[b'x'; 65536]).is_ok() {}
        Some(stream)
    }),
    ("send a letter and hold still", |mut stream| {
        let _ = stream.write_all(b"b");
        Some(stream)
    }),
    ("reset", |mut stream| {
        let _ = stream.write_all(b"hello");
        SockRef::from(&stream).set_linger(Some(Duration::ZERO)).unwrap();
        None
    }),
    ("send random bytes", |mut stream| {
        let mut random = fastrand::Rng::with_seed(
            stream.local_addr().map_or(1, |address| address.port().into()),
        );
        // No `bye` among them: that word would be obeyed.
        let bytes: Vec<u8> = (0..2000).map(|_| random.u8(128..)).collect();
        let _ = stream.write_all(&bytes);
        Some(stream)
    }),
    ("half-close and hold on", |mut stream| {
        let _ = stream.write_all(b"hello");
        let _ = stream.shutdown(std::net::Shutdown::Write);
        Some(stream)
    }),
];

#[test]
#[ignore = "CI runs it as a step of its own"]
fn answers_the_next_honest_client_whatever_others_do_and_lets_go_of_them() {
    let server = start(talk_server(&["--max-clients", "200"]));
    let id = server.running.id();
    honest_client(server.address);
    let before = wait_for("the first client is gone", || held(id).filter(|held| held.threads <= 2));
    for (name, mischief) in MISCHIEFS {
        let mischief_makers: Vec<_> = (0..CROWD)
            .map(|_| {
                let address = server.address;
                thread::spawn(move || mischief(connect(address)))
            })
            .collect();
        let during = honest_client(server.address);
        let holding: Vec<_> =
            mischief_makers.into_iter().map(|thread| thread.join().unwrap()).collect();
        let beside = honest_client(server.address);
        drop(holding);
        let after = wait_until_it_holds_no_more_than(before, id);
        eprintln!(
            "{CROWD} of `{name}`: answered in {during:?} and {beside:?}; before {before:?}, after {after:?}"
        );
        assert!(
            after.kilobytes < before.kilobytes + 16 * 1024,
            "memory grew: {before:?}, {after:?}"
        );
    }
}

#[test]
#[ignore = "CI runs it as a step of its own"]
fn survives_when_descriptors_run_out() {
    let shell = format!("ulimit -n 64; exec {} --local --port 0", program("talk-server"));
    let mut command = Command::new("sh");
    command.args(["-c", &shell]);
    let server = start(command);
    let id = server.running.id();
    honest_client(server.address);
    let before = wait_for("the first client is gone", || held(id).filter(|held| held.threads <= 2));
    // Those that the server cannot accept wait in the backlog (50), or still knock.
    let knocking: Vec<_> = (0..100)
        .filter_map(|_| {
            TcpStream::connect_timeout(&server.address, Duration::from_millis(300)).ok()
        })
        .collect();
    assert!(knocking.len() > 64, "more came than there are descriptors: {}", knocking.len());
    drop(knocking);
    let took = honest_client(server.address);
    let after = wait_until_it_holds_no_more_than(before, id);
    eprintln!(
        "after 100 comers with 64 descriptors: answered in {took:?}; before {before:?}, after {after:?}"
    );
}

#[test]
#[ignore = "slow: 10,000 conversations"]
fn lets_10_000_come_and_go() {
    let server = start(talk_server(&[]));
    let id = server.running.id();
    honest_client(server.address);
    let before = wait_for("the first client is gone", || held(id).filter(|held| held.threads <= 2));
    let threads: Vec<_> = (0..10)
        .map(|_| {
            let address = server.address;
            thread::spawn(move || (0..1000).map(|_| honest_client(address)).max())
        })
        .collect();
    let slowest = threads.into_iter().map(|thread| thread.join().unwrap()).max();
    let after = wait_until_it_holds_no_more_than(before, id);
    eprintln!(
        "10,000 came and went, the slowest answer took {slowest:?}; before {before:?}, after {after:?}"
    );
    assert!(after.kilobytes < before.kilobytes + 16 * 1024, "memory grew: {before:?}, {after:?}");
}
