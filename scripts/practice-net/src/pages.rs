//! A web server (HTTP/1.1, RFC 9112) with pages that are good, bad and cut short. One request for each connection.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use crate::serve::PATIENCE;

/// A request, from its first byte to the empty line, may be so long.
const MAX_REQUEST: usize = 16 * 1024;

/// The first byte of a client that wants https (RFC 8446, section 5.1). It is told at once that this is none.
const TLS_HANDSHAKE: u8 = 22;

/// The size of `/large`, in bytes.
const LARGE: usize = 5_000_000;

/// `/slow` sends so many lines, with a pause before each.
const SLOW_LINES: usize = 10;
const SLOW_PAUSE: Duration = Duration::from_millis(500);

/// So many hops may be asked for.
const MAX_HOPS: u32 = 50;

/// Every page, with what is special about it. The index is made from this table.
const PAGES: &[(&str, &str)] = &[
    ("/page.html", "a plain page"),
    ("/moved", "moved for good (301), to a relative address: <code>page.html</code>"),
    ("/moved-308", "moved for good (308), to a relative address: <code>/page.html</code>"),
    ("/elsewhere", "found (302) at an address that begins with <code>//</code>"),
    ("/hops/5", "five redirects, then a page; any number up to 50"),
    ("/loop", "a redirect to itself, without end"),
    ("/missing", "404: no such page"),
    ("/error", "500: the server has failed"),
    ("/large", "five million bytes of text"),
    ("/slow", "a page that drips: a line every half second"),
    ("/silent", "no answer at all, for a minute"),
    ("/cut", "1000 bytes announced, 500 sent"),
    ("/chunked", "a page in chunks, its length not announced"),
    ("/chunked-cut", "chunks that stop before the last one"),
    ("/no-length", "no length announced: the end of the connection ends the page"),
    ("/binary", "256 bytes, one of each value"),
    ("/empty", "an empty page, and its length is announced as 0"),
    ("/204", "204: there is no content"),
    ("/gzip", "a page squeezed with gzip, whether you asked for it or not"),
    ("/headers", "your own request, shown back to you"),
];

/// Reads one request and answers it.
pub(crate) fn answer(stream: &TcpStream) -> io::Result<()> {
    let request = match read_request(stream)? {
        Ok(request) => request,
        Err(status) => return Response::page(status, "Not a request", "That was no HTTP request.").send(stream, true),
    };
    log::info!("pages: {}", request.lines().next().unwrap_or_default());
    let (method, path) = match parse(&request) {
        Ok(parsed) => parsed,
        Err(status) => {
            let why = "A request is a line such as <code>GET /page.html HTTP/1.1</code>, then header lines (HTTP/1.1 \
                       needs a <code>Host:</code>), then an empty line.";
            return Response::page(status, "Not a request that is understood here", why).send(stream, true);
        }
    };
    let with_body = method != "HEAD";
    match path {
        "/slow" => drip(stream, with_body),
        "/silent" => {
            // Until the client has gone, or has waited long enough.
            let _ = (&*stream).read(&mut [0]);
            Ok(())
        }
        _ => respond(path, &request).send(stream, with_body),
    }
}

/// The bytes up to the empty line, as text; or the status to refuse them with. Lines may end in a bare newline: people
/// type requests by hand (RFC 9112, 2.2).
fn read_request(mut stream: &TcpStream) -> io::Result<Result<String, &'static str>> {
    let started = Instant::now();
    let mut bytes = Vec::new();
    let mut chunk = [0; 1024];
    loop {
        let count = stream.read(&mut chunk)?;
        bytes.extend(&chunk[..count]);
        if let Some(end) = end_of_head(&bytes) {
            bytes.truncate(end);
            return Ok(String::from_utf8(bytes).map_err(|_| "400 Bad Request"));
        }
        if count == 0 && bytes.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into()); // a visitor who said nothing
        } else if count == 0 || bytes.starts_with(&[TLS_HANDSHAKE]) {
            return Ok(Err("400 Bad Request"));
        } else if bytes.len() > MAX_REQUEST {
            return Ok(Err("431 Request Header Fields Too Large"));
        } else if started.elapsed() > PATIENCE {
            return Ok(Err("408 Request Timeout"));
        }
    }
}

/// Where the empty line ends, if it has come.
fn end_of_head(bytes: &[u8]) -> Option<usize> {
    (0..bytes.len()).find(|&at| bytes[at..].starts_with(b"\n\r\n") || bytes[at..].starts_with(b"\n\n")).map(|at| at + 1)
}

