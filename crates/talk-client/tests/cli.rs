//! The program, run as a person would run it, against peers on 127.0.0.1.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use practice_net::program::{DEADLINE, Finished, Running, run};
use socket2::SockRef;

const PROGRAM: &str = env!("CARGO_BIN_EXE_talk-client");

/// Somebody on `address` who takes one connection and does `work` on it.
fn peer_on<Result: Send + 'static>(
    address: &str,
    work: impl FnOnce(TcpStream) -> Result + Send + 'static,
) -> (SocketAddr, JoinHandle<Result>) {
    let listener = TcpListener::bind(address).unwrap();
    let address = listener.local_addr().unwrap();
    let thread = thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        stream.set_write_timeout(Some(DEADLINE)).unwrap();
        work(stream)
    });
    (address, thread)
}

/// Somebody on 127.0.0.1.
fn peer(work: impl FnOnce(TcpStream) + Send + 'static) -> SocketAddr {
    peer_on("127.0.0.1:0", work).0
}

/// Everything until the end of file.
fn all_of(stream: &mut TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    bytes
}

/// Answers each receive as the lesson's server does.
fn answer_each_receive(mut stream: TcpStream) {
    let mut buffer = [0; 1024];
    while let Ok(count @ 1..) = stream.read(&mut buffer) {
        stream.write_all(&[b"You said ", &buffer[..count], b"\n"].concat()).unwrap();
    }
}

/// `talk-client HOST PORT REST...` with `input` as its standard input, until its end.
fn talk(address: SocketAddr, rest: &[&str], input: impl AsRef<[u8]>) -> Finished {
    let (host, port) = (address.ip().to_string(), address.port().to_string());
    let arguments = [&[host.as_str(), port.as_str()], rest].concat();
    run(PROGRAM, &arguments, input)
}

fn ended_well(stdout: &str) -> Finished {
    Finished { code: Some(0), stdout: stdout.to_string(), stderr: String::new() }
}

/// That it failed with `error` and `advice`, where PORT stands for the port of `address`.
fn assert_failed(came: &Finished, address: SocketAddr, error: &str, advice: &str) {
    let expected =
        format!("error: {error}\n  try: {advice}\n").replace("PORT", &address.port().to_string());
    assert_eq!((came.code, came.stderr.as_str()), (Some(1), expected.as_str()));
}

#[test]
fn sends_the_text_and_shows_the_answer() {
    let address = peer(answer_each_receive);
    let came = talk(address, &["hello"], "");
    assert_eq!(came, ended_well("Received: 'You said hello\\n'\nConnection closed.\n"));
}

#[test]
fn ends_its_half_so_a_peer_that_waits_for_the_end_answers() {
    let address = peer(|mut stream| {
        let text = all_of(&mut stream);
        stream.write_all(&[b"all of it: ", &text[..]].concat()).unwrap();
    });
    let came = talk(address, &["hello"], "");
    assert_eq!(came, ended_well("Received: 'all of it: hello'\nConnection closed.\n"));
}

#[test]
fn shows_each_answer_as_it_comes_and_one_that_comes_late() {
    let (address, peer) = peer_on("127.0.0.1:0", |mut stream| {
        assert_eq!(all_of(&mut stream), b"hello\n");
        stream.write_all(b"one").unwrap();
        stream
    });
    let mut client = Running::start(PROGRAM, &["127.0.0.1", &address.port().to_string()]);
    client.send("hello\n");
    client.end_input();
    assert_eq!(client.line(), "Received: 'one'", "before the connection ends");
    let mut stream = peer.join().unwrap();
    stream.write_all(b"two").unwrap();
    assert_eq!(client.line(), "Received: 'two'", "after our own end of file");
    drop(stream);
    assert_eq!(
        client.finish(),
        ended_well("Received: 'one'\nReceived: 'two'\nConnection closed.\n")
    );
}

#[test]
fn a_conversation_goes_line_by_line() {
    let address = peer(answer_each_receive);
    let mut client = Running::start(PROGRAM, &["127.0.0.1", &address.port().to_string()]);
    client.send("hello\n");
    assert_eq!(client.line(), "Received: 'You said hello\\n\\n'");
    client.send("bye\n");
    assert_eq!(client.line(), "Received: 'You said bye\\n\\n'");
    client.end_input();
    assert_eq!(client.line(), "Connection closed.");
    assert_eq!(client.finish().code, Some(0));
}

