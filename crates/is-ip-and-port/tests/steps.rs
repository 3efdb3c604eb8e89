//! The steps of the worksheet, one test or more for each. `cargo course check is-ip-and-port` reads their messages.

use is_ip_and_port::{
    base_and_digits, is_port_in_range, numbers_to_address, part_to_number, port_to_number,
    split_at_colon,
};
use std::net::Ipv4Addr;

#[test]
fn step_1_splits_at_the_colon() {
    for (text, pair) in [
        ("127.0.0.1:9087", Some(("127.0.0.1", "9087"))),
        ("a:b", Some(("a", "b"))),
        (":80", Some(("", "80"))),
        ("1.2.3.4:", Some(("1.2.3.4", ""))),
        (" 1.2.3.4 : 80 ", Some((" 1.2.3.4 ", " 80 "))),
    ] {
        assert_eq!(split_at_colon(text), pair, "split_at_colon({text:?})");
    }
}

#[test]
fn step_1_takes_exactly_one_colon() {
    for text in ["1.2.3.4", "", "1.2.3.4:80:90", "::1", "1.2.3.4::80", "::"] {
        assert_eq!(split_at_colon(text), None, "split_at_colon({text:?})");
    }
}

#[test]
fn step_2_tells_the_base_of_a_part() {
    for (part, base, digits) in [
        ("127", 10, "127"),
        ("0177", 8, "0177"),
        ("0", 8, "0"),
        ("0x7f", 16, "7f"),
        ("0X7F", 16, "7F"),
        ("0x", 16, ""),
        ("0x0x7", 16, "0x7"),
        ("", 10, ""),
        ("x7f", 10, "x7f"),
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
fn step_2_refuses_what_is_no_number() {
    for part in [
        "",
        "x",
        "1x",
        "08",
        "0x",
        "0xg",
        "4294967296",
        "0x100000000",
        "-1",
        "+1",
        "0x+1",
        "0x-1",
        " 1",
        "1 ",
    ] {
        assert_eq!(part_to_number(part), None, "part_to_number({part:?})");
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
        &[1, 2, 3, 4, 5],
        &[1, 2, 3, 4, 0],
        &[],
    ] {
        assert_eq!(numbers_to_address(numbers), None, "numbers_to_address(&{numbers:?})");
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
    ] {
        assert_eq!(port_to_number(port), Some(number), "port_to_number({port:?})");
    }
}

#[test]
fn step_4_takes_any_length() {
    let zeros = format!("{}80", "0".repeat(30));
    assert_eq!(port_to_number(&zeros), Some(80), "port_to_number({zeros:?})");
    for port in ["9223372036854775807", "9223372036854775808", "99999999999999999999999999999999"] {
        assert_eq!(port_to_number(port), Some(i64::MAX), "port_to_number({port:?})");
    }
}

#[test]
fn step_4_refuses_what_is_no_port() {
    for port in
        ["", "+", "-", "http", "8x", "0x50", "+-8", "--8", "8 0", " 80", "8_0", "80.0", "\u{664}"]
    {
        assert_eq!(port_to_number(port), None, "port_to_number({port:?})");
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
