//! Why a text is no address and port: the part that is wrong, and the reason in plain words.

use crate::{LONGEST_TEXT, MOST_NUMBERS, Socket, base_and_digits, is_port_in_range};
use common::escape_untrusted;
use std::io::{self, Write};
use std::net::Ipv6Addr;
use std::str::Utf8Error;

/// So many characters of a long text are shown before, in and after the wrong part, so that the caret's line fits on a
/// terminal.
const SHOWN: usize = 40;

/// The part of a text that is wrong, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongPart<'text> {
    /// A slice of the text that was checked; empty where something is missing.
    pub part: &'text [u8],
    /// The reason, ready to be shown.
    pub reason: String,
}

/// What is said about a text, in the words of the program that this one follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Complaint<'text> {
    /// It is no address and port.
    Malformed(WrongPart<'text>),
    /// It is one, but for the port's number.
    PortOutOfRange(WrongPart<'text>),
}

impl<'text> Complaint<'text> {
    /// Writes three lines: the complaint, the `text` it is about, and a caret under the part that is wrong.
    pub fn write(&self, out: &mut impl Write, text: &[u8]) -> io::Result<()> {
        let (words, WrongPart { part, reason }) = match self {
            Complaint::Malformed(wrong) => ("malformed socket in", wrong),
            Complaint::PortOutOfRange(wrong) => ("port out of range in", wrong),
        };
        let start = part.as_ptr().addr().wrapping_sub(text.as_ptr().addr()).min(text.len());
        let before = end_of(&escape_untrusted(&text[..start]));
        let marked = start_of(&escape_untrusted(part));
        let after = start_of(&escape_untrusted(text.get(start + part.len()..).unwrap_or_default()));
        writeln!(out, "{words} {}", escape_untrusted(text))?;
        writeln!(out, "  {before}{marked}{after}")?;
        writeln!(
            out,
            "  {:2$}{} {reason}",
            "",
            "^".repeat(columns(&marked).max(1)),
            columns(&before)
        )
    }
}

fn wrong<'text>(
    part: &'text (impl AsRef<[u8]> + ?Sized),
    reason: impl Into<String>,
) -> WrongPart<'text> {
    WrongPart { part: part.as_ref(), reason: reason.into() }
}

/// Why a text is not looked at: it is too long.
pub(crate) fn why_too_long(text: &[u8]) -> WrongPart<'_> {
    wrong(&text[LONGEST_TEXT..], format!("no text of more than {LONGEST_TEXT} bytes is looked at"))
}

/// Why a text that is not UTF-8 is none. `error` tells where that begins.
pub(crate) fn why_no_text(text: &[u8], error: Utf8Error) -> WrongPart<'_> {
    let rest = &text[error.valid_up_to()..];
    wrong(&rest[..error.error_len().unwrap_or(rest.len())], "this is no letter in UTF-8")
}

/// Why the text was not split: it has no colon, or more than one, as an IPv6 address has.
pub(crate) fn why_no_pair(text: &str) -> WrongPart<'_> {
    let (inside, behind) =
        text.strip_prefix('[').and_then(|text| text.split_once(']')).unwrap_or((text, ""));
    let address = inside.split('%').next().unwrap_or(inside); // a zone may follow, such as %eth0
    if address.parse::<Ipv6Addr>().is_ok() {
        let port = if behind.is_empty() { "without a port" } else { "and port" };
        return wrong(text, format!("this is an IPv6 address {port}; this check is for IPv4"));
    }
    let mut colons = text.match_indices(':');
    match (colons.next(), colons.next()) {
        (Some(_), Some((_, second))) => {
            wrong(second, "a second colon: one stands between the address and the port")
        }
        _ => wrong(&text[text.len()..], "a colon and a port are missing, as in 127.0.0.1:9087"),
    }
}

