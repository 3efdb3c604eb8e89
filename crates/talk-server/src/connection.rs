//! One connection. In the first version a receive could wait for ever, and the close could lose
//! the last reply: here every call has a deadline, and the connection ends in good order.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::Once;
use std::time::Duration;

use common::escape_untrusted;
use common::net::{close_gracefully, is_timeout, retry_interrupted};

/// How long a peer may leave our replies unread before it is disconnected.
pub const SEND_TIMEOUT: Duration = Duration::from_secs(10);

/// How long we wait for the peer's FIN after we have sent ours.
pub const LINGER_TIMEOUT: Duration = Duration::from_secs(1);

/// A connection with one peer. With `--explain` it prints each of its system calls.
#[derive(Debug)]
pub struct Connection {
    tcp: TcpStream,
    /// The peer's IP address and port.
    pub peer: SocketAddr,
    fin: Once,
}

impl Connection {
    /// What `accept` has just returned. Each receive gets the time `idle` and each send
    /// [`SEND_TIMEOUT`], and small replies are sent at once (TCP_NODELAY).
    pub fn new(tcp: TcpStream, peer: SocketAddr, idle: Duration) -> Self {
        let peer = unmap_ipv4(peer);
        if let Ok(ours) = tcp.local_addr() {
            log::info!("accept: a connection from {peer}; our end of it is {}", unmap_ipv4(ours));
        }
        // Some systems refuse these if the peer has gone already. The first receive reports that.
        let _ = tcp.set_read_timeout(Some(idle));
        let _ = tcp.set_write_timeout(Some(SEND_TIMEOUT));
        let _ = tcp.set_nodelay(true);
        Connection { tcp, peer, fin: Once::new() }
    }

    /// Sends our FIN, once, whichever thread asks first.
    pub fn half_close(&self) {
        self.fin.call_once(|| {
            if self.tcp.shutdown(Shutdown::Write).is_ok() {
                log::info!("shutdown: {} gets our FIN", self.peer);
            }
        });
    }

    /// Ends the connection so that the peer gets every reply, and then the end of file.
    pub fn close(&self) {
        self.half_close();
        close_gracefully(&self.tcp, LINGER_TIMEOUT);
        log::info!("close: the connection with {} is over", self.peer);
    }
}

/// recv(2).
impl Read for &Connection {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = retry_interrupted(|| (&self.tcp).read(buffer))?;
        let bytes = &buffer[..count];
        match count {
            0 => log::info!("recv: 0 bytes from {}: its end of file", self.peer),
            _ => {
                log::info!("recv: {count} bytes from {}: {}", self.peer, escape_untrusted(bytes))
            }
        }
        Ok(count)
    }
}

/// send(2).
impl Write for &Connection {
    /// # Errors
    /// `WriteZero` if the peer does not make room in time: it does not read what we send.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = match retry_interrupted(|| (&self.tcp).write(bytes)) {
            Err(error) if is_timeout(&error) => return Err(ErrorKind::WriteZero.into()),
            sent => sent?,
        };
        log::info!("send: {count} bytes to {}: {}", self.peer, escape_untrusted(&bytes[..count]));
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(()) // nothing is kept back here
    }
}

/// A listener for IPv6 and IPv4 together calls its IPv4 peers `::ffff:192.0.2.1`: this undoes it.
fn unmap_ipv4(mut address: SocketAddr) -> SocketAddr {
    address.set_ip(address.ip().to_canonical()); // a link-local one keeps the interface it names
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_an_ipv4_peer_by_its_own_address() {
        for (address, shown) in [
            ("[::ffff:192.0.2.1]:9087", "192.0.2.1:9087"),
            ("192.0.2.1:9087", "192.0.2.1:9087"),
            ("[::1]:9087", "[::1]:9087"),
            ("[fe80::1%3]:9087", "[fe80::1%3]:9087"),
        ] {
            assert_eq!(unmap_ipv4(address.parse().unwrap()).to_string(), shown);
        }
    }
}
