//! One test or more for each step of the worksheet `lessons/talk-server.md`.

#![allow(
    clippy::bool_assert_comparison,
    reason = "`left` is always what came, also where it is true or false"
)]

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fmt;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use talk_server::{ByeDetector, CloseReason, converse, open_listener, reply, split_lines};

// Step 1: a socket that listens

/// 127.0.0.1, and a port that the system picks.
const ANY_PORT: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

/// How long a client tries to connect.
const DEADLINE: Duration = Duration::from_millis(250);

/// The address at which `open_listener` listens, or the kind of its error.
fn address_of(address: SocketAddr) -> Result<SocketAddr, ErrorKind> {
    let listener: io::Result<TcpListener> = open_listener(address, 50);
    listener.and_then(|listener| listener.local_addr()).map_err(|error| error.kind())
}

#[test]
fn step_1_binds_to_the_address_given_or_returns_the_error() {
    assert_eq!(
        address_of(ANY_PORT).map(|address| address.ip()),
        Ok(ANY_PORT.ip()),
        "open_listener(127.0.0.1:0, 50), then its IP address"
    );
    // A port that was free a moment ago.
    let Ok(free) = TcpListener::bind(ANY_PORT).and_then(|other| other.local_addr()) else { return };
    assert_eq!(address_of(free), Ok(free), "open_listener({free}, 50), then its address");

    let Ok(other) = TcpListener::bind(ANY_PORT) else { return };
    let Ok(taken) = other.local_addr() else { return };
    assert_eq!(
        address_of(taken),
        Err(ErrorKind::AddrInUse),
        "open_listener(the address of another listener, 50), then its address"
    );
    let elsewhere = SocketAddr::from(([192, 0, 2, 77], 0));
    assert_eq!(
        address_of(elsewhere),
        Err(ErrorKind::AddrNotAvailable),
        "open_listener(192.0.2.77:0, 50), an address of another computer"
    );
}

#[test]
fn step_1_binds_to_an_ipv6_address_too() {
    let address = SocketAddr::new(IpAddr::V6(Ipv6Addr::LOCALHOST), 0);
    if TcpListener::bind(address).is_err() {
        println!("skipped: this computer has no IPv6");
        return;
    }
    assert_eq!(
        address_of(address).map(|address| address.ip()),
        Ok(address.ip()),
        "open_listener([::1]:0, 50), then its IP address"
    );
}

#[test]
fn step_1_lets_clients_connect() {
    assert_eq!(
        clients_of(50, 1),
        Ok(1),
        "open_listener(127.0.0.1:0, 50), then the number of clients that can connect, of 1"
    );
}

/// `accept` on the listener waits: a client comes only a little later.
#[test]
fn step_1_waits_for_a_client_that_comes_later() {
    let accepted = || -> Result<&str, ErrorKind> {
        let listener: TcpListener = open_listener(ANY_PORT, 50).map_err(|error| error.kind())?;
        let address = way_to(&listener)?;
        let client = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(100));
            TcpStream::connect_timeout(&address, DEADLINE)
        });
        let accepted = listener.accept().map_err(|error| error.kind())?;
        let _ = client.join();
        Ok(if accepted.0.local_addr().is_ok() { "a client" } else { "no client" })
    };
    assert_eq!(
        accepted(),
        Ok("a client"),
        "open_listener(127.0.0.1:0, 50), then accept, where a client comes 0.1 s later"
    );
}

/// On Linux, one connection more than the backlog fits in. Other systems count in other ways, so
/// there this is not tested.
#[test]
#[cfg(target_os = "linux")]
fn step_1_lets_as_many_wait_as_the_backlog_says() {
    for (backlog, expected) in [(1, 2), (4, 5), (50, 10)] {
        assert_eq!(
            clients_of(backlog, 10),
            Ok(expected),
            "open_listener(127.0.0.1:0, {backlog}), then the number of clients that can connect, of 10"
        );
    }
}

