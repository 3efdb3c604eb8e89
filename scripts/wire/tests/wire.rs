//! The real binary: the tap, the window's web server and the record, over plain sockets.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops")]
#![allow(clippy::print_stderr, reason = "a skipped test says why")]

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use pcap_file::pcapng::{Block, PcapNgReader};
use serde_json::Value;
use socket2::SockRef;
use test_support::{Running, run};

const PROGRAM: &str = env!("CARGO_BIN_EXE_wire");
const DEADLINE: Duration = Duration::from_secs(30);

/// The program, and where its parts are.
struct Wire {
    running: Running,
    window: SocketAddr,
    dns: SocketAddr,
    pages: SocketAddr,
    tap: SocketAddr,
}

fn start(options: &[&str]) -> Wire {
    let ports = ["--window-port", "--tap-port", "--dns-port", "--pages-port", "--talk-port"];
    let ports = ports.into_iter().flat_map(|port| [port, "0"]);
    let arguments: Vec<&str> = ports.chain(options.iter().copied()).collect();
    let mut running = Running::start(PROGRAM, &arguments);
    let lines: Vec<String> = (0..6).map(|_| running.line()).collect();
    let address = |line: &str| -> SocketAddr {
        let words = line.split([' ', '/']).filter(|word| !word.is_empty());
        words.filter_map(|word| word.parse().ok()).next().unwrap()
    };
    let tap_port: u16 = lines[4].split_whitespace().nth(2).unwrap().parse().unwrap();
    Wire {
        running,
        window: address(&lines[0]),
        dns: address(&lines[1]),
        pages: address(&lines[2]),
        tap: SocketAddr::from(([127, 0, 0, 1], tap_port)),
    }
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(DEADLINE)).unwrap();
    stream.set_write_timeout(Some(DEADLINE)).unwrap();
    stream
}

/// A server that does `serve` with each connection.
fn listening(serve: impl Fn(TcpStream) + Send + Sync + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let serve = std::sync::Arc::new(serve);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let serve = std::sync::Arc::clone(&serve);
            thread::spawn(move || serve(stream.unwrap()));
        }
    });
    address
}

/// Sends back what comes, until the end of file.
fn echo(mut stream: TcpStream) {
    let mut buffer = [0; 1024];
    while let Ok(count @ 1..) = stream.read(&mut buffer) {
        stream.write_all(&buffer[..count]).unwrap();
    }
}

/// The status and the body of an answer of the window's web server.
fn get(window: SocketAddr, path: &str, host: &str) -> (String, String) {
    let mut stream = connect(window);
    stream.write_all(format!("GET {path} HTTP/1.1\r\n{host}\r\n").as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.to_owned(), body.to_owned())
}

