//! The checks of the worksheet's steps: `step_2_...` belongs to step 2. They need no network.

#![allow(clippy::unwrap_used, reason = "a test stops at the first thing that is wrong")]

use std::cell::Cell;
use std::fmt;
use std::io::{self, Read, Write};

use fetch_page::{
    BUFFER_SIZE, CopyError, LengthError, StatusAction, UrlError, content_length, copy_page,
    fetchable, page_url, redirect_target, status_action,
};
use url::{ParseError, Url};

// Step 1: `page_url` and `fetchable`. Read RFC 3986, section 3 (the parts of a URL).

/// What a function returned, short enough for one line: the URL, or why there is none.
type Shown = Result<String, UrlError>;

fn shown(result: Result<Url, UrlError>) -> Shown {
    result.map(String::from)
}

fn ok(url: &str) -> Shown {
    Ok(url.to_string())
}

#[test]
fn step_1_puts_https_before_a_text_without_a_scheme() {
    for (text, url) in [
        ("example.org", "https://example.org/"),
        ("localhost:9080/page.html", "https://localhost:9080/page.html"),
        ("127.0.0.1:9080", "https://127.0.0.1:9080/"),
        ("http.example.org/http", "https://http.example.org/http"),
        ("example.org//a", "https://example.org//a"),
        ("example.org:/a", "https://example.org/a"),
    ] {
        assert_eq!(shown(page_url(text)), ok(url), "page_url({text:?})");
    }
}

#[test]
fn step_1_keeps_the_scheme_that_is_there() {
    for (text, url) in [
        ("http://127.0.0.1:9080/", "http://127.0.0.1:9080/"),
        ("https://www.python.org/about/?a=b#top", "https://www.python.org/about/?a=b#top"),
        ("HTTP://Example.ORG:80/A b", "http://example.org/A%20b"),
    ] {
        assert_eq!(shown(page_url(text)), ok(url), "page_url({text:?})");
    }
}

#[test]
fn step_1_refuses_other_schemes() {
    for (text, scheme) in
        [("ftp://example.org/", "ftp"), ("file:///etc/passwd", "file"), ("httpx://a/", "httpx")]
    {
        let refused = Err(UrlError::Scheme(scheme.to_string()));
        assert_eq!(shown(page_url(text)), refused, "page_url({text:?})");
    }
}

#[test]
fn step_1_refuses_a_user_name_or_a_password() {
    for text in [
        "https://www.python.org@gnomon.test/",
        "http://:secret@gnomon.test/",
        "http://me:secret@gnomon.test/",
        "me@gnomon.test",
    ] {
        assert_eq!(shown(page_url(text)), Err(UrlError::UserName), "page_url({text:?})");
    }
}

#[test]
fn step_1_takes_an_at_sign_that_is_not_part_of_a_user_name() {
    for url in ["https://gnomon.test/@me", "http://gnomon.test/?to=me@gnomon.test"] {
        assert_eq!(shown(page_url(url)), ok(url), "page_url({url:?})");
    }
}

