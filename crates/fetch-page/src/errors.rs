//! What the program says when something goes wrong, the same on every system: what failed and why,
//! and what to try next.

use std::io::{self, ErrorKind};
use std::path::Path;

use anyhow::Error;
use common::net::connect_failure;
use common::{UserError, escape_untrusted};
use fetch_page::MAX_REDIRECTS;
use fetch_page::response::{Response, header_values};
use fetch_page::types::*;
use url::Url;

const NO_ADDRESS: &str = "no such name, or no name server answers";
const WHICH_NAME: &str = "Is the name spelled right, and is this computer on the internet?";
const PRACTICE: &str = "Without internet there are practice pages: `cargo practice` in one \
    terminal, then in another: cargo run -p fetch-page -- http://127.0.0.1:9080/";
const NOBODY_LISTENS: &str =
    "Is the port right, and is the server running? The practice pages: cargo practice";
const SCHEME: &str =
    "Is that a web server? Does it want https instead of http, or the other way round?";
const NO_TLS: &str = "Is the port right? Without encryption: write http:// before it.";
const TRY_AGAIN: &str = "Try again. Nothing was saved, and an older copy is as it was.";
const OTHER_NAME: &str = "Give `--out` the name of another file.";
const IN_USE: &str =
    "Is it open in another program, or somebody else's? Another place: `--out FILE`.";
const BROWSER: &str = "Open it in a browser to see more.";

/// The note about a page of HTML that has no length to check, and no end.
pub(crate) const MAY_BE_CUT_SHORT: &str = "the page may be cut short: its length was not \
    announced, and HTML usually ends with `</html>`. Compare it with the page in a browser.";

fn error(message: impl Into<String>, hint: impl Into<String>) -> Error {
    UserError::new(message, hint).into()
}

/// An error with the system's own words for it, which `--explain` shows.
fn caused(cause: io::Error, message: impl Into<String>, hint: impl Into<String>) -> Error {
    Error::new(cause).context(UserError::new(message, hint))
}

pub(crate) fn url(text: &str, why: &UrlError) -> Error {
    let message = format!("cannot fetch `{text}`: {}", url_problem(why));
    error(message, "A URL looks like this: https://www.python.org/about/")
}

pub(crate) fn redirect(url: &Url, location: &str, why: &UrlError) -> Error {
    let why = url_problem(why);
    let message = format!("{url} redirects to `{location}`, which was not followed: {why}");
    error(message, "If you trust that place, fetch its URL yourself.")
}

fn url_problem(error: &UrlError) -> String {
    match error {
        UrlError::Malformed(why) => format!("not a valid URL ({why})"),
        UrlError::Scheme(scheme) => format!("unsupported scheme `{scheme}`: only http and https"),
        UrlError::UserName => "there is a user name in it, which can hide where it leads".into(),
        UrlError::Downgrade => "it goes from https back to http, which others can read".into(),
    }
}

/// A redirect that does not say where the page is.
pub(crate) fn no_location(url: &Url, response: &Response) -> Error {
    let problem = match header_values(&response.headers, "location").is_empty() {
        true => " without a Location header",
        // minreq drops the second line of a folded header.
        false => ", but its Location header is empty, or folded",
    };
    error(format!("{url} redirects{problem}"), BROWSER)
}

pub(crate) fn too_many_redirects(url: &Url) -> Error {
    let message = format!("no page after {MAX_REDIRECTS} redirects: {url} redirects again");
    error(message, "Do they go round in a circle? Compare the `Request:` lines.")
}

/// A status that brings no page.
pub(crate) fn status(url: &Url, response: &Response) -> Error {
    let hint = match response.status {
        101 => "switched to another protocol, which nobody asked for. Try another URL.",
        401 => "requires you to log in. Try another URL.",
        403 => "does not let everyone see this page. Try another URL.",
        404 | 410 => "has no such page. Is the path spelled right?",
        429 => "limits how often you may ask. Wait a while.",
        200..=399 => "sent no page. Try another URL.",
        400..=499 => "does not accept this request. Try another URL.",
        _ => "had an internal error. Try again later.",
    };
    let message = format!("no page from {url}: the status is {}", response.status_line());
    error(message, format!("The server was reached, but {hint}"))
}

const UNKNOWN: &str = "which this program does not know";

/// The codings that make a body smaller. Some servers put `x-` before them.
const COMPRESSIONS: [&str; 5] = ["gzip", "deflate", "br", "compress", "zstd"];

