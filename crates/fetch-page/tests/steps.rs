//! The checks of the worksheet's steps: `step_2_...` belongs to step 2. They need no network.

#![allow(clippy::unwrap_used, reason = "a test stops at the first thing that is wrong")]

use std::io::{self, Read, Write};

use fetch_page::{
    BUFFER_SIZE, CopyError, LengthError, StatusAction, UrlError, content_length, copy_page,
    page_url, redirect_target, status_action,
};
use url::{ParseError, Url};

/// What came, in a form that is short on one line: the URL, or why there is none.
fn shown(result: Result<Url, UrlError>) -> Result<String, UrlError> {
    result.map(String::from)
}

#[test]
fn step_1_puts_https_in_front_of_a_text_without_a_scheme() {
    assert_eq!(
        shown(page_url("example.org")),
        Ok("https://example.org/".into()),
        r#"page_url("example.org")"#
    );
    assert_eq!(
        shown(page_url("localhost:9080/page.html")),
        Ok("https://localhost:9080/page.html".into()),
        r#"page_url("localhost:9080/page.html")"#
    );
}

#[test]
fn step_1_keeps_the_scheme_that_is_there() {
    for (text, url) in [
        ("http://127.0.0.1:9080/", "http://127.0.0.1:9080/"),
        ("https://www.python.org/about/?a=b#top", "https://www.python.org/about/?a=b#top"),
        ("HTTP://Example.ORG:80/a b", "http://example.org/a%20b"),
    ] {
        assert_eq!(shown(page_url(text)), Ok(url.into()), "page_url({text:?})");
    }
}

#[test]
fn step_1_refuses_other_schemes() {
    for (text, scheme) in
        [("ftp://example.org/", "ftp"), ("file:///etc/passwd", "file"), ("httpx://a/", "httpx")]
    {
        assert_eq!(
            shown(page_url(text)),
            Err(UrlError::Scheme(scheme.into())),
            "page_url({text:?})"
        );
    }
}

#[test]
fn step_1_refuses_a_user_name_or_a_password() {
    for text in
        ["https://www.python.org@gnomon.test/", "http://:secret@gnomon.test/", "me@gnomon.test"]
    {
        assert_eq!(shown(page_url(text)), Err(UrlError::UserName), "page_url({text:?})");
    }
}

#[test]
fn step_1_refuses_what_is_no_url() {
    for (text, why) in [
        ("", ParseError::EmptyHost),
        ("http://", ParseError::EmptyHost),
        ("http://a b/", ParseError::IdnaError),
        ("http://gnomon.test:65536/", ParseError::InvalidPort),
        ("gnomon.test:port", ParseError::InvalidPort),
    ] {
        assert_eq!(shown(page_url(text)), Err(UrlError::Malformed(why)), "page_url({text:?})");
    }
}

/// `redirect_target` from that URL to that location.
fn hop(from: &str, location: &str) -> Result<String, UrlError> {
    shown(redirect_target(&Url::parse(from).unwrap(), location))
}

#[test]
fn step_2_goes_to_a_whole_url() {
    let went = hop("http://gnomon.test/a", "https://example.org/b");
    assert_eq!(
        went,
        Ok("https://example.org/b".into()),
        "redirect_target(http://gnomon.test/a, https://example.org/b)"
    );
}

#[test]
fn step_2_sees_a_relative_location_from_the_page_it_stands_on() {
    let from = "http://gnomon.test:9080/shop/old?x=1";
    for (location, url) in [
        ("page.html", "http://gnomon.test:9080/shop/page.html"),
        ("/page.html", "http://gnomon.test:9080/page.html"),
        ("../page.html", "http://gnomon.test:9080/page.html"),
        ("//example.org/page.html", "http://example.org/page.html"),
        ("?next=http://example.org/", "http://gnomon.test:9080/shop/old?next=http://example.org/"),
        ("/a?next=http://example.org/", "http://gnomon.test:9080/a?next=http://example.org/"),
    ] {
        assert_eq!(hop(from, location), Ok(url.into()), "redirect_target({from}, {location})");
    }
}

