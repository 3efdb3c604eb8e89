//! The program as a person runs it.

use snapbox::{assert_data_eq, str};
use test_support::{Finished, Running, run};

const OCTETS: &str = env!("CARGO_BIN_EXE_octets");

fn octets(arguments: &[&str], input: &str) -> Finished {
    run(OCTETS, arguments, input)
}

#[test]
fn shows_an_address_with_the_arithmetic() {
    let finished = octets(&["192.168.1.5"], "");
    assert_data_eq!(
        finished.stdout,
        str![[r#"
octet 128  64  32  16   8   4   2   1
  192   1   1   0   0   0   0   0   0  128 + 64 = 192
  168   1   0   1   0   1   0   0   0  128 + 32 + 8 = 168
    1   0   0   0   0   0   0   0   1  1 = 1
    5   0   0   0   0   0   1   0   1  4 + 1 = 5
decimal    192.168.1.5
binary     11000000.10101000.00000001.00000101
number     3232235781
kind       private: for use inside a home or a company (RFC 1918)

"#]]
    );
    assert_eq!((finished.code, finished.stderr.as_str()), (Some(0), ""));
}

#[test]
fn shows_the_network_of_a_prefix() {
    assert_data_eq!(
        octets(&["172.16.20.5/20"], "").stdout,
        str![[r#"
octet 128  64  32  16   8   4   2   1
  172   1   0   1   0   1   1   0   0  128 + 32 + 8 + 4 = 172
   16   0   0   0   1   0   0   0   0  16 = 16
   20   0   0   0   1   0   1   0   0  16 + 4 = 20
    5   0   0   0   0   0   1   0   1  4 + 1 = 5
decimal    172.16.20.5
binary     10101100.00010000.00010100.00000101
number     2886734853
kind       private: for use inside a home or a company (RFC 1918)
mask       255.255.240.0    11111111.11111111.11110000.00000000
network    172.16.16.0      10101100.00010000.00010000.00000000
broadcast  172.16.31.255    10101100.00010000.00011111.11111111
hosts      4094

"#]]
    );
}

#[test]
fn a_prefix_of_31_or_32_has_no_broadcast_address() {
    assert_data_eq!(
        octets(&["192.0.2.4/31", "192.0.2.4/32"], "").stdout,
        str![[r#"
octet 128  64  32  16   8   4   2   1
  192   1   1   0   0   0   0   0   0  128 + 64 = 192
    0   0   0   0   0   0   0   0   0  0 = 0
    2   0   0   0   0   0   0   1   0  2 = 2
    4   0   0   0   0   0   1   0   0  4 = 4
decimal    192.0.2.4
binary     11000000.00000000.00000010.00000100
number     3221225988
kind       documentation: for examples in texts (RFC 5737)
mask       255.255.255.254  11111111.11111111.11111111.11111110
network    192.0.2.4        11000000.00000000.00000010.00000100
broadcast  none: every address of a /31 or /32 is a host's (RFC 3021)
hosts      2

octet 128  64  32  16   8   4   2   1
  192   1   1   0   0   0   0   0   0  128 + 64 = 192
    0   0   0   0   0   0   0   0   0  0 = 0
    2   0   0   0   0   0   0   1   0  2 = 2
    4   0   0   0   0   0   1   0   0  4 = 4
decimal    192.0.2.4
binary     11000000.00000000.00000010.00000100
number     3221225988
kind       documentation: for examples in texts (RFC 5737)
mask       255.255.255.255  11111111.11111111.11111111.11111111
network    192.0.2.4        11000000.00000000.00000010.00000100
broadcast  none: every address of a /31 or /32 is a host's (RFC 3021)
hosts      1

"#]]
    );
}

#[test]
fn other_ways_to_write_an_address_give_the_same() {
    for (other, decimal) in [
        ("3232235781", "192.168.1.5"),
        ("3232235781/24", "192.168.1.5/24"),
        ("192.168.1.1/255.255.255.0", "192.168.1.1/24"),
        ("192.168.1.1/0.0.0.0", "192.168.1.1/0"),
        ("192.168.1.1/255.255.255.255", "192.168.1.1/32"),
        ("11000000.10101000.00000001.00000101", "192.168.1.5"),
        ("11000000.10101000.00000001.00000101/9", "192.168.1.5/9"),
        ("00000000", "0"),
        ("11000000", "192"),
    ] {
        let ran = octets(&[other], "");
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{other}");
        assert_eq!(ran, octets(&[decimal], ""), "{other}");
    }
}

#[test]
fn tells_whether_two_addresses_are_in_the_same_network() {
    let same = |arguments: &[&str]| -> Option<String> {
        let ran = octets(arguments, "");
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{arguments:?}");
        ran.stdout.lines().find_map(|line| line.strip_prefix("same       ")).map(str::to_string)
    };
    let no = same(&["192.168.1.5/24", "192.168.2.7"]);
    assert_eq!(no.as_deref(), Some("no: the first 24 bits differ, a router has to connect them"));
    let yes = same(&["192.168.1.5", "192.168.2.7/255.255.252.0"]);
    assert_eq!(yes.as_deref(), Some("yes: the first 22 bits are equal, no router is needed"));
    for no_question in [
        &["192.168.1.5", "192.168.2.7"][..],
        &["192.168.1.5/24", "192.168.2.7/16"],
        &["192.168.1.5/24"],
        &["192.168.1.5/24", "192.168.2.7", "192.168.3.1"],
        &["--short", "192.168.1.5/24", "192.168.2.7"],
    ] {
        assert_eq!(same(no_question), None, "{no_question:?}");
    }
    assert_data_eq!(
        octets(&["192.168.1.5/24", "192.168.2.7"], "").stdout.rsplit("\n\n").next().unwrap_or(""),
        str![[r#"
network 1  192.168.1.0      11000000.10101000.00000001.00000000
network 2  192.168.2.0      11000000.10101000.00000010.00000000
same       no: the first 24 bits differ, a router has to connect them

"#]]
    );
}

#[test]
fn the_widest_output_fits_in_80_columns() {
    for arguments in [
        &["255.255.255.255/30", "0.0.0.0"][..],
        &["--explain", "255.255.255.255/0"],
        &["--explain", "0.0.0.0/30", "255.255.255.255"],
        &["169.254.1.1/31"],
        &["--quiz", "--rounds", "60", "--seed", "7"],
        &["--help"],
    ] {
        let ran = octets(arguments, "1\n1\n");
        for line in (ran.stdout + &ran.stderr).lines() {
            assert!(line.chars().count() <= 80, "{line}");
        }
    }
}

#[test]
fn shows_one_octet() {
    assert_data_eq!(
        octets(&["11000000"], "").stdout,
        str![[r#"
octet 128  64  32  16   8   4   2   1
  192   1   1   0   0   0   0   0   0  128 + 64 = 192

"#]]
    );
}

#[test]
fn explain_tells_the_arithmetic_on_standard_error_and_changes_no_result() {
    let explained = octets(&["--explain", "10.1.2.3/8"], "");
    assert_eq!(explained.stdout, octets(&["10.1.2.3/8"], "").stdout);
    assert_data_eq!(
        explained.stderr,
        str![[r#"
-- read `10.1.2.3/8`: four octets
-- places that fit, from 128 down: 8 + 2 = 10
-- places that fit, from 128 down: 1 = 1
-- places that fit, from 128 down: 2 = 2
-- places that fit, from 128 down: 2 + 1 = 3
-- 10 x 16777216 + 1 x 65536 + 2 x 256 + 3 = 167838211
-- /8: 8 bits are the network's, 32 - 8 = 24 the host's
-- network: the address AND the mask, bit by bit: the host's bits are all 0
-- broadcast: the network with all of the host's bits 1
-- hosts: 2^24 addresses, less the network and the broadcast address

"#]]
    );
}

#[test]
fn short_gives_one_line_for_each_address() {
    let finished = octets(&["--short", "192.168.1.5/24", "11000000"], "");
    assert_data_eq!(
        finished.stdout,
        str![[r#"
192.168.1.5	11000000.10101000.00000001.00000101	3232235781
192	11000000	192

"#]]
    );
    assert_eq!(finished.code, Some(0));
}

#[test]
fn short_reads_lines_complains_of_the_bad_ones_and_does_the_rest() {
    let finished = octets(&["--short"], "10.0.0.1\r\n\n10.0.0.256\n \x1b[31m\n10.0.0.2");
    assert_data_eq!(
        finished.stdout,
        str![[r#"
10.0.0.1	00001010.00000000.00000000.00000001	167772161
10.0.0.2	00001010.00000000.00000000.00000010	167772162

"#]]
    );
    assert_data_eq!(
        finished.stderr,
        str![[r#"
error: invalid address ``: `` is not a number from 0 to 255
  try: Write four numbers from 0 to 255 with dots between them, such as
       192.168.1.5.
error: invalid address `10.0.0.256`: 256 is too large; an octet holds at most
       255
  try: Write each octet as 0 to 255, or with eight binary digits such as
       00000101. A number alone is an address from 16777216 (1.0.0.0) on.
error: invalid address `/x1b[31m`: `/x1b[31m` is not a number from 0 to 255
  try: Write four numbers from 0 to 255 with dots between them, such as
       192.168.1.5.

"#]]
    );
    assert_eq!(finished.code, Some(1));
}

#[test]
fn a_line_without_end_is_cut_and_the_next_one_is_read() {
    let finished = octets(&["--short"], &format!("{}\n10.0.0.2\n", "1".repeat(1_000_000)));
    assert_eq!(finished.stdout, "10.0.0.2\t00001010.00000000.00000000.00000010\t167772162\n");
    assert!(finished.stderr.contains("longer than 128 bytes"), "{}", finished.stderr);
    assert!(finished.stderr.len() < 400, "{}", finished.stderr.len());
}

#[test]
fn answers_each_line_before_the_next_is_written() {
    let mut running = Running::start(OCTETS, &["--short"]);
    for octet in ["1", "2", "3"] {
        running.send(format!("10.0.0.{octet}\n"));
        assert!(running.line().starts_with(&format!("10.0.0.{octet}\t")));
    }
    assert_eq!(running.finish().code, Some(0));
}

#[test]
fn a_pipe_without_lines_is_fine() {
    for arguments in [&[][..], &["--short"]] {
        let finished = octets(arguments, "");
        assert_eq!((finished.code, finished.stdout + &finished.stderr), (Some(0), String::new()));
    }
}

#[test]
fn says_why_an_address_is_refused_and_what_to_try() {
    for (address, complaint) in [
        (
            "300.1.1.1",
            str![[r#"
error: invalid address `300.1.1.1`: 300 is too large; an octet holds at most 255
  try: Write each octet as 0 to 255, or with eight binary digits such as
       00000101. A number alone is an address from 16777216 (1.0.0.0) on.

"#]],
        ),
        (
            "01.2.3.4",
            str![[r#"
error: invalid address `01.2.3.4`: `01` has a leading zero, which some programs
       read as octal
  try: Drop the leading zeros. In binary, write all eight digits.

"#]],
        ),
        (
            "1.2.3",
            str![[r#"
error: invalid address `1.2.3`: an address has four octets, not 3
  try: Write four numbers from 0 to 255 with dots between them, such as
       192.168.1.5.

"#]],
        ),
        (
            "",
            str![[r#"
error: invalid address ``: `` is not a number from 0 to 255
  try: Write four numbers from 0 to 255 with dots between them, such as
       192.168.1.5.

"#]],
        ),
        (
            "10.0.0.0/33",
            str![[r#"
error: invalid address `10.0.0.0/33`: the prefix `33` is not a number from 0 to
       32
  try: Write the number of bits, 0 to 32, after one slash: /24 for the mask
       255.255.255.0.

"#]],
        ),
        (
            "10.0.0.0/08",
            str![[r#"
error: invalid address `10.0.0.0/08`: `08` has a leading zero, which some
       programs read as octal
  try: Drop the leading zeros. In binary, write all eight digits.

"#]],
        ),
        (
            "11000",
            str![[r#"
error: invalid address `11000`: 11000 is too large; an octet holds at most 255
  try: Write each octet as 0 to 255, or with eight binary digits such as
       00000101. A number alone is an address from 16777216 (1.0.0.0) on.

"#]],
        ),
        (
            "11000000.168.1.5",
            str![[r#"
error: invalid address `11000000.168.1.5`: `168` is not eight digits 0 or 1
  try: Write each octet as 0 to 255, or with eight binary digits such as
       00000101. A number alone is an address from 16777216 (1.0.0.0) on.

"#]],
        ),
        (
            "127.0.0.1:9087",
            str![[r#"
error: invalid address `127.0.0.1:9087`: it has a colon, as a port or an IPv6
       address has
  try: Write an IPv4 address without a port, such as 192.168.1.5. IPv6 is not
       supported.

"#]],
        ),
        (
            "256",
            str![[r#"
error: invalid address `256`: 256 is too large; an octet holds at most 255
  try: Write each octet as 0 to 255, or with eight binary digits such as
       00000101. A number alone is an address from 16777216 (1.0.0.0) on.

"#]],
        ),
        (
            "4294967296",
            str![[r#"
error: invalid address `4294967296`: 4294967296 is too large; an address holds
       at most 4294967295
  try: Write each octet as 0 to 255, or with eight binary digits such as
       00000101. A number alone is an address from 16777216 (1.0.0.0) on.

"#]],
        ),
        (
            "192.168.1.1/255.0.255.0",
            str![[r#"
error: invalid address `192.168.1.1/255.0.255.0`: 255.0.255.0 is not a mask: in
       binary, a 1 follows a 0
  try: Write the number of bits, 0 to 32, after one slash: /24 for the mask
       255.255.255.0.

"#]],
        ),
    ] {
        let finished = octets(&[address], "");
        assert_data_eq!(finished.stderr, complaint);
        assert_eq!((finished.code, finished.stdout.as_str()), (Some(1), ""), "{address}");
    }
}

#[test]
fn a_bad_address_does_not_stop_the_others() {
    let finished = octets(&["--short", "1.2.3.4", "1.2.3.400", "5.6.7.8"], "");
    assert_eq!((finished.code, finished.stdout.lines().count()), (Some(1), 2));
}

#[test]
fn quiz_asks_again_after_a_miss_and_keeps_the_score() {
    let finished =
        octets(&["--quiz", "--seed", "7", "--rounds", "3"], "32\n0111011\n0111 0011\n9\n10\n8\n");
    assert_data_eq!(
        finished.stdout,
        str![[r#"
What is 00100000 in decimal?
Yes: 32 = 32.
What is 115 in binary, eight digits?
Not yet: does 128 fit into 115? Then 1, and take it away. Next: 64. Try again:
What is 115 in binary, eight digits?
Yes: 64 + 32 + 16 + 2 + 1 = 115.
How many bits are in an octet?
Not yet: count the places, from 128 down to 1. Try again:
How many bits are in an octet?
No: count the places, from 128 down to 1, 8. Try again:
How many bits are in an octet?
Yes: count the places, from 128 down to 1, 8.
1 of 3 right at the first try.

"#]]
    );
    assert_eq!((finished.code, finished.stderr.as_str()), (Some(0), ""));
}

#[test]
fn a_refusal_is_exit_code_1_even_if_nobody_reads_the_output() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = std::process::Command::new(OCTETS);
    command.args(["--short", "1.2.3.4", "1.2.3.256"]).stdout(writer);
    assert_eq!(command.output().unwrap().status.code(), Some(1));
}

#[test]
fn skips_a_byte_order_mark_before_the_first_line() {
    let ran = octets(&["--short"], "\u{feff}10.0.0.1\n");
    assert_eq!((ran.code, ran.stdout.lines().count()), (Some(0), 1), "{}", ran.stderr);
}

#[test]
fn wrong_usage_is_exit_code_2() {
    for arguments in [
        &["--seed", "1"][..],
        &["--rounds", "1"],
        &["--quiz", "1.2.3.4"],
        &["--quiz", "--short"],
        &["--nonsense"],
    ] {
        assert_eq!(octets(arguments, "").code, Some(2), "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_not_utf_8_is_an_error() {
    use std::os::unix::ffi::OsStrExt;
    let finished = run(OCTETS, &[std::ffi::OsStr::from_bytes(b"1.2.3.\xff")], "");
    assert_eq!(finished.code, Some(2));
    assert!(!finished.stderr.contains("panicked"), "{}", finished.stderr);
}
