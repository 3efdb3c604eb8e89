//! The steps of the worksheet: what each function must return. `cargo course check is-ip-and-port`
//! runs these tests and shows the first call that went wrong.

use is_ip_and_port::{
    base_and_digits, is_port_in_range, numbers_to_address, part_to_number, port_to_number,
    split_at_colon,
};
use std::net::Ipv4Addr;

// The types of the six functions.
const _: fn(&str) -> Option<(&str, &str)> = split_at_colon;
const _: fn(&str) -> (u32, &str) = base_and_digits;
const _: fn(&str) -> Option<u32> = part_to_number;
const _: fn(&[u32]) -> Option<Ipv4Addr> = numbers_to_address;
const _: fn(&str) -> Option<i64> = port_to_number;
const _: fn(i64) -> bool = is_port_in_range;

/// A generator of numbers that look like chance: the same ones on every run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        self.0 >> 32
    }
}

#[test]
fn step_1_splits_at_the_colon() {
    for (text, pair) in [
        ("127.0.0.1:9087", Some(("127.0.0.1", "9087"))),
        ("a:b", Some(("a", "b"))),
        (":80", Some(("", "80"))),
        ("1.2.3.4:", Some(("1.2.3.4", ""))),
        (":", Some(("", ""))),
        (" 1.2.3.4 : 80 ", Some((" 1.2.3.4 ", " 80 "))),
        ("\u{e9}\u{e9}:80", Some(("\u{e9}\u{e9}", "80"))),
    ] {
        assert_eq!(split_at_colon(text), pair, "split_at_colon({text:?})");
    }
}

#[test]
fn step_1_takes_exactly_one_colon() {
    for text in ["1.2.3.4", "", "1.2.3.4:80:90", "::1", "1.2.3.4::80", "::", "a:b:c:d"] {
        assert_eq!(split_at_colon(text), None, "split_at_colon({text:?})");
    }
}

#[test]
fn step_1_is_right_for_every_short_text() {
    // All texts of up to five letters, each `a`, `.` or `:`.
    let mut texts = vec![String::new()];
    for index in 0..121 {
        for letter in ['a', '.', ':'] {
            texts.push(format!("{}{letter}", texts[index]));
        }
    }
    for text in &texts {
        let pieces: Vec<&str> = text.split(':').collect();
        let pair = if pieces.len() == 2 { Some((pieces[0], pieces[1])) } else { None };
        assert_eq!(split_at_colon(text), pair, "split_at_colon({text:?})");
    }
}

#[test]
fn step_2_finds_the_base_of_a_part() {
    for (part, base, digits) in [
        ("127", 10, "127"),
        ("0177", 8, "0177"),
        ("0", 8, "0"),
        ("00", 8, "00"),
        ("0x7f", 16, "7f"),
        ("0X7F", 16, "7F"),
        ("0x", 16, ""),
        ("0x0x7", 16, "0x7"),
        ("08", 8, "08"),
        ("", 10, ""),
        ("1x7f", 10, "1x7f"),
        ("x7f", 10, "x7f"),
        ("10x7f", 10, "10x7f"),
        ("\u{e9}", 10, "\u{e9}"),
        ("0\u{e9}", 8, "0\u{e9}"),
        ("0b11", 8, "0b11"),
        ("0o17", 8, "0o17"),
    ] {
        assert_eq!(base_and_digits(part), (base, digits), "base_and_digits({part:?})");
    }
}

#[test]
fn step_2_turns_a_part_into_a_number() {
    for (part, number) in [
        ("127", 127),
        ("300", 300),
        ("0", 0),
        ("010", 8),
        ("0377", 255),
        ("0x7f", 127),
        ("0XfF", 255),
        ("4294967295", u32::MAX),
        ("0000000000000000000000000000000000000010", 8),
    ] {
        assert_eq!(part_to_number(part), Some(number), "part_to_number({part:?})");
    }
}

#[test]
fn step_2_refuses_what_is_not_a_number() {
    for part in [
        "x",
        "",
        "1x",
        "08",
        "0x",
        "0xg",
        "4294967296",
        "0x100000000",
        "040000000000",
        "99999999999999999999999",
        "-1",
        "+1",
        "0x+1",
        "0x-1",
        " 1",
        "1 ",
        "1_0",
        "0b1",
        "0o7",
        "\u{664}",
    ] {
        assert_eq!(part_to_number(part), None, "part_to_number({part:?})");
    }
}

#[test]
fn step_2_reads_back_what_was_written_in_each_base() {
    let mut numbers = Numbers(2);
    for count in 1..50_u32 {
        let any = u32::try_from(numbers.next()).unwrap_or(u32::MAX).max(1);
        for number in [count, u32::MAX - count, any] {
            for part in [
                format!("{number}"),
                format!("0{number:o}"),
                format!("00{number:o}"),
                format!("0x{number:x}"),
                format!("0X{number:08X}"),
            ] {
                assert_eq!(part_to_number(&part), Some(number), "part_to_number({part:?})");
            }
        }
    }
}

#[test]
fn step_3_puts_an_address_together() {
    for (numbers, address) in [
        (&[1, 2, 3, 4][..], [1, 2, 3, 4]),
        (&[127, 1], [127, 0, 0, 1]),
        (&[1, 2, 65535], [1, 2, 255, 255]),
        (&[10, 258], [10, 0, 1, 2]),
        (&[1, 16_777_215], [1, 255, 255, 255]),
        (&[0], [0, 0, 0, 0]),
        (&[u32::MAX], [255, 255, 255, 255]),
        (&[255, 255, 255, 255], [255, 255, 255, 255]),
    ] {
        assert_eq!(
            numbers_to_address(numbers),
            Some(Ipv4Addr::from(address)),
            "numbers_to_address(&{numbers:?})"
        );
    }
}

