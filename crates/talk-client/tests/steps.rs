//! What the steps of the worksheet ask for: `step_1_...` belongs to step 1. Peers are listeners on 127.0.0.1.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops")]

use std::fmt;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use talk_client::{
    Attempt, connect, connect_to_any, python_repr, receive, send_all, shutdown_write,
};

const DEADLINE: Duration = Duration::from_secs(5);

/// Somebody to connect to, and the address.
fn listener() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// An address where nobody listens.
fn closed_port() -> SocketAddr {
    listener().1
}

/// The two ends of a connection.
fn pair() -> (TcpStream, TcpStream) {
    let (listener, address) = listener();
    let ours = TcpStream::connect(address).unwrap();
    let (theirs, _) = listener.accept().unwrap();
    ours.set_read_timeout(Some(DEADLINE)).unwrap();
    theirs.set_read_timeout(Some(DEADLINE)).unwrap();
    (ours, theirs)
}

/// The address that a connection leads to, or what kind of error there was.
fn outcome(connected: io::Result<TcpStream>) -> Result<SocketAddr, ErrorKind> {
    connected.and_then(|stream| stream.peer_addr()).map_err(|error| error.kind())
}

#[test]
fn step_1_connects_to_an_address_that_listens() {
    let (_listener, address) = listener();
    assert_eq!(outcome(connect(address, DEADLINE)), Ok(address), "connect({address}, 5 s)");
}

#[test]
fn step_1_hands_back_the_error_when_nobody_listens() {
    let address = closed_port();
    let expected = Err(ErrorKind::ConnectionRefused);
    assert_eq!(
        outcome(connect(address, DEADLINE)),
        expected,
        "connect(a port where nobody listens, 5 s)"
    );
}

#[test]
fn step_1_makes_a_socket_of_the_addresss_own_family() {
    let Ok(listener) = TcpListener::bind("[::1]:0") else {
        return println!("skipped: this computer has no IPv6");
    };
    let address = listener.local_addr().unwrap();
    assert_eq!(outcome(connect(address, DEADLINE)), Ok(address), "connect({address}, 5 s)");
}

/// A server that has no room for one more: the question to connect stays without an answer.
#[cfg(target_os = "linux")]
#[test]
fn step_1_gives_up_at_the_deadline() {
    use socket2::{Domain, Socket, Type};
    use std::sync::mpsc::channel;
    use std::thread;

    let full = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    full.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
    full.listen(0).unwrap();
    let address = full.local_addr().unwrap().as_socket().unwrap();
    let _waiting = connect(address, DEADLINE).unwrap(); // it takes the only place

    let (tell, told) = channel();
    thread::spawn(move || tell.send(outcome(connect(address, Duration::from_millis(100)))));
    let came = told.recv_timeout(Duration::from_secs(2)).map_err(|_| "no end after 2 seconds");
    assert_eq!(came, Ok(Err(ErrorKind::TimedOut)), "connect(a server without room, 0.1 s)");
}

/// Which of two addresses was connected to, or how each attempt ended.
fn outcome_of_any(
    connected: Result<TcpStream, Vec<Attempt>>,
    [first, second]: [SocketAddr; 2],
) -> Result<&'static str, Vec<String>> {
    let name = |address: SocketAddr| match address {
        _ if address == first => "first",
        _ if address == second => "second",
        _ => "another",
    };
    connected.map(|stream| name(stream.peer_addr().unwrap())).map_err(|attempts| {
        attempts
            .iter()
            .map(|attempt| format!("{}: {:?}", name(attempt.address), attempt.error.kind()))
            .collect()
    })
}

#[test]
fn step_2_takes_the_first_address_when_it_answers() {
    let ((_listener, first), (_other, second)) = (listener(), listener());
    let came = outcome_of_any(connect_to_any(&[first, second], DEADLINE), [first, second]);
    assert_eq!(came, Ok("first"), "connect_to_any([first, second], 5 s), both listen");
}

#[test]
fn step_2_goes_on_to_the_next_address_when_the_first_refuses() {
    let (_listener, second) = listener();
    let first = closed_port();
    let came = outcome_of_any(connect_to_any(&[first, second], DEADLINE), [first, second]);
    assert_eq!(came, Ok("second"), "connect_to_any([first, second], 5 s), only the second listens");
}

#[test]
fn step_2_hands_back_every_attempt_when_none_answers() {
    let ((held, first), (held_too, second)) = (listener(), listener());
    drop((held, held_too));
    let came = outcome_of_any(connect_to_any(&[first, second], DEADLINE), [first, second]);
    let expected =
        Err(vec!["first: ConnectionRefused".to_string(), "second: ConnectionRefused".to_string()]);
    assert_eq!(came, expected, "connect_to_any([first, second], 5 s), nobody listens");
}

/// Takes at most three bytes at a time, as a busy system does.
#[derive(Default)]
struct Narrow(Vec<u8>);

