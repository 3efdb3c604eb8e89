//! What can go wrong, and the sentence for each.

use crate::{BadChain, BadName, MAX_ALIASES, MAX_LABEL, MAX_NAME};
use common::UserError;
use std::io;

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The server says that the name does not exist (NXDOMAIN). Here: the name, the end of the chain.
    NoSuchName(String),
    /// The name has no record of the type asked for. Here: the name, the end of the chain.
    NoSuchRecord(String),
    /// For one type there is a record, for another the server says that the name does not exist. Here: the name.
    Contradiction(String),
    /// SERVFAIL.
    ServerFailed,
    /// REFUSED.
    Refused,
    /// Another response code.
    OtherCode(&'static str),
    /// The server does not look names up for us: it only tells what it has itself, or who may know.
    Referral,
    /// Nothing came in time, or only what was no answer.
    NoAnswer {
        /// How many messages came that were no answer to the question.
        ignored: usize,
    },
    /// The computer is there, but nothing waits on that port.
    NothingListens,
    /// There is no way to the server.
    NoWay,
    /// The reply breaks the rules of its format.
    Malformed(&'static str),
    /// The reply is too large for UDP, and TCP did not work.
    NoTcp,
    /// The aliases lead nowhere.
    Aliases(BadChain),
    /// The system gave no random number for the query.
    NoRandomNumber,
    /// The query could not be put into bytes.
    Unsendable,
}

impl Trouble {
    /// What went wrong between us and the server. The system's own words are told with `--explain`.
    pub(crate) fn of_the_network(error: &io::Error) -> Trouble {
        log::info!("the cause: {error}");
        match error.kind() {
            // Windows reports a refused datagram as a reset connection.
            io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionReset => {
                Trouble::NothingListens
            }
            _ => Trouble::NoWay,
        }
    }

    /// Whether the server answered, if only that it has no answer.
    pub(crate) fn came_in_a_reply(&self) -> bool {
        matches!(self, Trouble::ServerFailed | Trouble::Refused | Trouble::OtherCode(_))
    }

    /// One sentence for the person who asked for `asked`, and what to try.
    pub(crate) fn sentence(&self, asked: &str, kinds: &str, server: &str) -> UserError {
        let led_to = |end: &str| match end.eq_ignore_ascii_case(asked) {
            true => format!("`{end}`"),
            false => format!("`{end}`, to which `{asked}` leads,"),
        };
        let spelled =
            "Is the name spelled right? A name that somebody gave you may also have been given up.";
        let other_server = "Ask another server: --server and its address.";
        let (what, try_next) = match self {
            Trouble::NoSuchName(end) => {
                (format!("no such name: {} does not exist, says {server} (NXDOMAIN)", led_to(end)), spelled)
            }
            Trouble::NoSuchRecord(end) => (
                format!("{} exists but has no {kinds} record, says {server}", led_to(end)),
                match kinds {
                    "A" | "AAAA" | "A or AAAA" => "It may have other records: --type MX shows where its mail goes.",
                    "PTR" => "A PTR record holds the name of an address, and not every address has one.",
                    _ => "It may have other records: leave --type out for its addresses.",
                },
            ),
            Trouble::Contradiction(end) => (
                format!(
                    "{server} contradicts itself: asked for {kinds}, it says that `{end}` does not exist (NXDOMAIN)"
                ),
                "What it did find is shown. Only who runs that server can mend it.",
            ),
            Trouble::ServerFailed => (
                format!("the server {server} failed to look up {kinds} of `{asked}` (SERVFAIL)"),
                "The name may be fine: try again later, or another server with --server.",
            ),
            Trouble::Refused => {
                (format!("the server {server} refused to answer about {kinds} of `{asked}` (REFUSED)"), other_server)
            }
            Trouble::OtherCode(code) => {
                (format!("the server {server} could not answer about {kinds} of `{asked}` ({code})"), other_server)
            }
            Trouble::Referral => (
                format!("the server {server} does not follow `{asked}` to the end: it leaves that to other servers"),
                other_server,
            ),
            Trouble::NoAnswer { ignored: 0 } => (
                format!("no answer in time: {server} said nothing about {kinds} of `{asked}`"),
                "Is the network up and the server's address right? More time: --timeout 20.",
            ),
            Trouble::NoAnswer { ignored } => (
                format!(
                    "no answer in time about {kinds} of `{asked}`: what {server} sent did not fit the question ({ignored} ignored)"
                ),
                "Someone may be guessing at answers, or the server is broken: ask another one with --server.",
            ),
            Trouble::NothingListens => (
                format!("no DNS server waits at {server}: the computer is there, but that port is closed"),
                "Is the server running? The practice one starts with: cargo practice, and is asked with --server 127.0.0.1:9053.",
            ),
            Trouble::NoWay => (
                format!("the server {server} cannot be reached from here"),
                "Is the network up? cargo run -p lookup -- --here shows this computer's addresses.",
            ),
            Trouble::Malformed(why) => (
                format!("{server} sent a malformed reply about {kinds} of `{asked}`, so all of it is refused: {why}"),
                other_server,
            ),
            Trouble::NoTcp => (
                format!(
                    "the answer about {kinds} of `{asked}` is too large for UDP, and {server} did not give it over TCP"
                ),
                "A firewall may let DNS pass over UDP only: ask another server with --server.",
            ),
            Trouble::Aliases(BadChain::Loop) => (
                format!("the aliases of `{asked}` lead in a circle, says {server}"),
                "Only who runs that name can mend it.",
            ),
            Trouble::Aliases(BadChain::TooLong) => (
                format!("`{asked}` leads through more than {MAX_ALIASES} aliases, says {server}"),
                "Only who runs that name can mend it.",
            ),
            Trouble::NoRandomNumber => (
                "the system gave no random number, and a query without one could be answered by anyone".to_string(),
                "Try again.",
            ),
            Trouble::Unsendable => (format!("`{asked}` could not be put into a query"), spelled),
        };
        UserError::new(what, try_next)
    }
}

/// The sentence for a text that is no name.
pub(crate) fn bad_name(text: &str, why: BadName) -> UserError {
    let (reason, try_next) = match why {
        BadName::Empty => ("nothing stands there".to_string(), "Give a name such as gnomon.test."),
        BadName::LongName => {
            (format!("a name has at most {MAX_NAME} bytes"), "Is the name spelled right?")
        }
        BadName::EmptyLabel => (
            "something must stand between two dots, and before the first".to_string(),
            "Leave the extra dot out.",
        ),
        BadName::LongLabel => (
            format!("between two dots stand at most {MAX_LABEL} bytes"),
            "Is the name spelled right?",
        ),
        BadName::Character(character) if character.is_alphanumeric() => (
            format!("`{character}` is no letter of ASCII (a to z), and names travel in ASCII"),
            "Give the name in its xn-- form, which a browser's tools show: xn--bcher-kva.test is the one with an umlaut.",
        ),
        BadName::Character(character) => (
            format!(
                "`{character}` cannot stand in a name: letters, digits, hyphens, underscores and dots can"
            ),
            "Give only the name: of http://www.gnomon.test/page it is www.gnomon.test.",
        ),
    };
    let shown: String = text.chars().take(MAX_NAME).collect();
    UserError::new(format!("`{shown}` is no name to ask for: {reason}"), try_next)
}
