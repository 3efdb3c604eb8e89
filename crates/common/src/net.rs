//! What several programs need around their sockets.

use std::io::{self, ErrorKind, Read};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

/// True if the deadline of a receive or a send has passed. Unix reports it as the first kind,
/// Windows as the second.
pub fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}

/// Calls `call` again as long as a signal interrupts it (EINTR). On Linux that happens to a program
/// that was stopped with Ctrl-Z and continued.
///
/// # Errors
/// Those of `call`, except `Interrupted`.
pub fn retry_interrupted<T>(mut call: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        match call() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

/// Why a connection could not be made, in words. Returns `None` for an error that has none.
pub fn connect_failure(error: &io::Error) -> Option<&'static str> {
    use ErrorKind::*;
    Some(match error.kind() {
        ConnectionRefused => {
            "connection refused (the computer is there, but nothing is listening on that port)"
        }
        TimedOut | WouldBlock => "no answer before the time was up",
        HostUnreachable => "the host is unreachable (nothing answers at that address)",
        NetworkUnreachable => "the network is unreachable (this computer has no route to it)",
        ConnectionReset | ConnectionAborted => "the connection was reset while it was being made",
        AddrNotAvailable => "no free local port, or an address that nobody can connect to",
        PermissionDenied => "permission denied (a firewall on this computer may block it)",
        _ => return None,
    })
}

/// Ends our side of the connection so that the peer reads everything we sent, and then the end of
/// the stream. A plain close is not enough: a socket that is closed while received bytes are still
/// unread resets the connection, and the peer loses what it has not read yet (RFC 9293, 3.10.4).
/// So this half-closes, then discards what still comes until the peer closes too, or `linger` is
/// over.
pub fn close_gracefully(stream: &TcpStream, linger: Duration) {
    let _ = stream.shutdown(Shutdown::Write); // fails if the peer is gone already
    let deadline = Instant::now() + linger;
    let mut discarded = [0; 4096];
    let mut receive = |time_left| {
        stream.set_read_timeout(Some(time_left))?; // fails if no time is left
        retry_interrupted(|| (&*stream).read(&mut discarded))
    };
    while let Ok(1..) = receive(deadline.saturating_duration_since(Instant::now())) {}
}