#[test]
fn sends_all_of_a_pipe_to_a_peer_that_has_nothing_to_say() {
    let (address, peer) = peer_on("127.0.0.1:0", |mut stream| {
        stream.shutdown(Shutdown::Write).unwrap();
        all_of(&mut stream).len()
    });
    let came = talk(address, &[], vec![b'x'; 3_000_000]);
    assert_eq!(came, ended_well("Connection closed.\n"));
    assert_eq!(peer.join().unwrap(), 3_000_000);
}

#[test]
fn reads_while_it_sends_so_an_echo_of_much_data_does_not_block() {
    let address = peer(|mut stream| {
        let mut copy = stream.try_clone().unwrap();
        std::io::copy(&mut stream, &mut copy).unwrap();
    });
    let came = talk(address, &[], vec![b'x'; 20_000_000]);
    assert_eq!((came.code, came.stderr.as_str()), (Some(0), ""));
    assert_eq!(came.stdout.bytes().filter(|byte| *byte == b'x').count(), 20_000_000);
    assert!(came.stdout.lines().all(|line| line.len() <= "Received: ''".len() + 1024));
}

#[test]
fn shows_bytes_split_inside_a_letter_and_what_a_terminal_would_obey() {
    let (address, peer) = peer_on("127.0.0.1:0", |mut stream| {
        stream.write_all(b"\x1b[31m it's \xe2\x82").unwrap();
        stream
    });
    let mut client = Running::start(PROGRAM, &["127.0.0.1", &address.port().to_string()]);
    assert_eq!(client.line(), r#"Received: "\x1b[31m it's \xe2\x82""#);
    let mut stream = peer.join().unwrap();
    stream.write_all(b"\xac or \xe2\x82\xac").unwrap();
    assert_eq!(client.line(), r"Received: '\xac or €'");
}

#[test]
fn talks_over_ipv6() {
    if TcpListener::bind("[::1]:0").is_err() {
        return println!("skipped: this computer has no IPv6");
    }
    let (address, _) = peer_on("[::1]:0", answer_each_receive);
    assert_eq!(
        talk(address, &["hello"], "").stdout,
        "Received: 'You said hello\\n'\nConnection closed.\n"
    );
}

#[test]
fn takes_a_name() {
    let address = peer(answer_each_receive);
    let came = run(PROGRAM, &["localhost", &address.port().to_string(), "hello"], "");
    assert_eq!(came, ended_well("Received: 'You said hello\\n'\nConnection closed.\n"));
}

#[test]
fn says_that_nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    assert_failed(
        &talk(address, &["hello"], ""),
        address,
        "cannot connect to 127.0.0.1 port PORT: refused (the computer is there, but no program waits on that port)",
        "Is the server running, on that port? cargo run -p talk-server -- --local --port PORT",
    );
}

#[test]
fn says_that_there_is_no_such_name() {
    let came = run(PROGRAM, &["nosuch.invalid", "9087", "hello"], "");
    let expected = "error: no address found for `nosuch.invalid`\n  \
        try: Is the name spelled right? Ask a name server: cargo run -p lookup -- nosuch.invalid\n";
    assert_eq!((came.code, came.stderr.as_str()), (Some(1), expected));
}

#[test]
fn says_that_the_address_of_every_interface_is_no_destination() {
    for host in ["0.0.0.0", "::"] {
        let came = run(PROGRAM, &[host], "");
        let expected =
            format!("error: cannot connect to {host}: to a server it means every address it has");
        assert!(came.code == Some(1) && came.stderr.starts_with(&expected), "{came:?}");
    }
}

/// A server without room leaves the question to connect unanswered; other systems refuse at once.
#[cfg(target_os = "linux")]
#[test]
fn says_that_no_answer_came_in_time() {
    use socket2::{Domain, Socket, Type};

    let full = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    full.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
    full.listen(0).unwrap();
    let address = full.local_addr().unwrap().as_socket().unwrap();
    let _waiting = TcpStream::connect(address).unwrap();
    assert_failed(
        &talk(address, &["hello", "--timeout", "1"], ""),
        address,
        "cannot connect to 127.0.0.1 port PORT: timed out (no answer came, not even a refusal)",
        "Is the address right? A firewall may throw the question away. The option --timeout waits longer.",
    );
}

/// Hangs up as a program does that is killed: with a reset instead of an end of file.
fn reset(stream: &TcpStream) {
    SockRef::from(stream).set_linger(Some(Duration::ZERO)).unwrap();
}