/// How many of `clients` can connect to a listener that never accepts.
fn clients_of(backlog: i32, clients: usize) -> Result<usize, ErrorKind> {
    let listener: io::Result<TcpListener> = open_listener(ANY_PORT, backlog);
    let listener = listener.map_err(|error| error.kind())?;
    let address = way_to(&listener)?;
    let connect = |_| TcpStream::connect_timeout(&address, DEADLINE).ok();
    Ok((0..clients).map_while(connect).collect::<Vec<TcpStream>>().len())
}

/// The address at which a client finds this listener.
fn way_to(listener: &TcpListener) -> Result<SocketAddr, ErrorKind> {
    let mut address = listener.local_addr().map_err(|error| error.kind())?;
    if address.ip().is_unspecified() {
        address.set_ip(ANY_PORT.ip());
    }
    Ok(address)
}

// Step 2: the reply

fn reply_to(received: &[u8]) -> Bytes {
    let bytes: Vec<u8> = reply(received);
    Bytes(bytes)
}

#[test]
fn step_2_replies_with_what_came_and_a_newline() {
    for (received, expected) in [
        (b"hello".as_slice(), b"You said hello\n".as_slice()),
        (b"", b"You said \n"),
        (b"hello\n", b"You said hello\n\n"),
        (b"  two words ", b"You said   two words \n"),
        ("Zoë".as_bytes(), "You said Zoë\n".as_bytes()),
        (b"half a letter: \xc3", b"You said half a letter: \xc3\n"),
        (b"\x00\xff\r", b"You said \x00\xff\r\n"),
    ] {
        assert_eq!(reply_to(received), Bytes::from(expected), "reply({:?})", Bytes::from(received));
    }
}

#[test]
fn step_2_replies_to_every_byte_and_to_any_number_of_them() {
    let every_byte: Vec<u8> = (0..=255).collect();
    for received in every_byte.iter().map(std::slice::from_ref).chain([&every_byte.repeat(9)[..]]) {
        let middle = || {
            let came = reply_to(received).0;
            let middle = came.strip_prefix(b"You said ").and_then(|rest| rest.strip_suffix(b"\n"));
            middle.map(Bytes::from)
        };
        assert_eq!(
            middle(),
            Some(Bytes::from(received)),
            "reply({:?}), without `You said ` and the newline at its end",
            Bytes::from(received)
        );
    }
}

// Step 3: detecting bye

/// What a new detector returns for each of `receives`.
fn push_all(receives: &[&[u8]]) -> Vec<bool> {
    let mut detector = ByeDetector::default();
    let push = |receive: &&[u8]| -> bool { detector.push(receive) };
    receives.iter().map(push).collect()
}

/// `push(b"b"), then push(b"ye")`.
fn in_turn(function: &str, receives: &[&[u8]]) -> String {
    let call = |receive: &&[u8]| format!("{function}({:?})", Bytes::from(receive));
    receives.iter().map(call).collect::<Vec<_>>().join(", then ")
}

#[test]
fn step_3_finds_a_bye_however_the_stream_is_cut() {
    for receives in [
        &[b"bye".as_slice()] as &[&[u8]],
        &[b"goodbye, then\n"],
        &[b"hello", b"bye\n"],
        &[b"b", b"ye"],
        &[b"hello b", b"ye\n"],
        &[b"by", b"e"],
        &[b"a long one before it: by", b"e\n"],
        &[b"b", b"y", b"e"],
        &[b"b", b"", b"ye"],
        &[b"bbye"],
        &[b"byye bye"],
        &[b"bb", b"ye"],
        &[b"byby", b"e"],
        &[b"b", b"b", b"y", b"e"],
        &[b"\xff\xc3bye"],
        &[b"\xc3", b"b\xabb", b"ye"],
    ] {
        let expected: Vec<bool> = (1..=receives.len()).map(|nth| nth == receives.len()).collect();
        assert_eq!(push_all(receives), expected, "{}", in_turn("push", receives));
    }
    let long = [&[b'x'; 5000][..], b"bye"].concat();
    assert_eq!(push_all(&[&long]), [true], "push(5000 times b\"x\", and b\"bye\")");
    // A bye that was found is over.
    let receives: [&[u8]; 2] = [b"bye", b"x"];
    assert_eq!(push_all(&receives), [true, false], "{}", in_turn("push", &receives));
}

