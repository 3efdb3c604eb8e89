//! The real program, talked to by streams of std.

#![allow(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that goes wrong, in its helpers too"
)]

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use snapbox::{assert_data_eq, str};
use test_support::{DEADLINE, Finished, Running, run};

const PROGRAM: &str = env!("CARGO_BIN_EXE_talk-server");

/// A server on a free port, and that port.
struct Server {
    program: Running,
    port: u16,
}

impl Server {
    /// Starts it on 127.0.0.1 with `arguments`.
    fn start(arguments: &[&str]) -> Server {
        Self::start_on("127.0.0.1", arguments)
    }

    fn start_on(ip: &str, arguments: &[&str]) -> Server {
        let fixed = ["--port", "0", "--listen", ip];
        Self::listening(Running::start(PROGRAM, &[&fixed, arguments].concat()))
    }

    /// A server that begins, until it says where it listens.
    fn listening(mut program: Running) -> Server {
        assert_eq!(program.line(), "Starting server.");
        let line = program.line();
        let address: SocketAddr = line.strip_prefix("Listening on ").unwrap().parse().unwrap();
        Server { program, port: address.port() }
    }

    fn connect(&self) -> Peer {
        self.connect_to(Ipv4Addr::LOCALHOST)
    }

    fn connect_to(&self, ip: impl Into<IpAddr>) -> Peer {
        let stream =
            TcpStream::connect_timeout(&SocketAddr::new(ip.into(), self.port), DEADLINE).unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        stream.set_write_timeout(Some(DEADLINE)).unwrap();
        stream.set_nodelay(true).unwrap();
        Peer(stream)
    }

    /// Connects and waits until the server's own thread for it has begun.
    fn join(&mut self) -> Peer {
        let peer = self.connect();
        let connected = format!("Connected with {}", peer.0.local_addr().unwrap());
        while self.program.line() != connected {}
        peer
    }

    /// Waits for the next line of output, which must be this one.
    fn expect(&mut self, line: &str) {
        assert_eq!(self.program.line(), line);
    }

    /// Says bye, and waits for the orderly end.
    fn stop(self) -> Finished {
        let mut peer = self.connect();
        peer.say("bye");
        assert_eq!(peer.hear_all(), "You said bye\n");
        let finished = self.program.finish();
        assert_eq!(finished.code, Some(0), "{finished:?}");
        assert!(
            finished.stdout.contains("\nI got bye\n")
                && finished.stdout.ends_with("\nStopping server.\n")
        );
        finished
    }
}

struct Peer(TcpStream);

impl Peer {
    fn say(&mut self, bytes: impl AsRef<[u8]>) {
        self.0.write_all(bytes.as_ref()).unwrap();
    }

    /// As many bytes as `expected` has, which they must be.
    fn hear(&mut self, expected: impl AsRef<[u8]>) {
        let mut heard = vec![0; expected.as_ref().len()];
        self.0.read_exact(&mut heard).unwrap();
        assert_eq!(heard.escape_ascii().to_string(), expected.as_ref().escape_ascii().to_string());
    }

    /// Everything until the end of file. A reset fails the test.
    fn hear_all(&mut self) -> String {
        let mut heard = Vec::new();
        self.0.read_to_end(&mut heard).unwrap();
        String::from_utf8(heard).unwrap()
    }

    fn end(&mut self) {
        self.0.shutdown(Shutdown::Write).unwrap();
    }
}

