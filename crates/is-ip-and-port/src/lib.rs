//! Tells whether a text is an IPv4 address and a port, such as `127.0.0.1:9087`.
//!
//! The address is read as `inet_aton` reads it, the function of the C library that programs have used since the 1980s:
//! one to four numbers, each of them decimal, octal or hexadecimal. So `127.1` is an address too.

mod complaint;
mod lines;

pub use complaint::{Complaint, WrongPart};
pub use lines::{plain_line_length, read_line};

use std::net::{Ipv4Addr, SocketAddrV4};

/// The lowest port that passes without a complaint.
pub const LOWEST_PORT: i64 = 7;
/// The highest port there is: a port has 16 bits.
pub const HIGHEST_PORT: i64 = 65_535;
/// The longest text that is looked at, in bytes. A longer one is a no.
pub const LONGEST_TEXT: usize = 64 * 1024;
/// An address is written as at most so many numbers.
pub const MOST_NUMBERS: usize = 4;

/// Splits `text` at its one colon: what stands before it, and what stands after it. None where there is no colon, or
/// more than one.
pub fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    let (address, port) = text.split_once(':')?;
    if port.contains(':') { None } else { Some((address, port)) }
}

/// The base in which one part of an address is written, and its digits: 16 and what stands behind `0x` or `0X`; 8 and the
/// whole part where it begins with `0`, which is an octal digit like the others; else 10 and the whole part. It does not
/// look whether they are digits.
pub fn base_and_digits(part: &str) -> (u32, &str) {
    match part.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, &part[2..]),
        [b'0', ..] => (8, part),
        _ => (10, part),
    }
}

/// The number that one part of an address stands for, up to 2³² - 1. None for what is no number in its base: an empty
/// part, a sign, an `8` in octal, a number too large.
pub fn part_to_number(part: &str) -> Option<u32> {
    let (base, digits) = base_and_digits(part);
    if digits.starts_with('+') {
        return None; // from_str_radix would take it
    }
    u32::from_str_radix(digits, base).ok()
}

/// The address that one to four numbers stand for. Each number but the last is one octet; the last fills the octets that
/// are left. None where a number does not fit, and for none or more than four of them.
pub fn numbers_to_address(numbers: &[u32]) -> Option<Ipv4Addr> {
    let (last, first) = numbers.split_last()?;
    if numbers.len() > MOST_NUMBERS {
        return None;
    }
    let mut octets = last.to_be_bytes();
    for (octet, number) in octets.iter_mut().zip(first) {
        if *octet != 0 {
            return None; // the last number reaches into this octet
        }
        *octet = u8::try_from(*number).ok()?;
    }
    Some(Ipv4Addr::from(octets))
}

/// The number that a port is written as: an optional sign and the digits 0 to 9, as many as you like, leading zeros
/// included. What an `i64` cannot hold becomes the nearest that it can. None where it is no number.
pub fn port_to_number(port: &str) -> Option<i64> {
    let digits = port.strip_prefix(['+', '-']).unwrap_or(port);
    if digits.is_empty() {
        return None;
    }
    let mut number: i64 = 0;
    for character in digits.chars() {
        let digit = character.to_digit(10)?;
        number = number.saturating_mul(10).saturating_add(i64::from(digit));
    }
    Some(if port.starts_with('-') { -number } else { number })
}

/// Whether `port` is from [`LOWEST_PORT`] to [`HIGHEST_PORT`], both included.
pub fn is_port_in_range(port: i64) -> bool {
    (LOWEST_PORT..=HIGHEST_PORT).contains(&port)
}

/// An IPv4 address and a port, and how they were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Socket<'text> {
    /// What stood before the colon.
    pub address_text: &'text str,
    /// What stood after it.
    pub port_text: &'text str,
    /// The address that `inet_aton` takes the text for.
    pub address: Ipv4Addr,
    /// The number of the port; not always one that exists.
    pub port: i64,
}

/// Reads an address and a port: the steps above, one after the other. The error names the part of `text` that is wrong.
pub fn read_socket(text: &str) -> Result<Socket<'_>, WrongPart<'_>> {
    let (address_text, port_text) =
        split_at_colon(text).ok_or_else(|| complaint::why_no_pair(text))?;
    log::info!("split at the colon: the address is `{address_text}`, the port is `{port_text}`");

    let mut numbers = [0; MOST_NUMBERS];
    let mut count = 0;
    for part in address_text.split('.') {
        let number =
            part_to_number(part).ok_or_else(|| complaint::why_no_number(address_text, part))?;
        log::info!("`{part}` in base {} is {number}", base_and_digits(part).0);
        *numbers.get_mut(count).ok_or_else(|| complaint::why_too_many(part))? = number;
        count += 1;
    }
    let numbers = &numbers[..count];
    let address = numbers_to_address(numbers)
        .ok_or_else(|| complaint::why_no_address(address_text, numbers))?;
    log::info!("the last number fills {} of the 4 octets: {address}", MOST_NUMBERS + 1 - count);

    let port = port_to_number(port_text).ok_or_else(|| complaint::why_no_port(port_text))?;
    log::info!(
        "`{port_text}` is port {port}; from {LOWEST_PORT} to {HIGHEST_PORT}: {}",
        is_port_in_range(port)
    );
    Ok(Socket { address_text, port_text, address, port })
}

