//! The sentences: what is wrong with a text, with a caret under the place, and what may surprise
//! about one that is right.

use crate::check::SocketAddress;
use crate::diagnostic::{CheckError, Diagnostic};
use crate::{MAX_NUMBERS, MAX_PORT, MAX_TEXT_LEN, MIN_PORT, base_and_digits, is_port_in_range};
use common::escape_untrusted;
use unicode_width::UnicodeWidthStr;

/// This many characters of a long text are shown before, in and after the wrong part, so that the
/// line of the caret fits on a terminal.
const SHOWN_CHARACTERS: usize = 40;

/// How long the line of the caret may be before the reason gets a line of its own.
const MAX_WIDTH: usize = 80;

/// The complaint, worded like that of the original Python program; then the text, a caret under the
/// part that is wrong, and the reason.
pub fn complaint(text: &[u8], diagnostic: &Diagnostic) -> String {
    let Diagnostic { span, error } = diagnostic;
    let words = match error {
        CheckError::PortOutOfRange(_) => "port out of range in",
        _ => "malformed socket in",
    };
    let part =
        |range: std::ops::Range<usize>| escape_untrusted(text.get(range).unwrap_or_default());
    let before = end_of(&part(0..span.start));
    let marked = start_of(&part(span.clone()));
    let after = start_of(&part(span.end..text.len()));
    let indent = " ".repeat(before.width());
    let carets = "^".repeat(marked.width().max(1));
    let reason = reason(error, [&before, &marked, &after]);
    let is_wide = 2 + indent.len() + carets.len() + 1 + reason.width() > MAX_WIDTH;
    let gap = if is_wide { "\n  " } else { " " };
    let text = escape_untrusted(text);
    format!("{words} {text}\n  {before}{marked}{after}\n  {indent}{carets}{gap}{reason}\n")
}

/// Why the part of a text between `before` and `after` is wrong.
fn reason(error: &CheckError, [before, marked, after]: [&str; 3]) -> String {
    use CheckError::*;
    match error {
        TooLong => format!("longer than the limit of {MAX_TEXT_LEN} bytes"),
        NotUtf8 => "not valid UTF-8".into(),
        ColonMissing => "a colon and a port are missing, as in 127.0.0.1:9087".into(),
        ColonExpected => format!("a colon belongs here: {before}:{after}"),
        SecondColon => "only one colon separates the address and the port".into(),
        Ipv6 => "this is an IPv6 address; this check is for IPv4".into(),
        NotAnAddress => "not an address; if it is a name, look it up: cargo run -p lookup".into(),
        TooManyNumbers => "too many numbers: an address has at most four".into(),
        NumberMissing => "a number is missing here".into(),
        NotADigit(base) => {
            let digit = match base {
                16 => "a hexadecimal digit, and 0x starts a hexadecimal number",
                8 => "an octal digit, and a leading 0 makes a number octal",
                _ => "a decimal digit",
            };
            let letter = if marked == " " { "a space" } else { marked };
            format!("{letter} is not {digit}")
        }
        TooLarge(octets) => {
            let holder = match *octets {
                1 => "an octet, which holds".to_string(),
                MAX_NUMBERS => "32 bits, which hold".to_string(),
                octets => format!("the last {octets} octets, which hold"),
            };
            let most = u32::MAX >> (32 - 8 * octets);
            format!("{marked} does not fit in {holder} 0 to {most}")
        }
        PortOutOfRange(0..MIN_PORT) => {
            format!("lower ports exist, but this check starts at {MIN_PORT}")
        }
        PortOutOfRange(_) => format!("ports go from 0 to {MAX_PORT}"),
        Ambiguous(address) => format!("some programs read this as {address}, others reject it"),
    }
}

/// A sentence about an address and port that may not be what its reader takes it for: `010.0.0.1`
/// is 8.0.0.1. Returns `None` for a plain one. A port out of range has already been reported.
pub fn note(socket_address: &SocketAddress) -> Option<String> {
    let SocketAddress { address_text, port_text, address, port } = socket_address;
    let mut notes = Vec::new();
    if !socket_address.has_plain_address() {
        notes.push(format!("{} is {address}", start_of(address_text)));
        let parts: Vec<&str> = address_text.split('.').collect();
        let has_base =
            |base| parts.iter().any(|part| base_and_digits(part).0 == base && *part != "0");
        if has_base(16) {
            notes.push("a number after 0x is hexadecimal".to_string());
        }
        if has_base(8) {
            notes.push("a leading 0 makes a number octal".to_string());
        }
        if parts.len() < MAX_NUMBERS {
            notes.push(format!("the last number fills {} octets", MAX_NUMBERS + 1 - parts.len()));
        }
    }
    if !socket_address.has_plain_port() && is_port_in_range(*port) {
        let text = start_of(port_text);
        notes.push(format!("port {text} is {port}, a sign and leading zeros are allowed"));
    }
    (!notes.is_empty()).then(|| notes.join("; "))
}

