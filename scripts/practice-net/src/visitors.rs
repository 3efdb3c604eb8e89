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
    pub(crate) visit: fn(Server) -> Outcome,
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
        look_at: "the server's terminal: does it show what it received? Does it send an answer \
                  after each receive?",
        visit: |server| say(server, &[b"hello\n"]),
    },
    Visitor {
        name: "byte-by-byte",
        does: "says hello, one byte at a time",
        promise: ALL_COMES_BACK,
        look_at: "what it does with a receive of one byte: one send is not one receive",
        visit: |server| say(server, &[b"h", b"e", b"l", b"l", b"o", b"\n"]),
    },
    Visitor {
        name: "split-letter",
        does: "sends half a letter, and later its other half",
        promise: ALL_COMES_BACK,
        look_at: "what it does with bytes that are not whole letters: `str::from_utf8` refuses \
                  them. An answer can be made of bytes.",
        visit: |server| say(server, &[b"Zo\xc3", b"\xab\n"]),
    },
    Visitor {
        name: "two-messages",
        does: "sends two messages in one piece",
        promise: ALL_COMES_BACK,
        look_at: "what it does with all that one receive gives: two messages can be in it",
        visit: |server| say(server, &[b"one\ntwo\n"]),
    },
    Visitor {
        name: "long-line",
        does: "sends a line of 10,000 bytes",
        promise: ALL_COMES_BACK,
        look_at: "what it does with more than one buffer of bytes: it takes as many receives as \
                  are needed, and each send must send everything (`write_all`)",
        visit: |server| say(server, &[&[&[b'x'; 9_999][..], b"\n"].concat()]),
    },
    Visitor {
        name: "not-text",
        does: "sends bytes that are not text, and would clear a screen",
        promise: ALL_COMES_BACK,
        look_at: "what it does with bytes that are not UTF-8; and that its terminal shows them \
                  escaped, and is not cleared",
        visit: |server| say(server, &[b"\xff\xfe\x1b[2J\x1b[H\x07\n"]),
    },
    Visitor {
        name: "half-close",
        does: "says hello, ends its sending half, and only then reads",
        promise: "the answer comes, then the end of file",
        look_at: "what it does when a receive gives 0 bytes: that is the end of file. The \
                  conversation is over, but the answer still has to arrive.",
        visit: half_close,
    },
    Visitor {
        name: "reset",
        does: "says hello, and leaves with a reset",
        promise: NEXT_IS_ANSWERED,
        look_at: "what it does when a receive or a send fails: that ends one conversation, and \
                  must not end the server",
        visit: reset,
    },
    Visitor {
        name: "never-reads",
        does: "sends a lot and never reads an answer, while the next client says hello",
        promise: NEXT_IS_ANSWERED,
        look_at: "what waits while a send waits: each conversation needs a thread of its own, and \
                  each send a deadline",
        visit: never_reads,
    },
    Visitor {
        name: "silent",
        does: "connects and stays silent, while the next client says hello",
        promise: NEXT_IS_ANSWERED,
        look_at: "what waits while a receive waits: between two calls of accept, the server must \
                  not wait for a client. Each conversation needs a thread of its own.",
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
        visit: split_bye,
    },
];

/// Sends `pieces` one after the other, and expects all of them back.
fn say(server: Server, pieces: &[&[u8]]) -> Outcome {
    meet(server, |stranger| {
        for piece in pieces {
            stranger.pause();
            stranger.say(piece);
        }
        stranger.hear_answer()
    })
}

/// Connects, and lets `talk` decide whether what came is as promised.
fn meet(server: Server, talk: impl FnOnce(&mut Stranger) -> bool) -> Outcome {
    match Stranger::connect(server) {
        Ok(mut stranger) => {
            let is_as_promised = talk(&mut stranger);
            Outcome { got: stranger.what_came(), is_as_promised }
        }
        Err(got) => Outcome { got, is_as_promised: false },
    }
}

/// Whether one more client, which says hello, is answered.
fn next_client(server: Server) -> Outcome {
    let next = say(server, &[b"hello\n"]);
    Outcome { got: format!("the next client got {}", next.got), ..next }
}

fn half_close(server: Server) -> Outcome {
    meet(server, |stranger| {
        stranger.say(b"hello\n");
        stranger.end_sending();
        stranger.hear_end()
    })
}

fn split_bye(server: Server) -> Outcome {
    meet(server, |stranger| {
        stranger.say(b"b");
        stranger.pause();
        stranger.say(b"ye\n");
        stranger.hear_end()
    })
}

fn reset(server: Server) -> Outcome {
    match Stranger::connect(server) {
        Ok(mut stranger) => {
            stranger.say(b"hello\n");
            stranger.hear_answer();
            stranger.reset();
            next_client(server)
        }
        Err(got) => Outcome { got, is_as_promised: false },
    }
}

fn never_reads(server: Server) -> Outcome {
    /// Enough for every buffer between two programs.
    const MOST: usize = 8 * 1024 * 1024;
    let lines = b"Are you there?\n".repeat(1000);
    match Stranger::connect_with_little_room(server) {
        Ok(mut stranger) => {
            // The first send that does not get everything away in time means that the server waits.
            let _ = (0..MOST / lines.len()).all(|_| stranger.say(&lines));
            let next = next_client(server);
            stranger.reset();
            next
        }
        Err(got) => Outcome { got, is_as_promised: false },
    }
}

fn silent(server: Server) -> Outcome {
    match Stranger::connect(server) {
        Ok(_silent) => next_client(server),
        Err(got) => Outcome { got, is_as_promised: false },
    }
}

fn together(server: Server) -> Outcome {
    let others = VISITORS.iter().take_while(|visitor| visitor.name != "together");
    let disappointed: Vec<&str> = thread::scope(|scope| {
        let visits: Vec<_> = others
            .map(|visitor| (visitor.name, scope.spawn(move || (visitor.visit)(server))))
            .collect();
        let kept = |visit: thread::ScopedJoinHandle<'_, Outcome>| {
            visit.join().is_ok_and(|outcome| outcome.is_as_promised)
        };
        visits.into_iter().filter_map(|(name, visit)| (!kept(visit)).then_some(name)).collect()
    });
    let got = match &disappointed[..] {
        [] => "each got what it gets alone".to_owned(),
        names => format!("not as promised: {}", names.join(", ")),
    };
    Outcome { got, is_as_promised: disappointed.is_empty() }
}
