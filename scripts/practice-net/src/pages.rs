//! The pages of the web server, as a table: good ones, bad ones, and some that are cut short.

use std::io;
use std::time::Duration;

use crate::http::{Framing, Request, Response, read_request};
use crate::serve::Connection;

/// A page: its path, what it does (in HTML, for the list), and the answer to a request for it.
struct Page(&'static str, &'static str, fn(&Request) -> Response);

const PAGES: &[Page] = &[
    Page("/page.html", "a plain page", |_| Response::page("A plain page", PLAIN)),
    Page("/moved", "moved for good (301), to a relative address: <code>page.html</code>", |_| {
        Response::redirect("301 Moved Permanently", "page.html")
    }),
    Page(
        "/moved-308",
        "moved for good (308), to a relative address: <code>/page.html</code>",
        |_| Response::redirect("308 Permanent Redirect", "/page.html"),
    ),
    Page("/elsewhere", "found (302) at an address that begins with <code>//</code>", |request| {
        Response::redirect("302 Found", &format!("//{}/page.html", request.host_for_an_address()))
    }),
    Page("/hops/5", "five redirects, then a page; any number up to 50", hops),
    Page("/loop", "a redirect to itself, without end", |_| {
        Response::redirect("302 Found", "/loop")
    }),
    Page("/missing", "404: no such page", missing),
    Page("/error", "500: the server has failed", |_| {
        let page = Response::page("The server has failed", "<p>It says so itself.</p>");
        Response { status: "500 Internal Server Error", ..page }
    }),
    Page("/large", "five million bytes of text", |_| Response::text(numbered_lines(5_000_000))),
    Page("/slow", "a page that drips: a line every half second, ten of them", |_| {
        let framing = Framing::LengthSlowly(Duration::from_millis(500));
        Response { framing, ..Response::text(b"This line took its time.\n".repeat(10)) }
    }),
    Page("/silent", "no answer at all, for a minute", |_| Response {
        framing: Framing::Silence,
        ..Response::text(Vec::new())
    }),
    Page("/cut", "1000 bytes announced, 500 sent", |_| Response {
        framing: Framing::Announced(1000),
        ..Response::text(numbered_lines(500))
    }),
    Page("/chunked", "a page in chunks, its length not announced", |_| {
        let body = "<p>Every chunk has its length in front.</p>";
        Response { framing: Framing::Chunked, ..Response::page("A page in chunks", body) }
    }),
    Page("/chunked-cut", "chunks that stop before the last one", |_| {
        let body = "<p>The last chunk, of length 0, never comes.</p>";
        Response { framing: Framing::ChunkedCut, ..Response::page("A page in chunks", body) }
    }),
    Page("/no-length", "no length announced: the end of the connection ends the page", |_| {
        let body = "<p>It ends where the connection ends.</p>";
        Response { framing: Framing::UntilClose, ..Response::page("A page without a length", body) }
    }),
    Page("/binary", "256 bytes, one of each value", |_| {
        Response::new("application/octet-stream", (0..=255).collect())
    }),
    Page("/empty", "an empty page, and its length is announced as 0", |_| {
        Response::text(Vec::new())
    }),
    Page("/204", "204: there is no content", |_| {
        let framing = Framing::UntilClose;
        Response { status: "204 No Content", framing, ..Response::text(Vec::new()) }
    }),
    Page("/gzip", "a page compressed with gzip, whether you asked for it or not", |_| {
        let page = Response::new("text/html; charset=utf-8", GZIPPED.to_vec());
        Response { headers: page.headers + "Content-Encoding: gzip\r\n", ..page }
    }),
    Page("/headers", "your own request, shown back to you", |request| {
        let lines: Vec<String> = request.head.lines().map(harmless).collect();
        Response::page("Your request", &format!("<pre>{}</pre>", lines.join("\n")))
    }),
];

const PLAIN: &str = "\
<p>Hello! This page came over a connection to 127.0.0.1, in one answer to one request.</p>
<p>Zoë says hello too, and so do 東京 and नमस्ते: the letters travel as UTF-8.</p>";

/// The largest number of hops that can be asked for.
const MAX_HOPS: u32 = 50;

/// A page of one line, compressed with gzip.
const GZIPPED: &[u8] = include_bytes!("squeezed.html.gz");

/// Reads one request and answers it.
pub(crate) fn answer(connection: &mut Connection) -> io::Result<()> {
    match read_request(connection)? {
        Ok(request) => page(&request).send(connection, request.method != "HEAD"),
        Err(status) => {
            let page = Response::page("Not a request that this server understands", HOW_TO_ASK);
            Response { status, ..page }.send(connection, true)
        }
    }
}

fn page(request: &Request) -> Response {
    match PAGES.iter().find(|Page(path, ..)| *path == request.path) {
        Some(Page(_, _, page)) => page(request),
        None if request.path == "/" => list(),
        None if request.path.starts_with("/hops/") => hops(request),
        None => missing(request),
    }
}

const HOW_TO_ASK: &str = "\
<p>A request is a line such as <code>GET /page.html HTTP/1.1</code>, then header lines (HTTP/1.1
needs a <code>Host:</code>), then an empty line.</p>";

fn list() -> Response {
    let items = PAGES
        .iter()
        .map(|Page(path, what, _)| format!("<li><a href=\"{path}\">{path}</a>: {what}</li>\n"));
    let body = "<p>These pages are for practice. Each does something that real pages do.</p>";
    Response::page(
        "The practice pages",
        &format!("{body}\n<ul>\n{}</ul>", items.collect::<String>()),
    )
}

fn hops(request: &Request) -> Response {
    match request.path.strip_prefix("/hops/").and_then(|hops| hops.parse().ok()) {
        Some(0) => Response::page("The end of the hops", "<p>You have arrived.</p>"),
        Some(hops @ 1..=MAX_HOPS) => {
            Response::redirect("302 Found", &format!("/hops/{}", hops - 1))
        }
        _ => missing(request),
    }
}

fn missing(request: &Request) -> Response {
    let path = harmless(&request.path);
    let body = format!(
        "<p>There is no page at <code>{path}</code>. The connection worked: it is the server that \
         has no such page.</p>\n<p><a href=\"/\">All pages</a></p>"
    );
    Response { status: "404 Not Found", ..Response::page("No such page", &body) }
}

/// Lines of ten bytes, numbered: `000000001`, `000000002` and so on, `length` bytes of them.
fn numbered_lines(length: usize) -> Vec<u8> {
    let lines: String = (1..=length.div_ceil(10)).map(|number| format!("{number:09}\n")).collect();
    lines.into_bytes()[..length].to_vec()
}

/// A client's text, escaped for HTML; what a terminal would obey is made visible.
fn harmless(text: &str) -> String {
    let text = common::escape_untrusted(text);
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readme_has_every_page() {
        let readme = include_str!("../README.md");
        for Page(path, ..) in PAGES {
            assert!(readme.contains(&format!("| `{path}`")), "{path}");
        }
    }
}
