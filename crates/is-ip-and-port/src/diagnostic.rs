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
    /// A colon belongs here, between the address and the port.
    ColonExpected,
    /// There is more than one colon.
    SecondColon,
    /// It is an IPv6 address.
    Ipv6,
    /// It is not an address, but may be a name.
    NotAnAddress,
    /// There are more than four numbers.
    TooManyNumbers,
    /// There is nothing where a number should be.
    NumberMissing,
    /// It is not a digit in this base, and a number has it.
    NotADigit(u32),
    /// It does not fit in the octets that it fills, of which there are this many.
    TooLarge(usize),
    /// The port is out of range.
    PortOutOfRange(i64),
    /// Only some programs read it as this address: too uncertain for the strict check.
    Ambiguous(Ipv4Addr),
}

impl CheckError {
    /// The error, about the part of the text at `span`.
    pub(crate) fn at(self, span: Range<usize>) -> Diagnostic {
        Diagnostic { span, error: self }
    }
}

/// Why `text` could not be split in two.
pub(crate) fn not_split(text: &str) -> Diagnostic {
    let inside = text.strip_prefix('[').and_then(|rest| rest.split(']').next()).unwrap_or(text);
    let address = inside.split('%').next().unwrap_or(inside); // a zone may follow, such as %eth0
    if address.parse::<Ipv6Addr>().is_ok() {
        CheckError::Ipv6.at(0..text.len())
    } else if let Some((second, _)) = text.match_indices(':').nth(1) {
        CheckError::SecondColon.at(second..second + 1)
    } else if let Some(separator) = other_separator(text) {
        CheckError::ColonExpected.at(separator)
    } else {
        CheckError::ColonMissing.at(text.len()..text.len())
    }
}

/// What separates an address and a port in a text without a colon: `1.2.3.4 80`, `1.2.3.4.80`.
fn other_separator(text: &str) -> Option<Range<usize>> {
    let separator = match text.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '.')
    {
        Some(start) => start..start + text[start..].find(|next: char| next.is_ascii_digit())?,
        None => text.match_indices('.').nth(MAX_NUMBERS - 1).map(|(dot, _)| dot..dot + 1)?,
    };
    let numbers = text[..separator.start].split('.').map(part_to_number);
    numbers_to_address(&numbers.collect::<Option<Vec<_>>>()?)?;
    port_to_number(&text[separator.end..])?;
    Some(separator)
}

/// Why the part of `address` at `span` is not a number.
pub(crate) fn not_a_number(address: &str, span: Range<usize>) -> Diagnostic {
    let (base, digits) = base_and_digits(&address[span.clone()]);
    if digits.is_empty() {
        CheckError::NumberMissing.at(span)
    } else if address.starts_with(char::is_alphabetic) {
        CheckError::NotAnAddress.at(0..address.len())
    } else {
        let not_a_digit = not_a_digit(digits, base, span.end - digits.len());
        not_a_digit.unwrap_or(CheckError::TooLarge(MAX_NUMBERS).at(span))
    }
}

/// Which of `numbers`, the parts of `address`, does not fit.
pub(crate) fn not_an_address(address: &str, numbers: &[u32]) -> Diagnostic {
    let mut start = 0;
    for (place, (part, number)) in address.split('.').zip(numbers).enumerate() {
        // The last number fills the octets that are left.
        let octets = if place + 1 == numbers.len() { MAX_NUMBERS - place } else { 1 };
        if number.leading_zeros() as usize + 8 * octets < 32 {
            return CheckError::TooLarge(octets).at(start..start + part.len());
        }
        start += part.len() + ".".len();
    }
    CheckError::NotAnAddress.at(0..address.len())
}

/// Why the port of `text`, from `start` on, is not a number.
pub(crate) fn not_a_port(text: &str, start: usize) -> Diagnostic {
    let start = start + usize::from(text[start..].starts_with(['+', '-']));
    let missing = CheckError::NumberMissing.at(start..text.len());
    not_a_digit(&text[start..], 10, start).unwrap_or(missing)
}

/// The first of `digits`, which begin at `start`, that is not a digit.
fn not_a_digit(digits: &str, base: u32, start: usize) -> Option<Diagnostic> {
    let (index, letter) = digits.char_indices().find(|(_, letter)| !letter.is_digit(base))?;
    let start = start + index;
    Some(CheckError::NotADigit(base).at(start..start + letter.len_utf8()))
}
