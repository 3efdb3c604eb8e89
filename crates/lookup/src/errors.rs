//! What can go wrong, as data; and in one place the sentence for each, with what to try. The first
//! version has the same few words for nearly all of it.

use crate::habits;
use crate::servers::{self, nslookup_address};
use crate::types::{MessageError, RecordType, ResponseCode};
use crate::{CnameError, MAX_CNAMES, MAX_LABEL, MAX_NAME, NameError, check_name};
use common::UserError;
use std::io;
use std::net::{IpAddr, SocketAddr};

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LookupError {
    /// The server says that the name does not exist (NXDOMAIN). Here: the name, the end of the chain.
    NoSuchName(String),
    /// The name has no record of the type asked for. Here: the name, the end of the chain.
    NoSuchRecord(String),
    /// For one type there is a record, for another the server says that the name does not exist.
    Contradiction(String),
    /// Another response code than NOERROR and NXDOMAIN.
    Failed(ResponseCode),
    /// The server does not ask others on our behalf: it only says what it has itself.
    Referral,
    /// Nothing came in time, or only what was not an answer.
    TimedOut {
        /// How many messages came that were not an answer to the question.
        ignored: usize,
    },
    /// The computer is there, but nothing listens on that port.
    PortUnreachable,
    /// There is no way to the server.
    Unreachable,
    /// The reply cannot be read.
    Malformed(MessageError),
    /// Over TCP the reply is about another question.
    WrongQuestion,
    /// The reply is cut short, even over TCP.
    StillTruncated,
    /// The reply is too large for UDP, and TCP did not work.
    NoTcp,
    /// The aliases lead nowhere.
    Cnames(CnameError),
}

impl LookupError {
    /// What went wrong between us and the server. The system's own words appear with `--explain`.
    pub(crate) fn of_network(error: &io::Error) -> LookupError {
        log::info!("caused by: {error}");
        match error.kind() {
            // Windows reports a refused datagram as a reset connection.
            io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionReset => {
                LookupError::PortUnreachable
            }
            _ => LookupError::Unreachable,
        }
    }
}

/// A question, or several of the same name, without an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Why.
    pub error: LookupError,
    /// The server that was asked.
    pub server: SocketAddr,
    /// Which types it is about.
    pub record_types: Vec<RecordType>,
}

/// The sentence for `failure`, for the person who asked for `asked`; and what to try. `search` is what
/// the operating system would add to a short name.
pub fn lookup_failed(asked: &str, failure: &Failure, search: &[String]) -> UserError {
    let typed = asked;
    let asked = asked.strip_suffix('.').filter(|name| !name.is_empty()).unwrap_or(asked);
    let server = nslookup_address(failure.server);
    let types: Vec<String> = failure.record_types.iter().map(RecordType::to_string).collect();
    let types = types.join(match failure.error {
        LookupError::NoSuchRecord(_) => " or ",
        _ => " and ",
    });
    let led_to = |end: &str| match end.eq_ignore_ascii_case(asked) {
        true => format!("`{end}`"),
        false => format!("`{end}`, to which `{asked}` leads,"),
    };
    let other_server = "Ask another server: --server and its address.";
    let (message, hint) = match &failure.error {
        LookupError::NoSuchName(end) => (
            format!("no such name: {} does not exist, says {server} (NXDOMAIN)", led_to(end)),
            "Is the name spelled right? A name that somebody gave you may no longer exist.",
        ),
        LookupError::NoSuchRecord(end) => (
            format!("{} exists but has no {types} record, says {server}", led_to(end)),
            match types.as_str() {
                "A" | "AAAA" | "A or AAAA" => {
                    "It may have other records: --type MX shows where its mail goes."
                }
                "PTR" => "A PTR record holds the name of an address. Not every address has one.",
                _ => "It may have other records: leave --type out for its addresses.",
            },
        ),
        LookupError::Contradiction(end) => (
            format!(
                "{server} contradicts itself: asked for {types}, it says that `{end}` does not exist \
                 (NXDOMAIN)"
            ),
            "What it did find is shown. Only the server's operator can fix this.",
        ),
        LookupError::Failed(ResponseCode::SERVFAIL) => (
            format!("the server {server} failed to look up {types} of `{asked}` (SERVFAIL)"),
            "The name may be fine: try again later, or another server with --server.",
        ),
        LookupError::Failed(ResponseCode::REFUSED) => (
            format!("the server {server} refused to answer about {types} of `{asked}` (REFUSED)"),
            other_server,
        ),
        LookupError::Failed(code) => (
            format!("the server {server} could not answer about {types} of `{asked}` ({code})"),
            other_server,
        ),
        LookupError::Referral => (
            format!(
                "the server {server} does not follow `{asked}` to the end: it leaves that to others"
            ),
            other_server,
        ),
        LookupError::TimedOut { ignored: 0 } => (
            format!("timed out: no answer from {server} about {types} of `{asked}`"),
            "Is the network up and the server's address right? More time: --timeout 20.",
        ),
        LookupError::TimedOut { ignored } => (
            format!(
                "timed out: no answer from {server} about {types} of `{asked}`; {ignored} {} not match \
                 the query and {} ignored",
                if *ignored == 1 { "reply did" } else { "replies did" },
                if *ignored == 1 { "was" } else { "were" },
            ),
            "Someone may be forging replies, or the server is broken: ask another with --server.",
        ),
        LookupError::PortUnreachable => (
            format!("no DNS server at {server}: the computer is there, but that port is closed"),
            "Is the server running? The practice server, which --server 127.0.0.1:9053 asks, starts \
             with: cargo practice",
        ),
        LookupError::Unreachable => (
            format!("the server {server} cannot be reached from here"),
            "Is the network up? To see this computer's addresses: cargo run -p lookup -- --here",
        ),
        LookupError::Malformed(error) => (
            format!(
                "{server} sent a malformed reply about {types} of `{asked}`: {}",
                reason(*error)
            ),
            other_server,
        ),
        LookupError::WrongQuestion => (
            format!("{server} answered another question over TCP than {types} of `{asked}`"),
            other_server,
        ),
        LookupError::StillTruncated => (
            format!("the reply of {server} about {types} of `{asked}` is cut short even over TCP"),
            other_server,
        ),
        LookupError::NoTcp => (
            format!(
                "the reply about {types} of `{asked}` is too large for UDP, and {server} did not send it \
                 over TCP"
            ),
            "A firewall may let DNS pass over UDP only: ask another server with --server.",
        ),
        LookupError::Cnames(CnameError::Loop) => (
            format!("the aliases of `{asked}` form a loop (answer from {server})"),
            "Only those who run that name can fix this.",
        ),
        LookupError::Cnames(CnameError::TooLong) => (
            format!(
                "`{asked}` leads through more than {MAX_CNAMES} aliases (answer from {server})"
            ),
            "Only those who run that name can fix this.",
        ),
    };
    let hint = special_hint(typed, failure, search).unwrap_or(hint.to_string());
    UserError::new(message, hint)
}

