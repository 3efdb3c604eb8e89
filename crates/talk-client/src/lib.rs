//! The functions that a learner writes: connect, send everything, close our half, receive, and show
//! what was received, in Python's notation.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

use common::escape_untrusted;
use socket2::{Domain, Protocol, Socket, Type};

use quotes::python_quote;

pub mod connection;
pub mod errors;
pub mod input;
pub mod options;
pub mod output;
pub mod quotes;
pub mod target;

/// The most bytes that one [`receive`] returns.
pub const RECEIVE_SIZE: usize = 1024;

/// Connects to one address: `socket`, then `connect`, which fails if no answer has come at the
/// `deadline`. The operating system picks the port at our end. The deadline is for connecting only:
/// the stream has none.
///
/// # Errors
/// Those of connect(2), such as `ConnectionRefused`; `TimedOut` at the deadline.
pub fn connect(address: SocketAddr, deadline: Duration) -> io::Result<TcpStream> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    socket.connect_timeout(&address.into(), deadline)?;
    Ok(socket.into())
}

/// An address that could not be connected to, and why.
#[derive(Debug)]
pub struct Attempt {
    /// The address and port that were tried.
    pub address: SocketAddr,
    /// The error of [`connect`].
    pub error: io::Error,
}

/// Connects to the first of `addresses` that accepts the connection. Each gets its own `deadline`.
///
/// # Errors
/// If none does: every attempt, in the order in which they were made.
pub fn connect_to_any(
    addresses: &[SocketAddr],
    deadline: Duration,
) -> Result<TcpStream, Vec<Attempt>> {
    let mut failed = Vec::new();
    for &address in addresses {
        match connect(address, deadline) {
            Ok(stream) => return Ok(stream),
            Err(error) => {
                log::info!("socket, connect: {address}: {error}");
                failed.push(Attempt { address, error });
            }
        }
    }
    Err(failed)
}

/// Sends all of `bytes`, whatever they are. One `write` (the system call `send`) may accept only the
/// first part.
///
/// # Errors
/// Those of send(2), such as `ConnectionReset` and `BrokenPipe` if the peer is gone; `WriteZero` if
/// nothing is accepted.
pub fn send_all(outgoing: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let mut rest = bytes;
    while !rest.is_empty() {
        let accepted = outgoing.write(rest)?;
        if accepted == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        rest = &rest[accepted..];
    }
    Ok(())
}

/// Closes the half of `connection` that sends: the peer receives the end of file, and can still
/// answer.
///
/// # Errors
/// Those of shutdown(2): `NotConnected` if the peer is gone.
pub fn shutdown_write(connection: &TcpStream) -> io::Result<()> {
    connection.shutdown(Shutdown::Write)
}

/// Receives once, at most [`RECEIVE_SIZE`] bytes. Returns `None` at the peer's end of file.
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

/// `bytes` as Python's `repr` writes the text that they are: `'two\nlines'`, with the quotes of
/// [`python_quote`]. A byte that is not UTF-8 becomes `\xNN`. (Python's manual, built-in functions.)
pub fn python_repr(bytes: &[u8]) -> String {
    let quote = python_quote(bytes);
    let mut inside = Vec::new();
    for &byte in bytes {
        if byte == b'\\' || byte == quote {
            inside.push(b'\\');
        }
        inside.push(byte);
    }
    let quote = char::from(quote);
    format!("{quote}{}{quote}", escape_untrusted(inside))
}