#[test]
fn tells_the_whole_story_of_two_conversations() {
    let mut server = Server::start(&[]);
    let mut first = server.join();
    first.say("hello");
    first.hear("You said hello\n");
    first.end();
    assert_eq!(first.hear_all(), "");
    let mut second = server.join();
    second.say("bye");
    assert_eq!(second.hear_all(), "You said bye\n");
    let finished = server.program.finish();
    assert_eq!(finished.code, Some(0));
    assert_eq!(finished.stderr, "");
    assert_data_eq!(
        finished.stdout,
        str![[r#"
Starting server.
Listening on 127.0.0.1:[..]
Connected with 127.0.0.1:[..]
I got hello
Connected with 127.0.0.1:[..]
I got bye
Stopping server.

"#]]
    );
}

#[test]
fn explains_each_system_call() {
    let server = Server::start(&["--explain"]);
    let mut peer = server.connect();
    peer.say("bye");
    assert_eq!(peer.hear_all(), "You said bye\n");
    peer.end();
    assert_data_eq!(
        server.program.finish().stderr,
        str![[r#"
-- socket: family AF_INET (IPv4), type SOCK_STREAM, protocol TCP
-- bind: the socket has its own IP address and port, 127.0.0.1:[..]
-- listen: the system completes handshakes; up to 50 may wait for accept
-- accept: a connection from 127.0.0.1:[..]; our end of it is 127.0.0.1:[..]
-- recv: 3 bytes from 127.0.0.1:[..]: bye
-- send: 13 bytes to 127.0.0.1:[..]: You said bye[..]
-- shutdown: 127.0.0.1:[..] gets our FIN
-- close: the connection with 127.0.0.1:[..] is over

"#]]
    );
}

#[test]
fn stops_at_bye_however_it_is_cut() {
    for receives in [
        vec!["bye"],
        vec!["b", "ye"],
        vec!["by", "e"],
        vec!["b", "y", "e"],
        vec!["hello", "good", "bye, all"],
    ] {
        let mut server = Server::start(&[]);
        let mut peer = server.join();
        for receive in receives {
            peer.say(receive);
            peer.hear(format!("You said {receive}\n"));
            server.expect(&format!("I got {receive}"));
        }
        assert_eq!(peer.hear_all(), "");
        drop(peer);
        server.expect("Stopping server.");
        assert_eq!(server.program.finish().code, Some(0));
    }
}

#[test]
fn answers_the_bytes_of_a_letter_that_is_split_and_shows_them() {
    let mut server = Server::start(&[]);
    let mut peer = server.join();
    for (receive, shown) in
        [(b"Zo\xc3".as_slice(), "Zo\\xc3"), (b"\xab!", "\\xab!"), ("Zoë".as_bytes(), "Zoë")]
    {
        peer.say(receive);
        peer.hear([b"You said ", receive, b"\n"].concat());
        server.expect(&format!("I got {shown}"));
    }
    server.stop();
}

#[test]
fn lets_no_peer_forge_a_line_or_colour_the_terminal() {
    let mut server = Server::start(&[]);
    let mut peer = server.join();
    peer.say("x\nStopping server.\r\n\x1b[31m\tred\r\n");
    server.expect("I got x\\nStopping server.\\r\\n\\x1b[31m\\tred");
    server.stop();
}

#[test]
fn takes_at_most_1024_bytes_at_once_and_loses_none() {
    let mut server = Server::start(&[]);
    let mut peer = server.join();
    let letters = vec![b'x'; 10_000];
    peer.say(&letters);
    peer.end();
    let heard = peer.hear_all();
    assert_eq!(heard.matches('x').count(), letters.len());
    assert!(heard.split_inclusive('\n').all(|answer| answer.len() <= "You said \n".len() + 1024));
    server.stop();
}

#[test]
fn talks_with_two_at_once() {
    let mut server = Server::start(&[]);
    let mut one = server.join();
    let mut two = server.join();
    one.say("I am one");
    one.hear("You said I am one\n");
    two.say("I am two");
    two.hear("You said I am two\n");
    one.say("still one");
    one.hear("You said still one\n");
    server.stop();
    assert_eq!(one.hear_all(), "");
    assert_eq!(two.hear_all(), "");
}

#[test]
fn a_peer_that_leaves_ends_its_own_conversation_only() {
    let mut server = Server::start(&[]);
    let mut stays = server.join();
    drop(server.join());
    let mut leaves = server.join();
    leaves.end();
    assert_eq!(leaves.hear_all(), "");
    for _ in 0..5 {
        reset(server.join());
    }
    stays.say("still here");
    stays.hear("You said still here\n");
    server.stop();
}

/// Leaves while an answer lies unread: the system then sends a reset.
fn reset(mut peer: Peer) {
    peer.say("hello");
    let mut first = [0];
    peer.0.read_exact(&mut first).unwrap();
    drop(peer);
}

#[test]
fn with_keep_going_bye_ends_one_conversation() {
    let mut server = Server::start(&["--keep-going"]);
    let mut stays = server.join();
    let mut leaves = server.join();
    leaves.say("bye");
    assert_eq!(leaves.hear_all(), "You said bye\n");
    server.expect("I got bye");
    stays.say("still here");
    stays.hear("You said still here\n");
    server.expect("I got still here");
}

#[test]
fn bye_ends_every_conversation_in_good_order() {
    let mut server = Server::start(&[]);
    let mut silent = server.join();
    // This one has sent more than its answers' way back holds, and has read none of them: its bytes lie unread in the server.
    let mut busy = server.join();
    busy.0.set_write_timeout(Some(Duration::from_millis(300))).unwrap();
    while busy.0.write(&[b'x'; 8192]).is_ok() {}
    let mut talker = server.connect();
    talker.say("bye");
    assert_eq!(talker.hear_all(), "You said bye\n");
    assert_eq!(silent.hear_all(), "");
    assert!(busy.hear_all().starts_with("You said xxx"), "an end of file, no reset");
    drop((silent, busy, talker));
    assert_eq!(server.program.finish().code, Some(0));
}

#[test]
fn a_peer_that_never_reads_holds_nobody_up_not_even_bye() {
    let mut server = Server::start(&[]);
    let mut deaf = server.join();
    deaf.0.set_write_timeout(Some(Duration::from_millis(300))).unwrap();
    while deaf.0.write(&[b'x'; 8192]).is_ok() {}
    let mut other = server.connect();
    other.say("hello");
    other.hear("You said hello\n");
    server.stop();
}

#[test]
fn refuses_with_one_polite_line_when_there_are_too_many_conversations() {
    let mut server = Server::start(&["--max-clients", "2"]);
    let (mut one, two) = (server.join(), server.join());
    for _ in 0..3 {
        let mut third = server.connect();
        third.say("hello");
        assert_eq!(
            third.hear_all(),
            "Sorry, too many conversations just now. Please try again later.\n"
        );
    }
    drop(two);
    // The place is free as soon as the server has seen the end of file.
    let started = Instant::now();
    let mut next = loop {
        let mut next = server.connect();
        next.say("me");
        let mut first = [0; 3];
        next.0.read_exact(&mut first).unwrap();
        if first == *b"You" || started.elapsed() > DEADLINE {
            break next;
        }
    };
    next.hear(" said me\n");
    one.say("bye");
    assert_eq!(one.hear_all(), "You said bye\n");
}

#[test]
fn disconnects_a_silent_peer() {
    let mut server = Server::start(&["--idle", "1"]);
    let mut silent = server.join();
    assert_eq!(silent.hear_all(), "");
    let name = silent.0.local_addr().unwrap();
    assert_eq!(
        server.program.error_line(),
        format!("note: {name}: idle timeout, connection closed")
    );
    server.stop();
}

#[test]
fn says_who_has_the_port_and_what_to_do() {
    let other = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = other.local_addr().unwrap().port().to_string();
    let finished = run(PROGRAM, &["--local", "--port", &port], "");
    assert_eq!((finished.code, finished.stdout.as_str()), (Some(1), "Starting server.\n"));
    assert_data_eq!(
        finished.stderr,
        str![[r#"
error: cannot listen on 127.0.0.1:[..]: another program is using that port
  try: Choose another port with --port, or see who has it:
       cargo run -p lookup -- --ports [..]

"#]]
    );
}

#[test]
fn says_when_the_address_is_not_ours() {
    let finished = run(PROGRAM, &["--listen", "192.0.2.77", "--port", "0"], "");
    assert_eq!(finished.code, Some(1));
    assert_data_eq!(
        finished.stderr,
        str![[r#"
error: cannot listen on 192.0.2.77:0: this computer does not have that address
  try: See the addresses that it has: cargo run -p lookup -- --here

"#]]
    );
}

#[test]
fn can_be_started_again_at_once_on_the_same_port() {
    let mut server = Server::start(&[]);
    let port = server.port.to_string();
    let _peer = server.join();
    server.stop();
    let mut again = Running::start(PROGRAM, &["--local", "--port", &port]);
    assert_eq!(again.line(), "Starting server.");
    assert_eq!(again.line(), format!("Listening on 127.0.0.1:{port}"));
}

#[test]
fn warns_when_everyone_can_connect_and_not_when_only_this_computer_can() {
    let mut server = Server::start_on("0.0.0.0", &[]);
    let note = format!("{} {}", server.program.error_line(), server.program.error_line().trim());
    assert_eq!(
        note,
        "note: 0.0.0.0 is every address of this computer: anyone who can reach it can connect. To \
         accept connections from this computer only, add --local"
    );
    server.stop();
    let server = Server::listening(Running::start(PROGRAM, &["--local", "--port", "0"]));
    assert_eq!(server.stop().stderr, "");
}

#[test]
fn takes_ipv6_and_ipv4_together_and_shows_ipv4_plainly() {
    if TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).is_err() {
        println!("skipped: this computer has no IPv6");
        return;
    }
    let mut server = Server::start_on("::", &[]);
    let four = server.connect_to(Ipv4Addr::LOCALHOST);
    server.expect(&format!("Connected with 127.0.0.1:{}", four.0.local_addr().unwrap().port()));
    let mut six = server.connect_to(Ipv6Addr::LOCALHOST);
    server.expect(&format!("Connected with [::1]:{}", six.0.local_addr().unwrap().port()));
    six.say("bye");
    assert_eq!(six.hear_all(), "You said bye\n");
}

#[test]
fn with_lines_answers_lines_however_they_come() {
    let mut server = Server::start(&["--lines"]);
    let mut peer = server.join();
    for piece in ["o", "ne\ntwo\r\nth", "ree"] {
        peer.say(piece);
    }
    peer.hear("You said one\nYou said two\n");
    for line in ["I got one", "I got two"] {
        server.expect(line);
    }
    peer.say("\nthe rest");
    peer.end();
    assert_eq!(peer.hear_all(), "You said three\nYou said the rest\n");
    for line in ["I got three", "I got the rest"] {
        server.expect(line);
    }
    let mut peer = server.join();
    peer.say("b\nye\n");
    peer.hear("You said b\nYou said ye\n");
    peer.say("by");
    peer.say("e\nnever answered\n");
    assert_eq!(peer.hear_all(), "You said bye\n");
    assert_eq!(server.program.finish().code, Some(0));
}

#[test]
fn with_lines_throws_away_the_rest_of_a_line_that_is_too_long() {
    const LONGEST: usize = 64 * 1024;
    for (length, line_end, is_cut) in [
        (LONGEST, "\n", false),
        (LONGEST, "\r\n", false),
        (LONGEST + 1, "\n", true),
        (5 * LONGEST, "\r\n", true),
    ] {
        let mut server = Server::start(&["--lines"]);
        let mut peer = server.join();
        let line = "x".repeat(length);
        let mut sender = peer.0.try_clone().unwrap();
        let sent = format!("{line}{line_end}next\n");
        let sending = thread::spawn(move || sender.write_all(sent.as_bytes()));
        peer.hear(format!("You said {}\nYou said next\n", &line[..LONGEST]));
        sending.join().unwrap().unwrap();
        server.expect(&format!("I got {}", &line[..LONGEST]));
        if is_cut {
            server.expect("The rest of that line was thrown away: it was longer than 65536 bytes.");
        }
        server.expect("I got next");
    }
}

#[test]
fn ends_with_exit_code_1_and_quietly_when_nobody_reads_its_output() {
    let mut child = Command::new(PROGRAM)
        .args(["--port", "0", "--local"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Read byte by byte up to where it listens, then close, as `head -2` does.
    let mut stdout = child.stdout.take().unwrap();
    let mut said = Vec::new();
    while said.iter().filter(|byte| **byte == b'\n').count() < 2 {
        let mut byte = [0];
        stdout.read_exact(&mut byte).unwrap();
        said.push(byte[0]);
    }
    drop(stdout);
    let said = String::from_utf8(said).unwrap();
    let address: SocketAddr =
        said.lines().last().unwrap().strip_prefix("Listening on ").unwrap().parse().unwrap();
    let mut peer = Peer(TcpStream::connect_timeout(&address, DEADLINE).unwrap());
    peer.0.set_read_timeout(Some(DEADLINE)).unwrap();
    assert_eq!(peer.hear_all(), "", "an end of file");
    drop(peer);
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()),
        (Some(1), "")
    );
}

/// Linux only: there a shell can lower the limit for one program.
#[test]
#[cfg(target_os = "linux")]
fn survives_running_out_of_descriptors() {
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -n 24; exec \"$0\" --port 0 --local", PROGRAM]);
    let mut server = Server::listening(Running::spawn(&mut command));
    let crowd: Vec<Peer> = (0..40).map(|_| server.connect()).collect();
    assert_eq!(
        server.program.error_line(),
        "note: cannot accept another connection just now: new clients have to wait."
    );
    drop(crowd);
    let mut honest = server.connect();
    honest.say("hello");
    honest.hear("You said hello\n");
    server.stop();
}

/// Linux only: there a shell can lower the limit for one program.
#[test]
#[cfg(target_os = "linux")]
fn ends_at_bye_on_every_kind_of_address_with_a_full_backlog_too() {
    for ip in ["127.0.0.1", "0.0.0.0", "::"] {
        if ip == "::" && TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).is_err() {
            println!("skipped ::, this computer has no IPv6");
            continue;
        }
        let shell = "ulimit -n 12; exec \"$0\" --port 0 --backlog 1 --listen \"$1\"";
        let mut command = Command::new("sh");
        let mut server =
            Server::listening(Running::spawn(command.args(["-c", shell, PROGRAM, ip])));
        let mut talker = server.join();
        // More than it can accept: the others fill the backlog, until nobody gets in any more.
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, server.port));
        let connect = || TcpStream::connect_timeout(&address, Duration::from_millis(300));
        let crowd: Vec<TcpStream> = (0..40).map_while(|_| connect().ok()).collect();
        assert!(crowd.len() < 40, "the backlog is full");
        let started = Instant::now();
        talker.say("bye");
        assert_eq!(talker.hear_all(), "You said bye\n");
        drop(talker);
        let finished = server.program.finish();
        assert_eq!(finished.code, Some(0), "{finished:?}");
        assert!(finished.stdout.ends_with("Stopping server.\n"), "{finished:?}");
        assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
        drop(crowd);
    }
}

#[test]
#[cfg(unix)]
fn goes_on_after_it_was_stopped_for_a_while_and_ends_at_a_signal() {
    let mut server = Server::start(&[]);
    let process = server.program.id().to_string();
    let signal = |name: &str| {
        assert!(Command::new("kill").args([name, process.as_str()]).status().unwrap().success())
    };
    let mut peer = server.join();
    signal("-STOP");
    signal("-CONT");
    peer.say("hello");
    peer.hear("You said hello\n");
    server.expect("I got hello");
    signal("-TERM"); // not Ctrl-C's own: where a script runs the tests in the background, all of them ignore that
    assert_eq!(server.program.finish().code, None, "a signal ended it");
}

#[test]
fn explains_itself_and_refuses_wrong_options() {
    for (arguments, code) in [
        (vec!["--help"], 0),
        (vec!["--version"], 0),
        (vec!["--local", "--listen", "::"], 2),
        (vec!["--port", "65536"], 2),
        (vec!["--backlog", "0"], 2),
        (vec!["--max-clients", "0"], 2),
        (vec!["--idle", "0"], 2),
        (vec!["--listen", "localhost"], 2),
        (vec!["now"], 2),
    ] {
        let finished = run(PROGRAM, &arguments, "");
        assert_eq!(finished.code, Some(code), "{arguments:?}: {finished:?}");
    }
}
