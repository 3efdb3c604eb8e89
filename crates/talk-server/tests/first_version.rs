//! The first version, `examples/first-talk-server.rs`, with the faults that the worksheet shows.

#![allow(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that goes wrong, in its helpers too"
)]

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::path::Path;

use test_support::{DEADLINE, Finished, Running};

/// The first version on a free port.
struct Server {
    program: Running,
    address: SocketAddr,
}

impl Server {
    fn start() -> Server {
        // The tests and the examples are built side by side.
        let folder = Path::new(env!("CARGO_BIN_EXE_talk-server")).with_file_name("examples");
        let name = format!("first-talk-server{}", std::env::consts::EXE_SUFFIX);
        let mut program = Running::start(&folder.join(name).to_string_lossy(), &["127.0.0.1:0"]);
        assert_eq!(program.line(), "Starting server.");
        let address = program.line().strip_prefix("Listening on ").unwrap().parse().unwrap();
        Server { program, address }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect_timeout(&self.address, DEADLINE).unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        stream.set_write_timeout(Some(DEADLINE)).unwrap();
        stream.set_nodelay(true).unwrap();
        stream
    }

    /// Waits for the next line of output, which must be this one.
    fn expect(&mut self, line: &str) {
        assert_eq!(self.program.line(), line);
    }

    /// Connects, and waits until the server has accepted.
    fn join(&mut self) -> TcpStream {
        let stream = self.connect();
        self.expect(&format!("Connected with {}", stream.local_addr().unwrap()));
        stream
    }
}

/// Sends `text`, and waits for `expected`.
fn talk(stream: &mut TcpStream, text: impl AsRef<[u8]>, expected: &str) {
    stream.write_all(text.as_ref()).unwrap();
    let mut came = vec![0; expected.len()];
    stream.read_exact(&mut came).unwrap();
    assert_eq!(String::from_utf8_lossy(&came), expected);
}

fn ended_with(finished: &Finished, error: &str) {
    assert_eq!(finished.code, Some(1), "{finished:?}");
    assert!(finished.stderr.contains(error), "{finished:?}");
}

#[test]
fn answers_one_client_until_bye() {
    let mut server = Server::start();
    let mut client = server.join();
    talk(&mut client, "hello", "You said hello\n");
    talk(&mut client, "bye", "You said bye\n");
    let finished = server.program.finish();
    assert!(finished.stdout.ends_with("\nI got hello\nI got bye\nStopping server.\n"));
    assert_eq!((finished.code, finished.stderr.as_str()), (Some(0), ""));
}

#[test]
fn has_the_fault_that_a_second_client_connects_and_gets_no_answer() {
    let mut server = Server::start();
    let mut first = server.join();
    let mut second = server.connect();
    second.write_all(b"hello").unwrap();
    talk(&mut first, "still here", "You said still here\n");
    talk(&mut first, "bye", "You said bye\n");
    let finished = server.program.finish();
    assert_eq!(finished.stdout.matches("Connected").count(), 1, "{finished:?}");
    let mut came = Vec::new();
    let _ = second.read_to_end(&mut came); // on most systems a reset
    assert_eq!(came, b"");
}

#[test]
fn has_the_fault_that_a_client_that_leaves_ends_it_for_all() {
    let mut server = Server::start();
    let mut client = server.join();
    talk(&mut client, "hello", "You said hello\n");
    drop(client);
    let finished = server.program.finish();
    assert_eq!(finished.code, Some(1), "{finished:?}");
    assert!(finished.stderr.starts_with("Error: Os { code: "), "{finished:?}");
    assert!(finished.stdout.contains("I got hello\nI got \n"), "{finished:?}");
}

#[test]
fn has_the_fault_that_a_half_closed_connection_makes_it_run_in_circles() {
    let mut server = Server::start();
    let mut client = server.join();
    talk(&mut client, "hello", "You said hello\n");
    client.shutdown(Shutdown::Write).unwrap();
    let flood = "You said \n".repeat(1000);
    talk(&mut client, "", &flood);
}

#[test]
fn has_the_fault_that_a_bye_in_two_receives_is_missed() {
    let mut server = Server::start();
    let mut client = server.join();
    talk(&mut client, "b", "You said b\n");
    talk(&mut client, "ye", "You said ye\n");
    talk(&mut client, "still here", "You said still here\n");
}

#[test]
fn has_the_fault_that_half_a_letter_ends_it() {
    let mut server = Server::start();
    let mut client = server.join();
    client.write_all(b"Zo\xc3").unwrap();
    ended_with(&server.program.finish(), "Utf8Error");
    // A receive may also end in the middle of a letter: this is the 1024th byte.
    let mut server = Server::start();
    let mut client = server.join();
    client.write_all(format!("{}\u{eb}", "x".repeat(1023)).as_bytes()).unwrap();
    ended_with(&server.program.finish(), "Utf8Error");
}

#[test]
fn has_the_fault_that_a_client_can_forge_a_line_and_colour_the_terminal() {
    let mut server = Server::start();
    let mut client = server.join();
    let text = "x\nStopping server.\n\x1b[31m";
    talk(&mut client, text, &format!("You said {text}\n"));
    for line in ["I got x", "Stopping server.", "\x1b[31m"] {
        server.expect(line);
    }
    talk(&mut client, "still here", "You said still here\n");
}

#[test]
fn has_the_fault_that_a_message_in_two_receives_gets_two_answers() {
    let mut server = Server::start();
    let mut client = server.join();
    let (first, second) = ("x".repeat(1024), "x".repeat(976));
    talk(
        &mut client,
        format!("{first}{second}"),
        &format!("You said {first}\nYou said {second}\n"),
    );
}

/// Linux only: the others may deliver what was sent before the reset, or not.
#[test]
#[cfg(target_os = "linux")]
fn has_the_fault_that_closing_with_unread_bytes_resets_the_connection() {
    let mut server = Server::start();
    let mut client = server.join();
    client.write_all(format!("bye{}", "x".repeat(3000)).as_bytes()).unwrap();
    assert_eq!(server.program.finish().code, Some(0));
    let error = client.read_to_end(&mut Vec::new()).unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
}