#[test]
fn step_2_never_goes_from_https_back_to_http() {
    let went = hop("https://gnomon.test/", "http://gnomon.test/");
    assert_eq!(
        went,
        Err(UrlError::Downgrade),
        "redirect_target(https://gnomon.test/, http://gnomon.test/)"
    );
    let went = hop("https://gnomon.test/", "/login");
    assert_eq!(
        went,
        Ok("https://gnomon.test/login".into()),
        "redirect_target(https://gnomon.test/, /login)"
    );
}

#[test]
fn step_2_checks_where_it_leads() {
    let from = "http://gnomon.test/";
    for (location, refused) in [
        ("javascript:alert(1)", UrlError::Scheme("javascript".into())),
        ("file:///etc/passwd", UrlError::Scheme("file".into())),
        ("//me@example.org/", UrlError::UserName),
    ] {
        assert_eq!(hop(from, location), Err(refused), "redirect_target({from}, {location})");
    }
}

#[test]
fn step_3_saves_a_page() {
    for status in [200, 203, 299] {
        assert_eq!(status_action(status), StatusAction::Save, "status_action({status})");
    }
}

#[test]
fn step_3_follows_the_five_redirects() {
    for status in [301, 302, 303, 307, 308] {
        assert_eq!(status_action(status), StatusAction::Follow, "status_action({status})");
    }
}

#[test]
fn step_3_refuses_what_has_no_page_in_it() {
    for status in [404, 500, 204, 304, 205, 206, 300, 305, 100, 199, 400, 599, 0, 999, u16::MAX] {
        assert_eq!(status_action(status), StatusAction::Refuse, "status_action({status})");
    }
}

/// `content_length` of an answer with these headers.
fn length_of(headers: &[(&str, &str)]) -> Result<Option<u64>, LengthError> {
    let headers: Vec<_> =
        headers.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    content_length(&headers)
}

#[test]
fn step_4_finds_the_length_among_the_headers() {
    let headers =
        [("content-type", "text/html"), ("content-length", "2045"), ("connection", "close")];
    assert_eq!(length_of(&headers), Ok(Some(2045)), "content_length({headers:?})");
    let headers = [("content-length", "0")];
    assert_eq!(length_of(&headers), Ok(Some(0)), "content_length({headers:?})");
}

#[test]
fn step_4_says_none_where_nothing_is_announced() {
    assert_eq!(length_of(&[]), Ok(None), "content_length([])");
    let headers = [("content-type", "text/html")];
    assert_eq!(length_of(&headers), Ok(None), "content_length({headers:?})");
}

#[test]
fn step_4_lets_chunks_override_the_length() {
    let headers = [("content-length", "5"), ("transfer-encoding", "chunked")];
    assert_eq!(length_of(&headers), Ok(None), "content_length({headers:?})");
}

#[test]
fn step_4_refuses_lengths_that_differ() {
    let headers = [("content-length", "5"), ("content-length", "5")];
    assert_eq!(length_of(&headers), Ok(Some(5)), "content_length({headers:?})");
    let headers = [("content-length", "5"), ("content-length", "6")];
    assert_eq!(length_of(&headers), Err(LengthError::Different), "content_length({headers:?})");
}

#[test]
fn step_4_refuses_what_is_no_number() {
    for value in ["five", "+5", "-5", "", "5 6", "18446744073709551616"] {
        let headers = [("content-length", value)];
        assert_eq!(
            length_of(&headers),
            Err(LengthError::NotANumber),
            "content_length({headers:?})"
        );
    }
}

/// A body that comes in pieces, as from a network, and then ends.
struct Pieces(Vec<Vec<u8>>);

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0.is_empty() {
            return Ok(0);
        }
        let piece = self.0.remove(0);
        buffer[..piece.len()].copy_from_slice(&piece);
        Ok(piece.len())
    }
}

/// `copy_page` of a body in these pieces: the count or the reason, and what is in the file, or how much if it is long.
fn copied(pieces: &[&str], announced: Option<u64>, maximum: u64) -> (Result<u64, String>, String) {
    let mut file = Vec::new();
    let body = Pieces(pieces.iter().map(|piece| piece.as_bytes().to_vec()).collect());
    let count =
        copy_page(body, &mut file, announced, maximum).map_err(|error| format!("{error:?}"));
    let text = if file.len() > 100 {
        format!("{} bytes", file.len())
    } else {
        String::from_utf8_lossy(&file).into()
    };
    (count, text)
}