#[test]
fn step_3_finds_no_bye_where_there_is_none() {
    for receives in [
        [b"hello".as_slice(), b""],
        [b"by", b" e"],
        [b"e", b"yb"],
        [b"BYE", b"b"],
        [b"b", b"by"],
        [b"ye", b"b"],
        [b"eye", b"b"],
    ] {
        assert_eq!(push_all(&receives), [false, false], "{}", in_turn("push", &receives));
    }
}

#[test]
fn step_3_keeps_only_what_may_begin_a_bye() {
    for (receive, count) in [(b"hello".as_slice(), 1000), (b"b", 1000), (&[b'x'; 1024], 1)] {
        let kept = || -> usize {
            let mut detector = ByeDetector::default();
            for _ in 0..count {
                detector.push(receive);
            }
            detector.buffered()
        };
        assert_eq!(
            if kept() <= 16 { "a few bytes" } else { "everything" },
            "a few bytes",
            "what the detector keeps after {count} times push of {} bytes",
            receive.len()
        );
    }
}

/// The rule, written another way: a bye is complete in the receive that holds its last letter.
#[test]
fn step_3_agrees_with_a_search_through_the_whole_stream() {
    for stream in every_text(b"byex", 4) {
        for cut in 0..=stream.len() {
            let receives: [&[u8]; 2] = [&stream[..cut], &stream[cut..]];
            let end = stream.windows(3).position(|three| three == b"bye").map(|start| start + 3);
            let expected = [end.is_some_and(|end| end <= cut), end.is_some_and(|end| end > cut)];
            let checked = if expected[0] { 1 } else { 2 }; // nobody asks after a bye
            assert_eq!(
                push_all(&receives)[..checked],
                expected[..checked],
                "{} (every stream is tried)",
                in_turn("push", &receives)
            );
        }
    }
}

/// Every text of `letters` that is at most `length` long.
fn every_text(letters: &[u8], length: usize) -> Vec<Vec<u8>> {
    let mut texts = vec![Vec::new()];
    let mut longest = texts.clone();
    for _ in 0..length {
        let longer = |text: &Vec<u8>| {
            letters.iter().map(|letter| [text, &[*letter][..]].concat()).collect::<Vec<_>>()
        };
        longest = longest.iter().flat_map(longer).collect();
        texts.extend(longest.clone());
    }
    texts
}

// Step 4: the conversation

/// How `converse` with such a peer ends.
fn end_of(mut peer: Peer) -> Result<CloseReason, ErrorKind> {
    let end: io::Result<CloseReason> = converse(&mut peer, io::sink());
    end.map_err(|error| error.kind())
}

/// What `converse` sends to such a peer, send by send.
fn sends_to(mut peer: Peer) -> Vec<Bytes> {
    let _ = converse(&mut peer, io::sink());
    peer.sends
}

fn all(sends: &[&[u8]]) -> Vec<Bytes> {
    sends.iter().map(Bytes::from).collect()
}

#[test]
fn step_4_answers_each_receive_until_the_end_of_file() {
    let peer = || Peer::that_sends(&[b"hello", b"how are you?\n"]);
    assert_eq!(
        sends_to(peer()),
        all(&[b"You said hello\n", b"You said how are you?\n\n"]),
        "what converse sends to a peer that sends \"hello\", then \"how are you?\\n\""
    );
    assert_eq!(
        end_of(peer()),
        Ok(CloseReason::EndOfFile),
        "converse with a peer that sends \"hello\", then \"how are you?\\n\", then closes its side"
    );
}

