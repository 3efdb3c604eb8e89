//! Visits to our talk-server, to the first version of it, and to a Python original. Each fails
//! exactly where the lesson says.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops")]
#![allow(clippy::print_stderr, reason = "a skipped test says why")]

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use clap::ValueEnum;
use practice_net::visit::Visitor;
use test_support::{Finished, Running, run};

/// What the first version cannot do, in any language.
const FAULTS: [&str; 8] = [
    "split-letter",
    "not-text",
    "half-close",
    "reset",
    "never-reads",
    "silent",
    "together",
    "split-bye",
];

fn visit(server: &str, options: &[&str]) -> Finished {
    run(env!("CARGO_BIN_EXE_practice-net"), &[&["visit", server], options].concat(), "")
}

/// The name of each visit, and what happens in it.
fn visits() -> impl Iterator<Item = (String, String)> {
    Visitor::value_variants().iter().map(|visitor| (visitor.name(), visitor.does()))
}

/// Starts a server that prints where it listens.
fn start(command: &mut Command) -> (Running, String) {
    let mut server = Running::spawn(command);
    loop {
        if let Some((_, address)) = server.line().split_once("Listening on ") {
            return (server, address.to_string());
        }
    }
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap()
}

/// Our talk-server, built from what the repository holds now.
fn talk_server() -> PathBuf {
    let folder = Path::new(env!("CARGO_BIN_EXE_practice-net")).parent().unwrap();
    let mut build = Command::new(std::env::var_os("CARGO").unwrap());
    build.current_dir(repository()).args(["build", "--quiet", "-p", "talk-server", "--target-dir"]);
    build.arg(folder.parent().unwrap());
    if folder.ends_with("release") {
        build.arg("--release");
    }
    assert!(build.status().unwrap().success());
    folder.join(format!("talk-server{}", std::env::consts::EXE_SUFFIX))
}

/// Makes each visit on its own, to a server of its own, and gives the names of those that failed.
fn faults(start_server: impl Fn() -> (Running, String)) -> Vec<String> {
    let failed = visits().filter(|(name, _)| {
        let (_server, address) = start_server();
        let finished = visit(&address, &["--only", name]);
        let is_as_promised = finished.stdout.starts_with(&format!("{name}: as promised\n"));
        assert_eq!(finished.code, Some(if is_as_promised { 0 } else { 1 }), "{finished:?}");
        assert_eq!(finished.stdout.contains("  look at:  "), !is_as_promised, "{finished:?}");
        !is_as_promised
    });
    failed.map(|(name, _)| name).collect()
}

#[test]
fn our_server_holds() {
    let program = talk_server();
    for options in [&["--local", "--port", "0"][..], &["--local", "--port", "0", "--lines"]] {
        let (server, address) = start(Command::new(&program).args(options));
        let finished = visit(&address, &[]);
        assert_eq!((finished.code, finished.stderr.as_str()), (Some(0), ""), "{finished:?}");
        for (name, does) in visits() {
            assert!(
                finished.stdout.contains(&format!("{name}: as promised\n  did:      ")),
                "{name}"
            );
            let does: Vec<&str> = does.split(' ').collect();
            assert!(finished.stdout.contains(does[0]), "{does:?}");
        }
        assert!(
            finished.stdout.ends_with(&format!("{} visits: all as promised\n", visits().count()))
        );
        assert!(!finished.stdout.contains('\x1b'), "{}", finished.stdout);
        assert_eq!(server.finish().code, Some(0), "the last visitor said bye");
    }
}

#[test]
fn the_first_version_fails_where_the_lesson_says() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let program = folder.join(format!("first-talk-server{}", std::env::consts::EXE_SUFFIX));
    let source = repository().join("crates/talk-server/examples/first-talk-server.rs");
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let compiled = Command::new(rustc)
        .args(["--edition", "2024", "-o"])
        .args([&program, &source])
        .current_dir(folder)
        .status();
    assert!(compiled.unwrap().success());
    assert_eq!(faults(|| start(Command::new(&program).arg("127.0.0.1:0"))), FAULTS);

    // All visits to one server: the first one that it cannot stand ends it.
    let (_server, address) = start(Command::new(&program).arg("127.0.0.1:0"));
    let started = Instant::now();
    let finished = visit(&address, &[]);
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
    assert_eq!(finished.code, Some(1));
    assert!(finished.stdout.starts_with("hello: as promised\n"), "{}", finished.stdout);
    assert!(finished.stdout.contains("has the stranger before ended it"), "{}", finished.stdout);
}