#[test]
fn step_1_refuses_what_is_not_a_url() {
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

#[test]
fn step_1_checks_a_url_by_itself_too() {
    let checked = |text: &str| shown(fetchable(Url::parse(text).unwrap()));
    let url = "https://gnomon.test:9080/a?b@c";
    assert_eq!(checked(url), ok(url), "fetchable({url})");
    let url = "ftp://gnomon.test/";
    assert_eq!(checked(url), Err(UrlError::Scheme("ftp".to_string())), "fetchable({url})");
    let url = "http://me@gnomon.test/";
    assert_eq!(checked(url), Err(UrlError::UserName), "fetchable({url})");
}

/// The same rule, written another way: the parts are put together here, so nothing has to be parsed.
#[test]
fn step_1_agrees_with_urls_that_are_put_together() {
    for (scheme, is_good) in [("http", true), ("https", true), ("ftp", false), ("ws", false)] {
        for user in ["", "me@", "me:secret@", ":secret@"] {
            for rest in ["gnomon.test/", "gnomon.test:9080/@a", "127.0.0.1/x?y=a@b#c@d"] {
                let url = format!("{scheme}://{user}{rest}");
                let expected = match (is_good, user) {
                    (true, "") => Ok(url.clone()),
                    (true, _) => Err(UrlError::UserName),
                    (false, "") => Err(UrlError::Scheme(scheme.to_string())),
                    (false, _) => continue, // two faults: either may be reported
                };
                assert_eq!(shown(page_url(&url)), expected, "page_url({url:?})");
            }
        }
    }
}

// Step 2: `redirect_target`. Read RFC 3986, section 5.4 (examples of relative references).

/// `redirect_target` from that URL to that location.
fn target(from: &str, location: &str) -> Shown {
    shown(redirect_target(&Url::parse(from).unwrap(), location))
}

#[test]
fn step_2_goes_to_a_whole_url() {
    for (from, location) in [
        ("http://gnomon.test/a", "http://example.org/b"),
        ("http://gnomon.test/a", "https://example.org/b"),
        ("https://gnomon.test/a", "https://example.org/b"),
    ] {
        assert_eq!(target(from, location), ok(location), "redirect_target({from}, {location})");
    }
}

#[test]
fn step_2_sees_a_relative_location_from_the_page_that_sent_it() {
    let from = "http://gnomon.test:9080/shop/old?x=1";
    for (location, url) in [
        ("page.html", "http://gnomon.test:9080/shop/page.html"),
        ("/page.html", "http://gnomon.test:9080/page.html"),
        ("../page.html", "http://gnomon.test:9080/page.html"),
        ("//example.org/page.html", "http://example.org/page.html"),
        ("New/Page#Part", "http://gnomon.test:9080/shop/New/Page#Part"),
        ("?next=http://example.org/", "http://gnomon.test:9080/shop/old?next=http://example.org/"),
        ("/a?next=http://example.org/", "http://gnomon.test:9080/a?next=http://example.org/"),
    ] {
        assert_eq!(target(from, location), ok(url), "redirect_target({from}, {location})");
    }
}

#[test]
fn step_2_never_goes_from_https_back_to_http() {
    let from = "https://gnomon.test/";
    for location in ["http://gnomon.test/", "HTTP://gnomon.test/", "http:gnomon.test/"] {
        let downgrade = Err(UrlError::Downgrade);
        assert_eq!(target(from, location), downgrade, "redirect_target({from}, {location})");
    }
}

#[test]
fn step_2_stays_with_https_if_the_location_does() {
    let from = "https://gnomon.test/";
    for (location, url) in [
        ("/login", "https://gnomon.test/login"),
        ("//example.org/", "https://example.org/"),
        ("/a?next=http://example.org/", "https://gnomon.test/a?next=http://example.org/"),
    ] {
        assert_eq!(target(from, location), ok(url), "redirect_target({from}, {location})");
    }
}

#[test]
fn step_2_checks_where_it_leads() {
    let from = "http://gnomon.test/";
    for (location, refused) in [
        ("javascript:alert(1)", UrlError::Scheme("javascript".to_string())),
        ("file:///etc/passwd", UrlError::Scheme("file".to_string())),
        ("//me@example.org/", UrlError::UserName),
        ("http://", UrlError::Malformed(ParseError::EmptyHost)),
        ("//gnomon.test:65536/", UrlError::Malformed(ParseError::InvalidPort)),
    ] {
        assert_eq!(target(from, location), Err(refused), "redirect_target({from}, {location})");
    }
    let (from, location) = ("https://gnomon.test/", "file:///etc/passwd");
    let refused = Err(UrlError::Scheme("file".to_string()));
    assert_eq!(target(from, location), refused, "redirect_target({from}, {location})");
}

/// The same rule from its other side: what `make_relative` shortens, `redirect_target` completes.
#[test]
fn step_2_completes_what_was_shortened() {
    let pages =
        ["http://a.test/", "http://a.test/x/y?z", "http://a.test/x/b/c", "http://a.test/x?q"];
    for from in pages {
        for page in pages {
            let parsed = Url::parse(from).unwrap();
            let location = parsed.make_relative(&Url::parse(page).unwrap()).unwrap();
            assert_eq!(target(from, &location), ok(page), "redirect_target({from}, {location})");
        }
    }
}

// Step 3: `status_action`. Read RFC 9110, section 15.

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

/// The same rule, written as lists.
#[test]
fn step_3_agrees_with_a_list_of_all_statuses() {
    let redirects = [301, 302, 303, 307, 308];
    let without_a_page = [204, 205, 206];
    for status in 100..600 {
        let expected = if redirects.contains(&status) {
            StatusAction::Follow
        } else if status / 100 == 2 && !without_a_page.contains(&status) {
            StatusAction::Save
        } else {
            StatusAction::Refuse
        };
        assert_eq!(status_action(status), expected, "status_action({status})");
    }
}

// Step 4: `content_length`. Read RFC 9112, section 6.3 (message body length).

/// `content_length` of a response with these headers.
fn length_of(headers: &[(&str, &str)]) -> Result<Option<u64>, LengthError> {
    let headers: Vec<(String, String)> =
        headers.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    content_length(&headers)
}

#[test]
fn step_4_finds_the_length_among_the_headers() {
    let headers =
        [("content-type", "text/html"), ("content-length", "2045"), ("connection", "close")];
    assert_eq!(length_of(&headers), Ok(Some(2045)), "content_length({headers:?})");
    for (value, length) in [("0", 0), (" 5 ", 5), ("0005", 5)] {
        let headers = [("content-length", value)];
        assert_eq!(length_of(&headers), Ok(Some(length)), "content_length({headers:?})");
    }
}

#[test]
fn step_4_returns_none_if_nothing_is_announced() {
    assert_eq!(length_of(&[]), Ok(None), "content_length([])");
    for headers in [[("content-type", "text/html")], [("transfer-encoding", "chunked")]] {
        assert_eq!(length_of(&headers), Ok(None), "content_length({headers:?})");
    }
}

#[test]
fn step_4_lets_a_transfer_encoding_override_the_length() {
    for (length, encoding) in
        [("5", "chunked"), ("5", "gzip, chunked"), ("5", "Chunked"), ("five", "chunked"), ("5", "")]
    {
        let headers = [("content-length", length), ("transfer-encoding", encoding)];
        assert_eq!(length_of(&headers), Ok(None), "content_length({headers:?})");
    }
    for others in [
        [("content-length", "6"), ("transfer-encoding", "chunked")],
        [("transfer-encoding", "gzip"), ("transfer-encoding", "chunked")],
    ] {
        let headers = [("content-length", "5"), others[0], others[1]];
        assert_eq!(length_of(&headers), Ok(None), "content_length({headers:?})");
    }
}

#[test]
fn step_4_refuses_lengths_that_differ() {
    let headers = [("content-length", "5"), ("content-length", "5")];
    assert_eq!(length_of(&headers), Ok(Some(5)), "content_length({headers:?})");
    for other in ["6", "05", "five"] {
        let headers = [("content-length", "5"), ("content-length", other)];
        assert_eq!(length_of(&headers), Err(LengthError::Different), "content_length({headers:?})");
    }
    for lengths in [["5", "5", "6"], ["6", "5", "5"], ["5", "6", "5"]] {
        let headers = lengths.map(|length| ("content-length", length));
        assert_eq!(length_of(&headers), Err(LengthError::Different), "content_length({headers:?})");
    }
}

#[test]
fn step_4_refuses_what_is_not_a_number() {
    for value in ["five", "+5", "-5", "", "5 6", "5, 5", "0x5", "5.0", "٥", "18446744073709551616"]
    {
        let headers = [("content-length", value)];
        let refused = Err(LengthError::NotANumber);
        assert_eq!(length_of(&headers), refused, "content_length({headers:?})");
    }
}

/// The same rule from its other side: every number that is written can be read again.
#[test]
fn step_4_reads_every_number_that_can_be_written() {
    for bit in 0..64 {
        for number in [1_u64 << bit, (1 << bit) - 1, u64::MAX - (1 << bit)] {
            let headers = [("content-length", number.to_string())];
            let headers = headers.each_ref().map(|(name, value)| (*name, value.as_str()));
            assert_eq!(length_of(&headers), Ok(Some(number)), "content_length({headers:?})");
        }
    }
}

// Step 5: `copy_page`. Read the documentation of std::io::Read::read and std::io::Write::write_all.

/// A body that comes in pieces, as from a network, and then ends. A piece that does not fit into
/// the buffer comes in several reads.
struct Pieces(Vec<Vec<u8>>);

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(piece) = self.0.first_mut() else { return Ok(0) };
        let length = piece.len().min(buffer.len());
        buffer[..length].copy_from_slice(&piece[..length]);
        piece.drain(..length);
        self.0.retain(|piece| !piece.is_empty());
        Ok(length)
    }
}

