//! A TCP stream that two threads share: the one that talks, and the one that stops the server. In
//! the first version one thread did both.

use std::net::{IpAddr, Shutdown, SocketAddr, TcpStream};
use std::sync::Once;

/// A TCP stream and its peer.
#[derive(Debug)]
pub struct Stream {
    /// What is received from and sent to.
    pub tcp: TcpStream,
    /// The peer's IP address and port.
    pub peer: SocketAddr,
    fin: Once,
}

impl Stream {
    /// The two things that `accept` returns.
    pub fn new(tcp: TcpStream, peer: SocketAddr) -> Self {
        Stream { tcp, peer: unmap_ipv4(peer), fin: Once::new() }
    }

    /// Our own address and port, unless the peer has gone already: then some systems forget it.
    pub fn local(&self) -> Option<SocketAddr> {
        self.tcp.local_addr().map(unmap_ipv4).ok()
    }

    /// Sends our FIN, whoever asks first.
    pub fn half_close(&self) {
        self.fin.call_once(|| {
            if self.tcp.shutdown(Shutdown::Write).is_ok() {
                log::info!("shutdown: {} gets our FIN", self.peer);
            }
        });
    }
}

/// A listener for IPv6 and IPv4 together calls its IPv4 peers `::ffff:192.0.2.1`: this undoes it.
fn unmap_ipv4(address: SocketAddr) -> SocketAddr {
    match address.ip().to_canonical() {
        IpAddr::V4(v4) => SocketAddr::from((v4, address.port())),
        IpAddr::V6(_) => address, // with the interface that a link-local address names
    }
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