impl Write for Narrow {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(3);
        self.0.extend(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn step_3_sends_all_though_the_system_takes_three_bytes_at_a_time() {
    let mut narrow = Narrow::default();
    send_all(&mut narrow, b"hello, server").unwrap();
    assert_eq!(
        text(&narrow.0),
        "hello, server",
        r#"send_all(three bytes at a time, b"hello, server")"#
    );
}

#[test]
fn step_3_hands_back_an_error() {
    struct Gone;
    impl Write for Gone {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(ErrorKind::ConnectionReset.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let came = send_all(&mut Gone, b"hello").map_err(|error| error.kind());
    assert_eq!(came, Err(ErrorKind::ConnectionReset), r#"send_all(a peer that is gone, b"hello")"#);
}

#[test]
fn step_3_gives_up_when_nothing_is_taken() {
    struct Full(usize);
    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            assert!(self.0 < 100, "send_all goes on for ever, though nothing is taken");
            self.0 += 1;
            Ok(0)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let came = send_all(&mut Full(0), b"hello").map_err(|error| error.kind());
    assert_eq!(
        came,
        Err(ErrorKind::WriteZero),
        r#"send_all(a system that takes nothing, b"hello")"#
    );
}

#[test]
fn step_3_ends_our_half_so_that_the_peer_sees_the_end() {
    let (ours, mut theirs) = pair();
    theirs.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    shutdown_write(&ours).unwrap();
    let came = theirs.read(&mut [0; 8]).map_err(|_| "no end of file came");
    assert_eq!(came, Ok(0), "shutdown_write(connection), then a receive at the other end");
}

#[test]
fn step_3_leaves_the_other_half_open() {
    let (mut ours, mut theirs) = pair();
    shutdown_write(&ours).unwrap();
    theirs.write_all(b"an answer").unwrap();
    let mut buffer = [0; 16];
    let count = ours.read(&mut buffer).unwrap_or(0); // where nothing can come any more: no text
    assert_eq!(
        text(&buffer[..count]),
        "an answer",
        "shutdown_write(connection), then the peer answers"
    );
}

/// Gives one of its pieces for each receive, then the end of file.
struct Pieces(Vec<&'static [u8]>);

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(piece) = self.0.first_mut() else { return Ok(0) };
        let (now, later) = piece.split_at(piece.len().min(buffer.len()));
        buffer[..now.len()].copy_from_slice(now);
        *piece = later;
        if later.is_empty() {
            self.0.remove(0);
        }
        Ok(now.len())
    }
}

/// What one receive gave, as text: some bytes, the end of file, or an error.
fn received(came: io::Result<Option<Vec<u8>>>) -> Result<Option<String>, ErrorKind> {
    came.map(|bytes| bytes.map(|bytes| text(&bytes))).map_err(|error| error.kind())
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn step_4_gives_what_came_and_no_more() {
    let mut incoming = Pieces(vec![b"You said hello\n", b"and more"]);
    let came = received(receive(&mut incoming));
    assert_eq!(
        came,
        Ok(Some("You said hello\n".to_string())),
        "receive(a peer that sends `You said hello`)"
    );
}

#[test]
fn step_4_gives_none_at_the_end_of_file() {
    let came = received(receive(&mut Pieces(vec![])));
    assert_eq!(came, Ok(None), "receive(a peer that has ended)");
}

#[test]
fn step_4_gives_at_most_1024_bytes_and_the_rest_the_next_time() {
    let mut incoming = Pieces(vec![&[b'x'; 1500]]);
    let mut lengths = Vec::new();
    while let Ok(Some(bytes)) = receive(&mut incoming) {
        lengths.push(bytes.len());
        assert!(
            lengths.len() < 9,
            "receive(1500 bytes), again and again, never came to the end of file"
        );
    }
    assert_eq!(
        lengths,
        [1024, 476],
        "the lengths that receive(1500 bytes), again and again, gives"
    );
}

#[test]
fn step_4_hands_back_an_error() {
    struct Reset;
    impl Read for Reset {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(ErrorKind::ConnectionReset.into())
        }
    }
    let came = received(receive(&mut Reset));
    assert_eq!(came, Err(ErrorKind::ConnectionReset), "receive(a peer that resets the connection)");
}

/// A text that shows as it stands, without quotes around it and with no backslash more than it has.
#[derive(PartialEq, Eq)]
struct AsItStands(String);

impl fmt::Debug for AsItStands {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '\n' => write!(out, "<newline>")?,
                _ if character.is_control() => write!(out, "<byte {:#04x}>", u32::from(character))?,
                _ => write!(out, "{character}")?,
            }
        }
        Ok(())
    }
}

/// The right answers are Python's: `python_repr(text)`.
fn repr_gives(table: &[(&str, &str)]) {
    for (text, expected) in table {
        let (came, expected) =
            (AsItStands(python_repr(text.as_bytes())), AsItStands(expected.to_string()));
        let text = AsItStands(text.to_string());
        assert_eq!(came, expected, "repr of the text {text:?}");
    }
}

#[test]
fn step_5_puts_text_between_single_quotes() {
    repr_gives(&[("hello", "'hello'"), ("", "''"), ("Zoë, नमस्ते, 東京", "'Zoë, नमस्ते, 東京'")]);
}

#[test]
fn step_5_escapes_what_a_terminal_would_obey() {
    repr_gives(&[
        ("You said hello\n", r"'You said hello\n'"),
        ("a\tb\r\n", r"'a\tb\r\n'"),
        ("\x1b[31m", r"'\x1b[31m'"),
    ]);
    let (came, expected) =
        (AsItStands(python_repr(b"caf\xc3")), AsItStands(r"'caf\xc3'".to_string()));
    assert_eq!(came, expected, r#"python_repr(b"caf\xc3")"#);
}

#[test]
fn step_5_doubles_a_backslash() {
    repr_gives(&[(r"C:\new", r"'C:\\new'")]);
}

#[test]
fn step_5_chooses_the_quotes_as_python_does() {
    repr_gives(&[
        ("it's", r#""it's""#),
        (r#"say "hi""#, r#"'say "hi"'"#),
        (r#"it's "hi""#, r#"'it\'s "hi"'"#),
    ]);
}
