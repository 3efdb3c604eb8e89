//! The strangers: what each of them does to a server, and what the server of the lesson talk-server
//! promises to it.

use std::io;
use std::thread;

use crate::stranger::{Expects, Outcome, Server, Stranger};

/// A kind of stranger.
pub(crate) struct Visitor {
    pub(crate) name: &'static str,
    pub(crate) does: &'static str,
    pub(crate) promise: &'static str,
    /// What to look at if the promise is not kept.
    pub(crate) look_at: &'static str,
    /// An error is the reason why there was no connection.
    pub(crate) visit: fn(Server) -> io::Result<Outcome>,
}

const ALL_COMES_BACK: &str = "every byte comes back, after `You said ` and before a newline";
const NEXT_IS_ANSWERED: &str = "the next client is answered all the same";

/// In the order of their visits.
pub(crate) const VISITORS: &[Visitor] = &[
    Visitor {
        name: "hello",
        does: "says hello in one piece",
        promise: ALL_COMES_BACK,
        look_at: "the server's terminal: what did it receive? Does it answer each receive?",
        visit: |server| say(server, &[b"hello\n"], Expects::Answer),
    },
    Visitor {
        name: "byte-by-byte",
        does: "says hello, one byte at a time",
        promise: ALL_COMES_BACK,
        look_at: "what it does with a receive of one byte: one send is not one receive",
        visit: |server| say(server, &[b"h", b"e", b"l", b"l", b"o", b"\n"], Expects::Answer),
    },
    Visitor {
        name: "split-letter",
        does: "sends half a letter, and later its other half",
        promise: ALL_COMES_BACK,
        look_at: "`str::from_utf8`, which refuses half a letter. An answer can be made of bytes.",
        visit: |server| say(server, &[b"Zo\xc3", b"\xab\n"], Expects::Answer),
    },
    Visitor {
        name: "two-messages",
        does: "sends two messages in one piece",
        promise: ALL_COMES_BACK,
        look_at: "what it does with all that one receive gives: two messages can be in it",
        visit: |server| say(server, &[b"one\ntwo\n"], Expects::Answer),
    },
    Visitor {
        name: "long-line",
        does: "sends a line of 10,000 bytes",
        promise: ALL_COMES_BACK,
        look_at: "more than one buffer of bytes, and `write_all`: a send may be partial",
        visit: |server| say(server, &[&[&[b'x'; 9_999][..], b"\n"].concat()], Expects::Answer),
    },
    Visitor {
        name: "not-text",
        does: "sends bytes that are not text, and would clear a screen",
        promise: ALL_COMES_BACK,
        look_at: "bytes that are not UTF-8; and that its terminal is not cleared",
        visit: |server| say(server, &[b"\xff\xfe\x1b[2J\x1b[H\x07\n"], Expects::Answer),
    },
    Visitor {
        name: "half-close",
        does: "says hello, ends its sending half, and only then reads",
        promise: "the answer comes, then the end of file",
        look_at: "what it does when a receive gives 0 bytes: the answer is still due",
        visit: half_close,
    },
    Visitor {
        name: "reset",
        does: "says hello, and leaves with a reset",
        promise: NEXT_IS_ANSWERED,
        look_at: "what a failed receive or send ends: the conversation, and not the server",
        visit: reset,
    },
    Visitor {
        name: "never-reads",
        does: "sends a lot and never reads an answer, while the next client says hello",
        promise: NEXT_IS_ANSWERED,
        look_at: "what waits while a send waits: each conversation needs its own thread; or whether it \
                  answers at all (--only hello)",
        visit: never_reads,
    },
    Visitor {
        name: "silent",
        does: "connects and stays silent, while the next client says hello",
        promise: NEXT_IS_ANSWERED,
        look_at: "what waits while a receive waits: each conversation needs its own thread; or whether it \
                  answers at all (--only hello)",
        visit: silent,
    },
    Visitor {
        name: "together",
        does: "comes with all the strangers above at the same time",
        promise: "each of them gets what was promised to it alone",
        look_at: "those that fail alone, too; then what the conversations share: does one of them \
                  change what another one uses?",
        visit: together,
    },
    Visitor {
        name: "split-bye",
        does: "says `b`, and then `ye`",
        promise: "both are answered, and then the conversation ends, as after a `bye`",
        look_at: "what it keeps from one receive to the next: a word can arrive in two of them",
        visit: |server| say(server, &[b"b", b"ye\n"], Expects::AnswerAndEnd),
    },
];

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
    let others = VISITORS.iter().take_while(|visitor| visitor.name != "together");
    let mut outcomes: Vec<(&str, io::Result<Outcome>)> = thread::scope(|scope| {
        let visits: Vec<_> = others
            .map(|visitor| scope.spawn(move || (visitor.name, (visitor.visit)(server))))
            .collect();
        visits.into_iter().filter_map(|visit| visit.join().ok()).collect()
    });
    if outcomes.iter().all(|(_, outcome)| outcome.is_err())
        && let Some((_, Err(error))) = outcomes.pop()
    {
        return Err(error);
    }
    let is_kept = |outcome: &io::Result<Outcome>| {
        outcome.as_ref().is_ok_and(|outcome| outcome.is_as_promised)
    };
    outcomes.retain(|(_, outcome)| !is_kept(outcome));
    let disappointed: Vec<&str> = outcomes.iter().map(|(name, _)| *name).collect();
    let got = match &disappointed[..] {
        [] => "each got what was promised to it alone".to_owned(),
        names => format!("not as promised: {}", names.join(", ")),
    };
    Ok(Outcome { got, is_as_promised: disappointed.is_empty(), is_something_else: false })
}
