//! The sentences for texts that are neither an octet nor an address: why, and what to try. The
//! first version printed `ParseIntError` instead.

use common::UserError;
use octets::parse::{MAX_TEXT_LEN, ParseError};

const WRITE_AN_ADDRESS: &str =
    "Write four numbers from 0 to 255 with dots between them, such as 192.168.1.5.";
const WRITE_BITS: &str =
    "Write each octet with exactly eight digits 0 or 1, such as 00000101 for 5.";
const WRITE_A_NUMBER: &str = "Write an octet from 0 to 255, an address such as 192.168.1.5, or an \
    address as one number from 16777216 (1.0.0.0) to 4294967295.";
const WRITE_A_PREFIX: &str =
    "Write the number of bits, 0 to 32, after one slash: /24 for the mask 255.255.255.0.";

/// What to print about `text`, which is escaped already.
pub(crate) fn invalid_address(text: &str, error: &ParseError) -> UserError {
    let (start, rest) = text.split_at(text.floor_char_boundary(MAX_TEXT_LEN));
    let cut = if rest.is_empty() { "" } else { "..." };
    let message = format!("invalid address `{start}{cut}`: {}", reason(error));
    UserError::new(message, hint(error))
}

fn reason(error: &ParseError) -> String {
    match error {
        ParseError::TooLong => format!("it is longer than {MAX_TEXT_LEN} bytes"),
        ParseError::OctetMissing => "an octet is missing".to_string(),
        ParseError::OctetCount(count) => format!("it has {count} octets; an address has four"),
        ParseError::Colon => "it has a colon, as a port or an IPv6 address has".to_string(),
        ParseError::NotDecimal(part) => format!("`{part}` is not a number from 0 to 255"),
        ParseError::LeadingZero(part) => {
            format!("`{part}` has a leading zero, which some programs read as octal")
        }
        ParseError::OctetTooLarge(part) | ParseError::NeitherOctetNorAddress(part) => {
            format!("{part} is too large; an octet holds at most 255")
        }
        ParseError::NumberTooLarge(number) => {
            format!("{number} is too large; 32 bits hold at most {}", u32::MAX)
        }
        ParseError::BitCount(bits) => {
            format!("`{bits}` has {} binary digits; an octet has eight", bits.len())
        }
        ParseError::NotBinary(part) => format!("`{part}` is not eight digits 0 or 1"),
        ParseError::MixedNotation => "it mixes decimal and binary octets".to_string(),
        ParseError::PrefixMissing => "there is no prefix after the slash".to_string(),
        ParseError::NotAPrefix(prefix) => {
            format!("the prefix `{prefix}` is not a number from 0 to 32")
        }
        ParseError::PrefixLeadingZero(prefix) => {
            format!("the prefix {prefix} has a leading zero")
        }
        ParseError::MaskWithGaps(mask) => {
            format!("{mask} is not a mask: in binary, it has a 1 to the right of a 0")
        }
        ParseError::PrefixAfterOctet => {
            "a prefix needs a full address, and this is a single octet".to_string()
        }
    }
}

fn hint(error: &ParseError) -> String {
    match error {
        ParseError::LeadingZero(part) => {
            format!("Drop the leading zeros: write {}.", without_zeros(part))
        }
        ParseError::PrefixLeadingZero(part) => format!("Write /{}.", without_zeros(part)),
        ParseError::Colon => "Write an IPv4 address without a port, such as 192.168.1.5; this \
            program does not support IPv6."
            .to_string(),
        ParseError::BitCount(_) | ParseError::NotBinary(_) | ParseError::MixedNotation => {
            WRITE_BITS.to_string()
        }
        ParseError::NeitherOctetNorAddress(_) | ParseError::NumberTooLarge(_) => {
            WRITE_A_NUMBER.to_string()
        }
        ParseError::PrefixMissing | ParseError::NotAPrefix(_) | ParseError::MaskWithGaps(_) => {
            WRITE_A_PREFIX.to_string()
        }
        _ => WRITE_AN_ADDRESS.to_string(),
    }
}

fn without_zeros(number: &str) -> &str {
    match number.trim_start_matches('0') {
        "" => "0",
        rest => rest,
    }
}