/// A body that this program cannot decode.
pub(crate) fn encoding(url: &Url, EncodingError { header, value }: &EncodingError) -> Error {
    let names = value.to_ascii_lowercase();
    let mut names = names.split(',').map(|name| name.trim().trim_start_matches("x-"));
    let problem = if names.any(|name| COMPRESSIONS.contains(&name)) {
        format!("compressed (`{header}: {value}`), which this program does not support")
    } else if value.is_empty() {
        format!("encoded in a way that is empty or folded ({header}), {UNKNOWN}")
    } else {
        format!("encoded as `{value}` ({header}), {UNKNOWN}")
    };
    let hint = "The server ignored `Accept-Encoding: identity`. Try a browser.";
    error(format!("the page from {url} is {problem}"), hint)
}

pub(crate) fn length(url: &Url, why: LengthError) -> Error {
    let problem = match why {
        LengthError::Different => "it announces different lengths for one page",
        LengthError::NotANumber => "the length that it announces is not a number",
    };
    broken(url, problem, BROWSER)
}

fn broken(url: &Url, problem: &str, hint: &str) -> Error {
    error(format!("cannot understand the response from {}: {problem}", place(url)), hint)
}

/// The host and the port.
fn place(url: &Url) -> String {
    let port = url.port_or_known_default().unwrap_or_default();
    format!("{} port {port}", url.host_str().unwrap_or_default())
}

/// A request that brought no response, or none that can be used.
pub(crate) fn request(url: &Url, why: RequestError) -> Error {
    use RequestError::*;
    let place = place(url);
    let broken = |problem: &str, hint| broken(url, problem, hint);
    match why {
        Ipv6Address(address) => error(
            format!("cannot fetch from [{address}]: the library minreq takes no IPv6 address here"),
            "Use a name that has this address, such as `localhost` for [::1].",
        ),
        HostNotFound(cause) => {
            let host = url.host_str().unwrap_or_default();
            let message = format!("cannot find the address of {host}: {NO_ADDRESS}");
            caused(cause, message, format!("{WHICH_NAME} {PRACTICE}"))
        }
        Io(cause) => connection(url, cause),
        NoResponse => error(
            format!("{place} closed the connection without sending a byte"),
            "Try again: the server may have failed. Or does it want https?",
        ),
        NotHttp(Some(bytes)) => error(
            format!("{place} does not speak HTTP: it sent `{}`", first_line(&bytes)),
            "A response begins with a status line such as `HTTP/1.1 200 OK`. Is the port right?",
        ),
        NotHttp(None) => broken("it is empty, or does not begin like `HTTP/1.1 200 OK`", SCHEME),
        HeadersTooLong => broken("its headers are longer than allowed", SCHEME),
        NotUtf8 => broken("its status line or a header is not UTF-8 (Latin-1, perhaps)", BROWSER),
        Folded(name) => {
            broken(&format!("its header `{name}` is folded over several lines"), BROWSER)
        }
        Length => broken("the length that it announces is not a number, or is folded", BROWSER),
        InterimOnly(status) => error(
            format!("{place} sent an interim response ({status}), but no final one after it"),
            TRY_AGAIN,
        ),
    }
}

/// The first line of what a server sent, or its beginning if that is long.
fn first_line(bytes: &[u8]) -> String {
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    escape_untrusted(line[..line.len().min(100)].trim_ascii_end())
}

