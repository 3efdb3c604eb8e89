//! The program, run as a person would run it.

use snapbox::str;
use std::io::Write;
use std::process::Stdio;
use test_support::{Finished, Running, run};

fn check(arguments: &[&str], input: impl AsRef<[u8]>) -> Finished {
    run(env!("CARGO_BIN_EXE_is-ip-and-port"), arguments, input)
}

#[test]
fn says_yes_and_what_the_system_would_take_it_for() {
    let ran = check(&["127.0.0.1:9087", "0x7f.1:+80", "1.2.3.4:65536"], "");
    snapbox::assert_data_eq!(
        ran.stdout,
        str![[r#"
yes	127.0.0.1:9087	127.0.0.1:9087
yes	0x7f.1:+80	127.0.0.1:80
yes	1.2.3.4:65536

"#]]
    );
    snapbox::assert_data_eq!(
        ran.stderr,
        str![[r#"
port out of range in 1.2.3.4:65536
  1.2.3.4:65536
          ^^^^^ ports go from 0 to 65535

"#]]
    );
    assert_eq!(ran.code, Some(0));
}

#[test]
fn says_no_and_why_and_goes_on() {
    let ran = check(&["300.1.1.1:80", "", "[::1]:80", "1.2.3.4:80"], "");
    assert_eq!(ran.stdout, "no\t300.1.1.1:80\nno\t\nno\t[::1]:80\nyes\t1.2.3.4:80\t1.2.3.4:80\n");
    snapbox::assert_data_eq!(
        ran.stderr,
        str![[r#"
malformed socket in 300.1.1.1:80
  300.1.1.1:80
  ^^^ 300 does not fit in an octet, which holds 0 to 255
malformed socket in [::1]:80
  [::1]:80
  ^^^^^^^^ this is an IPv6 address; this check is for IPv4

"#]]
    );
    assert_eq!(ran.code, Some(1));
}

#[test]
fn refuses_ports_out_of_range_and_short_addresses_when_strict() {
    let ran = check(&["--strict", "1.2.3.4:6", "127.1:80", "1.2.3.4:80"], "");
    assert_eq!(ran.stdout, "no\t1.2.3.4:6\nno\t127.1:80\nyes\t1.2.3.4:80\t1.2.3.4:80\n");
    snapbox::assert_data_eq!(
        ran.stderr,
        str![[r#"
port out of range in 1.2.3.4:6
  1.2.3.4:6
          ^ lower ports exist, but this check starts at 7
malformed socket in 127.1:80
  127.1:80
  ^^^^^ some programs read this as 127.0.0.1, others reject it

"#]]
    );
    assert_eq!(ran.code, Some(1));
}

#[test]
fn explains_each_step_and_notes_what_may_surprise() {
    let ran = check(&["--explain", "010.1:+80"], "");
    assert_eq!(ran.stdout, "yes\t010.1:+80\t8.0.0.1:80\n");
    snapbox::assert_data_eq!(
        ran.stderr,
        str![[r#"
-- split at the colon: the address is `010.1`, the port is `+80`
-- `010` in base 8 is 8
-- `1` in base 10 is 1
-- the last number fills 3 of the 4 octets: 8.0.0.1
-- `+80` is 80, which is from 7 to 65535
note: 010.1 is 8.0.0.1; a leading 0 makes a number octal; the last number fills
       3 octets; port +80 is 80, a sign and leading zeros are allowed

"#]]
    );
    assert_eq!(ran.code, Some(0));
}

#[test]
fn checks_each_line_of_a_pipe() {
    for (input, stdout, code) in [
        (
            "1.2.3.4:80\n5.6.7.8:90\n",
            "yes\t1.2.3.4:80\t1.2.3.4:80\nyes\t5.6.7.8:90\t5.6.7.8:90\n",
            0,
        ),
        (
            "1.2.3.4:80\r\n5.6.7.8:90",
            "yes\t1.2.3.4:80\t1.2.3.4:80\nyes\t5.6.7.8:90\t5.6.7.8:90\n",
            0,
        ),
        ("\n1.2.3.4:80\n", "no\t\nyes\t1.2.3.4:80\t1.2.3.4:80\n", 1),
        ("1.2.3.4:80\r\r\n", "no\t1.2.3.4:80\\r\n", 1),
        ("", "", 0),
    ] {
        let ran = check(&[], input);
        assert_eq!((ran.stdout.as_str(), ran.code), (stdout, Some(code)), "{input:?}");
    }
}

#[test]
fn answers_a_line_before_the_next_one_comes() {
    let mut running = Running::start(env!("CARGO_BIN_EXE_is-ip-and-port"), &[] as &[&str]);
    running.send("1.2.3.4:80\n");
    assert_eq!(running.line(), "yes\t1.2.3.4:80\t1.2.3.4:80");
    running.send("1.2.3.4\n");
    assert_eq!(running.line(), "no\t1.2.3.4");
    assert_eq!(running.error_line(), "malformed socket in 1.2.3.4");
    assert_eq!(running.finish().code, Some(1));
}

#[test]
fn escapes_what_a_terminal_would_obey_and_survives_what_is_not_text() {
    let ran = check(&[], b"1.2.3.4:\x1b[31m\n\xff1.2.3.4:80\n");
    assert_eq!(ran.stdout, "no\t1.2.3.4:\\x1b[31m\nno\t\\xff1.2.3.4:80\n");
    snapbox::assert_data_eq!(
        ran.stderr,
        str![[r#"
malformed socket in 1.2.3.4:/x1b[31m
  1.2.3.4:/x1b[31m
          ^^^^ /x1b is not a decimal digit
malformed socket in /xff1.2.3.4:80
  /xff1.2.3.4:80
  ^^^^ not valid UTF-8

"#]]
    );
    assert_eq!(ran.code, Some(1));
}

#[test]
fn throws_the_rest_of_an_endless_line_away() {
    let zeros = |count| format!("1.2.3.4:{}80", "0".repeat(count));
    let longest = zeros(64 * 1024 - "1.2.3.4:80".len());
    let too_long = zeros(64 * 1024 - "1.2.3.4:80".len() + 1);
    let endless = zeros(3_000_000);
    for line_end in ["\n", "\r\n"] {
        let ran = check(&[], [&longest, &too_long, &endless, "1.2.3.4:80", ""].join(line_end));
        let answers: Vec<&str> =
            ran.stdout.lines().map(|line| line.split('\t').next().unwrap_or("")).collect();
        assert_eq!(answers, ["yes", "no", "no", "yes"]);
        assert!(ran.stdout.len() < 300_000, "{} bytes for four lines", ran.stdout.len());
        assert_eq!(ran.stderr.matches("longer than the limit of 65536 bytes").count(), 2);
    }
}

#[test]
fn takes_a_text_that_starts_with_a_hyphen_after_two_hyphens() {
    let ran = check(&["--", "-1.2.3.4:80"], "");
    assert_eq!((ran.stdout.as_str(), ran.code), ("no\t-1.2.3.4:80\n", Some(1)));
}

#[test]
fn points_at_the_place_where_a_colon_belongs() {
    let ran = check(&["1.2.3.4 80"], "");
    assert_eq!((ran.stdout.as_str(), ran.code), ("no\t1.2.3.4 80\n", Some(1)));
    snapbox::assert_data_eq!(
        ran.stderr,
        str![[r#"
malformed socket in 1.2.3.4 80
  1.2.3.4 80
         ^ a colon belongs here: 1.2.3.4:80

"#]]
    );
}

#[test]
fn a_no_is_exit_code_1_even_if_nobody_reads_the_output() {
    for (arguments, input) in [(&["300.1.1.1:80"][..], ""), (&[], "1.2.3.4:80\n300.1.1.1:80\n")] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_is-ip-and-port"));
        let mut child =
            command.args(arguments).stdin(Stdio::piped()).stdout(writer).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(1), "{arguments:?}");
    }
}

#[test]
fn a_closed_standard_error_is_not_an_error() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_is-ip-and-port"));
    let ran = command.args(["1.2.3.4:6", "--explain"]).stderr(writer).output().unwrap();
    assert_eq!(
        (ran.status.code(), ran.stdout.as_slice()),
        (Some(0), &b"yes\t1.2.3.4:6\t1.2.3.4:6\n"[..])
    );
}

#[test]
fn skips_a_byte_order_mark_before_the_first_line() {
    let ran = check(&[], "\u{feff}1.2.3.4:80\n");
    assert_eq!((ran.stdout.as_str(), ran.code), ("yes\t1.2.3.4:80\t1.2.3.4:80\n", Some(0)));
}

#[test]
fn explanations_and_complaints_fit_in_80_columns() {
    for text in ["0x7f.65535:00080", "255.255.255.255:\u{664}", "192.168.100.300:80", "1.08.1.1:9"]
    {
        let ran = check(&["--explain", text], "");
        for line in ran.stderr.lines() {
            assert!(line.chars().count() <= 80, "{line}");
        }
    }
}

#[test]
fn ends_with_2_on_wrong_usage() {
    let ran = check(&["--sloppy"], "");
    assert_eq!((ran.stdout.as_str(), ran.code), ("", Some(2)));
}

#[cfg(target_os = "linux")]
#[test]
fn says_that_its_input_cannot_be_read() {
    let mut command = std::process::Command::new("sh");
    command.args(["-c", concat!("exec ", env!("CARGO_BIN_EXE_is-ip-and-port"), " < /")]);
    let ran = Running::spawn(&mut command).finish();
    assert_eq!((ran.stdout.as_str(), ran.code), ("", Some(1)));
    assert!(ran.stderr.starts_with("error: cannot read standard input\n  try: "), "{}", ran.stderr);
}

#[cfg(unix)]
#[test]
fn refuses_an_argument_that_is_not_utf_8_without_a_panic() {
    use std::os::unix::ffi::OsStrExt;
    let argument = std::ffi::OsStr::from_bytes(b"1.2.3.4:\xff");
    let ran = run(env!("CARGO_BIN_EXE_is-ip-and-port"), &[argument], "");
    assert_eq!((ran.stdout.as_str(), ran.code), ("", Some(2)));
    assert!(ran.stderr.starts_with("error: "), "{}", ran.stderr);
}
