//! One test or more for each step of the worksheet `lessons/talk-server.md`.

#![allow(
    clippy::bool_assert_comparison,
    reason = "`left` is always what came, also where it is true or false"
)]

use std::collections::VecDeque;
use std::fmt;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use talk_server::{ByeDetector, CloseReason, converse, open_listener, reply, split_lines};

// Step 1: a socket that listens

const HERE: SocketAddr = SocketAddr::new(IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 0);

#[test]
fn step_1_binds_to_the_address_given() {
    let bound_to = open_listener(HERE, 50)
        .and_then(|listener| listener.local_addr())
        .map(|address| address.ip());
    assert_eq!(
        bound_to.map_err(|error| error.kind()),
        Ok(HERE.ip()),
        "open_listener(127.0.0.1:0, 50), then its address"
    );
}

#[test]
fn step_1_lets_clients_connect() {
    let port =
        open_listener(HERE, 50).and_then(|listener| Ok((listener.local_addr()?.port(), listener)));
    let connected = port.and_then(|(port, _listener)| connect(port).map(drop));
    assert_eq!(
        connected.map_err(|error| error.kind()),
        Ok(()),
        "open_listener(127.0.0.1:0, 50), then connect to it"
    );
}

#[test]
fn step_1_says_so_when_the_port_is_taken() {
    let other = TcpListener::bind(HERE).unwrap();
    let second = open_listener(other.local_addr().unwrap(), 50).map(drop);
    assert_eq!(
        second.map_err(|error| error.kind()),
        Err(ErrorKind::AddrInUse),
        "open_listener(the address of another listener, 50)"
    );
}

fn connect(port: u16) -> io::Result<TcpStream> {
    TcpStream::connect_timeout(&SocketAddr::new(HERE.ip(), port), Duration::from_secs(5))
}

// Step 2: the answer

#[test]
fn step_2_answers_with_what_came_and_a_newline() {
    for (received, expected) in [
        (b"hello".as_slice(), b"You said hello\n".as_slice()),
        (b"", b"You said \n"),
        (b"hello\n", b"You said hello\n\n"),
        (b"  two words ", b"You said   two words \n"),
        ("Zoë".as_bytes(), "You said Zoë\n".as_bytes()),
    ] {
        assert_eq!(
            Bytes::from(reply(received)),
            Bytes::from(expected),
            "reply({:?})",
            Bytes::from(received)
        );
    }
}

#[test]
fn step_2_leaves_every_byte_as_it_came() {
    for (received, expected) in [
        (b"half a letter: \xc3".as_slice(), b"You said half a letter: \xc3\n".as_slice()),
        (b"\x00\xff\r", b"You said \x00\xff\r\n"),
    ] {
        assert_eq!(
            Bytes::from(reply(received)),
            Bytes::from(expected),
            "reply({:?})",
            Bytes::from(received)
        );
    }
}

// Step 3: detecting bye

/// What a new ear says to each of `receives`, which must be `false` until the last.
fn finds_bye_at_last(receives: &[&str]) {
    let mut detector = ByeDetector::default();
    let heard: Vec<bool> =
        receives.iter().map(|receive| detector.push(receive.as_bytes())).collect();
    let expected: Vec<bool> = (1..=receives.len()).map(|count| count == receives.len()).collect();
    assert_eq!(heard, expected, "detector.push for each of {receives:?} in turn");
}

#[test]
fn step_3_finds_a_bye_in_one_receive() {
    for receives in [vec!["bye"], vec!["goodbye, then\n"], vec!["hello", "bye\n"]] {
        finds_bye_at_last(&receives);
    }
}

#[test]
fn step_3_finds_a_bye_that_is_cut_after_the_b() {
    for receives in
        [vec!["b", "ye"], vec!["hello b", "ye\n"], vec!["b", "y", "e"], vec!["b", "", "ye"]]
    {
        finds_bye_at_last(&receives);
    }
}

