//! The DNS server, asked as a program asks: with bytes.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream, UdpSocket};
use std::time::Duration;

use practice_net::PracticeNet;
use simple_dns::rdata::{OPT, RData};
use simple_dns::{CLASS, Name, Packet, PacketFlag, QTYPE, Question, RCODE, TYPE};

const DEADLINE: Duration = Duration::from_secs(10);

/// `::1`, as it is asked for.
const LOOPBACK_V6: &str =
    "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa";

fn server() -> SocketAddr {
    PracticeNet::start(0, 0, 0).unwrap().dns
}

fn query(name: &str, kind: TYPE) -> Packet<'_> {
    let mut query = Packet::new_query(77);
    query.set_flags(PacketFlag::RECURSION_DESIRED);
    query.questions.push(Question::new(
        Name::new_unchecked(name),
        QTYPE::TYPE(kind),
        CLASS::IN.into(),
        false,
    ));
    query
}

/// The reply to `bytes` over UDP, if one comes before a question that is always answered.
fn over_udp(server: SocketAddr, bytes: &[u8]) -> Option<Vec<u8>> {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.connect(server).unwrap();
    socket.set_read_timeout(Some(DEADLINE)).unwrap();
    socket.send(bytes).unwrap();
    let mut marker = query("localhost", TYPE::A);
    marker.set_id(78);
    socket.send(&marker.build_bytes_vec().unwrap()).unwrap();
    let mut buffer = [0; 4096];
    let length = socket.recv(&mut buffer).unwrap();
    let is_marker = buffer.starts_with(&78u16.to_be_bytes());
    (!is_marker).then(|| buffer[..length].to_vec())
}

fn over_tcp(server: SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(server).unwrap();
    stream.set_read_timeout(Some(DEADLINE)).unwrap();
    stream.write_all(&u16::try_from(bytes.len()).unwrap().to_be_bytes()).unwrap();
    stream.write_all(bytes).unwrap();
    let mut length = [0; 2];
    stream.read_exact(&mut length).unwrap();
    let mut reply = vec![0; usize::from(u16::from_be_bytes(length))];
    stream.read_exact(&mut reply).unwrap();
    reply
}

/// A record as one word.
fn shown(data: &RData<'_>) -> String {
    match data {
        RData::A(a) => std::net::Ipv4Addr::from(a.address).to_string(),
        RData::AAAA(a) => std::net::Ipv6Addr::from(a.address).to_string(),
        RData::CNAME(name) => name.0.to_string(),
        RData::PTR(name) => name.0.to_string(),
        RData::NS(name) => name.0.to_string(),
        RData::MX(mx) => format!("{} {}", mx.preference, mx.exchange),
        RData::SOA(soa) => soa.mname.to_string(),
        RData::TXT(text) => format!("{:?}", text.iter_raw().count()),
        other => format!("{other:?}"),
    }
}

