//! is-ip-and-port against the C library's inet_aton, by way of Python, on generated texts that are weighted to the edges.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test says what it saw, and stops"
)]

use endurance::{can_run, program};
use practice_net::program::run;

/// What Python makes of each line: yes or no as the original lesson says, but for what our rules name as different.
const PYTHON: &str = r#"
import re, socket, sys
for line in sys.stdin.buffer:
    text = line[:-1].decode()
    answer = "no"
    parts = text.split(":")
    # Named differences: white space, underscores and digits of other scripts are malformed with us.
    if len(parts) == 2 and re.fullmatch(r"[!-^`-~]+", text):
        try:
            number = int.from_bytes(socket.inet_aton(parts[0]), "big")
            port = int(parts[1])
            answer = f"yes\t{text}"
            if 0 <= port <= 65535:
                answer += f"\t{socket.inet_ntoa(number.to_bytes(4, 'big'))}:{port}"
        except (OSError, ValueError):
            pass
    print(answer if answer != "no" else f"no\t{text}")
"#;

const PARTS: [&str; 44] = [
    "0",
    "1",
    "7",
    "8",
    "9",
    "00",
    "01",
    "07",
    "08",
    "010",
    "0377",
    "0400",
    "255",
    "256",
    "0x",
    "0X",
    "0x0",
    "0xff",
    "0xFF",
    "0x100",
    "0xg",
    "65535",
    "65536",
    "0xffff",
    "0x10000",
    "0177777",
    "0200000",
    "16777215",
    "16777216",
    "0xffffff",
    "0x1000000",
    "077777777",
    "0100000000",
    "4294967295",
    "4294967296",
    "0xffffffff",
    "0x100000000",
    "037777777777",
    "040000000000",
    "99999999999999999999",
    "0x00000000000000000001",
    "",
    "+1",
    "-1",
];
const PORTS: [&str; 24] = [
    "0",
    "1",
    "6",
    "7",
    "80",
    "9087",
    "65535",
    "65536",
    "00080",
    "+80",
    "-0",
    "-1",
    "--1",
    "+",
    "",
    "1_0",
    " 80",
    "80 ",
    "8 0",
    "99999999999999999999999999",
    "0x50",
    "1e3",
    "80\t",
    "٨٠",
];
const ODD: [&str; 14] =
    [".", "..", ":", "::", " ", "\t", "x", "%", "1.2.3.4 junk", "\u{a0}", "é", "0b1", "1.2.3.4.", "_"];

fn text(random: &mut fastrand::Rng) -> String {
    let mut address = Vec::new();
    for _ in 0..random.choice([1, 2, 3, 4, 4, 4, 4, 5]).unwrap_or(4) {
        address.push(match random.u8(..14) {
            0..4 => random.choice(PARTS).unwrap_or("0").to_string(),
            4 => format!("0x{:x}", random.u64(..) >> random.u32(..64)),
            5 => format!("0{:o}", random.u64(..) >> random.u32(..64)),
            6 => (random.u64(..) >> random.u32(..64)).to_string(),
            _ => random.u8(..).to_string(),
        });
    }
    let port =
        if random.bool() { random.choice(PORTS).unwrap_or("80").to_string() } else { random.u32(..70_000).to_string() };
    let mut text = format!("{}:{port}", address.join("."));
    if random.u8(..8) == 0 {
        let places: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
        let place = places.get(random.usize(..places.len())).copied().unwrap_or(0);
        text.insert_str(place, random.choice(ODD).unwrap_or("."));
    }
    text
}

fn compare(count: usize, seed: u64) {
    if !can_run("python3", &["-c", "import socket; assert socket.inet_aton('0x7f.1') == b'\\x7f\\0\\0\\x01'"]) {
        return;
    }
    let mut random = fastrand::Rng::with_seed(seed);
    let input: String = (0..count).map(|_| text(&mut random) + "\n").collect();
    let theirs = run("python3", &["-c", PYTHON], &input);
    assert_eq!(theirs.code, Some(0), "{}", theirs.stderr);
    let nothing: [&str; 0] = [];
    let ours = run(&program("is-ip-and-port"), &nothing, &input);
    let mut yes = 0;
    let mut compared = 0;
    for ((our, their), text) in ours.stdout.lines().zip(theirs.stdout.lines()).zip(input.lines()) {
        // What a terminal would obey or hide is shown escaped in ours: there, only the answer is compared.
        if !text.is_ascii() || text.contains(|character: char| character.is_control()) {
            assert_eq!(our.split('\t').next(), their.split('\t').next(), "{text:?}");
        } else {
            assert_eq!(our, their, "{text:?}");
        }
        compared += 1;
        yes += usize::from(our.starts_with("yes"));
    }
    assert_eq!(compared, count, "a line for each text");
    assert!(yes * 10 > count, "the texts are no test: only {yes} of {count} are a yes");
    eprintln!("{count} texts, no difference; {yes} were a yes");
}

#[test]
fn agrees_with_the_c_library_on_50_000_texts() {
    compare(50_000, 1);
}

#[test]
#[ignore = "slow: three million texts"]
fn agrees_with_the_c_library_on_3_million_texts() {
    for seed in 2..8 {
        compare(500_000, seed);
    }
}