#[test]
fn step_3_finds_a_bye_that_is_cut_after_the_y() {
    for receives in [vec!["by", "e"], vec!["a long one before it: by", "e\n"]] {
        finds_bye_at_last(&receives);
    }
}

#[test]
fn step_3_finds_a_bye_after_a_false_start() {
    for receives in [vec!["bbye"], vec!["bb", "ye"], vec!["byby", "e"], vec!["b", "b", "y", "e"]] {
        finds_bye_at_last(&receives);
    }
}

#[test]
fn step_3_finds_no_bye_where_there_is_none() {
    for receives in
        [vec!["hello", ""], vec!["by", " e"], vec!["e", "yb"], vec!["BYE", "b"], vec!["b", "by"]]
    {
        let mut detector = ByeDetector::default();
        let heard: Vec<bool> =
            receives.iter().map(|receive| detector.push(receive.as_bytes())).collect();
        assert_eq!(heard, [false, false], "detector.push for each of {receives:?} in turn");
    }
}

#[test]
fn step_3_forgets_what_can_no_longer_begin_a_bye() {
    let mut detector = ByeDetector::default();
    for _ in 0..1000 {
        detector.push(b"hello");
    }
    let remembered = if detector.buffered() <= 16 { "a few bytes" } else { "everything" };
    assert_eq!(
        remembered, "a few bytes",
        "what the detector keeps after detector.push(b\"hello\") 1000 times"
    );
}

// Step 4: the conversation

#[test]
fn step_4_answers_each_receive_until_the_end_of_file() {
    let mut peer = Peer::that_sends(&["hello", "how are you?\n"]);
    let end = converse(&mut peer, Vec::new());
    let expected =
        vec![Bytes::from(b"You said hello\n"), Bytes::from(b"You said how are you?\n\n")];
    assert_eq!(
        peer.sends, expected,
        "what converse sends to a peer that sends \"hello\" and \"how are you?\\n\""
    );
    assert_eq!(
        end.map_err(|error| error.kind()),
        Ok(CloseReason::EndOfFile),
        "how that conversation ends"
    );
}

#[test]
fn step_4_shows_each_receive_on_a_line() {
    let mut screen = Vec::new();
    let _ = converse(Peer::that_sends(&["hello", "how are you?\n", "Zo\u{eb}\x07"]), &mut screen);
    let expected = Bytes::from("I got hello\nI got how are you?\nI got Zo\u{eb}\\x07\n".as_bytes());
    assert_eq!(
        Bytes::from(screen),
        expected,
        "what converse shows of \"hello\", \"how are you?\\n\", \"Zoë\\x07\""
    );
}

#[test]
fn step_4_answers_the_bye_and_ends() {
    let mut peer = Peer::that_sends(&["b", "ye", "never read"]);
    let end = converse(&mut peer, Vec::new());
    let expected = vec![Bytes::from(b"You said b\n"), Bytes::from(b"You said ye\n")];
    assert_eq!(peer.sends, expected, "what converse sends to a peer that sends \"b\", then \"ye\"");
    assert_eq!(
        end.map_err(|error| error.kind()),
        Ok(CloseReason::Bye),
        "how that conversation ends"
    );
}

#[test]
fn step_4_sends_the_whole_answer_though_the_system_takes_three_bytes_at_a_time() {
    let mut peer = Peer::that_sends(&["hello"]);
    peer.takes_at_once = 3;
    let _ = converse(&mut peer, Vec::new());
    let sent: Vec<u8> = peer.sends.into_iter().flat_map(|send| send.0).collect();
    let expected = Bytes::from(b"You said hello\n");
    assert_eq!(
        Bytes::from(sent),
        expected,
        "what gets to a peer whose system takes three bytes at a time"
    );
}