/// What the text of an error says about TLS; no type for it reaches us on every system. rustls
/// checks certificates on Linux: its own words. The system does on Windows: Schannel's numbers
/// (winerror.h), and on macOS: Secure Transport's numbers (SecureTransport.h). The first row that
/// fits counts: rustls quotes the names in a certificate, which a stranger chose, so the wrong name
/// comes first.
const TLS_PROBLEMS: [(&str, &str, &str); 6] = [
    // CERT_E_CN_NO_MATCH, SEC_E_WRONG_PRINCIPAL; errSSLHostNameMismatch
    (
        "NotValidForName|code: -2146762481,|code: -2146893022,|code: -9843,",
        "proved to be somebody else: its certificate is for another name",
        "Is the name spelled right?",
    ),
    // CERT_E_EXPIRED, SEC_E_CERT_EXPIRED; errSSLCertExpired, errSSLCertNotYetValid
    (
        "Expired|NotValidYet|code: -2146762495,|code: -2146893016,|code: -9814,|code: -9815,",
        "cannot prove who it is: its certificate is out of date",
        "Is this computer's clock right? If it is, only the server's owner can fix this.",
    ),
    (
        "No CA certificates were loaded",
        "cannot be trusted: this computer has no certificates of authorities",
        "On Linux, install the package `ca-certificates`.",
    ),
    // CERT_E_UNTRUSTEDROOT, CERT_E_CHAINING, SEC_E_UNTRUSTED_ROOT;
    // errSSLXCertChainInvalid, errSSLUnknownRootCert, errSSLNoRootCert
    (
        "InvalidCertificate|code: -2146762487,|code: -2146762486,|code: -2146893019,\
         |code: -9807,|code: -9812,|code: -9813,",
        "cannot prove who it is: no authority that this computer trusts signed its certificate",
        "Do not trust it. In a company or school, ask whether its network inspects https.",
    ),
    // SEC_E_INVALID_TOKEN; errSSLProtocol
    (
        "InvalidContentType|code: -2146893048,|code: -9800,",
        "does not speak TLS, which https needs",
        NO_TLS,
    ),
    // SEC_E_UNSUPPORTED_FUNCTION, SEC_E_ALGORITHM_MISMATCH;
    // errSSLPeerHandshakeFail, errSSLPeerProtocolVersion
    (
        "AlertReceived|PeerIncompatible|code: -2146893054,|code: -2146893007,|code: -9824,|code: -9836,",
        "and this program have no version of TLS in common",
        "Only the server's owner can fix this: it speaks old versions only.",
    ),
];

/// A connection that was not made, or that broke before there was a response.
fn connection(url: &Url, cause: io::Error) -> Error {
    use ErrorKind::*;
    let place = place(url);
    let https = url.scheme() == "https";
    let details = format!("{cause:?}");
    let fits = |texts: &str| texts.split('|').any(|text| details.contains(text));
    if let Some((_, problem, hint)) = TLS_PROBLEMS.iter().find(|row| https && fits(row.0)) {
        return caused(cause, format!("{place} {problem}"), *hint);
    }
    let message = match cause.kind() {
        TimedOut => format!("no answer from {place} before the time was up"),
        ConnectionReset | ConnectionAborted | UnexpectedEof => {
            format!("{place} closed the connection before it answered")
        }
        _ => {
            let problem = connect_failure(&cause).unwrap_or("it failed");
            format!("cannot connect to {place}: {problem}")
        }
    };
    let hint = match cause.kind() {
        ConnectionRefused => NOBODY_LISTENS,
        TimedOut | ConnectionReset | ConnectionAborted | UnexpectedEof if https => NO_TLS,
        TimedOut => "Is the host right? More time: `--timeout 120`.",
        ConnectionReset | ConnectionAborted | UnexpectedEof => SCHEME,
        _ => PRACTICE,
    };
    caused(cause, message, hint)
}

/// A page that did not come whole, or a file that could not take it.
pub(crate) fn copy(url: &Url, why: CopyError) -> Error {
    use CopyError::*;
    use ErrorKind::{InvalidData, Other, TimedOut};
    let problem = match &why {
        Read(cause) => match cause.kind() {
            TimedOut => "timed out before the whole page arrived".to_string(),
            InvalidData | Other => "the body breaks the rules of HTTP".to_string(),
            _ => "the connection broke before the whole page arrived".to_string(),
        },
        Write(cause) => refusal(cause).to_string(),
        TooLarge { maximum } => format!("the page is larger than {maximum} bytes"),
        TooShort { announced, count } => {
            format!("the server announced {announced} bytes and sent only {count}")
        }
        Empty => "the page is empty, and no length was announced".to_string(),
    };
    let hint = match &why {
        Read(cause) if cause.kind() == TimedOut => "More time: `--timeout 300`.",
        Write(_) => "Make room, or choose another place: `--out FILE`.",
        TooLarge { .. } => "Allow more: `--max-size BYTES`.",
        _ => TRY_AGAIN,
    };
    match why {
        Write(cause) => caused(cause, format!("cannot save {url}: {problem}"), hint),
        Read(cause) => caused(cause, format!("cannot copy {url}: {problem}"), hint),
        _ => error(format!("cannot copy {url}: {problem}"), hint),
    }
}

