//! A DNS server that does what it is told, right or wrong, and `lookup` before it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on says why and stops"
)]

use lookup::errors::lookup_failed;
use lookup::message::new_query;
use lookup::resolver::{Answer, exchange, questions_for};
use lookup::types::RecordType;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};
use test_support::{Finished, Running};

/// How long a server of these tests lives at most.
const LIFE: Duration = Duration::from_secs(30);

const A: u16 = 1;
const NS: u16 = 2;
const CNAME: u16 = 5;
const TXT: u16 = 16;
const AAAA: u16 = 28;

/// A server on a free port. `over_udp` gets each datagram, its sender, and how many came before;
/// `over_tcp` each connection.
fn server(
    over_udp: impl Fn(&UdpSocket, &[u8], SocketAddr, usize) + Send + 'static,
    over_tcp: Option<fn(TcpStream)>,
) -> SocketAddr {
    let (udp, tcp) = (0..100)
        .find_map(|_| {
            let udp = UdpSocket::bind("127.0.0.1:0").ok()?;
            let tcp = TcpListener::bind(udp.local_addr().ok()?).ok()?;
            Some((udp, tcp))
        })
        .unwrap();
    let address = udp.local_addr().unwrap();
    udp.set_read_timeout(Some(LIFE)).unwrap();
    thread::spawn(move || {
        let mut buffer = [0; 2048];
        let mut before = 0;
        while let Ok((count, from)) = udp.recv_from(&mut buffer) {
            over_udp(&udp, &buffer[..count], from, before);
            before += 1;
        }
    });
    if let Some(over_tcp) = over_tcp {
        thread::spawn(move || {
            for stream in tcp.incoming().flatten() {
                stream.set_read_timeout(Some(LIFE)).unwrap();
                over_tcp(stream);
            }
        });
    }
    address
}

/// A server that answers each query with what `reply` makes of it.
fn answering(reply: impl Fn(&[u8]) -> Vec<u8> + Send + 'static) -> SocketAddr {
    server(move |socket, query, from, _| drop(socket.send_to(&reply(query), from)), None)
}

fn look_up(server: SocketAddr, arguments: &[&str]) -> Finished {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lookup"));
    command.args(["--server", &server.to_string()]).args(arguments);
    Running::spawn(command.env("COLUMNS", "1000")).finish() // each sentence on one line
}

/// A name in bytes: each label after its length, a zero at the end.
fn name(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for label in text.split('.').filter(|label| !label.is_empty()) {
        bytes.push(u8::try_from(label.len()).unwrap());
        bytes.extend(label.as_bytes());
    }
    bytes.push(0);
    bytes
}

/// A record in bytes, with a time to live of 60 seconds.
fn record(owner: &[u8], record_type: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [owner, &record_type.to_be_bytes(), &[0, 1, 0, 0, 0, 60], &length.to_be_bytes(), data].concat()
}

fn address(owner: &str) -> Vec<u8> {
    record(&name(owner), A, &[192, 0, 2, 1])
}

fn alias(owner: &str, target: &str) -> Vec<u8> {
    record(&name(owner), CNAME, &name(target))
}

/// The question in a query: from behind the header to behind the type and class.
fn question(query: &[u8]) -> &[u8] {
    let end = 12 + query[12..].iter().position(|byte| *byte == 0).unwrap();
    &query[12..end + 5]
}

fn asked_type(query: &[u8]) -> u16 {
    let question = question(query);
    u16::from_be_bytes([question[question.len() - 4], question[question.len() - 3]])
}

/// A reply to `query` with these flags and answer records.
fn reply(query: &[u8], flags: u16, records: &[Vec<u8>]) -> Vec<u8> {
    let count = u16::try_from(records.len()).unwrap();
    let header =
        [&query[..2], &flags.to_be_bytes(), &[0, 1], &count.to_be_bytes(), &[0; 4]].concat();
    [header, question(query).to_vec(), records.concat()].concat()
}

/// The flags of a reply: it is one, recursion desired and available, no error.
const FINE: u16 = 0x8180;
const CUT: u16 = FINE | 0x0200;

/// Asks for the A record of x.test a server that answers so; gives the exit code, the output and
/// the errors.
fn ask_a(timeout: &str, reply: impl Fn(&[u8]) -> Vec<u8> + Send + 'static) -> Finished {
    look_up(answering(reply), &["x.test", "--type", "a", "--timeout", timeout])
}

