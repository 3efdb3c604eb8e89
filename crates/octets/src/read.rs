//! Reading what a person wrote: an octet or an address, in decimal or binary.

use crate::{LONGEST_LINE, bits_to_octet};
use common::escape_untrusted;
use std::net::Ipv4Addr;

/// What was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// One octet: `192` or `11000000`.
    Octet(u8),
    /// Four octets, such as `192.168.1.5` or `11000000.10101000.00000001.00000101`, and the prefix (0 to 32) if there is one.
    Address([u8; 4], Option<u8>),
}

/// Why a text is no octet and no address, and what to try next. What is repeated of the text is escaped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// One sentence without a full stop.
    pub why: String,
    /// A sentence of its own.
    pub try_next: String,
}

const AN_ADDRESS: &str =
    "Write four numbers from 0 to 255 with dots between them, such as 192.168.1.5.";
const AN_OCTET_IN_BINARY: &str =
    "Write each octet with exactly eight digits 0 or 1, such as 00000101 for 5.";
const NO_COLON: &str =
    "Write an IPv4 address without a port, such as 192.168.1.5; IPv6 is not for this program.";
const A_PREFIX: &str =
    "Write the number of bits, 0 to 32, after one slash: /24 for the mask 255.255.255.0.";

/// Reads `text`, which may have white space around it, as one octet or as an address with or without a prefix.
///
/// # Errors
/// A [`Refusal`] for everything else. Decimal octets are plain: no zeros in front, no signs, none left out. Binary ones
/// have exactly eight digits. The first octet decides whether an address is in decimal or in binary.
pub fn read(text: &[u8]) -> Result<Given, Refusal> {
    if text.len() > LONGEST_LINE {
        return Err(refusal(format!("it is longer than {LONGEST_LINE} bytes"), AN_ADDRESS));
    }
    let text = text.trim_ascii();
    // The usual case first: the standard library reads four plain decimals, and nothing else, faster than we do.
    if let Some(address) = str::from_utf8(text).ok().and_then(|text| text.parse::<Ipv4Addr>().ok())
    {
        return Ok(Given::Address(address.octets(), None));
    }
    let (address, prefix) = match text.iter().position(|byte| *byte == b'/') {
        Some(slash) => (&text[..slash], Some(read_prefix(&text[slash + 1..])?)),
        None => (text, None),
    };
    let mut parts = address.split(|byte| *byte == b'.').peekable();
    let is_binary = parts.peek().is_some_and(|first| first.len() == 8);
    let mut octets = [0; 4];
    let mut count = 0;
    for part in parts {
        let octet = octets
            .get_mut(count)
            .ok_or_else(|| refusal("it has more than four octets", AN_ADDRESS))?;
        *octet = if is_binary { read_binary(part)? } else { read_decimal(part)? };
        count += 1;
    }
    match (count, prefix) {
        (4, _) => Ok(Given::Address(octets, prefix)),
        (1, None) => Ok(Given::Octet(octets[0])),
        (1, Some(_)) => {
            Err(refusal("a prefix belongs to an address, and this is one octet", AN_ADDRESS))
        }
        _ => Err(refusal(format!("it has {count} octets, and an address has four"), AN_ADDRESS)),
    }
}

fn read_decimal(part: &[u8]) -> Result<u8, Refusal> {
    plain_number(part).ok_or_else(|| why_not_decimal(part))
}

/// The number that one to three ASCII digits stand for, if it fits in an octet. No zero in front of others.
fn plain_number(digits: &[u8]) -> Option<u8> {
    let is_plain = matches!(digits, [b'0'..=b'9'] | [b'1'..=b'9', _] | [b'1'..=b'9', _, _]);
    if !is_plain || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = digits.iter().fold(0, |number, digit| number * 10 + u16::from(digit - b'0'));
    u8::try_from(number).ok()
}

fn why_not_decimal(part: &[u8]) -> Refusal {
    let only = |digits: &[u8]| part.iter().all(|byte| digits.contains(byte));
    let shown = escape_untrusted(part);
    if part.is_empty() {
        refusal("an octet is missing", AN_ADDRESS)
    } else if part.contains(&b':') {
        refusal("it has a colon, as a port or an IPv6 address has", NO_COLON)
    } else if !only(b"0123456789") {
        refusal(format!("`{shown}` is not a number from 0 to 255"), AN_ADDRESS)
    } else if only(b"01") && part.len() == 8 {
        refusal("it begins in decimal and goes on in binary", AN_OCTET_IN_BINARY)
    } else if only(b"01") && part.len() > 3 {
        refusal(
            format!("`{shown}` has {} binary digits, and an octet has eight", part.len()),
            AN_OCTET_IN_BINARY,
        )
    } else if part.starts_with(b"0") {
        let why = format!(
            "`{shown}` has a zero in front, which some programs take for a number to the base 8"
        );
        let plain = shown.trim_start_matches('0');
        refusal(
            why,
            format!(
                "Leave the zeros in front out: write {}.",
                if plain.is_empty() { "0" } else { plain }
            ),
        )
    } else {
        refusal(format!("{shown} does not fit in an octet, which holds 0 to 255"), AN_ADDRESS)
    }
}

fn read_binary(part: &[u8]) -> Result<u8, Refusal> {
    let octet = str::from_utf8(part).ok().and_then(bits_to_octet);
    octet.ok_or_else(|| {
        refusal(
            format!("`{}` is not eight digits 0 or 1", escape_untrusted(part)),
            AN_OCTET_IN_BINARY,
        )
    })
}