/// Why one part of an address is no number.
pub(crate) fn why_no_number<'text>(address: &'text str, part: &'text str) -> WrongPart<'text> {
    if address.is_empty() {
        return wrong(address, "there is no address before the colon");
    }
    if part.is_empty() {
        return wrong(part, "a number is missing here");
    }
    if address.starts_with(char::is_alphabetic) {
        return wrong(
            address,
            "this is no address; if it is a name, look it up first: cargo run -p lookup",
        );
    }
    let (base, written) = base_and_digits(part);
    if written.is_empty() {
        return wrong(part, "0x is followed by no hexadecimal digit");
    }
    let rule = match base {
        16 => "is no hexadecimal digit, and 0x begins a hexadecimal number",
        8 => "is no octal digit, and a number that begins with 0 is octal",
        _ => "is no decimal digit",
    };
    first_that_is_no_digit(written, base, rule).unwrap_or_else(|| {
        wrong(part, format!("{} does not fit in 32 bits, the whole address", start_of(part)))
    })
}

/// Why an address with `part` as its fifth number is none.
pub(crate) fn why_too_many(part: &str) -> WrongPart<'_> {
    wrong(part, "a fifth number: an address has at most four")
}

/// Which of the numbers does not fit.
pub(crate) fn why_no_address<'text>(address: &'text str, numbers: &[u32]) -> WrongPart<'text> {
    let last = numbers.len().saturating_sub(1);
    for (place, (part, number)) in address.split('.').zip(numbers).enumerate() {
        let (room, most) = match MOST_NUMBERS.saturating_sub(last) {
            octets @ 2.. if place == last => {
                (format!("the last {octets} octets, which hold"), (1 << (8 * octets)) - 1)
            }
            _ => ("an octet, which holds".to_string(), 255),
        };
        if u64::from(*number) > most {
            return wrong(part, format!("{} does not fit in {room} 0 to {most}", start_of(part)));
        }
    }
    wrong(address, "this is no address")
}

/// Why a port is no number.
pub(crate) fn why_no_port(port: &str) -> WrongPart<'_> {
    let digits = &port[usize::from(port.starts_with(['+', '-']))..];
    first_that_is_no_digit(digits, 10, "is no decimal digit: a port is a number")
        .unwrap_or_else(|| wrong(digits, "the port is missing"))
}

/// What is wrong with the number of the port.
pub(crate) fn why_out_of_range<'text>(socket: &Socket<'text>) -> WrongPart<'text> {
    let reason = match socket.port {
        ..0 => "there are no ports below 0",
        0..=65_535 => "this check begins at port 7",
        _ => "the highest port is 65535",
    };
    wrong(socket.port_text, reason)
}

/// Why the strict check refuses an address that `inet_aton` takes.
pub(crate) fn why_not_plain<'text>(socket: &Socket<'text>) -> WrongPart<'text> {
    let reason = format!("this is {} to some programs, and no address to others", socket.address);
    wrong(socket.address_text, reason)
}

/// The first character of `digits` that is none.
fn first_that_is_no_digit<'text>(
    digits: &'text str,
    base: u32,
    rule: &str,
) -> Option<WrongPart<'text>> {
    let (start, character) =
        digits.char_indices().find(|(_, character)| !character.is_digit(base))?;
    let name = match character {
        ' ' => "a space".to_string(),
        _ if character.is_whitespace() => "white space".to_string(),
        _ => escape_untrusted(character.to_string()),
    };
    Some(wrong(&digits[start..start + character.len_utf8()], format!("{name} {rule}")))
}

impl Socket<'_> {
    /// A sentence for a socket that may not be what its reader takes it for: `010.0.0.1` is 8.0.0.1. None for a plain one.
    /// Of a port out of range the complaint has said what there is to say.
    pub fn surprise(&self) -> Option<String> {
        let mut notes = Vec::new();
        if !self.has_plain_address() {
            notes.push(format!("{} is {}", start_of(self.address_text), self.address));
            let parts: Vec<&str> = self.address_text.split('.').collect();
            let bases: Vec<u32> = parts.iter().map(|part| base_and_digits(part).0).collect();
            if bases.contains(&16) {
                notes.push("a number behind 0x is hexadecimal".to_string());
            }
            if parts.iter().any(|part| base_and_digits(part).0 == 8 && part.len() > 1) {
                notes.push("a number that begins with 0 is octal".to_string());
            }
            if parts.len() < MOST_NUMBERS {
                notes.push(format!(
                    "the last number fills {} octets",
                    MOST_NUMBERS + 1 - parts.len()
                ));
            }
        }
        if !self.has_plain_port() && is_port_in_range(self.port) {
            let port = start_of(self.port_text);
            notes.push(format!(
                "port {port} is {}, a sign and leading zeros are allowed",
                self.port
            ));
        }
        if notes.is_empty() { None } else { Some(notes.join("; ")) }
    }
}