/// The method and the path, without its query; or the status to refuse the request with.
fn parse(request: &str) -> Result<(&str, &str), &'static str> {
    let mut words = request.lines().next().unwrap_or_default().split(' ');
    let (Some(method), Some(target), Some(version), None) = (words.next(), words.next(), words.next(), words.next())
    else {
        return Err("400 Bad Request");
    };
    match version {
        "HTTP/1.1" if host(request).is_none() => return Err("400 Bad Request"),
        "HTTP/1.1" | "HTTP/1.0" => {}
        _ if version.starts_with("HTTP/") => return Err("505 HTTP Version Not Supported"),
        _ => return Err("400 Bad Request"),
    }
    if method != "GET" && method != "HEAD" {
        return Err("405 Method Not Allowed");
    }
    // A client that takes us for a proxy sends the whole URL.
    let path = target.strip_prefix("http://").map_or(target, |rest| rest.find('/').map_or("/", |slash| &rest[slash..]));
    let path = path.split(['?', '#']).next().unwrap_or_default();
    if path.starts_with('/') { Ok((method, path)) } else { Err("400 Bad Request") }
}

/// The value of the `Host` header.
fn host(request: &str) -> Option<&str> {
    request
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(':'))
        .find_map(|(name, value)| name.eq_ignore_ascii_case("host").then(|| value.trim()))
}

fn respond(path: &str, request: &str) -> Response {
    match path {
        "/" => Response::ok_page("The practice pages", &index()),
        "/page.html" => Response::ok_page(
            "A plain page",
            "<p>Hello! This page came over a connection to 127.0.0.1, in one answer to one request.</p>\n\
             <p>Zoë says hello too, and so do 東京 and नमस्ते: the letters travel as UTF-8.</p>",
        ),
        "/moved" => Response::redirect("301 Moved Permanently", "page.html"),
        "/moved-308" => Response::redirect("308 Permanent Redirect", "/page.html"),
        "/elsewhere" => Response::redirect("302 Found", &format!("//{}/page.html", printable_host(request))),
        "/loop" => Response::redirect("302 Found", "/loop"),
        "/error" => Response::page("500 Internal Server Error", "The server has failed", "<p>It says so itself.</p>"),
        "/large" => Response::new("200 OK", "text/plain; charset=utf-8", numbered_lines(LARGE)),
        "/cut" => {
            let mut response = Response::new("200 OK", "text/plain; charset=utf-8", numbered_lines(500));
            response.framing = Framing::Announced(1000);
            response
        }
        "/chunked" => {
            Response::ok_page("A page in chunks", "<p>Every chunk has its length in front.</p>").chunked(true)
        }
        "/chunked-cut" => {
            Response::ok_page("A page in chunks", "<p>The last chunk, of length 0, never comes.</p>").chunked(false)
        }
        "/no-length" => {
            let mut response =
                Response::ok_page("A page without a length", "<p>It ends where the connection ends.</p>");
            response.framing = Framing::UntilClose;
            response
        }
        "/binary" => Response::new("200 OK", "application/octet-stream", (0..=255).collect()),
        "/empty" => Response::new("200 OK", "text/plain; charset=utf-8", Vec::new()),
        "/204" => {
            let mut response = Response::new("204 No Content", "", Vec::new());
            response.framing = Framing::UntilClose;
            response
        }
        "/gzip" => {
            let mut response = Response::new("200 OK", "text/html; charset=utf-8", GZIPPED.to_vec());
            response.headers.push_str("Content-Encoding: gzip\r\n");
            response
        }
        "/headers" => {
            let shown: Vec<String> = request.lines().map(|line| escape(&common::printable(line))).collect();
            Response::ok_page("Your request", &format!("<pre>{}</pre>", shown.join("\n")))
        }
        _ => match path.strip_prefix("/hops/").and_then(|hops| hops.parse().ok()) {
            Some(0) => Response::ok_page("The end of the hops", "<p>You have arrived.</p>"),
            Some(hops @ 1..=MAX_HOPS) => Response::redirect("302 Found", &format!("/hops/{}", hops - 1)),
            _ => Response::page(
                "404 Not Found",
                "No such page",
                &format!(
                    "<p>There is no page at <code>{}</code>. The connection worked: the server itself says that it \
                     has no such page.</p>\n<p><a href=\"/\">All pages</a></p>",
                    escape(&common::printable(path))
                ),
            ),
        },
    }
}

/// The host for an address that begins with `//`: from the request, if it is one that can stand in an address.
fn printable_host(request: &str) -> &str {
    host(request)
        .filter(|host| host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".:-[]".contains(&byte)))
        .unwrap_or("127.0.0.1:9080")
}

fn index() -> String {
    let items = PAGES.iter().map(|(path, what)| format!("<li><a href=\"{path}\">{path}</a>: {what}</li>\n"));
    format!(
        "<p>These pages are for practice. Each does something that pages of the real internet do.</p>\n<ul>\n{}</ul>",
        items.collect::<String>()
    )
}

/// A response, up to the way in which its body is sent.
struct Response {
    status: String,
    headers: String,
    body: Vec<u8>,
    framing: Framing,
}

/// How a client is told where the body ends (RFC 9112, 6.3).
enum Framing {
    /// `Content-Length`, with this number; it is larger than the body where the page is cut short.
    Announced(usize),
    /// `Transfer-Encoding: chunked`; without the last chunk where the page is cut short.
    Chunked {
        /// Whether the last chunk is sent.
        whole: bool,
    },
    /// Not at all: by the end of the connection.
    UntilClose,
}