#[test]
fn step_4_shows_each_receive_on_a_line() {
    let shown = || {
        let mut output = Vec::new();
        let peer =
            Peer::that_sends(&[b"hello", b"how are you?\n", b"Zo\xc3\xab\x07", b"Zo\xc3", b" x "]);
        let _ = converse(peer, &mut output);
        Bytes(output)
    };
    assert_eq!(
        shown(),
        Bytes::from(
            "I got hello\nI got how are you?\nI got Zo\u{eb}\\x07\nI got Zo\\xc3\nI got  x \n"
        ),
        "what converse writes to `output` for \"hello\", \"how are you?\\n\", \"Zoë\\x07\", \"Zo\\xc3\", \" x \""
    );
}

/// In which order `converse` receives from such a peer and writes to `output`.
fn order_of_receiving_and_showing(peer: Peer) -> Vec<&'static str> {
    struct Noted<'notes, Of>(Of, &'notes RefCell<Vec<&'static str>>);
    impl Read for Noted<'_, Peer> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let mut notes = self.1.borrow_mut();
            if notes.len() < 9 {
                notes.push("received");
            }
            self.0.read(buffer)
        }
    }
    impl Write for Noted<'_, Peer> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.write(bytes)
        }
        fn flush(&mut self) -> io::Result<()> {
            self.0.flush()
        }
    }
    impl Write for Noted<'_, io::Sink> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let mut notes = self.1.borrow_mut();
            if notes.len() < 9 && notes.last() != Some(&"shown") {
                notes.push("shown"); // a line may be written in several pieces
            }
            self.0.write(bytes)
        }
        fn flush(&mut self) -> io::Result<()> {
            self.0.flush()
        }
    }
    let notes = RefCell::default();
    let _ = converse(Noted(peer, &notes), Noted(io::sink(), &notes));
    notes.into_inner()
}

#[test]
fn step_4_shows_each_receive_before_the_next() {
    assert_eq!(
        order_of_receiving_and_showing(Peer::that_sends(&[b"hello", b"you"])),
        ["received", "shown", "received", "shown", "received"],
        "in which order converse receives and shows \"hello\", then \"you\""
    );
}

#[test]
fn step_4_answers_the_bye_and_ends() {
    let peer = || Peer::that_sends(&[b"b", b"ye", b"never read"]);
    assert_eq!(
        sends_to(peer()),
        all(&[b"You said b\n", b"You said ye\n"]),
        "what converse sends to a peer that sends \"b\", then \"ye\", then \"never read\""
    );
    assert_eq!(
        end_of(peer()),
        Ok(CloseReason::Bye),
        "converse with a peer that sends \"b\", then \"ye\", then \"never read\""
    );
    assert_eq!(
        end_of(Peer::that_sends(&[b"b\n", b"ye"])),
        Ok(CloseReason::EndOfFile),
        "converse with a peer that sends \"b\\n\", then \"ye\": no bye"
    );
}

#[test]
fn step_4_takes_1024_bytes_in_a_receive_and_no_byte_of_the_one_before() {
    assert_eq!(
        sends_to(Peer::that_sends(&[b"hello", b"you"])),
        all(&[b"You said hello\n", b"You said you\n"]),
        "what converse sends to a peer that sends \"hello\", then \"you\""
    );
    let lengths = || {
        let sends = sends_to(Peer::that_sends(&[&[b'x'; 1500]]));
        sends.iter().map(|send| send.0.len()).collect::<Vec<usize>>()
    };
    assert_eq!(
        lengths(),
        ["You said \n".len() + 1024, "You said \n".len() + 476],
        "how many bytes each send of converse has for a peer that sends 1500 bytes at once"
    );
}

