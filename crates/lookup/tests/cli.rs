//! `lookup` as a person runs it: names and addresses from the practice internet, the ports in use,
//! this computer.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says why and stops")]

use practice_net::PracticeNet;
use snapbox::{assert_data_eq, str};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::process::{Command, Stdio};
use test_support::{Finished, Running, run};

const LOOKUP: &str = env!("CARGO_BIN_EXE_lookup");

/// Runs the program, with each of its sentences on one line.
fn run_with(arguments: &[&str], input: &str) -> Finished {
    let mut running = Running::spawn(Command::new(LOOKUP).args(arguments).env("COLUMNS", "1000"));
    running.send(input);
    running.finish()
}

fn lookup(arguments: &[&str]) -> Finished {
    run_with(arguments, "")
}

/// Asks the practice internet. Its port, which differs from run to run, is shown as 9053.
fn ask(arguments: &[&str], input: &str) -> Finished {
    let net = PracticeNet::start(0, 0, 0).unwrap();
    let server = net.dns.to_string();
    let mut finished = run_with(&[&["--server", server.as_str()], arguments].concat(), input);
    let port = format!("127.0.0.1#{}", net.dns.port());
    finished.stdout = finished.stdout.replace(&port, "127.0.0.1#9053");
    finished.stderr = finished.stderr.replace(&port, "127.0.0.1#9053");
    finished
}

