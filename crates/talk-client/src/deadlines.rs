//! How long a conversation may wait, and what two threads that share its stream owe each other.

use std::io::{self, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use socket2::{SockRef, TcpKeepalive};

/// How long the peer may be silent before the system asks its computer whether it is still there.
const KEEP_ALIVE: Duration = Duration::from_secs(60);

/// The deadlines of sends and receives (SO_SNDTIMEO, SO_RCVTIMEO, SO_KEEPALIVE). Where one cannot be set, the connection
/// is broken already, and the first receive will say so.
pub fn set(stream: &TcpStream, idle: Duration, typing: bool) {
    let _ = stream.set_write_timeout(Some(idle / Patient::TRIES));
    if typing {
        let _ = SockRef::from(stream).set_tcp_keepalive(&TcpKeepalive::new().with_time(KEEP_ALIVE));
    } else {
        let _ = stream.set_read_timeout(Some(idle));
    }
}

/// The sending half of a stream with a deadline (`set_write_timeout`), for a peer that reads slowly.
///
/// Linux wakes a sender that waits only when a third of the stream's buffer is free again, which may be a megabyte. So
/// after the deadline comes a second try, which takes what little room there is. A peer that has read anything at all is
/// never taken for one that does not read. (On Windows what a send took before its deadline is not known: no second try.)
#[derive(Debug)]
pub struct Patient<'a>(pub &'a TcpStream);

impl Patient<'_> {
    /// How often a send is tried before its error counts.
    pub const TRIES: u32 = if cfg!(windows) { 1 } else { 2 };
}

impl Write for Patient<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.write(bytes) {
            Err(error) if is_deadline(&error) && Self::TRIES > 1 => self.0.write(bytes),
            outcome => outcome,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Whether a send or receive ended at our own deadline (`set_read_timeout`, `set_write_timeout`). On Unix `TimedOut` is
/// something else: the system itself has given the peer up.
pub fn is_deadline(error: &io::Error) -> bool {
    error.kind() == if cfg!(windows) { io::ErrorKind::TimedOut } else { io::ErrorKind::WouldBlock }
}

/// When the sending fails, ends the receiving too: the answer may never come.
#[derive(Debug)]
pub struct HangUp<'a>(pub &'a TcpStream);

impl Drop for HangUp<'_> {
    fn drop(&mut self) {
        let _ = self.0.shutdown(Shutdown::Both); // it may be closed already
    }
}
