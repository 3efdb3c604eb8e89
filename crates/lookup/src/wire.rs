//! Bytes to a DNS server and back: a datagram over UDP, again where nothing came; a connection over TCP where the reply did
//! not fit into a datagram.

use crate::message::{self, Reply};
use crate::names::{Kind, Question};
use crate::trouble::Trouble;
use crate::{Heading, explain, is_answer_to};
use std::io::{self, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream, UdpSocket};
use std::time::{Duration, Instant};

/// How long the first datagram is waited for, before it is sent again or the next server is asked. Doubled in each round.
const FIRST_WAIT: Duration = Duration::from_secs(1);

/// The longest message there is: its length has 16 bits.
const LONGEST: usize = 65_535;

/// Asks the servers in turn until one answers, `until` at the latest.
///
/// # Errors
/// The first trouble that a server made, with that server. Where none made any: that none answered, with the first server.
pub(crate) fn ask(
    question: &Question,
    servers: &[SocketAddr],
    until: Instant,
) -> Result<(SocketAddr, Reply), (SocketAddr, Trouble)> {
    let mut first_trouble = None;
    let mut asked: Vec<Asked> = Vec::new();
    for server in servers {
        match Asked::open(*server, question) {
            Ok(open) => asked.push(open),
            Err(trouble) => first_trouble = first_trouble.or(Some((*server, trouble))),
        }
    }
    let mut wait = FIRST_WAIT;
    while !asked.is_empty() && Instant::now() < until {
        let turns = asked.len();
        let mut still_silent = Vec::new();
        for (turn, mut server) in asked.into_iter().enumerate() {
            let fair_share = until.saturating_duration_since(Instant::now())
                / (turns - turn).try_into().unwrap_or(1);
            match server.ask(Instant::now() + wait.min(fair_share), until) {
                Ok(Some(reply)) => return Ok((server.address, reply)),
                Ok(None) => still_silent.push(server),
                Err(trouble) => first_trouble = first_trouble.or(Some((server.address, trouble))),
            }
        }
        asked = still_silent;
        wait *= 2;
    }
    let ignored = asked.iter().map(|server| server.ignored).sum();
    let silence = || {
        (
            servers.first().copied().unwrap_or(SocketAddr::from(([0; 4], 0))),
            Trouble::NoAnswer { ignored },
        )
    };
    Err(first_trouble.unwrap_or_else(silence))
}

/// One server, and the query that it was sent.
struct Asked {
    address: SocketAddr,
    socket: UdpSocket,
    kind: Kind,
    heading: Heading,
    query: Vec<u8>,
    edns: bool,
    /// How many datagrams came that were no answer to the query.
    ignored: usize,
}

impl Asked {
    fn open(address: SocketAddr, question: &Question) -> Result<Asked, Trouble> {
        let unreachable = |error: io::Error| Trouble::of_the_network(&error);
        let any: SocketAddr = match address {
            SocketAddr::V4(_) => (Ipv4Addr::UNSPECIFIED, 0).into(),
            SocketAddr::V6(_) => (Ipv6Addr::UNSPECIFIED, 0).into(),
        };
        let socket = UdpSocket::bind(any).map_err(unreachable)?; // port 0: the system picks a free port at random
        socket.connect(address).map_err(unreachable)?; // from now on the system hands us only what this server sent
        if let Ok(here) = socket.local_addr() {
            log::info!("socket, bind and connect: UDP from {here} to {address}");
        }
        let mut id = [0; 2];
        getrandom::fill(&mut id).map_err(|error| {
            log::info!("the cause: {error}");
            Trouble::NoRandomNumber
        })?;
        let heading = message::heading_of(question, u16::from_be_bytes(id));
        let query =
            message::build_query(&heading, question.kind, true).map_err(|_| Trouble::Unsendable)?;
        Ok(Asked { address, socket, kind: question.kind, heading, query, edns: true, ignored: 0 })
    }