const IN_PYTHON: &str = r#"
import socket
print("Starting server.", flush=True)
server = socket.socket()
server.bind(("127.0.0.1", 0))
server.listen(50)
print("Listening on 127.0.0.1:%d" % server.getsockname()[1], flush=True)
connection, address = server.accept()
print("Connected with", address, flush=True)
while True:
    text = connection.recv(1024).decode()
    print("I got", text, flush=True)
    connection.sendall(f"You said {text}\n".encode())
    if "bye" in text:
        break
print("Stopping server.", flush=True)
"#;

#[test]
fn a_python_original_fails_where_the_lesson_says() {
    let python = ["python3", "python"].into_iter().find(|name| {
        Command::new(name).arg("--version").output().is_ok_and(|output| output.status.success())
    });
    let Some(python) = python else {
        eprintln!("skipped: there is no python3 here");
        return;
    };
    assert_eq!(faults(|| start(Command::new(python).args(["-c", IN_PYTHON]))), FAULTS);
}

/// A server that takes connections and does with them what `serve` does, for ever.
fn listening(serve: fn(std::net::TcpStream)) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    thread::spawn(move || {
        for stream in listener.incoming() {
            thread::spawn(move || serve(stream.unwrap()));
        }
    });
    address
}

#[test]
fn a_server_that_says_nothing_does_not_take_more_than_a_minute() {
    let address =
        listening(|mut stream| while stream.read(&mut [0; 4096]).is_ok_and(|count| count > 0) {});
    let mut visit = Running::start(env!("CARGO_BIN_EXE_practice-net"), &["visit", &address]);
    let started = Instant::now();
    while !visit.line().contains(" visits: ") {}
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
    assert_eq!(visit.finish().code, Some(1));
}

#[test]
fn where_nobody_listens_the_message_says_so_and_how_to_start_a_server() {
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    for options in
        [&[][..], &["--only", "hello"], &["--only", "split-bye"], &["--only", "together"]]
    {
        let finished = visit(&nobody, options);
        assert_eq!((finished.code, finished.stdout.as_str()), (Some(1), ""), "{options:?}");
        let message = format!("error: cannot visit {nobody}: no connection: connection refused (");
        let start =
            "  try: Start the server first, in another terminal, for example:\n       cargo run";
        let said = &finished.stderr;
        assert!(said.starts_with(&message) && said.contains(start), "{said}");
    }
}

/// The lines after `look at:` that a visit prints, as one line.
fn advice(server: &str, options: &[&str]) -> String {
    let finished = visit(server, options);
    assert_eq!(finished.code, Some(1), "{finished:?}");
    let advice = finished.stdout.split_once("  look at:  ").unwrap().1;
    let lines = advice.lines().enumerate();
    let own = lines.take_while(|(index, line)| *index == 0 || line.starts_with("            "));
    own.map(|(_, line)| line.trim()).collect::<Vec<_>>().join(" ")
}

#[test]
fn what_came_decides_what_to_look_at() {
    // Not a talk server: a web server.
    let web = practice_net::PracticeNet::start(0, 0, 0).unwrap().pages.to_string();
    let what_came = "what came: every answer begins with `You said `";
    assert_eq!(advice(&web, &["--only", "half-close"]), what_came);
    let is_other = listening(|mut stream| drop(stream.write_all(b"220 welcome\r\n")));
    for name in ["hello", "split-letter", "silent", "split-bye"] {
        assert_eq!(advice(&is_other, &["--only", name]), what_came, "{name}");
    }
    // One that closes at once, and one that accepts nobody: no thread of theirs waits for a send.
    let closes = listening(drop);
    let refuses_to_accept = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = refuses_to_accept.local_addr().unwrap().to_string();
    for server in [&closes, &address] {
        let finished = visit(server, &["--only", "silent"]);
        assert!(finished.stdout.contains("or whether it answers at all"), "{}", finished.stdout);
        assert!(!finished.stdout.contains("stranger before"), "{}", finished.stdout);
        assert!(advice(server, &["--only", "hello"]).starts_with("the server's terminal"));
    }
    let finished = visit(&closes, &[]);
    assert_eq!(finished.stdout.matches("why `hello` is not answered").count(), 11);
}

