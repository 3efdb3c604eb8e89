//! What the steps of the worksheet ask for: `step_1_...` belongs to step 1. Servers are listeners on
//! 127.0.0.1. Each assertion is labelled with the call that it tries.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use std::fmt;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use talk_client::{
    Attempt, connect, connect_to_any, python_repr, receive, send_all, shutdown_write,
};

const DEADLINE: Duration = Duration::from_secs(5);

/// What came of a call, in words. It shows as it is, without quotes and with no backslash more.
#[derive(PartialEq, Eq)]
struct Words(String);

impl fmt::Debug for Words {
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

fn words(text: impl Into<String>) -> Words {
    Words(text.into())
}

/// The kind of an error, or its words where it has no kind of its own.
fn kind(error: &io::Error) -> String {
    match format!("{:?}", error.kind()).as_str() {
        "Other" | "Uncategorized" => error.to_string(),
        kind => kind.to_string(),
    }
}

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

/// A server that never answers the question to connect, as long as its two sockets are kept: its
/// backlog is full.
#[cfg(target_os = "linux")]
fn server_without_room() -> (SocketAddr, (socket2::Socket, TcpStream)) {
    use socket2::{Domain, Socket, Type};

    let full = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    full.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
    full.listen(0).unwrap();
    let address = full.local_addr().unwrap().as_socket().unwrap();
    let waiting = TcpStream::connect(address).unwrap(); // it takes the only place
    (address, (full, waiting))
}

/// Whether a connection leads to `address`, or the kind of the error.
fn outcome(connected: io::Result<TcpStream>, address: SocketAddr) -> Words {
    let connected: io::Result<TcpStream> = connected;
    words(match connected.map(|stream| (stream.local_addr(), stream.peer_addr())) {
        Ok((Ok(ours), Ok(theirs))) if ours == theirs => "connected to itself".to_string(),
        Ok((_, Ok(theirs))) if theirs == address => "connected".to_string(),
        Ok((_, Ok(_))) => "connected to another address".to_string(),
        Ok((_, Err(_))) => "a stream that is not connected".to_string(),
        Err(error) => format!("Err({})", kind(&error)),
    })
}

#[test]
fn step_1_connects_to_an_address_that_listens() {
    let (_listener, address) = listener();
    let expected = words("connected");
    let connected = || {
        let started = Instant::now();
        let Words(came) = outcome(connect(address, DEADLINE), address);
        words(if started.elapsed() < DEADLINE / 2 { came } else { came + ", too late" })
    };
    assert_eq!(connected(), expected, "connect(a server, 5 s)");
}

#[test]
fn step_1_hands_back_the_error_when_nobody_listens() {
    let address = closed_port();
    let expected = words("Err(ConnectionRefused)");
    assert_eq!(
        outcome(connect(address, DEADLINE), address),
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
    let expected = words("connected");
    assert_eq!(
        outcome(connect(address, DEADLINE), address),
        expected,
        "connect(an IPv6 server, 5 s)"
    );
}

/// What a server answers that waits for `hi`, and takes its time.
fn talk_to_a_slow_server() -> Words {
    let (listener, address) = listener();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept()?;
        stream.set_read_timeout(Some(DEADLINE))?;
        let mut question = [0; 2];
        stream.read_exact(&mut question)?;
        thread::sleep(Duration::from_millis(100)); // so that the answer has to be waited for
        stream.write_all(&[&question[..], b" to you"].concat())
    });
    let talk = |connected: io::Result<TcpStream>| -> io::Result<String> {
        let mut stream = connected?;
        if stream.read_timeout()?.is_some() || stream.write_timeout()?.is_some() {
            return Ok("a stream with a deadline for each receive or send".to_string());
        }
        stream.set_read_timeout(Some(DEADLINE))?;
        stream.write_all(b"hi")?;
        let mut buffer = [0; 9];
        stream.read_exact(&mut buffer)?;
        Ok(String::from_utf8_lossy(&buffer).into_owned())
    };
    let answer = talk(connect(address, DEADLINE));
    words(answer.unwrap_or_else(|error| format!("Err({})", kind(&error))))
}

