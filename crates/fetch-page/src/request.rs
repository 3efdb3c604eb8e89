//! One request, one response. The first version believes whatever minreq makes of the server's
//! bytes; this module checks it, and turns everything that can go wrong into a [`RequestError`].
//!
//! minreq 3.0 expects servers to behave. So: a real parser checks the URL before minreq sees it;
//! redirects are ours ([`crate::redirect_target`]); every request has a timeout, a `User-Agent` and
//! `Connection: close`, and asks for the page as it is (`Accept-Encoding: identity`: minreq decodes
//! nothing else); [`crate::copy_page`] counts the bytes, because a body that is too short is not an
//! error to minreq; an interim response is not taken for the final one ([`read_final`]); and a
//! panic in minreq becomes an error.
//!
//! What minreq keeps from us, so that this program cannot do it:
//!
//! - An IPv6 address in a URL (`http://[::1]/`) is refused. A *name* that has one works.
//! - A chunked page that is cut short looks like a whole one. So does a page without a length, with
//!   which there is nothing to compare. (Over https the end itself is protected.)
//! - A response that ends inside its headers looks as if the headers had ended there.
//! - Of a folded header, the second line is lost, unless there is a colon in it. One that matters
//!   is refused if it can be noticed.
//! - A header that is not UTF-8 fails the request. (Old servers may send a file name in Latin-1.)
//! - `Content-Length: 5, 5` is not taken for 5.
//! - The HTTP version is not shown, and any `word 200 words` passes for a status line.
//! - Which of a host's addresses the connection goes to. Each may take all the time that is left.
//! - Proxies that are set in the environment (`http_proxy`) are not used.
//! - Its timeouts are whole seconds: a body may take a part of a second longer than `--timeout`.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use common::net::retry_interrupted;
use url::{Host, Position, Url};

use crate::final_response::{is_interim, parse_status_line, read_final};
use crate::response::{Header, Response};
use crate::types::RequestError;

/// The limit for a status line, and for all headers. Large sites send more than minreq's 8 KiB.
const MAX_HEAD: usize = 64 * 1024;

/// The headers of every request, besides `Host`.
const REQUEST_HEADERS: [(&str, &str); 4] = [
    ("User-Agent", concat!("fetch-page/", env!("CARGO_PKG_VERSION"))),
    ("Accept", "*/*"),
    ("Accept-Encoding", "identity"),
    ("Connection", "close"),
];

/// minreq makes this reason up, with the status 503, if the first line is not a status line.
const NO_STATUS_LINE: &str = "Server did not provide a status line";

/// If there is no response after this time, the server may be one that speaks first (SMTP, SSH). To
/// find out what it says takes as long at most.
const PATIENCE: Duration = Duration::from_secs(1);

/// A server whose addresses are known, to be asked for one page.
pub struct Server {
    url: Url,
    addresses: Vec<SocketAddr>,
    deadline: Instant,
}

impl Server {
    /// Looks up the addresses of the host of `url`, each with the port to connect to.
    ///
    /// # Errors
    /// [`RequestError::HostNotFound`], [`RequestError::Ipv6Address`], or no answer by the
    /// `deadline`.
    pub fn look_up(url: &Url, deadline: Instant) -> Result<Server, RequestError> {
        let port = url.port_or_known_default().unwrap_or_default();
        let host = url.host_str().unwrap_or_default();
        log::info!("URL: scheme {}, host {host}, port {port}, path {}", url.scheme(), url.path());
        if let Some(Host::Ipv6(address)) = url.host() {
            return Err(RequestError::Ipv6Address(address));
        }
        let asked = url.clone();
        let found = on_a_thread(move || asked.socket_addrs(|| None))?;
        let addresses = wait(&found, time_left(deadline))?.map_err(RequestError::HostNotFound)?;
        for address in addresses.iter().filter(|_| url.domain().is_some()) {
            log::info!("getaddrinfo: an address of {host} is {}", address.ip());
        }
        Ok(Server { url: url.clone(), addresses, deadline })
    }

    /// Connects to one of the addresses, sends a `GET` request, and receives the status line and
    /// the headers of the response.
    ///
    /// # Errors
    /// A [`RequestError`] for each way in which it can go wrong.
    pub fn get(&self) -> Result<Response, RequestError> {
        // The part of a URL after `#` is for the browser: it is not sent (RFC 9110, section 4.2.5).
        let mut request = minreq::get(&self.url[..Position::AfterQuery])
            .with_follow_redirects(false)
            .with_max_headers_size(MAX_HEAD)
            .with_max_status_line_length(MAX_HEAD)
            .with_timeout(whole_seconds(time_left(self.deadline)));
        for (name, value) in REQUEST_HEADERS {
            request = request.with_header(name, value);
        }
        hush_minreq();
        let pending = on_a_thread(move || request.send_lazy())?;
        let mut response = self.wait_unless_it_speaks_first(&pending)?.map_err(request_error)?;
        self.log_request();
        if response.status_code == 503 && response.reason_phrase == NO_STATUS_LINE {
            return Err(self.what_came_instead());
        }

        let mut response = Response {
            status: response.status_code,
            reason: std::mem::take(&mut response.reason_phrase),
            headers: check_folds(std::mem::take(&mut response.headers))?,
            body: Box::new(Body { response, deadline: self.deadline }),
        };
        if is_interim(response.status) {
            log::info!("received: an interim response, {}", response.status_line());
            response = read_final(response, MAX_HEAD as u64)?;
        }
        for (name, value) in &response.headers {
            log::info!("received: {name}: {value}");
        }
        // `identity` says that there is no encoding (RFC 2616, section 3.6; not used any more).
        response.headers.retain(|(name, value)| {
            name.trim() != "transfer-encoding" || !value.trim().eq_ignore_ascii_case("identity")
        });
        Ok(response)
    }

