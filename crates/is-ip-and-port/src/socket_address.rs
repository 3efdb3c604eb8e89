//! An address with its port. The first version kept neither.

use std::net::{Ipv4Addr, SocketAddrV4};

/// An IPv4 address and a port, and how they were written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SocketAddress {
    /// The text before the colon.
    pub address_text: String,
    /// The text after it.
    pub port_text: String,
    /// The address that `inet_aton` reads the text as.
    pub address: Ipv4Addr,
    /// The number of the port. There may be no such port.
    pub port: i64,
}

impl SocketAddress {
    /// The address and port that the operating system would use. Returns `None` if there is no such
    /// port.
    pub fn to_socket_addr(&self) -> Option<SocketAddrV4> {
        Some(SocketAddrV4::new(self.address, u16::try_from(self.port).ok()?))
    }

    /// True if the address is four plain decimal numbers, which every program reads the same way.
    pub fn has_plain_address(&self) -> bool {
        self.address_text.parse::<Ipv4Addr>().is_ok()
    }

    /// True if the port has neither a sign nor leading zeros.
    pub fn has_plain_port(&self) -> bool {
        self.port_text == "0" || !self.port_text.starts_with(['+', '-', '0'])
    }
}