/// The stream of events, as a browser reads it: the names of events with their data.
fn events(window: SocketAddr, last_id: &str) -> impl Iterator<Item = (String, Value)> {
    let mut stream = connect(window);
    let request = format!("GET /events HTTP/1.1\r\nHost: localhost\r\n{last_id}\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut lines = BufReader::new(stream).lines().map(|line| line.unwrap());
    let mut name = String::new();
    std::iter::from_fn(move || {
        loop {
            let line = lines.next()?;
            if let Some(event) = line.strip_prefix("event: ") {
                name = event.to_owned();
            } else if let Some(data) = line.strip_prefix("data: ") {
                return Some((std::mem::take(&mut name), serde_json::from_str(data).unwrap()));
            }
        }
    })
}

/// The events up to the first one of this kind: kind and gist of each.
fn events_until(window: SocketAddr, kind: &str) -> Vec<(String, String)> {
    let mut seen = Vec::new();
    for (_, event) in events(window, "").skip(1) {
        let text = |name: &str| event[name].as_str().unwrap().to_owned();
        seen.push((text("kind"), text("gist")));
        if event["kind"] == kind {
            break;
        }
    }
    seen
}

/// A question for the A records of a name of two labels.
fn question(labels: [&str; 2], id: u8) -> Vec<u8> {
    let mut bytes = vec![0, id, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    for label in labels {
        bytes.push(u8::try_from(label.len()).unwrap());
        bytes.extend(label.as_bytes());
    }
    bytes.extend([0, 0, 1, 0, 1]);
    bytes
}

#[test]
fn two_hundred_conversations_through_the_tap_lose_nothing() {
    let server = listening(echo);
    let wire = start(&["--tap", &server.port().to_string()]);
    // One window that never reads, and one that does.
    let mut absent = connect(wire.window);
    absent.write_all(b"GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let window = wire.window;
    let reader = thread::spawn(move || {
        let (mut ids, mut missed, mut closed) = (HashSet::new(), 0, 0);
        for (name, event) in events(window, "").skip(1) {
            if name == "missed" {
                missed += event.as_u64().unwrap();
                continue;
            }
            assert!(ids.insert(event["id"].as_u64().unwrap()), "an event came twice");
            closed += usize::from(event["kind"] == "closed");
            if closed == 200 {
                break;
            }
        }
        (ids.len() as u64, ids.into_iter().max().unwrap(), missed)
    });
    let done = AtomicUsize::new(0);
    thread::scope(|scope| {
        for number in 0..200_usize {
            let (tap, done) = (wire.tap, &done);
            scope.spawn(move || {
                let mut stream = connect(tap);
                let mut back = Vec::new();
                let sent: Vec<u8> = (0..5000).map(|at| (at * 7 + number) as u8).collect();
                stream.write_all(&sent[..1000]).unwrap();
                let mut first = [0; 1000];
                stream.read_exact(&mut first).unwrap();
                back.extend(first);
                stream.write_all(&sent[1000..]).unwrap();
                stream.shutdown(Shutdown::Write).unwrap();
                stream.read_to_end(&mut back).unwrap();
                assert!(back == sent, "conversation {number} was changed");
                done.fetch_add(1, Ordering::Relaxed);
            });
        }
    });
    assert_eq!(done.into_inner(), 200);
    let (seen, last, missed) = reader.join().unwrap();
    assert_eq!((seen + missed, missed), (last, 0), "the window has seen every event");
}

#[test]
fn the_tap_passes_half_closes_and_resets_on() {
    // The server answers only after the client's end of file.
    let server = listening(|mut stream| {
        let mut all = Vec::new();
        stream.read_to_end(&mut all).unwrap();
        stream.write_all(&all.repeat(2)).unwrap();
    });
    let wire = start(&["--tap", &server.port().to_string()]);
    let mut stream = connect(wire.tap);
    stream.write_all(b"twice").unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert_eq!(answer, "twicetwice");
    let seen = events_until(wire.window, "closed");
    let seen: Vec<(&str, &str)> = seen.iter().map(|(kind, gist)| (&kind[..], &gist[..])).collect();
    assert_eq!(
        seen,
        [
            ("connected", "handshake: SYN; SYN, ACK; ACK"),
            ("received", "twice"),
            ("client-ended", "FIN: end of file, half-closed"),
            ("sent", "twicetwice"),
            ("server-ended", "FIN: end of file, both halves are over"),
            ("closed", "closed"),
        ]
    );
}

#[test]
fn a_reset_at_one_end_is_a_reset_at_the_other() {
    let (told, resets) = std::sync::mpsc::channel();
    let server = listening(move |mut stream| {
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        let mut first = [0; 1];
        match stream.read(&mut first) {
            Ok(1) if first == *b"r" => {
                SockRef::from(&stream).set_linger(Some(Duration::ZERO)).unwrap();
            }
            _ => told.send(stream.read(&mut first).map_err(|error| error.kind())).unwrap(),
        }
    });
    let wire = start(&["--tap", &server.port().to_string()]);
    let mut stream = connect(wire.tap);
    stream.write_all(b"r").unwrap();
    let error = stream.read(&mut [0; 1]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    assert!(events_until(wire.window, "closed").iter().any(|(kind, _)| kind == "server-reset"));

    let mut stream = connect(wire.tap);
    stream.write_all(b"x").unwrap();
    // The byte has to be through: a reset would take it away.
    assert!(events(wire.window, "").any(|(_, event)| event["gist"] == "x"));
    SockRef::from(&stream).set_linger(Some(Duration::ZERO)).unwrap();
    drop(stream);
    assert_eq!(resets.recv_timeout(DEADLINE).unwrap(), Err(ErrorKind::ConnectionReset));
}

#[test]
fn a_server_that_does_not_listen_is_a_reset() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string();
    let wire = start(&["--tap", &port]);
    let mut stream = connect(wire.tap);
    let _ = stream.write_all(b"hello");
    let error = stream.read(&mut [0; 1]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    let seen = events_until(wire.window, "server-reset");
    assert_eq!(seen.len(), 2, "{seen:?}");
}

#[test]
fn the_window_answers_only_those_who_ask_for_this_computer() {
    let wire = start(&[]);
    for (host, status) in [
        ("Host: 127.0.0.1:9070\r\n", "200"),
        ("host: localhost\r\n", "200"),
        ("Host: LOCALHOST:1\r\n", "200"),
        ("Host: evil.test\r\n", "403"),
        ("Host: 127.0.0.1.evil.test:9070\r\n", "403"),
        ("Host: evil.test:9070\r\nX: 127.0.0.1\r\n", "403"),
        ("Host: localhost\r\nHost: evil.test\r\n", "403"),
        ("Host: evil.test\r\nHost: localhost\r\n", "403"),
        ("Host:\r\n", "403"),
        ("", "403"),
    ] {
        for path in ["/", "/window.js", "/event/1", "/nonsense"] {
            let (head, _) = get(wire.window, path, host);
            let expected = match path {
                "/event/1" | "/nonsense" if status == "200" => "404",
                _ => status,
            };
            assert!(head.starts_with(&format!("HTTP/1.1 {expected} ")), "{host:?} {path}: {head}");
            assert!(head.contains("default-src 'none'") && head.contains("nosniff"), "{head}");
        }
    }
    // And it goes on after what is no request.
    for wrong in [&b""[..], b"\xff\xfe\r\n\r\n", b"POST / HTTP/1.1\r\nHost: localhost\r\n\r\n"] {
        let mut stream = connect(wire.window);
        stream.write_all(wrong).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        assert!(!answer.starts_with(b"HTTP/1.1 200"), "{wrong:?}");
    }
    let _ = connect(wire.window).write_all(&[b'x'; 100_000]);
    assert!(get(wire.window, "/", "Host: localhost\r\n").0.starts_with("HTTP/1.1 200"));
}

#[test]
fn the_last_thousand_events_are_kept_and_a_browser_that_comes_again_gets_the_rest() {
    let wire = start(&[]);
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.set_read_timeout(Some(DEADLINE)).unwrap();
    let mut reply = [0; 600];
    for _ in 0..600 {
        socket.send_to(&question(["gnomon", "test"], 7), wire.dns).unwrap();
        socket.recv(&mut reply).unwrap();
    }
    let mut all = events(wire.window, "");
    let (name, settings) = all.next().unwrap();
    assert_eq!(name, "settings");
    let first = all.next().unwrap().1;
    assert_eq!(first["id"], 201);
    let run = settings["run"].as_u64().unwrap();
    for (last, missed, next) in [(150, Some(50), 201), (1190, None, 1191)] {
        let header = format!("Last-Event-ID: {run}-{last}\r\n");
        let mut again = events(wire.window, &header).skip(1);
        if let Some(missed) = missed {
            assert_eq!(again.next().unwrap(), ("missed".to_owned(), Value::from(missed)));
        }
        assert_eq!(again.next().unwrap().1["id"], next);
    }
    // What was seen of an earlier run says nothing about this one.
    let header = "Last-Event-ID: 1-1190\r\n";
    assert_eq!(events(wire.window, header).nth(1).unwrap().1["id"], 201);
    assert!(get(wire.window, "/event/200", "Host: localhost\r\n").0.contains(" 404 "));
    assert!(get(wire.window, "/event/201", "Host: localhost\r\n").0.contains(" 200 "));
}

#[test]
fn every_field_of_an_answer_is_named_and_a_pointer_shows_where_it_leads() {
    let wire = start(&[]);
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.set_read_timeout(Some(DEADLINE)).unwrap();
    socket.send_to(&question(["gnomon", "test"], 7), wire.dns).unwrap();
    socket.recv(&mut [0; 600]).unwrap();
    let (_, body) = get(wire.window, "/event/2", "Host: localhost\r\n");
    let details: Value = serde_json::from_str(&body).unwrap();
    let fields = details["fields"].as_array().unwrap();
    let size = details["size"].as_u64().unwrap();
    let named: HashSet<u64> = fields
        .iter()
        .filter(|field| field["level"] == 1)
        .flat_map(|field| field["start"].as_u64().unwrap()..field["end"].as_u64().unwrap())
        .collect();
    assert_eq!(named.len() as u64, size, "{fields:#?}");
    let find = |name: &str, value: &str| {
        let found = fields.iter().find(|field| field["name"] == name && field["value"] == value);
        found.unwrap_or_else(|| panic!("no {name} {value} in {fields:#?}"))
    };
    assert_eq!(find("id", "7 (0x0007)")["end"], 2);
    find("time to live", "300 seconds");
    find("IPv4 address", "192.0.2.10");
    assert_eq!(find("compression pointer", "the name goes on at byte 12")["to"], 12);
}

/// A file of this test, which is not there yet.
fn scratch(name: &str) -> PathBuf {
    let name = format!("{name}-{}.pcapng", std::process::id());
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// Talks to every service, and gives how many messages were sent.
fn talk_to_all(wire: &Wire) -> usize {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.set_read_timeout(Some(DEADLINE)).unwrap();
    for (id, labels) in [["gnomon", "test"], ["no", "test"]].into_iter().enumerate() {
        socket.send_to(&question(labels, u8::try_from(id).unwrap()), wire.dns).unwrap();
        socket.recv(&mut [0; 600]).unwrap();
    }
    let query = question(["gnomon", "test"], 9);
    let length = u16::try_from(query.len()).unwrap().to_be_bytes();
    let mut dns = connect(wire.dns);
    dns.write_all(&[&length, &query[..]].concat()).unwrap();
    dns.read_exact(&mut [0; 20]).unwrap();
    for path in ["/page.html", "/moved", "/missing", "/chunked", "/cut"] {
        let mut stream = connect(wire.pages);
        stream.write_all(format!("GET {path} HTTP/1.0\r\n\r\n").as_bytes()).unwrap();
        stream.read_to_end(&mut Vec::new()).unwrap();
    }
    let mut stream = connect(wire.tap);
    stream.write_all(b"hello").unwrap();
    stream.read_exact(&mut [0; 5]).unwrap();
    4 + 2 + 10 + 2
}

#[test]
fn the_record_is_whole_after_every_message_and_made_of_them_alone() {
    let server = listening(echo);
    let path = scratch("record");
    let options = ["--record", path.to_str().unwrap(), "--tap", &server.port().to_string()];
    let wire = start(&options);
    let count = talk_to_all(&wire);
    drop(wire.running); // killed: nothing is finished or flushed
    let mut reader = PcapNgReader::new(File::open(&path).unwrap()).unwrap();
    let (mut packets, mut last) = (0, Duration::ZERO);
    while let Some(block) = reader.next_block() {
        if let Block::EnhancedPacket(packet) = block.unwrap() {
            packets += 1;
            assert!(packet.timestamp >= last || packets == 1);
            last = packet.timestamp;
        }
    }
    assert_eq!(packets, count);
    std::fs::remove_file(path).unwrap();
}

#[test]
fn wireshark_reads_names_answers_and_statuses_in_the_record() {
    if Command::new("tshark").arg("--version").output().is_err() {
        eprintln!("skipped: there is no tshark here");
        return;
    }
    let server = listening(echo);
    let path = scratch("for-tshark");
    let options = ["--record", path.to_str().unwrap(), "--tap", &server.port().to_string()];
    let wire = start(&options);
    let count = talk_to_all(&wire);
    let tshark = |arguments: &[&str]| {
        let output = Command::new("tshark").arg("-r").arg(&path).args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(tshark(&["-Y", "_ws.malformed || _ws.expert.severity == error"]), "");
    assert_eq!(tshark(&[]).lines().count(), count);
    let names = tshark(&["-Y", "dns", "-T", "fields", "-e", "dns.qry.name", "-e", "dns.a"]);
    let expected = "gnomon.test\t\ngnomon.test\t192.0.2.10\nno.test\t\nno.test\t\n";
    assert_eq!(names, expected.to_owned() + "gnomon.test\t\ngnomon.test\t192.0.2.10\n");
    let statuses = tshark(&["-Y", "http.response", "-T", "fields", "-e", "http.response.code"]);
    assert_eq!(statuses, "200\n301\n404\n200\n200\n");
    let ports = tshark(&["-Y", "data", "-T", "fields", "-e", "data.data"]);
    assert_eq!(ports.lines().next(), Some("68656c6c6f"), "{ports}");
    std::fs::remove_file(path).unwrap();
}

#[test]
fn says_what_is_wrong_with_a_port_or_a_file() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let free = ["--dns-port", "0", "--pages-port", "0", "--talk-port", "0", "--tap-port"];
    let finished = run(PROGRAM, &[&free[..], &["0", "--window-port", &port]].concat(), "");
    let message = format!("error: cannot listen on 127.0.0.1, TCP port {port}: another program");
    assert_eq!((finished.code, finished.stdout.as_str()), (Some(1), ""));
    assert!(finished.stderr.starts_with(&message), "{}", finished.stderr);
    let record = "/no/such/folder/\x1b[2J.pcapng";
    let finished = run(PROGRAM, &[&free[..], &["0", "--record", record]].concat(), "");
    assert_eq!(finished.code, Some(1));
    assert!(finished.stderr.starts_with("error: cannot write the record `/no/such/folder/\\x1b"));
    assert_eq!(run(PROGRAM, &["--tap", "65536"], "").code, Some(2));
    assert!(run(PROGRAM, &["--help"], "").stdout.contains("--delay 300ms"));
}

/// The window, seen and used in a browser: see browser_test.py.
#[test]
#[ignore = "half a minute: builds the programs, and drives a browser"]
fn the_window_shows_it_in_a_browser() {
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has_selenium = Command::new(&python).args(["-c", "import selenium"]).output();
    let has_browser = Path::new("/usr/bin/chromedriver").exists();
    if !has_browser || !has_selenium.is_ok_and(|output| output.status.success()) {
        eprintln!(
            "skipped: this needs chromium, chromium-driver and selenium (see browser_test.py)"
        );
        return;
    }
    let folder = Path::new(PROGRAM).parent().unwrap();
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let programs = ["lookup", "fetch-page", "talk-client", "talk-server"];
    let mut build = Command::new(std::env::var_os("CARGO").unwrap());
    build.current_dir(here).args(["build", "--quiet"]);
    build.args(programs.into_iter().flat_map(|name| ["-p", name]));
    build.arg("--target-dir").arg(folder.parent().unwrap());
    if folder.ends_with("release") {
        build.arg("--release");
    }
    assert!(build.status().unwrap().success());
    let test = Command::new(python).arg(here.join("browser_test.py")).arg(folder).status();
    assert!(test.unwrap().success());
}

/// How long 2,000 questions take, asked one after the other, to the fastest of three.
fn time_for_questions(dns: SocketAddr) -> Duration {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.set_read_timeout(Some(DEADLINE)).unwrap();
    let started = Instant::now();
    for _ in 0..2000 {
        socket.send_to(&question(["gnomon", "test"], 7), dns).unwrap();
        socket.recv(&mut [0; 600]).unwrap();
    }
    started.elapsed()
}

#[test]
#[ignore = "a measurement: on a busy computer it says nothing"]
fn the_practice_internet_slows_by_less_than_a_tenth() {
    let wire = start(&[]);
    let window = wire.window;
    thread::spawn(move || events(window, "").count()); // an open window
    let plain = practice_net::PracticeNet::start(0, 0, 0).unwrap();
    let mut fastest = [Duration::MAX; 2];
    for _ in 0..20 {
        for (fastest, dns) in fastest.iter_mut().zip([plain.dns, wire.dns]) {
            *fastest = (*fastest).min(time_for_questions(dns));
        }
    }
    eprintln!("without the window {:?}, with it {:?}", fastest[0], fastest[1]);
    assert!(fastest[1] < fastest[0] * 11 / 10, "{fastest:?}");
}