const FOUND: &str = "Non-authoritative answer:\nName:\tx.test\nAddress: 192.0.2.1\n\n";

#[track_caller]
fn assert_found(finished: &Finished) {
    assert!(finished.stdout.ends_with(FOUND), "{finished:?}");
    assert_eq!((finished.code, finished.stderr.as_str()), (Some(0), ""));
}

#[track_caller]
fn assert_refused(finished: &Finished, why: &str) {
    assert!(
        finished.stderr.starts_with("error: ") && finished.stderr.contains(why),
        "{finished:?}"
    );
    assert!(
        finished.stderr.lines().nth(1).is_some_and(|line| line.starts_with("  try: ")),
        "{finished:?}"
    );
    assert!(!finished.stdout.contains("192.0.2.1"), "{finished:?}");
    assert_eq!(finished.code, Some(1));
}

#[test]
fn an_answer_is_shown() {
    assert_found(&ask_a("5", |query| reply(query, FINE, &[address("x.test")])));
}

#[test]
fn an_authoritative_answer_is_shown_without_the_word() {
    let finished = ask_a("5", |query| reply(query, FINE | 0x0400, &[address("x.test")]));
    assert!(finished.stdout.ends_with("\n\nName:\tx.test\nAddress: 192.0.2.1\n\n"), "{finished:?}");
}

#[test]
fn capital_letters_in_the_reply_are_the_same_name() {
    let shout = |query: &[u8]| {
        let mut bytes = reply(query, FINE, &[]);
        bytes[12..].make_ascii_uppercase();
        bytes[7] = 1;
        [bytes, address("X.tesT")].concat()
    };
    let finished = ask_a("5", shout);
    assert!(finished.stdout.contains("Name:\tX.tesT\nAddress: 192.0.2.1\n"), "{finished:?}");
}

#[test]
fn what_is_no_answer_to_the_question_is_ignored_until_the_time_is_up() {
    type Wrong = fn(&[u8]) -> Vec<u8>;
    let cases: [(&str, Wrong); 6] = [
        ("wrong id", |query| {
            let mut bytes = reply(query, FINE, &[address("x.test")]);
            bytes[0] ^= 1;
            bytes
        }),
        ("wrong name", |query| {
            reply(
                &[&query[..12], &name("y.test"), &[0, 1, 0, 1]].concat(),
                FINE,
                &[address("x.test")],
            )
        }),
        ("wrong type", |query| {
            reply(
                &[&query[..12], &name("x.test"), &[0, 28, 0, 1]].concat(),
                FINE,
                &[address("x.test")],
            )
        }),
        ("wrong class", |query| {
            reply(
                &[&query[..12], &name("x.test"), &[0, 1, 0, 3]].concat(),
                FINE,
                &[address("x.test")],
            )
        }),
        ("a query", |query| query.to_vec()),
        ("garbage", |_| b"\xff\xfe\x1b[31mHTTP/1.1 200 OK".to_vec()),
    ];
    for (title, wrong) in cases {
        let finished = ask_a("1", wrong);
        assert_refused(&finished, "timed out: no answer");
        assert!(
            finished.stderr.contains("replies that did not match the query: "),
            "{title}: {finished:?}"
        );
    }
}

#[test]
fn the_answer_is_taken_from_among_wrong_ones() {
    let server = server(
        |socket, query, from, _| {
            for id in 0..50_u16 {
                let mut forged =
                    reply(query, FINE, &[record(&name("x.test"), A, &[203, 0, 113, 66])]);
                forged[..2].copy_from_slice(
                    &(u16::from_be_bytes([query[0], query[1]]) ^ (id + 1)).to_be_bytes(),
                );
                socket.send_to(&forged, from).unwrap();
            }
            socket.send_to(&reply(query, FINE, &[address("x.test")]), from).unwrap();
        },
        None,
    );
    assert_found(&look_up(server, &["x.test", "--type", "A"]));
}

#[test]
fn a_reply_from_another_port_is_not_seen() {
    let server = server(
        |_, query, from, _| {
            let stranger = UdpSocket::bind("127.0.0.1:0").unwrap();
            stranger.send_to(&reply(query, FINE, &[address("x.test")]), from).unwrap();
        },
        None,
    );
    let finished = look_up(server, &["x.test", "--type", "A", "--timeout", "0.3"]);
    assert_refused(&finished, "timed out: no answer");
}