/// What to try, if the name or the server shows what was meant.
fn special_hint(asked: &str, failure: &Failure, search: &[String]) -> Option<String> {
    let server = failure.server;
    if let LookupError::TimedOut { .. } | LookupError::Unreachable = failure.error
        && let Some(meant) = servers::meant_with_brackets(server.ip())
    {
        return Some(format!(
            "If that address ends in a port, put brackets around the rest: {meant}"
        ));
    }
    let is_practice_server = server.ip().is_loopback() && server.port() != servers::DNS_PORT;
    if is_practice_name(asked) && !is_practice_server {
        return Some(PRACTICE_HINT.to_string());
    }
    if !matches!(failure.error, LookupError::NoSuchName(_) | LookupError::NoSuchRecord(_)) {
        return None;
    }
    if !asked.contains('.') {
        let mut suffixes = search.iter().map(|suffix| suffix.trim_end_matches('.'));
        let whole = format!("{asked}.{}", suffixes.find(|suffix| !suffix.is_empty())?);
        return check_name(&whole).is_ok().then(|| {
            format!(
                "Try the whole name, {whole}: lookup does not use this computer's `search` list."
            )
        });
    }
    let is_number = |label: &str| label.bytes().all(|byte| byte.is_ascii_digit());
    asked.split('.').all(is_number).then(|| {
        "If you meant an address: it has four numbers from 0 to 255, with dots between them."
            .to_string()
    })
}

fn is_practice_name(name: &str) -> bool {
    name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase().ends_with(".test")
}

/// The practice names exist nowhere else.
const PRACTICE_HINT: &str = "Names under .test exist only on the practice server. \
     `cargo practice` starts it, and --server 127.0.0.1:9053 asks it.";

fn reason(error: MessageError) -> String {
    match error {
        MessageError::TooShort => "it ends before its last record".to_string(),
        MessageError::BadLabel => "a name in it has an impossible label".to_string(),
        MessageError::BadPointer => {
            "a name in it does not lead back to an earlier name".to_string()
        }
        MessageError::LongName => "a name in it is longer than a name can be".to_string(),
        MessageError::BadLength(kind) => format!("a record of type {kind} has the wrong length"),
    }
}

