//! One request, one answer: a careful layer over minreq 3.0, which takes for granted that servers behave.
//!
//! What this layer does for minreq: the URL is checked by a real parser before minreq sees it; redirects are ours
//! ([`crate::next_hop`]); a request always has a timeout, a `User-Agent` and `Connection: close`, and asks for the page as it is
//! (`Accept-Encoding: identity`: minreq never unpacks one); an answer whose body minreq would get wrong is refused; a panic
//! in minreq becomes an error; and [`crate::copy_page`] counts the bytes, because a body that is too short is no error to minreq.
//!
//! What is beyond minreq, so this program cannot do it:
//!
//! - An IPv6 address in a URL (`http://[::1]/`). It is refused; a *name* that has an IPv6 address works.
//! - A chunked page that is cut short looks like a whole one. So does a page without a length, for which there is nothing
//!   to compare with: the program says that no length was announced. Over https the end itself is protected: a page without
//!   a length that is cut short there is an error.
//! - An answer that ends inside its headers looks as if the headers had ended there.
//! - The HTTP version is not shown to us, and any `word 200 words` passes for a status line.
//! - Interim answers (status 100 to 199) are not skipped, so they are refused. A server sends none unless it is asked.
//! - A header that is not UTF-8 fails the request. (Old servers may send a file name in Latin-1.)
//! - The addresses of a name are tried one after the other, and each may take all the time that is left.
//! - Proxies that are set in the environment (`http_proxy`) are not used.
//! - Timeouts are whole seconds: the last hop may take a part of a second longer than `--timeout`.

use std::io::{self, Read};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;
use std::time::{Duration, Instant};

use url::{Host, Url};

use crate::{failures, no_answer};

/// The name and the value of a header line. minreq gives names in small letters.
pub type Header = (String, String);

/// Status line and headers together may be so long. Large sites send more than minreq's 8 KiB.
const MAX_HEAD: usize = 64 * 1024;

/// The headers of every request, beside `Host`.
const REQUEST_HEADERS: [(&str, &str); 4] = [
    ("User-Agent", concat!("fetch-page/", env!("CARGO_PKG_VERSION"))),
    ("Accept", "*/*"),
    ("Accept-Encoding", "identity"),
    ("Connection", "close"),
];

/// minreq makes this reason up, with the status 503, where the first line is no status line.
const NO_STATUS_LINE: &str = "Server did not provide a status line";

/// What a server answered. The body has not been read yet.
pub struct Answer {
    /// The status: 200, 404. Three digits in an honest answer.
    pub status: u16,
    /// The server's words for the status. Anything, also nothing.
    pub reason: String,
    /// The headers, in their order.
    pub headers: Vec<Header>,
    /// The body, still to come.
    pub body: Body,
}

/// Sends `GET` for `url` and reads the status line and the headers of the answer.
///
/// # Errors
/// A [`common::UserError`] for each way in which it can go wrong.
pub fn get(url: &Url, deadline: Instant) -> anyhow::Result<Answer> {
    if let Some(Host::Ipv6(address)) = url.host() {
        return Err(failures::ipv6_address(address));
    }
    let mut request = minreq::get(without_fragment(url))
        .with_follow_redirects(false)
        .with_max_headers_size(MAX_HEAD)
        .with_max_status_line_length(MAX_HEAD)
        .with_timeout(whole_seconds(deadline.saturating_duration_since(Instant::now())));
    log::info!(
        "request: GET {} HTTP/1.1",
        &url[url::Position::BeforePath..url::Position::AfterQuery]
    );
    log::info!("request: Host: {}", &url[url::Position::BeforeHost..url::Position::AfterPort]);
    for (name, value) in REQUEST_HEADERS {
        log::info!("request: {name}: {value}");
        request = request.with_header(name, value);
    }

    let mut response = without_panic(|| request.send_lazy())
        .ok_or_else(|| {
            failures::broken_answer(url, "its headers are longer than allowed, and end oddly")
        })?
        .map_err(|error| no_answer::failure(url, &error))?;
    if response.status_code == 503 && response.reason_phrase == NO_STATUS_LINE {
        return Err(failures::broken_answer(
            url,
            "it does not begin with a status line such as `HTTP/1.1 200 OK`",
        ));
    }

    let headers = std::mem::take(&mut response.headers);
    for (name, value) in &headers {
        log::info!("answer: {name}: {value}");
    }
    let reason = std::mem::take(&mut response.reason_phrase);
    Ok(Answer { status: response.status_code, reason, headers, body: Body { response, deadline } })
}

/// The part of a URL after `#` is for the browser: it is not sent (RFC 9110, section 4.2.5).
fn without_fragment(url: &Url) -> String {
    url[..url::Position::AfterQuery].to_string()
}

/// minreq counts in seconds: rounded up, so that the whole time is used.
fn whole_seconds(left: Duration) -> u64 {
    left.as_secs() + u64::from(left.subsec_nanos() > 0)
}

