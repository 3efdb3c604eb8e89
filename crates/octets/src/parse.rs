//! Reads an octet or an address, in decimal, in binary or as one number. It says why a text is
//! neither; the first version ended with `ParseIntError`.

use crate::{bits_to_octet, prefix_mask};
use std::net::Ipv4Addr;
use std::str::FromStr;

/// How long a text may be, in bytes. The longest address, in binary with a mask, has 51.
pub const MAX_TEXT_LEN: usize = 128;

/// A number without dots is an address from here on (1.0.0.0). Below, people mean octets: eight
/// binary digits, read as decimal, are always less.
const MIN_ADDRESS_NUMBER: u32 = 1 << 24;

/// What a text stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parsed {
    /// One octet: `192` or `11000000`.
    Octet(u8),
    /// An address, and its prefix (0 to 32) if there is one.
    Address([u8; 4], Option<u8>),
}

/// Why a text is neither an octet nor an address, with the part that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParseError {
    /// The text is longer than [`MAX_TEXT_LEN`].
    TooLong,
    /// It has a colon, as a port or an IPv6 address has.
    Colon,
    /// There are this many octets.
    OctetCount(usize),
    /// It is not a decimal number.
    NotDecimal(String),
    /// It has a zero before other digits.
    LeadingZero(String),
    /// It is above the maximum: 255 for an octet, 4294967295 for an address.
    TooLarge(String, u32),
    /// It is not eight binary digits.
    NotBinary(String),
    /// It is neither a number from 0 to 32 nor a mask.
    NotAPrefix(String),
    /// It is a mask with a 1 to the right of a 0.
    MaskWithGaps(Ipv4Addr),
}

/// Reads `text`, which may have white space around it.
///
/// # Errors
/// Decimal octets are plain: no leading zeros, no signs, none left out. Binary ones have exactly
/// eight digits. The first octet decides whether an address is in decimal or in binary.
pub fn parse(text: &str) -> Result<Parsed, ParseError> {
    if text.len() > MAX_TEXT_LEN {
        return Err(ParseError::TooLong);
    }
    let (address, prefix) = match text.trim_ascii().split_once('/') {
        Some((address, prefix)) => (address, Some(parse_prefix(prefix)?)),
        None => (text.trim_ascii(), None),
    };
    if address.contains(':') {
        return Err(ParseError::Colon);
    }
    let parts: Vec<&str> = address.split('.').collect();
    let is_binary = parts[0].len() == 8 && parts[0].bytes().all(|byte| b"01".contains(&byte));
    if parts.len() == 1 && !is_binary {
        let number: u32 = parse_decimal(address, u32::MAX)?;
        if number >= MIN_ADDRESS_NUMBER {
            return Ok(Parsed::Address(number.to_be_bytes(), prefix));
        }
    }
    let mut octets = Vec::new();
    for part in parts {
        octets.push(match is_binary {
            true => bits_to_octet(part).ok_or_else(|| ParseError::NotBinary(part.to_string()))?,
            false => parse_decimal(part, 255)?,
        });
    }
    match octets[..] {
        [octet] if prefix.is_none() => Ok(Parsed::Octet(octet)),
        [first, second, third, last] => Ok(Parsed::Address([first, second, third, last], prefix)),
        _ => Err(ParseError::OctetCount(octets.len())),
    }
}

/// Reads a plain decimal number of a type that holds 0 to `max`.
fn parse_decimal<Number: FromStr>(text: &str, max: u32) -> Result<Number, ParseError> {
    let part = text.to_string();
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ParseError::NotDecimal(part));
    }
    if text.len() > 1 && text.starts_with('0') {
        return Err(ParseError::LeadingZero(part));
    }
    text.parse().map_err(|_| ParseError::TooLarge(part, max))
}

