//! The web server and the talk peer, over plain streams.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops")]

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

use practice_net::PracticeNet;

const DEADLINE: Duration = Duration::from_secs(20);

/// All that `server` says to `request`.
fn exchange(server: SocketAddr, request: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(server).unwrap();
    stream.set_read_timeout(Some(DEADLINE)).unwrap();
    stream.set_write_timeout(Some(DEADLINE)).unwrap();
    stream.write_all(request).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    answer
}

/// The head and the body of the answer to a request for `path`.
fn get(server: SocketAddr, path: &str) -> (String, Vec<u8>) {
    let answer =
        exchange(server, format!("GET {path} HTTP/1.1\r\nHost: {server}\r\n\r\n").as_bytes());
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap();
    (String::from_utf8(answer[..end].to_vec()).unwrap(), answer[end + 4..].to_vec())
}

#[test]
fn every_page_does_what_the_list_says() {
    let server = PracticeNet::start(0, 0, 0).unwrap().pages;
    let elsewhere = format!("Location: //{server}/page.html");
    for (path, status, header, length) in [
        ("/", "200", "Content-Type: text/html", None),
        ("/page.html", "200", "Content-Type: text/html", None),
        ("/page.html?x=/moved", "200", "Content-Type: text/html", None),
        ("http://practice.test/page.html", "200", "Content-Type: text/html", None),
        ("/moved", "301", "Location: page.html", None),
        ("/moved-308", "308", "Location: /page.html", None),
        ("/elsewhere", "302", elsewhere.as_str(), None),
        ("/hops/50", "302", "Location: /hops/49", None),
        ("/hops/0", "200", "Content-Type: text/html", None),
        ("/hops/51", "404", "Content-Type: text/html", None),
        ("/hops/4294967297", "404", "Content-Type: text/html", None),
        ("/loop", "302", "Location: /loop", None),
        ("/missing", "404", "Content-Type: text/html", None),
        ("/error", "500", "Content-Type: text/html", None),
        ("/large", "200", "Content-Length: 5000000", Some(5_000_000)),
        ("/slow", "200", "Content-Length: 250", Some(250)),
        ("/cut", "200", "Content-Length: 1000", Some(500)),
        ("/chunked", "200", "Transfer-Encoding: chunked", None),
        ("/no-length", "200", "Connection: close", None),
        ("/binary", "200", "Content-Length: 256", Some(256)),
        ("/empty", "200", "Content-Length: 0", Some(0)),
        ("/204", "204", "Connection: close", Some(0)),
        ("/gzip", "200", "Content-Encoding: gzip", Some(85)),
    ] {
        let (head, body) = get(server, path);
        assert!(
            head.starts_with(&format!("HTTP/1.1 {status} ")) && head.contains(header),
            "{path}: {head}"
        );
        assert!(length.is_none_or(|length| body.len() == length), "{path}: {} bytes", body.len());
        // Where a length is announced, it is true: but for the page that is cut.
        if let Some(announced) = head.lines().find_map(|line| line.strip_prefix("Content-Length: "))
        {
            assert!(announced == body.len().to_string() || path == "/cut", "{path}: {announced}");
        }
    }
    assert_eq!(get(server, "/binary").1, (0..=255).collect::<Vec<u8>>());
    assert!(get(server, "/chunked").1.ends_with(b"\r\n0\r\n\r\n"));
    assert!(!get(server, "/chunked-cut").1.ends_with(b"0\r\n\r\n"));
    let (head, _) = get(server, "/no-length");
    assert!(!head.contains("Content-Length") && !head.contains("chunked"));
}

#[test]
fn a_silent_page_sends_nothing_and_does_not_hang_up() {
    let server = PracticeNet::start(0, 0, 0).unwrap().pages;
    let mut stream = TcpStream::connect(server).unwrap();
    stream.write_all(b"GET /silent HTTP/1.0\r\n\r\n").unwrap();
    stream.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
    let error = stream.read(&mut [0]).unwrap_err();
    assert!([ErrorKind::WouldBlock, ErrorKind::TimedOut].contains(&error.kind()), "{error}");
}

