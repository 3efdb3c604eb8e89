//! One request and one response of HTTP/1.1 (RFC 9112), on the server's side.

use std::io::{self, Read, Write};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crate::serve::{Connection, IDLE_TIMEOUT};

/// Limit on a request, from its first byte to the empty line.
const MAX_REQUEST: usize = 16 * 1024;

/// The first byte of a client that wants https (RFC 8446, section 5.1). It is refused at once.
const TLS_HANDSHAKE: u8 = 22;

/// A body in chunks has this many bytes in each.
const CHUNK_SIZE: usize = 64;

/// A request without a body: this server takes none.
pub(crate) struct Request {
    /// `GET` or `HEAD`.
    pub(crate) method: String,
    /// The path, without a query: `/page.html`.
    pub(crate) path: String,
    /// All of it, from the request line to the last header line.
    pub(crate) head: String,
}

/// Reads a request, up to its empty line. The inner error is the status to refuse it with. Lines may
/// end in a bare newline: people type requests by hand, and RFC 9112, section 2.2, allows it.
pub(crate) fn read_request(
    connection: &mut Connection,
) -> io::Result<Result<Request, &'static str>> {
    let started = Instant::now();
    let mut bytes = Vec::new();
    let mut chunk = [0; 1024];
    loop {
        let count = connection.read(&mut chunk)?;
        bytes.extend(&chunk[..count]);
        if let Some(end) = empty_line(&bytes) {
            bytes.truncate(end);
            return Ok(String::from_utf8(bytes).map_err(|_| "400 Bad Request").and_then(parse));
        }
        if count == 0 && bytes.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into()); // the client said nothing
        } else if count == 0 || bytes.starts_with(&[TLS_HANDSHAKE]) {
            return Ok(Err("400 Bad Request"));
        } else if bytes.len() > MAX_REQUEST {
            return Ok(Err("431 Request Header Fields Too Large"));
        } else if started.elapsed() > IDLE_TIMEOUT {
            return Ok(Err("408 Request Timeout"));
        }
    }
}

/// Where the empty line begins, if it is there yet.
fn empty_line(bytes: &[u8]) -> Option<usize> {
    (0..bytes.len())
        .find(|&at| bytes[at..].starts_with(b"\n\r\n") || bytes[at..].starts_with(b"\n\n"))
        .map(|at| at + 1)
}

fn parse(head: String) -> Result<Request, &'static str> {
    log::info!("pages: {}", head.lines().next().unwrap_or_default());
    let words: Vec<&str> = head.lines().next().unwrap_or_default().split(' ').collect();
    let [method, target, version] = words[..] else { return Err("400 Bad Request") };
    match version {
        "HTTP/1.1" if host(&head).is_none() => return Err("400 Bad Request"),
        "HTTP/1.1" | "HTTP/1.0" => {}
        _ if version.starts_with("HTTP/") => return Err("505 HTTP Version Not Supported"),
        _ => return Err("400 Bad Request"),
    }
    if method != "GET" && method != "HEAD" {
        return Err("405 Method Not Allowed");
    }
    // A client that takes us for a proxy sends the whole URL (RFC 9112, section 3.2.2).
    let path = target
        .strip_prefix("http://")
        .map_or(target, |rest| rest.find('/').map_or("/", |slash| &rest[slash..]));
    let path = path.split(['?', '#']).next().unwrap_or_default();
    if !path.starts_with('/') {
        return Err("400 Bad Request");
    }
    Ok(Request { method: method.to_string(), path: path.to_string(), head })
}

/// The value of the `Host` header.
fn host(head: &str) -> Option<&str> {
    let mut headers = head.lines().skip(1).filter_map(|line| line.split_once(':'));
    headers.find(|(name, _)| name.eq_ignore_ascii_case("host")).map(|(_, value)| value.trim())
}

impl Request {
    /// The host that the client asked, if it can be part of a URL.
    pub(crate) fn host_for_an_address(&self) -> &str {
        let is_plain = |host: &&str| {
            host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".:-[]".contains(&byte))
        };
        host(&self.head).filter(is_plain).unwrap_or("127.0.0.1:9080")
    }
}

