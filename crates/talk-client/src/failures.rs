//! What can go wrong in a conversation: each in a sentence of its own, with what to try next.

use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use common::UserError;

use crate::Attempt;
use crate::deadlines::is_deadline;

/// Whom we talk to, as the person named them, and how long they may do nothing.
#[derive(Debug, Clone)]
pub struct Peer {
    /// A name or an address.
    pub host: String,
    /// The port at the peer's end.
    pub port: u16,
    /// How long a send or a receive waits before it gives up.
    pub idle: Duration,
}

impl Peer {
    /// No connection came about: every attempt failed.
    pub fn no_connection(&self, attempts: &[Attempt]) -> UserError {
        let Peer { host, port, .. } = self;
        let reason_of_first =
            attempts.first().map(|attempt| reason(&attempt.error)).unwrap_or_default();
        let why = if attempts.iter().all(|attempt| reason(&attempt.error) == reason_of_first) {
            reason_of_first.to_string()
        } else {
            let each = attempts
                .iter()
                .map(|attempt| format!("{} {}", attempt.address.ip(), reason(&attempt.error)));
            each.collect::<Vec<_>>().join("; ")
        };
        // An address that refuses says the most: somebody is there.
        let telling =
            attempts.iter().find(|attempt| attempt.error.kind() == ErrorKind::ConnectionRefused);
        let try_next = match (telling, attempts.first()) {
            (Some(refused), _) => start_a_server(refused.address.ip(), *port),
            (None, first) => {
                advice(first.map_or(ErrorKind::Other, |attempt| attempt.error.kind())).to_string()
            }
        };
        UserError::new(format!("cannot connect to {host} port {port}: {why}"), try_next)
    }

    /// The conversation broke while it went on: a send or a receive failed with `error`.
    pub fn broken(&self, error: io::Error) -> anyhow::Error {
        let Peer { host, port, idle } = self;
        let failure = match error.kind() {
            _ if is_deadline(&error) => UserError::new(
                format!(
                    "{host} port {port} took nothing and sent nothing within {} s",
                    idle.as_secs()
                ),
                "Is the server stuck? Look at its terminal. The option --idle waits longer.",
            ),
            ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted => UserError::new(
                format!(
                    "{host} port {port} reset the connection in the middle: what was on its way is lost"
                ),
                "Did the server stop or crash? Look at its terminal, then try again.",
            ),
            ErrorKind::BrokenPipe | ErrorKind::NotConnected => UserError::new(
                format!("{host} port {port} closed the connection before everything was sent"),
                "Did the server mean to stop there? Look at its terminal.",
            ),
            ErrorKind::TimedOut
            | ErrorKind::HostUnreachable
            | ErrorKind::NetworkUnreachable
            | ErrorKind::NetworkDown => UserError::new(
                format!("{host} port {port} was lost in the middle: it no longer answers"),
                "Is the network still there, at both ends?",
            ),
            _ => UserError::new(
                format!("the connection to {host} port {port} failed in the middle"),
                "The option --explain shows what the system said.",
            ),
        };
        anyhow::Error::new(error).context(failure)
    }
}

/// `host` has no address.
pub fn no_such_name(host: &str) -> UserError {
    UserError::new(
        format!("no address found for `{host}`"),
        format!("Is the name spelled right? Ask a name server: cargo run -p lookup -- {host}"),
    )
}

/// `host` is 0.0.0.0 or `::`.
pub fn no_destination(host: &str) -> UserError {
    UserError::new(
        format!(
            "cannot connect to {host}: to a server it means every address it has, to a client it means none"
        ),
        "This computer itself is 127.0.0.1.",
    )
}