#[test]
fn step_4_passes_the_peers_errors_on() {
    let mut peer = Peer::that_sends(&["hello"]);
    peer.resets = true;
    let end = converse(&mut peer, Vec::new());
    let expected = Err(ErrorKind::ConnectionReset);
    assert_eq!(
        end.map_err(|error| error.kind()),
        expected,
        "converse with a peer that resets the connection"
    );
}

// Step 5: lines in a stream

/// What `split_lines` gives for `receives` in turn, and what it leaves unfinished.
fn cuts(receives: &[&str], expected: &[&str], left_over: &str) {
    let (mut unfinished, mut came) = (Vec::new(), Vec::new());
    for receive in receives {
        came.extend(split_lines(&mut unfinished, receive.as_bytes()).into_iter().map(Bytes::from));
    }
    let expected: Vec<Bytes> = expected.iter().map(Bytes::from).collect();
    assert_eq!(came, expected, "the lines that split_lines gives for {receives:?} in turn");
    assert_eq!(
        Bytes::from(unfinished),
        Bytes::from(left_over),
        "what split_lines leaves in `unfinished` after {receives:?}"
    );
}

#[test]
fn step_5_gives_every_line_of_a_receive() {
    cuts(&["hello\n"], &["hello"], "");
    cuts(&["one\ntwo\n"], &["one", "two"], "");
    cuts(&["\n\n x \n"], &["", "", " x "], "");
}

#[test]
fn step_5_puts_a_line_together_from_several_receives() {
    cuts(&["hel", "lo\n"], &["hello"], "");
    cuts(&["one\ntw", "o\nthr"], &["one", "two"], "thr");
    cuts(&["no ", "end"], &[], "no end");
}

#[test]
fn step_5_leaves_out_both_kinds_of_line_end() {
    cuts(&["one\r\ntwo\n"], &["one", "two"], "");
    cuts(&["cut\r", "\n"], &["cut"], "");
    cuts(&["a\rb\n"], &["a\rb"], "");
}

#[test]
fn step_5_finds_a_letter_that_was_split() {
    let mut unfinished = Vec::new();
    let first = split_lines(&mut unfinished, b"Zo\xc3");
    let second: Vec<Bytes> =
        split_lines(&mut unfinished, b"\xab\n").into_iter().map(Bytes::from).collect();
    assert_eq!(
        (first.len(), second),
        (0, vec![Bytes::from("Zoë".as_bytes())]),
        "split_lines for \"Zo\\xc3\", then \"\\xab\\n\""
    );
}

/// Bytes that show as a Rust program would write them: `b"hello\n"`.
#[derive(PartialEq, Eq)]
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

/// A peer made of memory: what each of its receives holds is decided beforehand, and each send to it is kept.
struct Peer {
    receives: VecDeque<Vec<u8>>,
    sends: Vec<Bytes>,
    /// The most bytes that one send takes: a busy system takes only some of them.
    takes_at_once: usize,
    resets: bool,
    has_ended: bool,
}

impl Peer {
    fn that_sends(texts: &[&str]) -> Peer {
        let receives = texts.iter().map(|text| text.as_bytes().to_vec()).collect();
        Peer {
            receives,
            sends: Vec::new(),
            takes_at_once: usize::MAX,
            resets: false,
            has_ended: false,
        }
    }
}

impl Read for Peer {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        assert!(!self.has_ended, "converse reads again after the end of file");
        assert!(
            buffer.len() >= 1024,
            "the buffer for a receive holds {} bytes, not 1024",
            buffer.len()
        );
        if let Some(receive) = self.receives.pop_front() {
            buffer[..receive.len()].copy_from_slice(&receive);
            return Ok(receive.len());
        }
        self.has_ended = true;
        if self.resets { Err(ErrorKind::ConnectionReset.into()) } else { Ok(0) }
    }
}

impl Write for Peer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        assert!(self.sends.len() < 1000, "converse sends without end");
        let taken = &bytes[..bytes.len().min(self.takes_at_once)];
        self.sends.push(Bytes::from(taken));
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
