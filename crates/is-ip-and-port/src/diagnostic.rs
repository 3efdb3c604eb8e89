//! What is wrong with a text, and where. The first version only said that something was.

use crate::{MAX_NUMBERS, base_and_digits, numbers_to_address, part_to_number, port_to_number};
use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;

/// The part of a text that is wrong, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The wrong part, in bytes of the text; empty if something is missing there.
    pub span: Range<usize>,
    /// What is wrong with it.
    pub error: CheckError,
}

/// Why a text is not an IP address and a port, or not one with a port in range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckError {
    /// The text is longer than [`crate::MAX_TEXT_LEN`].
    TooLong,
    /// These bytes are not UTF-8.
    NotUtf8,
    /// There is no colon.
    ColonMissing,
    /// An address, something else, and a port: a colon belongs between them, as in this text.
    ColonExpected(String),
    /// There is more than one colon.
    SecondColon,
    /// It is an IPv6 address.
    Ipv6 {
        /// True if a port follows it.
        has_port: bool,
    },
    /// There is nothing before the colon.
    AddressMissing,
    /// There is nothing where a number of the address should be.
    NumberMissing,
    /// It is not an address, but may be a name.
    Name,
    /// `0x` without a digit after it.
    HexDigitMissing,
    /// A number of the address has a character that is not a digit in its base.
    NotADigit(char, u32),
    /// A number of the address does not fit in 32 bits.
    NumberTooLarge(String),
    /// A number of the address does not fit in the octets that it fills.
    OctetsTooLarge(String, usize),
    /// There are more than four numbers.
    TooManyNumbers,
    /// The numbers are not an address for another reason.
    NotAnAddress,
    /// There is nothing after the colon, or only a sign.
    PortMissing,
    /// The port has a character that is not a decimal digit.
    NotAPort(char),
    /// The port is below 0.
    PortNegative,
    /// The port is below [`crate::MIN_PORT`].
    PortTooLow,
    /// The port is above [`crate::MAX_PORT`].
    PortTooHigh,
    /// Only some programs read it as this address: too uncertain for the strict check.
    Ambiguous(Ipv4Addr),
}

impl CheckError {
    /// True if the text has the right form, and only its port is out of range.
    pub fn is_port_out_of_range(&self) -> bool {
        matches!(self, Self::PortNegative | Self::PortTooLow | Self::PortTooHigh)
    }

    /// An error about the part of the text at `span`.
    pub(crate) fn at(self, span: Range<usize>) -> Diagnostic {
        Diagnostic { span, error: self }
    }
}

/// Why `text` could not be split in two.
pub(crate) fn not_split(text: &str) -> Diagnostic {
    let (inside, rest) =
        text.strip_prefix('[').and_then(|text| text.split_once(']')).unwrap_or((text, ""));
    let address = inside.split('%').next().unwrap_or(inside); // a zone may follow, such as %eth0
    if address.parse::<Ipv6Addr>().is_ok() {
        return CheckError::Ipv6 { has_port: !rest.is_empty() }.at(0..text.len());
    }
    if let Some((second, _)) = text.match_indices(':').nth(1) {
        return CheckError::SecondColon.at(second..second + 1);
    }
    if let Some(separator) = other_separator(text) {
        let meant = format!("{}:{}", &text[..separator.start], &text[separator.end..]);
        return CheckError::ColonExpected(meant).at(separator);
    }
    CheckError::ColonMissing.at(text.len()..text.len())
}

/// Where an address ends and its port begins, in a text without a colon: `1.2.3.4 80`.
fn other_separator(text: &str) -> Option<Range<usize>> {
    let is_of_address =
        |character: char| character.is_ascii_hexdigit() || "xX.".contains(character);
    let (start, end) = match text.find(|character| !is_of_address(character)) {
        Some(start) => (start, start + text[start..].find(|next: char| next.is_ascii_digit())?),
        None if text.matches('.').count() == MAX_NUMBERS => {
            text.rfind('.').map(|dot| (dot, dot + 1))?
        } // 1.2.3.4.80
        None => return None,
    };
    let numbers: Option<Vec<u32>> = text[..start].split('.').map(part_to_number).collect();
    let is_address = numbers_to_address(&numbers?).is_some();
    let is_port = port_to_number(&text[end..]).is_some();
    (is_address && is_port && !text.contains(':')).then_some(start..end)
}

/// Why the part of `address` at `span` is not a number.
pub(crate) fn not_a_number(address: &str, span: Range<usize>) -> Diagnostic {
    let part = &address[span.clone()];
    if address.is_empty() {
        return CheckError::AddressMissing.at(span);
    }
    if part.is_empty() {
        return CheckError::NumberMissing.at(span);
    }
    if address.starts_with(char::is_alphabetic) {
        return CheckError::Name.at(0..address.len());
    }
    let (base, digits) = base_and_digits(part);
    if digits.is_empty() {
        return CheckError::HexDigitMissing.at(span);
    }
    match first_non_digit(digits, base) {
        Some((index, character)) => {
            let start = span.end - digits.len() + index;
            CheckError::NotADigit(character, base).at(start..start + character.len_utf8())
        }
        None => CheckError::NumberTooLarge(part.to_string()).at(span),
    }
}

/// Which of `numbers`, the parts of `address`, does not fit.
pub(crate) fn not_an_address(address: &str, numbers: &[u32]) -> Diagnostic {
    let mut start = 0;
    for (place, (part, number)) in address.split('.').zip(numbers).enumerate() {
        // The last number fills the octets that are left.
        let octets = if place + 1 == numbers.len() { MAX_NUMBERS - place } else { 1 };
        if u64::from(*number) >= 256_u64.pow(octets as u32) {
            let error = CheckError::OctetsTooLarge(part.to_string(), octets);
            return error.at(start..start + part.len());
        }
        start += part.len() + ".".len();
    }
    CheckError::NotAnAddress.at(0..address.len())
}

/// Why the port of `text`, from `start` on, is not a number.
pub(crate) fn not_a_port(text: &str, start: usize) -> Diagnostic {
    let start = start + usize::from(text[start..].starts_with(['+', '-']));
    match first_non_digit(&text[start..], 10) {
        Some((index, character)) => {
            let start = start + index;
            CheckError::NotAPort(character).at(start..start + character.len_utf8())
        }
        None => CheckError::PortMissing.at(start..text.len()),
    }
}

fn first_non_digit(digits: &str, base: u32) -> Option<(usize, char)> {
    digits.char_indices().find(|(_, character)| !character.is_digit(base))
}
