//! The real program, against servers that behave and servers that do not. All on 127.0.0.1.

#![allow(clippy::unwrap_used, reason = "a test stops at the first thing that is wrong")]

use std::fs;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use practice_net::PracticeNet;
use snapbox::{assert_data_eq, str};
use test_support::{DEADLINE, Finished, Running};

const PROGRAM: &str = env!("CARGO_BIN_EXE_fetch-page");

/// Runs the program in a terminal so wide that no line of it wraps.
fn run(arguments: &[&str]) -> Finished {
    Running::spawn(Command::new(PROGRAM).args(arguments).env("COLUMNS", "1000")).finish()
}

/// What was in the file before: whatever fails must leave it alone.
const OLD: &str = "the old copy";

/// A folder of its own for each test, with the file `copy.html` in it.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Folder {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fetch-page").join(test);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        fs::write(path.join("copy.html"), OLD).unwrap();
        Folder(path)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn copy(&self) -> String {
        String::from_utf8_lossy(&fs::read(self.file("copy.html")).unwrap()).into_owned()
    }

    /// Fetches `url` to `copy.html` in this folder, replacing it.
    fn fetch(&self, url: &str, more: &[&str]) -> Finished {
        let file = self.file("copy.html");
        let mut arguments = vec![url, "--force", "--out", file.to_str().unwrap()];
        arguments.extend(more);
        self.plain(run(&arguments))
    }

    /// `finished` with the folder's name left out.
    fn plain(&self, finished: Finished) -> Finished {
        let file_url = url::Url::from_directory_path(&self.0).unwrap().to_string();
        let folder = format!("{}{}", self.0.display(), std::path::MAIN_SEPARATOR);
        let plain =
            |text: String| text.replace(&file_url, "file:///FOLDER/").replace(&folder, "FOLDER/");
        Finished { stdout: plain(finished.stdout), stderr: plain(finished.stderr), ..finished }
    }

    /// Nothing but the copy is left: no part.
    fn is_tidy(&self) -> bool {
        fs::read_dir(&self.0).unwrap().count() == 1
    }
}

/// A server that plays `scene` with each comer, after the request; the requests can be read.
fn serve(
    scene: impl Fn(usize, TcpStream) -> io::Result<()> + Send + Sync + 'static,
) -> (SocketAddr, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (sender, requests) = channel();
    thread::spawn(move || {
        for (number, stream) in listener.incoming().enumerate() {
            let mut stream = stream.unwrap();
            stream.set_read_timeout(Some(DEADLINE)).unwrap();
            stream.set_write_timeout(Some(DEADLINE)).unwrap();
            let mut request = Vec::new();
            let mut byte = [0];
            while !request.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap_or(0) == 1 {
                request.extend(byte);
            }
            let _ = sender.send(String::from_utf8_lossy(&request).into_owned());
            let _ = scene(number, stream); // the program may hang up on us: that is often what it should do
        }
    });
    (address, requests)
}

/// A server that sends these bytes to everyone, and hangs up.
fn serve_bytes(bytes: impl Into<Vec<u8>>) -> SocketAddr {
    let bytes = bytes.into();
    serve(move |_, mut stream| stream.write_all(&bytes)).0
}

/// One fetch from a server that sends `answer`; the program's words, with `PLACE` for the server's address.
fn fetch_answer(folder: &Folder, answer: impl Into<Vec<u8>>, more: &[&str]) -> Finished {
    let address = serve_bytes(answer);
    let finished = folder.fetch(&format!("http://{address}/"), more);
    let plain = |text: String| {
        let port = format!("{} port {}", address.ip(), address.port());
        text.replace(&address.to_string(), "PLACE").replace(&port, "PLACE")
    };
    Finished { stdout: plain(finished.stdout), stderr: plain(finished.stderr), ..finished }
}

/// The first line of what went wrong, without `error: `.
fn error_of(finished: &Finished) -> &str {
    finished.stderr.lines().next().unwrap_or_default().trim_start_matches("error: ")
}

