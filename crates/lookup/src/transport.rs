//! One exchange with one server: a query in a UDP datagram, and the reply to it. A datagram can be
//! lost, forged or too small for the answer, and an old server may not understand the query.

use crate::errors::{LookupError, LookupResult};
use crate::types::{Message, ResponseCode};
use crate::{HeaderAndQuestion, explain, is_answer_to, message};
use common::net::{is_timeout, retry_interrupted};
use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream, UdpSocket};
use std::time::{Duration, Instant};

/// The longest message there is: its length has 16 bits.
const MAX_MESSAGE: usize = 65_535;

/// A query on its way to one server.
pub(crate) struct Exchange<'a> {
    pub(crate) server: SocketAddr,
    query: &'a HeaderAndQuestion,
    socket: UdpSocket,
    /// Whether the next query is sent with EDNS.
    edns: bool,
    /// The server has refused EDNS.
    edns_refused: bool,
    /// How many messages came that were not the answer to the query.
    pub(crate) ignored: usize,
}

/// What a message that came means for us.
enum Reply {
    /// The answer to the query.
    Answer(Message),
    /// Something else. Anyone can send us a datagram.
    Ignored,
    /// The answer did not fit into a datagram.
    Truncated,
    /// The server does not understand EDNS.
    EdnsRefused,
}

impl<'a> Exchange<'a> {
    /// Opens a socket for the exchange. Nothing is sent yet.
    pub(crate) fn open(server: SocketAddr, query: &'a HeaderAndQuestion) -> LookupResult<Self> {
        // Port 0: the operating system picks a free port at random. After connect it hands us only
        // what this server sent to that port.
        let any = if server.is_ipv4() { "0.0.0.0:0" } else { "[::]:0" };
        let socket = UdpSocket::bind(any)?;
        socket.connect(server)?;
        log::info!("socket, bind and connect: UDP from {} to {server}", socket.local_addr()?);
        Ok(Exchange { server, query, socket, edns: true, edns_refused: false, ignored: 0 })
    }

    /// Sends the query and waits for the answer until `deadline`; over TCP, if need be, until
    /// `tcp_deadline`. Returns `Ok(None)` if no answer came.
    pub(crate) fn ask(
        &mut self,
        deadline: Instant,
        tcp_deadline: Instant,
    ) -> LookupResult<Option<Message>> {
        self.send()?;
        let mut buffer = vec![0; MAX_MESSAGE];
        while let Ok(left) = time_left(deadline) {
            self.socket.set_read_timeout(Some(left))?;
            let count = match retry_interrupted(|| self.socket.recv(&mut buffer)) {
                Ok(count) => count,
                Err(error) if is_timeout(&error) => {
                    log::info!("recv: nothing from {} yet", self.server);
                    break;
                }
                Err(error) => return Err(error.into()),
            };
            log::info!("recv: {count} bytes from {}", self.server);
            match self.judge(&buffer[..count])? {
                Reply::Answer(message) => return Ok(Some(message)),
                Reply::Ignored => self.ignored += 1,
                Reply::Truncated => return self.ask_over_tcp(tcp_deadline).map(Some),
                Reply::EdnsRefused => self.send()?, // the same question, without it
            }
        }
        // Perhaps the datagram was lost. Perhaps the server drops what it does not understand:
        // every second query is sent without EDNS.
        self.edns = !self.edns && !self.edns_refused;
        Ok(None)
    }

    fn send(&self) -> LookupResult<()> {
        let query = message::encode(self.query, self.edns);
        self.socket.send(&query)?;
        let edns = if self.edns { "" } else { ", without EDNS" };
        log::info!("send: {} bytes to {}{edns}", query.len(), self.server);
        explain::message(&query, &message::decode(&query));
        Ok(())
    }

    /// Decides what `bytes`, which the server sent, mean.
    fn judge(&mut self, bytes: &[u8]) -> LookupResult<Reply> {
        let decoded = message::decode(bytes);
        let decoded = decoded.or_else(|error| message::decode_bare_failure(bytes).ok_or(error));
        explain::message(bytes, &decoded);
        let begins_well = message::begins_as_reply(bytes, self.query.id);
        let is_ours = match &decoded {
            Ok(message) if message.is_bare_failure() => begins_well,
            Ok(message) => is_answer_to(self.query, &message.header_and_question()),
            Err(_) => begins_well,
        };
        if !is_ours {
            log::info!("that is not an answer to our question: ignored");
            return Ok(Reply::Ignored);
        }
        if message::is_truncated(bytes) {
            log::info!("the reply did not fit into a datagram: the same question again over TCP");
            return Ok(Reply::Truncated);
        }
        let message = decoded.map_err(LookupError::Malformed)?;
        match message.response_code() {
            ResponseCode::NOERROR | ResponseCode::NXDOMAIN => Ok(Reply::Answer(message)),
            ResponseCode::FORMERR | ResponseCode::NOTIMP | ResponseCode::BADVERS
                if !self.edns_refused =>
            {
                log::info!("perhaps this server does not know EDNS: the same question without it");
                (self.edns, self.edns_refused) = (false, true);
                Ok(Reply::EdnsRefused)
            }
            other => Err(LookupError::Failed(other)),
        }
    }

    /// The exchange over TCP, which carries messages of any size.
    fn ask_over_tcp(&mut self, deadline: Instant) -> LookupResult<Message> {
        let bytes = self.exchange_over_tcp(deadline).map_err(|error| {
            log::info!("caused by: {error}");
            LookupError::NoTcp
        })?;
        match self.judge(&bytes)? {
            Reply::Answer(message) => Ok(message),
            Reply::Ignored | Reply::Truncated => Err(LookupError::NoTcp),
            Reply::EdnsRefused => self.ask_over_tcp(deadline), // cannot come a second time
        }
    }

    /// TCP is a stream: each message follows its length in two bytes (RFC 1035 section 4.2.2).
    fn exchange_over_tcp(&self, deadline: Instant) -> io::Result<Vec<u8>> {
        let query = message::encode(self.query, self.edns);
        let length = query.len() as u16;
        let mut stream = TcpStream::connect_timeout(&self.server, time_left(deadline)?)?;
        stream.set_write_timeout(Some(time_left(deadline)?))?;
        stream.write_all(&[&length.to_be_bytes(), query.as_slice()].concat())?;
        log::info!("connect: TCP to {}; send: the length {length}, then the query", self.server);
        let mut length = [0; 2];
        read_exact(&mut stream, &mut length, deadline)?;
        let mut bytes = vec![0; u16::from_be_bytes(length).into()];
        read_exact(&mut stream, &mut bytes, deadline)?;
        log::info!("recv: the length {}, then as many bytes", bytes.len());
        Ok(bytes)
    }
}

/// Fills `buffer`. A peer that sends a byte now and then does not get more time for it.
fn read_exact(stream: &mut TcpStream, buffer: &mut [u8], deadline: Instant) -> io::Result<()> {
    let mut filled = 0;
    while filled < buffer.len() {
        stream.set_read_timeout(Some(time_left(deadline)?))?;
        match retry_interrupted(|| stream.read(&mut buffer[filled..]))? {
            0 => return Err(ErrorKind::UnexpectedEof.into()),
            count => filled += count,
        }
    }
    Ok(())
}

/// The time until `deadline`.
///
/// # Errors
/// If it has passed: a timeout of zero would mean to wait for ever.
fn time_left(deadline: Instant) -> io::Result<Duration> {
    let left = deadline.saturating_duration_since(Instant::now());
    if left.is_zero() { Err(ErrorKind::TimedOut.into()) } else { Ok(left) }
}
