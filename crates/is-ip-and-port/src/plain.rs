//! The short way for a long list. Most of its lines are written as the system itself writes an address and a port; those
//! are known by one look at each byte, many times as fast as by the steps of the lesson.

use crate::{HIGHEST_PORT, LOWEST_PORT};

/// The length of the line with which `bytes` begin, where it is four plain decimals, a plain port in range and a line end
/// of one byte, which is not counted. To such a line [`crate::check`] says yes, and has no complaint.
pub fn plain_line_length(bytes: &[u8]) -> Option<usize> {
    let mut rest = bytes;
    for (least, most, end) in
        [(0, 255, b'.'), (0, 255, b'.'), (0, 255, b'.'), (0, 255, b':'), (LOWEST_PORT, HIGHEST_PORT, b'\n')]
    {
        let (number, behind) = plain_number(rest, end)?;
        if number < least || number > most {
            return None;
        }
        rest = behind;
    }
    Some(bytes.len() - rest.len() - 1)
}

/// The decimal number before `end`, of at most five digits and without leading zeros, and what comes behind `end`.
fn plain_number(bytes: &[u8], end: u8) -> Option<(i64, &[u8])> {
    let mut number = 0;
    for (index, byte) in bytes.iter().take(6).enumerate() {
        match byte {
            b'0'..=b'9' if index == 0 || number > 0 => number = number * 10 + i64::from(byte - b'0'),
            byte if *byte == end && index > 0 => return Some((number, &bytes[index + 1..])),
            _ => return None,
        }
    }
    None
}