#[test]
fn copies_a_page_and_tells_what_it_did() {
    let folder = Folder::new("copies_a_page");
    let done = fetch_answer(
        &folder,
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<p>Hello!</p>",
        &[],
    );
    assert_data_eq!(
        done.stdout,
        str![[r#"
Request:  http://PLACE/
Response: 200 OK
Type:     text/html
Size:     13 bytes, as the server announced
Saved:    FOLDER/copy.html
Open:     file:///FOLDER/copy.html

"#]]
    );
    assert_eq!((done.stderr.as_str(), done.code), ("", Some(0)));
    assert_eq!(folder.copy(), "<p>Hello!</p>");
    assert!(folder.is_tidy());
}

#[test]
fn asks_as_a_well_behaved_client_asks() {
    let folder = Folder::new("asks");
    let (address, requests) =
        serve(|_, mut stream| stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
    let done = folder.fetch(&format!("HTTP://{address}/a b?q=ö\"#part"), &[]);
    assert_eq!(done.code, Some(0), "{}", done.stderr);
    let request = requests.recv_timeout(DEADLINE).unwrap();
    assert_data_eq!(
        request.replace("\r\n", "\n").replace(&address.to_string(), "PLACE"),
        str![[r#"
GET /a%20b?q=%C3%B6%22 HTTP/1.1
Host: PLACE
User-Agent: fetch-page/[..]
Accept: */*
Accept-Encoding: identity
Connection: close


"#]]
    );
}

/// Answers that are saved: the answer, the body, and the end of the line that tells its size.
#[test]
fn saves_what_is_whole() {
    let folder = Folder::new("saves_what_is_whole");
    let announced = "as the server announced";
    let in_chunks = "in chunks";
    let unannounced = "; no length was announced, so it may be cut short";
    let long_head =
        format!("HTTP/1.1 200 OK\r\nX: {}\r\nContent-Length: 2\r\n\r\nok", "x".repeat(60_000));
    for (answer, body, told) in [
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "hello", announced),
        ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more", "hello", announced),
        (
            "HTTP/1.1 200 OK\r\nCONTENT-LENGTH:5\r\nContent-Length:  5 \r\n\r\nhello",
            "hello",
            announced,
        ),
        ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "", announced),
        ("HTTP/1.1 200\nContent-Length: 5\n\nhello", "hello", announced),
        (
            "HTTP/1.1 200 OK\r\nContent-Encoding: Identity\r\nContent-Length: 2\r\n\r\nok",
            "ok",
            announced,
        ),
        ("HTTP/1.1 200 OK\r\nContent-Encoding:\r\nContent-Length: 2\r\n\r\nok", "ok", announced),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\nContent-Length: 2\r\n\r\nok",
            "ok",
            announced,
        ),
        (&long_head, "ok", announced),
        // A folded header that does not matter is no reason to refuse the page.
        ("HTTP/1.1 200 OK\r\nX: a\r\n b: c\r\n\td\r\nContent-Length: 2\r\n\r\nok", "ok", announced),
        // Interim responses, and then the final one, which minreq takes for the body.
        (
            "HTTP/1.1 103 Early Hints\r\nLink: </s.css>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
            "ok",
            announced,
        ),
        (
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 P\r\n\r\nHTTP/1.1 103 E\r\n\r\nHTTP/1.1 200 OK\r\n\r\nok",
            "ok",
            unannounced,
        ),
        (
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
            "ok",
            in_chunks,
        ),
        ("HTTP/1.0 200 OK\r\n\r\nhello", "hello", unannounced),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
            "hello",
            in_chunks,
        ),
        (
            "HTTP/1.1 203 Fine\r\nTransfer-Encoding: Chunked\r\nContent-Length: 1\r\n\r\n2;x=y\r\nhe\r\n3\r\nllo\r\n0\r\nA: b\r\n\r\n",
            "hello",
            in_chunks,
        ),
    ] {
        fs::write(folder.file("copy.html"), OLD).unwrap();
        let done = fetch_answer(&folder, answer, &[]);
        assert_eq!((done.stderr.as_str(), done.code), ("", Some(0)), "{answer:?}");
        assert_eq!(folder.copy(), body, "{answer:?}");
        let size = done.stdout.lines().find(|line| line.starts_with("Size:")).unwrap_or_default();
        assert!(
            size.starts_with(&format!("Size:     {} bytes", body.len())) && size.ends_with(told),
            "{answer:?}: {size}"
        );
    }
}

/// Answers that are refused, and why. The old file stays, and no part is left.
#[test]
fn refuses_what_is_no_whole_page() {
    let folder = Folder::new("refuses");
    let endless_header = format!("HTTP/1.1 200 OK\r\nX: {}", "x".repeat(200_000));
    let endless_headers = format!("HTTP/1.1 200 OK\r\n{}", "Name: value\r\n".repeat(20_000));
    let long_status_line = format!("HTTP/1.1 200 {}", "x".repeat(200_000));
    // minreq counts each line and two bytes more for its end. This last line leaves one byte, and its end is one byte.
    let to_the_cap =
        format!("HTTP/1.1 200 OK\r\nX:{}\nContent-Length: 2\r\n\r\nok", "x".repeat(64 * 1024 - 3));
    let long_trailer = format!(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX: {}",
        "x".repeat(200_000)
    );
    for (answer, why) in [
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello",
            "cannot copy http://PLACE/: the server announced 6 bytes and sent only 5",
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n",
            "cannot copy http://PLACE/: the server announced 6 bytes and sent only 0",
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
            "cannot understand the response from PLACE: it announces different lengths for one page",
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n\r\nhello",
            "cannot understand the response from PLACE: the length that it announces is not a number, or is folded",
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: +5\r\n\r\nhello",
            "cannot understand the response from PLACE: the length that it announces is not a number",
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
            "cannot understand the response from PLACE: the length that it announces is not a number, or is folded",
        ),
        (
            "HTTP/1.1 200 OK\r\n\r\n",
            "cannot copy http://PLACE/: the page is empty, and no length was announced",
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Le",
            "cannot copy http://PLACE/: the page is empty, and no length was announced",
        ),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            "cannot copy http://PLACE/: the page is empty, and no length was announced",
        ),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nhello",
            "cannot copy http://PLACE/: the body breaks the rules of HTTP",
        ),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n0\r\n\r\n",
            "cannot copy http://PLACE/: the body breaks the rules of HTTP",
        ),
        (&long_trailer, "cannot copy http://PLACE/: the body breaks the rules of HTTP"),
        (
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nok",
            "the page from http://PLACE/ is compressed (`Content-Encoding: gzip`), which this program does not support",
        ),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
            "the page from http://PLACE/ is compressed (`Transfer-Encoding: gzip, chunked`), which this program does not support",
        ),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n",
            "the page from http://PLACE/ is compressed (`Transfer-Encoding: gzip, chunked`), which this program does not support",
        ),
        (
            "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno",
            "no page from http://PLACE/: the status is 404 Not Found",
        ),
        ("HTTP/1.1 500 Oh\r\n\r\n", "no page from http://PLACE/: the status is 500 Oh"),
        ("HTTP/1.1 503\r\n\r\n", "no page from http://PLACE/: the status is 503"),
        (
            "HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\nok",
            "no page from http://PLACE/: the status is 204 No Content",
        ),
        (
            "HTTP/1.1 304 Not Modified\r\nContent-Length: 2\r\n\r\nok",
            "no page from http://PLACE/: the status is 304 Not Modified",
        ),
        (
            "HTTP/1.1 206 Partial\r\nContent-Length: 2\r\n\r\nok",
            "no page from http://PLACE/: the status is 206 Partial",
        ),
        (
            "HTTP/1.1 103 Early Hints\r\n\r\n",
            "PLACE sent an interim response (103), but no final one after it",
        ),
        (
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\r\n\r\n",
            "no page from http://PLACE/: the status is 404 Not Found",
        ),
        (
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nok",
            "cannot copy http://PLACE/: the connection broke before the whole page arrived",
        ),
        (
            "HTTP/1.1 101 Switching Protocols\r\n\r\nwhatever",
            "no page from http://PLACE/: the status is 101 Switching Protocols",
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Encoding: utf-8\r\nContent-Length: 2\r\n\r\nok",
            "the page from http://PLACE/ is encoded as `utf-8` (Content-Encoding), which this program does not know",
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Length:\r\n 5\r\n\r\nhello",
            "cannot understand the response from PLACE: the length that it announces is not a number, or is folded",
        ),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding:\r\n chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
            "the page from http://PLACE/ is encoded in a way that is empty or folded (Transfer-Encoding), which this program does not know",
        ),
        (
            "HTTP/1.1 302 Found\r\nLocation:\r\nContent-Length: 0\r\n\r\n",
            "http://PLACE/ redirects, but its Location header is empty, or folded",
        ),
        (
            "HTTP/1.1 302 Found\r\nLocation:\r\n  /ok\r\nContent-Length: 0\r\n\r\n",
            "http://PLACE/ redirects, but its Location header is empty, or folded",
        ),
        (
            "HTTP/1.1 302 Found\r\nLocation:\r\n\thttp://127.0.0.1/ok\r\nContent-Length: 0\r\n\r\n",
            "cannot understand the response from PLACE: its header `location` is folded over several lines",
        ),
        (
            "HTTP/1.1 200 OK\r\nX: a\r\n Content-Length: 1\r\n\r\nhello",
            "cannot understand the response from PLACE: its header `x` is folded over several lines",
        ),
        (
            "HTTP/1.1 301 Moved\r\nContent-Length: 2\r\n\r\nno",
            "http://PLACE/ redirects without a Location header",
        ),
        ("", "PLACE closed the connection without sending a byte"),
        ("hello\r\n", "PLACE does not speak HTTP: it sent `hello`"),
        (
            "SSH-2.0-OpenSSH_9.2 Debian\r\n",
            "PLACE does not speak HTTP: it sent `SSH-2.0-OpenSSH_9.2 Debian`",
        ),
        (
            &long_status_line,
            "cannot understand the response from PLACE: its headers are longer than allowed",
        ),
        (
            &endless_header,
            "cannot understand the response from PLACE: its headers are longer than allowed",
        ),
        (
            &endless_headers,
            "cannot understand the response from PLACE: its headers are longer than allowed",
        ),
        (
            &to_the_cap,
            "cannot understand the response from PLACE: its headers are longer than allowed",
        ),
        (
            "HTTP/1.1 200 \x1b[31mred\r\nX: \x1b[32m\r\n\r\n",
            "cannot copy http://PLACE/: the page is empty, and no length was announced",
        ),
        (
            "HTTP/1.1 404 \x1b[31mred\r\n\r\n",
            r"no page from http://PLACE/: the status is 404 \x1b[31mred",
        ),
    ] {
        let done = fetch_answer(&folder, answer, &["--explain"]);
        let short: String = answer.chars().take(100).collect();
        let error =
            done.stderr.lines().find_map(|line| line.strip_prefix("error: ")).unwrap_or_default();
        assert_eq!((error, done.code), (why, Some(1)), "{short:?}");
        assert!(!(done.stdout + &done.stderr).contains('\x1b'), "{short:?}");
        assert_eq!(folder.copy(), OLD, "{short:?}");
        assert!(folder.is_tidy(), "{short:?}");
    }
}

#[test]
fn refuses_headers_that_are_not_utf_8() {
    let folder = Folder::new("not_utf_8");
    let done =
        fetch_answer(&folder, b"HTTP/1.1 200 OK\r\nX: caf\xe9\r\nContent-Length: 2\r\n\r\nok", &[]);
    assert_eq!(
        error_of(&done),
        "cannot understand the response from PLACE: its status line or a header is not UTF-8 (Latin-1, perhaps)"
    );
    assert_eq!((done.code, folder.copy().as_str()), (Some(1), OLD));
}

#[test]
fn does_not_show_the_panic_of_the_library() {
    let folder = Folder::new("panic");
    let bytes =
        format!("HTTP/1.1 200 OK\r\nX:{}\nContent-Length: 2\r\n\r\nok", "x".repeat(64 * 1024 - 3));
    let done = fetch_answer(&folder, bytes, &[]);
    assert_data_eq!(
        done.stderr,
        str![[r#"
error: cannot understand the response from PLACE: its headers are longer than allowed
  try: Is that a web server? Does it want https instead of http, or the other way round?

"#]]
    );
}

/// A redirect to `location`, after which everything is a page.
fn redirect(status: u16, location: &str) -> (SocketAddr, Receiver<String>) {
    let answer = format!(
        "HTTP/1.1 {status} Elsewhere\r\nLocation: {location}\r\nContent-Length: 2\r\n\r\nno"
    );
    serve(move |number, mut stream| match number {
        0 => stream.write_all(answer.as_bytes()),
        _ => stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"),
    })
}

#[test]
fn follows_redirects_wherever_they_may_lead() {
    let folder = Folder::new("follows");
    let (other, _) = serve(|_, mut stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nother")
    });
    for (status, location, path, body) in [
        (301, "page".to_string(), "/shop/page", "ok"),
        (302, "/page".to_string(), "/page", "ok"),
        (303, "../page".to_string(), "/page", "ok"),
        (307, "?next=http://example.org/".to_string(), "/shop/old?next=http://example.org/", "ok"),
        (308, "/a?next=http://example.org/".to_string(), "/a?next=http://example.org/", "ok"),
        (308, format!("//{other}/page"), "", "other"),
        (301, format!("http://{other}/"), "", "other"),
    ] {
        let (address, requests) = redirect(status, &location);
        let done = folder.fetch(&format!("http://{address}/shop/old?x=1"), &[]);
        assert_eq!(
            (done.stderr.as_str(), done.code, folder.copy().as_str()),
            ("", Some(0), body),
            "{location}"
        );
        let asked = requests.try_iter().nth(1).unwrap_or_default();
        assert!(
            path.is_empty() || asked.starts_with(&format!("GET {path} HTTP/1.1\r\n")),
            "{location}: {asked}"
        );
    }
}

#[test]
fn does_not_follow_a_redirect_to_what_is_no_page() {
    let folder = Folder::new("does_not_follow");
    for (location, why) in [
        ("javascript:alert(1)", "unsupported scheme `javascript`: only http and https"),
        ("file:///etc/passwd", "unsupported scheme `file`: only http and https"),
        ("//me:secret@example.org/", "there is a user name in it, which can hide where it leads"),
        ("http://\x1b[31m/", "not a valid URL (invalid international domain name)"),
    ] {
        let (address, _) = redirect(302, location);
        let done = folder.fetch(&format!("http://{address}/"), &[]);
        let location = location.replace('\x1b', "\\x1b");
        let expected =
            format!("http://{address}/ redirects to `{location}`, which was not followed: {why}");
        assert_eq!((error_of(&done), done.code), (expected.as_str(), Some(1)));
        assert!(!done.stdout.contains('\x1b'));
        assert_eq!(folder.copy(), OLD);
    }
}

#[test]
fn follows_ten_redirects_and_no_more() {
    let folder = Folder::new("ten_hops");
    let pages = PracticeNet::start(0, 0, 0).unwrap().pages;
    assert_eq!(folder.fetch(&format!("http://{pages}/hops/10"), &[]).code, Some(0));
    for path in ["hops/11", "loop"] {
        let done = folder.fetch(&format!("http://{pages}/{path}"), &[]);
        assert!(error_of(&done).starts_with("no page after 10 redirects"), "{}", done.stderr);
        assert_eq!(done.code, Some(1));
        assert_eq!(done.stdout.lines().filter(|line| line.starts_with("Request:")).count(), 11);
    }
}

/// The practice pages: every kind, as the worksheet meets them.
#[test]
fn copes_with_every_practice_page() {
    let folder = Folder::new("practice_pages");
    let pages = PracticeNet::start(0, 0, 0).unwrap().pages;
    for (path, code) in [
        ("/", 0),
        ("/page.html", 0),
        ("/moved", 0),
        ("/moved-308", 0),
        ("/elsewhere", 0),
        ("/missing", 1),
        ("/error", 1),
        ("/large", 0),
        ("/cut", 1),
        ("/chunked", 0),
        ("/no-length", 0),
        ("/binary", 0),
        ("/empty", 0),
        ("/204", 1),
        ("/gzip", 1),
        ("/headers", 0),
    ] {
        let done = folder.fetch(&format!("http://{pages}{path}"), &[]);
        assert_eq!(done.code, Some(code), "{path}: {}", done.stderr);
        assert!(folder.is_tidy(), "{path}");
    }
    folder.fetch(&format!("http://{pages}/binary"), &[]);
    assert_eq!(fs::read(folder.file("copy.html")).unwrap(), (0..=255).collect::<Vec<u8>>());
}

#[test]
fn ends_a_page_that_is_too_large() {
    let folder = Folder::new("too_large");
    let (endless, _) = serve(|_, mut stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n")?;
        loop {
            stream.write_all(&[b'x'; 4096])?;
        }
    });
    let announced = serve_bytes("HTTP/1.1 200 OK\r\nContent-Length: 100001\r\n\r\n");
    for address in [endless, announced] {
        let done = folder.fetch(&format!("http://{address}/"), &["--max-size", "100000"]);
        let expected =
            format!("cannot copy http://{address}/: the page is larger than 100000 bytes");
        assert_eq!((error_of(&done), done.code), (expected.as_str(), Some(1)));
        assert_eq!(folder.copy(), OLD);
        assert!(folder.is_tidy());
    }
    let exactly = serve_bytes("HTTP/1.1 200 OK\r\n\r\nfive!");
    assert_eq!(folder.fetch(&format!("http://{exactly}/"), &["--max-size", "5"]).code, Some(0));
}

/// The time is for the whole page: dripping does not stretch it, neither in the headers nor in the body nor over redirects.
#[test]
fn ends_a_page_that_is_too_slow() {
    let drip = |start: &'static str, drop: &'static str| {
        serve(move |_, mut stream| {
            stream.write_all(start.as_bytes())?;
            loop {
                stream.write_all(drop.as_bytes())?;
                thread::sleep(Duration::from_millis(50)); // this is the slowness, not a wait for something
            }
        })
        .0
    };
    let (redirects, _) = serve(|_, mut stream| {
        thread::sleep(Duration::from_millis(400));
        stream.write_all(b"HTTP/1.1 302 Found\r\nLocation: /again\r\n\r\n")
    });
    let cases = [
        (drip("HTTP/1.1 200 OK\r\n", "a: b\r\n"), "no answer from"),
        (drip("", "x"), "no answer from"),
        (drip("HTTP/1.1 200 OK\r\n\r\n", "x"), "cannot copy"),
        (
            drip("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"),
            "cannot copy",
        ),
        (redirects, "no answer from"),
    ];
    thread::scope(|scope| {
        for (number, (address, why)) in cases.into_iter().enumerate() {
            scope.spawn(move || {
                let folder = Folder::new(&format!("too_slow_{number}"));
                let started = Instant::now();
                let done = folder.fetch(&format!("http://{address}/"), &["--timeout", "1"]);
                assert!(error_of(&done).starts_with(why), "case {number}: {}", done.stderr);
                assert!(done.stderr.contains("--timeout"), "case {number}: {}", done.stderr);
                assert_eq!(
                    (done.code, folder.copy().as_str(), folder.is_tidy()),
                    (Some(1), OLD, true)
                );
                assert!(
                    started.elapsed() < Duration::from_secs(8),
                    "case {number}: {:?}",
                    started.elapsed()
                );
            });
        }
    });
}

#[test]
fn tells_a_connection_that_breaks_from_a_page_that_ends() {
    // Closing with unread input resets a connection: so the scene hangs up in the middle of a request's answer.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.peek(&mut [0]).unwrap(); // it has asked; what it asked stays unread
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nhello");
    });
    let folder = Folder::new("breaks");
    let done = folder.fetch(&format!("http://{address}/"), &[]);
    assert_eq!(done.code, Some(1));
    assert_eq!((folder.copy().as_str(), folder.is_tidy()), (OLD, true), "{}", done.stderr);
}

#[test]
fn tells_that_nobody_listens() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let folder = Folder::new("nobody_listens");
    let done = folder.fetch(&format!("http://{free}/"), &["--explain"]);
    let expected =
        format!("error: cannot connect to 127.0.0.1 port {}: connection refused", free.port());
    assert!(done.stderr.contains(&expected), "{}", done.stderr);
    assert!(done.stderr.contains("-- caused by: "), "the system's own words: {}", done.stderr);
    assert!(!done.stderr.contains("-- sent: "), "nothing was sent: {}", done.stderr);
    assert_eq!(done.code, Some(1));
}

#[test]
fn tells_that_a_port_does_not_speak_tls() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            let _ = stream.read(&mut [0; 4096]);
        }
    });
    let done = Folder::new("no_tls").fetch(&address.to_string(), &[]);
    assert_eq!(
        error_of(&done),
        format!("127.0.0.1 port {} does not speak TLS, which https needs", address.port())
    );
    assert_eq!(done.code, Some(1));
}

#[test]
fn refuses_a_url_that_is_not_for_it() {
    let folder = Folder::new("bad_urls");
    for (url, why) in [
        (
            "ftp://gnomon.test/",
            "cannot fetch `ftp://gnomon.test/`: unsupported scheme `ftp`: only http and https",
        ),
        (
            "http://me@gnomon.test/",
            "cannot fetch `http://me@gnomon.test/`: there is a user name in it, which can hide where it leads",
        ),
        (
            "http://gnomon.test:99999/",
            "cannot fetch `http://gnomon.test:99999/`: not a valid URL (invalid port number)",
        ),
        ("", "cannot fetch ``: not a valid URL (empty host)"),
        (
            "\x1b[31m",
            r"cannot fetch `\x1b[31m`: not a valid URL (invalid international domain name)",
        ),
        (
            "http://[::1]:9080/",
            "cannot fetch from [::1]: the library minreq takes no IPv6 address here",
        ),
    ] {
        let done = folder.fetch(url, &[]);
        assert_eq!((error_of(&done), done.code), (why, Some(1)));
    }
}

#[test]
fn keeps_a_file_that_exists_unless_forced() {
    let folder = Folder::new("keeps");
    let url = format!("http://{}/", serve_bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
    let copy = folder.file("copy.html");
    let done = folder.plain(run(&[&url, "--out", copy.to_str().unwrap()]));
    assert_data_eq!(
        done.stderr,
        str![[r#"
error: `FOLDER/copy.html` exists already
  try: Replace it with `--force`, or give `--out` another name.

"#]]
    );
    assert_eq!((done.stdout.as_str(), done.code, folder.copy().as_str()), ("", Some(1), OLD));
    let new = folder.file("new.html");
    assert_eq!(run(&[&url, "--out", new.to_str().unwrap()]).code, Some(0));
    assert_eq!(fs::read_to_string(new).unwrap(), "ok");
}

#[test]
fn replaces_its_own_file_for_temporary_files_on_every_run() {
    let folder = Folder::new("default_file");
    let url = format!("http://{}/", serve_bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
    for _ in 0..2 {
        let mut command = Command::new(PROGRAM);
        command.arg(&url).envs(["TMPDIR", "TMP", "TEMP"].map(|name| (name, &folder.0)));
        let done = Running::spawn(&mut command).finish();
        assert_eq!(done.code, Some(0), "{}", done.stderr);
        assert_eq!(fs::read_to_string(folder.file("mycopy.html")).unwrap(), "ok");
    }
}

#[test]
fn leaves_a_part_that_is_not_its_own() {
    let folder = Folder::new("not_its_part");
    fs::write(folder.file("copy.html.part"), "half of a download of a browser").unwrap();
    let done = fetch_answer(&folder, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", &[]);
    assert_eq!((done.code, folder.copy().as_str()), (Some(0), "ok"), "{}", done.stderr);
    let part = fs::read_to_string(folder.file("copy.html.part")).unwrap();
    assert_eq!(part, "half of a download of a browser");
}

/// A server that nobody asks: `is_unasked` says so in the end.
struct Unasked(TcpListener);

impl Unasked {
    fn new() -> Unasked {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        Unasked(listener)
    }

    fn url(&self) -> String {
        format!("http://{}/", self.0.local_addr().unwrap())
    }

    fn is_unasked(&self) -> bool {
        self.0.accept().is_err_and(|error| error.kind() == io::ErrorKind::WouldBlock)
    }
}

/// What cannot be written is refused before anything is sent, and `--force` is not the advice.
#[test]
fn says_where_it_cannot_write_before_it_asks_the_server() {
    let folder = Folder::new("cannot_write");
    fs::create_dir(folder.file("folder")).unwrap();
    let server = Unasked::new();
    let url = server.url();
    let long = "x".repeat(300);
    for (name, why) in [
        ("FOLDER/folder", "`FOLDER/folder` is a folder"),
        ("FOLDER/new/", "`FOLDER/new/` is a folder"),
        ("FOLDER/copy.html/", "`FOLDER/copy.html/` is a folder"),
        ("FOLDER/folder/..", "is a folder"),
        ("FOLDER/no/such/folder.html", "`FOLDER/no/such` does not exist: there is no such folder"),
        ("FOLDER/copy.html/below", "cannot write in `FOLDER/copy.html/below`: "),
        (&format!("FOLDER/{long}"), "cannot write in `FOLDER/xxx"),
    ] {
        let out = name.replace("FOLDER/", &format!("{}/", folder.0.display()));
        for force in [&["--force"][..], &[]] {
            let arguments = [&[url.as_str(), "--out", &out], force].concat();
            let done = folder.plain(run(&arguments));
            let error = error_of(&done).replace('\\', "/");
            assert!(error.contains(why) && done.code == Some(1), "{name}: {error}");
            assert!(!done.stderr.contains("--force"), "{name}: {}", done.stderr);
            assert!(server.is_unasked(), "{name}");
        }
    }
    assert_eq!(folder.copy(), OLD);
}

#[cfg(unix)]
#[test]
fn writes_to_nothing_but_a_regular_file() {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    let folder = Folder::new("not_regular");
    let server = Unasked::new();
    let url = server.url();
    let made = Command::new("mkfifo").arg(folder.file("fifo")).status();
    assert!(made.is_ok_and(|status| status.success()));
    let _socket = UnixListener::bind(folder.file("socket")).unwrap();
    symlink("/dev/null", folder.file("to_null")).unwrap();
    symlink(folder.file("fifo"), folder.file("to_fifo")).unwrap();
    symlink(folder.file("nothing"), folder.file("dangling")).unwrap();
    symlink(folder.file("loop"), folder.file("loop")).unwrap();
    for (name, why) in [
        ("/dev/null", "`/dev/null` is not a regular file"),
        ("/dev/full", "`/dev/full` is not a regular file"),
        ("/dev/stdout", "`/dev/stdout` is not a regular file"),
        ("FOLDER/fifo", "`FOLDER/fifo` is not a regular file"),
        ("FOLDER/socket", "`FOLDER/socket` is not a regular file"),
        ("FOLDER/to_null", "`FOLDER/to_null` is not a regular file"),
        ("FOLDER/to_fifo", "`FOLDER/to_fifo` is not a regular file"),
        ("FOLDER/dangling", "`FOLDER/dangling` is a link that leads to no file"),
        ("FOLDER/loop", "`FOLDER/loop` is a link that leads to no file"),
    ] {
        if name == "/dev/full" && !Path::new(name).exists() {
            continue; // only Linux has it
        }
        let out = name.replace("FOLDER/", &format!("{}/", folder.0.display()));
        for force in [&["--force"][..], &[]] {
            let arguments = [&[url.as_str(), "--out", &out], force].concat();
            let done = folder.plain(run(&arguments));
            assert_eq!((error_of(&done), done.code), (why, Some(1)), "{}", done.stderr);
            assert!(!done.stderr.contains("--force"), "{name}: {}", done.stderr);
            assert!(server.is_unasked(), "{name}");
        }
    }
}

#[cfg(unix)]
#[test]
fn refuses_its_own_output_also_if_that_goes_to_a_file() {
    let folder = Folder::new("own_output");
    let server = Unasked::new();
    for force in [&["--force"][..], &[]] {
        let url = server.url();
        let done = Command::new(PROGRAM)
            .args([&[url.as_str(), "--out", "/dev/stdout"], force].concat())
            .stdout(fs::File::create(folder.file("log")).unwrap())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(said.starts_with("error: `/dev/stdout` is not a regular file"), "{said}");
        assert!(!said.contains("--force") && done.status.code() == Some(1), "{said}");
        assert!(server.is_unasked());
    }
}

#[cfg(unix)]
#[test]
fn writes_the_file_behind_a_link_and_the_link_stays() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new("links");
    let other = folder.file("other");
    fs::create_dir(&other).unwrap();
    let real = other.join("real.html");
    fs::write(&real, OLD).unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o600)).unwrap();
    fs::remove_file(folder.file("copy.html")).unwrap();
    symlink("other/real.html", folder.file("copy.html")).unwrap();
    let done = fetch_answer(&folder, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", &[]);
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""));
    assert!(fs::symlink_metadata(folder.file("copy.html")).unwrap().is_symlink());
    let there = fs::symlink_metadata(&real).unwrap();
    assert!(there.is_file() && there.permissions().mode() & 0o777 == 0o600);
    assert_eq!(fs::read_to_string(&real).unwrap(), "ok");
    assert_eq!(fs::read_dir(&other).unwrap().count(), 1, "no part is left");
}

#[cfg(unix)]
#[test]
fn an_old_file_keeps_its_mode_and_a_new_one_gets_that_of_any_new_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("modes");
    let mode = |name: &str| fs::metadata(folder.file(name)).unwrap().permissions().mode() & 0o7777;
    let page = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    for old in [0o600, 0o644, 0o755, 0o444] {
        fs::set_permissions(folder.file("copy.html"), fs::Permissions::from_mode(old)).unwrap();
        assert_eq!(fetch_answer(&folder, page, &[]).code, Some(0));
        assert_eq!(mode("copy.html"), old, "{old:o}");
    }
    fs::write(folder.file("any.html"), "").unwrap();
    let url = format!("http://{}/", serve_bytes(page));
    let new = folder.file("new.html");
    assert_eq!(run(&[&url, "--out", new.to_str().unwrap()]).code, Some(0));
    assert_eq!(mode("new.html"), mode("any.html"));
}

#[cfg(unix)]
#[test]
fn says_which_permission_is_missing() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("permission");
    let closed = folder.file("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(closed.join("probe"), "").is_ok() {
        println!("skipped: this user may write everywhere");
        return;
    }
    let server = Unasked::new();
    let out = closed.join("copy.html");
    let done = folder.plain(run(&[&server.url(), "--out", out.to_str().unwrap()]));
    assert_eq!(error_of(&done), "cannot write in `FOLDER/closed`: permission denied");
    assert!(server.is_unasked());
}

#[cfg(unix)]
#[test]
fn says_that_the_current_folder_is_gone() {
    let folder = Folder::new("no_current_folder");
    let server = Unasked::new();
    let script = format!(
        "mkdir {0}/gone && cd {0}/gone && rmdir {0}/gone && exec {PROGRAM} {1} --out x.html",
        folder.0.display(),
        server.url()
    );
    let done = Running::spawn(Command::new("sh").args(["-c", &script])).finish();
    assert_eq!(error_of(&done), "the current folder does not exist any more");
    assert!(done.code == Some(1) && server.is_unasked());
}

#[cfg(unix)]
#[test]
fn leaves_another_user_s_copy_in_a_shared_folder_alone() {
    use std::os::unix::fs::{MetadataExt, chown, symlink};
    let folder = Folder::new("shared_folder");
    let url = format!("http://{}/", serve_bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
    let fetch = || {
        let mut command = Command::new(PROGRAM);
        command.arg(&url).env("TMPDIR", &folder.0).env("COLUMNS", "1000");
        folder.plain(Running::spawn(&mut command).finish())
    };
    let default = folder.file("mycopy.html");
    let ours = format!("mycopy-{}.html", fs::metadata(&folder.0).unwrap().uid());
    // A link that somebody planted is not followed.
    symlink(folder.file("copy.html"), &default).unwrap();
    let done = fetch();
    assert!(done.stdout.contains(&format!("Saved:    FOLDER/{ours}\n")), "{done:?}");
    assert_eq!((done.code, folder.copy().as_str()), (Some(0), OLD));
    fs::remove_file(&default).unwrap();
    fs::write(&default, "theirs").unwrap();
    if chown(&default, Some(65534), None).is_err() {
        println!("skipped: this user cannot give a file away");
        return;
    }
    let done = fetch();
    assert!(done.stdout.contains(&format!("Saved:    FOLDER/{ours}\n")), "{done:?}");
    assert_eq!(fs::read_to_string(&default).unwrap(), "theirs");
    assert_eq!(fs::read_to_string(folder.file(&ours)).unwrap(), "ok");
}

#[cfg(unix)]
#[test]
fn leaves_no_part_when_it_is_interrupted() {
    let folder = Folder::new("interrupted");
    let (address, requests) = serve(|_, mut stream| {
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel")?;
        stream.read(&mut [0]).map(|_| ()) // until the program is gone
    });
    let copy = folder.file("copy.html");
    let url = format!("http://{address}/");
    let arguments = [url.as_str(), "--force", "--out", copy.to_str().unwrap()];
    let mut running = Running::start(PROGRAM, &arguments);
    requests.recv_timeout(DEADLINE).unwrap();
    assert_eq!(running.line(), format!("Request:  {url}"));
    assert!(!folder.is_tidy(), "there is a part");
    let kill = Command::new("kill").args(["-INT", &running.id().to_string()]).status();
    assert!(kill.is_ok_and(|status| status.success()));
    assert_eq!(running.finish().code, Some(1));
    assert_eq!((folder.copy().as_str(), folder.is_tidy()), (OLD, true));
}

#[test]
fn two_at_once_do_not_disturb_each_other() {
    let folder = Folder::new("two_at_once");
    let page = "x".repeat(100_000);
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{page}", page.len());
    let url = format!("http://{}/", serve_bytes(answer));
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| assert_eq!(folder.fetch(&url, &[]).code, Some(0)));
        }
    });
    assert_eq!((folder.copy(), folder.is_tidy()), (page, true));
}

/// Without a length nothing can be compared. But a page of HTML has an end that can be looked for.
#[test]
fn warns_of_a_page_in_chunks_that_may_be_cut_short() {
    let folder = Folder::new("may_be_cut");
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
    let long = format!("</html>{}", "x".repeat(1024));
    let chunks = |body: &str| {
        format!("{head}Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n0\r\n\r\n", body.len())
    };
    let plain = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n";
    for (answer, warned) in [
        (chunks("<p>Hello!</p></html>"), false),
        (chunks("<P>HELLO!</P></HTML >\n"), false),
        (chunks("<p>Hello!"), true),
        (chunks(&long), true),
        (format!("{head}Transfer-Encoding: chunked\r\n\r\n1000\r\n<p>Hel"), true),
        (format!("{head}\r\n<p>Hel"), true),
        (format!("{head}Content-Length: 5\r\n\r\n<p>He"), false),
        (plain.to_string(), false),
    ] {
        let done = fetch_answer(&folder, answer.as_str(), &[]);
        assert_eq!(done.code, Some(0), "{}", done.stderr);
        assert_eq!(done.stderr.starts_with("note: the page may be cut short"), warned, "{answer}");
        assert_eq!(done.stderr.is_empty(), !warned, "{answer}");
    }
}

/// SMTP, FTP and SSH greet whoever connects. minreq would wait for the end of the headers.
#[test]
fn reports_at_once_that_a_server_speaks_first() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        let mut open = Vec::new();
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.write_all(b"220 mail.gnomon.test ESMTP \x1b[31m\r\n");
            open.push(stream);
        }
    });
    let folder = Folder::new("speaks_first");
    let started = Instant::now();
    let done = folder.fetch(&format!("http://{address}/"), &[]);
    let expected = format!(
        r"127.0.0.1 port {} does not speak HTTP: it sent `220 mail.gnomon.test ESMTP \x1b[31m`",
        address.port()
    );
    assert_eq!((error_of(&done), done.code), (expected.as_str(), Some(1)));
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
}

/// A server of HTTP may take its time. It is asked once, and then only listened to.
#[test]
fn a_slow_server_is_not_asked_twice() {
    let folder = Folder::new("slow_server");
    let (address, requests) = serve(|_, mut stream| {
        thread::sleep(Duration::from_millis(2500)); // this is the slowness
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
    });
    let done = folder.fetch(&format!("http://{address}/"), &[]);
    assert_eq!((done.code, folder.copy().as_str()), (Some(0), "ok"), "{}", done.stderr);
    let asked = requests.try_iter().filter(|request| !request.is_empty()).count();
    assert_eq!(asked, 1);
}

#[test]
fn opens_only_html() {
    let folder = Folder::new("opens_only_html");
    for content_type in ["text/plain", "application/octet-stream", "text/htmlx"] {
        let answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: 2\r\n\r\nok"
        );
        let done = fetch_answer(&folder, answer, &["--open"]);
        let expected =
            format!("saved, but not opened: `FOLDER/copy.html` ({content_type}) is not HTML");
        assert_eq!((error_of(&done), done.code), (expected.as_str(), Some(1)));
        assert_eq!(folder.copy(), "ok");
    }
    // The system chooses the program by the name of the file: this one must not be run.
    let url = format!(
        "http://{}/",
        serve_bytes("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nok")
    );
    let done = run(&[&url, "--open", "--out", folder.file("copy.exe").to_str().unwrap()]);
    assert!(error_of(&done).starts_with("saved, but not opened: "), "{}", done.stderr);
}

#[test]
fn tells_each_step_under_explain() {
    let folder = Folder::new("explain");
    let done = fetch_answer(
        &folder,
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Red: \x1b[31m\r\nContent-Length: 5\r\n\r\nhello",
        &["--explain"],
    );
    assert_data_eq!(
        done.stderr,
        str![[r#"
-- open: a new file, .fetch-page-[..].part
-- URL: scheme http, host 127.0.0.1, port [..], path /
-- connected to PLACE, and sent:
-- sent: GET / HTTP/1.1
-- sent: Host: PLACE
-- sent: User-Agent: fetch-page/[..]
-- sent: Accept: */*
-- sent: Accept-Encoding: identity
-- sent: Connection: close
-- received: content-type: text/html
-- received: x-red: /x1b[31m
-- received: content-length: 5
-- read: 5 bytes of body (pieces: [..])
-- rename: .fetch-page-[..].part to copy.html

"#]]
    );
}

/// The page is what the program was started for: it is saved, whoever reads about it.
#[test]
fn saves_the_page_also_if_nobody_reads_its_output() {
    let folder = Folder::new("closed_output");
    let page = serve_bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    let missing = serve_bytes("HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno");
    for (address, code) in [(page, 0), (missing, 1)] {
        let (reader, writer) = io::pipe().unwrap();
        drop(reader);
        let url = format!("http://{address}/");
        let done = Command::new(PROGRAM)
            .args([&url, "--force", "--out", folder.file("copy.html").to_str().unwrap()])
            .stdout(writer)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&done.stderr);
        assert_eq!((done.status.code(), said.is_empty()), (Some(code), code == 0), "{said}");
        assert_eq!(folder.copy(), "ok");
        assert!(folder.is_tidy());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn saves_nothing_if_its_output_cannot_be_written() {
    let folder = Folder::new("full_output");
    let url = format!("http://{}/", serve_bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
    let done = Command::new(PROGRAM)
        .args([&url, "--force", "--out", folder.file("copy.html").to_str().unwrap()])
        .stdout(fs::File::options().write(true).open("/dev/full").unwrap())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(said.starts_with("error: cannot write the results"), "{said}");
    assert_eq!((done.status.code(), folder.copy().as_str()), (Some(1), OLD));
}

#[test]
fn explains_itself() {
    let help = run(&["--help"]);
    assert_eq!(help.code, Some(0));
    assert!(
        help.stdout.contains("Examples:")
            && help.stdout.contains("[default: https://www.python.org/]")
    );
    assert!(run(&["--version"]).stdout.starts_with("fetch-page "));
    for wrong in [
        &["--no-such-option"][..],
        &["--timeout", "0"],
        &["--timeout", "86401"],
        &["--max-size", "-1"],
        &["a", "b"],
    ] {
        assert_eq!(run(wrong).code, Some(2), "{wrong:?}");
    }
}
