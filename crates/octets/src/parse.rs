//! Reads an octet or an address, in decimal, in binary or as one number. It says why a text is
//! neither; the first version ended with `ParseIntError`.

use crate::{bits_to_octet, prefix_mask};
use std::net::Ipv4Addr;

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

/// Why a text is neither an octet nor an address. Each holds the part that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParseError {
    /// The text is longer than [`MAX_TEXT_LEN`].
    TooLong,
    /// There is nothing where an octet should be.
    OctetMissing,
    /// There are this many octets.
    OctetCount(usize),
    /// It has a colon, as a port or an IPv6 address has.
    Colon,
    /// It has a character that is not a decimal digit.
    NotDecimal(String),
    /// A decimal octet or number with a zero before other digits.
    LeadingZero(String),
    /// A decimal octet above 255.
    OctetTooLarge(String),
    /// A number without dots, above 255 and below [`MIN_ADDRESS_NUMBER`].
    NeitherOctetNorAddress(String),
    /// A number without dots that does not fit in 32 bits.
    NumberTooLarge(String),
    /// Zeros and ones, but not eight of them.
    BitCount(String),
    /// An octet that is not eight binary digits, in an address whose first octet is.
    NotBinary(String),
    /// An octet in binary after one in decimal.
    MixedNotation,
    /// The text after the slash is empty.
    PrefixMissing,
    /// The text after the slash is neither 0 to 32 nor a mask.
    NotAPrefix(String),
    /// A prefix with a zero before other digits: the rest.
    PrefixLeadingZero(String),
    /// A mask with a 1 to the right of a 0.
    MaskWithGaps(Ipv4Addr),
    /// A prefix after a single octet.
    PrefixAfterOctet,
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
    let parts: Vec<&str> = address.split('.').collect();
    if let [number] = parts[..]
        && let Some(octets) = parse_number(number)?
    {
        return Ok(Parsed::Address(octets, prefix));
    }
    let is_binary = parts[0].len() == 8 && parts[0].starts_with(['0', '1']);
    let parse_octet = if is_binary { parse_binary } else { parse_decimal };
    let octets = parts.iter().map(|part| parse_octet(part)).collect::<Result<Vec<u8>, _>>()?;
    match octets[..] {
        [octet] if prefix.is_none() => Ok(Parsed::Octet(octet)),
        [_] => Err(ParseError::PrefixAfterOctet),
        [first, second, third, fourth] => {
            Ok(Parsed::Address([first, second, third, fourth], prefix))
        }
        _ => Err(ParseError::OctetCount(octets.len())),
    }
}

/// Reads an address that is written as one number. Returns `None` if `text` may be an octet.
fn parse_number(text: &str) -> Result<Option<[u8; 4]>, ParseError> {
    let is_number = is_all(text, b"0123456789") && !has_leading_zero(text);
    if !is_number || (is_all(text, b"01") && text.len() <= 8) {
        return Ok(None);
    }
    match text.parse() {
        Ok(0..=255) => Ok(None),
        Ok(number @ MIN_ADDRESS_NUMBER..) => Ok(Some(number.to_be_bytes())),
        Ok(_) => Err(ParseError::NeitherOctetNorAddress(text.to_string())),
        Err(_) if is_all(text, b"01") => Err(ParseError::BitCount(text.to_string())),
        Err(_) => Err(ParseError::NumberTooLarge(text.to_string())),
    }
}

fn parse_decimal(part: &str) -> Result<u8, ParseError> {
    let text = || part.to_string();
    if part.is_empty() {
        Err(ParseError::OctetMissing)
    } else if part.contains(':') {
        Err(ParseError::Colon)
    } else if !is_all(part, b"0123456789") {
        Err(ParseError::NotDecimal(text()))
    } else if is_all(part, b"01") && part.len() == 8 {
        Err(ParseError::MixedNotation)
    } else if is_all(part, b"01") && part.len() > 3 {
        Err(ParseError::BitCount(text()))
    } else if has_leading_zero(part) {
        Err(ParseError::LeadingZero(text()))
    } else {
        part.parse().map_err(|_| ParseError::OctetTooLarge(text()))
    }
}

