//! What can go wrong, in sentences: what failed and why, and what to try next. The first version
//! printed `Os { code: 111, .. }`.

use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use common::UserError;
use common::net::connect_failure;

use crate::Attempt;
use crate::connection::ConversationError;
use crate::target::{AddressError, Target, TargetError, is_digits_and_dots};

/// The ports of the practice internet: its name server, pages and talk peer.
const PRACTICE_PORTS: [u16; 3] = [9053, 9080, 9088];

/// The arguments do not name a server, a port and a text.
pub fn wrong_usage(error: TargetError) -> UserError {
    const EXAMPLE: &str = "Write host and port as in: talk-client localhost 9087";
    let (message, hint) = match error {
        TargetError::Url(url) => {
            let is_page = url.starts_with("http://") || url.starts_with("https://");
            let hint = match is_page && is_plain(&url) && !url.ends_with("//") {
                true => format!("To copy a page: cargo run -p fetch-page -- {url}"),
                false => EXAMPLE.to_string(),
            };
            (format!("`{url}` is a URL, and not a host"), hint)
        }
        TargetError::OnlyPort(port) => (
            format!("`{port}` is a port, and the host before it is missing"),
            format!("This computer is 127.0.0.1: talk-client 127.0.0.1 {port}"),
        ),
        TargetError::BadHost(word) => (
            format!("`{word}` does not name one host"),
            format!("{EXAMPLE}, or for an IPv6 address: talk-client [::1]:9087"),
        ),
        TargetError::BadPort(port) => (
            format!("`{port}` is not a port, which is a number from 1 to 65535"),
            format!("{EXAMPLE}. A text comes after them, options anywhere: --help lists them."),
        ),
        TargetError::UnknownOption(text) => (
            format!("`{text}` is not an option"),
            "To send it as a text, put -- before it: talk-client localhost 9087 -- ...".to_string(),
        ),
        TargetError::SeveralTexts(count) => (
            format!("the text is {count} words: it has to be one argument"),
            "Put it in quotes: talk-client localhost 9087 \"hello world\"".to_string(),
        ),
    };
    UserError::new(message, hint)
}

/// The host has no address to connect to.
pub fn no_address(Target { host, port }: &Target, error: AddressError) -> anyhow::Error {
    let AddressError::NotFound(error) = error else {
        return anyhow::Error::new(UserError::new(
            format!("cannot connect to {host}: only a server can use it, for all of its addresses"),
            format!("To reach this computer: talk-client 127.0.0.1 {port}"),
        ));
    };
    let hint = match host {
        _ if is_digits_and_dots(host) => {
            format!("To see why: cargo run -p is-ip-and-port -- {host}:{port}")
        }
        _ if is_dns_name(host) => {
            format!("Check the spelling, or ask a name server: cargo run -p lookup -- {host}")
        }
        _ => "Check the spelling. A name is made of letters, digits, hyphens and dots.".to_string(),
    };
    let message = format!("no address found for `{host}`");
    anyhow::Error::new(error).context(UserError::new(message, hint))
}

/// Every attempt to connect failed.
pub fn cannot_connect(target: &Target, attempts: &[Attempt]) -> UserError {
    let reason = |attempt: &Attempt| {
        connect_failure(&attempt.error).unwrap_or("the operating system reported an error")
    };
    let first = attempts.first().map(reason).unwrap_or_default();
    let why = match attempts.iter().all(|attempt| reason(attempt) == first) {
        true => first.to_string(),
        false => {
            let each = attempts.iter();
            let each = each.map(|attempt| format!("{}: {}", attempt.address.ip(), reason(attempt)));
            each.collect::<Vec<_>>().join("; ")
        }
    };
    // An address that refuses says the most: a computer is there.
    let is_refused = |attempt: &&Attempt| attempt.error.kind() == ErrorKind::ConnectionRefused;
    let telling = attempts.iter().find(is_refused).or(attempts.first());
    let hint = telling.map(|attempt| connect_hint(attempt.address, attempt.error.kind()));
    UserError::new(
        format!("cannot connect to {} port {}: {why}", target.host, target.port),
        hint.unwrap_or_default(),
    )
}