    /// minreq does not tell which address it connected to: that is known only if there is just one.
    fn log_request(&self) {
        match self.addresses[..] {
            [address] => log::info!("connected to {address}, and sent:"),
            _ => log::info!("connected to one of these addresses, and sent:"),
        }
        for line in self.request_lines() {
            log::info!("sent: {line}");
        }
    }

    /// The request as it is sent, without the empty line at its end.
    fn request_lines(&self) -> Vec<String> {
        let url = &self.url;
        let mut lines = vec![
            format!("GET {} HTTP/1.1", &url[Position::BeforePath..Position::AfterQuery]),
            format!("Host: {}", &url[Position::BeforeHost..Position::AfterPort]),
        ];
        lines.extend(REQUEST_HEADERS.map(|(name, value)| format!("{name}: {value}")));
        lines
    }

    /// Waits for the response. If it takes long, looks once whether the server speaks first, which
    /// servers of HTTP do not do: minreq would wait for the rest of the headers until the deadline.
    fn wait_unless_it_speaks_first<T>(&self, pending: &Receiver<T>) -> Result<T, RequestError> {
        match wait(pending, time_left(self.deadline).min(PATIENCE)) {
            Err(RequestError::Io(error)) if error.kind() == ErrorKind::TimedOut => {}
            result => return result,
        }
        match self.first_bytes("") {
            Some(bytes) if !bytes.is_empty() => Err(RequestError::NotHttp(Some(bytes))),
            _ => wait(pending, time_left(self.deadline)),
        }
    }

    /// minreq does not tell nothing from something that is not a status line: so ask once more.
    fn what_came_instead(&self) -> RequestError {
        let bytes = self.first_bytes(&(self.request_lines().join("\r\n") + "\r\n\r\n"));
        let is_http = |bytes: &[u8]| {
            let text = String::from_utf8_lossy(bytes);
            text.lines().next().and_then(parse_status_line).is_some()
        };
        match bytes {
            Some(bytes) if bytes.is_empty() || is_http(&bytes) => RequestError::NoResponse,
            bytes => RequestError::NotHttp(bytes),
        }
    }

    /// Asks once more, over a connection of its own, and returns what is received first: nothing
    /// if the server closes the connection without sending a byte. Returns `None` if there is no
    /// connection, if nothing happens on it in time, or if it should be encrypted.
    fn first_bytes(&self, request: &str) -> Option<Vec<u8>> {
        let address = self.addresses.first().filter(|_| self.url.scheme() == "http")?;
        let wait = time_left(self.deadline).min(PATIENCE);
        let mut stream = TcpStream::connect_timeout(address, wait).ok()?; // fails if it is zero
        stream.set_read_timeout(Some(wait)).ok()?;
        stream.set_write_timeout(Some(wait)).ok()?;
        stream.write_all(request.as_bytes()).ok()?;
        let mut buffer = [0; 512];
        let length = match stream.read(&mut buffer) {
            Err(error) if error.kind() == ErrorKind::ConnectionReset => 0,
            received => received.ok()?,
        };
        log::info!("a second connection to {address}, to see what it sends: {length} bytes");
        Some(buffer[..length].to_vec())
    }
}

/// Starts `work` on a thread of its own, so that there is a deadline for what has none.
fn on_a_thread<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<Receiver<T>, RequestError> {
    let (sender, receiver) = channel();
    let thread = thread::Builder::new().spawn(move || sender.send(work()));
    thread.map(|_| receiver).map_err(|error| RequestError::Io(io::Error::other(error)))
}

fn wait<T>(receiver: &Receiver<T>, time: Duration) -> Result<T, RequestError> {
    receiver.recv_timeout(time).map_err(|error| match error {
        RecvTimeoutError::Timeout => RequestError::Io(ErrorKind::TimedOut.into()),
        RecvTimeoutError::Disconnected => RequestError::HeadersTooLong, // minreq panicked
    })
}

fn time_left(deadline: Instant) -> Duration {
    deadline.saturating_duration_since(Instant::now())
}

/// minreq counts in seconds: rounded up, so that all of the time is used.
fn whole_seconds(left: Duration) -> u64 {
    left.as_secs() + u64::from(left.subsec_nanos() > 0)
}

