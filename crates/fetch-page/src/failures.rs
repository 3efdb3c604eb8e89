//! What can go wrong, each in its own words: the same on every system.

use std::fmt;
use std::io::{self, ErrorKind};
use std::net::Ipv6Addr;
use std::path::Path;

use anyhow::Error;
use common::UserError;
use url::Url;

use crate::MAX_HOPS;
use crate::request::Answer;

/// Why a text is no URL that can be fetched, or a redirect none that can be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadUrl {
    /// It is no URL at all.
    Malformed(url::ParseError),
    /// It has this scheme, which is neither http nor https.
    Scheme(String),
    /// It has a user name or a password in it.
    UserName,
    /// It would leave https for http.
    Downgrade,
}

impl From<url::ParseError> for BadUrl {
    fn from(error: url::ParseError) -> Self {
        BadUrl::Malformed(error)
    }
}

impl fmt::Display for BadUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BadUrl::Malformed(why) => write!(out, "it is no URL ({why})"),
            BadUrl::Scheme(scheme) => {
                write!(out, "pages come by http or https, and not by `{scheme}`")
            }
            BadUrl::UserName => {
                out.write_str("there is a user name in it, which can hide where a URL leads")
            }
            BadUrl::Downgrade => {
                out.write_str("it goes from https back to http, which anybody on the way can read")
            }
        }
    }
}

/// Why the announced length of a page cannot be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadLength {
    /// There are several, and they differ.
    Different,
    /// One is no number, or a number beyond all files.
    NotANumber,
}

impl fmt::Display for BadLength {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            BadLength::Different => "it announces two different lengths",
            BadLength::NotANumber => "the length that it announces is no number",
        })
    }
}

/// Why a copy is not whole.
#[derive(Debug)]
pub enum CopyError {
    /// The page could not be read to its end.
    Read(io::Error),
    /// The file could not be written.
    Write(io::Error),
    /// The page is larger than this number of bytes.
    TooLarge {
        /// The most that was wanted.
        maximum: u64,
    },
    /// The page ended too early.
    TooShort {
        /// So many bytes were announced.
        announced: u64,
        /// So many came.
        count: u64,
    },
    /// Nothing came, and nothing was announced.
    Empty,
}

impl fmt::Display for CopyError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CopyError::Read(error) => out.write_str(match error.kind() {
                ErrorKind::TimedOut => "the time was over before the whole page had come",
                ErrorKind::InvalidData | ErrorKind::Other => "the body breaks the rules of HTTP",
                _ => "the connection broke before the whole page had come",
            }),
            CopyError::Write(error) => out.write_str(match error.kind() {
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full",
                ErrorKind::FileTooLarge => "the file may not become so large",
                _ => "the file could not be written",
            }),
            CopyError::TooLarge { maximum } => {
                write!(out, "the page is larger than {maximum} bytes")
            }
            CopyError::TooShort { announced, count } => {
                write!(out, "the server announced {announced} bytes, and then sent only {count}")
            }
            CopyError::Empty => {
                out.write_str("the page is empty, and no length was announced: it may be cut short")
            }
        }
    }
}

/// The failure for a text that is no URL to fetch.
pub fn bad_url(text: &str, why: &BadUrl) -> Error {
    UserError::new(
        format!("cannot fetch `{text}`: {why}"),
        "A URL looks like this: https://www.python.org/about/",
    )
    .into()
}

/// The failure for a redirect that leads nowhere good.
pub fn bad_hop(url: &Url, location: &str, why: &BadUrl) -> Error {
    let what = format!("{url} sends us on to `{location}`, which is not followed: {why}");
    UserError::new(what, "If you trust that place, give its URL yourself.").into()
}

/// The failure for a redirect without `Location`.
pub fn no_location(url: &Url) -> Error {
    UserError::new(
        format!("{url} sends us on, but does not say where to"),
        "Open it in a browser to see more.",
    )
    .into()
}

/// The failure for redirects without end.
pub fn too_many_hops(url: &Url) -> Error {
    let what =
        format!("after {MAX_HOPS} redirects there is still no page: {url} sends us on again");
    UserError::new(what, "The redirects may go round in a circle. `--explain` shows each of them.")
        .into()
}

/// The failure for an IPv6 address in a URL.
pub fn ipv6_address(address: Ipv6Addr) -> Error {
    let what =
        format!("cannot fetch from [{address}]: the library minreq takes no IPv6 address in a URL");
    UserError::new(what, "Use a name that has this address, such as `localhost` for [::1].").into()
}

/// The failure for a status that brings no page.
pub fn status(url: &Url, answer: &Answer) -> Error {
    let try_next = match answer.status {
        100..=199 => "The server answered with something that nobody asked for. Tell its owner.",
        200..=399 => "The server was reached, but this answer has no page in it. Try another URL.",
        401 | 403 => "The server was reached, and wants to know first who asks. Try another URL.",
        404 | 410 => "The server was reached, but has no such page. Is the path spelled right?",
        429 => "The server was reached, and asks for fewer questions. Wait a while.",
        400..=499 => "The server was reached, but does not accept this request. Try another URL.",
        _ => "The server was reached, but is in trouble itself. Try again later.",
    };
    UserError::new(format!("no page from {url}: the answer is {}", status_line(answer)), try_next)
        .into()
}

/// The status and its words, such as `404 Not Found`.
pub fn status_line(answer: &Answer) -> String {
    format!("{} {}", answer.status, answer.reason).trim_end().to_string()
}

/// The failure for a body that is packed in some way.
pub fn coding(url: &Url, header: &str, coding: &str) -> Error {
    let what = format!(
        "the page from {url} is packed (`{header}: {coding}`), and this program unpacks nothing"
    );
    UserError::new(what, "It was asked for as it is; this server does not listen. Try a browser.")
        .into()
}

/// The failure for an answer that is no proper HTTP.
pub fn broken_answer(url: &Url, why: impl fmt::Display) -> Error {
    let what = format!("cannot understand the answer from {}: {why}", place(url));
    UserError::new(
        what,
        "Is that a web server? Does it want https instead of http, or the other way round?",
    )
    .into()
}

/// The failure for a page that did not come whole.
pub fn copy(url: &Url, file: &Path, error: CopyError) -> Error {
    let what = match error {
        CopyError::Write(_) => format!("cannot copy {url} to `{}`: {error}", file.display()),
        _ => format!("cannot copy {url}: {error}"),
    };
    let try_next = match &error {
        CopyError::Write(_) => "Make room, or choose another place: `--out FILE`.",
        CopyError::TooLarge { .. } => "Allow more: `--max-size BYTES`.",
        CopyError::Read(why) if why.kind() == ErrorKind::TimedOut => {
            "Allow more seconds: `--timeout 300`."
        }
        _ => "Try again. Nothing was saved, and an older copy is as it was.",
    };
    let failure = UserError::new(what, try_next);
    match error {
        CopyError::Read(cause) | CopyError::Write(cause) => Error::new(cause).context(failure),
        _ => failure.into(),
    }
}

/// The host and the port that `url` leads to.
pub(crate) fn place(url: &Url) -> String {
    format!(
        "{} port {}",
        url.host_str().unwrap_or_default(),
        url.port_or_known_default().unwrap_or_default()
    )
}
