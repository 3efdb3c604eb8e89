//! A server that talks: the listening socket, the answer, an ear for `bye`, the conversation, and lines in a stream of
//! bytes. `main.rs` puts them together; [`lines`] is the same conversation in whole lines; [`house`] and [`screen`] hold what
//! all conversations share, [`failures`] what can go wrong with the listening socket.

use std::io::{self, Read, Write};
use std::net::{IpAddr, SocketAddr, TcpListener};

use socket2::{Domain, Protocol, Socket, Type};

pub mod failures;
pub mod house;
pub mod lines;
pub mod screen;

/// The most bytes that one receive takes.
pub const RECEIVE_SIZE: usize = 1024;

/// How a conversation ended, where no error ended it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The peer has ended its side of the stream: no more bytes come from there.
    EndOfFile,
    /// The peer has said `bye`.
    Bye,
}

/// A TCP socket that waits for connections at `address`. Port 0 lets the system pick a free port. Up to `backlog`
/// connections wait until they are accepted (listen(2)).
///
/// # Errors
/// `AddrInUse` when another program listens there, `AddrNotAvailable` when no interface of this computer has the address,
/// `PermissionDenied` when the port is kept for the system.
pub fn open_listener(address: SocketAddr, backlog: i32) -> io::Result<TcpListener> {
    let socket = tcp_socket(address)?;
    log::info!("bind: the socket gets its own IP address and port, {address}");
    socket.bind(&address.into())?;
    log::info!(
        "listen: from now on the system completes handshakes; up to {backlog} may wait to be accepted"
    );
    socket.listen(backlog)?;
    Ok(socket.into())
}

/// A new TCP socket of the family of `address`, not bound yet.
///
/// # Errors
/// When the system has no such sockets (IPv6 is switched off) or no descriptor left.
pub fn tcp_socket(address: SocketAddr) -> io::Result<Socket> {
    let family = if address.is_ipv4() { "AF_INET (IPv4)" } else { "AF_INET6 (IPv6)" };
    log::info!("socket: family {family}, type SOCK_STREAM, protocol TCP");
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    if address.is_ipv6() {
        socket.set_only_v6(false)?; // `::` then stands for every IPv4 address too, on every system
    }
    // Old connections in TIME-WAIT must not keep a new server from its port. On Windows they do not, and there this option
    // would let a second program take the port of a running one.
    #[cfg(unix)]
    socket.set_reuse_address(true)?;
    Ok(socket)
}

/// What the server answers: `You said `, the bytes as they came, whatever they are, and one newline.
pub fn answer(received: &[u8]) -> Vec<u8> {
    let mut answer = b"You said ".to_vec();
    answer.extend_from_slice(received);
    answer.push(b'\n');
    answer
}

/// An ear for `bye` in a stream of bytes, however the stream is cut into receives.
#[derive(Debug, Default)]
pub struct Ear {
    /// The end of what was heard before: what may be the beginning of a `bye`.
    last: Vec<u8>,
}

impl Ear {
    /// Listens to the next bytes of the stream. Whether they hold a `bye`, or the end of one that began earlier.
    pub fn hear(&mut self, received: &[u8]) -> bool {
        self.last.extend_from_slice(received);
        let heard_bye = self.last.windows(3).any(|three| three == b"bye");
        let forget = self.last.len().saturating_sub(2);
        self.last.drain(..forget);
        heard_bye
    }

    /// How many bytes it still remembers. A long conversation must not fill the memory.
    pub fn remembers(&self) -> usize {
        self.last.len()
    }
}

/// One conversation. Each receive, of at most [`RECEIVE_SIZE`] bytes, is written to `screen` on a line of its own, `I got `
/// and what [`shown`] makes of it, and then answered in one send, until the peer's end of file or until it has said `bye`.
/// The receive that holds the `bye` is answered too.
///
/// # Errors
/// What reading from or writing to the peer, or writing to the screen, gives.
pub fn converse(mut peer: impl Read + Write, mut screen: impl Write) -> io::Result<End> {
    let mut buffer = [0; RECEIVE_SIZE];
    let mut ear = Ear::default();
    loop {
        let count = peer.read(&mut buffer)?;
        if count == 0 {
            return Ok(End::EndOfFile);
        }
        let received = &buffer[..count];
        writeln!(screen, "I got {}", shown(received))?;
        peer.write_all(&answer(received))?;
        if ear.hear(received) {
            return Ok(End::Bye);
        }
    }
}

/// Adds `received` to the `unfinished` line from before, and takes out the lines that are whole now. Their line ends (`\n`
/// or `\r\n`) are left out. What follows the last line end stays in `unfinished`.
pub fn cut_lines(unfinished: &mut Vec<u8>, received: &[u8]) -> Vec<Vec<u8>> {
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

/// `received` as the screen shows it: on one line, so that a peer cannot forge a second one. One line end at the very end
/// is left out; everything else that a terminal would obey is escaped.
pub fn shown(received: &[u8]) -> String {
    let text = received
        .strip_suffix(b"\n")
        .map_or(received, |text| text.strip_suffix(b"\r").unwrap_or(text));
    common::escape_untrusted(text)
}

/// A listener for IPv6 and IPv4 together calls its IPv4 peers `::ffff:192.0.2.1`: this is their own address again.
pub fn canonical(address: SocketAddr) -> SocketAddr {
    match address.ip().to_canonical() {
        IpAddr::V4(v4) => SocketAddr::from((v4, address.port())),
        IpAddr::V6(_) => address, // with the interface that a link-local address names
    }
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
            assert_eq!(shown(received.as_bytes()), line);
        }
    }

    #[test]
    fn shows_half_a_letter_as_its_byte() {
        assert_eq!(shown(b"Zo\xc3"), "Zo\\xc3");
        assert_eq!(shown(b"\xab"), "\\xab");
    }

    #[test]
    fn calls_an_ipv4_peer_by_its_own_address() {
        for (address, name) in [
            ("[::ffff:192.0.2.1]:9087", "192.0.2.1:9087"),
            ("192.0.2.1:9087", "192.0.2.1:9087"),
            ("[::1]:9087", "[::1]:9087"),
            ("[fe80::1%3]:9087", "[fe80::1%3]:9087"),
        ] {
            assert_eq!(canonical(address.parse().unwrap()).to_string(), name);
        }
    }
}