/// The headers that say where the page is, and how its body is to be read.
const NEVER_FOLDED: [&str; 5] =
    ["location", "content-length", "content-type", "content-encoding", "transfer-encoding"];

/// minreq takes the second line of a folded header (RFC 9112, section 5.2) for a header of its own,
/// if there is a colon in it. Such lines are left out, unless they belong to a header that matters.
fn check_folds(mut headers: Vec<Header>) -> Result<Vec<Header>, RequestError> {
    let is_fold = |name: &str| name.starts_with([' ', '\t']);
    let mut folded = "";
    for (name, _) in &headers {
        if !is_fold(name) {
            folded = name;
        } else if NEVER_FOLDED.contains(&folded.trim()) || NEVER_FOLDED.contains(&name.trim()) {
            return Err(RequestError::Folded(folded.to_string()));
        }
    }
    headers.retain(|(name, _)| !is_fold(name));
    Ok(headers)
}

fn request_error(error: minreq::Error) -> RequestError {
    use minreq::Error::*;
    match error {
        HeadersOverflow | StatusLineOverflow => RequestError::HeadersTooLong,
        MalformedContentLength => RequestError::Length,
        InvalidUtf8InResponse => RequestError::NotUtf8,
        IoError(error) => RequestError::Io(error),
        other => RequestError::Io(io::Error::other(format!("{other:?}"))),
    }
}

/// The body of a response, until the page's end or the deadline.
struct Body {
    response: minreq::ResponseLazy,
    deadline: Instant,
}

impl Read for Body {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        retry_interrupted(|| {
            if Instant::now() >= self.deadline {
                return Err(ErrorKind::TimedOut.into());
            }
            let read = panic::catch_unwind(AssertUnwindSafe(|| self.response.read(buffer)));
            read.unwrap_or_else(|_| Err(ErrorKind::InvalidData.into())).map_err(inner_error)
        })
    }
}

/// minreq wraps what happens between two chunks in an error of its own. The kind of the inner one
/// is what counts.
fn inner_error(error: io::Error) -> io::Error {
    match error.downcast::<minreq::Error>() {
        Ok(minreq::Error::IoError(inner)) => inner,
        Ok(other) => io::Error::new(ErrorKind::InvalidData, other.to_string()),
        Err(error) => error,
    }
}

/// Keeps the words of a panic in minreq from the terminal. It panics if a header line ends in a
/// bare newline exactly at the limit: it subtracts past zero, for which the workspace's profiles
/// keep the check on. The panic becomes [`RequestError::HeadersTooLong`], or an error of reading.
fn hush_minreq() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !panic.location().is_some_and(|place| place.file().contains("minreq")) {
                usual(panic);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uses_the_whole_time() {
        for (millis, seconds) in [(0, 0), (1, 1), (999, 1), (1000, 1), (1001, 2), (30_000, 30)] {
            assert_eq!(whole_seconds(Duration::from_millis(millis)), seconds);
        }
    }

    #[test]
    fn finds_the_kind_of_an_error_inside_minreq_s() {
        let between_chunks = io::Error::other(minreq::Error::IoError(ErrorKind::TimedOut.into()));
        assert_eq!(inner_error(between_chunks).kind(), ErrorKind::TimedOut);
        let malformed = io::Error::other(minreq::Error::MalformedChunkEnd);
        assert_eq!(inner_error(malformed).kind(), ErrorKind::InvalidData);
        let reset = ErrorKind::ConnectionReset.into();
        assert_eq!(inner_error(reset).kind(), ErrorKind::ConnectionReset);
    }

    #[test]
    fn turns_a_panic_on_the_thread_into_an_error() {
        let time = Duration::from_secs(30);
        let fine = on_a_thread(|| 6 * 7).and_then(|result| wait(&result, time));
        assert!(matches!(fine, Ok(42)));
        let panics = || -> u8 { panic::resume_unwind(Box::new("as minreq does")) };
        let panicked = on_a_thread(panics).and_then(|result| wait(&result, time));
        assert!(matches!(panicked, Err(RequestError::HeadersTooLong)));
    }

    #[test]
    fn refuses_a_folded_header_only_if_it_matters() {
        let check = |list: &[(&str, &str)]| {
            let headers = list.iter().map(|(name, value)| (name.to_string(), value.to_string()));
            check_folds(headers.collect()).map(|headers| headers.len())
        };
        assert!(matches!(check(&[("set-cookie", "a"), ("  expires", "12:00")]), Ok(1)));
        assert!(matches!(check(&[(" x", "y")]), Ok(0)));
        let location = check(&[("location", ""), ("\thttp", "//a.test/")]);
        assert!(matches!(location, Err(RequestError::Folded(name)) if name == "location"));
        let smuggled = check(&[("x", ""), (" content-length", "5")]);
        assert!(matches!(smuggled, Err(RequestError::Folded(name)) if name == "x"));
    }
}
