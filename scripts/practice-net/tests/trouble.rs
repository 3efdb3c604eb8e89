//! Trouble on demand, met with plain sockets.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream, UdpSocket};
use std::time::{Duration, Instant};

use practice_net::PracticeNet;
use practice_net::events::Watcher;
use practice_net::trouble::Trouble;
use simple_dns::rdata::RData;
use simple_dns::{CLASS, Name, Packet, QTYPE, Question, TYPE};

const DEADLINE: Duration = Duration::from_secs(20);

fn net(trouble: Trouble) -> PracticeNet {
    PracticeNet::start_with([0, 0, 0], trouble, Watcher::default()).unwrap()
}

fn question(id: u16, kind: TYPE) -> Vec<u8> {
    let mut query = Packet::new_query(id);
    let name = Name::new_unchecked("www.gnomon.test");
    query.questions.push(Question::new(name, QTYPE::TYPE(kind), CLASS::IN.into(), false));
    query.build_bytes_vec().unwrap()
}

/// Asks once for each of `ids`, all at once, and gives the first `count` replies.
fn ask(server: SocketAddr, ids: &[u16], kind: TYPE, count: usize) -> Vec<Vec<u8>> {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.connect(server).unwrap();
    socket.set_read_timeout(Some(DEADLINE)).unwrap();
    for id in ids {
        socket.send(&question(*id, kind)).unwrap();
    }
    let mut buffer = [0; 2000];
    let mut receive = || socket.recv(&mut buffer).map(|length| buffer[..length].to_vec()).unwrap();
    (0..count).map(|_| receive()).collect()
}

fn connect(server: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(server).unwrap();
    stream.set_read_timeout(Some(DEADLINE)).unwrap();
    stream.set_write_timeout(Some(DEADLINE)).unwrap();
    stream
}

/// The head and the body of a page.
fn get(server: SocketAddr, path: &str) -> (String, Vec<u8>) {
    let mut stream = connect(server);
    stream.write_all(format!("GET {path} HTTP/1.0\r\n\r\n").as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap();
    (String::from_utf8(answer[..end].to_vec()).unwrap(), answer[end + 4..].to_vec())
}

#[test]
fn every_answer_comes_late_and_none_waits_for_another() {
    let delay = Duration::from_millis(300);
    let net = net(Trouble { delay: Some(delay), ..Trouble::default() });
    let started = Instant::now();
    let replies = ask(net.dns, &[1, 2, 3, 4, 5, 6, 7, 8], TYPE::A, 8);
    let took = started.elapsed();
    assert!(took >= delay && took < delay * 6, "eight answers took {took:?}");
    let ids: Vec<u16> = replies.iter().map(|reply| Packet::parse(reply).unwrap().id()).collect();
    assert_eq!(ids, [1, 2, 3, 4, 5, 6, 7, 8]);

    let started = Instant::now();
    get(net.pages, "/page.html");
    assert!(started.elapsed() >= delay);
    let mut talk = connect(net.talk);
    for _ in 0..2 {
        let started = Instant::now();
        talk.write_all(b"hi").unwrap();
        talk.read_exact(&mut [0; 12]).unwrap();
        assert!(started.elapsed() >= delay);
    }
}

#[test]
fn every_third_answer_over_udp_is_lost_and_always_the_same() {
    for _ in 0..2 {
        let net = net(Trouble { lose: 3.try_into().ok(), ..Trouble::default() });
        let replies = ask(net.dns, &[1, 2, 3, 4, 5, 6, 7], TYPE::A, 5);
        let ids: Vec<u16> =
            replies.iter().map(|reply| Packet::parse(reply).unwrap().id()).collect();
        assert_eq!(ids, [1, 2, 4, 5, 7]);
    }
}

#[test]
fn every_page_is_cut_after_so_many_bytes_of_its_body() {
    let net = net(Trouble { cut: Some(100), ..Trouble::default() });
    for path in ["/page.html", "/large", "/chunked", "/no-length", "/slow", "/cut", "/missing"] {
        let (head, body) = get(net.pages, path);
        assert_eq!(body.len(), 100, "{path}");
        let announced = head.lines().find_map(|line| line.strip_prefix("Content-Length: "));
        assert!(announced.is_none_or(|length| length != "100"), "{path}: {head}");
    }
    assert_eq!(get(net.pages, "/gzip").1.len(), 85, "a shorter page stays whole");
}

#[test]
fn bytes_trickle() {
    let net = net(Trouble { slow: 1000.try_into().ok(), ..Trouble::default() });
    let started = Instant::now();
    let (head, body) = get(net.pages, "/binary");
    let least = Duration::from_millis(u64::try_from(head.len() + body.len()).unwrap());
    assert!(started.elapsed() >= least, "{:?} for {least:?}", started.elapsed());

    let mut talk = connect(net.talk);
    talk.write_all(&[b'x'; 500]).unwrap();
    let mut buffer = [0; 600];
    let first = talk.read(&mut buffer).unwrap();
    assert!(first < 510, "the answer came in one piece, of {first} bytes");
    talk.read_exact(&mut buffer[first..510]).unwrap();

    let started = Instant::now();
    let reply = &ask(net.dns, &[1], TYPE::A, 1)[0];
    assert!(started.elapsed() >= Duration::from_millis(u64::try_from(reply.len()).unwrap()));
}

#[test]
fn forged_replies_come_before_the_true_one() {
    let net = net(Trouble { lie: true, ..Trouble::default() });
    for (kind, last) in [(TYPE::A, 80), (TYPE::AAAA, 0x80)] {
        let replies = ask(net.dns, &[7], kind, 3);
        let [wrong_id, wrong_name, true_one] =
            [0, 1, 2].map(|index| Packet::parse(&replies[index]).unwrap());
        assert_eq!((wrong_id.id(), wrong_name.id(), true_one.id()), (8, 7, 7));
        let asked = |reply: &Packet<'_>| reply.questions[0].qname.to_string();
        assert_eq!(asked(&wrong_id), "www.gnomon.test");
        assert_eq!(asked(&wrong_name), "forged.example.test");
        assert_eq!(asked(&true_one), "www.gnomon.test");
        let last_byte = |reply: &Packet<'_>| match &reply.answers.last().unwrap().rdata {
            RData::A(a) => a.address & 0xff,
            RData::AAAA(aaaa) => u32::from((aaaa.address & 0xff) as u8),
            other => panic!("{other:?}"),
        };
        assert_eq!(last_byte(&true_one), last);
        assert!([&wrong_id, &wrong_name].iter().all(|reply| last_byte(reply) != last));
    }
    let mut talk = connect(net.talk);
    talk.write_all(b"hi").unwrap();
    let mut answer = [0; 28 + 12];
    talk.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"\x1b[31mConnection closed.\x1b[0m\nYou said hi\n");
}

#[test]
fn troubles_combine() {
    let trouble = Trouble {
        delay: Some(Duration::from_millis(100)),
        lose: 2.try_into().ok(),
        cut: Some(10),
        slow: 1000.try_into().ok(),
        lie: true,
    };
    let net = net(trouble);
    let started = Instant::now();
    let replies = ask(net.dns, &[10, 20, 30], TYPE::A, 8);
    assert!(started.elapsed() >= Duration::from_millis(100));
    let ids: Vec<u16> = replies.iter().map(|reply| Packet::parse(reply).unwrap().id()).collect();
    assert_eq!(ids, [11, 10, 10, 21, 20, 31, 30, 30], "the second true one is lost");
    assert_eq!(get(net.pages, "/page.html").1.len(), 10);
}