#[test]
fn step_4_sends_the_whole_reply_though_the_system_takes_three_bytes_at_a_time() {
    let sent = || {
        let sends = sends_to(Peer { takes_at_once: 3, ..Peer::that_sends(&[b"hello"]) });
        Bytes(sends.into_iter().flat_map(|send| send.0).collect())
    };
    assert_eq!(
        sent(),
        Bytes::from(b"You said hello\n"),
        "what gets to a peer that sends \"hello\" and whose system takes three bytes at a time"
    );
}

#[test]
fn step_4_returns_the_errors_of_the_peer_and_of_the_output() {
    let reset = || Peer { then: ErrorKind::ConnectionReset, ..Peer::that_sends(&[b"hello"]) };
    assert_eq!(
        end_of(reset()),
        Err(ErrorKind::ConnectionReset),
        "converse with a peer that sends \"hello\", then resets the connection"
    );
    let gone = |takes_nothing| Peer { takes_nothing, ..Peer::that_sends(&[b"hello"]) };
    assert_eq!(
        end_of(gone(Some(ErrorKind::ConnectionAborted))),
        Err(ErrorKind::ConnectionAborted),
        "converse with a peer that sends \"hello\", and is gone before the reply"
    );
    for kind in [ErrorKind::BrokenPipe, ErrorKind::ConnectionReset, ErrorKind::TimedOut] {
        assert_eq!(
            end_of(gone(Some(kind))),
            Err(kind),
            "converse with a peer that sends \"hello\", where sending fails with {kind:?}"
        );
        assert_eq!(
            end_of(Peer { then: kind, ..Peer::that_sends(&[b"hello"]) }),
            Err(kind),
            "converse with a peer that sends \"hello\", where receiving fails with {kind:?} then"
        );
    }
    let to_full_disk = || -> Result<CloseReason, ErrorKind> {
        let end: io::Result<CloseReason> = converse(Peer::that_sends(&[b"hello"]), FullDisk);
        end.map_err(|error| error.kind())
    };
    assert_eq!(
        to_full_disk(),
        Err(ErrorKind::StorageFull),
        "converse with a peer that sends \"hello\", where nothing can be written to `output`"
    );
}

// Step 5: lines in a stream

/// The lines that `split_lines` returns for each of `receives` in turn, and what is left.
fn split_all(receives: &[&[u8]]) -> (Vec<Bytes>, Bytes) {
    let mut unfinished: Vec<u8> = Vec::new();
    let mut lines: Vec<Vec<u8>> = Vec::new();
    for receive in receives {
        lines.append(&mut split_lines(&mut unfinished, receive));
    }
    (lines.into_iter().map(Bytes).collect(), Bytes(unfinished))
}

/// What `split_lines` returns for `receives` in turn, and what it leaves in `unfinished`.
fn splits(receives: &[&[u8]], lines: &[&[u8]], unfinished: &[u8]) {
    let call = in_turn("split_lines", receives);
    assert_eq!(split_all(receives).0, all(lines), "{call}");
    assert_eq!(split_all(receives).1, Bytes::from(unfinished), "`unfinished` after {call}");
}

#[test]
fn step_5_returns_the_lines_that_are_whole() {
    splits(&[b"hello\n"], &[b"hello"], b"");
    splits(&[b"hel", b"lo\n"], &[b"hello"], b"");
    splits(&[b"one\ntwo\n"], &[b"one", b"two"], b"");
    splits(&[b"no ", b"end"], &[], b"no end");
    splits(&[b"one\ntw", b"o\nthr"], &[b"one", b"two"], b"thr");
    splits(&[b"\n\n x \n"], &[b"", b"", b" x "], b"");
    splits(&[b"one\r\ntwo\n"], &[b"one", b"two"], b"");
    splits(&[b"cut\r", b"\n"], &[b"cut"], b"");
    splits(&[b"a\rb\n"], &[b"a\rb"], b"");
    splits(&[b"two\r\r\n"], &[b"two\r"], b"");
    splits(&[b"end\r"], &[], b"end\r");
    splits(&[b"Zo\xc3", b"\xab\n"], &["Zoë".as_bytes()], b"");
    splits(&[b"\x00\xff\x7f\n"], &[b"\x00\xff\x7f"], b"");
    let long_line = || {
        let (lines, unfinished) = split_all(&[&[b'x'; 1024], &[b'x'; 1024], b"\n"]);
        (lines.iter().map(|line| line.0.len()).collect::<Vec<usize>>(), unfinished.0.len())
    };
    assert_eq!(
        long_line(),
        (vec![2048], 0),
        "how long the lines and `unfinished` are after a line of 2048 bytes in three receives"
    );
}

