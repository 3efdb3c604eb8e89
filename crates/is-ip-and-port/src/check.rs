//! The steps of the lesson, one after the other, with a reason for each text that they refuse. The
//! first version had no reasons, and accepted only what Rust itself calls an address.

use crate::diagnostic::{
    CheckError, Diagnostic, not_a_number, not_a_port, not_an_address, not_split,
};
use crate::{MAX_NUMBERS, MAX_PORT, MAX_TEXT_LEN, MIN_PORT};
use crate::{base_and_digits, is_port_in_range, numbers_to_address, part_to_number};
use crate::{port_to_number, split_at_colon};
use std::net::{Ipv4Addr, SocketAddrV4};

/// An IPv4 address and a port, and how they were written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SocketAddress {
    /// The text before the colon.
    pub address_text: String,
    /// The text after it.
    pub port_text: String,
    /// The address that `inet_aton` reads the text as.
    pub address: Ipv4Addr,
    /// The number of the port. There may be no such port.
    pub port: i64,
}

impl SocketAddress {
    /// The address and port that the operating system would use. Returns `None` if there is no such
    /// port.
    pub fn to_socket_addr(&self) -> Option<SocketAddrV4> {
        Some(SocketAddrV4::new(self.address, u16::try_from(self.port).ok()?))
    }

    /// True if the address is four plain decimal numbers, which every program reads the same way.
    pub fn has_plain_address(&self) -> bool {
        self.address_text.parse::<Ipv4Addr>().is_ok()
    }

    /// True if the port has neither a sign nor leading zeros.
    pub fn has_plain_port(&self) -> bool {
        self.port_text == "0" || !self.port_text.starts_with(['+', '-', '0'])
    }
}

/// What the check found out about one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckResult {
    /// The address and port, if the text is accepted: a yes.
    pub accepted: Option<SocketAddress>,
    /// What is wrong. A port out of range is accepted all the same, unless the check is strict.
    pub diagnostic: Option<Diagnostic>,
}

/// Checks one text. The empty text is a no without a diagnostic.
pub fn check(text: &[u8], strict: bool) -> CheckResult {
    if text.is_empty() {
        return CheckResult { accepted: None, diagnostic: None };
    }
    let socket_address = match to_text(text).and_then(read_socket_address) {
        Ok(socket_address) => socket_address,
        Err(diagnostic) => return CheckResult { accepted: None, diagnostic: Some(diagnostic) },
    };
    let diagnostic = objection(&socket_address, strict);
    let is_accepted = diagnostic.is_none() || !strict;
    CheckResult { accepted: is_accepted.then_some(socket_address), diagnostic }
}

/// Reads an address and a port, step by step. Where a step returns `None`, `ok_or_else` puts in its
/// place what is wrong, and the `?` ends the reading.
///
/// The address is read as `inet_aton` of the C library reads it, with one difference: that one
/// also accepts an address followed by white space and any text (`1.2.3.4 x`); this one does not.
fn read_socket_address(text: &str) -> Result<SocketAddress, Diagnostic> {
    // 1. Split at the colon.
    let (address_text, port_text) = split_at_colon(text).ok_or_else(|| not_split(text))?;
    log::info!("split at the colon: the address is `{address_text}`, the port is `{port_text}`");

    // 2. Each part of the address is a number, in decimal, octal or hexadecimal.
    let mut numbers = Vec::with_capacity(MAX_NUMBERS);
    let mut start = 0;
    for part in address_text.split('.') {
        let span = start..start + part.len();
        start = span.end + ".".len();
        let number =
            part_to_number(part).ok_or_else(|| not_a_number(address_text, span.clone()))?;
        log::info!("`{part}` in base {} is {number}", base_and_digits(part).0);
        if numbers.len() == MAX_NUMBERS {
            return Err(CheckError::TooManyNumbers.at(span));
        }
        numbers.push(number);
    }

    // 3. The numbers are an address. The last one fills the octets that are left.
    let address =
        numbers_to_address(&numbers).ok_or_else(|| not_an_address(address_text, &numbers))?;
    let octets = MAX_NUMBERS + 1 - numbers.len();
    log::info!("the last number fills {octets} of the 4 octets: {address}");

    // 4. The port is a number. 5. Is there such a port?
    let port_start = text.len() - port_text.len();
    let port = port_to_number(port_text).ok_or_else(|| not_a_port(text, port_start))?;
    let is_or_not = if is_port_in_range(port) { "is" } else { "is not" };
    log::info!("`{port_text}` is {port}, which {is_or_not} from {MIN_PORT} to {MAX_PORT}");
    let (address_text, port_text) = (address_text.to_string(), port_text.to_string());
    Ok(SocketAddress { address_text, port_text, address, port })
}

