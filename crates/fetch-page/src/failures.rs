//! What can go wrong, each in its own words: the same on every system.

use std::fmt;
use std::io::{self, ErrorKind};
use std::net::Ipv6Addr;
use std::path::Path;

use anyhow::Error;
use common::Failure;
use url::Url;

use crate::MAX_HOPS;
use crate::request::Answer;

const PRACTISE: &str = "Without internet there are practice pages: `cargo practice` in one terminal, then \
                        `cargo run -p fetch-page -- http://127.0.0.1:9080/` in another.";

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
            BadUrl::Scheme(scheme) => write!(out, "pages come by http or https, and not by `{scheme}`"),
            BadUrl::UserName => out.write_str("there is a user name in it, which can hide where a URL leads"),
            BadUrl::Downgrade => out.write_str("it goes from https back to http, which anybody on the way can read"),
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
            CopyError::TooLarge { maximum } => write!(out, "the page is larger than {maximum} bytes"),
            CopyError::TooShort { announced, count } => {
                write!(out, "the server announced {announced} bytes, and then sent only {count}")
            }
            CopyError::Empty => out.write_str("the page is empty, and no length was announced: it may be cut short"),
        }
    }
}

/// The failure for a text that is no URL to fetch.
pub fn bad_url(text: &str, why: &BadUrl) -> Error {
    Failure::new(format!("cannot fetch `{text}`: {why}"), "A URL looks like this: https://www.python.org/about/").into()
}

/// The failure for a redirect that leads nowhere good.
pub fn bad_hop(url: &Url, location: &str, why: &BadUrl) -> Error {
    let what = format!("{url} sends us on to `{location}`, which is not followed: {why}");
    Failure::new(what, "If you trust that place, give its URL yourself.").into()
}

/// The failure for a redirect without `Location`.
pub fn no_location(url: &Url) -> Error {
    Failure::new(format!("{url} sends us on, but does not say where to"), "Open it in a browser to see more.").into()
}

/// The failure for redirects without end.
pub fn too_many_hops(url: &Url) -> Error {
    let what = format!("after {MAX_HOPS} redirects there is still no page: {url} sends us on again");
    Failure::new(what, "The redirects may go round in a circle. `--explain` shows each of them.").into()
}

/// The failure for an IPv6 address in a URL.
pub fn ipv6_address(address: Ipv6Addr) -> Error {
    let what = format!("cannot fetch from [{address}]: the library minreq takes no IPv6 address in a URL");
    Failure::new(what, "Use a name that has this address, such as `localhost` for [::1].").into()
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
    Failure::new(format!("no page from {url}: the answer is {}", status_line(answer)), try_next).into()
}

/// The status and its words, such as `404 Not Found`.
pub fn status_line(answer: &Answer) -> String {
    format!("{} {}", answer.status, answer.reason).trim_end().to_string()
}

/// The failure for a body that is packed in some way.
pub fn coding(url: &Url, header: &str, coding: &str) -> Error {
    let what = format!("the page from {url} is packed (`{header}: {coding}`), and this program unpacks nothing");
    Failure::new(what, "It was asked for as it is; this server does not listen. Try a browser.").into()
}

/// The failure for an answer that is no proper HTTP.
pub fn broken_answer(url: &Url, why: impl fmt::Display) -> Error {
    let what = format!("cannot understand the answer from {}: {why}", place(url));
    Failure::new(what, "Is that a web server? Does it want https instead of http, or the other way round?").into()
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
        CopyError::Read(why) if why.kind() == ErrorKind::TimedOut => "Allow more seconds: `--timeout 300`.",
        _ => "Try again. Nothing was saved, and an older copy is as it was.",
    };
    let failure = Failure::new(what, try_next);
    match error {
        CopyError::Read(cause) | CopyError::Write(cause) => Error::new(cause).context(failure),
        _ => failure.into(),
    }
}

/// The failure for a request that brought no answer.
pub fn request(url: &Url, error: &minreq::Error) -> Error {
    let (what, try_next) = match error {
        minreq::Error::HeadersOverflow | minreq::Error::StatusLineOverflow => {
            return broken_answer(url, "its headers are longer than allowed");
        }
        minreq::Error::MalformedContentLength => return broken_answer(url, BadLength::NotANumber),
        minreq::Error::InvalidUtf8InResponse => return broken_answer(url, "its headers are not UTF-8"),
        _ => no_answer(url, error),
    };
    Error::msg(error.to_string()).context(Failure::new(what, try_next))
}

