//! What a server sends that does not speak HTTP. minreq waits for more of it, or keeps it to
//! itself: so this asks once more, over a connection of its own, and looks at the first bytes.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// Connects to `address`, sends `request`, and returns what is received first, within `wait`. It is
/// empty if the server closes the connection without sending a byte. Returns `None` if there is no
/// connection, or nothing happens on it in that time.
pub fn first_bytes(address: &SocketAddr, request: &str, wait: Duration) -> Option<Vec<u8>> {
    let mut stream = TcpStream::connect_timeout(address, wait).ok()?; // fails if no time is left
    stream.set_read_timeout(Some(wait)).ok()?;
    stream.set_write_timeout(Some(wait)).ok()?;
    stream.write_all(request.as_bytes()).ok()?;
    let mut buffer = [0; 512];
    let length = match stream.read(&mut buffer) {
        Err(error) if error.kind() == ErrorKind::ConnectionReset => 0,
        received => received.ok()?,
    };
    log::info!("a second connection to {address}, to see what it sends: {length} bytes");
    Some(buffer[..length].to_vec())
}