#[test]
fn the_list_links_to_pages_that_answer() {
    let server = PracticeNet::start(0, 0, 0).unwrap().pages;
    let (_, body) = get(server, "/");
    let body = String::from_utf8(body).unwrap();
    let paths: Vec<&str> =
        body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(paths.len() > 15, "{paths:?}");
    for path in paths.iter().filter(|path| **path != "/slow" && **path != "/silent") {
        let (head, _) = get(server, path);
        assert_eq!(head.contains(" 404 "), *path == "/missing", "{path}: {head}");
    }
}

#[test]
fn a_request_may_be_typed_by_hand_or_be_anything_at_all() {
    let server = PracticeNet::start(0, 0, 0).unwrap().pages;
    let long = format!("GET / HTTP/1.0\r\nX: {}", "x".repeat(20_000));
    for (request, status) in [
        (&b"GET /page.html HTTP/1.0\n\n"[..], "200"),
        (b"HEAD /page.html HTTP/1.0\r\n\r\n", "200"),
        (b"GET / HTTP/1.1\r\n\r\n", "400"),
        (b"GET /\r\n\r\n", "400"),
        (b"GET page.html HTTP/1.0\r\n\r\n", "400"),
        (b"GET / HTTP/2.0\r\n\r\n", "505"),
        (b"POST / HTTP/1.0\r\n\r\n", "405"),
        (b"hello\n\n", "400"),
        (b"\xff\xfe\x00\n\n", "400"),
        (b"\n\n\n", "400"),
        (long.as_bytes(), "431"),
    ] {
        let answer = String::from_utf8(exchange(server, request)).unwrap();
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{request:?}: {answer}");
        assert_eq!(
            answer.ends_with("\r\n\r\n"),
            request.starts_with(b"HEAD"),
            "{request:?}: {answer}"
        );
    }
}

#[test]
fn shows_a_request_back_without_obeying_it() {
    let server = PracticeNet::start(0, 0, 0).unwrap().pages;
    let answer = exchange(server, b"GET /headers HTTP/1.0\r\nX: <script>\x1b[31m&\r\n\r\n");
    let answer = String::from_utf8(answer).unwrap();
    assert!(answer.contains("X: &lt;script&gt;\\x1b[31m&amp;"), "{answer}");
    let answer = String::from_utf8(exchange(server, b"GET /<b> HTTP/1.0\r\n\r\n")).unwrap();
    assert!(answer.contains("<code>/&lt;b&gt;</code>"), "{answer}");
}

#[test]
fn goes_on_after_clients_that_leave_in_the_middle() {
    let server = PracticeNet::start(0, 0, 0).unwrap().pages;
    for request in [&b""[..], b"GET", b"GET /large HTTP/1.0\r\n\r\n", b"GET /slow HTTP/1.0\r\n\r\n"]
    {
        for _ in 0..20 {
            let mut stream = TcpStream::connect(server).unwrap();
            stream.write_all(request).unwrap();
        }
    }
    assert!(get(server, "/page.html").0.starts_with("HTTP/1.1 200"));
}

#[test]
fn the_talk_peer_answers_each_receive_until_the_end_or_bye() {
    let server = PracticeNet::start(0, 0, 0).unwrap().talk;
    let mut stream = TcpStream::connect(server).unwrap();
    stream.set_read_timeout(Some(DEADLINE)).unwrap();
    let mut buffer = [0; 2000];
    for (said, answered) in [
        (&b"hello"[..], &b"You said hello\n"[..]),
        (b"\xff\n", b"You said \xff\n\n"),
        (b"b", b"You said b\n"),
    ] {
        stream.write_all(said).unwrap();
        stream.read_exact(&mut buffer[..answered.len()]).unwrap();
        assert_eq!(&buffer[..answered.len()], answered);
    }
    stream.write_all(b"ye").unwrap(); // the rest of `bye`: answered too, then the end
    let mut last = Vec::new();
    stream.read_to_end(&mut last).unwrap();
    assert_eq!(last, b"You said ye\n");

    let mut stream = TcpStream::connect(server).unwrap();
    stream.set_read_timeout(Some(DEADLINE)).unwrap();
    stream.write_all(b"only this").unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    let mut all = Vec::new();
    stream.read_to_end(&mut all).unwrap();
    assert_eq!(all, b"You said only this\n");
}