#[test]
fn answers_as_the_table_of_names_says() {
    let server = server();
    let v6 = "0.8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa";
    for (name, kind, code, authoritative, answers) in [
        ("gnomon.test", TYPE::A, RCODE::NoError, true, "192.0.2.10"),
        ("gnomon.test", TYPE::AAAA, RCODE::NoError, true, "2001:db8::10"),
        (
            "gnomon.test",
            TYPE::MX,
            RCODE::NoError,
            true,
            "10 mail.gnomon.test, 20 mail2.gnomon.test",
        ),
        ("gnomon.test", TYPE::NS, RCODE::NoError, true, "ns1.gnomon.test, ns2.gnomon.test"),
        ("gnomon.test", TYPE::SOA, RCODE::NoError, true, "ns1.gnomon.test"),
        ("gnomon.test", TYPE::TXT, RCODE::NoError, true, "2"),
        ("www.gnomon.test", TYPE::A, RCODE::NoError, true, "web.gnomon.test, 192.0.2.80"),
        ("WWW.Gnomon.TEST", TYPE::A, RCODE::NoError, true, "web.gnomon.test, 192.0.2.80"),
        ("www.gnomon.test", TYPE::CNAME, RCODE::NoError, true, "web.gnomon.test"),
        (
            "many.gnomon.test",
            TYPE::A,
            RCODE::NoError,
            true,
            "192.0.2.101, 192.0.2.102, 192.0.2.103, 192.0.2.104",
        ),
        ("four.gnomon.test", TYPE::AAAA, RCODE::NoError, true, ""),
        ("six.gnomon.test", TYPE::A, RCODE::NoError, true, ""),
        ("six.gnomon.test", TYPE::AAAA, RCODE::NoError, true, "2001:db8::6"),
        ("post.gnomon.test", TYPE::A, RCODE::NoError, true, ""),
        (
            "first.gnomon.test",
            TYPE::A,
            RCODE::NoError,
            true,
            "second.gnomon.test, third.gnomon.test, 192.0.2.33",
        ),
        (
            "shop.gnomon.test",
            TYPE::A,
            RCODE::NoError,
            true,
            "www.example.test, cached.example.test, 192.0.2.200",
        ),
        ("lost.gnomon.test", TYPE::A, RCODE::NameError, true, "nowhere.gnomon.test"),
        ("loop.gnomon.test", TYPE::A, RCODE::NoError, true, "pool.gnomon.test, loop.gnomon.test"),
        ("nosuch.gnomon.test", TYPE::A, RCODE::NameError, true, ""),
        ("broken.gnomon.test", TYPE::A, RCODE::ServerFailure, false, ""),
        ("refused.gnomon.test", TYPE::A, RCODE::Refused, false, ""),
        ("cached.example.test", TYPE::A, RCODE::NoError, false, "192.0.2.200"),
        ("nosuch.example.test", TYPE::A, RCODE::NameError, false, ""),
        ("www.python.org", TYPE::A, RCODE::Refused, false, ""),
        ("test", TYPE::A, RCODE::Refused, false, ""),
        ("80.2.0.192.in-addr.arpa", TYPE::PTR, RCODE::NoError, true, "web.gnomon.test"),
        ("99.2.0.192.in-addr.arpa", TYPE::PTR, RCODE::NameError, true, ""),
        (v6, TYPE::PTR, RCODE::NoError, true, "web.gnomon.test"),
        (LOOPBACK_V6, TYPE::PTR, RCODE::NoError, false, "localhost"),
        ("1.0.0.127.in-addr.arpa", TYPE::PTR, RCODE::NoError, false, "localhost"),
        (&v6[4..], TYPE::PTR, RCODE::NoError, true, ""), // a name above another one
    ] {
        let query = query(name, kind).build_bytes_vec().unwrap();
        for reply in [over_udp(server, &query).unwrap(), over_tcp(server, &query)] {
            let reply = Packet::parse(&reply).unwrap();
            let came: Vec<String> =
                reply.answers.iter().map(|record| shown(&record.rdata)).collect();
            assert_eq!(
                (came.join(", ").as_str(), reply.rcode()),
                (answers, code),
                "{name} {kind:?}"
            );
            assert_eq!(
                reply.has_flags(PacketFlag::AUTHORITATIVE_ANSWER),
                authoritative,
                "{name} {kind:?}"
            );
            assert_eq!((reply.id(), reply.questions[0].qname.to_string().as_str()), (77, name));
            // A "no" of an own zone says how long it may be remembered.
            assert_eq!(
                reply.name_servers.len(),
                usize::from(authoritative && (code == RCODE::NameError || answers.is_empty()))
            );
        }
    }
}

