//! One connection. In the first version a receive could wait for ever, and the close could lose
//! the last reply: here every call has a deadline, and the connection ends in good order.

use std::fmt;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use common::escape_untrusted;
use common::net::{discard_until_closed, is_timeout, retry_interrupted};

use crate::connections::{LINGER_TIMEOUT, Permit};
use crate::stream::Stream;

/// How long a peer may leave our replies unread before it is disconnected.
pub const SEND_TIMEOUT: Duration = Duration::from_secs(10);

/// What a client is told if there are too many conversations already.
const SERVER_BUSY: &str = "Sorry, too many conversations just now. Please try again later.\n";

/// A connection with one peer. With `--explain` it prints each of its system calls.
#[derive(Debug)]
pub struct Connection {
    stream: Arc<Stream>,
    peer_has_closed: bool,
}

/// A deadline that has passed. It comes inside an [`io::Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeoutError {
    /// The peer has sent nothing for too long.
    Receive,
    /// The peer has not read what we sent.
    Send,
}

impl Connection {
    /// A connection that `accept` has just returned, and its peer's address.
    pub fn new(tcp: TcpStream, peer: SocketAddr) -> Self {
        let stream = Arc::new(Stream::new(tcp, peer));
        if log::log_enabled!(log::Level::Info) {
            let ours = stream.local().map_or_else(|| "closed".to_string(), |ours| ours.to_string());
            log::info!("accept: a connection from {}; our end of it is {ours}", stream.peer);
        }
        Connection { stream, peer_has_closed: false }
    }

    /// The peer's IP address and port.
    pub fn peer(&self) -> SocketAddr {
        self.stream.peer
    }

    /// The stream, for another thread that may half-close it.
    pub fn stream(&self) -> Arc<Stream> {
        Arc::clone(&self.stream)
    }

    /// Gives each receive the time `idle` and each send [`SEND_TIMEOUT`], and has small replies
    /// sent at once (TCP_NODELAY).
    ///
    /// # Errors
    /// If the peer has gone already: some systems then refuse to set anything.
    pub fn set_timeouts(&self, idle: Duration) -> io::Result<()> {
        self.stream.tcp.set_read_timeout(Some(idle))?;
        self.stream.tcp.set_write_timeout(Some(SEND_TIMEOUT))?;
        self.stream.tcp.set_nodelay(true)
    }

    /// Tells the client that there is no room, and closes. Then the place of this refusal is free.
    pub fn refuse(mut self, _permit: Permit) {
        let _ = self.write_all(SERVER_BUSY.as_bytes()); // fits in an empty buffer: no waiting
        self.close_gracefully();
    }

    /// Ends the connection so that the peer gets every reply, and then the end of the stream. If
    /// bytes were still unread, a plain close would reset the connection instead, and the peer
    /// would lose what it had not read yet (RFC 9293, 3.10.4). So what still comes is discarded.
    pub fn close_gracefully(self) {
        self.stream.half_close();
        if !self.peer_has_closed {
            discard_until_closed(&self.stream.tcp, LINGER_TIMEOUT);
        }
        log::info!("close: the connection with {} is over", self.peer());
    }
}

/// recv(2).
impl Read for Connection {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = retry_interrupted(|| (&self.stream.tcp).read(buffer))
            .map_err(|error| as_timeout(error, TimeoutError::Receive))?;
        self.peer_has_closed = count == 0;
        if self.peer_has_closed {
            log::info!("recv: 0 bytes from {}: its end of file", self.peer());
        } else {
            let bytes = &buffer[..count];
            log::info!("recv: {count} bytes from {}: {}", self.peer(), escape_untrusted(bytes));
        }
        Ok(count)
    }
}

/// send(2).
impl Write for Connection {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = retry_interrupted(|| (&self.stream.tcp).write(bytes))
            .map_err(|error| as_timeout(error, TimeoutError::Send))?;
        let sent = &bytes[..count];
        log::info!("send: {count} bytes to {}: {}", self.peer(), escape_untrusted(sent));
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(()) // nothing is kept back here
    }
}

fn as_timeout(error: io::Error, timeout: TimeoutError) -> io::Error {
    if is_timeout(&error) { io::Error::new(ErrorKind::TimedOut, timeout) } else { error }
}

impl fmt::Display for TimeoutError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            TimeoutError::Receive => "receive timed out",
            TimeoutError::Send => "send timed out",
        })
    }
}

impl std::error::Error for TimeoutError {}