impl<'text> Socket<'text> {
    /// The address and port that the system would use. None where there is no such port.
    pub fn for_the_system(&self) -> Option<SocketAddrV4> {
        Some(SocketAddrV4::new(self.address, u16::try_from(self.port).ok()?))
    }

    /// Whether the address is written as four plain decimals, which every program reads the same way.
    pub fn has_plain_address(&self) -> bool {
        self.address_text.parse::<Ipv4Addr>().is_ok()
    }

    /// Whether the port is written without a sign and leading zeros.
    pub fn has_plain_port(&self) -> bool {
        self.port_text == "0" || !self.port_text.starts_with(['+', '-', '0'])
    }

    /// What there is to say about this socket although it could be read. With `strict` that is a refusal.
    fn complaint(&self, strict: bool) -> Option<Complaint<'text>> {
        if strict && !self.has_plain_address() {
            return Some(Complaint::Malformed(complaint::why_not_plain(self)));
        }
        if is_port_in_range(self.port) {
            None
        } else {
            Some(Complaint::PortOutOfRange(complaint::why_out_of_range(self)))
        }
    }
}

/// What the check found out about one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict<'text> {
    /// The address and port, where the text is accepted: a yes.
    pub socket: Option<Socket<'text>>,
    /// What is wrong with it. A port out of range is complained of, yet accepted, unless the check is strict.
    pub complaint: Option<Complaint<'text>>,
}

/// Checks one text. The empty text is a no without a complaint.
pub fn check(text: &[u8], strict: bool) -> Verdict<'_> {
    if text.is_empty() {
        return Verdict { socket: None, complaint: None };
    }
    match as_text(text).and_then(read_socket) {
        Err(wrong) => Verdict { socket: None, complaint: Some(Complaint::Malformed(wrong)) },
        Ok(socket) => {
            let complaint = socket.complaint(strict);
            let refused = strict && complaint.is_some();
            Verdict { socket: (!refused).then_some(socket), complaint }
        }
    }
}