/// Why the system did not write.
fn refusal(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full",
        ErrorKind::FileTooLarge => "the file would exceed the size limit",
        ErrorKind::PermissionDenied => "permission denied",
        ErrorKind::ReadOnlyFilesystem => "the disk can only be read",
        ErrorKind::NotADirectory => "a part of its path is not a folder",
        ErrorKind::InvalidFilename => "the name is too long, or not valid here",
        _ => "the system refused",
    }
}

/// A file that cannot be written, or a copy that cannot be shown.
pub(crate) fn save(why: SaveError) -> Error {
    use SaveError::*;
    let name = |path: &Path| escape_untrusted(path.as_os_str().as_encoded_bytes());
    let message = match &why {
        NoCurrentFolder(_) => "the current folder does not exist any more".to_string(),
        IsFolder(path) => format!("`{}` is a folder", name(path)),
        NotRegular(path) => format!("`{}` is not a regular file", name(path)),
        BrokenLink(path) => format!("`{}` is a link that leads to no file", name(path)),
        NoFolder(path) => format!("`{}` does not exist: there is no such folder", name(path)),
        Exists(path) => format!("`{}` exists already", name(path)),
        CannotWrite(path, why) => {
            format!("cannot write in `{}`: {}", name(path), refusal(why))
        }
        CannotReplace(path, _) => format!("cannot replace `{}`", name(path)),
        NotHtml(path, content_type) => {
            format!("saved, but not opened: `{}` ({content_type}) is not HTML", name(path))
        }
        NoBrowser(_) => "saved, but no browser could be started".to_string(),
    };
    let hint = match &why {
        NoCurrentFolder(_) => "Change to a folder that exists, or give `--out` a whole path.",
        IsFolder(_) | NotRegular(_) | BrokenLink(_) | NoFolder(_) => OTHER_NAME,
        Exists(_) => "Replace it with `--force`, or give `--out` another name.",
        CannotWrite(..) => "Choose another place: `--out FILE`.",
        CannotReplace(..) => IN_USE,
        NotHtml(..) => "Only HTML in a file called something.html is opened.",
        NoBrowser(_) => "Open the file yourself.",
    };
    match why {
        NoCurrentFolder(cause)
        | CannotWrite(_, cause)
        | CannotReplace(_, cause)
        | NoBrowser(cause) => caused(cause, message, hint),
        _ => error(message, hint),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn has_its_own_words_for_each_way_to_get_no_answer() -> Result<(), url::ParseError> {
        let url = Url::parse("http://gnomon.test/")?;
        for (kind, message) in [
            (
                ErrorKind::ConnectionRefused,
                "cannot connect to gnomon.test port 80: connection refused",
            ),
            (ErrorKind::TimedOut, "no answer from gnomon.test port 80 before the time was up"),
            (ErrorKind::NetworkUnreachable, "cannot connect to gnomon.test port 80: the network"),
            (ErrorKind::HostUnreachable, "cannot connect to gnomon.test port 80: the host"),
            (ErrorKind::ConnectionReset, "gnomon.test port 80 closed the connection before it"),
            (ErrorKind::UnexpectedEof, "gnomon.test port 80 closed the connection before it"),
        ] {
            let said = request(&url, RequestError::Io(kind.into())).to_string();
            assert!(said.starts_with(message), "{kind:?}: {said}");
        }
        Ok(())
    }

    #[test]
    fn knows_what_the_system_s_own_tls_means_by_its_numbers() -> Result<(), url::ParseError> {
        let url = Url::parse("https://gnomon.test/")?;
        for (code, message) in [
            (-2146762487, "cannot prove who it is: no authority"),
            (-9807, "cannot prove who it is: no authority"),
            (-2146762481, "proved to be somebody else"),
            (-9843, "proved to be somebody else"),
            (-2146762495, "cannot prove who it is: its certificate is out of date"),
            (-9814, "cannot prove who it is: its certificate is out of date"),
            (-2146893048, "does not speak TLS"),
            (-9836, "and this program have no version of TLS in common"),
        ] {
            let error = RequestError::Io(io::Error::from_raw_os_error(code));
            let said = request(&url, error).to_string();
            assert!(said.starts_with(&format!("gnomon.test port 443 {message}")), "{code}: {said}");
        }
        Ok(())
    }

    #[test]
    fn shows_one_line_of_what_does_not_speak_http() {
        assert_eq!(first_line(b"220 mail.test ESMTP\r\n250 more"), "220 mail.test ESMTP");
        assert_eq!(first_line(b"\x1b[31m"), "\\x1b[31m");
        assert_eq!(first_line(&[b'x'; 500]).len(), 100);
    }
}