/// A response, ready to be sent.
pub(crate) struct Response {
    pub(crate) status: &'static str,
    /// Lines, each with its end.
    pub(crate) headers: String,
    pub(crate) body: Vec<u8>,
    pub(crate) framing: Framing,
}

/// How the client is told where the body ends (RFC 9112, section 6.3).
pub(crate) enum Framing {
    /// `Content-Length`, with the body's length.
    Length,
    /// The same, and a pause comes before each line of the body.
    LengthSlowly(Duration),
    /// `Content-Length`, with this number, true or not.
    Announced(usize),
    /// `Transfer-Encoding: chunked`.
    Chunked,
    /// The same, but the last chunk is missing.
    ChunkedCut,
    /// Not at all: the end of the connection ends it.
    UntilClose,
    /// Nothing is sent.
    Silence,
}

impl Response {
    /// 200, with this body.
    pub(crate) fn new(content_type: &str, body: Vec<u8>) -> Response {
        let headers = format!("Content-Type: {content_type}\r\n");
        Response { status: "200 OK", headers, body, framing: Framing::Length }
    }

    /// Plain text.
    pub(crate) fn text(body: Vec<u8>) -> Response {
        Self::new("text/plain; charset=utf-8", body)
    }

    /// A page. `title` and `body` are HTML already.
    pub(crate) fn page(title: &str, body: &str) -> Response {
        let html = format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
             <style>body {{ font-family: sans-serif; line-height: 1.5; max-width: 40em; \
             margin: 2em auto; padding: 0 1em }}</style>\n\
             </head>\n<body>\n<h1>{title}</h1>\n{body}\n</body>\n</html>\n"
        );
        Self::new("text/html; charset=utf-8", html.into_bytes())
    }

    /// `location` is ours, or was checked: it needs no escaping.
    pub(crate) fn redirect(status: &'static str, location: &str) -> Response {
        let link = format!("<p><a href=\"{location}\">Go there</a></p>");
        let page = Self::page("It is elsewhere", &link);
        let headers = format!("{}Location: {location}\r\n", page.headers);
        Response { status, headers, ..page }
    }

    /// Sends it: in one go, unless it is to be slow. The answer to `HEAD` is the head alone.
    pub(crate) fn send(&self, connection: &mut Connection, with_body: bool) -> io::Result<()> {
        if let Framing::Silence = self.framing {
            log::info!("pages: keeping silent");
            let _ = connection.read(&mut [0]); // until the client has gone, or the time is up
            return Ok(());
        }
        let head = self.head();
        let chunks = self.in_chunks();
        let body = match self.framing {
            _ if !with_body => &[],
            Framing::Chunked | Framing::ChunkedCut => &chunks[..],
            _ => &self.body[..],
        };
        let trouble = Arc::clone(&connection.shared.trouble);
        let body = trouble.cut(body);
        let Framing::LengthSlowly(pause) = self.framing else {
            return connection.write_all(&[head.as_bytes(), body].concat());
        };
        connection.write_all(head.as_bytes())?;
        body.split_inclusive(|byte| *byte == b'\n').try_for_each(|line| {
            thread::sleep(pause);
            connection.write_all(line)
        })
    }

    fn head(&self) -> String {
        log::info!("pages: answering {}, {} bytes", self.status, self.body.len());
        let framing = match self.framing {
            Framing::Length | Framing::LengthSlowly(_) => {
                format!("Content-Length: {}\r\n", self.body.len())
            }
            Framing::Announced(length) => format!("Content-Length: {length}\r\n"),
            Framing::Chunked | Framing::ChunkedCut => "Transfer-Encoding: chunked\r\n".to_string(),
            Framing::UntilClose | Framing::Silence => String::new(),
        };
        format!("HTTP/1.1 {}\r\n{}{framing}Connection: close\r\n\r\n", self.status, self.headers)
    }

    /// The body with the length of each chunk in front of it (RFC 9112, section 7.1).
    fn in_chunks(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for chunk in self.body.chunks(CHUNK_SIZE) {
            bytes.extend(format!("{:x}\r\n", chunk.len()).into_bytes());
            bytes.extend(chunk);
            bytes.extend(b"\r\n");
        }
        if matches!(self.framing, Framing::Chunked) {
            bytes.extend(b"0\r\n\r\n");
        }
        bytes
    }
}