#[test]
fn says_that_the_peer_reset_the_connection_and_shows_what_came_before() {
    let (address, peer) = peer_on("127.0.0.1:0", |mut stream| {
        assert_eq!(all_of(&mut stream), b"hello");
        stream.write_all(b"half an ans").unwrap();
        stream
    });
    let mut client = Running::start(PROGRAM, &["127.0.0.1", &address.port().to_string(), "hello"]);
    assert_eq!(client.line(), "Received: 'half an ans'");
    reset(&peer.join().unwrap());
    let came = client.finish();
    assert_failed(
        &came,
        address,
        "127.0.0.1 port PORT reset the connection in the middle: what was on its way is lost",
        "Did the server stop or crash? Look at its terminal, then try again.",
    );
    assert_eq!(came.stdout, "Received: 'half an ans'\n");
}

#[test]
fn a_peer_that_leaves_before_everything_is_sent_is_a_failure() {
    let address = peer(|mut stream| {
        stream.read_exact(&mut [0; 1000]).unwrap();
        stream.shutdown(Shutdown::Both).unwrap();
    });
    let came = talk(address, &[], vec![b'x'; 30_000_000]);
    assert_eq!(came.code, Some(1), "{}", came.stderr);
    let reasons =
        ["closed the connection before everything was sent", "reset the connection in the middle"];
    assert!(reasons.iter().any(|reason| came.stderr.contains(reason)), "{}", came.stderr);
}

#[test]
fn gives_up_on_a_peer_that_neither_reads_nor_writes() {
    for input in [&b"hello"[..], &vec![b'x'; 30_000_000][..]] {
        let (address, peer) = peer_on("127.0.0.1:0", |stream| stream);
        let came = talk(address, &["--idle", "1"], input);
        assert_failed(
            &came,
            address,
            "127.0.0.1 port PORT took nothing and sent nothing within 1 s",
            "Is the server stuck? Look at its terminal. The option --idle waits longer.",
        );
        drop(peer);
    }
}

#[test]
fn has_patience_while_its_own_input_is_slow() {
    let address = peer(answer_each_receive);
    let mut client =
        Running::start(PROGRAM, &["127.0.0.1", &address.port().to_string(), "--idle", "1"]);
    thread::sleep(Duration::from_millis(1500)); // the pause itself is what is tried
    client.send("hello\n");
    assert_eq!(client.line(), "Received: 'You said hello\\n\\n'");
    assert_eq!(client.finish().code, Some(0));
}

#[test]
fn explains_each_step() {
    // An answer behind our end of file: the steps of the two threads then have only one order.
    let address = peer(|mut stream| {
        assert_eq!(all_of(&mut stream), b"hello");
        stream.write_all(b"You said hello\n").unwrap();
    });
    let came = talk(address, &["hello", "--explain"], "");
    snapbox::assert_data_eq!(
        came.stderr.replace(&address.port().to_string(), "PORT"),
        snapbox::str![[r#"
-- getaddrinfo: 127.0.0.1 is 127.0.0.1
-- connect to 127.0.0.1 port PORT, for at most 10s
-- connected: from our 127.0.0.1:[..] to their 127.0.0.1:PORT
-- a second thread sends, while this one receives
-- send: 5 bytes
-- shutdown: our sending half ends, and the peer receives the end of file
-- recv: 15 bytes
-- recv: 0 bytes, the peer's end of file

"#]]
    );
}

#[test]
fn refuses_wrong_usage() {
    for arguments in [
        &["127.0.0.1", "0"][..],
        &["127.0.0.1", "65536"],
        &["a", "1", "b", "c"],
        &["--timeout", "0"],
    ] {
        assert_eq!(run(PROGRAM, arguments, "").code, Some(2), "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn refuses_a_text_that_is_not_utf_8() {
    use std::os::unix::ffi::OsStrExt;
    let text = std::ffi::OsStr::from_bytes(b"caf\xe9");
    assert_eq!(run(PROGRAM, &["127.0.0.1".as_ref(), "9087".as_ref(), text], "").code, Some(2));
}

#[test]
fn ends_quietly_when_nobody_reads_its_output() {
    let address = peer(|mut stream| while stream.write_all(b"and so on\n").is_ok() {});
    let mut client = Command::new(PROGRAM)
        .args(["127.0.0.1", &address.port().to_string(), "hello"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdout = client.stdout.take().unwrap();
    stdout.read_exact(&mut [0; 10]).unwrap();
    drop(stdout);
    let came = client.wait_with_output().unwrap();
    assert_eq!((came.status.code(), came.stderr), (Some(0), vec![]));
}