fn parse_binary(part: &str) -> Result<u8, ParseError> {
    bits_to_octet(part).ok_or_else(|| ParseError::NotBinary(part.to_string()))
}

/// Reads what is after the slash: `24`, or the mask `255.255.255.0`.
fn parse_prefix(text: &str) -> Result<u8, ParseError> {
    if text.is_empty() {
        return Err(ParseError::PrefixMissing);
    }
    if let Ok(mask) = text.parse::<Ipv4Addr>() {
        let prefix = (0..=32).find(|prefix| prefix_mask(*prefix) == mask.to_bits());
        return prefix.ok_or(ParseError::MaskWithGaps(mask));
    }
    match text.parse() {
        Ok(prefix @ 0..=32) if is_all(text, b"0123456789") => match has_leading_zero(text) {
            true => Err(ParseError::PrefixLeadingZero(text.to_string())),
            false => Ok(prefix),
        },
        _ => Err(ParseError::NotAPrefix(text.to_string())),
    }
}

fn is_all(text: &str, digits: &[u8]) -> bool {
    text.bytes().all(|byte| digits.contains(&byte))
}

fn has_leading_zero(digits: &str) -> bool {
    digits.len() > 1 && digits.starts_with('0')
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
            ("", OctetMissing),
            ("  ", OctetMissing),
            (".", OctetMissing),
            ("192.168..5", OctetMissing),
            ("192.168.1.5.", OctetMissing),
            ("1.2.3.4.5", OctetCount(5)),
            ("1.2", OctetCount(2)),
            ("1.2.3/8", OctetCount(3)),
            ("1.2.3.256", OctetTooLarge("256".into())),
            ("1.2.3.99999999999999999999", OctetTooLarge("99999999999999999999".into())),
            ("1.2.3.16777216", OctetTooLarge("16777216".into())),
            ("256", NeitherOctetNorAddress("256".into())),
            ("16777215", NeitherOctetNorAddress("16777215".into())),
            ("12345678", NeitherOctetNorAddress("12345678".into())),
            ("4294967296", NumberTooLarge("4294967296".into())),
            ("99999999999999999999", NumberTooLarge("99999999999999999999".into())),
            ("01.2.3.4", LeadingZero("01".into())),
            ("1.2.3.00", LeadingZero("00".into())),
            ("03232235781", LeadingZero("03232235781".into())),
            ("1100", BitCount("1100".into())),
            ("011000000", BitCount("011000000".into())),
            (
                "11000000101010000000000100000101",
                BitCount("11000000101010000000000100000101".into()),
            ),
            ("0000000２", NotDecimal("0000000２".into())),
            ("00000002", NotBinary("00000002".into())),
            ("11000000.168.1.5", NotBinary("168".into())),
            ("192.10101000.1.5", MixedNotation),
            ("+1.2.3.4", NotDecimal("+1".into())),
            ("-1", NotDecimal("-1".into())),
            ("1.2.3.x", NotDecimal("x".into())),
            ("1 .2.3.4", NotDecimal("1 ".into())),
            ("localhost", NotDecimal("localhost".into())),
            ("abcdefgh", NotDecimal("abcdefgh".into())),
            ("1100000x", NotBinary("1100000x".into())),
            ("::1", Colon),
            ("127.0.0.1:9087", Colon),
            ("192/8", PrefixAfterOctet),
            ("1.2.3.4/", PrefixMissing),
            ("1.2.3.4/33", NotAPrefix("33".into())),
            ("1.2.3.4/-1", NotAPrefix("-1".into())),
            ("1.2.3.4/+8", NotAPrefix("+8".into())),
            ("1.2.3.4/08", PrefixLeadingZero("08".into())),
            ("1.2.3.4/00", PrefixLeadingZero("00".into())),
            ("1.2.3.4/033", NotAPrefix("033".into())),
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
