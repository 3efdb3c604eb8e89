//! The program as a person runs it.

use practice_net::program::{Finished, Running, run};
use snapbox::{assert_data_eq, str};

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
octet  128   64   32   16    8    4    2    1
  192    1    1    0    0    0    0    0    0   128 + 64 = 192
  168    1    0    1    0    1    0    0    0   128 + 32 + 8 = 168
    1    0    0    0    0    0    0    0    1   1 = 1
    5    0    0    0    0    0    1    0    1   4 + 1 = 5
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
octet  128   64   32   16    8    4    2    1
  172    1    0    1    0    1    1    0    0   128 + 32 + 8 + 4 = 172
   16    0    0    0    1    0    0    0    0   16 = 16
   20    0    0    0    1    0    1    0    0   16 + 4 = 20
    5    0    0    0    0    0    1    0    1   4 + 1 = 5
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
octet  128   64   32   16    8    4    2    1
  192    1    1    0    0    0    0    0    0   128 + 64 = 192
    0    0    0    0    0    0    0    0    0   0 = 0
    2    0    0    0    0    0    0    1    0   2 = 2
    4    0    0    0    0    0    1    0    0   4 = 4
decimal    192.0.2.4
binary     11000000.00000000.00000010.00000100
number     3221225988
kind       documentation: for examples in texts (RFC 5737)
mask       255.255.255.254  11111111.11111111.11111111.11111110
network    192.0.2.4        11000000.00000000.00000010.00000100
broadcast  none: every address of a /31 or /32 is a host's (RFC 3021)
hosts      2

octet  128   64   32   16    8    4    2    1
  192    1    1    0    0    0    0    0    0   128 + 64 = 192
    0    0    0    0    0    0    0    0    0   0 = 0
    2    0    0    0    0    0    0    1    0   2 = 2
    4    0    0    0    0    0    1    0    0   4 = 4
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
fn binary_and_decimal_give_the_same() {
    for (binary, decimal) in [
        ("11000000.10101000.00000001.00000101", "192.168.1.5"),
        ("11000000.10101000.00000001.00000101/9", "192.168.1.5/9"),
        ("00000000", "0"),
        ("11000000", "192"),
    ] {
        assert_eq!(octets(&[binary], ""), octets(&[decimal], ""), "{binary}");
    }
}

#[test]
fn shows_one_octet() {
    assert_data_eq!(
        octets(&["11000000"], "").stdout,
        str![[r#"
octet  128   64   32   16    8    4    2    1
  192    1    1    0    0    0    0    0    0   128 + 64 = 192

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
-- read `10.1.2.3/8`: four octets with dots between them, and the prefix after the slash
-- 10: from 128 down, a 1 under each place value that fits into what is left: 8 + 2 = 10
-- 1: from 128 down, a 1 under each place value that fits into what is left: 1 = 1
-- 2: from 128 down, a 1 under each place value that fits into what is left: 2 = 2
-- 3: from 128 down, a 1 under each place value that fits into what is left: 2 + 1 = 3
-- 10 x 16777216 + 1 x 65536 + 2 x 256 + 3 = 167838211
-- /8: 8 bits are the network's, 32 - 8 = 24 are the host's
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
error: `` is refused: an octet is missing
  try: Write four numbers from 0 to 255 with dots between them, such as 192.168.1.5.
error: `10.0.0.256` is refused: 256 does not fit in an octet, which holds 0 to 255
  try: Write four numbers from 0 to 255 with dots between them, such as 192.168.1.5.
error: ` /x1b[31m` is refused: `/x1b[31m` is not a number from 0 to 255
  try: Write four numbers from 0 to 255 with dots between them, such as 192.168.1.5.

"#]]
    );
    assert_eq!(finished.code, Some(1));
}

#[test]
fn a_line_without_end_is_cut_and_the_next_one_is_read() {
    let finished = octets(&["--short"], &format!("{}\n10.0.0.2\n", "1".repeat(1_000_000)));
    assert_eq!(finished.stdout, "10.0.0.2\t00001010.00000000.00000000.00000010\t167772162\n");
    assert!(
        finished.stderr.contains("111...` is refused: it is longer than 128 bytes"),
        "{}",
        finished.stderr
    );
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
error: `300.1.1.1` is refused: 300 does not fit in an octet, which holds 0 to 255
  try: Write four numbers from 0 to 255 with dots between them, such as 192.168.1.5.

"#]],
        ),
        (
            "01.2.3.4",
            str![[r#"
error: `01.2.3.4` is refused: `01` has a zero in front, which some programs take for a number to the base 8
  try: Leave the zeros in front out: write 1.

"#]],
        ),
        (
            "1.2.3",
            str![[r#"
error: `1.2.3` is refused: it has 3 octets, and an address has four
  try: Write four numbers from 0 to 255 with dots between them, such as 192.168.1.5.

"#]],
        ),
        (
            "",
            str![[r#"
error: `` is refused: an octet is missing
  try: Write four numbers from 0 to 255 with dots between them, such as 192.168.1.5.

"#]],
        ),
        (
            "10.0.0.0/33",
            str![[r#"
error: `10.0.0.0/33` is refused: the prefix `33` is not a number from 0 to 32
  try: Write the number of bits, 0 to 32, after one slash: /24 for the mask 255.255.255.0.

"#]],
        ),
        (
            "10.0.0.0/08",
            str![[r#"
error: `10.0.0.0/08` is refused: the prefix 08 has a zero in front
  try: Write /8.

"#]],
        ),
        (
            "11000",
            str![[r#"
error: `11000` is refused: `11000` has 5 binary digits, and an octet has eight
  try: Write each octet with exactly eight digits 0 or 1, such as 00000101 for 5.

"#]],
        ),
        (
            "11000000.168.1.5",
            str![[r#"
error: `11000000.168.1.5` is refused: `168` is not eight digits 0 or 1
  try: Write each octet with exactly eight digits 0 or 1, such as 00000101 for 5.

"#]],
        ),
        (
            "127.0.0.1:9087",
            str![[r#"
error: `127.0.0.1:9087` is refused: it has a colon, as a port or an IPv6 address has
  try: Write an IPv4 address without a port, such as 192.168.1.5; IPv6 is not for this program.

"#]],
        ),
    ] {
        let finished = octets(&[address], "");
        assert_data_eq!(finished.stderr, complaint);
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
        octets(&["--quiz", "--seed", "7", "--rounds", "3"], "32\n0111011\n0111 0011\n9\n8\n");
    assert_data_eq!(
        finished.stdout,
        str![[r#"
What is 00100000 in decimal?
Yes: 32 = 32.
What is 115 in binary, eight digits?
No: 64 + 32 + 16 + 2 + 1 = 115. Once more:
What is 115 in binary, eight digits?
Yes: 64 + 32 + 16 + 2 + 1 = 115.
How many bits are in an octet?
No: the place values 128 64 32 16 8 4 2 1 are 8 places. Once more:
How many bits are in an octet?
Yes: the place values 128 64 32 16 8 4 2 1 are 8 places.
1 of 3 right at the first try.

"#]]
    );
    assert_eq!((finished.code, finished.stderr.as_str()), (Some(0), ""));
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