/// What failed, and what to try next, when no answer came at all.
fn no_answer(url: &Url, error: &minreq::Error) -> (String, String) {
    let details = format!("{error:?}");
    if let Some((_, trouble)) = DETAILS.iter().find(|(texts, _)| texts.iter().any(|text| details.contains(text))) {
        return trouble.in_words(url);
    }
    let place = place(url);
    let https = url.scheme() == "https";
    let kind = if let minreq::Error::IoError(error) = error { error.kind() } else { ErrorKind::Other };
    match kind {
        ErrorKind::ConnectionRefused => (
            format!("{place} refused the connection: the computer is there, but no program waits on that port"),
            "Is the port right, and is the server running? For the practice pages: `cargo practice`.".to_string(),
        ),
        ErrorKind::TimedOut if https => (
            format!("no answer from {place} before the time was over"),
            "Does that port speak https? Without encryption: write http:// in front. More seconds: `--timeout 120`."
                .into(),
        ),
        ErrorKind::TimedOut => (
            format!("no answer from {place} before the time was over"),
            "Is the host right? Allow more seconds: `--timeout 120`.".into(),
        ),
        ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable | ErrorKind::AddrNotAvailable => (
            format!("there is no way from this computer to {place}"),
            format!("Is it connected to a network? {PRACTISE}"),
        ),
        _ if https => (
            format!("{place} ended the connection before it answered: it may not speak TLS, which https needs"),
            "Is the port right? Without encryption: write http:// in front.".into(),
        ),
        _ => (
            format!("{place} ended the connection before it answered"),
            "Is that a web server? Perhaps it wants https: write https:// in front.".into(),
        ),
    }
}

/// What is known only from the details of an error: the names that rustls gives, or the numbers of the system.
#[derive(Clone, Copy)]
enum Trouble {
    NoSuchName,
    UnknownAuthority,
    WrongName,
    Expired,
    NoAuthorities,
    NoTls,
    NoCommonTls,
}

/// rustls's words (Linux); Schannel's numbers (Windows, winerror.h); Secure Transport's numbers (macOS, SecureTransport.h).
const DETAILS: [(&[&str], Trouble); 7] = [
    // CERT_E_CN_NO_MATCH, SEC_E_WRONG_PRINCIPAL; errSSLHostNameMismatch. First, as rustls adds the names that a stranger chose.
    (&["NotValidForName", "code: -2146762481,", "code: -2146893022,", "code: -9843,"], Trouble::WrongName),
    // getaddrinfo(): its own words in std, or Windows Sockets' numbers
    (
        &["failed to lookup address", "code: 11001,", "code: 11002,", "code: 11003,", "code: 11004,"],
        Trouble::NoSuchName,
    ),
    // CERT_E_EXPIRED, SEC_E_CERT_EXPIRED; errSSLCertExpired, errSSLCertNotYetValid
    (
        &["Expired", "NotValidYet", "code: -2146762495,", "code: -2146893016,", "code: -9814,", "code: -9815,"],
        Trouble::Expired,
    ),
    (&["No CA certificates were loaded"], Trouble::NoAuthorities),
    // CERT_E_UNTRUSTEDROOT, CERT_E_CHAINING, SEC_E_UNTRUSTED_ROOT; errSSLXCertChainInvalid, errSSLUnknownRootCert, errSSLNoRootCert
    (
        &[
            "InvalidCertificate",
            "code: -2146762487,",
            "code: -2146762486,",
            "code: -2146893019,",
            "code: -9807,",
            "code: -9812,",
            "code: -9813,",
        ],
        Trouble::UnknownAuthority,
    ),
    // SEC_E_INVALID_TOKEN; errSSLProtocol
    (&["InvalidContentType", "code: -2146893048,", "code: -9800,"], Trouble::NoTls),
    // SEC_E_UNSUPPORTED_FUNCTION, SEC_E_ALGORITHM_MISMATCH; errSSLPeerHandshakeFail, errSSLPeerProtocolVersion
    (
        &[
            "AlertReceived",
            "PeerIncompatible",
            "code: -2146893054,",
            "code: -2146893007,",
            "code: -9824,",
            "code: -9836,",
        ],
        Trouble::NoCommonTls,
    ),
];

