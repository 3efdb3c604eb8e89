//! One line for each address, for other programs to read: a million of them in no time.

use crate::{Given, octet_to_bits, octets_to_number};
use std::io::{self, Write};

/// Writes short lines. There are only 256 octets: the texts of all of them, a dot behind each, are made once.
pub struct ShortLines {
    decimal: Vec<String>,
    binary: Vec<String>,
    line: Vec<u8>,
}

impl ShortLines {
    /// Makes the texts.
    pub fn prepare() -> ShortLines {
        let decimal = (0..=255_u8).map(|octet| format!("{octet}.")).collect();
        let binary = (0..=255).map(|octet| octet_to_bits(octet) + ".").collect();
        ShortLines { decimal, binary, line: Vec::new() }
    }

    /// Writes `given` as a line of three columns with tabs between them: decimal, dotted binary, and the number. A
    /// prefix is not shown.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn write(&mut self, given: Given, out: &mut impl Write) -> io::Result<()> {
        let (octets, number) = match &given {
            Given::Octet(octet) => (std::slice::from_ref(octet), u32::from(*octet)),
            Given::Address(octets, _) => (octets.as_slice(), octets_to_number(*octets)),
        };
        self.line.clear();
        for texts in [&self.decimal, &self.binary] {
            for octet in octets {
                self.line.extend_from_slice(texts[usize::from(*octet)].as_bytes());
            }
            self.line.pop(); // the dot after the last octet
            self.line.push(b'\t');
        }
        self.line.extend_from_slice(number.to_string().as_bytes());
        self.line.push(b'\n');
        out.write_all(&self.line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_line_has_three_columns() {
        let mut short = ShortLines::prepare();
        for (given, line) in [
            (Given::Octet(6), "6\t00000110\t6\n"),
            (
                Given::Address([192, 168, 1, 5], Some(24)),
                "192.168.1.5\t11000000.10101000.00000001.00000101\t3232235781\n",
            ),
        ] {
            let mut out = Vec::new();
            short.write(given, &mut out).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), line);
        }
    }
}