impl Response {
    fn new(status: &str, content_type: &str, body: Vec<u8>) -> Response {
        let headers = if content_type.is_empty() { String::new() } else { format!("Content-Type: {content_type}\r\n") };
        Response { status: status.to_string(), headers, framing: Framing::Announced(body.len()), body }
    }

    fn ok_page(title: &str, body: &str) -> Response {
        Self::page("200 OK", title, body)
    }

    /// `title` and `body` are HTML already.
    fn page(status: &str, title: &str, body: &str) -> Response {
        let html = format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
             <style>body {{ font-family: sans-serif; line-height: 1.5; max-width: 40em; margin: 2em auto; padding: 0 1em }}</style>\n\
             </head>\n<body>\n<h1>{title}</h1>\n{body}\n</body>\n</html>\n"
        );
        Self::new(status, "text/html; charset=utf-8", html.into_bytes())
    }

    /// `location` needs no escaping: it is our own.
    fn redirect(status: &str, location: &str) -> Response {
        let mut response =
            Self::page(status, "It is elsewhere", &format!("<p><a href=\"{location}\">Go there</a></p>"));
        response.headers.push_str(&format!("Location: {location}\r\n"));
        response
    }

    fn chunked(mut self, whole: bool) -> Response {
        self.framing = Framing::Chunked { whole };
        self
    }

    fn send(&self, mut stream: &TcpStream, with_body: bool) -> io::Result<()> {
        log::info!("pages: answered {}, {} bytes", self.status, self.body.len());
        let framing = match self.framing {
            Framing::Announced(length) => format!("Content-Length: {length}\r\n"),
            Framing::Chunked { .. } => "Transfer-Encoding: chunked\r\n".to_string(),
            Framing::UntilClose => String::new(),
        };
        let head = format!("HTTP/1.1 {}\r\n{}{framing}Connection: close\r\n\r\n", self.status, self.headers);
        let mut bytes = head.into_bytes();
        match self.framing {
            _ if !with_body => {}
            Framing::Chunked { whole } => {
                for chunk in self.body.chunks(64) {
                    bytes.extend(format!("{:x}\r\n", chunk.len()).bytes());
                    bytes.extend(chunk);
                    bytes.extend(b"\r\n");
                }
                if whole {
                    bytes.extend(b"0\r\n\r\n");
                }
            }
            _ => bytes.extend(&self.body),
        }
        stream.write_all(&bytes)
    }
}

/// A page that comes a line at a time.
fn drip(mut stream: &TcpStream, with_body: bool) -> io::Result<()> {
    let line = "This line took its time.\n";
    let length = SLOW_LINES * line.len();
    log::info!("pages: answering 200 OK, {length} bytes, slowly");
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n";
    stream.write_all(format!("{head}Content-Length: {length}\r\n\r\n").as_bytes())?;
    if with_body {
        for _ in 0..SLOW_LINES {
            thread::sleep(SLOW_PAUSE);
            stream.write_all(line.as_bytes())?;
        }
    }
    Ok(())
}

/// Lines of ten bytes, numbered: `000000001`, `000000002` and so on, `length` bytes of them.
fn numbered_lines(length: usize) -> Vec<u8> {
    let mut bytes: Vec<u8> =
        (1..=length.div_ceil(10)).flat_map(|number| format!("{number:09}\n").into_bytes()).collect();
    bytes.truncate(length);
    bytes
}

/// `text` as it may stand in HTML.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// `<!DOCTYPE html><title>Squeezed</title><p>This page was squeezed with gzip.` and a newline, squeezed with gzip.
const GZIPPED: &[u8] = &[
    0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0x02, 0x03, 0xb3, 0x51, 0x74, 0xf1, 0x77, 0x0e, 0x89, 0x0c, 0x70, 0x55, 0xc8,
    0x28, 0xc9, 0xcd, 0xb1, 0xb3, 0x29, 0xc9, 0x2c, 0xc9, 0x49, 0xb5, 0x0b, 0x2e, 0x2c, 0x4d, 0x4d, 0xad, 0x4a, 0x4d,
    0xb1, 0xd1, 0x87, 0xf0, 0x6d, 0x0a, 0xec, 0x42, 0x32, 0x32, 0x8b, 0x15, 0x0a, 0x12, 0xd3, 0x53, 0x15, 0xca, 0x13,
    0x8b, 0x15, 0x8a, 0xa1, 0x0a, 0x14, 0xca, 0x33, 0x4b, 0x32, 0x14, 0xd2, 0xab, 0x32, 0x0b, 0xf4, 0xb8, 0x00, 0x19,
    0x07, 0x67, 0x61, 0x4b, 0, 0, 0,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readme_has_every_page() {
        let readme = include_str!("../README.md");
        for (path, _) in PAGES {
            assert!(readme.contains(&format!("| `{path}`")), "{path}");
        }
    }
}
