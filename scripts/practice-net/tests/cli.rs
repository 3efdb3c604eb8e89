//! The real binary, run as a person would run it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use std::net::{TcpListener, TcpStream, UdpSocket};

use test_support::{Running, run};

const PROGRAM: &str = env!("CARGO_BIN_EXE_practice-net");
const FREE_PORTS: [&str; 6] = ["--dns-port", "0", "--pages-port", "0", "--talk-port", "0"];

#[test]
fn says_how_to_use_each_service_with_the_ports_that_it_really_has() {
    let mut practice = Running::start(PROGRAM, &FREE_PORTS);
    let lines = [practice.line(), practice.line(), practice.line(), practice.line()];
    assert!(lines[0].contains("Ctrl-C"), "{lines:?}");
    assert!(lines[1].contains("lookup -- www.gnomon.test --server 127.0.0.1:"), "{lines:?}");
    for line in &lines[1..] {
        let port = line.rsplit([':', ' ']).next().unwrap().trim_end_matches('/');
        TcpStream::connect(("127.0.0.1", port.parse().unwrap())).unwrap();
    }
}

#[test]
fn explains_each_request_with_escape_bytes_made_harmless() {
    let mut practice = Running::start(PROGRAM, &[&FREE_PORTS[..], &["--explain"]].concat());
    let _ = (practice.line(), practice.line());
    let pages = practice.line();
    let port: u16 = pages.rsplit(':').next().unwrap().trim_end_matches('/').parse().unwrap();
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    std::io::Write::write_all(&mut stream, b"GET /\x1b[31m HTTP/1.0\r\n\r\n").unwrap();
    assert_eq!(practice.error_line(), "-- pages: GET /\\x1b[31m HTTP/1.0");
}

#[test]
fn says_which_port_is_taken_and_what_to_do() {
    let tcp = TcpListener::bind("127.0.0.1:0").unwrap();
    let udp = UdpSocket::bind("127.0.0.1:0").unwrap();
    for (option, port, protocol) in [
        ("--dns-port", tcp.local_addr().unwrap().port(), "TCP"),
        ("--dns-port", udp.local_addr().unwrap().port(), "UDP"),
        ("--pages-port", tcp.local_addr().unwrap().port(), "TCP"),
        ("--talk-port", tcp.local_addr().unwrap().port(), "TCP"),
    ] {
        let port = port.to_string();
        let others = ["--dns-port", "--pages-port", "--talk-port"]
            .into_iter()
            .filter(|other| *other != option);
        let arguments: Vec<&str> =
            others.flat_map(|other| [other, "0"]).chain([option, &port]).collect();
        let finished = run(PROGRAM, &arguments, "");
        assert_eq!((finished.code, finished.stdout.as_str()), (Some(1), ""));
        let what = format!(
            "error: cannot listen on 127.0.0.1, {protocol} port {port}: another program has it\n"
        );
        assert!(
            finished.stderr.starts_with(&what) && finished.stderr.contains("  try: "),
            "{}",
            finished.stderr
        );
    }
}

#[test]
fn says_which_trouble_is_switched_on() {
    let trouble = ["--delay", "300ms", "--lose", "3", "--cut", "500", "--slow", "100", "--lie"];
    let mut practice = Running::start(PROGRAM, &[&FREE_PORTS[..], &trouble].concat());
    let lines: Vec<String> = (0..9).map(|_| practice.line()).collect();
    let said = [
        "trouble: every answer comes 300ms late",
        "trouble: of every 3 UDP answers, the last one is lost",
        "trouble: every page is cut after 500 bytes of its body",
        "trouble: at most 100 bytes a second are sent",
        "trouble: forged answers come before each true one",
    ];
    assert_eq!(lines[4..], said);
    let help = run(PROGRAM, &["--help"], "").stdout;
    for example in ["--delay 300ms", "--lose 3", "--cut 500", "--slow 100", "--lie"] {
        assert!(help.contains(example), "{example}: {help}");
    }
    for wrong in [
        ["--delay", "300"],
        ["--delay", "61s"],
        ["--lose", "0"],
        ["--slow", "0"],
        ["--cut", "-1"],
        ["--lie", "yes"],
    ] {
        let finished = run(PROGRAM, &[&FREE_PORTS[..], &wrong].concat(), "");
        assert_eq!((finished.code, finished.stdout.as_str()), (Some(2), ""), "{wrong:?}");
    }
}

#[test]
fn help_shows_the_ports_that_it_takes_by_itself() {
    let finished = run(PROGRAM, &["--help"], "");
    assert_eq!(finished.code, Some(0));
    for port in ["9053", "9080", "9088"] {
        assert!(finished.stdout.contains(port), "{}", finished.stdout);
    }
    assert_eq!(run(PROGRAM, &["--dns-port", "65536"], "").code, Some(2));
}