#[test]
fn a_malformed_reply_is_refused_whole() {
    type Broken = fn(&[u8]) -> Vec<u8>;
    let cases: [(&str, Broken); 12] = [
        ("short", |query| reply(query, FINE, &[])[..5].to_vec()),
        ("cut in the record", |query| {
            let bytes = reply(query, FINE, &[address("x.test")]);
            bytes[..bytes.len() - 1].to_vec()
        }),
        ("an A record of five bytes", |query| {
            reply(query, FINE, &[record(&name("x.test"), A, &[192, 0, 2, 1, 9])])
        }),
        ("an A record of three bytes", |query| {
            reply(query, FINE, &[record(&name("x.test"), A, &[192, 0, 2])])
        }),
        ("an empty A record", |query| reply(query, FINE, &[record(&name("x.test"), A, &[])])),
        ("one bad record behind a good one", |query| {
            reply(query, FINE, &[address("x.test"), record(&name("x.test"), AAAA, &[1, 2, 3])])
        }),
        ("65535 records promised", |query| {
            let mut bytes = reply(query, FINE, &[address("x.test")]);
            bytes[6..8].fill(0xff);
            bytes
        }),
        ("a pointer to itself", |query| {
            let here = u8::try_from(12 + question(query).len()).unwrap();
            reply(query, FINE, &[record(&[0xc0, here], A, &[192, 0, 2, 1])])
        }),
        ("two pointers in a circle", |query| {
            let here = u8::try_from(12 + question(query).len()).unwrap();
            let first = record(&[0xc0, here + 16], A, &[192, 0, 2, 1]);
            reply(query, FINE, &[first, record(&[0xc0, here], A, &[192, 0, 2, 1])])
        }),
        ("a pointer outside", |query| {
            reply(query, FINE, &[record(&[0xff, 0xff], A, &[192, 0, 2, 1])])
        }),
        ("a label of 64 bytes", |query| {
            let label = [&[64][..], &[b'a'; 64], &[0]].concat();
            reply(query, FINE, &[record(&label, A, &[192, 0, 2, 1])])
        }),
        ("a text longer than its record", |query| {
            reply(query, FINE, &[address("x.test"), record(&name("x.test"), TXT, b"\x09abc")])
        }),
    ];
    for (title, broken) in cases {
        let finished = ask_a("5", broken);
        assert!(!finished.stdout.contains("Server:"), "{title}: {finished:?}");
        assert_refused(&finished, "sent a malformed reply about A of `x.test`: ");
    }
}

#[test]
fn records_that_nobody_asked_about_are_not_shown() {
    let finished =
        ask_a("5", |query| reply(query, FINE, &[address("other.test"), address("test")]));
    assert_refused(&finished, "`x.test` exists but has no A record");
    let finished = ask_a("5", |query| {
        let chaos = [name("x.test"), vec![0, 1, 0, 3, 0, 0, 0, 60, 0, 4, 192, 0, 2, 1]].concat();
        reply(query, FINE, &[chaos])
    });
    assert_refused(&finished, "`x.test` exists but has no A record");
}

