//! A stranger at a server: one connection, with a deadline for everything that it does and a limit
//! on what it keeps.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use socket2::{Domain, SockRef, Socket, Type};

/// How long an answer may take.
pub(crate) const ANSWER_TIMEOUT: Duration = Duration::from_secs(4);

/// How long a stranger waits for an answer before it sends the next piece. A server of lines does
/// not answer a piece, so this is short.
const PAUSE: Duration = Duration::from_millis(200);

/// A server that answers more than this does not stop answering.
const MAX_RECEIVED: usize = 64 * 1024;

/// What every answer begins with.
const PREFIX: &[u8] = b"You said ";

/// How much of what came is shown.
const MAX_SHOWN: usize = 60;

/// The server that gets the visits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    /// When all visits have to be over.
    pub(crate) deadline: Instant,
}

/// What a stranger waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expects {
    /// All that it sent comes back.
    Answer,
    /// The same, and then the end of file.
    AnswerAndEnd,
}

/// What came of a visit.
pub(crate) struct Outcome {
    /// What came, for people.
    pub(crate) got: String,
    pub(crate) is_as_promised: bool,
    /// True if something else came than the beginning of an answer.
    pub(crate) is_something_else: bool,
}

/// How the server's side of a connection came to an end.
enum Close {
    EndOfFile,
    Reset,
    TooMuch,
}

pub(crate) struct Stranger {
    server: Server,
    stream: TcpStream,
    sent: Vec<u8>,
    received: Vec<u8>,
    close: Option<Close>,
}

impl Stranger {
    pub(crate) fn connect(server: Server) -> io::Result<Stranger> {
        Self::new(server, |socket| {
            socket.set_tcp_nodelay(true)?; // every piece is sent at once
            socket.set_write_timeout(Some(ANSWER_TIMEOUT))
        })
    }

    /// The same, with little room for answers. On Unix the segments are short as well: otherwise
    /// the server's system would keep megabytes of answers before a send has to wait.
    pub(crate) fn connect_with_little_room(server: Server) -> io::Result<Stranger> {
        Self::new(server, |socket| {
            socket.set_recv_buffer_size(4096)?;
            #[cfg(unix)]
            let _ = socket.set_tcp_mss(536); // only a wish: some systems refuse it
            socket.set_write_timeout(Some(PAUSE))
        })
    }

    fn new(
        server: Server,
        prepare: impl FnOnce(&Socket) -> io::Result<()>,
    ) -> io::Result<Stranger> {
        let time_left = server.deadline.saturating_duration_since(Instant::now());
        let socket = Socket::new(Domain::for_address(server.address), Type::STREAM, None)?;
        prepare(&socket)?;
        // No time at all would be an error of another kind.
        let time = time_left.clamp(Duration::from_millis(1), ANSWER_TIMEOUT);
        socket.connect_timeout(&server.address.into(), time)?;
        log::info!("connect: {} is open", server.address);
        Ok(Stranger {
            server,
            stream: socket.into(),
            sent: Vec::new(),
            received: Vec::new(),
            close: None,
        })
    }

    /// Sends `bytes` in one piece. If that fails, what can still be received shows why. Returns
    /// false then.
    pub(crate) fn say(&mut self, bytes: &[u8]) -> bool {
        log::info!("send: {}", abridged(bytes));
        self.sent.extend(bytes);
        self.stream.write_all(bytes).is_ok()
    }

    /// Ends our half of the connection.
    pub(crate) fn end_sending(&self) {
        log::info!("shutdown: our half of the connection ends");
        let _ = self.stream.shutdown(Shutdown::Write); // the server may have gone
    }

    /// Leaves with a reset: what was on its way is lost.
    pub(crate) fn reset(self) {
        log::info!("close: with a reset");
        let _ = SockRef::from(&self.stream).set_linger(Some(Duration::ZERO));
    }

    /// Waits a little for an answer to what was said so far, if anything was.
    pub(crate) fn pause(&mut self) {
        if !self.sent.is_empty() {
            self.receive_until(PAUSE, Self::is_answered);
        }
    }