#[test]
fn step_3_refuses_what_does_not_fit() {
    for numbers in [
        &[1, 2, 3, 256][..],
        &[256, 2, 3, 4],
        &[1, 300, 3, 4],
        &[256, 1],
        &[1, 2, 65_536],
        &[1, 16_777_216],
        &[0, 16_777_216],
        &[0, 0, 65_536],
        &[1, 2, 3, 4, 5],
        &[1, 2, 3, 4, 0],
        &[],
    ] {
        assert_eq!(numbers_to_address(numbers), None, "numbers_to_address(&{numbers:?})");
    }
}

#[test]
fn step_3_agrees_with_the_weights_of_the_octets() {
    let mut random = Numbers(3);
    for _ in 0..1000 {
        let count = random.next() as usize % 4 + 1;
        // Mostly numbers that fit, and some just too large.
        let mut numbers: Vec<u32> = (0..count).map(|_| (random.next() % 258) as u32).collect();
        numbers[count - 1] = (random.next() >> (8 * (random.next() % 4))) as u32;

        // The number of 32 bits: what the last one holds, and 2 to the power of 24, 16 or 8 for
        // each of the others.
        let places = [1 << 24, 1 << 16, 1 << 8];
        let before = &numbers[..count - 1];
        let last = u64::from(numbers[count - 1]);
        let sum: u64 =
            before.iter().zip(places).map(|(number, place)| u64::from(*number) * place).sum();
        let fits = before.iter().all(|number| *number < 256) && last < 1 << (40 - 8 * count);
        let address = u32::try_from(sum + last).ok().filter(|_| fits).map(Ipv4Addr::from);
        assert_eq!(numbers_to_address(&numbers), address, "numbers_to_address(&{numbers:?})");
    }
}

#[test]
fn step_4_turns_a_port_into_a_number() {
    for (port, number) in [
        ("80", 80),
        ("9087", 9087),
        ("0", 0),
        ("00080", 80),
        ("+80", 80),
        ("-80", -80),
        ("-0", 0),
        ("65536", 65536),
        ("1000000000000000000", 1_000_000_000_000_000_000),
    ] {
        assert_eq!(port_to_number(port), Some(number), "port_to_number({port:?})");
    }
    // Far below zero: i64::MIN or the number above it. The goal leaves that open.
    for port in ["-9223372036854775808", "-99999999999999999999999999999999"] {
        assert_eq!(
            port_to_number(port).map(|number| number.max(-i64::MAX)),
            Some(-i64::MAX),
            "port_to_number({port:?})"
        );
    }
}

#[test]
fn step_4_takes_any_length() {
    let zeros = format!("{}80", "0".repeat(30));
    assert_eq!(port_to_number(&zeros), Some(80), "port_to_number({zeros:?})");
    let nines = "9".repeat(60);
    for port in [
        "9223372036854775807",
        "9223372036854775808",
        "99999999999999999999999999999999",
        nines.as_str(),
    ] {
        assert_eq!(port_to_number(port), Some(i64::MAX), "port_to_number({port:?})");
    }
}

#[test]
fn step_4_refuses_what_is_not_a_port() {
    for port in [
        "",
        "+",
        "-",
        "8x",
        "http",
        "0x50",
        "+-8",
        "--8",
        "8 0",
        " 80",
        "80 ",
        "8_0",
        "80.0",
        "8f",
        "a",
        "8-",
        "99999999999999999999x",
        "-99999999999999999999 ",
        "\u{664}",
        "\u{ff18}0",
        "99999999999999999999\u{664}",
    ] {
        assert_eq!(port_to_number(port), None, "port_to_number({port:?})");
    }
}

#[test]
fn step_4_reads_back_what_was_written() {
    let mut random = Numbers(4);
    for count in -100..100_i64 {
        let any = i64::try_from(random.next() << 31).unwrap_or(0) - (1 << 61);
        for number in [count, any] {
            let digits = number.abs();
            let sign = if number < 0 { "-" } else { ["", "+"][count as usize % 2] };
            for port in [format!("{sign}{digits}"), format!("{sign}{digits:025}")] {
                assert_eq!(port_to_number(&port), Some(number), "port_to_number({port:?})");
            }
        }
    }
}

#[test]
fn step_5_knows_which_ports_are_in_range() {
    for (port, in_range) in [
        (9087, true),
        (80, true),
        (7, true),
        (6, false),
        (0, false),
        (-1, false),
        (-80, false),
        (65_535, true),
        (65_536, false),
        (65_543, false),
        (i64::MAX, false),
        (i64::MIN, false),
    ] {
        assert_eq!(is_port_in_range(port), in_range, "is_port_in_range({port})");
    }
}

#[test]
fn step_5_knows_every_port() {
    // 65536 more or less is the same to 16 bits, and not the same port.
    for port in -65_536..131_072 {
        let in_range = port / 65_536 == 0 && port / 7 > 0;
        if is_port_in_range(port) != in_range {
            assert_eq!(is_port_in_range(port), in_range, "is_port_in_range({port})");
        }
    }
}