#[test]
fn bytes_that_a_terminal_obeys_are_shown_and_not_sent_to_it() {
    let server = answering(|query| {
        let evil = b"\x08\x1b[31mred\x04te.t\x04\xe2\x80\xae\x0a\x00";
        let text = b"\x0a\x1b]0;title\x07\x07\x0dq\"b\\s\xff\x00";
        match asked_type(query) {
            TXT => reply(query, FINE, &[record(&name("x.test"), TXT, text)]),
            _ => reply(
                query,
                FINE,
                &[record(&name("x.test"), CNAME, evil), record(evil, A, &[192, 0, 2, 1])],
            ),
        }
    });
    let finished = look_up(server, &["x.test", "--type", "A", "--explain"]);
    assert!(
        finished
            .stdout
            .contains("x.test\tcanonical name = \\027[31mred.te\\.t.\\226\\128\\174\\010.\n"),
        "{finished:?}"
    );
    let texts = look_up(server, &["x.test", "--type", "TXT", "--explain"]);
    assert!(
        texts.stdout.contains(r#"x.test	text = "\x1b]0;title\x07" "\rq\"b\\s\xff" """#),
        "{texts:?}"
    );
    for output in [finished.stdout, finished.stderr, texts.stdout, texts.stderr] {
        assert!(
            output.chars().all(|character| !character.is_control() || "\n\t".contains(character)),
            "{output:?}"
        );
    }
}

#[test]
fn a_lost_datagram_is_sent_again() {
    let server = server(
        |socket, query, from, before| {
            if before > 0 {
                socket.send_to(&reply(query, FINE, &[address("x.test")]), from).unwrap();
            }
        },
        None,
    );
    assert_found(&look_up(server, &["x.test", "--type", "A"]));
}

#[test]
fn a_late_answer_still_counts() {
    let server = server(
        |socket, query, from, before| {
            if before == 0 {
                thread::sleep(Duration::from_millis(1300));
                socket.send_to(&reply(query, FINE, &[address("x.test")]), from).unwrap();
            }
        },
        None,
    );
    assert_found(&look_up(server, &["x.test", "--type", "A"]));
}

#[test]
fn silence_ends_with_the_timeout_for_both_questions_together() {
    let silent = server(|_, _, _, _| {}, None);
    let begun = Instant::now();
    let finished = look_up(silent, &["x.test", "--timeout", "1"]);
    let took = begun.elapsed();
    assert_refused(&finished, "timed out: no answer");
    assert!(finished.stderr.contains("A and AAAA of `x.test`"), "{finished:?}");
    assert!(took >= Duration::from_secs(1) && took < Duration::from_secs(4), "{took:?}");
}

#[test]
fn a_closed_port_is_reported_at_once() {
    let closed = UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let begun = Instant::now();
    assert_refused(&look_up(closed, &["x.test"]), "no DNS server at 127.0.0.1#");
    assert!(begun.elapsed() < Duration::from_secs(4));
}

#[test]
fn each_refusal_has_its_own_sentence() {
    for (flags, sentence) in [
        (FINE | 3, "no such name: `x.test` does not exist"),
        (FINE, "`x.test` exists but has no A record"),
        (FINE | 2, "failed to look up A of `x.test` (SERVFAIL)"),
        (FINE | 5, "refused to answer about A of `x.test` (REFUSED)"),
        (FINE | 4, "could not answer about A of `x.test` (NOTIMP)"),
        (0x8100, "does not follow `x.test` to the end"),
    ] {
        assert_refused(&ask_a("5", move |query| reply(query, flags, &[])), sentence);
    }
}

#[test]
fn aliases_are_shown_and_followed_in_any_order() {
    let finished = ask_a("5", |query| {
        reply(
            query,
            FINE,
            &[address("c.test"), alias("B.test", "c.test"), alias("x.test", "b.test")],
        )
    });
    assert!(
        finished.stdout.ends_with(
            "x.test\tcanonical name = b.test.\nb.test\tcanonical name = c.test.\nName:\tc.test\nAddress: 192.0.2.1\n\n"
        ),
        "{finished:?}"
    );
    assert_eq!(finished.code, Some(0));
}

#[test]
fn the_aliases_are_shown_also_where_their_end_does_not_exist() {
    let finished = ask_a("5", |query| reply(query, FINE | 3, &[alias("x.test", "gone.test")]));
    assert!(finished.stdout.contains("x.test\tcanonical name = gone.test.\n"), "{finished:?}");
    assert_refused(&finished, "no such name: `gone.test`, to which `x.test` leads, does not exist");
}

#[test]
fn aliases_in_a_circle_or_without_end_are_refused() {
    let circle = |query: &[u8]| {
        reply(
            query,
            FINE,
            &[
                alias("x.test", "y.test"),
                alias("y.test", "x.test"),
                address("x.test"),
                address("y.test"),
            ],
        )
    };
    assert_refused(&ask_a("5", circle), "form a loop");
    let long = |query: &[u8]| {
        let mut records = vec![alias("x.test", "n0.test"), address("n20.test")];
        records.extend(
            (0..20)
                .map(|number| alias(&format!("n{number}.test"), &format!("n{}.test", number + 1))),
        );
        reply(query, FINE, &records)
    };
    assert_refused(&ask_a("5", long), "more than 16 aliases");
}

#[test]
fn asked_for_the_alias_itself_it_shows_that_alone() {
    let server = answering(|query| {
        reply(query, FINE, &[alias("x.test", "x.test"), alias("y.test", "z.test")])
    });
    let finished = look_up(server, &["x.test", "--type", "cname"]);
    assert!(
        finished.stdout.ends_with("answer:\nx.test\tcanonical name = x.test.\n\n"),
        "{finished:?}"
    );
    assert_eq!(finished.code, Some(0));
}

#[test]
fn one_family_that_fails_does_not_hide_the_other() {
    for (flags, sentence) in [
        (FINE | 2, "failed to look up AAAA of `x.test` (SERVFAIL)"),
        (FINE | 3, "contradicts itself: asked for AAAA, it says that `x.test` does not exist"),
    ] {
        let server = answering(move |query| match asked_type(query) {
            A => reply(query, FINE, &[address("x.test")]),
            _ => reply(query, flags, &[]),
        });
        let finished = look_up(server, &["x.test"]);
        assert!(finished.stdout.ends_with(FOUND), "{finished:?}");
        assert!(finished.stderr.contains(sentence), "{finished:?}");
        assert_eq!(finished.code, Some(1));
    }
}

#[test]
fn a_server_that_swallows_one_family_still_answers_the_other() {
    let server = server(
        |socket, query, from, _| {
            if asked_type(query) == AAAA {
                let records = [record(&name("x.test"), AAAA, &[0; 16])];
                socket.send_to(&reply(query, FINE, &records), from).unwrap();
            }
        },
        None,
    );
    let finished = look_up(server, &["x.test", "--timeout", "3"]);
    assert!(finished.stdout.contains("Name:\tx.test\nAddress: ::\n"), "{finished:?}");
    assert!(finished.stderr.contains(" about A of `x.test`"), "{finished:?}");
}

#[test]
fn a_name_with_one_family_only_is_in_order() {
    let server = answering(|query| match asked_type(query) {
        A => reply(query, FINE, &[address("x.test")]),
        _ => reply(query, FINE, &[]),
    });
    assert_found(&look_up(server, &["x.test"]));
}

#[test]
fn a_server_that_does_not_know_edns_is_asked_without_it() {
    let server = answering(|query| {
        let has_edns = query[11] == 1;
        match has_edns {
            // FORMERR, and no question
            true => [&query[..2], &[0x81, 0x81, 0, 0, 0, 0, 0, 0, 0, 0]].concat(),
            false => reply(query, FINE, &[address("x.test")]),
        }
    });
    assert_found(&look_up(server, &["x.test", "--type", "A"]));
    assert_refused(&ask_a("5", |query| reply(query, FINE | 1, &[])), "(FORMERR)");
}

/// Reads a query from a connection: its length, then as many bytes.
fn read_query(stream: &mut TcpStream) -> Vec<u8> {
    let mut length = [0; 2];
    stream.read_exact(&mut length).unwrap();
    let mut query = vec![0; u16::from_be_bytes(length).into()];
    stream.read_exact(&mut query).unwrap();
    query
}

fn with_length(message: &[u8]) -> Vec<u8> {
    [&u16::try_from(message.len()).unwrap().to_be_bytes(), message].concat()
}

fn truncating(over_tcp: Option<fn(TcpStream)>) -> SocketAddr {
    server(
        |socket, query, from, _| {
            drop(socket.send_to(&reply(query, CUT, &[address("cut.test")]), from))
        },
        over_tcp,
    )
}

#[test]
fn a_truncated_answer_is_fetched_over_tcp_byte_by_byte() {
    let server = truncating(Some(|mut stream| {
        let query = read_query(&mut stream);
        let mut records = vec![address("x.test")];
        records.extend(
            (0..300).map(|number| record(&name(&format!("n{number}.x.test")), A, &[192, 0, 2, 9])),
        );
        stream.set_nodelay(true).unwrap();
        for piece in with_length(&reply(&query, FINE, &records)).chunks(1) {
            if stream.write_all(piece).is_err() {
                return;
            }
        }
    }));
    assert_found(&look_up(server, &["x.test", "--type", "A"]));
}

#[test]
fn a_truncated_answer_without_tcp_is_an_error() {
    type OverTcp = Option<fn(TcpStream)>;
    let cases: [(OverTcp, &str); 6] = [
        (Some(drop), "did not send it over TCP"),
        (Some(|mut stream| drop(read_query(&mut stream))), "did not send it over TCP"),
        (
            Some(|mut stream| {
                let query = read_query(&mut stream);
                let whole = with_length(&reply(&query, FINE, &[address("x.test")]));
                let _ = stream.write_all(&whole[..whole.len() - 1]);
            }),
            "did not send it over TCP",
        ),
        (
            Some(|mut stream| {
                let mut query = read_query(&mut stream);
                query[1] ^= 1;
                let _ = stream.write_all(&with_length(&reply(&query, FINE, &[address("x.test")])));
            }),
            "did not send it over TCP",
        ),
        (
            Some(|mut stream| {
                let query = read_query(&mut stream);
                let _ = stream.write_all(&with_length(&reply(&query, CUT, &[address("x.test")])));
            }),
            "did not send it over TCP",
        ),
        (
            Some(|mut stream| {
                read_query(&mut stream);
                while stream.write_all(&[0]).is_ok() {
                    // A byte now and then, for ever: 513 would make a message.
                    thread::sleep(Duration::from_millis(20));
                }
            }),
            "x.test",
        ),
    ];
    for (over_tcp, sentence) in cases {
        let begun = Instant::now();
        let finished = look_up(truncating(over_tcp), &["x.test", "--type", "A", "--timeout", "2"]);
        assert_refused(&finished, sentence);
        assert!(begun.elapsed() < Duration::from_secs(10));
    }
}

#[test]
fn a_connection_that_stays_silent_ends_with_the_timeout() {
    let server = truncating(Some(|stream| {
        thread::spawn(move || {
            thread::sleep(LIFE);
            drop(stream);
        });
    }));
    let begun = Instant::now();
    let finished = look_up(server, &["x.test", "--type", "A", "--timeout", "0.5"]);
    assert_refused(&finished, "did not send it over TCP");
    assert!(begun.elapsed() < Duration::from_secs(4));
}

/// Asks several servers for the A record of x.test.
fn ask_servers(servers: &[SocketAddr], timeout: Duration) -> Answer {
    let mut answer = Answer::default();
    let (name, types) = questions_for("x.test", Some(RecordType::A)).unwrap();
    for record_type in types {
        let query = new_query(&name, record_type).unwrap();
        let (server, reply) = exchange(&query, servers, Instant::now() + timeout);
        match reply {
            Ok(reply) => answer.add(&query, server, &reply),
            Err(error) => answer.fail(&query, server, error),
        }
    }
    answer
}

#[test]
fn several_servers_are_tried_in_turn() {
    let good = answering(|query| reply(query, FINE, &[address("x.test")]));
    let failing = answering(|query| reply(query, FINE | 2, &[]));
    let refusing = answering(|query| reply(query, FINE | 5, &[]));
    let broken = answering(|query| reply(query, FINE, &[])[..13].to_vec());
    let silent = server(|_, _, _, _| {}, None);
    let closed = UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for first in [failing, refusing, broken, silent, closed] {
        let answer = ask_servers(&[first, good], Duration::from_secs(5));
        assert_eq!(answer.server, Some(good));
        assert_eq!(answer.records.len(), 1);
    }
    let failures = ask_servers(&[failing, closed], Duration::from_secs(5)).failures();
    let sentences: Vec<String> =
        failures.iter().map(|failure| lookup_failed("x.test", failure, &[]).message).collect();
    assert!(matches!(&sentences[..], [only] if only.contains("SERVFAIL")), "{sentences:?}");
}

#[test]
fn the_root_has_servers_and_a_name_of_its_own() {
    let server = answering(|query| reply(query, FINE, &[record(&[0], NS, &name("a.root.test"))]));
    let finished = look_up(server, &[".", "--type", "ns"]);
    assert!(finished.stdout.ends_with(".\tnameserver = a.root.test.\n\n"), "{finished:?}");
}

#[test]
fn random_bytes_never_hurt() {
    let mut state = 1_u32;
    let mut random = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) as usize
    };
    let queries: Vec<(usize, usize, u8)> =
        (0..200).map(|_| (random() % 60, random() % 60, (random() & 0xff) as u8)).collect();
    let server = server(
        move |socket, query, from, before| {
            let mut bytes = reply(query, FINE, &[alias("x.test", "y.test"), address("y.test")]);
            for (at, cut, value) in queries.iter().cycle().skip(before * 3).take(3) {
                let length = bytes.len();
                bytes[2 + at % (length - 2)] = *value;
                bytes.truncate(length - cut % 7);
            }
            socket.send_to(&bytes, from).unwrap();
        },
        None,
    );
    for _ in 0..200 {
        let answer = ask_servers(&[server], Duration::from_millis(20));
        assert!(answer.server.is_none() || answer.records.len() <= 1);
    }
}

