//! The ideas of `talk-client`: connect, send all, end the sending half, receive until the end, and show what came as
//! Python writes it. How long each of these may wait stands in [`deadlines`], what can go
//! wrong in [`failures`].

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream, ToSocketAddrs};
use std::time::Duration;

use common::escape_untrusted;
use socket2::{Domain, Protocol, Socket, Type};

pub mod deadlines;
pub mod failures;

/// The most bytes that one [`receive`] gives.
pub const RECEIVE_SIZE: usize = 1024;

/// The addresses of `host`, a name or an address, each with `port`, in the order in which the system wants them tried
/// (getaddrinfo(3), RFC 6724 section 6).
///
/// # Errors
/// When there is none, or `host` is 0.0.0.0 or `::`. Some systems take those for this computer, others refuse them.
pub fn addresses_of(host: &str, port: u16) -> anyhow::Result<Vec<SocketAddr>> {
    let addresses: Vec<SocketAddr> = match (host, port).to_socket_addrs() {
        Ok(addresses) => addresses.collect(),
        Err(error) => return Err(anyhow::Error::new(error).context(failures::no_such_name(host))),
    };
    if addresses.iter().any(|address| address.ip().is_unspecified()) {
        return Err(failures::no_destination(host).into());
    }
    Ok(addresses)
}

/// Connects to one address: `socket`, then `connect`, which gives up after `deadline`. The system picks the port at our
/// end.
///
/// # Errors
/// Those of connect(2), such as `ConnectionRefused`; `TimedOut` at the deadline.
pub fn connect(address: SocketAddr, deadline: Duration) -> io::Result<TcpStream> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    log::info!("connect to {} port {}, for at most {deadline:?}", address.ip(), address.port());
    socket.connect_timeout(&address.into(), deadline)?;
    Ok(socket.into())
}

/// An address that could not be connected to, and why.
#[derive(Debug)]
pub struct Attempt {
    /// The address and port that were tried.
    pub address: SocketAddr,
    /// What [`connect`] said.
    pub error: io::Error,
}

/// Connects to the first of `addresses` that takes the connection. Each gets its own `deadline`.
///
/// # Errors
/// When none does: every attempt, in the order in which they were made.
pub fn connect_to_any(
    addresses: &[SocketAddr],
    deadline: Duration,
) -> Result<TcpStream, Vec<Attempt>> {
    let mut failed = Vec::new();
    for &address in addresses {
        match connect(address, deadline) {
            Ok(stream) => return Ok(stream),
            Err(error) => {
                log::info!("{} failed: {error}", address.ip());
                failed.push(Attempt { address, error });
            }
        }
    }
    Err(failed)
}

/// Sends all of `bytes`: one `send` may take only the first part of them.
///
/// # Errors
/// Those of send(2), such as `ConnectionReset` and `BrokenPipe` when the peer is gone; `WriteZero` when nothing is taken.
pub fn send_all(outgoing: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let mut rest = bytes;
    while !rest.is_empty() {
        match outgoing.write(rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(taken) => rest = &rest[taken..],
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Shuts down the half of `connection` that sends: the peer receives the end of file, and can still answer.
///
/// # Errors
/// Those of shutdown(2): `NotConnected` when the peer is gone.
pub fn end_sending(connection: &TcpStream) -> io::Result<()> {
    connection.shutdown(Shutdown::Write)
}

/// One receive, of at most [`RECEIVE_SIZE`] bytes: what came, or `None` at the peer's end of file.
///
/// # Errors
/// Those of recv(2), such as `ConnectionReset`.
pub fn receive(incoming: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut buffer = [0; RECEIVE_SIZE];
    let count = incoming.read(&mut buffer)?;
    if count == 0 {
        return Ok(None);
    }
    Ok(Some(buffer[..count].to_vec()))
}

/// `bytes` as Python's `repr` writes the text that they are: `'two\nlines'`. The quotes are single ones, but double ones
/// where the text has a `'` and no `"`. A byte that is not UTF-8 shows as `\xNN`. (Python's manual, built-in functions.)
pub fn repr(bytes: &[u8]) -> String {
    let quote = if bytes.contains(&b'\'') && !bytes.contains(&b'"') { b'"' } else { b'\'' };
    let mut inside = Vec::with_capacity(bytes.len() + 16);
    for &byte in bytes {
        if byte == quote || byte == b'\\' {
            inside.push(b'\\');
        }
        inside.push(byte);
    }
    let quote = char::from(quote);
    format!("{quote}{}{quote}", escape_untrusted(inside))
}