#[test]
fn step_1_gives_a_stream_that_sends_and_waits_for_what_comes() {
    assert_eq!(
        talk_to_a_slow_server(),
        words("hi to you"),
        "connect(a server that waits for `hi` and answers later, 5 s)"
    );
}

/// How `connect` to a server without room ends: with which error, and when.
#[cfg(target_os = "linux")]
fn end_of_waiting(deadline: Duration) -> Words {
    use std::sync::mpsc::{RecvTimeoutError, channel};

    let (address, _kept) = server_without_room();
    let (tell, told) = channel();
    let started = Instant::now();
    // A thread with the test's own name: a panic in `connect` is one of the test.
    let name = thread::current().name().unwrap_or_default().to_string();
    let connecting = thread::Builder::new()
        .name(name)
        .spawn(move || tell.send(outcome(connect(address, deadline), address)))
        .unwrap();
    match told.recv_timeout(deadline + Duration::from_millis(800)) {
        Ok(Words(came)) if started.elapsed() < deadline * 9 / 10 => {
            words(format!("{came}, too early"))
        }
        Ok(Words(came)) => words(format!("{came} at the deadline")),
        Err(RecvTimeoutError::Timeout) => words("no end, long after the deadline"),
        Err(RecvTimeoutError::Disconnected) => match connecting.join() {
            Err(panic) => std::panic::resume_unwind(panic),
            Ok(_) => words("no end"),
        },
    }
}