/// A record of the root that says what the sender can do: EDNS. `ttl` holds the extended response
/// code, the version and the flags.
fn opt(ttl: u32) -> Vec<u8> {
    [&[0, 0, 41, 4, 208][..], &ttl.to_be_bytes(), &[0, 0]].concat()
}

/// A reply that ends with an OPT record.
fn reply_with_opt(query: &[u8], flags: u16, records: &[Vec<u8>], ttl: u32) -> Vec<u8> {
    let mut bytes = [reply(query, flags, records), opt(ttl)].concat();
    bytes[11] = 1;
    bytes
}

/// The same header as in `reply`, without a question, and with these counts.
fn bare_reply(query: &[u8], flags: u16, answers: u8) -> Vec<u8> {
    [&query[..2], &flags.to_be_bytes(), &[0, 0, 0, answers, 0, 0, 0, 0]].concat()
}

fn has_edns(query: &[u8]) -> bool {
    query[11] == 1
}

#[test]
fn bytes_after_the_last_record_do_not_spoil_the_answer() {
    for count in [1, 4, 11, 100] {
        let padded =
            move |query: &[u8]| [reply(query, FINE, &[address("x.test")]), vec![0; count]].concat();
        assert_found(&ask_a("5", padded));
        let explained = look_up(answering(padded), &["x.test", "--type", "A", "--explain"]);
        let line = format!("{count} bytes are left over after the last record");
        assert!(explained.stderr.contains(&line), "{explained:?}");
    }
}

