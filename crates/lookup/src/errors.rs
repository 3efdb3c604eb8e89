//! What can go wrong, as data; and in one place the sentence for each, with what to try. The first
//! version has the same few words for nearly all of it.

use crate::habits;
use crate::servers::{self, nslookup_address};
use crate::types::{MessageError, RecordType, ResponseCode};
use crate::{CnameError, MAX_CNAMES, MAX_LABEL, MAX_NAME, NameError, check_name};
use common::UserError;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, SocketAddr};

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LookupError {
    /// The server says that the name does not exist (NXDOMAIN). Here: the name, the end of the
    /// chain.
    NoSuchName(String),
    /// The name has no record of the type asked for. Here: the name, the end of the chain.
    NoSuchRecord(String),
    /// For one type there is a record, for another the server says that the name does not exist.
    Contradiction(String),
    /// Another response code than NOERROR and NXDOMAIN.
    Failed(ResponseCode),
    /// The server does not ask others on our behalf: it only says what it has itself.
    Referral,
    /// No answer came in time, but this many messages that were not the answer.
    TimedOut(usize),
    /// The computer is there, but nothing listens on that port.
    PortUnreachable,
    /// There is no way to the server.
    Unreachable,
    /// The reply cannot be read.
    Malformed(MessageError),
    /// The reply is too large for UDP, and the whole of it did not come over TCP.
    NoTcp,
    /// The aliases lead nowhere.
    Cnames(CnameError),
}

/// What went wrong between us and the server. The system's own words appear with `--explain`.
impl From<io::Error> for LookupError {
    fn from(error: io::Error) -> LookupError {
        log::info!("caused by: {error}");
        match error.kind() {
            // Windows reports a refused datagram as a reset connection.
            ErrorKind::ConnectionRefused | ErrorKind::ConnectionReset => {
                LookupError::PortUnreachable
            }
            _ => LookupError::Unreachable,
        }
    }
}

/// What an exchange gives, or why it gives nothing.
pub type LookupResult<T> = Result<T, LookupError>;

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

const OTHER_SERVER: &str = "Ask another server: --server and its address.";
const TRY_LATER: &str = "The name may be fine: try again later, or another server with --server.";
const OPERATOR: &str = "Only those who run that name or its server can fix this.";
const SPELLING: &str = "Is the name spelled right?";
const NOT_AN_ADDRESS: &str =
    "If you meant an address: it has four numbers from 0 to 255, with dots between them.";
const PRACTICE: &str = "Names under .test exist only on the practice server. `cargo practice` \
     starts it, and --server 127.0.0.1:9053 asks it.";

/// The sentence for `failure`, for the person who asked for `asked`; and what to try. `search` is
/// what the operating system would add to a short name.
pub fn lookup_failed(asked: &str, failure: &Failure, search: &[String]) -> UserError {
    use LookupError::*;
    let name = asked.strip_suffix('.').filter(|name| !name.is_empty()).unwrap_or(asked);
    let server = nslookup_address(failure.server);
    let types: Vec<String> = failure.record_types.iter().map(RecordType::to_string).collect();
    let about = format!("{} of `{name}`", types.join(" and "));
    let types = types.join(" or ");
    let led_to = |end: &str| match end.eq_ignore_ascii_case(name) {
        true => format!("`{end}`"),
        false => format!("`{end}`, to which `{name}` leads,"),
    };
    let (message, hint) = match &failure.error {
        NoSuchName(end) => (
            format!("no such name: {} does not exist, says {server} (NXDOMAIN)", led_to(end)),
            "Is the name spelled right? A name that somebody gave you may no longer exist.",
        ),
        NoSuchRecord(end) => (
            format!("{} exists but has no {types} record, says {server}", led_to(end)),
            match failure.record_types[..] {
                [RecordType::A | RecordType::AAAA, ..] => {
                    "It may have other records: --type MX shows where its mail goes."
                }
                [RecordType::PTR] => {
                    "A PTR record holds the name of an address. Not every address has one."
                }
                _ => "It may have other records: leave --type out for its addresses.",
            },
        ),
        Contradiction(end) => (
            format!(
                "{server} contradicts itself: asked for {types}, it says that `{end}` does not \
                 exist (NXDOMAIN)"
            ),
            OPERATOR,
        ),
        Failed(code) => {
            let (did_what, hint) = match *code {
                ResponseCode::SERVFAIL => ("failed to look up", TRY_LATER),
                ResponseCode::REFUSED => ("refused to answer about", OTHER_SERVER),
                _ => ("could not answer about", OTHER_SERVER),
            };
            (format!("the server {server} {did_what} {about} ({code})"), hint)
        }
        Referral => {
            (format!("the server {server} does not follow `{name}` to the end"), OTHER_SERVER)
        }
        TimedOut(0) => (
            format!("timed out: no answer from {server} about {about}"),
            "Is the network up and the server's address right? More time: --timeout 20.",
        ),
        TimedOut(ignored) => (
            format!(
                "timed out: no answer from {server} about {about} (replies that did not match \
                 the query: {ignored})"
            ),
            "Someone may be forging replies, or the server is broken: ask another with --server.",
        ),
        PortUnreachable => (
            format!("no DNS server at {server}: the computer is there, but that port is closed"),
            "Is it running? The practice server, --server 127.0.0.1:9053, starts with: cargo practice",
        ),
        Unreachable => (
            format!("the server {server} cannot be reached from here"),
            "Is the network up? To see this computer's addresses: cargo run -p lookup -- --here",
        ),
        Malformed(error) => (
            format!("{server} sent a malformed reply about {about}: {}", reason(*error)),
            OTHER_SERVER,
        ),
        NoTcp => (
            format!(
                "the reply about {about} is too large for UDP, and {server} did not send it \
                 over TCP"
            ),
            "A firewall may let DNS pass over UDP only: ask another server with --server.",
        ),
        Cnames(CnameError::Loop) => {
            (format!("the aliases of `{name}` form a loop (answer from {server})"), OPERATOR)
        }
        Cnames(CnameError::TooLong) => (
            format!("`{name}` leads through more than {MAX_CNAMES} aliases (answer from {server})"),
            OPERATOR,
        ),
    };
    UserError::new(message, special_hint(asked, failure, search).unwrap_or(hint.to_string()))
}

