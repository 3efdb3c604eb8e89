//! Conversations of 16-byte messages with talk-server and its peers, and the bare echo that is the limit: one thread that
//! waits for all sockets at once (epoll on Linux) and does nothing but answer.

use std::collections::HashMap;
use std::fs;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use mio::net::{TcpListener, TcpStream};
use mio::{Events, Interest, Poll, Token};

use crate::contest::{Contest, Row, median};
use crate::{Programs, free_port};

const MESSAGE: &[u8; 16] = b"sixteen letters\n";
/// How long messages are counted.
const COUNTED: Duration = Duration::from_secs(2);
/// How long a crowd may take before whoever has no answer yet counts as starved.
const PATIENCE: Duration = Duration::from_secs(60);
const CROWD: usize = 10_000;

/// Messages a second for 1, 100 and 1,000 conversations.
pub(crate) fn few(programs: &Programs, rounds: usize) -> anyhow::Result<Vec<Row>> {
    let ours = programs.path("talk-server");
    let limit = programs.path("bench");
    let python = programs.peer("talk_server.py");
    [
        (1, "0.8 of the barest server with threads"),
        (100, "0.8 of the barest, three times Python's"),
        (1000, "0.8 of the barest, three times Python's"),
    ]
    .into_iter()
    .map(|(count, goal)| {
        let talk = |command: &mut Command, port| talk_with(command, port, count);
        Contest::new(format!("{count} conversations"), "messages/s", goal)
            .with(&ours.to_string_lossy(), "talk-server", || {
                let port = free_port()?;
                talk(Command::new(&ours).args(talk_server_options(port)), port)
            })
            .with(&limit.to_string_lossy(), "the limit (bare epoll echo)", || {
                let port = free_port()?;
                talk(Command::new(&limit).args(["--echo", &port.to_string()]), port)
            })
            .with(&limit.to_string_lossy(), "the barest server with threads", || {
                let port = free_port()?;
                talk(Command::new(&limit).args(["--threads", &port.to_string()]), port)
            })
            .with("python3", "the lesson's Python (threads)", || {
                let port = free_port()?;
                talk(Command::new("python3").arg(&python).arg(port.to_string()), port)
            })
            .with("ncat", "ncat --exec cat", || {
                let port = free_port()?;
                let listen = [
                    "-l",
                    "-k",
                    "-m",
                    "2000",
                    "--exec",
                    "/bin/cat",
                    "127.0.0.1",
                    &port.to_string(),
                ];
                talk(Command::new("ncat").args(listen), port)
            })
            .with("socat", "socat PIPE", || {
                let port = free_port()?;
                let listen = format!("TCP-LISTEN:{port},bind=127.0.0.1,fork,backlog=4096");
                talk(Command::new("socat").args([&listen, "PIPE"]), port)
            })
            .hold(rounds)
    })
    .collect()
}

/// 10,000 conversations at once: how long until each is answered, and what each costs in memory.
pub(crate) fn crowd(programs: &Programs, rounds: usize) -> anyhow::Result<Vec<Row>> {
    let ours = programs.path("talk-server");
    let limit = programs.path("bench");
    let mut answered = Vec::new();
    let mut memory = Vec::new();
    for _ in 0..rounds {
        for (name, program) in [("talk-server", &ours), ("the limit (bare epoll echo)", &limit)] {
            let port = free_port()?;
            let mut command = Command::new(program);
            if name == "talk-server" {
                command.args(talk_server_options(port));
            } else {
                command.args(["--echo", &port.to_string()]);
            }
            let server = Server::start(&mut command, port)?;
            let before = server.resident_kilobytes();
            let started = Instant::now();
            let mut crowd = Crowd::connect(port, CROWD)?;
            crowd.answer_each_once()?;
            answered.push((name, started.elapsed().as_secs_f64() * 1000.0));
            memory.push((name, (server.resident_kilobytes() - before) / CROWD as f64));
        }
    }
    let of = |figures: &[(&str, f64)], name: &str| {
        let figures =
            figures.iter().filter(|(who, _)| *who == name).map(|(_, figure)| *figure).collect();
        (name.to_string(), median(figures))
    };
    let both = |figures: &[(&str, f64)]| {
        vec![of(figures, "talk-server"), of(figures, "the limit (bare epoll echo)")]
    };
    Ok(vec![
        Row::of(
            "10,000 at once: all connected and answered",
            "ms",
            "all answered",
            both(&answered),
        ),
        Row::of("10,000 at once: memory of each", "KB", "under 30 KB", both(&memory)),
    ])
}

fn talk_server_options(port: u16) -> Vec<String> {
    let port = port.to_string();
    ["--local", "--port", &port, "--max-clients", "20000", "--backlog", "4096"]
        .map(str::to_string)
        .to_vec()
}

/// A server that runs for one measurement.
struct Server(Child);