/// The rule, written another way: put the stream together again, and split it at each newline.
#[test]
fn step_5_agrees_with_a_split_of_the_whole_stream() {
    for stream in every_text(b"a\r\n", 4) {
        let mut lines: Vec<&[u8]> = stream.split(|byte| *byte == b'\n').collect();
        let unfinished = lines.pop().unwrap_or_default();
        let without_return = |line: &&[u8]| Bytes::from(line.strip_suffix(b"\r").unwrap_or(line));
        let lines: Vec<Bytes> = lines.iter().map(without_return).collect();
        for cut in 0..=stream.len() {
            let receives = [&stream[..cut], &stream[cut..]];
            assert_eq!(
                split_all(&receives),
                (lines.clone(), Bytes::from(unfinished)),
                "{}, and `unfinished` after it (every stream is tried)",
                in_turn("split_lines", &receives)
            );
        }
    }
}

/// Bytes that show as a Rust program would write them: `b"hello\n"`.
#[derive(Clone, PartialEq, Eq)]
struct Bytes(Vec<u8>);

impl<Of: AsRef<[u8]>> From<Of> for Bytes {
    fn from(bytes: Of) -> Self {
        Bytes(bytes.as_ref().to_vec())
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "b\"{}\"", self.0.escape_ascii())
    }
}

/// A peer made of memory: what it sends is decided beforehand, and each send to it is kept. Like a
/// real peer that has gone, it answers a few more calls after its end, and then no more.
struct Peer {
    receives: VecDeque<Vec<u8>>,
    sends: Vec<Bytes>,
    /// The most bytes that one send takes: a busy system takes only some of them.
    takes_at_once: usize,
    /// Why a send takes nothing; `None`: it takes something.
    takes_nothing: Option<ErrorKind>,
    /// The error after its last byte. `UnexpectedEof`: an end of file, as is usual.
    then: ErrorKind,
    reads_at_end: usize,
}

impl Peer {
    fn that_sends(receives: &[&[u8]]) -> Peer {
        Peer {
            receives: receives.iter().map(|receive| receive.to_vec()).collect(),
            sends: Vec::new(),
            takes_at_once: usize::MAX,
            takes_nothing: None,
            then: ErrorKind::UnexpectedEof,
            reads_at_end: 0,
        }
    }
}

impl Read for Peer {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(receive) = self.receives.front_mut() else {
            self.reads_at_end += 1;
            return match self.then {
                ErrorKind::UnexpectedEof if self.reads_at_end <= 3 => Ok(0),
                ErrorKind::UnexpectedEof => Err(ErrorKind::BrokenPipe.into()),
                error => Err(error.into()),
            };
        };
        let count = receive.len().min(buffer.len());
        for (place, byte) in buffer.iter_mut().zip(receive.drain(..count)) {
            *place = byte;
        }
        if receive.is_empty() {
            self.receives.pop_front();
        }
        Ok(count)
    }
}

impl Write for Peer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.takes_nothing {
            Some(error) => return Err(error.into()),
            None if self.sends.len() >= 1000 => return Err(ErrorKind::BrokenPipe.into()),
            None => {}
        }
        let taken = &bytes[..bytes.len().min(self.takes_at_once)];
        self.sends.push(Bytes::from(taken));
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// An output that takes nothing.
struct FullDisk;

impl Write for FullDisk {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(ErrorKind::StorageFull.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Err(ErrorKind::StorageFull.into())
    }
}
