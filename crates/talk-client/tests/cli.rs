//! The program, run as a person would run it, against peers on 127.0.0.1.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use socket2::SockRef;
use test_support::{DEADLINE, Finished, Running};

/// The program, so wide that no line of an error is broken.
fn program<Argument: AsRef<OsStr>>(arguments: &[Argument]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_talk-client"));
    command.args(arguments).env("COLUMNS", "1000").env_remove("RUST_MIN_STACK");
    command
}

/// Starts a conversation with `address`.
fn start(address: SocketAddr, rest: &[&str]) -> Running {
    let address = address.to_string();
    Running::spawn(&mut program(&[&[address.as_str()], rest].concat()))
}

/// Runs the program until its end.
fn run<Argument: AsRef<OsStr>>(arguments: &[Argument], input: impl AsRef<[u8]>) -> Finished {
    let mut running = Running::spawn(&mut program(arguments));
    running.send(input);
    running.finish()
}

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
    run(&arguments, input)
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
    let mut client = start(address, &[]);
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
    let mut client = start(address, &[]);
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
    let mut client = start(address, &[]);
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
    let came = run(&["localhost", &address.port().to_string(), "hello"], "");
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
        "cannot connect to 127.0.0.1 port PORT: connection refused (the computer is there, but nothing is listening on that port)",
        "Start the server in another terminal: cargo run -p talk-server -- --local --port PORT",
    );
}

#[test]
fn says_that_there_is_no_such_name() {
    let came = run(&["nosuch.invalid", "9087", "hello"], "");
    let expected = "error: no address found for `nosuch.invalid`\n  \
        try: Check the spelling, or ask a name server: cargo run -p lookup -- nosuch.invalid\n";
    assert_eq!((came.code, came.stderr.as_str()), (Some(1), expected));
}