fn as_text(text: &[u8]) -> Result<&str, WrongPart<'_>> {
    if text.len() > LONGEST_TEXT {
        return Err(complaint::why_too_long(text));
    }
    std::str::from_utf8(text).map_err(|error| complaint::why_no_text(text, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the C library's own `inet_aton` (glibc 2.36) says to each of them.
    #[test]
    fn reads_an_address_as_inet_aton_does() {
        for (address, meant) in [
            ("1.2.3.4", Some([1, 2, 3, 4])),
            ("0.0.0.0", Some([0; 4])),
            ("255.255.255.255", Some([255; 4])),
            ("127.1", Some([127, 0, 0, 1])),
            ("1.2.65535", Some([1, 2, 255, 255])),
            ("1.2.65536", None),
            ("1.16777215", Some([1, 255, 255, 255])),
            ("1.16777216", None),
            ("4294967295", Some([255; 4])),
            ("4294967296", None),
            ("0", Some([0; 4])),
            ("00", Some([0; 4])),
            ("010.0.0.1", Some([8, 0, 0, 1])),
            ("0377.1", Some([255, 0, 0, 1])),
            ("0400.1", None),
            ("037777777777", Some([255; 4])),
            ("040000000000", None),
            ("00000000000000000000000000000000017", Some([0, 0, 0, 15])),
            ("08", None),
            ("0x7f.1", Some([127, 0, 0, 1])),
            ("0X7F.0xa", Some([127, 0, 0, 10])),
            ("0xffffffff", Some([255; 4])),
            ("0x100000000", None),
            ("0x", None),
            ("0x.1", None),
            ("0x0x1", None),
            ("0xg", None),
            ("1.2.3.4.", None),
            (".1.2.3.4", None),
            ("1..2", None),
            ("1.2.3.4.5", None),
            ("1.2.3.4.0", None),
            ("256.1.1.1", None),
            ("1.256.1.1", None),
            ("1.1.1.256", None),
            ("+1.2.3.4", None),
            ("-1.2.3.4", None),
            ("0x+1", None),
            ("1.2.3.0+1", None),
            (" 1.2.3.4", None),
            ("", None),
            (".", None),
            ("a.b.c.d", None),
            ("\u{664}.1", None),
        ] {
            let text = format!("{address}:80");
            let came = check(text.as_bytes(), false).socket.map(|socket| socket.address.octets());
            assert_eq!(came, meant, "{address}");
        }
    }

    #[test]
    fn reads_a_port_as_pythons_int_does_but_takes_ascii_digits_only() {
        let huge = "9".repeat(5000);
        let zeros = "0".repeat(5000) + "80";
        for (port, meant) in [
            ("80", Some(80)),
            ("+80", Some(80)),
            ("-80", Some(-80)),
            ("00080", Some(80)),
            (&zeros, Some(80)),
            ("-0", Some(0)),
            ("9223372036854775807", Some(i64::MAX)),
            ("9223372036854775808", Some(i64::MAX)),
            (&huge, Some(i64::MAX)),
            ("", None),
            ("+", None),
            ("-", None),
            ("+-1", None),
            ("--1", None),
            ("8 0", None),
            (" 80", None),
            ("80 ", None),
            ("8_0", None),
            ("0x50", None),
            ("80.0", None),
            ("8e1", None),
            ("\u{664}", None),
            ("\u{ff18}", None),
        ] {
            assert_eq!(port_to_number(port), meant, "{port}");
        }
    }

    #[test]
    fn complains_of_a_port_out_of_range_and_refuses_it_only_when_strict() {
        for (port, in_range) in [
            ("-1", false),
            ("0", false),
            ("6", false),
            ("7", true),
            ("65535", true),
            ("65536", false),
            ("18446744073709551623", false), // 2^64 + 7
        ] {
            let text = format!("1.2.3.4:{port}");
            let verdict = check(text.as_bytes(), false);
            assert!(verdict.socket.is_some(), "{text}");
            assert_eq!(verdict.complaint.is_none(), in_range, "{text}");
            assert_eq!(check(text.as_bytes(), true).socket.is_some(), in_range, "{text}");
        }
    }

    #[test]
    fn takes_four_plain_decimals_only_when_strict() {
        for (text, plain) in [
            ("1.2.3.4:80", true),
            ("0.0.0.0:80", true),
            ("1.2.3.4:+080", true),
            ("127.1:80", false),
            ("1.2.3.04:80", false),
            ("1.2.3.00:80", false),
            ("1.2.3.0x4:80", false),
            ("16909060:80", false),
        ] {
            assert!(check(text.as_bytes(), false).socket.is_some(), "{text}");
            assert_eq!(check(text.as_bytes(), true).socket.is_some(), plain, "{text}");
        }
    }

    #[test]
    fn knows_how_the_system_would_write_it() {
        for (text, system, plain) in [
            ("1.2.3.4:80", Some("1.2.3.4:80"), true),
            ("255.255.255.255:65535", Some("255.255.255.255:65535"), true),
            ("0.0.0.0:7", Some("0.0.0.0:7"), true),
            ("1.2.3.4:6", Some("1.2.3.4:6"), false),
            ("1.2.3.4:007", Some("1.2.3.4:7"), false),
            ("1.2.3.4", None, false),
            ("1.2.3.4: 80", None, false),
            ("1.2.3.4:80\r", None, false),
            ("1.2.3.256:80", None, false),
            ("1.2.3.4:99999", None, false),
            ("1.2.3.4:165535", None, false),
            ("1..3.4:80", None, false),
            ("1.2.3.4:", None, false),
            ("1.2.3.4.5:80", None, false),
            ("1.2.3:80", Some("1.2.0.3:80"), false),
            ("1.2.3.4:0", Some("1.2.3.4:0"), false),
            ("1.2.3.4:080", Some("1.2.3.4:80"), false),
            ("1.2.3.4:-0", Some("1.2.3.4:0"), false),
            ("1.2.3.4:+7", Some("1.2.3.4:7"), false),
            ("1.2.3.00:7", Some("1.2.3.0:7"), false),
            ("0x1.2:65535", Some("1.0.0.2:65535"), false),
            ("1.2.3.4:65536", None, false),
            ("1.2.3.4:-1", None, false),
        ] {
            let socket = check(text.as_bytes(), false).socket;
            let came =
                socket.and_then(|socket| socket.for_the_system()).map(|system| system.to_string());
            assert_eq!(came.as_deref(), system, "{text}");
            let length = plain_line_length(format!("{text}\n1.2.3.4:80\n").as_bytes());
            assert_eq!(length, plain.then_some(text.len()), "{text}");
        }
    }

    #[test]
    fn says_no_to_the_empty_text_without_a_complaint() {
        assert_eq!(check(b"", false), Verdict { socket: None, complaint: None });
    }
}
