//! The check beside Python's `socket.inet_aton` and `int`, which the program follows, on random
//! texts weighted to the edges. More of them:
//! `AGAINST_PYTHON=1000000 cargo test -p is-ip-and-port --test against_python`.
#![cfg(all(target_os = "linux", target_env = "gnu"))]

use std::process::Command;
use test_support::run;

const TEXTS: usize = 20_000;

/// Says for each line what the original said, and what it had read.
const ORIGINAL: &str = r#"
import socket, sys
sys.set_int_max_str_digits(0) if hasattr(sys, "set_int_max_str_digits") else None
for line in sys.stdin.buffer.read().decode().split("\n")[:-1]:
    try:
        ip, port = line.split(":")
        address, port = socket.inet_ntoa(socket.inet_aton(ip)), int(port)
    except Exception:
        print("no", line, sep="\t")
        continue
    print("yes", line, *[f"{address}:{port}"] if 0 <= port <= 65535 else [], sep="\t")
"#;

const PARTS: &[&str] = &[
    "0",
    "1",
    "7",
    "8",
    "10",
    "127",
    "192",
    "254",
    "255",
    "256",
    "300",
    "999",
    "00",
    "01",
    "07",
    "08",
    "010",
    "0377",
    "0400",
    "0x",
    "0x0",
    "0X7F",
    "0xff",
    "0x100",
    "0xg",
    "x",
    "a",
    "f",
    "65535",
    "65536",
    "0177777",
    "0xffff",
    "0x10000",
    "16777215",
    "16777216",
    "0xffffff",
    "4294967295",
    "4294967296",
    "037777777777",
    "040000000000",
    "0xffffffff",
    "0x100000000",
    "18446744073709551616",
    "99999999999999999999",
    "0000000000000000000000000000001",
    "0x000000000000000000000001",
    "",
    "+1",
    "-1",
    "-0",
    "1e1",
    "0b1",
    "0o7",
    "localhost",
    "\0",
];
const PORTS: &[&str] = &[
    "80",
    "9087",
    "0",
    "6",
    "7",
    "8",
    "65535",
    "65536",
    "00080",
    "0000000000000000000000000000000080",
    "+80",
    "-80",
    "-0",
    "+0",
    "+",
    "-",
    "",
    "+-8",
    "--8",
    "8-",
    "8+",
    "0x50",
    "0o7",
    "0b1",
    "1e3",
    "80.0",
    "18446744073709551623",
    "9223372036854775808",
    "-9223372036854775809",
    "99999999999999999999999999999999999999",
    "http",
    "\0",
];
/// Where Python accepts what this program calls malformed: white space, underscores, digits of other
/// scripts.
const LISTED_DIFFERENCES: &[&str] =
    &[" ", "\t", "\x0b", "\x0c", "\u{a0}", "\u{3000}", "_", "\u{664}", "\u{ff18}"];
const ANYTHING: &[&str] =
    &[".", ":", "0", "x", "-", "+", "9", "]", "/", "\u{e9}", "\x1b", "\u{6771}"];

/// A xorshift generator: the same texts on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }

    fn one_of(&mut self, choices: &[&'static str]) -> &'static str {
        choices[self.below(choices.len())]
    }

    fn text(&mut self) -> String {
        let valid = self.below(3) > 0; // else hardly any text of four parts would be
        let count = if self.below(20) == 0 { 5 } else { 1 + self.below(4) };
        let parts: Vec<String> =
            (0..count)
                .map(|_| {
                    if valid { self.below(260).to_string() } else { self.one_of(PARTS).to_string() }
                })
                .collect();
        let port = if self.below(3) == 0 {
            self.one_of(PORTS).to_string()
        } else {
            self.below(70_000).to_string()
        };
        let mut text = format!("{}:{port}", parts.join("."));
        while self.below(6) == 0 {
            let places: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
            let place = places.get(self.below(places.len() + 1)).copied().unwrap_or(text.len());
            match self.below(3) {
                0 => text.insert_str(place, self.one_of(LISTED_DIFFERENCES)),
                1 => text.insert_str(place, self.one_of(ANYTHING)),
                _ if place < text.len() => drop(text.remove(place)),
                _ => {}
            }
        }
        text
    }
}

#[test]
fn says_what_python_says_but_for_the_listed_differences() {
    if Command::new("python3").arg("--version").output().is_err() {
        let _ = std::io::Write::write_all(
            &mut std::io::stderr(),
            b"skipped: there is no python3 to compare with\n",
        );
        return;
    }
    let texts =
        std::env::var("AGAINST_PYTHON").ok().and_then(|count| count.parse().ok()).unwrap_or(TEXTS);
    let mut random = Random(0x9087_9087_9087);
    let lines: String = (0..texts).map(|_| random.text() + "\n").collect();
    let original = run("python3", &["-X", "utf8", "-c", ORIGINAL], &lines);
    assert_eq!((original.stderr.as_str(), original.code), ("", Some(0)));
    let ours = run(env!("CARGO_BIN_EXE_is-ip-and-port"), &[] as &[&str], &lines);

    let (mut yes, mut no, mut listed) = (0, 0, 0);
    let answers = original.stdout.split('\n').zip(ours.stdout.split('\n'));
    for (text, (said_by_python, said)) in lines.split('\n').zip(answers).take(texts) {
        if LISTED_DIFFERENCES.iter().any(|difference| text.contains(difference)) {
            assert!(said.starts_with("no\t"), "{text:?}");
            listed += usize::from(said_by_python.starts_with("yes"));
            continue;
        }
        let shown = common::escape_untrusted(text);
        assert_eq!(said, said_by_python.replace(text, &shown), "{text:?}");
        if said.starts_with("yes") { yes += 1 } else { no += 1 }
    }
    assert_eq!(ours.stdout.lines().count(), texts);
    // The comparison is worth nothing if it does not see plenty of each.
    let fifth = texts / 5;
    assert!(
        yes > fifth && no > fifth && listed > texts / 100,
        "{yes} yes, {no} no, {listed} listed"
    );
    let _ = std::io::Write::write_fmt(
        &mut std::io::stderr(),
        format_args!("{texts} texts: {yes} yes and {no} no alike, {listed} listed differences\n"),
    );
}