#[cfg(target_os = "linux")]
#[test]
fn step_1_gives_up_at_the_deadline() {
    assert_eq!(
        end_of_waiting(Duration::from_millis(100)),
        words("Err(TimedOut) at the deadline"),
        "connect(a server that never answers, 0.1 s)"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn step_1_gives_up_no_earlier() {
    assert_eq!(
        end_of_waiting(Duration::from_millis(1200)),
        words("Err(TimedOut) at the deadline"),
        "connect(a server that never answers, 1.2 s)"
    );
}

const NAMES: [&str; 3] = ["first", "second", "third"];

/// Which of `addresses` was connected to, or how each attempt ended.
fn outcome_of_any(connected: Result<TcpStream, Vec<Attempt>>, addresses: &[SocketAddr]) -> Words {
    let connected: Result<TcpStream, Vec<Attempt>> = connected;
    let name = |address: Option<SocketAddr>| {
        let place = addresses.iter().position(|other| Some(*other) == address);
        place.map_or("wrong one", |place| NAMES[place])
    };
    let ended =
        |attempt: &Attempt| format!("{} {}", name(Some(attempt.address)), kind(&attempt.error));
    words(match connected {
        Ok(stream) => format!("Ok(the {})", name(stream.peer_addr().ok())),
        Err(attempts) => {
            format!("Err([{}])", attempts.iter().map(ended).collect::<Vec<_>>().join(", "))
        }
    })
}

/// What comes of trying `addresses`.
fn try_any(addresses: &[SocketAddr]) -> Words {
    outcome_of_any(connect_to_any(addresses, DEADLINE), addresses)
}

#[test]
fn step_2_takes_the_first_address_when_it_answers() {
    let ((_listener, first), (_other, second)) = (listener(), listener());
    assert_eq!(
        try_any(&[first, second]),
        words("Ok(the first)"),
        "connect_to_any([a server, a server], 5 s)"
    );
}

/// Which of two servers gets a client.
fn who_gets_a_client() -> Words {
    let ((one, first), (other, second)) = (listener(), listener());
    one.set_nonblocking(true).unwrap();
    other.set_nonblocking(true).unwrap();
    let _connected = connect_to_any(&[first, second], DEADLINE);
    words(match (one.accept().is_ok(), other.accept().is_ok()) {
        (true, false) if one.accept().is_ok() => "the first, twice",
        (true, false) => "only the first",
        (false, true) => "only the second",
        (true, true) => "both",
        (false, false) => "none",
    })
}

#[test]
fn step_2_troubles_no_other_when_one_has_answered() {
    assert_eq!(
        who_gets_a_client(),
        words("only the first"),
        "connect_to_any([a server, a server], 5 s): which server got a client"
    );
}

#[test]
fn step_2_goes_on_until_an_address_answers() {
    let (_listener, third) = listener();
    assert_eq!(
        try_any(&[closed_port(), closed_port(), third]),
        words("Ok(the third)"),
        "connect_to_any([nobody, nobody, a server], 5 s)"
    );
}

#[test]
fn step_2_tries_ipv6_addresses_too() {
    let Ok(listener_6) = TcpListener::bind("[::1]:0") else {
        return println!("skipped: this computer has no IPv6");
    };
    let (_listener, second) = listener();
    assert_eq!(
        try_any(&[listener_6.local_addr().unwrap(), second]),
        words("Ok(the first)"),
        "connect_to_any([an IPv6 server, a server], 5 s)"
    );
}

#[test]
fn step_2_keeps_to_the_order_whatever_the_family() {
    let Ok(listener_6) = TcpListener::bind("[::1]:0") else {
        return println!("skipped: this computer has no IPv6");
    };
    let (listener, address) = listener();
    let address_6 = listener_6.local_addr().unwrap();
    assert_eq!(
        try_any(&[address, address_6]),
        words("Ok(the first)"),
        "connect_to_any([a server, an IPv6 server], 5 s)"
    );
    drop(listener_6);
    assert_eq!(
        try_any(&[address_6, address]),
        words("Ok(the second)"),
        "connect_to_any([an IPv6 address without a server, a server], 5 s)"
    );
    drop(listener);
    assert_eq!(
        try_any(&[address, address_6]),
        words("Err([first ConnectionRefused, second ConnectionRefused])"),
        "connect_to_any([nobody, nobody at an IPv6 address], 5 s)"
    );
}

#[test]
fn step_2_hands_back_every_attempt_when_none_answers() {
    let ((held, first), (held_too, second)) = (listener(), listener());
    drop((held, held_too));
    assert_eq!(
        try_any(&[first, second]),
        words("Err([first ConnectionRefused, second ConnectionRefused])"),
        "connect_to_any([nobody, nobody], 5 s)"
    );
}

/// Each attempt with its own error.
#[cfg(target_os = "linux")]
#[test]
fn step_2_hands_back_the_error_of_each_attempt() {
    let (silent, _kept) = server_without_room();
    let addresses = [silent, closed_port()];
    let end = || outcome_of_any(connect_to_any(&addresses, Duration::from_millis(200)), &addresses);
    assert_eq!(
        end(),
        words("Err([first TimedOut, second ConnectionRefused])"),
        "connect_to_any([no answer, nobody], 0.2 s)"
    );
}

#[test]
fn step_2_has_no_attempts_where_there_are_no_addresses() {
    assert_eq!(try_any(&[]), words("Err([])"), "connect_to_any([], 5 s)");
}

/// What comes of two silent addresses and a server after them, and when.
#[cfg(target_os = "linux")]
fn after_two_silent_addresses(deadline: Duration) -> Words {
    let (first, _kept) = server_without_room();
    let (second, _kept_too) = server_without_room();
    let (_listener, third) = listener();
    let addresses = [first, second, third];
    let started = Instant::now();
    let Words(came) = outcome_of_any(connect_to_any(&addresses, deadline), &addresses);
    let when = match started.elapsed() {
        elapsed if elapsed < deadline * 9 / 5 => ", too early",
        elapsed if elapsed > 2 * deadline + Duration::from_millis(700) => ", too late",
        _ => "",
    };
    words(came + when)
}

#[cfg(target_os = "linux")]
#[test]
fn step_2_gives_each_address_its_own_deadline() {
    assert_eq!(
        after_two_silent_addresses(Duration::from_millis(400)),
        words("Ok(the third)"),
        "connect_to_any([no answer, no answer, a server], 0.4 s)"
    );
}

/// Takes at most `room` bytes at a time, as a busy system does. When it is `full`, it takes nothing
/// more: then comes an error, or nothing happens.
struct Narrow {
    taken: Vec<u8>,
    room: usize,
    full: usize,
    error: Option<ErrorKind>,
    tries: usize,
}

impl Narrow {
    fn new(room: usize, full: usize, error: Option<ErrorKind>) -> Narrow {
        Narrow { taken: Vec::new(), room, full, error, tries: 0 }
    }
}

impl Write for Narrow {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.tries += 1;
        if self.tries > 10_000 {
            return Err(io::Error::other("tried 10000 times"));
        }
        let count = bytes.len().min(self.room).min(self.full - self.taken.len());
        match self.error {
            Some(error) if count == 0 => Err(error.into()),
            _ => {
                self.taken.extend(&bytes[..count]);
                Ok(count)
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What came of a send.
fn sent(result: io::Result<()>) -> Words {
    let result: io::Result<()> = result;
    words(result.map_or_else(|error| format!("Err({})", kind(&error)), |()| "Ok(())".to_string()))
}

/// What came of sending `text`, and what was taken of it.
fn sent_text(mut narrow: Narrow, text: &str) -> Words {
    let Words(result) = sent(send_all(&mut narrow, text.as_bytes()));
    words(format!("{result}, sent: {}", String::from_utf8_lossy(&narrow.taken)))
}

/// What came of sending `count` bytes of every value, and whether they were taken.
fn sent_bytes(room: usize, count: usize) -> Words {
    let all: Vec<u8> = (0..=255).cycle().take(count).collect();
    let mut narrow = Narrow::new(room, 999_999, None);
    let Words(result) = sent(send_all(&mut narrow, &all));
    let which = if narrow.taken == all { "all" } else { "others" };
    words(format!("{result}, {} bytes, {which}", narrow.taken.len()))
}

#[test]
fn step_3_sends_all_though_the_system_takes_three_bytes_at_a_time() {
    assert_eq!(
        sent_text(Narrow::new(3, 99, None), "hello, server"),
        words("Ok(()), sent: hello, server"),
        r#"send_all(three bytes at a time, b"hello, server")"#
    );
}

#[test]
fn step_3_sends_any_bytes_whatever_room_there_is() {
    for room in [1, 2, 7, 599, 600, 601] {
        assert_eq!(
            sent_bytes(room, 600),
            words("Ok(()), 600 bytes, all"),
            "send_all({room} bytes at a time, 600 bytes of every value)"
        );
    }
    assert_eq!(
        sent_bytes(70_000, 200_000),
        words("Ok(()), 200000 bytes, all"),
        "send_all(70000 bytes at a time, 200000 bytes of every value)"
    );
    assert_eq!(
        sent_text(Narrow::new(3, 99, None), " \thello \r\n"),
        words("Ok(()), sent:  \thello \r\n"),
        r#"send_all(three bytes at a time, b" \thello \r\n")"#
    );
}

#[test]
fn step_3_has_nothing_to_do_for_no_bytes() {
    assert_eq!(
        sent(send_all(&mut Narrow::new(0, 0, None), b"")),
        words("Ok(())"),
        r#"send_all(a system that takes nothing, b"")"#
    );
}

#[test]
fn step_3_hands_back_an_error() {
    for (before, call) in [
        (0, r#"send_all(a peer that is gone, b"hello")"#),
        (3, r#"send_all(a peer that is gone after 3 bytes, b"hello")"#),
    ] {
        let mut gone = Narrow::new(3, before, Some(ErrorKind::ConnectionReset));
        assert_eq!(sent(send_all(&mut gone, b"hello")), words("Err(ConnectionReset)"), "{call}");
    }
    for kind in [ErrorKind::BrokenPipe, ErrorKind::ConnectionAborted, ErrorKind::TimedOut] {
        let mut gone = Narrow::new(3, 3, Some(kind));
        assert_eq!(
            sent(send_all(&mut gone, b"hello")),
            words(format!("Err({kind:?})")),
            "send_all(a peer to which sending fails with {kind:?}, b\"hello\")"
        );
    }
}

/// How often `send_all` sends where the first send fails.
fn sends_to_a_peer_that_is_gone() -> Words {
    let mut gone = Narrow::new(3, 0, Some(ErrorKind::ConnectionReset));
    let _ = send_all(&mut gone, b"hello");
    words(match gone.tries {
        0 => "never",
        1 => "once",
        _ => "again and again",
    })
}

#[test]
fn step_3_sends_nothing_after_an_error() {
    assert_eq!(
        sends_to_a_peer_that_is_gone(),
        words("once"),
        r#"send_all(a peer that is gone, b"hello"): how often it sends"#
    );
}

#[test]
fn step_3_gives_up_when_nothing_is_taken() {
    for (text, room, call) in [
        (
            "hello, server",
            9,
            r#"send_all(a system that takes 3 bytes, 6 more, then nothing, b"hello, server")"#,
        ),
        ("hello", 0, r#"send_all(a system that takes nothing, b"hello")"#),
    ] {
        assert_eq!(
            sent_text(Narrow::new(3, room, None), text),
            words(format!("Err(WriteZero), sent: {}", &text[..room])),
            "{call}"
        );
    }
}

/// What the other side receives first.
fn first_received(result: io::Result<usize>) -> &'static str {
    match result {
        Ok(0) => "the end of file",
        Ok(_) => "bytes",
        Err(_) => "nothing",
    }
}

/// What both sides receive after the shutdown, when the peer answers.
fn both_sides_after_shutdown() -> Words {
    let (mut ours, mut theirs) = pair();
    theirs.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    let Words(result) = sent(shutdown_write(&ours));
    let they = first_received(theirs.read(&mut [0; 9]));
    let _ = theirs.write_all(b"an answer"); // it may be refused, where nothing can come any more
    let we = match first_received(ours.read(&mut [0; 9])) {
        "bytes" => "the answer",
        other => other,
    };
    words(format!("{result}; the peer received {they}, and we received {we}"))
}

#[test]
fn step_3_ends_our_half_and_leaves_the_other_open() {
    assert_eq!(
        both_sides_after_shutdown(),
        words("Ok(()); the peer received the end of file, and we received the answer"),
        "shutdown_write(connection), and then the peer answers"
    );
}

/// What comes of a shutdown after a reset, if one without a reset works.
#[cfg(unix)]
fn shutdown_after_a_reset() -> Words {
    let (healthy, mut its_peer) = pair();
    let Words(before) = sent(shutdown_write(&healthy));
    its_peer.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    let they = first_received(its_peer.read(&mut [0; 9]));

    let (mut ours, theirs) = pair();
    socket2::SockRef::from(&theirs).set_linger(Some(Duration::ZERO)).unwrap();
    drop(theirs);
    let reset = ours.read(&mut [0]);
    let after = sent(shutdown_write(&ours));
    match (they, reset) {
        ("the end of file", Err(_)) => after,
        _ => words(format!("already without a reset: {before}, and the peer received {they}")),
    }
}

#[cfg(unix)]
#[test]
fn step_3_hands_back_the_error_of_shutdown() {
    assert_eq!(
        shutdown_after_a_reset(),
        words("Err(NotConnected)"),
        "shutdown_write(a connection that the peer has reset)"
    );
}

/// Gives one of its pieces for each receive, then the end of file, or an error.
struct Pieces {
    pieces: Vec<Vec<u8>>,
    end: Option<ErrorKind>,
    reads: usize,
}

impl Pieces {
    fn new(pieces: &[&[u8]]) -> Pieces {
        Pieces { pieces: pieces.iter().map(|piece| piece.to_vec()).collect(), end: None, reads: 0 }
    }
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Err(io::Error::other("a receive into no room"));
        }
        self.reads += 1;
        let Some(piece) = self.pieces.first_mut() else {
            return self.end.map_or(Ok(0), |error| Err(error.into()));
        };
        let count = piece.len().min(buffer.len());
        buffer[..count].copy_from_slice(&piece[..count]);
        piece.drain(..count);
        if piece.is_empty() {
            self.pieces.remove(0);
        }
        Ok(count)
    }
}

/// What one receive gave: bytes, the end of file, or an error.
fn received(result: io::Result<Option<Vec<u8>>>) -> Words {
    let result: io::Result<Option<Vec<u8>>> = result;
    words(match result {
        Ok(Some(bytes)) if bytes.len() > 60 => {
            format!("Some(b\"{}...\"), {} bytes", bytes[..30].escape_ascii(), bytes.len())
        }
        Ok(Some(bytes)) => format!("Some(b\"{}\")", bytes.escape_ascii()),
        Ok(None) => "None".to_string(),
        Err(error) => format!("Err({})", kind(&error)),
    })
}

#[test]
fn step_4_gives_what_came_and_no_more() {
    let mut incoming = Pieces::new(&[b"You said hello\n", b"and more"]);
    assert_eq!(
        received(receive(&mut incoming)),
        words(r#"Some(b"You said hello\n")"#),
        "receive(a peer that sends `You said hello` and a newline, then more)"
    );
}

#[test]
fn step_4_keeps_every_byte() {
    for (bytes, expected) in [
        (&b"ab\0c\0\0"[..], r#"Some(b"ab\x00c\x00\x00")"#),
        (b"Zo\xc3", r#"Some(b"Zo\xc3")"#),
        (b" \r\n", r#"Some(b" \r\n")"#),
        (b"one\ntwo\n", r#"Some(b"one\ntwo\n")"#),
    ] {
        assert_eq!(
            received(receive(&mut Pieces::new(&[bytes]))),
            words(expected),
            "receive(a peer that sends b\"{}\")",
            bytes.escape_ascii()
        );
    }
}

#[test]
fn step_4_gives_none_at_the_end_of_file() {
    assert_eq!(
        received(receive(&mut Pieces::new(&[]))),
        words("None"),
        "receive(a peer that has ended)"
    );
}

/// All that comes until the end of file, and the length of each receive.
fn until_the_end(incoming: &mut Pieces) -> (Vec<u8>, String) {
    let (mut all, mut lengths) = (Vec::new(), Vec::new());
    while lengths.len() < 99 {
        let result: io::Result<Option<Vec<u8>>> = receive(incoming);
        match result {
            Ok(Some(bytes)) if bytes.is_empty() => {
                lengths.push("0, and so on without end".to_string());
                break;
            }
            Ok(Some(bytes)) => {
                lengths.push(bytes.len().to_string());
                all.extend(bytes);
            }
            Ok(None) => break,
            Err(error) => {
                lengths.push(format!("Err({})", kind(&error)));
                break;
            }
        }
    }
    (all, lengths.join(", "))
}

#[test]
fn step_4_gives_at_most_1024_bytes_and_the_rest_the_next_time() {
    for (length, expected) in
        [(1023, "1023"), (1024, "1024"), (1025, "1024, 1"), (1500, "1024, 476")]
    {
        assert_eq!(
            words(until_the_end(&mut Pieces::new(&[&vec![b'x'; length]])).1),
            words(expected),
            "receive(a peer that sends {length} bytes), again and again until None: the lengths"
        );
    }
}

#[test]
fn step_4_loses_and_changes_nothing() {
    let sent: Vec<u8> = (0..=255).cycle().take(5000).collect();
    let compare = |mut incoming: Pieces| {
        let (all, _) = until_the_end(&mut incoming);
        words(if all == sent { "what was sent" } else { "something else" })
    };
    assert_eq!(
        compare(Pieces::new(&[&sent[..1], &sent[1..1500], &sent[1500..]])),
        words("what was sent"),
        "receive(a peer that sends 5000 bytes of every value), again and again until None"
    );
}

#[test]
fn step_4_hands_back_an_error() {
    let mut incoming = Pieces::new(&[]);
    incoming.end = Some(ErrorKind::ConnectionReset);
    assert_eq!(
        received(receive(&mut incoming)),
        words("Err(ConnectionReset)"),
        "receive(a peer that resets the connection)"
    );
    for kind in [ErrorKind::TimedOut, ErrorKind::WouldBlock, ErrorKind::BrokenPipe] {
        incoming.end = Some(kind);
        assert_eq!(
            received(receive(&mut incoming)),
            words(format!("Err({kind:?})")),
            "receive(a peer from which receiving fails with {kind:?})"
        );
    }
}

/// How often `receive` reads at the end of file, or where an error comes.
fn reads_at(end: Option<ErrorKind>) -> Words {
    let mut incoming = Pieces::new(&[]);
    incoming.end = end;
    let _ = receive(&mut incoming);
    words(format!("{} times", incoming.reads))
}

#[test]
fn step_4_reads_once() {
    let (once, reset) = (words("1 times"), Some(ErrorKind::ConnectionReset));
    assert_eq!(reads_at(None), once, "receive(a peer that has ended): how often it reads");
    let call = "receive(a peer that resets the connection): how often it reads";
    assert_eq!(reads_at(reset), once, "{call}");
}

fn shown(text: String) -> Words {
    words(text)
}

/// The right answers are Python's: `repr(text)`.
fn repr_gives(table: &[(&[u8], &str)]) {
    for (bytes, expected) in table {
        assert_eq!(
            shown(python_repr(bytes)),
            words(*expected),
            "python_repr(b\"{}\")",
            bytes.escape_ascii()
        );
    }
}

#[test]
fn step_5_puts_text_between_single_quotes() {
    repr_gives(&[
        (b"hello", "'hello'"),
        (b"", "''"),
        ("Zoë, नमस्ते, 東京".as_bytes(), "'Zoë, नमस्ते, 東京'"),
    ]);
}

#[test]
fn step_5_escapes_what_a_terminal_would_obey() {
    repr_gives(&[
        (b"You said hello\n", r"'You said hello\n'"),
        (b"a\tb\r\n", r"'a\tb\r\n'"),
        (b"\x1b[31m", r"'\x1b[31m'"),
        (b"caf\xc3", r"'caf\xc3'"),
    ]);
}

#[test]
fn step_5_doubles_a_backslash() {
    repr_gives(&[(br"C:\new", r"'C:\\new'"), (br"\", r"'\\'"), (b"\\\n", r"'\\\n'")]);
}

#[test]
fn step_5_puts_a_backslash_before_the_quote_that_is_around_the_text() {
    repr_gives(&[
        (b"it's", r#""it's""#),
        (br#"say "hi""#, r#"'say "hi"'"#),
        (br#"it's "hi""#, r#"'it\'s "hi"'"#),
    ]);
}

#[test]
fn step_5_shows_all_of_a_long_text() {
    let letters = || words(format!("{} letters", python_repr(&[b'x'; 5000]).matches('x').count()));
    assert_eq!(letters(), words("5000 letters"), "python_repr(5000 times b\"x\"): its letters");
}

/// The rule the other way round: what was made of a text can be read back, and is that text.
#[test]
fn step_5_can_be_read_back() {
    let letters = b"a'\"\\n\n\x1b ";
    let mut texts: Vec<Vec<u8>> = (0..=127).map(|byte| vec![byte]).collect();
    for first in letters {
        for second in letters {
            texts.extend(letters.iter().map(|third| vec![*first, *second, *third]));
        }
    }
    for text in texts {
        assert_eq!(
            read_back(python_repr(&text)),
            words(String::from_utf8_lossy(&text)),
            "python_repr(b\"{}\"), read back",
            text.escape_ascii()
        );
    }
}

/// The text that `literal` stands for in Python.
fn read_back(literal: String) -> Words {
    words(text_of(&literal).unwrap_or_else(|| format!("cannot be read: {literal}")))
}

/// Returns `None` if it stands for none.
fn text_of(literal: &str) -> Option<String> {
    let quote = literal.chars().next().filter(|quote| "'\"".contains(*quote))?;
    let inside = literal.strip_prefix(quote)?.strip_suffix(quote)?;
    let (mut text, mut rest) = (String::new(), inside.chars());
    while let Some(character) = rest.next() {
        text.push(match character {
            '\\' => match rest.next()? {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'x' => char::from(
                    u8::from_str_radix(&rest.by_ref().take(2).collect::<String>(), 16).ok()?,
                ),
                itself => itself,
            },
            _ if character == quote => return None,
            _ => character,
        });
    }
    Some(text)
}