/// The values of all headers called `name` (in small letters), without the spaces around them.
pub fn values<'headers>(headers: &'headers [Header], name: &str) -> Vec<&'headers str> {
    headers.iter().filter(|header| header.0.trim() == name).map(|header| header.1.trim()).collect()
}

/// Refuses a body that is packed: minreq unpacks nothing, and of the transfer codings knows `chunked` alone.
///
/// # Errors
/// A [`common::UserError`] that names the coding.
pub fn refuse_codings(url: &Url, headers: &[Header]) -> anyhow::Result<()> {
    let packed = values(headers, "content-encoding")
        .into_iter()
        .find(|coding| !coding.eq_ignore_ascii_case("identity"));
    let transfer = values(headers, "transfer-encoding");
    match (packed, transfer.as_slice()) {
        (Some(coding), _) => Err(failures::coding(url, "Content-Encoding", coding)),
        (None, []) => Ok(()),
        (None, [coding]) if coding.eq_ignore_ascii_case("chunked") => Ok(()),
        (None, codings) => Err(failures::coding(url, "Transfer-Encoding", &codings.join(", "))),
    }
}

/// The body of an answer: reading from it is reading from the connection, until the page's end or the deadline.
pub struct Body {
    response: minreq::ResponseLazy,
    deadline: Instant,
}

impl Read for Body {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if Instant::now() >= self.deadline {
                return Err(io::ErrorKind::TimedOut.into());
            }
            let outcome = without_panic(|| self.response.read(buffer)).unwrap_or_else(|| {
                Err(io::Error::new(io::ErrorKind::InvalidData, "minreq 3.0 could not read it"))
            });
            match outcome.map_err(unwrapped) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {} // Ctrl-Z, and then `fg`
                outcome => return outcome,
            }
        }
    }
}

/// minreq wraps what happens between two chunks in an error of its own. The kind of the inner one is what counts.
fn unwrapped(error: io::Error) -> io::Error {
    match error.downcast::<minreq::Error>() {
        Ok(minreq::Error::IoError(inner)) => inner,
        Ok(other) => io::Error::new(io::ErrorKind::InvalidData, other.to_string()),
        Err(error) => error,
    }
}

/// None if minreq panics in `call`. It does so when a header line ends in a bare newline exactly at the size limit
/// (minreq 3.0 subtracts past zero, for which the workspace's profiles keep the check on).
fn without_panic<Outcome>(call: impl FnOnce() -> Outcome) -> Option<Outcome> {
    static HUSH_MINREQ: Once = Once::new();
    HUSH_MINREQ.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !panic.location().is_some_and(|place| place.file().contains("minreq")) {
                usual(panic);
            }
        }));
    });
    panic::catch_unwind(AssertUnwindSafe(call)).ok()
}

/// What a page is, by its `Content-Type`; none if the server does not say.
pub fn content_type(headers: &[Header]) -> Option<&str> {
    values(headers, "content-type").first().copied()
}

/// Whether that type is one that a browser shows as a page (WHATWG MIME Sniffing, section 4.6, "HTML"; and XHTML).
pub fn is_html(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    ["text/html", "application/xhtml+xml"].iter().any(|html| essence.eq_ignore_ascii_case(html))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_a_page_html_by_its_type_alone() {
        for (content_type, html) in [
            ("text/html", true),
            ("Text/HTML; charset=utf-8", true),
            ("application/xhtml+xml", true),
            ("text/html2", false),
            ("text/plain; text/html", false),
            ("", false),
        ] {
            assert_eq!(is_html(content_type), html, "{content_type}");
        }
    }

    #[test]
    fn uses_the_whole_time() {
        for (millis, seconds) in [(0, 0), (1, 1), (999, 1), (1000, 1), (1001, 2), (30_000, 30)] {
            assert_eq!(whole_seconds(Duration::from_millis(millis)), seconds);
        }
    }

    #[test]
    fn finds_the_kind_of_an_error_inside_minreq_s() {
        let between_chunks =
            io::Error::other(minreq::Error::IoError(io::ErrorKind::TimedOut.into()));
        assert_eq!(unwrapped(between_chunks).kind(), io::ErrorKind::TimedOut);
        assert_eq!(
            unwrapped(io::Error::other(minreq::Error::MalformedChunkEnd)).kind(),
            io::ErrorKind::InvalidData
        );
        assert_eq!(
            unwrapped(io::ErrorKind::ConnectionReset.into()).kind(),
            io::ErrorKind::ConnectionReset
        );
    }

    #[test]
    fn turns_minreq_s_panic_into_nothing() {
        assert_eq!(without_panic(|| 6 * 7), Some(42));
        assert_eq!(
            without_panic(|| -> u8 { panic::resume_unwind(Box::new("as minreq does")) }),
            None
        );
    }

    #[test]
    fn sends_no_fragment() -> Result<(), url::ParseError> {
        assert_eq!(
            without_fragment(&Url::parse("http://a.test:8080/b?c#d")?),
            "http://a.test:8080/b?c"
        );
        assert_eq!(without_fragment(&Url::parse("HTTP://A.test:80")?), "http://a.test/");
        Ok(())
    }
}
