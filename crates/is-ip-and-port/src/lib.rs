//! Is a text an IPv4 address and a port, such as `127.0.0.1:9087`? These are the functions that the
//! learner writes, step by step; [`check`] calls them in order.
//!
//! The address is read as `inet_aton` reads it, the function of the C library that programs have
//! used since the 1980s: one to four numbers, each of them decimal, octal or hexadecimal. So
//! `127.1` is an address too.

pub mod check;
pub mod diagnostic;
pub mod errors;

use std::net::Ipv4Addr;

/// The lowest port that passes without a complaint. Lower ones exist; the Python program that this
/// one follows complained of them.
pub const MIN_PORT: i64 = 7;
/// The highest port there is: a port has 16 bits.
pub const MAX_PORT: i64 = 65_535;
/// How long a text may be, in bytes. A longer one is a no.
pub const MAX_TEXT_LEN: usize = 64 * 1024;
/// How many numbers an address may be written as.
pub const MAX_NUMBERS: usize = 4;

/// Splits `text` at its one colon: what is before it, and what is after it. Returns `None` if there
/// is no colon, or more than one.
pub fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    let (address, port) = text.split_once(':')?;
    if port.contains(':') { None } else { Some((address, port)) }
}

/// The base in which one part of an address is written, and its digits: 16 and what follows `0x` or
/// `0X`; 8 and the whole part if it starts with `0`, which is an octal digit like the others; else
/// 10 and the whole part. It does not check that they are digits.
pub fn base_and_digits(part: &str) -> (u32, &str) {
    match part.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, &part[2..]),
        [b'0', ..] => (8, part),
        _ => (10, part),
    }
}

/// The number that one part of an address stands for, up to 2³² - 1. Returns `None` if it is not a
/// number in its base: an empty part, a sign, an `8` in octal, a number that is too large.
pub fn part_to_number(part: &str) -> Option<u32> {
    let (base, digits) = base_and_digits(part);
    if digits.starts_with('+') {
        return None; // from_str_radix would take it
    }
    u32::from_str_radix(digits, base).ok()
}

/// The address that one to four numbers stand for. Each number but the last is one octet; the last
/// fills the octets that are left. Returns `None` if a number does not fit, or if there are no
/// numbers or more than four.
pub fn numbers_to_address(numbers: &[u32]) -> Option<Ipv4Addr> {
    let (last, others) = numbers.split_last()?;
    if numbers.len() > MAX_NUMBERS {
        return None;
    }
    let mut octets = last.to_be_bytes();
    for (octet, number) in octets.iter_mut().zip(others) {
        if *octet != 0 {
            return None; // the last number reaches into this octet
        }
        *octet = u8::try_from(*number).ok()?;
    }
    Some(Ipv4Addr::from(octets))
}

/// The number that a port is written as: an optional sign and any number of digits 0 to 9, leading
/// zeros included. A number above [`i64::MAX`] becomes that, and one below `-i64::MAX` becomes
/// `-i64::MAX`. Returns `None` if it is not a number: if any character after the sign is not one of
/// these digits, or if there are none.
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

/// True if `port` is from [`MIN_PORT`] to [`MAX_PORT`], both included.
pub fn is_port_in_range(port: i64) -> bool {
    (MIN_PORT..=MAX_PORT).contains(&port)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_port_as_an_optional_sign_and_ascii_digits_and_nothing_else() {
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
}
