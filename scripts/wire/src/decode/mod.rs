//! What the bytes of an event mean: its gist for the arrow, and every field by name.

mod dns;
mod http;

use practice_net::events::Transport;
use serde::Serialize;

use crate::history::{Entry, Kind, Server};

/// A longer text is shown only in part.
const MAX_SHOWN: usize = 120;

/// A part of a message: its name, what it says, and where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Field {
    /// What the standard calls it.
    pub(crate) name: String,
    /// What it says.
    pub(crate) value: String,
    /// The place of its first byte.
    pub(crate) start: usize,
    /// The place after its last byte.
    pub(crate) end: usize,
    /// 0, or how deep it is inside of fields before it.
    pub(crate) level: usize,
    /// The place that a compression pointer points to.
    pub(crate) to: Option<usize>,
}

/// What an event is about, in a few words.
pub(crate) fn gist(entry: &Entry) -> String {
    let Entry { bytes, size, .. } = entry;
    let of_bytes = || match entry.server {
        Server::Dns => dns::gist(dns_message(entry)),
        _ if is_http(entry) => http::gist(bytes, *size),
        _ => shown(bytes),
    };
    match entry.kind {
        Kind::Connected => "handshake: SYN; SYN, ACK; ACK".to_owned(),
        Kind::Received | Kind::Sent => of_bytes(),
        Kind::Forged => format!("forged: {}{}", dns::id_and_name(bytes), of_bytes()),
        Kind::Lost => format!("lost: {}", of_bytes()),
        Kind::ClientEnded | Kind::ServerEnded => {
            let now = if entry.is_half_closed { "both halves are over" } else { "half-closed" };
            format!("FIN: end of file, {now}")
        }
        Kind::ClientReset | Kind::ServerReset => "RST: reset".to_owned(),
        Kind::Closed => "closed".to_owned(),
    }
}

/// Every field of the bytes.
pub(crate) fn fields(entry: &Entry) -> Vec<Field> {
    let bytes = &entry.bytes[..];
    match entry.server {
        _ if bytes.is_empty() => Vec::new(),
        Server::Dns if entry.transport == Transport::Tcp => dns::fields_in_stream(bytes),
        Server::Dns => dns::fields(bytes, 0),
        _ if is_http(entry) => http::fields(bytes),
        _ => text(bytes),
    }
}

/// True if the bytes begin an HTTP message: behind the tap there may be a web server.
pub(crate) fn is_http(entry: &Entry) -> bool {
    entry.server == Server::Pages
        || entry.server == Server::Tap && http::begins_message(&entry.bytes)
}

/// The message without the length that precedes it over TCP.
fn dns_message(entry: &Entry) -> &[u8] {
    match entry.transport {
        Transport::Udp => &entry.bytes,
        Transport::Tcp => entry.bytes.get(2..).unwrap_or_default(),
    }
}

/// Bytes of a conversation, line by line.
fn text(bytes: &[u8]) -> Vec<Field> {
    let mut start = 0;
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    lines
        .map(|line| {
            let field = field("text", &shown(line), start, start + line.len());
            start = field.end;
            field
        })
        .collect()
}

/// A field at the outermost level.
fn field(name: &str, value: &str, start: usize, end: usize) -> Field {
    Field { name: name.to_owned(), value: value.to_owned(), start, end, level: 0, to: None }
}

/// The beginning of `bytes`, escaped.
fn shown(bytes: &[u8]) -> String {
    let beginning = common::escape_untrusted(&bytes[..bytes.len().min(MAX_SHOWN)]);
    if bytes.len() > MAX_SHOWN { beginning + "..." } else { beginning }
}