    /// Sends the query and waits for the answer, until `patience` ends; over TCP, if need be, until `until`. Nothing came: none.
    fn ask(&mut self, patience: Instant, until: Instant) -> Result<Option<Reply>, Trouble> {
        self.send()?;
        let mut buffer = vec![0; LONGEST];
        loop {
            let Some(left) = time_left(patience) else { return Ok(None) };
            self.socket
                .set_read_timeout(Some(left))
                .map_err(|error| Trouble::of_the_network(&error))?;
            let count = match self.socket.recv(&mut buffer) {
                Ok(count) => count,
                Err(error) if is_timeout(&error) => {
                    log::info!("recv: nothing from {} yet", self.address);
                    return Ok(None);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(Trouble::of_the_network(&error)),
            };
            let bytes = &buffer[..count];
            log::info!("recv: {count} bytes from {}", self.address);
            explain::message(bytes);
            let reply = match message::read(bytes) {
                Ok(reply) if is_answer_to(&self.heading, &reply.heading) => Ok(reply),
                Ok(reply) if self.edns && self.is_refusal_of_edns(&reply) => Ok(reply),
                Err(why) if message::begins_as_reply(bytes, self.heading.id) => Err(why),
                _ => {
                    log::info!("that is no answer to our question: ignored");
                    self.ignored += 1;
                    continue;
                }
            };
            if message::is_truncated(bytes) {
                log::info!(
                    "the reply did not fit into a datagram: the same question again over TCP"
                );
                return self.ask_over_tcp(until).map(Some);
            }
            let reply = reply.map_err(Trouble::Malformed)?;
            if self.edns && reply.code == simple_dns::RCODE::FormatError {
                log::info!(
                    "perhaps this server does not know EDNS: the same question again without it"
                );
                self.edns = false;
                self.query = message::build_query(&self.heading, self.kind, false)
                    .map_err(|_| Trouble::Unsendable)?;
                self.send()?;
                continue;
            }
            return accept(reply).map(Some);
        }
    }

    fn send(&self) -> Result<(), Trouble> {
        log::info!("send: {} bytes to {}", self.query.len(), self.address);
        explain::message(&self.query);
        match self.socket.send(&self.query) {
            Err(error) => Err(Trouble::of_the_network(&error)),
            Ok(_) => Ok(()),
        }
    }

    /// A server that cannot read the query may leave the question out of its reply.
    fn is_refusal_of_edns(&self, reply: &Reply) -> bool {
        let Heading { id, is_reply, ref name, record_type } = reply.heading;
        reply.code == simple_dns::RCODE::FormatError
            && is_reply
            && id == self.heading.id
            && name.is_empty()
            && record_type == 0
    }

    /// TCP is a stream: each message follows its length in two bytes (RFC 1035 section 4.2.2).
    fn ask_over_tcp(&self, until: Instant) -> Result<Reply, Trouble> {
        let failed = |error: io::Error| {
            log::info!("the cause: {error}");
            Trouble::NoTcp
        };
        let left = time_left(until).ok_or(Trouble::NoTcp)?;
        let mut stream = TcpStream::connect_timeout(&self.address, left).map_err(failed)?;
        let length = u16::try_from(self.query.len()).map_err(|_| Trouble::Unsendable)?;
        let query = [&length.to_be_bytes(), self.query.as_slice()].concat();
        log::info!("connect: TCP to {}; send: the length {length}, then the query", self.address);
        stream.set_write_timeout(Some(time_left(until).ok_or(Trouble::NoTcp)?)).map_err(failed)?;
        stream.write_all(&query).map_err(failed)?;
        let mut length = [0; 2];
        read_all(&mut stream, &mut length, until).map_err(failed)?;
        let mut bytes = vec![0; u16::from_be_bytes(length).into()];
        read_all(&mut stream, &mut bytes, until).map_err(failed)?;
        log::info!("recv: the length {}, then as many bytes", bytes.len());
        explain::message(&bytes);
        let reply = message::read(&bytes).map_err(Trouble::Malformed)?;
        if !is_answer_to(&self.heading, &reply.heading) {
            return Err(Trouble::Malformed("over TCP it answers another question"));
        }
        if message::is_truncated(&bytes) {
            return Err(Trouble::Malformed("even over TCP it is cut short"));
        }
        accept(reply)
    }
}

/// An answer, or the server's word that it has none.
fn accept(reply: Reply) -> Result<Reply, Trouble> {
    use simple_dns::RCODE;
    match reply.code {
        RCODE::NoError | RCODE::NameError => Ok(reply),
        RCODE::ServerFailure => Err(Trouble::ServerFailed),
        RCODE::Refused => Err(Trouble::Refused),
        other => Err(Trouble::OtherCode(message::code_in_words(other))),
    }
}

/// Fills `buffer`. A peer that sends a byte now and then does not get more time for it.
fn read_all(stream: &mut TcpStream, buffer: &mut [u8], until: Instant) -> io::Result<()> {
    let mut filled = 0;
    while filled < buffer.len() {
        let left = time_left(until).ok_or_else(|| io::Error::from(ErrorKind::TimedOut))?;
        stream.set_read_timeout(Some(left))?;
        match stream.read(&mut buffer[filled..]) {
            Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
            Ok(count) => filled += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// The time until `end`; none where it has passed. A timeout of zero would mean to wait for ever.
fn time_left(end: Instant) -> Option<Duration> {
    end.checked_duration_since(Instant::now()).filter(|left| !left.is_zero())
}

/// A deadline on a socket ends as the one on Unix and as the other on Windows.
fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}