/// What to try, if the name or the server shows what was meant.
fn special_hint(asked: &str, failure: &Failure, search: &[String]) -> Option<String> {
    let Failure { error, server, .. } = failure;
    let is_unanswered = matches!(error, LookupError::TimedOut(_) | LookupError::Unreachable);
    let is_not_found = matches!(error, LookupError::NoSuchName(_) | LookupError::NoSuchRecord(_));
    let is_practice_server = server.ip().is_loopback() && server.port() != servers::DNS_PORT;
    if is_unanswered && let Some(meant) = servers::meant_with_brackets(server.ip()) {
        Some(format!("If that address ends in a port, put brackets around the rest: {meant}"))
    } else if is_practice_name(asked) && !is_practice_server {
        Some(PRACTICE.to_string())
    } else if is_not_found && asked.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        Some(NOT_AN_ADDRESS.to_string())
    } else if is_not_found && !asked.contains('.') {
        let suffix = search.iter().find(|suffix| check_name(suffix).is_ok())?;
        let whole = format!("{asked}.{}", suffix.trim_end_matches('.'));
        check_name(&whole).ok()?;
        Some(format!(
            "Try the whole name, {whole}: lookup does not use this computer's `search` list."
        ))
    } else {
        None
    }
}

fn is_practice_name(name: &str) -> bool {
    name.trim_end_matches('.').to_ascii_lowercase().ends_with(".test")
}

fn reason(error: MessageError) -> String {
    match error {
        MessageError::TooShort => "it ends before its last record".to_string(),
        MessageError::BadName => "a name in it cannot be read".to_string(),
        MessageError::BadLength(kind) => format!("a record of type {kind} has the wrong length"),
    }
}

/// The sentence for a text that is not a name, and what was probably meant.
pub fn bad_name(text: &str, error: NameError) -> UserError {
    use NameError::*;
    let (reason, hint) = match error {
        Empty => ("it is empty".to_string(), "Give a name such as gnomon.test."),
        LongName => (format!("a name has at most {MAX_NAME} bytes"), SPELLING),
        EmptyLabel => (
            "a name cannot start with a dot or have two dots in a row".to_string(),
            "Leave the extra dot out.",
        ),
        LongLabel => (format!("at most {MAX_LABEL} bytes can be between two dots"), SPELLING),
        Character(character) if !character.is_ascii() => (
            format!("`{character}` is not ASCII (a to z), and DNS names are sent in ASCII"),
            "Give the name in its xn-- form, which a browser's tools show: that of b\u{fc}cher.test \
             is xn--bcher-kva.test.",
        ),
        Character(character) => (
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
    let after_scheme = text.split_once("://").map_or(text, |(_, rest)| rest);
    let authority = after_scheme.split(['/', '?', '#']).next()?;
    let host_and_port = authority.rsplit_once('@').map_or(authority, |(_, rest)| rest);
    let ends: &[char] = match host_and_port.matches(':').count() {
        0 | 1 => &[':', '%'],
        _ => &[']', '%'], // an IPv6 address
    };
    let host = host_and_port.trim_start_matches('[').split(ends).next()?;
    let is_host = host.parse::<IpAddr>().is_ok() || check_name(host).is_ok();
    (is_host && host != text).then_some(host)
}

/// The sentence for a name or an address of which the operating system knows nothing.
pub fn not_found_by_system(text: &str) -> UserError {
    let hint = match is_practice_name(text) {
        true => PRACTICE,
        false => "Without --system, lookup asks a DNS server itself, and says more.",
    };
    UserError::new(format!("the operating system found nothing for `{text}`"), hint)
}

/// The sentence if the operating system does not give us `what` we need.
pub fn not_given(what: &str) -> UserError {
    let hint = "Try again as an administrator. On Linux, check that /proc is there.";
    UserError::new(format!("the operating system does not give us {what}"), hint)
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
        let timed_out = LookupError::TimedOut(0);
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