/// What there is to say about an address and port that could be read.
fn objection(socket_address: &SocketAddress, strict: bool) -> Option<Diagnostic> {
    let SocketAddress { address_text, port_text, address, port } = socket_address;
    if strict && !socket_address.has_plain_address() {
        return Some(CheckError::Ambiguous(*address).at(0..address_text.len()));
    }
    let start = address_text.len() + ":".len();
    let error = CheckError::PortOutOfRange(*port).at(start..start + port_text.len());
    (!is_port_in_range(*port)).then_some(error)
}

fn to_text(text: &[u8]) -> Result<&str, Diagnostic> {
    if text.len() > MAX_TEXT_LEN {
        return Err(CheckError::TooLong.at(MAX_TEXT_LEN..text.len()));
    }
    str::from_utf8(text).map_err(|error| {
        let start = error.valid_up_to();
        CheckError::NotUtf8.at(start..error.error_len().map_or(text.len(), |len| start + len))
    })
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
            let came = check(text.as_bytes(), false).accepted.map(|socket| socket.address.octets());
            assert_eq!(came, meant, "{address}");
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
            let result = check(text.as_bytes(), false);
            assert!(result.accepted.is_some(), "{text}");
            assert_eq!(result.diagnostic.is_none(), in_range, "{text}");
            assert_eq!(check(text.as_bytes(), true).accepted.is_some(), in_range, "{text}");
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
            assert!(check(text.as_bytes(), false).accepted.is_some(), "{text}");
            assert_eq!(check(text.as_bytes(), true).accepted.is_some(), plain, "{text}");
        }
    }

    #[test]
    fn knows_how_the_system_would_write_it() {
        for (text, system) in [
            ("1.2.3.4:80", Some("1.2.3.4:80")),
            ("255.255.255.255:65535", Some("255.255.255.255:65535")),
            ("0.0.0.0:7", Some("0.0.0.0:7")),
            ("1.2.3.4:6", Some("1.2.3.4:6")),
            ("1.2.3.4:007", Some("1.2.3.4:7")),
            ("1.2.3.4", None),
            ("1.2.3.4: 80", None),
            ("1.2.3.4:80\r", None),
            ("1.2.3.256:80", None),
            ("1.2.3.4:99999", None),
            ("1.2.3.4:165535", None),
            ("1..3.4:80", None),
            ("1.2.3.4:", None),
            ("1.2.3.4.5:80", None),
            ("1.2.3:80", Some("1.2.0.3:80")),
            ("1.2.3.4:0", Some("1.2.3.4:0")),
            ("1.2.3.4:080", Some("1.2.3.4:80")),
            ("1.2.3.4:-0", Some("1.2.3.4:0")),
            ("1.2.3.4:+7", Some("1.2.3.4:7")),
            ("1.2.3.00:7", Some("1.2.3.0:7")),
            ("0x1.2:65535", Some("1.0.0.2:65535")),
            ("1.2.3.4:65536", None),
            ("1.2.3.4:-1", None),
        ] {
            let accepted = check(text.as_bytes(), false).accepted;
            let socket_addr = accepted.and_then(|accepted| accepted.to_socket_addr());
            assert_eq!(socket_addr.map(|known| known.to_string()).as_deref(), system, "{text}");
        }
    }

    #[test]
    fn says_no_to_the_empty_text_without_a_complaint() {
        assert_eq!(check(b"", false), CheckResult { accepted: None, diagnostic: None });
    }
}