#[test]
fn a_name_has_addresses_in_both_families() {
    let finished = ask(&["www.gnomon.test"], "");
    assert_data_eq!(
        finished.stdout,
        str![[r#"
Server:		127.0.0.1
Address:	127.0.0.1#9053

www.gnomon.test	canonical name = web.gnomon.test.
Name:	web.gnomon.test
Address: 192.0.2.80
Name:	web.gnomon.test
Address: 2001:db8::80


"#]]
    );
    assert_eq!((finished.code, finished.stderr.as_str()), (Some(0), ""));
}

#[test]
fn an_answer_that_was_remembered_is_not_authoritative() {
    let finished = ask(&["www.example.test", "--type", "A"], "");
    assert_data_eq!(
        finished.stdout,
        str![[r#"
Server:		127.0.0.1
Address:	127.0.0.1#9053

Non-authoritative answer:
www.example.test	canonical name = cached.example.test.
Name:	cached.example.test
Address: 192.0.2.200


"#]]
    );
}

#[test]
fn an_address_asks_for_its_name_in_both_families() {
    let finished = ask(&["192.0.2.80", "2001:db8::80"], "");
    assert!(
        finished.stdout.contains("80.2.0.192.in-addr.arpa\tname = web.gnomon.test.\n"),
        "{finished:?}"
    );
    assert!(
        finished.stdout.contains("8.b.d.0.1.0.0.2.ip6.arpa\tname = web.gnomon.test.\n"),
        "{finished:?}"
    );
    assert_eq!(finished.code, Some(0));
}

#[test]
fn every_type_is_shown_in_nslookups_words() {
    for (kind, line) in [
        ("mx", "gnomon.test\tmail exchanger = 10 mail.gnomon.test.\n"),
        ("TXT", "gnomon.test\ttext = \"two words\" \"second string\"\n"),
        ("Ns", "gnomon.test\tnameserver = ns1.gnomon.test.\n"),
        ("soa", "gnomon.test\n\torigin = ns1.gnomon.test\n\tmail addr = "),
        ("A", "Name:\tgnomon.test\nAddress: 192.0.2.10\n"),
        ("aaaa", "Name:\tgnomon.test\nAddress: 2001:db8::10\n"),
    ] {
        let finished = ask(&["--type", kind, "gnomon.test."], "");
        assert!(finished.stdout.contains(line), "{kind}: {finished:?}");
        assert_eq!(finished.code, Some(0), "{kind}");
    }
}

#[test]
fn an_answer_too_large_for_udp_comes_over_tcp() {
    let finished = ask(&["big.gnomon.test", "--type", "A"], "");
    assert_eq!(finished.stdout.matches("Address: 198.51.100.").count(), 120, "{finished:?}");
    assert_eq!((finished.code, finished.stderr.as_str()), (Some(0), ""));
}

#[test]
fn a_name_without_the_record_leads_on_to_other_records() {
    for (arguments, try_next) in [
        (
            &["post.gnomon.test"][..],
            "It may have other records: --type MX shows where its mail goes",
        ),
        (
            &["four.gnomon.test", "--type", "AAAA"],
            "It may have other records: --type MX shows where its mail goes",
        ),
        (
            &["four.gnomon.test", "--type", "MX"],
            "It may have other records: leave --type out for its addresses.",
        ),
        (&["four.gnomon.test", "--type", "PTR"], "A PTR record holds the name of an address."),
    ] {
        let finished = ask(arguments, "");
        assert!(
            finished.stderr.contains(&format!("\n  try: {try_next}")),
            "{arguments:?}: {finished:?}"
        );
    }
}

#[test]
fn each_failure_has_a_sentence_and_the_exit_code_1() {
    for (name, sentence) in [
        (
            "nosuch.gnomon.test",
            "no such name: `nosuch.gnomon.test` does not exist, says 127.0.0.1#9053 (NXDOMAIN)",
        ),
        (
            "post.gnomon.test",
            "`post.gnomon.test` exists but has no A or AAAA record, says 127.0.0.1#9053",
        ),
        (
            "broken.gnomon.test",
            "the server 127.0.0.1#9053 failed to look up A and AAAA of `broken.gnomon.test` (SERVFAIL)",
        ),
        (
            "refused.gnomon.test",
            "the server 127.0.0.1#9053 refused to answer about A and AAAA of `refused.gnomon.test` (REFUSED)",
        ),
        (
            "silent.gnomon.test",
            "timed out: no answer from 127.0.0.1#9053 about A and AAAA of `silent.gnomon.test`",
        ),
        (
            "loop.gnomon.test",
            "the aliases of `loop.gnomon.test` form a loop (answer from 127.0.0.1#9053)",
        ),
        (
            "lost.gnomon.test",
            "no such name: `nowhere.gnomon.test`, to which `lost.gnomon.test` leads, does not exist, says 127.0.0.1#9053 (NXDOMAIN)",
        ),
        (
            "192.0.2.99",
            "no such name: `99.2.0.192.in-addr.arpa`, to which `192.0.2.99` leads, does not exist, says 127.0.0.1#9053 (NXDOMAIN)",
        ),
        (
            "b\u{fc}cher.test",
            "`b\u{fc}cher.test` is not a valid DNS name: `\u{fc}` is not ASCII (a to z), and DNS names are sent in ASCII",
        ),
        (
            "a..b",
            "`a..b` is not a valid DNS name: a name cannot start with a dot or have two dots in a row",
        ),
        ("\x1b[31m", "`\\x1b[31m` is not a valid DNS name: `\\x1b` cannot be part of a name"),
    ] {
        let finished = ask(&["--timeout", "3", name], "");
        assert_eq!(finished.stderr.lines().next(), Some(format!("error: {sentence}").as_str()));
        assert!(
            finished.stderr.lines().nth(1).is_some_and(|line| line.starts_with("  try: ")),
            "{finished:?}"
        );
        assert_eq!(finished.code, Some(1), "{name}");
    }
}

#[test]
fn the_aliases_are_shown_also_where_they_lead_nowhere() {
    let finished = ask(&["lost.gnomon.test"], "");
    assert!(
        finished.stdout.contains("lost.gnomon.test\tcanonical name = nowhere.gnomon.test.\n"),
        "{finished:?}"
    );
}

#[test]
fn one_name_that_fails_does_not_stop_the_others() {
    let finished = ask(&["nosuch.gnomon.test", "four.gnomon.test"], "");
    assert!(
        finished.stdout.ends_with("Name:\tfour.gnomon.test\nAddress: 192.0.2.4\n\n"),
        "{finished:?}"
    );
    assert_eq!(finished.code, Some(1));
}

#[test]
fn names_come_from_a_pipe_without_a_prompt() {
    let finished = ask(&[], "four.gnomon.test\r\n\n  six.gnomon.test");
    assert!(
        finished.stdout.contains("Address: 192.0.2.4\n")
            && finished.stdout.contains("Address: 2001:db8::6\n")
    );
    assert!(!finished.stdout.contains('>'), "{finished:?}");
    assert_eq!((finished.code, finished.stderr.as_str()), (Some(0), ""));
    let long = format!("{}\n\u{7}\nfour.gnomon.test\n", "a".repeat(100_000));
    let finished = ask(&[], &long);
    assert_eq!(finished.stderr.matches("error: ").count(), 2, "{finished:?}");
    assert!(finished.stdout.contains("Address: 192.0.2.4\n"));
    assert_eq!(finished.code, Some(1));
}

#[test]
fn with_explain_it_names_the_bytes_and_decodes_the_records() {
    let finished = ask(&["--explain", "--type", "a", "www.gnomon.test"], "");
    assert_data_eq!(
        finished.stderr,
        str![[r#"
-- socket, bind and connect: UDP from 127.0.0.1:[..] to 127.0.0.1:[..]
-- send: 44 bytes to 127.0.0.1:[..]
--   [..]  id [..]
--   01 00  query, recursion desired
--   00 01  questions: 1
--   00 00  answer records: 0
--   00 00  authority records: 0
--   00 01  additional records: 1
--   03 77 77 77 06 67 6e 6f 6d 6f 6e 04 74 65 73 74 00  name www.gnomon.test.
--   00 01  type A
--   00 01  class IN
--   00  additional: name .
--   00 29 04 d0 00 00 00 00 00 00  type OPT, at most 1232 bytes over UDP
-- recv: 78 bytes from 127.0.0.1:[..]
--   [..]  id [..]
--   85 80  reply, authoritative answer, recursion desired, recursion available, NOERROR
--   00 01  questions: 1
--   00 02  answer records: 2
--   00 00  authority records: 0
--   00 01  additional records: 1
--   03 77 77 77 06 67 6e 6f 6d 6f 6e 04 74 65 73 74 00  name www.gnomon.test.
--   00 01  type A
--   00 01  class IN
--   c0 0c  answer: name www.gnomon.test.
--   00 05 00 01 00 00 01 2c 00 06  type CNAME, class IN, time to live 300 s, data: 6 bytes
--   03 77 65 62 c0 10  web.gnomon.test.
--   c0 2d  answer: name web.gnomon.test.
--   00 01 00 01 00 00 01 2c 00 04  type A, class IN, time to live 300 s, data: 4 bytes
--   c0 00 02 50  192.0.2.80
--   00  additional: name .
--   00 29 04 d0 00 00 00 00 00 00  type OPT, at most 1232 bytes over UDP

"#]]
    );
}

#[test]
fn the_operating_system_knows_localhost() {
    let finished = lookup(&["--system", "localhost"]);
    assert!(finished.stdout.contains("Name:\tlocalhost\nAddress: "), "{finished:?}");
    assert_eq!(finished.code, Some(0));
}

#[test]
fn the_ports_in_use_are_shown_with_their_program() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let bound = UdpSocket::bind("127.0.0.1:0").unwrap();
    let connected = UdpSocket::bind("127.0.0.1:0").unwrap();
    connected.connect(bound.local_addr().unwrap()).unwrap();
    let holder = format!("{}/", std::process::id());
    let address = listener.local_addr().unwrap().to_string();
    let all = lookup(&["--ports"]);
    let listening = lookup(&["--listening"]);
    let row = |table: &Finished, local: &str, state: &str| {
        table.stdout.lines().any(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            words.get(1) == Some(&local) && line.contains(state) && line.contains(&holder)
        })
    };
    assert!(row(&all, &address, "0.0.0.0:* "), "{all:?}");
    assert!(row(&all, &address, " LISTEN "), "{all:?}");
    assert!(
        row(&all, &client.local_addr().unwrap().to_string(), &format!(" {address} ")),
        "{all:?}"
    );
    assert!(row(&all, &bound.local_addr().unwrap().to_string(), "udp "), "{all:?}");
    assert!(row(&listening, &address, " LISTEN "), "{listening:?}");
    assert!(row(&listening, &bound.local_addr().unwrap().to_string(), "udp "), "{listening:?}");
    assert!(!row(&listening, &client.local_addr().unwrap().to_string(), ""), "{listening:?}");
    #[cfg(target_os = "linux")] // only there the system tells the other end of a UDP socket
    {
        let other_end = bound.local_addr().unwrap().to_string();
        assert!(row(&all, &connected.local_addr().unwrap().to_string(), &other_end), "{all:?}");
        assert!(
            !row(&listening, &connected.local_addr().unwrap().to_string(), ""),
            "{listening:?}"
        );
    }
}

#[test]
fn this_computer_has_a_name_and_a_loopback_address() {
    let finished = lookup(&["--here"]);
    assert!(finished.stdout.starts_with("Computer:  "), "{finished:?}");
    assert!(finished.stdout.contains("127.0.0.1/8"), "{finished:?}");
    assert_eq!(finished.code, Some(0));
}

#[test]
fn wrong_usage_has_the_exit_code_2() {
    for arguments in [
        &["--type", "hamster", "x.test"][..],
        &["--server", "localhost", "x.test"],
        &["--server", "127.0.0.1:0", "x.test"],
        &["--timeout", "0", "x.test"],
        &["--timeout", "-1", "x.test"],
        &["--timeout", "nan", "x.test"],
        &["--timeout", "1e99", "x.test"],
        &["--system", "--type", "mx", "x.test"],
        &["--ports", "x.test"],
        &["--ports", "--here"],
    ] {
        let finished = lookup(arguments);
        assert_eq!((finished.code, finished.stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(finished.stderr.starts_with("error: "), "{finished:?}");
    }
}

#[test]
fn help_and_version_are_results() {
    let help = lookup(&["--help"]);
    assert!(help.stdout.contains("Examples:") && help.stdout.contains("--listening"), "{help:?}");
    assert_eq!(lookup(&["--version"]).stdout, "lookup 0.1.0\n");
}

#[test]
#[cfg(unix)]
fn an_argument_that_is_no_text_is_an_error() {
    use std::os::unix::ffi::OsStrExt as _;
    let finished = run(LOOKUP, &[std::ffi::OsStr::from_bytes(b"x\xff.test")], "");
    assert_eq!(finished.code, Some(2));
}

#[test]
fn nobody_reads_the_output_and_the_exit_code_says_so() {
    let net = PracticeNet::start(0, 0, 0).unwrap();
    for name in ["four.gnomon.test", "nosuch.gnomon.test"] {
        let mut command = Command::new(LOOKUP);
        command.args(["--server", &net.dns.to_string(), name]).stdin(Stdio::null());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stderr), (Some(1), Vec::new()), "{name}");
    }
}

#[test]
fn each_line_is_answered_before_the_next_is_read() {
    let net = PracticeNet::start(0, 0, 0).unwrap();
    let mut running = Running::start(LOOKUP, &["--server", &net.dns.to_string()]);
    for name in ["four.gnomon.test", "pages.gnomon.test"] {
        running.send(format!("{name}\n"));
        while running.line() != format!("Name:\t{name}") {}
        assert!(running.line().starts_with("Address: "));
        running.line();
    }
    assert_eq!(running.finish().code, Some(0));
}

#[test]
fn errors_fit_into_80_columns_without_a_broken_word() {
    let net = PracticeNet::start(0, 0, 0).unwrap();
    let mut command = Command::new(LOOKUP);
    command.args(["--server", &net.dns.to_string(), "nosuch.gnomon.test"]).env_remove("COLUMNS");
    let finished = Running::spawn(&mut command).finish();
    assert!(finished.stderr.lines().all(|line| line.len() <= 80), "{finished:?}");
    assert!(finished.stderr.contains("(NXDOMAIN)"), "{finished:?}");
}

#[test]
fn a_byte_order_mark_before_the_first_name_is_skipped() {
    let finished = ask(&[], "\u{feff}four.gnomon.test\r\n");
    assert!(finished.stdout.contains("Address: 192.0.2.4\n"), "{finished:?}");
    assert_eq!(finished.code, Some(0));
}

#[test]
fn what_is_written_as_for_nslookup_or_dig_is_answered_with_our_own_command() {
    for (arguments, command) in [
        (&["-type=mx", "gnomon.test"][..], "lookup --type mx gnomon.test"),
        (&["@127.0.0.1", "gnomon.test"], "lookup gnomon.test --server 127.0.0.1"),
        (&["gnomon.test", "MX"], "lookup gnomon.test --type MX"),
        (&["-x", "192.0.2.80"], "lookup 192.0.2.80"),
        (&["gnomon.test", "+short"], "lookup gnomon.test"),
    ] {
        let finished = lookup(arguments);
        assert_eq!((finished.code, finished.stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(finished.stderr.ends_with(&format!("\n  try: {command}\n")), "{finished:?}");
    }
    let finished = ask(&[], "set type=mx\n");
    assert!(finished.stderr.contains("lookup --type mx"), "{finished:?}");
}

#[test]
fn a_name_and_an_address_are_looked_up_with_a_word_about_the_server() {
    let net = PracticeNet::start(0, 0, 0).unwrap();
    let note = "To ask that server: lookup gnomon.test --server 192.0.2.80";
    let finished = lookup(&["gnomon.test", "192.0.2.80", "--timeout", "0.1"]);
    assert!(finished.stderr.contains(note), "{finished:?}");
    let server = net.dns.to_string();
    let finished = lookup(&["gnomon.test", "192.0.2.80", "--server", &server]);
    assert_eq!((finished.code, finished.stderr.as_str()), (Some(0), ""), "{finished:?}");
}

#[test]
fn what_is_more_than_a_name_is_answered_with_the_name() {
    for (text, hint) in [
        ("localhost:9087", "Give only the name or the address: lookup localhost"),
        ("http://www.gnomon.test/page?x=1", "lookup www.gnomon.test"),
        ("https://user:secret@www.gnomon.test:8080/", "lookup www.gnomon.test"),
        ("someone@gnomon.test", "lookup gnomon.test"),
        ("www.gnomon.test/page", "lookup www.gnomon.test"),
        ("192.0.2.80:9080", "lookup 192.0.2.80"),
        ("192.0.2.0/24", "lookup 192.0.2.0"),
        ("[2001:db8::1]:80", "lookup 2001:db8::1"),
        ("fe80::1%eth0", "lookup fe80::1"),
        ("two words", "Look up each name on its own."),
        ("a*b", "A name consists of letters, digits, hyphens and underscores"),
        ("\u{2615}.test", "Give the name in its xn-- form"),
        ("b\u{fc}cher.test", "Give the name in its xn-- form"),
        ("\u{1f4a9}.gnomon.test:80", "Give the name in its xn-- form"),
    ] {
        let finished = ask(&[text], "");
        let try_next = finished.stderr.lines().nth(1).unwrap_or_default();
        assert!(try_next.starts_with("  try: ") && try_next.contains(hint), "{finished:?}");
        assert_eq!(finished.code, Some(1));
    }
}

#[test]
fn an_ipv6_server_with_a_port_wants_brackets() {
    let finished = lookup(&["a.test", "--server", "::1:9053"]);
    assert!(finished.stderr.contains("brackets before a port: [::1]:9053"), "{finished:?}");
    assert_eq!(finished.code, Some(2));
}

#[test]
fn only_the_sockets_with_a_port_are_shown() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let client = TcpStream::connect(address).unwrap();
    let bound = UdpSocket::bind("127.0.0.1:0").unwrap();
    let port = |address: std::net::SocketAddr| address.port().to_string();
    let both_ends = lookup(&["--ports", &port(address)]);
    // The same number may be the port of a connection of somebody else's that is over.
    let open = |row: &&str| !row.contains("TIME_WAIT");
    let rows: Vec<&str> = both_ends.stdout.lines().skip(1).filter(open).collect();
    assert_eq!(rows.len(), 3, "{both_ends:?}");
    let end = format!(":{} ", port(address));
    assert!(rows.iter().all(|row| row.contains(&end)), "{both_ends:?}");
    let near_end = client.local_addr().unwrap().to_string();
    assert!(rows.iter().any(|row| row.contains(&near_end)), "{both_ends:?}");
    assert_eq!(both_ends.code, Some(0));

    let several = lookup(&["--ports", &port(address), &port(bound.local_addr().unwrap())]);
    assert_eq!(several.stdout.lines().filter(open).count(), 5, "{several:?}");
    let listening = lookup(&["--listening", "--ports", &port(address)]);
    assert_eq!(listening.stdout.lines().count(), 2, "{listening:?}");

    let is_unused = |_| {
        let unused = port(UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap());
        let nobody = lookup(&["--ports", &unused]);
        (nobody.stdout.lines().count(), nobody.code) == (1, Some(1))
    };
    assert!((0..10).any(is_unused), "a port that nobody uses any more has no row");
    assert_eq!(lookup(&["--ports", "65536"]).code, Some(2));
}

#[test]
fn the_first_version_finds_localhost_and_gives_no_reason_for_the_rest() {
    let folder = std::env::current_exe().unwrap();
    let folder = folder.parent().and_then(std::path::Path::parent).unwrap();
    let name = format!("examples/first-lookup{}", std::env::consts::EXE_SUFFIX);
    // `cargo test -p lookup` builds it; with `--test cli` alone, `cargo build --examples` does.
    let program = folder.join(name).to_str().unwrap().to_string();
    let nothing: [&str; 0] = [];
    for finished in [run(&program, &nothing, ""), run(&program, &["localhost"], "")] {
        assert!(finished.stdout.contains("localhost has the address "), "{finished:?}");
        assert_eq!((finished.code, finished.stderr.as_str()), (Some(0), ""));
    }
    let finished = run(&program, &["two words.invalid"], "");
    assert!(finished.stderr.starts_with("Error: ") && finished.stdout.is_empty(), "{finished:?}");
    assert!(!finished.stderr.contains("two words"), "{finished:?}");
    assert_eq!(finished.code, Some(1));
}

#[test]
fn a_lost_datagram_is_asked_for_again_and_explained() {
    let lose = std::num::NonZeroU64::new(2);
    let trouble = practice_net::trouble::Trouble { lose, ..Default::default() };
    let net = PracticeNet::start_with([0, 0, 0], trouble, Default::default()).unwrap();
    // A is answered; the answer about AAAA is the second one, and lost.
    let finished = lookup(&["--server", &net.dns.to_string(), "--explain", "web.gnomon.test"]);
    assert_eq!(finished.stderr.matches("-- send: ").count(), 3, "{finished:?}");
    assert_eq!(finished.stderr.matches("-- recv: nothing from ").count(), 1, "{finished:?}");
    assert!(finished.stdout.contains("192.0.2.80") && finished.stdout.contains("2001:db8::80"));
    assert_eq!(finished.code, Some(0));
}