/// A text that is shown as it is, without quotes.
#[derive(PartialEq)]
struct Plain(String);

impl fmt::Debug for Plain {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// What `copy_page` returned, in one line.
fn plain(result: Result<u64, CopyError>) -> Plain {
    Plain(format!("{result:?}"))
}

fn expect(text: &str) -> Plain {
    Plain(text.to_string())
}

/// `copy_page` of a body in these pieces: what it returned, and what is in the file, or how much if
/// it is long.
fn copied(pieces: &[&str], announced: Option<u64>, maximum: u64) -> Plain {
    let mut file = Vec::new();
    let body = Pieces(pieces.iter().map(|piece| piece.as_bytes().to_vec()).collect());
    let result = copy_page(body, &mut file, announced, maximum);
    let holds = match String::from_utf8_lossy(&file) {
        text if text.len() > 100 => format!("{} bytes", file.len()),
        text => format!("{text:?}"),
    };
    Plain(format!("{result:?}, and the file holds {holds}"))
}

#[test]
fn step_5_copies_all_the_pieces() {
    let copy = expect(r#"Ok(13), and the file holds "one two three""#);
    let call = r#"copy_page(["one ", "two ", "three"], file, Some(13), 100)"#;
    assert_eq!(copied(&["one ", "two ", "three"], Some(13), 100), copy, "{call}");
    let copy = expect(r#"Ok(7), and the file holds "one two""#);
    let call = r#"copy_page(["one ", "two"], file, None, 100)"#;
    assert_eq!(copied(&["one ", "two"], None, 100), copy, "{call}");
    let copy = expect(r#"Ok(0), and the file holds """#);
    assert_eq!(copied(&[], Some(0), 100), copy, "copy_page([], file, Some(0), 100)");
    let copy = expect(r#"Ok(7), and the file holds "one two""#); // more than announced
    let call = r#"copy_page(["one ", "two"], file, Some(4), 100)"#;
    assert_eq!(copied(&["one ", "two"], Some(4), 100), copy, "{call}");
}

/// True if all of `bytes` are in the file after `copy_page`.
fn copies_exactly(bytes: &[u8]) -> Result<bool, Plain> {
    let mut file = Vec::new();
    let count = copy_page(bytes, &mut file, Some(bytes.len() as u64), bytes.len() as u64);
    count
        .map(|count| count == bytes.len() as u64 && file == bytes)
        .map_err(|error| plain(Err(error)))
}

#[test]
fn step_5_copies_bytes_and_not_text() {
    let every_byte: Vec<u8> = (0..=255).collect();
    let call = "copy_page(the bytes 0 to 255, file, Some(256), 256)";
    assert_eq!(copies_exactly(&every_byte), Ok(true), "{call}: are they in the file?");
}

#[test]
fn step_5_copies_a_page_larger_than_the_buffer() {
    let long: Vec<u8> = (0..3 * BUFFER_SIZE + 7).map(|place| (place % 251) as u8).collect();
    let call = format!("copy_page({0} bytes, file, Some({0}), {0})", long.len());
    assert_eq!(copies_exactly(&long), Ok(true), "{call}: are they in the file?");
}

#[test]
fn step_5_refuses_a_page_that_ends_too_early() {
    let refused = expect(r#"Err(TooShort { announced: 8, count: 4 }), and the file holds "half""#);
    let call = r#"copy_page(["half"], file, Some(8), 100)"#;
    assert_eq!(copied(&["half"], Some(8), 100), refused, "{call}");
    let refused = expect(r#"Err(TooShort { announced: 8, count: 0 }), and the file holds """#);
    assert_eq!(copied(&[], Some(8), 100), refused, "copy_page([], file, Some(8), 100)");
    let refused =
        expect(r#"Err(TooShort { announced: 200, count: 4 }), and the file holds "half""#);
    let call = r#"copy_page(["half"], file, Some(200), 100)"#;
    assert_eq!(copied(&["half"], Some(200), 100), refused, "{call}");
}

#[test]
fn step_5_refuses_a_page_that_is_too_large() {
    let copy = expect(r#"Ok(8), and the file holds "exactly8""#);
    let call = r#"copy_page(["exactly8"], file, None, 8)"#;
    assert_eq!(copied(&["exactly8"], None, 8), copy, "{call}");
    let result = || copy_page(b"nine char".as_slice(), io::sink(), None, 8);
    let call = r#"copy_page("nine char", file, None, 8)"#;
    assert_eq!(plain(result()), expect("Err(TooLarge { maximum: 8 })"), "{call}");
    let result = || copy_page(b"nine char".as_slice(), io::sink(), Some(9), 8);
    let call = r#"copy_page("nine char", file, Some(9), 8)"#;
    assert_eq!(plain(result()), expect("Err(TooLarge { maximum: 8 })"), "{call}");
    let body = || Pieces(vec![b"nine".to_vec(), b" char".to_vec()]);
    let call = r#"copy_page(["nine", " char"], file, None, 8)"#;
    let result = || copy_page(body(), io::sink(), None, 8);
    assert_eq!(plain(result()), expect("Err(TooLarge { maximum: 8 })"), "{call}");
}

/// A body that is far larger than anyone wants. It counts what is read of it.
struct Huge {
    read: usize,
}

impl Read for &mut Huge {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.read > 4 * BUFFER_SIZE {
            return Ok(0);
        }
        let length = buffer.len().min(BUFFER_SIZE);
        buffer[..length].fill(b'x');
        self.read += length;
        Ok(length)
    }
}

/// `copy_page` of that: what it returned, and whether it read on after the first pieces.
fn copied_of_a_huge_body() -> Plain {
    let mut body = Huge { read: 0 };
    let result = copy_page(&mut body, io::sink(), None, 100);
    let when = if body.read > 2 * BUFFER_SIZE { "at its end" } else { "in time" };
    Plain(format!("{result:?}, {when}"))
}

#[test]
fn step_5_does_not_wait_for_the_end_of_a_page_that_is_too_large() {
    let call = "copy_page(a body of a million bytes, file, None, 100)";
    let refused = expect("Err(TooLarge { maximum: 100 }), in time");
    assert_eq!(copied_of_a_huge_body(), refused, "{call}");
}

#[test]
fn step_5_refuses_an_empty_page_that_nothing_announced() {
    let refused = expect(r#"Err(Empty), and the file holds """#);
    assert_eq!(copied(&[], None, 8), refused, "copy_page([], file, None, 8)");
}

/// The size of the largest buffer that `copy_page` gives to `read`.
fn largest_buffer() -> Plain {
    struct Asked(usize);
    impl Read for &mut Asked {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.0 = self.0.max(buffer.len());
            Ok(0)
        }
    }
    let mut asked = Asked(0);
    let _ = copy_page(&mut asked, io::sink(), None, u64::MAX);
    match asked.0 {
        0 => expect("a buffer without room"),
        size @ 1..=32 => Plain(format!("a buffer of only {size} bytes")),
        size => Plain(format!("a buffer of {size} bytes")),
    }
}

#[test]
fn step_5_reads_in_large_pieces() {
    let call = "copy_page(body, file, None, 18446744073709551615): what it reads into";
    let large = Plain(format!("a buffer of {BUFFER_SIZE} bytes"));
    assert_eq!(largest_buffer(), large, "{call}");
}

/// A body of 4 GiB and seven bytes, and a file that counts what is written to it. The body ends if
/// the file is 100 pieces late.
#[derive(Default)]
struct Counts {
    read: Cell<u64>,
    written: Cell<u64>,
}

impl Counts {
    const BODY: u64 = (1 << 32) + 7;
}

impl Read for &Counts {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.read.get() > self.written.get() + 100 * BUFFER_SIZE as u64 {
            return Ok(0);
        }
        let left = Counts::BODY - self.read.get();
        let length = buffer.len().min(BUFFER_SIZE).min(usize::try_from(left).unwrap_or(usize::MAX));
        self.read.set(self.read.get() + length as u64);
        Ok(length) // the bytes that are in the buffer already are as good as any
    }
}

impl Write for &Counts {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.written.set(self.written.get() + bytes.len() as u64);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// `copy_page` of that: what it returned, and what got to the file.
fn copied_of_four_gibibytes() -> Plain {
    let counts = Counts::default();
    let result = copy_page(&counts, &counts, None, u64::MAX);
    let when = match counts.written.get() {
        _ if counts.read.get() < Counts::BODY => "and the file was a hundred pieces late",
        Counts::BODY => "and all of them are written",
        _ => "and others are written",
    };
    Plain(format!("{result:?}, {when}"))
}

#[test]
fn step_5_writes_while_it_reads_and_counts_beyond_four_gibibytes() {
    let call = "copy_page(4294967303 bytes, file, None, 18446744073709551615)";
    let copy = expect("Ok(4294967303), and all of them are written");
    assert_eq!(copied_of_four_gibibytes(), copy, "{call}");
}

#[test]
fn step_5_reports_a_connection_that_breaks() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::ErrorKind::ConnectionReset.into())
        }
    }
    let call = "copy_page(a connection that breaks, file, Some(8), 100)";
    let result = || plain(copy_page(Broken, io::sink(), Some(8), 100));
    assert_eq!(result(), expect("Err(Read(Kind(ConnectionReset)))"), "{call}");
}

/// A file that takes at most three bytes at a time; or none, because the disk is full.
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

/// `copy_page` of `one two three` to such a file.
fn copied_to(is_full: bool) -> Plain {
    let mut file = Narrow { holds: Vec::new(), is_full };
    let result = copy_page(b"one two three".as_slice(), &mut file, Some(13), 100);
    Plain(format!("{result:?}, and the file holds {:?}", String::from_utf8_lossy(&file.holds)))
}

#[test]
fn step_5_writes_everything_though_the_file_takes_three_bytes_at_a_time() {
    let copy = expect(r#"Ok(13), and the file holds "one two three""#);
    let call = "copy_page(a body, a file that takes three bytes at a time, Some(13), 100)";
    assert_eq!(copied_to(false), copy, "{call}");
}

#[test]
fn step_5_reports_a_disk_that_is_full() {
    let refused = expect(r#"Err(Write(Kind(StorageFull))), and the file holds """#);
    let call = "copy_page(a body, a file on a full disk, Some(13), 100)";
    assert_eq!(copied_to(true), refused, "{call}");
}

/// The same in every way in which a page can be cut into two or three pieces.
#[test]
fn step_5_does_not_care_where_a_page_is_cut() {
    let page = "one two three";
    let copy = expect(r#"Ok(13), and the file holds "one two three""#);
    for first in 0..=page.len() {
        for second in first..=page.len() {
            let pieces = [&page[..first], &page[first..second], &page[second..]];
            let pieces: Vec<&str> = pieces.into_iter().filter(|piece| !piece.is_empty()).collect();
            let call = format!("copy_page({pieces:?}, file, None, 13)");
            assert_eq!(copied(&pieces, None, 13), copy, "{call}");
        }
    }
}