#[test]
fn step_5_copies_all_the_pieces() {
    let came = copied(&["one ", "two ", "three"], Some(13), 100);
    assert_eq!(
        came,
        (Ok(13), "one two three".into()),
        r#"copy_page(["one ", "two ", "three"], file, Some(13), 100)"#
    );
    let came = copied(&["one ", "two"], None, 100);
    assert_eq!(came, (Ok(7), "one two".into()), r#"copy_page(["one ", "two"], file, None, 100)"#);
    assert_eq!(
        copied(&[], Some(0), 100),
        (Ok(0), String::new()),
        "copy_page([], file, Some(0), 100)"
    );
}

#[test]
fn step_5_copies_bytes_and_not_text() {
    let mut file = Vec::new();
    let every_byte: Vec<u8> = (0..=255).collect();
    let came = copy_page(every_byte.as_slice(), &mut file, Some(256), 256)
        .map_err(|error| format!("{error:?}"));
    assert_eq!(
        (came, file == every_byte),
        (Ok(256), true),
        "copy_page(bytes 0 to 255, file, Some(256), 256)"
    );
}

#[test]
fn step_5_refuses_a_page_that_ends_too_early() {
    let (came, _) = copied(&["half"], Some(8), 100);
    let expected = "TooShort { announced: 8, count: 4 }";
    assert_eq!(came, Err(expected.into()), r#"copy_page(["half"], file, Some(8), 100)"#);
}

#[test]
fn step_5_refuses_a_page_that_is_too_large() {
    let too_large = Err("TooLarge { maximum: 8 }".into());
    assert_eq!(
        copied(&["exactly8"], None, 8).0,
        Ok(8),
        r#"copy_page(["exactly8"], file, None, 8)"#
    );
    assert_eq!(
        copied(&["one", "two", "three"], None, 8).0,
        too_large,
        r#"copy_page(["one", "two", "three"], file, None, 8)"#
    );
}

#[test]
fn step_5_refuses_an_empty_page_that_nothing_announced() {
    let expected = "Empty";
    assert_eq!(copied(&[], None, 8).0, Err(expected.into()), "copy_page([], file, None, 8)");
}

#[test]
fn step_5_reads_in_large_pieces() {
    struct Asked(usize);
    impl Read for &mut Asked {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.0 = self.0.max(buffer.len());
            Ok(0)
        }
    }
    let mut asked = Asked(0);
    let _ = copy_page(&mut asked, io::sink(), None, u64::MAX);
    assert_eq!(asked.0, BUFFER_SIZE, "the size of the buffer that copy_page reads into");
}

#[test]
fn step_5_tells_of_a_connection_that_breaks() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::ErrorKind::ConnectionReset.into())
        }
    }
    let came = copy_page(Broken, io::sink(), Some(8), 100).map_err(|error| format!("{error:?}"));
    let expected = "Read(Kind(ConnectionReset))";
    assert_eq!(
        came,
        Err(expected.into()),
        "copy_page(a connection that breaks, file, Some(8), 100)"
    );
}

/// A file that takes at most three bytes at a time, or, where it is full, none.
struct Narrow {
    holds: Vec<u8>,
    is_full: bool,
}

impl Write for Narrow {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.is_full {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let taken = &bytes[..bytes.len().min(3)];
        self.holds.extend(taken);
        Ok(taken.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn step_5_writes_all_though_the_file_takes_three_bytes_at_a_time() {
    let mut file = Narrow { holds: Vec::new(), is_full: false };
    let came = copy_page(b"one two three".as_slice(), &mut file, Some(13), 100)
        .map_err(|error| format!("{error:?}"));
    let holds = String::from_utf8_lossy(&file.holds);
    assert_eq!(
        (came, holds.as_ref()),
        (Ok(13), "one two three"),
        r#"copy_page("one two three", a file that takes three bytes at a time, Some(13), 100)"#
    );
}

#[test]
fn step_5_tells_of_a_disk_that_is_full() {
    let file = Narrow { holds: Vec::new(), is_full: true };
    let came = copy_page(b"one two three".as_slice(), file, Some(13), 100)
        .map_err(|error| format!("{error:?}"));
    let expected = format!("{:?}", CopyError::Write(io::ErrorKind::StorageFull.into()));
    assert_eq!(
        came,
        Err(expected),
        r#"copy_page("one two three", a file on a full disk, Some(13), 100)"#
    );
}
