//! What a watcher is told.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops")]

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream, UdpSocket};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use practice_net::PracticeNet;
use practice_net::events::{Kind, Service, Transport, Watcher};
use practice_net::trouble::Trouble;
use simple_dns::{CLASS, Name, Packet, QTYPE, Question, TYPE};
use socket2::SockRef;

const DEADLINE: Duration = Duration::from_secs(20);

/// A practice internet, and what its watcher is told: of which service, how, of which client, what.
fn watched(trouble: Trouble) -> (PracticeNet, Receiver<(Service, Transport, SocketAddr, String)>) {
    let (sender, told) = channel();
    let watcher = Watcher::new(move |event| {
        let what = match event.kind {
            Kind::Received => format!("received {}", event.bytes.len()),
            Kind::Sent => format!("sent {}", event.bytes.len()),
            Kind::Forged => "forged".to_owned(),
            Kind::Lost => format!("lost {}", event.bytes.len()),
            other => format!("{other:?}"),
        };
        let _ = sender.send((event.service, event.transport, event.client, what)); // test over
    });
    (PracticeNet::start_with([0, 0, 0], trouble, watcher).unwrap(), told)
}

/// All that is told of `client`, up to `last`.
fn told(
    events: &Receiver<(Service, Transport, SocketAddr, String)>,
    service: Service,
    client: SocketAddr,
    last: &str,
) -> Vec<String> {
    let mut told = Vec::new();
    while told.last().is_none_or(|what| what != last) {
        let event = events.recv_timeout(DEADLINE).unwrap_or_else(|_| panic!("so far: {told:?}"));
        assert_eq!((event.0, event.2), (service, client), "{}", event.3);
        told.push(event.3);
    }
    told
}

#[test]
fn a_conversation_is_told_from_the_handshake_to_the_close() {
    let (net, events) = watched(Trouble::default());
    let mut stream = TcpStream::connect(net.talk).unwrap();
    let client = stream.local_addr().unwrap();
    stream.write_all(b"hello").unwrap();
    stream.read_exact(&mut [0; 15]).unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    stream.read_to_end(&mut Vec::new()).unwrap();
    assert_eq!(
        told(&events, Service::Talk, client, "Closed"),
        ["Connected", "received 5", "sent 15", "ClientEnded", "ServerEnded", "Closed"]
    );

    // `bye`: here the server ends first.
    let mut stream = TcpStream::connect(net.talk).unwrap();
    let client = stream.local_addr().unwrap();
    stream.write_all(b"bye").unwrap();
    stream.read_to_end(&mut Vec::new()).unwrap();
    stream.write_all(b"late").unwrap();
    drop(stream);
    let all = told(&events, Service::Talk, client, "Closed");
    let [
        "Connected",
        "received 3",
        "sent 13",
        "ServerEnded",
        "received 4",
        "ClientEnded",
        "Closed",
    ] = all.iter().map(String::as_str).collect::<Vec<_>>()[..]
    else {
        panic!("{all:?}")
    };

    let stream = TcpStream::connect(net.talk).unwrap();
    let client = stream.local_addr().unwrap();
    SockRef::from(&stream).set_linger(Some(Duration::ZERO)).unwrap();
    drop(stream);
    assert_eq!(told(&events, Service::Talk, client, "Closed"), ["Connected", "Reset", "Closed"]);
}

#[test]
fn questions_and_answers_are_told_and_those_that_are_lost_or_forged() {
    let trouble = Trouble { lose: 2.try_into().ok(), lie: true, ..Trouble::default() };
    let (net, events) = watched(trouble);
    let mut query = Packet::new_query(7);
    let name = Name::new_unchecked("four.gnomon.test");
    query.questions.push(Question::new(name, QTYPE::TYPE(TYPE::A), CLASS::IN.into(), false));
    let query = query.build_bytes_vec().unwrap();
    let asked = format!("received {}", query.len());
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    let client = socket.local_addr().unwrap();
    for last in ["sent 50", "lost 50"] {
        socket.send_to(&query, net.dns).unwrap();
        let expected = [asked.as_str(), "forged", "forged", last];
        assert_eq!(told(&events, Service::Dns, client, last), expected);
    }
    // Over TCP, a message comes in one receive with its length.
    let mut stream = TcpStream::connect(net.dns).unwrap();
    let client = stream.local_addr().unwrap();
    let length = u16::try_from(query.len()).unwrap().to_be_bytes();
    stream.write_all(&[&length, &query[..]].concat()).unwrap();
    let asked = format!("received {}", query.len() + 2);
    assert_eq!(
        told(&events, Service::Dns, client, "sent 52"),
        ["Connected", asked.as_str(), "sent 52"]
    );
}
