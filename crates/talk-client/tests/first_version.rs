//! The first version, run as the worksheet runs it: what it does, and the faults that it has.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use test_support::{DEADLINE, Finished, Running};

/// The example stands beside the tests' own programs: `cargo test` builds both.
fn first_version() -> String {
    let tests: PathBuf = std::env::current_exe().unwrap().parent().unwrap().into();
    let name = format!("first-talk-client{}", std::env::consts::EXE_SUFFIX);
    let program = tests.parent().unwrap().join("examples").join(name);
    assert!(program.exists(), "run `cargo test` without --test: that builds the examples, too");
    program.to_string_lossy().into_owned()
}

fn start(address: SocketAddr, text: &str) -> Running {
    Running::start(&first_version(), &["127.0.0.1", &address.port().to_string(), text])
}

/// Somebody on 127.0.0.1 who takes one connection and does `work` on it.
fn peer(work: impl FnOnce(TcpStream) + Send + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        work(stream);
    });
    address
}

#[test]
fn sends_a_text_and_its_end_and_prints_the_answer() {
    let address = peer(|mut stream| {
        let mut text = Vec::new();
        stream.read_to_end(&mut text).unwrap();
        stream.write_all(&[b"You said ", &text[..], b"\n"].concat()).unwrap();
    });
    let stdout = "Received: You said hello\n\nConnection closed.\n".to_string();
    let expected = Finished { code: Some(0), stdout, stderr: String::new() };
    assert_eq!(start(address, "hello").finish(), expected);
}

#[test]
fn fault_an_error_does_not_say_what_failed_or_what_to_do() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let came = start(address, "hello").finish();
    assert_eq!(came.code, Some(1));
    assert!(came.stderr.starts_with("Error: Os { code: "), "{}", came.stderr);
    assert!(!came.stderr.contains(&address.port().to_string()), "{}", came.stderr);
}

#[test]
fn fault_half_a_letter_is_lost() {
    let address = peer(|mut stream| {
        stream.read_to_end(&mut Vec::new()).unwrap();
        stream.write_all(b"Zo\xc3").unwrap();
        thread::sleep(Duration::from_millis(300)); // so that it is received by itself
        stream.write_all(b"\xab\n").unwrap();
    });
    let came = start(address, "hello").finish();
    assert!(came.stdout.starts_with("Received: Zo\u{fffd}\nReceived: \u{fffd}\n\n"), "{came:?}");
}

#[test]
fn fault_a_stranger_commands_the_terminal_and_forges_lines() {
    let address = peer(|mut stream| {
        stream.read_to_end(&mut Vec::new()).unwrap();
        stream.write_all(b"\x1b[2Jhi\nConnection closed.\n").unwrap();
    });
    let came = start(address, "hello").finish();
    assert!(came.stdout.starts_with("Received: \x1b[2Jhi\nConnection closed.\n\n"), "{came:?}");
}

#[test]
fn fault_a_silent_server_is_waited_for_without_end() {
    let (end, until) = channel();
    let address = peer(move |mut stream| {
        stream.read_to_end(&mut Vec::new()).unwrap();
        let _ = until.recv_timeout(DEADLINE);
    });
    let (tell, told) = channel();
    let client = start(address, "hello");
    thread::spawn(move || tell.send(client.finish()));
    let came = told.recv_timeout(Duration::from_millis(2500));
    assert!(matches!(came, Err(RecvTimeoutError::Timeout)), "{came:?}");
    end.send(()).unwrap();
    assert_eq!(told.recv_timeout(DEADLINE).unwrap().code, Some(0));
}

#[test]
fn fault_it_receives_nothing_before_everything_is_sent() {
    // What a program may be given as one argument is less than the systems hold for it: so the
    // server holds as little as it may.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    socket2::SockRef::from(&listener).set_recv_buffer_size(1024).unwrap();
    let address = listener.local_addr().unwrap();
    let (tell, told) = channel();
    let client = start(address, &"x".repeat(120_000));
    let (mut stream, _) = listener.accept().unwrap();
    stream.write_all(b"Stop!").unwrap();
    thread::spawn(move || tell.send(client.finish()));
    let came = told.recv_timeout(Duration::from_millis(1500));
    assert!(matches!(came, Err(RecvTimeoutError::Timeout)), "{came:?}");
}