/// Why one attempt to connect failed.
fn reason(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::ConnectionRefused => {
            "refused (the computer is there, but no program waits on that port)"
        }
        ErrorKind::TimedOut => "timed out (no answer came, not even a refusal)",
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => {
            "unreachable (no way leads there from this computer)"
        }
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted => {
            "broken off as soon as it was made"
        }
        ErrorKind::AddrNotAvailable => {
            "no port is free at our end, or nobody can have that address"
        }
        ErrorKind::PermissionDenied => "this computer does not allow it",
        _ => "the system could not do it",
    }
}

/// How to start a server where nobody waits. What only this computer can reach, the server need not open to others.
fn start_a_server(address: IpAddr, port: u16) -> String {
    let listen = match address {
        IpAddr::V4(Ipv4Addr::LOCALHOST) => "--local ".to_string(),
        _ if address.is_loopback() => format!("--listen {address} "),
        _ => String::new(),
    };
    format!(
        "Is the server running, on that port? cargo run -p talk-server -- {listen}--port {port}"
    )
}

fn advice(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::TimedOut => {
            "Is the address right? A firewall may throw the question away. The option --timeout waits longer."
        }
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => {
            "Is this computer on the network? See its addresses: cargo run -p lookup -- --here"
        }
        _ => "The option --explain shows what the system said.",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::net::Ipv4Addr;

    use super::*;

    fn peer() -> Peer {
        Peer { host: "gnomon.test".to_string(), port: 9087, idle: Duration::from_secs(600) }
    }

    fn attempt(last_octet: u8, kind: ErrorKind) -> Attempt {
        Attempt { address: (Ipv4Addr::new(192, 0, 2, last_octet), 9087).into(), error: kind.into() }
    }

    #[test]
    fn each_way_to_fail_has_a_sentence_of_its_own() {
        let connecting =
            [ErrorKind::ConnectionRefused, ErrorKind::TimedOut, ErrorKind::HostUnreachable];
        let talking = [
            ErrorKind::ConnectionReset,
            ErrorKind::BrokenPipe,
            ErrorKind::TimedOut,
            ErrorKind::WouldBlock,
        ];
        let mut sentences = BTreeSet::from([no_such_name("gnomon.test").to_string()]);
        sentences
            .extend(connecting.map(|kind| peer().no_connection(&[attempt(1, kind)]).to_string()));
        sentences.extend(talking.map(|kind| peer().broken(kind.into()).to_string()));
        let different = 1 + connecting.len() + talking.len() - usize::from(cfg!(windows));
        assert_eq!(sentences.len(), different, "{sentences:#?}");
        assert!(
            sentences.iter().all(|sentence| sentence.contains("gnomon.test")),
            "{sentences:#?}"
        );
    }

    #[test]
    fn a_server_for_this_computer_is_not_opened_to_others() {
        for (address, command) in [
            ("127.0.0.1", "cargo run -p talk-server -- --local --port 9087"),
            ("::1", "cargo run -p talk-server -- --listen ::1 --port 9087"),
            ("192.0.2.1", "cargo run -p talk-server -- --port 9087"),
        ] {
            let advice = start_a_server(address.parse().unwrap(), 9087);
            assert_eq!(advice, format!("Is the server running, on that port? {command}"));
        }
    }

    #[test]
    fn several_addresses_that_fail_alike_are_one_reason() {
        let attempts =
            [attempt(1, ErrorKind::HostUnreachable), attempt(2, ErrorKind::NetworkUnreachable)];
        assert_eq!(
            peer().no_connection(&attempts).to_string(),
            "cannot connect to gnomon.test port 9087: unreachable (no way leads there from this computer)"
        );
    }

    #[test]
    fn several_addresses_that_fail_differently_are_all_named() {
        let attempts = [attempt(1, ErrorKind::TimedOut), attempt(2, ErrorKind::ConnectionRefused)];
        assert_eq!(
            peer().no_connection(&attempts).to_string(),
            "cannot connect to gnomon.test port 9087: 192.0.2.1 timed out (no answer came, not even a refusal); \
             192.0.2.2 refused (the computer is there, but no program waits on that port)"
        );
    }
}