fn connect_hint(address: SocketAddr, kind: ErrorKind) -> String {
    let hint = match kind {
        ErrorKind::ConnectionRefused => return start_a_server(address),
        ErrorKind::TimedOut | ErrorKind::WouldBlock => {
            "Check the address. A firewall may drop the packets. The option --timeout waits longer."
        }
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => {
            "Check the network. This computer's addresses: cargo run -p lookup -- --here"
        }
        _ => SEE_THE_REASON,
    };
    hint.to_string()
}

/// How to start a server. One for this computer alone need not be open to others.
fn start_a_server(address: SocketAddr) -> String {
    let (ip, port) = (address.ip(), address.port());
    let (place, options) = match ip {
        IpAddr::V4(Ipv4Addr::LOCALHOST) if PRACTICE_PORTS.contains(&port) => {
            return "Start the practice internet in another terminal: cargo practice".to_string();
        }
        IpAddr::V4(Ipv4Addr::LOCALHOST) => ("in another terminal", "--local ".to_string()),
        _ if ip.is_loopback() => ("in another terminal", format!("--listen {ip} ")),
        _ => ("on that computer", String::new()),
    };
    format!("Start the server {place}: cargo run -p talk-server -- {options}--port {port}")
}

/// The conversation ended too early.
pub fn conversation_failed(
    target: &Target,
    idle: Duration,
    error: ConversationError,
) -> anyhow::Error {
    let server = format!("{} port {}", target.host, target.port);
    let seconds = idle.as_secs();
    let (message, hint) = match &error {
        ConversationError::SendTimedOut => {
            (format!("{server} accepted no data for {seconds} s"), LOOK_AT_THE_SERVER)
        }
        ConversationError::ReceiveTimedOut => {
            (format!("{server} sent no data for {seconds} s"), LOOK_AT_THE_SERVER)
        }
        ConversationError::Input(_) => {
            ("cannot read standard input".to_string(), "Use a file or a pipe.")
        }
        ConversationError::Connection(error) => match error.kind() {
            ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted => (
                format!("{server} reset the connection: data on its way was lost"),
                "The server may have crashed, or closed without reading. Look at its terminal.",
            ),
            ErrorKind::BrokenPipe | ErrorKind::NotConnected => (
                format!("{server} closed the connection before everything was sent"),
                "The server may have stopped on purpose. Look at its terminal.",
            ),
            ErrorKind::TimedOut
            | ErrorKind::HostUnreachable
            | ErrorKind::NetworkUnreachable
            | ErrorKind::NetworkDown => (
                format!("{server} stopped responding"),
                "Check the network connection at both ends.",
            ),
            _ => (format!("the connection to {server} failed"), SEE_THE_REASON),
        },
    };
    let user_error = UserError::new(message, hint);
    match error {
        ConversationError::Connection(error) | ConversationError::Input(error) => {
            anyhow::Error::new(error).context(user_error)
        }
        _ => user_error.into(),
    }
}

const LOOK_AT_THE_SERVER: &str =
    "The server may be stuck. Look at its terminal. The option --idle waits longer.";

const SEE_THE_REASON: &str = "Add --explain to see the system's own reason.";

/// The operating system has no thread left.
pub fn no_thread(error: io::Error) -> anyhow::Error {
    anyhow::Error::new(error).context(UserError::new(
        "the operating system cannot start another thread",
        "Close some programs and try again.",
    ))
}

/// The server has ended the conversation, and the input has not.
pub fn input_left(target: &Target) -> String {
    format!(
        "{} port {} closed the connection. What may still come from the input is not sent.",
        target.host, target.port
    )
}

/// True if no shell takes any of it for something else.
fn is_plain(text: &str) -> bool {
    let is_plain = |letter: char| letter.is_alphanumeric() || "-_.,:/@%+=".contains(letter);
    text.chars().all(is_plain)
}

/// True if a name server can be asked for `host`.
fn is_dns_name(host: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    host.len() <= 253 && !host.starts_with('-') && host.split('.').all(is_label)
}