#[test]
fn sends_what_is_too_large_for_a_datagram_over_tcp() {
    let server = server();
    let mut question = query("big.gnomon.test", TYPE::A);
    for size in [None, Some(512), Some(65_535)] {
        *question.opt_mut() =
            size.map(|udp_packet_size| OPT { opt_codes: Vec::new(), udp_packet_size, version: 0 });
        let bytes = question.build_bytes_vec().unwrap();
        let reply = over_udp(server, &bytes).unwrap();
        let reply = Packet::parse(&reply).unwrap();
        assert!(reply.has_flags(PacketFlag::TRUNCATION) && reply.answers.is_empty());
        assert_eq!(reply.opt().is_some(), size.is_some());
        let reply = over_tcp(server, &bytes);
        let reply = Packet::parse(&reply).unwrap();
        assert!(!reply.has_flags(PacketFlag::TRUNCATION));
        assert_eq!(reply.answers.len(), 120);
    }
}

#[test]
fn answers_a_later_version_of_edns_with_badvers() {
    let server = server();
    let mut question = query("www.gnomon.test", TYPE::A);
    for version in [0, 1, 255] {
        *question.opt_mut() = Some(OPT { opt_codes: Vec::new(), udp_packet_size: 1232, version });
        let bytes = question.build_bytes_vec().unwrap();
        for reply in [over_udp(server, &bytes).unwrap(), over_tcp(server, &bytes)] {
            let [.., kind, 41, 4, 208, code, replied_version, 0, 0, 0, 0] = reply[..] else {
                panic!("no OPT at the end: {reply:?}")
            };
            let is_refused = version != 0;
            assert_eq!((kind, code, replied_version), (0, u8::from(is_refused), 0));
            assert_eq!(reply[7] == 0, is_refused, "{} answers", reply[7]);
            assert_eq!((reply[3] & 15, &reply[..2]), (0, &[0, 77][..]));
        }
    }
}

#[test]
fn keeps_silent_where_it_should() {
    let server = server();
    let silent = query("silent.gnomon.test", TYPE::A).build_bytes_vec().unwrap();
    let mut reply = Packet::new_reply(77);
    reply.questions = query("gnomon.test", TYPE::A).questions;
    let reply = reply.build_bytes_vec().unwrap();
    for bytes in [&silent[..], &reply[..], b"", b"short", &[0xff; 12]] {
        assert_eq!(over_udp(server, bytes), None, "{bytes:?}");
    }
}

#[test]
fn answers_what_it_cannot_read_with_a_format_error_and_goes_on() {
    let server = server();
    let whole = query("www.gnomon.test", TYPE::A).build_bytes_vec().unwrap();
    for length in 12..whole.len() {
        let reply = over_udp(server, &whole[..length]).unwrap();
        let reply = Packet::parse(&reply).unwrap();
        assert_eq!((reply.id(), reply.rcode()), (77, RCODE::FormatError), "cut to {length}");
    }
    // A pointer to itself in place of the name; then every byte changed, one at a time.
    let mut pointer = whole.clone();
    pointer.splice(12..whole.len() - 4, [0xc0, 12]);
    assert_eq!(
        Packet::parse(&over_udp(server, &pointer).unwrap()).unwrap().rcode(),
        RCODE::FormatError
    );
    for at in 0..whole.len() {
        let mut changed = whole.clone();
        changed[at] ^= 0xff;
        over_udp(server, &changed); // it goes on: or the question after this one would fail
    }
}

#[test]
fn takes_several_questions_on_one_connection_and_lets_a_broken_one_go() {
    let server = server();
    let bytes = query("www.gnomon.test", TYPE::A).build_bytes_vec().unwrap();
    let message = [&u16::try_from(bytes.len()).unwrap().to_be_bytes()[..], &bytes].concat();
    let mut stream = TcpStream::connect(server).unwrap();
    stream.set_read_timeout(Some(DEADLINE)).unwrap();
    stream.write_all(&message.repeat(3)).unwrap();
    stream.write_all(&[0xff, 0xff, 1, 2, 3]).unwrap(); // announced and never sent
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let mut replies = Vec::new();
    stream.read_to_end(&mut replies).unwrap();
    let length = usize::from(u16::from_be_bytes([replies[0], replies[1]]));
    assert_eq!(replies.len(), 3 * (length + 2));
}