#[test]
fn says_that_the_address_of_every_interface_is_no_destination() {
    for host in ["0.0.0.0", "::"] {
        let came = run(&[host], "");
        let expected = format!(
            "error: cannot connect to {host}: only a server can use it, for all of its addresses"
        );
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
        "cannot connect to 127.0.0.1 port PORT: no answer before the time was up",
        "Check the address. A firewall may drop the packets. The option --timeout waits longer.",
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
    let mut client = start(address, &["hello"]);
    assert_eq!(client.line(), "Received: 'half an ans'");
    reset(&peer.join().unwrap());
    let came = client.finish();
    assert_failed(
        &came,
        address,
        "127.0.0.1 port PORT reset the connection: data on its way was lost",
        "The server may have crashed, or closed without reading. Look at its terminal.",
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
    let reasons = ["closed the connection before everything was sent", "reset the connection"];
    assert!(reasons.iter().any(|reason| came.stderr.contains(reason)), "{}", came.stderr);
}

#[test]
fn disconnects_after_the_idle_time_and_not_much_later() {
    for (input, failure) in [
        (&b"hello"[..], "sent no data for 2 s"),
        (&vec![b'x'; 30_000_000][..], "accepted no data for 2 s"),
    ] {
        let (address, peer) = peer_on("127.0.0.1:0", |stream| stream);
        let started = Instant::now();
        let came = talk(address, &["--idle", "2"], input);
        let took = started.elapsed();
        assert_failed(
            &came,
            address,
            &format!("127.0.0.1 port PORT {failure}"),
            "The server may be stuck. Look at its terminal. The option --idle waits longer.",
        );
        assert!((1900..3200).contains(&took.as_millis()), "{failure}: {took:?}");
        drop(peer);
    }
}

#[test]
fn the_idle_time_begins_again_with_each_receive() {
    let address = peer(|mut stream| {
        assert_eq!(all_of(&mut stream), b"hello");
        for _ in 0..4 {
            thread::sleep(Duration::from_millis(600)); // the pause itself is what is tried
            stream.write_all(b".").unwrap();
        }
    });
    let came = talk(address, &["hello", "--idle", "1"], "");
    assert_eq!(came, ended_well(&("Received: '.'\n".repeat(4) + "Connection closed.\n")));
}

#[test]
fn has_patience_while_its_own_input_is_slow() {
    let address = peer(answer_each_receive);
    let mut client = start(address, &["--idle", "1"]);
    thread::sleep(Duration::from_millis(1500)); // the pause itself is what is tried
    client.send("hello\n");
    assert_eq!(client.line(), "Received: 'You said hello\\n\\n'");
    assert_eq!(client.finish().code, Some(0));
}

#[test]
fn explains_each_step() {
    // The answer comes after our end of file: so the receives come after the shutdown.
    let address = peer(|mut stream| {
        assert_eq!(all_of(&mut stream), b"hello");
        stream.write_all(b"You said hello\n").unwrap();
    });
    let came = talk(address, &["hello", "--explain"], "");
    snapbox::assert_data_eq!(
        came.stderr.replace(&address.port().to_string(), "PORT"),
        snapbox::str![[r#"
-- 127.0.0.1 is an address already: there is no name to look up
-- socket, connect: connected from our 127.0.0.1:[..] to their 127.0.0.1:PORT
-- send: 5 bytes
-- shutdown: our half is closed, so the server receives the end of file
-- recv: 15 bytes
-- recv: 0 bytes, the server's end of file

"#]]
    );
}

#[test]
fn explains_which_address_of_a_name_failed() {
    let address = peer(answer_each_receive);
    let came = run(&["localhost", &address.port().to_string(), "hello", "--explain"], "");
    assert_eq!(came.code, Some(0), "{came:?}");
    let first = came.stderr.lines().next().unwrap_or_default();
    assert!(first.starts_with("-- getaddrinfo: localhost is ") && first.contains("127.0.0.1"));
    let failed = came.stderr.contains("-- socket, connect: [::1]:");
    assert_eq!(failed, first.contains("is ::1"), "{}", came.stderr);
}

#[test]
fn takes_an_address_as_servers_print_it() {
    let said = ended_well("Received: 'You said hello\\n'\nConnection closed.\n");
    let address = peer(answer_each_receive);
    assert_eq!(run(&[&address.to_string(), "hello"], ""), said);
    let address = peer(answer_each_receive);
    assert_eq!(run(&[&format!("localhost:{}", address.port()), "hello"], ""), said);
    let address = peer(answer_each_receive);
    assert_eq!(run(&[&address.to_string()], "hello"), said, "the text from a pipe");
}

#[test]
fn takes_a_text_that_begins_with_a_hyphen() {
    for text in ["-hello", "-5", "-"] {
        let address = peer(answer_each_receive);
        let came = run(&["127.0.0.1", &address.port().to_string(), text], "");
        let expected = format!("Received: 'You said {text}\\n'\nConnection closed.\n");
        assert_eq!(came, ended_well(&expected));
    }
    let address = peer(answer_each_receive);
    let came = run(&[&address.to_string(), "--", "--idle"], "");
    assert_eq!(came, ended_well("Received: 'You said --idle\\n'\nConnection closed.\n"));
}

#[test]
fn says_what_is_wrong_with_its_arguments_and_what_would_be_right() {
    for (arguments, error, advice) in [
        (
            &["9087"][..],
            "`9087` is a port, and the host before it is missing",
            "This computer is 127.0.0.1: talk-client 127.0.0.1 9087",
        ),
        (
            &["http://127.0.0.1:9080/"],
            "`http://127.0.0.1:9080/` is a URL, and not a host",
            "To copy a page: cargo run -p fetch-page -- http://127.0.0.1:9080/",
        ),
        (
            &["tcp://localhost:9087"],
            "`tcp://localhost:9087` is a URL, and not a host",
            "Write host and port as in: talk-client localhost 9087",
        ),
        (
            &["https://a/?b='$(c)'"],
            "`https://a/?b='$(c)'` is a URL, and not a host",
            "Write host and port as in: talk-client localhost 9087",
        ),
        (
            &["localhost", "9087", "hello", "world"],
            "the text is 2 words: it has to be one argument",
            "Put it in quotes: talk-client localhost 9087 \"hello world\"",
        ),
        (
            &["localhost", "9087", "--idel"],
            "`--idel` is not an option",
            "To send it as a text, put -- before it: talk-client localhost 9087 -- ...",
        ),
        (
            &["localhost", "-p", "9087"],
            "`-p` is not a port, which is a number from 1 to 65535",
            "Write host and port as in: talk-client localhost 9087. A text comes after them, \
             options anywhere: --help lists them.",
        ),
        (
            &["65536"],
            "`65536` is not a port, which is a number from 1 to 65535",
            "Write host and port as in: talk-client localhost 9087. A text comes after them, \
             options anywhere: --help lists them.",
        ),
        (
            &["localhost", "hello"],
            "`hello` is not a port, which is a number from 1 to 65535",
            "Write host and port as in: talk-client localhost 9087. A text comes after them, \
             options anywhere: --help lists them.",
        ),
        (
            &[""],
            "`` does not name one host",
            "Write host and port as in: talk-client localhost 9087, or for an IPv6 address: \
             talk-client [::1]:9087",
        ),
    ] {
        let came = run(arguments, "");
        let expected = format!("error: {error}\n  try: {advice}\n");
        assert_eq!((came.code, came.stderr), (Some(2), expected), "{arguments:?}");
    }
}

#[test]
fn refuses_wrong_usage() {
    for arguments in [
        &["127.0.0.1", "0"][..],
        &["127.0.0.1", "65536"],
        &["a", "1", "b", "c"],
        &["--timeout", "0"],
        &["--idle", "-1"],
        &["--idel", "1"],
        &["127.0.0.1", "--idel"],
    ] {
        assert_eq!(run(arguments, "").code, Some(2), "{arguments:?}");
    }
    assert_eq!(run(&["--help"], "").code, Some(0));
    assert_eq!(run(&["-h"], "").code, Some(0));
}

#[test]
fn a_name_is_only_looked_up_where_a_name_server_can_be_asked() {
    for (host, advice) in [
        ("no such host".replace(' ', "!"), "Check the spelling. A name is made of letters, digits"),
        ("a..invalid".to_string(), "Check the spelling. A name is made of letters, digits"),
        ("nosuch.invalid".to_string(), "Check the spelling, or ask a name server: cargo run -p"),
        ("256.1.1.1".to_string(), "To see why: cargo run -p is-ip-and-port -- 256.1.1.1:9087"),
        ("1.2.3.4.".to_string(), "To see why: cargo run -p is-ip-and-port -- 1.2.3.4.:9087"),
    ] {
        let came = run(&[host.as_str(), "9087", "hello"], "");
        assert!(came.code == Some(1) && came.stderr.contains(advice), "{came:?}");
    }
}

#[test]
fn points_to_the_practice_internet_for_its_ports() {
    let Ok(listener) = TcpListener::bind("127.0.0.1:9088") else {
        return println!("skipped: the practice internet, or another program, has port 9088");
    };
    drop(listener);
    let came = run(&["127.0.0.1", "9088", "hello"], "");
    let advice = "  try: Start the practice internet in another terminal: cargo practice\n";
    assert!(came.code == Some(1) && came.stderr.ends_with(advice), "{came:?}");
}

#[test]
fn an_error_fits_a_terminal_of_80_columns() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    drop(listener);
    let mut program = program(&["127.0.0.1", &port, "hello"]);
    let came = Running::spawn(program.env_remove("COLUMNS")).finish();
    assert!(came.stderr.lines().all(|line| line.len() <= 80), "{}", came.stderr);
    assert!(came.stderr.lines().count() > 2, "{}", came.stderr);
}

#[cfg(unix)]
#[test]
fn refuses_a_text_that_is_not_utf_8() {
    use std::os::unix::ffi::OsStrExt;
    let text = std::ffi::OsStr::from_bytes(b"caf\xe9");
    assert_eq!(run(&["127.0.0.1".as_ref(), "9087".as_ref(), text], "").code, Some(2));
}

#[test]
fn ends_quietly_when_nobody_reads_its_output() {
    let address = peer(|mut stream| while stream.write_all(b"and so on\n").is_ok() {});
    let mut client = program(&[address.to_string().as_str(), "hello"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdout = client.stdout.take().unwrap();
    stdout.read_exact(&mut [0; 10]).unwrap();
    drop(stdout);
    let came = client.wait_with_output().unwrap();
    assert_eq!((came.status.code(), came.stderr), (Some(1), vec![]));
}

#[test]
fn ends_soon_after_the_server_where_its_input_stays_open() {
    let address = peer(drop);
    let mut client = start(address, &[]);
    let started = Instant::now();
    assert_eq!(client.line(), "Connection closed.", "while the input is open");
    let note = format!(
        "note: 127.0.0.1 port {} closed the connection. What may still come from the input is \
         not sent.",
        address.port()
    );
    assert_eq!(client.error_line(), note);
    assert!(started.elapsed() < Duration::from_millis(2500), "{:?}", started.elapsed());
    assert_eq!(client.finish().code, Some(0));
}

#[test]
fn sends_on_to_a_server_that_has_ended_its_half_as_long_as_input_comes() {
    let (address, peer) = peer_on("127.0.0.1:0", |mut stream| {
        stream.shutdown(Shutdown::Write).unwrap();
        all_of(&mut stream)
    });
    let mut client = start(address, &[]);
    for _ in 0..4 {
        thread::sleep(Duration::from_millis(500)); // longer in all than the grace for an input
        client.send("more\n");
    }
    assert_eq!(client.finish().code, Some(0));
    assert_eq!(peer.join().unwrap(), b"more\nmore\nmore\nmore\n");
}

#[test]
fn raw_writes_the_bytes_as_they_came_and_nothing_else() {
    let address = peer(|mut stream| {
        assert_eq!(all_of(&mut stream), b"hello");
        stream.write_all(b"\x1b[31m\xff\r\n\0 end").unwrap();
    });
    let mut client =
        program(&[address.to_string().as_str(), "hello", "--raw"]).stdout(Stdio::piped()).spawn();
    let mut stdout = Vec::new();
    client.as_mut().unwrap().stdout.take().unwrap().read_to_end(&mut stdout).unwrap();
    assert!(client.unwrap().wait().unwrap().success());
    assert_eq!(stdout, b"\x1b[31m\xff\r\n\0 end");
}

#[test]
fn crlf_ends_the_lines_that_are_sent() {
    let (address, peer) = peer_on("127.0.0.1:0", |mut stream| all_of(&mut stream));
    let came = talk(address, &["--crlf"], "GET / HTTP/1.0\nHost: a\r\n\nend");
    assert_eq!(came, ended_well("Connection closed.\n"));
    assert_eq!(peer.join().unwrap(), b"GET / HTTP/1.0\r\nHost: a\r\n\r\nend");
}

#[test]
fn without_a_thread_it_says_so_and_does_not_blame_the_disk() {
    let address = peer(answer_each_receive);
    let mut client = program(&[address.to_string().as_str(), "hello"]);
    client.env("RUST_MIN_STACK", (1_u64 << 52).to_string()); // more than any computer has
    let came = Running::spawn(&mut client).finish();
    let expected = "error: the operating system cannot start another thread\n  \
        try: Close some programs and try again.\n";
    assert_eq!((came.code, came.stderr.as_str()), (Some(1), expected));
}

/// The system calls on the wire, as strace sees them and as `--explain` reports them.
#[cfg(target_os = "linux")]
#[test]
fn explains_exactly_the_sends_and_receives_that_strace_sees() {
    if Command::new("strace").arg("-V").output().is_err() {
        return println!("skipped: strace is not installed");
    }
    // More than 1024 bytes at once, in two sends, and more than one receive holds.
    let address = peer(|mut stream| {
        assert_eq!(all_of(&mut stream).len(), 300_000);
        stream.write_all(&[b'x'; 3286]).unwrap();
    });
    let trace = std::env::temp_dir().join(format!("talk-client-{}.strace", std::process::id()));
    let mut strace = Command::new("strace");
    strace.args(["-f", "-e", "trace=network", "-e", "signal=none", "-o"]).arg(&trace);
    strace.arg(env!("CARGO_BIN_EXE_talk-client")).args([&address.to_string(), "--explain"]);
    let mut client = Running::spawn(&mut strace);
    client.send(vec![b'x'; 300_000]);
    let came = client.finish();
    let traced = std::fs::read_to_string(&trace).unwrap_or_default();
    std::fs::remove_file(&trace).unwrap();
    if traced.is_empty() {
        return println!("skipped: strace may not trace here: {}", came.stderr);
    }
    assert_eq!(came.code, Some(0), "{}", came.stderr);
    let explained = |call: &str| -> Vec<String> {
        let lines = came.stderr.lines().filter_map(|line| line.strip_prefix(call));
        lines.map(|line| line.split(' ').next().unwrap_or_default().to_string()).collect()
    };
    let seen = |call: &str| -> Vec<String> {
        let lines = traced.lines().filter(|line| line.contains(call) && !line.contains(" = -1 "));
        let result = |line: &str| line.rsplit(" = ").next().unwrap_or_default().to_string();
        lines.filter(|line| line.contains(" = ")).map(result).collect()
    };
    // A call that another thread's interrupts stands on two lines: "<... recvfrom resumed>".
    assert_eq!(explained("-- send: "), seen("sendto"), "{traced}");
    assert_eq!(explained("-- recv: "), seen("recvfrom"), "{traced}");
    assert_eq!(explained("-- recv: "), ["1024", "1024", "1024", "214", "0"]);
    assert_eq!(seen("shutdown"), ["0"]);
    assert_eq!(traced.matches("connect(").count(), 1, "{traced}");
}
