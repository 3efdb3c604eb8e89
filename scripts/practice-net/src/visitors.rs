//! The strangers: what each of them does to a server, and what the server of the lesson talk-server
//! promises to it.

use std::thread;

use crate::stranger::{Server, Stranger};

/// A kind of stranger.
pub(crate) struct Visitor {
    pub(crate) name: &'static str,
    pub(crate) does: &'static str,
    pub(crate) promise: &'static str,
    /// What to look at if the promise is not kept.
    pub(crate) look_at: &'static str,
    /// An error is the reason why there was no connection.
    pub(crate) visit: fn(Server) -> Result<Outcome, String>,
}

/// What came of a visit.
pub(crate) struct Outcome {
    pub(crate) got: String,
    pub(crate) is_as_promised: bool,
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
        visit: |server| say(server, &[b"hello\n"], Expects::EndAfterItsOwn),
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
        look_at: "what waits while a send waits: each conversation needs its own thread",
        visit: never_reads,
    },
    Visitor {
        name: "silent",
        does: "connects and stays silent, while the next client says hello",
        promise: NEXT_IS_ANSWERED,
        look_at: "what waits while a receive waits: each conversation needs its own thread",
        visit: silent,
    },
    Visitor {
        name: "together",
        does: "comes with all the strangers above at the same time",
        promise: "each of them gets what it gets alone",
        look_at: "what the conversations share: does one of them change what another one uses?",
        visit: together,
    },
    Visitor {
        name: "split-bye",
        does: "says `b`, and then `ye`",
        promise: "both are answered, and then the conversation ends, as after a `bye`",
        look_at: "what it keeps from one receive to the next: a word can arrive in two of them",
        visit: |server| say(server, &[b"b", b"ye\n"], Expects::End),
    },
];

/// What a stranger expects in the end.
enum Expects {
    /// All that it sent comes back.
    Answer,
    /// The same, and then the end of file.
    End,
    /// The same, after it has ended its own half.
    EndAfterItsOwn,
}

/// Sends `pieces` one after the other.
fn say(server: Server, pieces: &[&[u8]], expects: Expects) -> Result<Outcome, String> {
    let mut stranger = Stranger::connect(server)?;
    for piece in pieces {
        stranger.pause();
        stranger.say(piece);
    }
    if let Expects::EndAfterItsOwn = expects {
        stranger.end_sending();
    }
    let is_as_promised = match expects {
        Expects::Answer => stranger.hear_answer(),
        Expects::End | Expects::EndAfterItsOwn => stranger.hear_end(),
    };
    Ok(Outcome { got: stranger.what_came(), is_as_promised })
}

/// One more client, which says hello: is it answered?
fn next_client(server: Server) -> Result<Outcome, String> {
    match say(server, &[b"hello\n"], Expects::Answer) {
        Ok(next) => Ok(Outcome { got: format!("the next client got {}", next.got), ..next }),
        Err(got) => Err(format!("the next client got {got}")),
    }
}

fn reset(server: Server) -> Result<Outcome, String> {
    let mut stranger = Stranger::connect(server)?;
    stranger.say(b"hello\n");
    stranger.hear_answer();
    stranger.reset();
    next_client(server)
}

fn never_reads(server: Server) -> Result<Outcome, String> {
    /// Enough for every buffer between two programs.
    const MOST: usize = 8 * 1024 * 1024;
    let lines = b"Are you there?\n".repeat(1000);
    let mut stranger = Stranger::connect_with_little_room(server)?;
    // The first send that does not get everything away in time means that the server waits.
    let _ = (0..MOST / lines.len()).all(|_| stranger.say(&lines));
    let next = next_client(server);
    stranger.reset();
    next
}

fn silent(server: Server) -> Result<Outcome, String> {
    let _silent = Stranger::connect(server)?;
    next_client(server)
}

fn together(server: Server) -> Result<Outcome, String> {
    let others = VISITORS.iter().take_while(|visitor| visitor.name != "together");
    let disappointed: Vec<&str> = thread::scope(|scope| {
        let visits: Vec<_> = others
            .map(|visitor| (visitor.name, scope.spawn(move || (visitor.visit)(server))))
            .collect();
        let kept = |visit: thread::ScopedJoinHandle<'_, Result<Outcome, String>>| {
            matches!(visit.join(), Ok(Ok(Outcome { is_as_promised: true, .. })))
        };
        visits.into_iter().filter_map(|(name, visit)| (!kept(visit)).then_some(name)).collect()
    });
    let got = match &disappointed[..] {
        [] => "each got what it gets alone".to_owned(),
        names => format!("not as promised: {}", names.join(", ")),
    };
    Ok(Outcome { got, is_as_promised: disappointed.is_empty() })
}