impl Trouble {
    fn in_words(self, url: &Url) -> (String, String) {
        let place = place(url);
        match self {
            Trouble::NoSuchName => (
                format!(
                    "cannot find the address of {}: there is no such name, or no name server answers",
                    url.host_str().unwrap_or_default()
                ),
                format!("Is the name spelled right, and is this computer on the internet? {PRACTISE}"),
            ),
            Trouble::UnknownAuthority => (
                format!("{place} cannot prove who it is: no authority that this computer trusts vouches for it"),
                "Do not trust it. In a company or school, ask whether its network looks into https.".into(),
            ),
            Trouble::WrongName => (
                format!("{place} proved to be somebody else: its certificate is for another name"),
                "Is the name spelled right?".into(),
            ),
            Trouble::Expired => (
                format!("{place} cannot prove who it is: its certificate is out of date"),
                "Is this computer's clock right? If it is, the server's owner has to act.".into(),
            ),
            Trouble::NoAuthorities => (
                "this computer has no list of authorities that vouch for servers, so https cannot work".into(),
                "Install it: on Debian and Ubuntu it is the package `ca-certificates`.".into(),
            ),
            Trouble::NoTls => (
                format!("{place} does not speak TLS, which https needs"),
                "Is the port right? Without encryption: write http:// in front.".into(),
            ),
            Trouble::NoCommonTls => (
                format!("{place} and this program know no version of TLS in common"),
                "The server may be very old. Its owner has to act.".into(),
            ),
        }
    }
}

/// The host and the port that `url` leads to.
fn place(url: &Url) -> String {
    format!("{} port {}", url.host_str().unwrap_or_default(), url.port_or_known_default().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `no_answer` says first about `error`, for a page at gnomon.test.
    fn said(url: &str, error: io::Error) -> Result<String, url::ParseError> {
        Ok(no_answer(&Url::parse(url)?, &minreq::Error::IoError(error)).0)
    }

    #[test]
    fn knows_what_the_system_s_own_tls_means_by_its_numbers() -> Result<(), url::ParseError> {
        for (code, words) in [
            (11001, "cannot find the address of gnomon.test: there is no such name, or no name server answers"),
            (
                -2146762487,
                "gnomon.test port 443 cannot prove who it is: no authority that this computer trusts vouches for it",
            ),
            (
                -9807,
                "gnomon.test port 443 cannot prove who it is: no authority that this computer trusts vouches for it",
            ),
            (-2146762481, "gnomon.test port 443 proved to be somebody else: its certificate is for another name"),
            (-9843, "gnomon.test port 443 proved to be somebody else: its certificate is for another name"),
            (-2146762495, "gnomon.test port 443 cannot prove who it is: its certificate is out of date"),
            (-9814, "gnomon.test port 443 cannot prove who it is: its certificate is out of date"),
            (-2146893048, "gnomon.test port 443 does not speak TLS, which https needs"),
            (-9836, "gnomon.test port 443 and this program know no version of TLS in common"),
        ] {
            assert_eq!(said("https://gnomon.test/", io::Error::from_raw_os_error(code))?, words, "{code}");
        }
        Ok(())
    }

    #[test]
    fn has_its_own_words_for_each_way_to_get_no_answer() -> Result<(), url::ParseError> {
        for (kind, words) in [
            (
                ErrorKind::ConnectionRefused,
                "gnomon.test port 80 refused the connection: the computer is there, but no program waits on that port",
            ),
            (ErrorKind::TimedOut, "no answer from gnomon.test port 80 before the time was over"),
            (ErrorKind::NetworkUnreachable, "there is no way from this computer to gnomon.test port 80"),
            (ErrorKind::HostUnreachable, "there is no way from this computer to gnomon.test port 80"),
            (ErrorKind::ConnectionReset, "gnomon.test port 80 ended the connection before it answered"),
            (ErrorKind::UnexpectedEof, "gnomon.test port 80 ended the connection before it answered"),
        ] {
            assert_eq!(said("http://gnomon.test/", kind.into())?, words, "{kind:?}");
        }
        Ok(())
    }
}