/// Reads what is after the slash: `24`, or the mask `255.255.255.0`.
fn parse_prefix(text: &str) -> Result<u8, ParseError> {
    if let Ok(mask) = text.parse::<Ipv4Addr>() {
        let prefix = (0..=32).find(|prefix| prefix_mask(*prefix) == mask.to_bits());
        return prefix.ok_or(ParseError::MaskWithGaps(mask));
    }
    match parse_decimal(text, 255) {
        Ok(prefix @ 0..=32) => Ok(prefix),
        Err(error @ ParseError::LeadingZero(_)) => Err(error),
        _ => Err(ParseError::NotAPrefix(text.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_octets_and_addresses_in_each_notation() {
        let home = [192, 168, 1, 5];
        for (text, parsed) in [
            ("0", Parsed::Octet(0)),
            ("255", Parsed::Octet(255)),
            ("101", Parsed::Octet(101)),
            ("00000101", Parsed::Octet(5)),
            ("11111111", Parsed::Octet(255)),
            ("192.168.1.5", Parsed::Address(home, None)),
            ("11000000.10101000.00000001.00000101", Parsed::Address(home, None)),
            ("192.168.1.5/0", Parsed::Address(home, Some(0))),
            ("11000000.10101000.00000001.00000101/32", Parsed::Address(home, Some(32))),
            (" \t192.168.1.5/24\r", Parsed::Address(home, Some(24))),
            ("3232235781", Parsed::Address(home, None)),
            ("3232235781/24", Parsed::Address(home, Some(24))),
            ("16777216", Parsed::Address([1, 0, 0, 0], None)),
            ("110000001", Parsed::Address([6, 142, 119, 129], None)), // decimal: not eight digits
            ("4294967295", Parsed::Address([255; 4], None)),
        ] {
            assert_eq!(parse(text), Ok(parsed), "{text}");
        }
    }

    #[test]
    fn reads_a_mask_as_the_prefix_that_it_stands_for() {
        for prefix in 0..=32 {
            let mask = Ipv4Addr::from(prefix_mask(prefix));
            let parsed = Parsed::Address([10, 1, 2, 3], Some(prefix));
            assert_eq!(parse(&format!("10.1.2.3/{mask}")), Ok(parsed), "{mask}");
        }
    }

    #[test]
    fn refuses_everything_else_and_says_why() {
        use ParseError::*;
        let long = "1".repeat(MAX_TEXT_LEN + 1);
        for (text, error) in [
            ("", NotDecimal("".into())),
            ("  ", NotDecimal("".into())),
            (".", NotDecimal("".into())),
            ("192.168..5", NotDecimal("".into())),
            ("192.168.1.5.", NotDecimal("".into())),
            ("1.2.3.4.5", OctetCount(5)),
            ("1.2", OctetCount(2)),
            ("1.2.3/8", OctetCount(3)),
            ("1.2.3.256", TooLarge("256".into(), 255)),
            ("1.2.3.99999999999999999999", TooLarge("99999999999999999999".into(), 255)),
            ("1.2.3.16777216", TooLarge("16777216".into(), 255)),
            ("256", TooLarge("256".into(), 255)),
            ("16777215", TooLarge("16777215".into(), 255)),
            ("12345678", TooLarge("12345678".into(), 255)),
            ("4294967296", TooLarge("4294967296".into(), u32::MAX)),
            ("99999999999999999999", TooLarge("99999999999999999999".into(), u32::MAX)),
            ("01.2.3.4", LeadingZero("01".into())),
            ("1.2.3.00", LeadingZero("00".into())),
            ("03232235781", LeadingZero("03232235781".into())),
            ("1100", TooLarge("1100".into(), 255)),
            ("011000000", LeadingZero("011000000".into())),
            (
                "11000000101010000000000100000101",
                TooLarge("11000000101010000000000100000101".into(), u32::MAX),
            ),
            ("0000000２", NotDecimal("0000000２".into())),
            ("00000002", LeadingZero("00000002".into())),
            ("11000000.168.1.5", NotBinary("168".into())),
            ("192.10101000.1.5", TooLarge("10101000".into(), 255)),
            ("+1.2.3.4", NotDecimal("+1".into())),
            ("-1", NotDecimal("-1".into())),
            ("1.2.3.x", NotDecimal("x".into())),
            ("1 .2.3.4", NotDecimal("1 ".into())),
            ("localhost", NotDecimal("localhost".into())),
            ("abcdefgh", NotDecimal("abcdefgh".into())),
            ("1100000x", NotDecimal("1100000x".into())),
            ("::1", Colon),
            ("127.0.0.1:9087", Colon),
            ("192/8", OctetCount(1)),
            ("1.2.3.4/", NotAPrefix("".into())),
            ("1.2.3.4/33", NotAPrefix("33".into())),
            ("1.2.3.4/-1", NotAPrefix("-1".into())),
            ("1.2.3.4/+8", NotAPrefix("+8".into())),
            ("1.2.3.4/08", LeadingZero("08".into())),
            ("1.2.3.4/00", LeadingZero("00".into())),
            ("1.2.3.4/033", LeadingZero("033".into())),
            ("1.2.3.4/8/8", NotAPrefix("8/8".into())),
            ("1.2.3.4/255.0.255.0", MaskWithGaps(Ipv4Addr::new(255, 0, 255, 0))),
            ("1.2.3.4/0.0.0.255", MaskWithGaps(Ipv4Addr::new(0, 0, 0, 255))),
            ("1.2.3.4/255.255.255", NotAPrefix("255.255.255".into())),
            (&long, TooLong),
        ] {
            assert_eq!(parse(text), Err(error), "{text}");
        }
    }
}