fn read_prefix(prefix: &[u8]) -> Result<u8, Refusal> {
    match (plain_number(prefix), prefix) {
        (Some(bits @ 0..=32), _) => Ok(bits),
        (_, b"") => Err(refusal("there is no prefix after the slash", A_PREFIX)),
        (_, [b'0', rest @ ..]) if plain_number(rest).is_some_and(|bits| bits <= 32) => {
            Err(refusal(
                format!("the prefix 0{0} has a zero in front", escape_untrusted(rest)),
                format!("Write /{}.", escape_untrusted(rest)),
            ))
        }
        _ => Err(refusal(
            format!("the prefix `{}` is not a number from 0 to 32", escape_untrusted(prefix)),
            A_PREFIX,
        )),
    }
}

fn refusal(why: impl Into<String>, try_next: impl Into<String>) -> Refusal {
    Refusal { why: why.into(), try_next: try_next.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_octets_and_addresses_in_both_notations() {
        let home = [192, 168, 1, 5];
        for (text, given) in [
            ("0", Given::Octet(0)),
            ("255", Given::Octet(255)),
            ("101", Given::Octet(101)),
            ("00000101", Given::Octet(5)),
            ("11111111", Given::Octet(255)),
            ("192.168.1.5", Given::Address(home, None)),
            ("11000000.10101000.00000001.00000101", Given::Address(home, None)),
            ("192.168.1.5/0", Given::Address(home, Some(0))),
            ("11000000.10101000.00000001.00000101/32", Given::Address(home, Some(32))),
            (" \t192.168.1.5/24\r", Given::Address(home, Some(24))),
        ] {
            assert_eq!(read(text.as_bytes()), Ok(given), "{text}");
        }
    }

    #[test]
    fn refuses_everything_else_and_says_why() {
        let long = "1".repeat(LONGEST_LINE + 1);
        for (text, why) in [
            ("", "an octet is missing"),
            ("  ", "an octet is missing"),
            (".", "an octet is missing"),
            ("192.168..5", "an octet is missing"),
            ("192.168.1.5.", "it has more than four octets"),
            ("1.2.3.4.5", "it has more than four octets"),
            ("1.2", "it has 2 octets, and an address has four"),
            ("1.2.3/8", "it has 3 octets, and an address has four"),
            ("256", "256 does not fit in an octet, which holds 0 to 255"),
            (
                "1.2.3.99999999999999999999",
                "99999999999999999999 does not fit in an octet, which holds 0 to 255",
            ),
            (
                "01.2.3.4",
                "`01` has a zero in front, which some programs take for a number to the base 8",
            ),
            (
                "1.2.3.00",
                "`00` has a zero in front, which some programs take for a number to the base 8",
            ),
            ("1100", "`1100` has 4 binary digits, and an octet has eight"),
            ("110000001", "`110000001` has 9 binary digits, and an octet has eight"),
            ("0000000２", "`0000000２` is not a number from 0 to 255"),
            ("00000002", "`00000002` is not eight digits 0 or 1"),
            ("11000000.168.1.5", "`168` is not eight digits 0 or 1"),
            ("192.10101000.1.5", "it begins in decimal and goes on in binary"),
            ("+1.2.3.4", "`+1` is not a number from 0 to 255"),
            ("-1", "`-1` is not a number from 0 to 255"),
            ("1.2.3.x", "`x` is not a number from 0 to 255"),
            ("1 .2.3.4", "`1 ` is not a number from 0 to 255"),
            ("localhost", "`localhost` is not a number from 0 to 255"),
            ("abcdefgh", "`abcdefgh` is not eight digits 0 or 1"),
            ("::1", "it has a colon, as a port or an IPv6 address has"),
            ("127.0.0.1:9087", "it has a colon, as a port or an IPv6 address has"),
            ("192/8", "a prefix belongs to an address, and this is one octet"),
            ("1.2.3.4/", "there is no prefix after the slash"),
            ("1.2.3.4/33", "the prefix `33` is not a number from 0 to 32"),
            ("1.2.3.4/-1", "the prefix `-1` is not a number from 0 to 32"),
            ("1.2.3.4/+8", "the prefix `+8` is not a number from 0 to 32"),
            ("1.2.3.4/08", "the prefix 08 has a zero in front"),
            ("1.2.3.4/00", "the prefix 00 has a zero in front"),
            ("1.2.3.4/033", "the prefix `033` is not a number from 0 to 32"),
            ("1.2.3.4/8/8", "the prefix `8/8` is not a number from 0 to 32"),
            ("1.2.3.4/255.0.0.0", "the prefix `255.0.0.0` is not a number from 0 to 32"),
            (&long, "it is longer than 128 bytes"),
        ] {
            let came = read(text.as_bytes()).err().map(|refusal| refusal.why).unwrap_or_default();
            assert_eq!(came, why, "{text}");
        }
        let came = read(b"1.2.3.\xff\x1b").map_err(|refusal| refusal.why);
        assert_eq!(came, Err("`\\xff\\x1b` is not a number from 0 to 255".to_string()));
    }

    #[test]
    fn says_what_to_try_next() {
        for (text, try_next) in [
            ("01.2.3.4", "Leave the zeros in front out: write 1."),
            ("000", "Leave the zeros in front out: write 0."),
            ("1.2.3.4/08", "Write /8."),
            ("1.2.3.4/00", "Write /0."),
        ] {
            assert_eq!(
                read(text.as_bytes()).map_err(|refusal| refusal.try_next),
                Err(try_next.to_string()),
                "{text}"
            );
        }
    }
}