/// The first characters of a text that may be long.
fn start_of(text: &str) -> String {
    match text.char_indices().nth(SHOWN_CHARACTERS) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_string(),
    }
}

/// The last characters of a text that may be long.
fn end_of(text: &str) -> String {
    match text.char_indices().rev().nth(SHOWN_CHARACTERS) {
        Some((end, last)) => format!("...{}", &text[end + last.len_utf8()..]),
        None => text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::check;

    /// What is said about `text` in the lines under the complaint.
    fn caret_lines(text: &[u8], strict: bool) -> String {
        let complaint = check(text, strict).diagnostic.map(|found| complaint(text, &found));
        complaint.unwrap_or_default().lines().skip(1).map(|line| format!("{line}\n")).collect()
    }

    #[test]
    fn puts_a_caret_under_the_wrong_part_and_says_why() {
        for (text, lines) in [
            ("1.2.3.4", "1.2.3.4\n         ^ a colon and a port are missing, as in 127.0.0.1:9087"),
            ("1:2:3", "1:2:3\n     ^ only one colon separates the address and the port"),
            ("[::1]:80", "[::1]:80\n  ^^^^^^^^ this is an IPv6 address; this check is for IPv4"),
            ("::1", "::1\n  ^^^ this is an IPv6 address; this check is for IPv4"),
            (
                "[fe80::1%eth0]:99999",
                "[fe80::1%eth0]:99999\n  ^^^^^^^^^^^^^^^^^^^^ this is an IPv6 address; this check is for IPv4",
            ),
            ("[::1]", "[::1]\n  ^^^^^ this is an IPv6 address; this check is for IPv4"),
            (":80", ":80\n  ^ a number is missing here"),
            ("1..2:80", "1..2:80\n    ^ a number is missing here"),
            ("1.2.:80", "1.2.:80\n      ^ a number is missing here"),
            ("0x:80", "0x:80\n  ^^ a number is missing here"),
            (
                "1.0xfg:80",
                "1.0xfg:80\n       ^ g is not a hexadecimal digit, and 0x starts a hexadecimal number",
            ),
            (
                "1.08:80",
                "1.08:80\n     ^ 8 is not an octal digit, and a leading 0 makes a number octal",
            ),
            ("1.+2:80", "1.+2:80\n    ^ + is not a decimal digit"),
            (" 1.2.3.4:80", " 1.2.3.4:80\n  ^ a space is not a decimal digit"),
            ("1.2 .3.4:80", "1.2 .3.4:80\n     ^ a space is not a decimal digit"),
            (
                "300.1.1.1:80",
                "300.1.1.1:80\n  ^^^ 300 does not fit in an octet, which holds 0 to 255",
            ),
            (
                "1.1.1.256:80",
                "1.1.1.256:80\n        ^^^ 256 does not fit in an octet, which holds 0 to 255",
            ),
            (
                "1.65536.0:80",
                "1.65536.0:80\n    ^^^^^ 65536 does not fit in an octet, which holds 0 to 255",
            ),
            (
                "1.2.65536:80",
                "1.2.65536:80\n      ^^^^^ 65536 does not fit in the last 2 octets, which hold 0 to 65535",
            ),
            (
                "4294967296:8",
                "4294967296:8\n  ^^^^^^^^^^ 4294967296 does not fit in 32 bits, which hold 0 to 4294967295",
            ),
            (
                "1.2.3.4.5:80",
                "1.2.3.4.5:80\n          ^ too many numbers: an address has at most four",
            ),
            ("1.2.3.4:", "1.2.3.4:\n          ^ a number is missing here"),
            ("1.2.3.4:-", "1.2.3.4:-\n           ^ a number is missing here"),
            ("1.2.3.4:8_0", "1.2.3.4:8_0\n           ^ _ is not a decimal digit"),
            ("1.2.3.4:+-8", "1.2.3.4:+-8\n           ^ - is not a decimal digit"),
            ("1.2.3.4:6", "1.2.3.4:6\n          ^ lower ports exist, but this check starts at 7"),
            ("1.2.3.4:-6", "1.2.3.4:-6\n          ^^ ports go from 0 to 65535"),
            ("1.2.3.4:65536", "1.2.3.4:65536\n          ^^^^^ ports go from 0 to 65535"),
            (
                "gnomon.test:80",
                "gnomon.test:80\n  ^^^^^^^^^^^ not an address; if it is a name, look it up: cargo run -p lookup",
            ),
        ] {
            assert_eq!(caret_lines(text.as_bytes(), false), format!("  {lines}\n"), "{text}");
        }
        for (text, separator) in [
            ("1.2.3.4 80", "^"),
            ("1.2.3.4, 80", "^^"),
            ("1.2.3.4#80", "^"),
            ("1.2.3.4/80", "^"),
            ("1.2.3.4.80", "^"),
            ("1.2.3.4 port 80", "^^^^^^"),
            ("1.2.3.4\u{ff1a}80", "^^"),
        ] {
            let lines =
                format!("  {text}\n         {separator} a colon belongs here: 1.2.3.4:80\n");
            assert_eq!(caret_lines(text.as_bytes(), false), lines);
        }
        for text in ["1.2.3.4", "1.2.3.4 ", "1.2.3.400 80", "1 2", "x 80", "1.2.3.4 8x", "1.2.3"] {
            let lines = caret_lines(text.as_bytes(), false);
            assert_eq!(lines.contains("a colon and a port are missing"), text != "1 2", "{text}");
        }
        let strict = "  127.1:80\n  ^^^^^ some programs read this as 127.0.0.1, others reject it\n";
        assert_eq!(caret_lines(b"127.1:80", true), strict);
    }

    #[test]
    fn puts_the_caret_right_after_escapes_and_letters_of_two_columns() {
        for (text, lines) in [
            (&b"1\t.2:8"[..], "1\\t.2:8\n   ^^ \\t is not a decimal digit"),
            (b"1.\x1b[31m:8", "1.\\x1b[31m:8\n    ^^^^ \\x1b is not a decimal digit"),
            ("1.\u{6771}:8".as_bytes(), "1.\u{6771}:8\n    ^^ \u{6771} is not a decimal digit"),
            (b"1.2.3.4:\xff\xfe", "1.2.3.4:\\xff\\xfe\n          ^^^^ not valid UTF-8"),
            (b"1.2.3.4:\xe2\x82", "1.2.3.4:\\xe2\\x82\n          ^^^^^^^^ not valid UTF-8"),
        ] {
            assert_eq!(caret_lines(text, false), format!("  {lines}\n"), "{text:?}");
        }
    }

    #[test]
    fn shows_only_what_is_near_the_caret_of_a_long_text() {
        let text = format!("1.2.3.4:{}x{}", "8".repeat(1000), "9".repeat(1000));
        let (before, after) = ("8".repeat(40), "9".repeat(40));
        let caret = " ".repeat(43);
        let expected = format!("  ...{before}x{after}...\n  {caret}^ x is not a decimal digit\n");
        assert_eq!(caret_lines(text.as_bytes(), false), expected);
        let too_long = "9".repeat(MAX_TEXT_LEN + 1);
        assert!(
            caret_lines(too_long.as_bytes(), false)
                .contains(" longer than the limit of 65536 bytes")
        );
    }

    #[test]
    fn notes_what_may_surprise_and_nothing_else() {
        for (text, expected) in [
            ("1.2.3.4:80", None),
            ("1.2.3.0:0", None),
            ("010.0.0.1:80", Some("010.0.0.1 is 8.0.0.1; a leading 0 makes a number octal")),
            (
                "0x7f.1:80",
                Some(
                    "0x7f.1 is 127.0.0.1; a number after 0x is hexadecimal; the last number fills 3 octets",
                ),
            ),
            ("127.1:80", Some("127.1 is 127.0.0.1; the last number fills 3 octets")),
            ("1.2.3.4:-1", None),
            ("127.1:-1", Some("127.1 is 127.0.0.1; the last number fills 3 octets")),
            ("1.2.3.4:00080000", None),
            ("1.2.3.4:080", Some("port 080 is 80, a sign and leading zeros are allowed")),
        ] {
            let found = check(text.as_bytes(), false).accepted.and_then(|accepted| note(&accepted));
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