/// The first characters of a text that may be long.
fn start_of(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_string(),
    }
}

/// The last characters of a text that may be long.
fn end_of(text: &str) -> String {
    match text.char_indices().rev().nth(SHOWN) {
        Some((end, last)) => format!("...{}", &text[end + last.len_utf8()..]),
        None => text.to_string(),
    }
}

/// How many columns of a terminal `text` takes: two for a letter of East Asia or a picture, none for an accent that
/// stands on the letter before it, else one. It is right for most of Unicode, and no more than that.
fn columns(text: &str) -> usize {
    text.chars()
        .map(|character| match u32::from(character) {
            0x300..=0x36f | 0x200b..=0x200f | 0xfe00..=0xfe0f => 0,
            0x1100..=0x115f
            | 0x2e80..=0xa4cf
            | 0xac00..=0xd7a3
            | 0xf900..=0xfaff
            | 0xfe30..=0xfe6f => 2,
            0xff00..=0xff60 | 0xffe0..=0xffe6 | 0x1f300..=0x1faff | 0x20000..=0x3fffd => 2,
            _ => 1,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use crate::{LONGEST_TEXT, check};

    /// What is said about `text` in the two lines under the complaint.
    fn caret_lines(text: &[u8], strict: bool) -> String {
        let mut said = Vec::new();
        if let Some(complaint) = check(text, strict).complaint {
            assert!(complaint.write(&mut said, text).is_ok());
        }
        let said = String::from_utf8_lossy(&said);
        said.lines().skip(1).map(|line| format!("{line}\n")).collect()
    }

    #[test]
    fn puts_a_caret_under_the_wrong_part_and_says_why() {
        for (text, lines) in [
            ("1.2.3.4", "1.2.3.4\n         ^ a colon and a port are missing, as in 127.0.0.1:9087"),
            ("1:2:3", "1:2:3\n     ^ a second colon: one stands between the address and the port"),
            (
                "[::1]:80",
                "[::1]:80\n  ^^^^^^^^ this is an IPv6 address and port; this check is for IPv4",
            ),
            ("::1", "::1\n  ^^^ this is an IPv6 address without a port; this check is for IPv4"),
            (
                "[fe80::1%eth0]:99999",
                "[fe80::1%eth0]:99999\n  ^^^^^^^^^^^^^^^^^^^^ this is an IPv6 address and port; this check is for IPv4",
            ),
            (
                "[::1]",
                "[::1]\n  ^^^^^ this is an IPv6 address without a port; this check is for IPv4",
            ),
            (":80", ":80\n  ^ there is no address before the colon"),
            ("1..2:80", "1..2:80\n    ^ a number is missing here"),
            ("1.2.:80", "1.2.:80\n      ^ a number is missing here"),
            ("0x:80", "0x:80\n  ^^ 0x is followed by no hexadecimal digit"),
            (
                "1.0xfg:80",
                "1.0xfg:80\n       ^ g is no hexadecimal digit, and 0x begins a hexadecimal number",
            ),
            (
                "1.08:80",
                "1.08:80\n     ^ 8 is no octal digit, and a number that begins with 0 is octal",
            ),
            ("1.+2:80", "1.+2:80\n    ^ + is no decimal digit"),
            (" 1.2.3.4:80", " 1.2.3.4:80\n  ^ a space is no decimal digit"),
            ("1.2 .3.4:80", "1.2 .3.4:80\n     ^ a space is no decimal digit"),
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
                "4294967296:8\n  ^^^^^^^^^^ 4294967296 does not fit in 32 bits, the whole address",
            ),
            (
                "1.2.3.4.5:80",
                "1.2.3.4.5:80\n          ^ a fifth number: an address has at most four",
            ),
            ("1.2.3.4:", "1.2.3.4:\n          ^ the port is missing"),
            ("1.2.3.4:-", "1.2.3.4:-\n           ^ the port is missing"),
            ("1.2.3.4:8_0", "1.2.3.4:8_0\n           ^ _ is no decimal digit: a port is a number"),
            ("1.2.3.4:+-8", "1.2.3.4:+-8\n           ^ - is no decimal digit: a port is a number"),
            ("1.2.3.4:6", "1.2.3.4:6\n          ^ this check begins at port 7"),
            ("1.2.3.4:-6", "1.2.3.4:-6\n          ^^ there are no ports below 0"),
            ("1.2.3.4:65536", "1.2.3.4:65536\n          ^^^^^ the highest port is 65535"),
            (
                "gnomon.test:80",
                "gnomon.test:80\n  ^^^^^^^^^^^ this is no address; if it is a name, look it up first: cargo run -p lookup",
            ),
        ] {
            assert_eq!(caret_lines(text.as_bytes(), false), format!("  {lines}\n"), "{text}");
        }
        let strict =
            "  127.1:80\n  ^^^^^ this is 127.0.0.1 to some programs, and no address to others\n";
        assert_eq!(caret_lines(b"127.1:80", true), strict);
    }

    #[test]
    fn puts_the_caret_right_behind_escapes_and_letters_of_two_columns() {
        for (text, lines) in [
            (&b"1\t.2:8"[..], "1\\t.2:8\n   ^^ white space is no decimal digit"),
            (b"1.\x1b[31m:8", "1.\\x1b[31m:8\n    ^^^^ \\x1b is no decimal digit"),
            ("1.\u{6771}:8".as_bytes(), "1.\u{6771}:8\n    ^^ \u{6771} is no decimal digit"),
            (b"1.2.3.4:\xff\xfe", "1.2.3.4:\\xff\\xfe\n          ^^^^ this is no letter in UTF-8"),
            (
                b"1.2.3.4:\xe2\x82",
                "1.2.3.4:\\xe2\\x82\n          ^^^^^^^^ this is no letter in UTF-8",
            ),
        ] {
            assert_eq!(caret_lines(text, false), format!("  {lines}\n"), "{text:?}");
        }
    }

    #[test]
    fn shows_only_what_is_near_the_caret_of_a_long_text() {
        let text = format!("1.2.3.4:{}x{}", "8".repeat(1000), "9".repeat(1000));
        let (before, after) = ("8".repeat(40), "9".repeat(40));
        let caret = " ".repeat(43);
        let expected = format!(
            "  ...{before}x{after}...\n  {caret}^ x is no decimal digit: a port is a number\n"
        );
        assert_eq!(caret_lines(text.as_bytes(), false), expected);
        let too_long = "9".repeat(LONGEST_TEXT + 1);
        assert!(
            caret_lines(too_long.as_bytes(), false)
                .contains("^ no text of more than 65536 bytes is looked at")
        );
    }

    #[test]
    fn notes_what_may_surprise_and_nothing_else() {
        for (text, note) in [
            ("1.2.3.4:80", None),
            ("1.2.3.0:0", None),
            ("010.0.0.1:80", Some("010.0.0.1 is 8.0.0.1; a number that begins with 0 is octal")),
            (
                "0x7f.1:80",
                Some(
                    "0x7f.1 is 127.0.0.1; a number behind 0x is hexadecimal; the last number fills 3 octets",
                ),
            ),
            ("127.1:80", Some("127.1 is 127.0.0.1; the last number fills 3 octets")),
            ("1.2.3.4:-1", None),
            ("127.1:-1", Some("127.1 is 127.0.0.1; the last number fills 3 octets")),
            ("1.2.3.4:00080000", None),
            ("1.2.3.4:080", Some("port 080 is 80, a sign and leading zeros are allowed")),
        ] {
            let came = check(text.as_bytes(), false).socket.and_then(|socket| socket.surprise());
            assert_eq!(came.as_deref(), note, "{text}");
        }
    }
}