#[test]
fn an_extended_response_code_is_never_taken_for_an_answer() {
    // The server refuses whatever it is asked; and once it answers the question without EDNS.
    for (code, name) in
        [(1 << 24, "(BADVERS)"), (1 << 24 | 0x8000, "(BADVERS)"), (2 << 24, "(response code 32)")]
    {
        let finished = ask_a("5", move |query| reply_with_opt(query, FINE, &[], code));
        assert_refused(&finished, name);
        assert!(!finished.stderr.contains("exists but"), "{finished:?}");
    }
    assert_found(&ask_a("5", |query| match has_edns(query) {
        true => reply_with_opt(query, FINE, &[], 1 << 24),
        false => reply(query, FINE, &[address("x.test")]),
    }));
}

#[test]
fn the_flags_and_the_version_of_an_opt_record_are_ignored() {
    for ttl in [0x80, 0x8000, 0xffff, 0x00ff_0000] {
        assert_found(&ask_a("5", move |query| {
            reply_with_opt(query, FINE, &[address("x.test")], ttl)
        }));
    }
}

#[test]
fn the_reserved_bit_of_the_header_is_ignored() {
    assert_found(&ask_a("5", |query| reply(query, FINE | 0x0040, &[address("x.test")])));
}

#[test]
fn a_server_that_refuses_edns_in_any_way_is_asked_without_it() {
    for code in [1, 4] {
        assert_found(&ask_a("5", move |query| match has_edns(query) {
            true => reply(query, FINE | code, &[]),
            false => reply(query, FINE, &[address("x.test")]),
        }));
        assert_found(&ask_a("5", move |query| match has_edns(query) {
            true => bare_reply(query, FINE | code, 0),
            false => reply(query, FINE, &[address("x.test")]),
        }));
    }
}