impl Server {
    fn start(command: &mut Command, port: u16) -> anyhow::Result<Server> {
        let command = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let server = Server(command.spawn().with_context(|| format!("cannot start {command:?}"))?);
        let started = Instant::now();
        while std::net::TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            ensure!(started.elapsed() < PATIENCE, "{command:?} does not listen");
            thread::sleep(Duration::from_millis(5));
        }
        Ok(server)
    }

    /// What it holds in memory now, in KB; 0 where the system does not tell in /proc.
    fn resident_kilobytes(&self) -> f64 {
        let status =
            fs::read_to_string(format!("/proc/{}/status", self.0.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        line.and_then(|line| line.trim_end_matches(" kB").trim().parse().ok()).unwrap_or(0.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Messages a second that `count` conversations exchange with the server that `command` starts.
fn talk_with(command: &mut Command, port: u16, count: usize) -> anyhow::Result<f64> {
    let _server = Server::start(command, port)?;
    Crowd::connect(port, count)?.messages_a_second()
}

/// Many clients in one thread.
struct Crowd {
    poll: Poll,
    clients: Vec<TcpStream>,
}

impl Crowd {
    /// Begins `count` connections at once and waits until all are made.
    fn connect(port: u16, count: usize) -> anyhow::Result<Crowd> {
        let poll = Poll::new()?;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let mut clients = Vec::with_capacity(count);
        for index in 0..count {
            let mut client = TcpStream::connect(address)?;
            client.set_nodelay(true)?;
            poll.registry().register(
                &mut client,
                Token(index),
                Interest::READABLE | Interest::WRITABLE,
            )?;
            clients.push(client);
        }
        let mut crowd = Crowd { poll, clients };
        let mut waiting = vec![true; count];
        let mut left = count;
        crowd.each_event(|client, index, _| {
            if waiting[index] && client.peer_addr().is_ok() {
                waiting[index] = false;
                left -= 1;
            }
            Ok(left > 0)
        })?;
        Ok(crowd)
    }

    /// Calls `step` for each socket on which something happened, until it says that this is all.
    fn each_event(
        &mut self,
        mut step: impl FnMut(&mut TcpStream, usize, &mut [u8]) -> anyhow::Result<bool>,
    ) -> anyhow::Result<()> {
        let mut events = Events::with_capacity(1024);
        let mut buffer = [0; 4096];
        let started = Instant::now();
        loop {
            self.poll.poll(&mut events, Some(Duration::from_millis(100)))?;
            for event in &events {
                let Token(index) = event.token();
                if !step(&mut self.clients[index], index, &mut buffer)? {
                    return Ok(());
                }
            }
            ensure!(started.elapsed() < PATIENCE, "somebody was starved");
        }
    }

    /// Everyone says one thing and gets an answer.
    fn answer_each_once(&mut self) -> anyhow::Result<()> {
        for client in &mut self.clients {
            client.write_all(MESSAGE)?;
        }
        let mut answered = vec![false; self.clients.len()];
        let mut left = self.clients.len();
        self.each_event(|client, index, buffer| {
            while receive(client, buffer)?.is_some() {
                if !answered[index] {
                    answered[index] = true;
                    left -= 1;
                }
            }
            Ok(left > 0)
        })
    }

    /// Everyone says the next thing as soon as the last one is answered.
    fn messages_a_second(&mut self) -> anyhow::Result<f64> {
        for client in &mut self.clients {
            client.write_all(MESSAGE)?;
        }
        let mut count = 0_u64;
        let started = Instant::now();
        let mut partly: HashMap<usize, usize> = HashMap::new();
        self.each_event(|client, index, buffer| {
            while let Some(received) = receive(client, buffer)? {
                // An answer is 16 bytes at least (an echo's) and ends in the message's end.
                let so_far = partly.entry(index).or_insert(0);
                *so_far += received;
                if *so_far >= MESSAGE.len() {
                    *so_far = 0;
                    count += 1;
                    client.write_all(MESSAGE)?;
                }
            }
            Ok(started.elapsed() < COUNTED)
        })?;
        Ok(count as f64 / started.elapsed().as_secs_f64())
    }
}

/// Receives what is there; none if there is nothing yet.
fn receive(client: &mut TcpStream, buffer: &mut [u8]) -> anyhow::Result<Option<usize>> {
    match client.read(buffer) {
        Ok(0) => bail!("the server ended the conversation"),
        Ok(count) => Ok(Some(count)),
        Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The limit: answers each receive with `You said ` and the bytes, in one thread.
pub(crate) fn serve_echo(port: u16) -> anyhow::Result<()> {
    const LISTENER: Token = Token(usize::MAX);
    let mut listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
    let mut poll = Poll::new()?;
    poll.registry().register(&mut listener, LISTENER, Interest::READABLE)?;
    let mut events = Events::with_capacity(1024);
    let mut clients: HashMap<usize, TcpStream> = HashMap::new();
    let mut next = 0;
    loop {
        poll.poll(&mut events, None)?;
        for event in &events {
            if event.token() == LISTENER {
                while let Ok((mut client, _)) = listener.accept() {
                    client.set_nodelay(true)?;
                    poll.registry().register(&mut client, Token(next), Interest::READABLE)?;
                    clients.insert(next, client);
                    next += 1;
                }
            } else if let Some(client) = clients.get_mut(&event.token().0)
                && answer(client).is_err()
            {
                clients.remove(&event.token().0);
            }
        }
    }
}

/// What a thread for each conversation can reach at best: it only answers, with nothing shown, counted or limited.
pub(crate) fn serve_threads(port: u16) -> anyhow::Result<()> {
    for client in std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port))?.incoming() {
        let mut client = client?;
        client.set_nodelay(true)?;
        thread::Builder::new().stack_size(128 * 1024).spawn(move || answer(&mut client))?;
    }
    Ok(())
}

/// Answers until nothing more is there, or for ever where `client` waits for more.
fn answer(client: &mut (impl Read + Write)) -> io::Result<()> {
    const WORDS: &[u8; 9] = b"You said ";
    let mut buffer = [0; 9 + 1024 + 1];
    buffer[..9].copy_from_slice(WORDS);
    loop {
        match client.read(&mut buffer[9..9 + 1024]) {
            Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
            Ok(count) => {
                buffer[9 + count] = b'\n';
                client.write_all(&buffer[..10 + count])?;
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
            Err(error) => return Err(error),
        }
    }
}
