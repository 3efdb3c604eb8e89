//! The strangers: what each of them does to a server, and what the server of the lesson talk-server
//! promises to it.

use std::io;
use std::thread;

use clap::ValueEnum;

use crate::stranger::{Expects, Outcome, Server, Stranger};

/// A kind of stranger, in the order of their visits. The sentences are those of the report and of
/// `--help`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Visitor {
    /// says hello in one piece
    Hello,
    /// says hello, one byte at a time
    ByteByByte,
    /// sends half a letter, and later its other half
    SplitLetter,
    /// sends two messages in one piece
    TwoMessages,
    /// sends a line of 10,000 bytes
    LongLine,
    /// sends bytes that are not text, and would clear a screen
    NotText,
    /// says hello, ends its sending half, and only then reads
    HalfClose,
    /// says hello, and leaves with a reset
    Reset,
    /// sends a lot and never reads an answer, while the next client says hello
    NeverReads,
    /// connects and stays silent, while the next client says hello
    Silent,
    /// comes with all the strangers above at the same time
    Together,
    /// says `b`, and then `ye`
    SplitBye,
}

impl Visitor {
    /// Its name, as it is typed.
    pub fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }

    /// What it does.
    pub fn does(self) -> String {
        let value = self.to_possible_value();
        value.and_then(|value| value.get_help().map(ToString::to_string)).unwrap_or_default()
    }

    pub(crate) fn promise(self) -> &'static str {
        match self {
            Self::HalfClose => "the answer comes, then the end of file",
            Self::Reset | Self::NeverReads | Self::Silent => "the next client is still answered",
            Self::Together => "each of them gets what was promised to it alone",
            Self::SplitBye => "both are answered, then the conversation ends, as after a `bye`",
            _ => "every byte comes back, after `You said ` and before a newline",
        }
    }

    /// What to look at if the promise is not kept.
    pub(crate) fn look_at(self) -> &'static str {
        match self {
            Self::Hello => "the server's terminal: what does it receive, and does it answer that?",
            Self::ByteByByte => "a receive of one byte: one send is not one receive",
            Self::SplitLetter => "`str::from_utf8`, which refuses half a letter: answer with bytes",
            Self::TwoMessages => "all that one receive gives: two messages can be in it",
            Self::LongLine => "more bytes than one buffer, and `write_all`: a send may be partial",
            Self::NotText => "bytes that are not UTF-8; and that its terminal is not cleared",
            Self::HalfClose => "a receive of 0 bytes: the answer is still due",
            Self::Reset => "what a failed receive or send ends: the conversation, not the server",
            Self::NeverReads | Self::Silent => {
                "what waits while a receive or a send waits: each conversation needs its own \
                 thread; or whether it answers at all (--only hello)"
            }
            Self::Together => "those that fail alone, too; then what the conversations share",
            Self::SplitBye => "what it keeps between receives: a word can arrive in two of them",
        }
    }

    /// Makes the visit. An error is the reason why there was no connection.
    pub(crate) fn visit(self, server: Server) -> io::Result<Outcome> {
        let say = |pieces: &[&[u8]]| say(server, pieces, Expects::Answer);
        match self {
            Self::Hello => say(&[b"hello\n"]),
            Self::ByteByByte => say(&[b"h", b"e", b"l", b"l", b"o", b"\n"]),
            Self::SplitLetter => say(&[b"Zo\xc3", b"\xab\n"]),
            Self::TwoMessages => say(&[b"one\ntwo\n"]),
            Self::LongLine => say(&[&[&[b'x'; 9_999][..], b"\n"].concat()]),
            Self::NotText => say(&[b"\xff\xfe\x1b[2J\x1b[H\x07\n"]),
            Self::HalfClose => half_close(server),
            Self::Reset => reset(server),
            Self::NeverReads => never_reads(server),
            Self::Silent => silent(server),
            Self::Together => together(server),
            Self::SplitBye => self::say(server, &[b"b", b"ye\n"], Expects::AnswerAndEnd),
        }
    }
}

/// Sends `pieces` one after the other.
fn say(server: Server, pieces: &[&[u8]], expects: Expects) -> io::Result<Outcome> {
    let mut stranger = Stranger::connect(server)?;
    for piece in pieces {
        stranger.pause();
        stranger.say(piece);
    }
    Ok(stranger.hear(expects))
}

fn half_close(server: Server) -> io::Result<Outcome> {
    let mut stranger = Stranger::connect(server)?;
    stranger.say(b"hello\n");
    stranger.end_sending();
    Ok(stranger.hear(Expects::AnswerAndEnd))
}

/// One more client, which says hello: is it answered?
fn next_client(server: Server) -> Outcome {
    let next = say(server, &[b"hello\n"], Expects::Answer).unwrap_or_else(|error| Outcome {
        got: no_connection(&error),
        is_as_promised: false,
        is_something_else: false,
    });
    Outcome { got: format!("the next client got {}", next.got), ..next }
}

/// Why there is no connection, for people.
pub(crate) fn no_connection(error: &io::Error) -> String {
    let why = common::net::connect_failure(error).map(str::to_owned);
    format!("no connection: {}", why.unwrap_or_else(|| error.to_string()))
}

fn reset(server: Server) -> io::Result<Outcome> {
    let mut stranger = Stranger::connect(server)?;
    stranger.say(b"hello\n");
    stranger.hear(Expects::Answer);
    stranger.reset();
    Ok(next_client(server))
}

fn never_reads(server: Server) -> io::Result<Outcome> {
    /// Enough for every buffer between two programs.
    const MOST: usize = 8 * 1024 * 1024;
    let lines = b"Are you there?\n".repeat(1000);
    let mut stranger = Stranger::connect_with_little_room(server)?;
    // The first send that does not get everything away in time means that the server waits.
    let _ = (0..MOST / lines.len()).all(|_| stranger.say(&lines));
    let next = next_client(server);
    stranger.reset();
    Ok(next)
}

fn silent(server: Server) -> io::Result<Outcome> {
    let _silent = Stranger::connect(server)?;
    Ok(next_client(server))
}

fn together(server: Server) -> io::Result<Outcome> {
    let others =
        Visitor::value_variants().iter().take_while(|visitor| **visitor != Visitor::Together);
    let mut outcomes: Vec<(Visitor, io::Result<Outcome>)> = thread::scope(|scope| {
        let visits: Vec<_> =
            others.map(|visitor| scope.spawn(move || (*visitor, visitor.visit(server)))).collect();
        visits.into_iter().filter_map(|visit| visit.join().ok()).collect()
    });
    if outcomes.iter().all(|(_, outcome)| outcome.is_err())
        && let Some((_, Err(error))) = outcomes.pop()
    {
        return Err(error);
    }
    outcomes.retain(|(_, outcome)| !outcome.as_ref().is_ok_and(|outcome| outcome.is_as_promised));
    let names: Vec<String> = outcomes.iter().map(|(visitor, _)| visitor.name()).collect();
    let got = match names.is_empty() {
        true => "each got what was promised to it alone".to_owned(),
        false => format!("not as promised: {}", names.join(", ")),
    };
    Ok(Outcome { got, is_as_promised: names.is_empty(), is_something_else: false })
}