#[test]
fn a_server_that_refuses_edns_over_tcp_is_asked_without_it_over_tcp() {
    let server = truncating(Some(|mut stream| {
        let query = read_query(&mut stream);
        let message = match has_edns(&query) {
            true => reply_with_opt(&query, FINE, &[], 1 << 24),
            false => reply(&query, FINE, &[address("x.test")]),
        };
        let _ = stream.write_all(&with_length(&message));
    }));
    assert_found(&look_up(server, &["x.test", "--type", "A"]));
    let stubborn = truncating(Some(|mut stream| {
        let query = read_query(&mut stream);
        let _ = stream.write_all(&with_length(&reply(&query, FINE | 4, &[])));
    }));
    assert_refused(&look_up(stubborn, &["x.test", "--type", "A"]), "(NOTIMP)");
}

#[test]
fn a_server_that_drops_queries_with_edns_gets_one_without_it_in_time() {
    for timeout in ["5", "2", "0.6"] {
        let server = server(
            |socket, query, from, _| {
                if !has_edns(query) {
                    let records = [match asked_type(query) {
                        A => address("x.test"),
                        _ => record(&name("x.test"), AAAA, &[0; 16]),
                    }];
                    socket.send_to(&reply(query, FINE, &records), from).unwrap();
                }
            },
            None,
        );
        let finished = look_up(server, &["x.test", "--timeout", timeout]);
        assert!(finished.stdout.contains("192.0.2.1") && finished.stdout.contains("Address: ::"));
        assert_eq!((finished.code, finished.stderr.as_str()), (Some(0), ""), "{timeout}");
    }
}

