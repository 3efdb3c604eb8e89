//! Lines of a pipe: any number of them, of any length and with any bytes.

use crate::{HIGHEST_PORT, LONGEST_TEXT, LOWEST_PORT};
use std::io::{self, BufRead, Read};

/// Reads the next line into `line`, without its end; false at the end of the input. Of a line that is longer than
/// [`LONGEST_TEXT`] it keeps a little more than that, so that the check refuses it, and throws the rest away.
pub fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let most = LONGEST_TEXT + "\r\n".len();
    input.take(most as u64).read_until(b'\n', line)?;
    let found = !line.is_empty();
    if line.pop_if(|byte| *byte == b'\n').is_some() {
        line.pop_if(|byte| *byte == b'\r');
    } else if line.len() == most {
        input.skip_until(b'\n')?;
    }
    Ok(found)
}

/// The short way for a long list. Most of its lines are written as the system itself writes an address and a port; those
/// are known by one look at each byte, many times as fast as by the steps of the lesson.
///
/// The result is the length of the line with which `bytes` begin, where it is four plain decimals, a plain port in range and a line end of one
/// byte, which is not counted. To such a line [`crate::check`] says yes, and has no complaint.
pub fn plain_line_length(bytes: &[u8]) -> Option<usize> {
    let mut rest = bytes;
    for (least, most, end) in [
        (0, 255, b'.'),
        (0, 255, b'.'),
        (0, 255, b'.'),
        (0, 255, b':'),
        (LOWEST_PORT, HIGHEST_PORT, b'\n'),
    ] {
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
            b'0'..=b'9' if index == 0 || number > 0 => {
                number = number * 10 + i64::from(byte - b'0')
            }
            byte if *byte == end && index > 0 => return Some((number, &bytes[index + 1..])),
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_lines_with_any_end_and_throws_the_rest_of_a_long_one_away() {
        let longest = "x".repeat(LONGEST_TEXT);
        let input = format!("a\n\nb\r\n{longest}\r\n{longest}y\n{longest}yyyyyyyy\nlast");
        let mut input = input.as_bytes();
        let mut line = Vec::new();
        for (start, length) in [
            ("a", 1),
            ("", 0),
            ("b", 1),
            ("xxx", LONGEST_TEXT),
            ("xxx", LONGEST_TEXT + 1),
            ("xxx", LONGEST_TEXT + 2),
            ("last", 4),
        ] {
            assert!(read_line(&mut input, &mut line).is_ok_and(|found| found));
            assert!(line.starts_with(start.as_bytes()));
            assert_eq!(line.len(), length, "{start}");
        }
        assert!(read_line(&mut input, &mut line).is_ok_and(|found| !found));
    }
}