/// The sentence for a text that is not a name, and what was probably meant.
pub fn bad_name(text: &str, error: NameError) -> UserError {
    let (reason, hint) = match error {
        NameError::Empty => ("it is empty".to_string(), "Give a name such as gnomon.test."),
        NameError::LongName => {
            (format!("a name has at most {MAX_NAME} bytes"), "Is the name spelled right?")
        }
        NameError::EmptyLabel => (
            "a name cannot start with a dot or have two dots in a row".to_string(),
            "Leave the extra dot out.",
        ),
        NameError::LongLabel => (
            format!("at most {MAX_LABEL} bytes can be between two dots"),
            "Is the name spelled right?",
        ),
        NameError::Character(character) if !character.is_ascii() => (
            format!("`{character}` is not ASCII (a to z), and DNS names are sent in ASCII"),
            "Give the name in its xn-- form, which a browser's tools show: for b\u{fc}cher.test it is \
             xn--bcher-kva.test.",
        ),
        NameError::Character(character) => (
            format!("`{character}` cannot be part of a name"),
            "A name consists of letters, digits, hyphens and underscores, with dots between them.",
        ),
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let hint = match (habits::translate(&words), host_in(text)) {
        (Some(command), _) => format!("For this program that is: {command}"),
        (None, Some(host)) => format!("Give only the name or the address: lookup {host}"),
        (None, None) if words.len() > 1 => "Look up each name on its own.".to_string(),
        (None, None) => hint.to_string(),
    };
    let shown: String = text.chars().take(MAX_NAME).collect();
    UserError::new(format!("`{shown}` is not a valid DNS name: {reason}"), hint)
}

/// The name or the address in a URL, a mail address, an address with a port, a prefix or a zone.
fn host_in(text: &str) -> Option<&str> {
    let (_, after_scheme) = text.split_once("://").unwrap_or(("", text));
    let authority = after_scheme.split(['/', '?', '#']).next()?;
    let (_, host_and_port) = authority.rsplit_once('@').unwrap_or(("", authority));
    let host = match host_and_port.strip_prefix('[') {
        Some(bracketed) => bracketed.split([']', '%']).next()?,
        None if host_and_port.matches(':').count() > 1 => host_and_port.split('%').next()?,
        None => host_and_port.split([':', '%']).next()?,
    };
    let is_host = host.parse::<IpAddr>().is_ok() || check_name(host).is_ok();
    (is_host && host != text).then_some(host)
}

/// The sentence for a name or an address of which the operating system knows nothing.
pub fn not_found_by_system(text: &str) -> UserError {
    let hint = match is_practice_name(text) {
        true => PRACTICE_HINT,
        false => "Without --system, lookup asks a DNS server itself, and says more.",
    };
    UserError::new(format!("the operating system found nothing for `{text}`"), hint)
}

/// The sentence for a lack of random numbers.
pub fn no_random_number() -> UserError {
    UserError::new(
        "no random number for the query: without one, anyone could answer it",
        "Try again.",
    )
}

/// The sentence if the operating system does not list its sockets.
pub fn no_sockets() -> UserError {
    UserError::new(
        "the operating system does not list its sockets",
        "On Linux, check that /proc is there. Otherwise try again as an administrator.",
    )
}

/// The sentence if the operating system does not list its network interfaces.
pub fn no_interfaces() -> UserError {
    UserError::new(
        "the operating system does not list its network interfaces",
        "Try again as an administrator.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hint(asked: &str, error: LookupError, server: &str, search: &[&str]) -> String {
        let server = server.parse().unwrap();
        let failure = Failure { error, server, record_types: vec![RecordType::A] };
        let search: Vec<String> = search.iter().map(ToString::to_string).collect();
        lookup_failed(asked, &failure, &search).hint
    }

    #[test]
    fn a_practice_name_leads_to_the_practice_server() {
        let no_such = || LookupError::NoSuchName("www.gnomon.test".to_string());
        let timed_out = LookupError::TimedOut { ignored: 0 };
        for error in [no_such(), LookupError::Failed(ResponseCode::SERVFAIL), timed_out] {
            for server in ["192.0.2.53:53", "127.0.0.53:53"] {
                let hint = hint("WWW.gnomon.TEST.", error.clone(), server, &["corp.test"]);
                assert!(hint.contains("--server 127.0.0.1:9053"), "{hint}");
            }
        }
        let asked_there = hint("www.gnomon.test", no_such(), "127.0.0.1:9053", &[]);
        assert!(asked_there.contains("spelled right"), "{asked_there}");
    }

    #[test]
    fn a_short_name_leads_to_the_whole_name_if_there_is_a_search_list() {
        let no_such = || LookupError::NoSuchName("host".to_string());
        let hint_for = |asked: &str, search| hint(asked, no_such(), "192.0.2.53:53", search);
        assert!(
            hint_for("host", &["corp.test", "b.test"]).contains("the whole name, host.corp.test:")
        );
        assert!(hint_for("host", &["corp.test."]).contains("the whole name, host.corp.test:"));
        for (asked, search) in
            [("host", &[][..]), ("host.", &["corp.test"]), ("host", &["."]), ("a.b", &["c"])]
        {
            assert!(hint_for(asked, search).contains("spelled right"), "{asked}");
        }
    }

    #[test]
    fn an_address_that_is_not_one_and_a_server_without_brackets_are_recognised() {
        let no_such = LookupError::NoSuchName("1.2.3.256".to_string());
        assert!(hint("1.2.3.256", no_such, "192.0.2.53:53", &[]).contains("from 0 to 255"));
        let unreachable = hint("a.example", LookupError::Unreachable, "[fe80::1:9053]:53", &[]);
        assert!(unreachable.ends_with("[fe80::1]:9053"), "{unreachable}");
    }
}
