//! A TCP server in five parts: the listening socket, the reply, detecting `bye`, the
//! conversation, and lines in a stream of bytes. `main.rs` puts them together.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener};

use socket2::{Domain, Protocol, Socket, Type};

pub mod backoff;
pub mod connection;
pub mod connections;
pub mod errors;
pub mod framing;
pub mod options;
pub mod output;

/// The most bytes that one receive takes.
pub const RECEIVE_SIZE: usize = 1024;

/// Why a conversation ended normally.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloseReason {
    /// The peer has closed its side of the stream: no more bytes come from there.
    EndOfFile,
    /// The peer has said `bye`.
    Bye,
}

/// A TCP socket that waits for connections at `address`. Port 0 lets the system pick a free port.
/// Up to `backlog` connections wait until they are accepted (listen(2)).
///
/// # Errors
/// `AddrInUse` if another program listens there, `AddrNotAvailable` if this computer does not have
/// the address, `PermissionDenied` if only an administrator may use the port.
pub fn open_listener(address: SocketAddr, backlog: i32) -> io::Result<TcpListener> {
    let socket = tcp_socket(address)?;
    socket.bind(&address.into())?;
    socket.listen(backlog)?;
    Ok(socket.into())
}

/// A new TCP socket for addresses like `address`, not bound yet.
///
/// # Errors
/// If the system has no such sockets (IPv6 is switched off) or no descriptor left.
pub fn tcp_socket(address: SocketAddr) -> io::Result<Socket> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    let family = if address.is_ipv4() { "AF_INET (IPv4)" } else { "AF_INET6 (IPv6)" };
    log::info!("socket: family {family}, type SOCK_STREAM, protocol TCP");
    if address.is_ipv6() {
        socket.set_only_v6(false)?; // `::` then stands for every IPv4 address too, on every system
    }
    // Old connections in TIME-WAIT (closed, but remembered for a minute or so) must not keep a new
    // server from its port. On Windows they do not, and there this option would let a second
    // program take the port of a running one.
    #[cfg(unix)]
    socket.set_reuse_address(true)?;
    Ok(socket)
}

/// What the server replies: `You said `, the bytes as they came, whatever they are, and a newline.
pub fn reply(received: &[u8]) -> Vec<u8> {
    let mut reply = b"You said ".to_vec();
    reply.extend_from_slice(received);
    reply.push(b'\n');
    reply
}

/// Detects `bye` in a stream of bytes, however the stream is cut into receives.
#[derive(Debug, Default)]
pub struct ByeDetector {
    /// The last two bytes that came: a `bye` may have begun in them.
    last: Vec<u8>,
}

impl ByeDetector {
    /// Takes the next bytes of the stream. True if they hold a `bye`, or the end of one that began
    /// earlier.
    pub fn push(&mut self, received: &[u8]) -> bool {
        self.last.extend_from_slice(received);
        let found_bye = self.last.windows(3).any(|three| three == b"bye");
        let old = self.last.len().saturating_sub(2);
        self.last.drain(..old);
        found_bye
    }

    /// How many bytes are kept for the next call. Only the tests ask: a long conversation must not
    /// fill the memory.
    pub fn buffered(&self) -> usize {
        self.last.len()
    }
}

/// One conversation. Each receive, of at most [`RECEIVE_SIZE`] bytes, is written to `output` on a
/// line of its own, `I got ` and what [`one_line`] makes of it, and then answered in one send. It
/// ends at the peer's end of file, or after the reply to the receive that completes a `bye`.
///
/// # Errors
/// Those of reading from the peer, writing to it, and writing to `output`.
pub fn converse(mut peer: impl Read + Write, mut output: impl Write) -> io::Result<CloseReason> {
    let mut buffer = [0; RECEIVE_SIZE];
    let mut bye_detector = ByeDetector::default();
    loop {
        let count = peer.read(&mut buffer)?; // 3. recv
        if count == 0 {
            // 4. the peer's FIN
            return Ok(CloseReason::EndOfFile);
        }
        let received = &buffer[..count];
        writeln!(output, "I got {}", one_line(received))?;
        peer.write_all(&reply(received))?; // 3. send
        if bye_detector.push(received) {
            return Ok(CloseReason::Bye);
        }
    }
}

/// Adds `received` to the `unfinished` line from before, and takes out the lines that are whole
/// now. Their line ends (`\n` or `\r\n`) are left out. What follows the last line end stays in
/// `unfinished`.
pub fn split_lines(unfinished: &mut Vec<u8>, received: &[u8]) -> Vec<Vec<u8>> {
    let mut lines = Vec::new();
    for byte in received {
        if *byte != b'\n' {
            unfinished.push(*byte);
            continue;
        }
        if unfinished.ends_with(b"\r") {
            unfinished.pop();
        }
        lines.push(std::mem::take(unfinished));
    }
    lines
}

/// `received` on one line, so that a peer cannot forge a second one. One line end at the very end
/// is left out; every other control character, and every byte that is not UTF-8, is escaped.
pub fn one_line(received: &[u8]) -> String {
    let text = received
        .strip_suffix(b"\n")
        .map_or(received, |text| text.strip_suffix(b"\r").unwrap_or(text));
    common::escape_untrusted(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_came_on_one_line() {
        for (received, line) in [
            ("hello", "hello"),
            ("hello\n", "hello"),
            ("hello\r\n", "hello"),
            ("hello\n\n", "hello\\n"),
            ("hello\r", "hello\\r"),
            ("\n", ""),
            ("x\nI got money\n", "x\\nI got money"),
            ("\x1b[31mred\ttab", "\\x1b[31mred\\ttab"),
            ("Zoë", "Zoë"),
        ] {
            assert_eq!(one_line(received.as_bytes()), line);
        }
    }

    #[test]
    fn shows_half_a_letter_as_its_byte() {
        assert_eq!(one_line(b"Zo\xc3"), "Zo\\xc3");
        assert_eq!(one_line(b"\xab"), "\\xab");
    }
}
