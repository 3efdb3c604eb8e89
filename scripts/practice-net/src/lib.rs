//! A small internet on 127.0.0.1: a DNS server, a web server and someone to talk to, for rooms without internet and for
//! the tests of the programs.

use std::net::SocketAddr;

pub mod program;

/// The services, each on a thread of its own until the process ends.
#[derive(Debug, Clone, Copy)]
pub struct PracticeNet {
    /// The DNS server, over UDP and TCP on the same port. It knows `gnomon.test`.
    pub dns: SocketAddr,
    /// The web server (http).
    pub pages: SocketAddr,
    /// The talk peer: it answers each receive with `You said ` + those bytes + a newline, until its peer's end of file or `bye`.
    pub talk: SocketAddr,
}

impl PracticeNet {
    /// Starts all three on 127.0.0.1, on the ports given; 0 picks a free one.
    ///
    /// # Errors
    /// When a port is taken.
    pub fn start(_dns: u16, _pages: u16, _talk: u16) -> std::io::Result<PracticeNet> {
        Err(std::io::Error::other("to be written"))
    }
}