    /// Waits for what is expected.
    pub(crate) fn hear(&mut self, expects: Expects) -> Outcome {
        let is_answer_enough = expects == Expects::Answer;
        self.receive_until(ANSWER_TIMEOUT, |stranger| is_answer_enough && stranger.is_answered());
        let has_ended = matches!(self.close, Some(Close::EndOfFile));
        let is_as_promised = self.is_answered() && (is_answer_enough || has_ended);
        let then = match self.close {
            None if is_as_promised || self.received.is_empty() => "",
            None => ", then nothing more",
            Some(Close::EndOfFile) => ", then its end of file",
            Some(Close::Reset) => ", then a reset",
            Some(Close::TooMuch) => ", and so on without end",
        };
        let came = match self.received.len() {
            0 => "nothing".to_owned(),
            _ => abridged(&self.received),
        };
        let start = self.received.len().min(PREFIX.len());
        let is_something_else = self.received[..start] != PREFIX[..start];
        Outcome { got: came + then, is_as_promised, is_something_else }
    }

    fn receive_until(&mut self, time: Duration, is_enough: impl Fn(&Self) -> bool) {
        let deadline = self.server.deadline.min(Instant::now() + time);
        let mut buffer = [0; 4096];
        while self.close.is_none() && !is_enough(self) {
            let time_left = deadline.saturating_duration_since(Instant::now());
            if time_left.is_zero() || self.stream.set_read_timeout(Some(time_left)).is_err() {
                return;
            }
            match common::net::retry_interrupted(|| self.stream.read(&mut buffer)) {
                Ok(0) => self.close = Some(Close::EndOfFile),
                Ok(count) => {
                    log::info!("recv: {}", abridged(&buffer[..count]));
                    self.received.extend(&buffer[..count]);
                    if self.received.len() > MAX_RECEIVED {
                        self.close = Some(Close::TooMuch);
                    }
                }
                Err(error) if common::net::is_timeout(&error) => return,
                Err(_) => self.close = Some(Close::Reset),
            }
        }
    }

    fn is_answered(&self) -> bool {
        is_answer(&self.received, &self.sent)
    }
}

/// True if `received` gives back all of `sent`: each answer is `You said `, a part of it, and a
/// newline. A server of lines leaves the newline of each line out of the part.
fn is_answer(received: &[u8], sent: &[u8]) -> bool {
    let (mut pieces, mut lines): (Vec<u8>, Vec<u8>) = Default::default();
    let mut rest = received;
    while let Some(answer) = rest.strip_prefix(PREFIX) {
        let next = answer.windows(PREFIX.len()).position(|bytes| bytes == PREFIX);
        let (answer, after) = answer.split_at(next.unwrap_or(answer.len()));
        let Some(part) = answer.strip_suffix(b"\n") else { return false };
        pieces.extend(part);
        lines.extend(answer);
        rest = after;
    }
    rest.is_empty() && !received.is_empty() && (pieces == sent || lines == sent)
}

/// The beginning of `bytes` between backquotes, escaped.
pub(crate) fn abridged(bytes: &[u8]) -> String {
    let shown = common::escape_untrusted(&bytes[..bytes.len().min(MAX_SHOWN)]);
    match bytes.len().saturating_sub(MAX_SHOWN) {
        0 => format!("`{shown}`"),
        more => format!("`{shown}` and {more} more bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_answers_to_all_that_was_sent_however_they_are_cut() {
        for (received, sent, is) in [
            (&b"You said hello\n"[..], &b"hello"[..], true),
            (b"You said hello\n\n", b"hello\n", true),
            (b"You said hello\n", b"hello\n", true), // a server of lines
            (b"You said h\nYou said ello\n\n", b"hello\n", true),
            (b"You said one\nYou said two\n", b"one\ntwo\n", true),
            (b"You said \xc3\nYou said \xab\n", b"\xc3\xab", true),
            (b"You said hel", b"hello", false),
            (b"You said hell\n", b"hello", false),
            (b"hello\n", b"hello", false),
            (b"You said helloYou said \n", b"hello", false),
            (b"you said hello\n", b"hello", false),
            (b"", b"hello", false),
            (b"", b"", false),
        ] {
            assert_eq!(is_answer(received, sent), is, "{:?}", abridged(received));
        }
    }

    #[test]
    fn shows_little_and_nothing_that_a_terminal_obeys() {
        assert_eq!(abridged(b"\x1b[2J\xff"), "`\\x1b[2J\\xff`");
        assert!(abridged(&[b'x'; 5000]).ends_with("` and 4940 more bytes"));
    }
}