#[test]
fn a_failure_without_a_question_is_reported_at_once() {
    for (code, name) in [(2, "(SERVFAIL)"), (5, "(REFUSED)"), (9, "(response code 9)")] {
        for counted in [0, 1] {
            // Some servers count the question that they leave out.
            let bare = move |query: &[u8]| {
                let mut bytes = bare_reply(query, FINE | code, 0);
                bytes[5] = counted;
                bytes
            };
            let begun = Instant::now();
            assert_refused(&ask_a("20", bare), name);
            assert!(begun.elapsed() < Duration::from_secs(10));
        }
    }
}

#[test]
fn an_answer_without_a_question_is_not_believed() {
    for flags in [FINE, FINE | 2, FINE | 3] {
        let finished =
            ask_a("0.5", move |query| [bare_reply(query, flags, 1), address("x.test")].concat());
        assert_refused(&finished, "timed out: no answer");
    }
    // That a name does not exist is an answer, too; and the id has to be ours.
    assert_refused(&ask_a("0.5", |query| bare_reply(query, FINE | 3, 0)), "timed out: no answer");
    let wrong_id = |query: &[u8]| {
        let mut bytes = bare_reply(query, FINE | 5, 0);
        bytes[1] ^= 1;
        bytes
    };
    assert_refused(&ask_a("0.5", wrong_id), "timed out: no answer");
}

#[test]
fn the_times_of_an_soa_record_have_no_sign() {
    let server = answering(|query| {
        let times = [7_u32, 2_147_483_648, 4_294_967_295, 4_294_967_294, 5];
        let times: Vec<u8> = times.iter().flat_map(|time| time.to_be_bytes()).collect();
        let data = [name("ns.x.test"), name("root.x.test"), times].concat();
        reply(query, FINE, &[record(&name("x.test"), 6, &data)])
    });
    let finished = look_up(server, &["x.test", "--type", "SOA"]);
    let times = "\trefresh = 2147483648\n\tretry = 4294967295\n\texpire = 4294967294\n";
    assert!(finished.stdout.contains(times), "{finished:?}");
}

#[test]
fn a_record_beside_an_alias_is_shown() {
    let server = answering(|query| {
        let data = [&[0, 10][..], &name("mail.y.test")].concat();
        reply(query, FINE, &[alias("x.test", "y.test"), record(&name("x.test"), 15, &data)])
    });
    let finished = look_up(server, &["x.test", "--type", "MX"]);
    assert!(finished.stdout.contains("x.test\tcanonical name = y.test.\n"), "{finished:?}");
    assert!(finished.stdout.contains("x.test\tmail exchanger = 10 mail.y.test.\n"));
    assert_eq!((finished.code, finished.stderr.as_str()), (Some(0), ""));
}

#[test]
fn a_record_beside_an_alias_that_leads_nowhere_is_shown_too() {
    let finished = ask_a("5", |query| {
        reply(query, FINE | 3, &[alias("x.test", "gone.test"), address("x.test")])
    });
    assert!(finished.stdout.contains("Name:\tx.test\nAddress: 192.0.2.1\n"), "{finished:?}");
    assert!(finished.stderr.contains("`gone.test` does not exist"), "{finished:?}");
    assert_eq!(finished.code, Some(1));
}