#[test]
fn what_a_hostile_server_sends_is_escaped_and_bounded() {
    let address =
        listening(
            |mut stream| {
                while stream.write_all(&b"\x1b[2J\x1b]0;title\x07\xff".repeat(1000)).is_ok() {}
            },
        );
    for (name, _) in visits().filter(|(name, _)| name != "together") {
        let finished = visit(&address, &["--only", &name]);
        assert_eq!(finished.code, Some(1), "{name}");
        let all = finished.stdout + &finished.stderr;
        assert!(!all.contains(['\x1b', '\x07']) && all.len() < 2000, "{name}: {all}");
        assert!(all.contains(r"\x1b[2J"), "{name}: {all}");
        assert!(all.lines().all(|line| line.chars().count() <= 80), "{name}: {all}");
    }
}

#[test]
fn a_crowd_comes_in_full_number_and_each_is_counted_once() {
    let address = listening(|mut stream| {
        let mut hello = [0; 6];
        stream.read_exact(&mut hello).unwrap();
        assert_eq!(&hello, b"hello\n");
        stream.write_all(b"welcome").unwrap();
    });
    let finished = visit(&address, &["--crowd", "20"]);
    assert_eq!((finished.code, finished.stderr.as_str()), (Some(0), ""));
    let (first, waited) = finished.stdout.split_once('\n').unwrap();
    assert_eq!(first, format!("20 clients connect to {address} at once."));
    let numbers =
        waited.lines().map(|line| line.split_once(" waited ").unwrap().0.parse::<usize>().unwrap());
    assert_eq!(numbers.sum::<usize>(), 20);
}

#[test]
fn a_crowd_counts_those_who_get_no_answer() {
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let closes = listening(|mut stream| stream.read_exact(&mut [0; 6]).unwrap());
    for (address, last) in [
        (nobody, "3 got no answer: connection refused\n"),
        (closes, "3 got no answer: unexpected end of file\n"),
    ] {
        let finished = visit(&address, &["--crowd", "3"]);
        assert_eq!(finished.code, Some(1));
        assert!(finished.stdout.ends_with(last), "{}", finished.stdout);
    }
}

#[test]
fn only_this_computer_is_visited_unless_it_may_be_anywhere() {
    for (address, message) in [
        ("192.0.2.1:9087", "error: `192.0.2.1:9087` is not a loopback address\n  try: "),
        ("[2001:db8::1]:9087", "error: `[2001:db8::1]:9087` is not a loopback address\n"),
        ("0.0.0.0:9087", "error: `0.0.0.0:9087` is not a loopback address\n  try: "),
        ("127.0.0.1", "error: cannot find the server `127.0.0.1`\n  try: Write an address and"),
        ("9087", "error: cannot find the server `9087`\n"),
        ("\x1b[2J:9087", "error: cannot find the server `\\x1b[2J:9087`\n"),
    ] {
        let finished = visit(address, &[]);
        assert_eq!((finished.code, finished.stdout.as_str()), (Some(1), ""), "{address}");
        assert!(finished.stderr.starts_with(message), "{}", finished.stderr);
    }
    let address = listening(|mut stream| drop(stream.write_all(b"You said hello\n")));
    let port = address.rsplit(':').next().unwrap();
    let here = format!("localhost:{port}");
    assert_eq!(visit(&here, &["--only", "hello", "--anywhere"]).code, Some(0));
}

#[test]
fn help_lists_every_visit_and_wrong_usage_is_refused() {
    let finished = run(env!("CARGO_BIN_EXE_practice-net"), &["visit", "--help"], "");
    for (name, _) in visits() {
        assert!(finished.stdout.contains(&name), "{name}: {}", finished.stdout);
    }
    for wrong in [
        &["--only", "nonsense"][..],
        &["--crowd", "0"],
        &["--crowd", "5001"],
        &["--crowd", "9", "--only", "hello"],
        &["--delay", "1s"],
    ] {
        assert_eq!(visit("127.0.0.1:9", wrong).code, Some(2), "{wrong:?}");
    }
}
