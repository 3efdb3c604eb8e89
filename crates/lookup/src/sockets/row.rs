//! One row of the table of sockets.

use std::net::SocketAddr;

/// One socket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// `tcp`, `tcp6`, `udp` or `udp6`, as netstat writes it.
    pub protocol: &'static str,
    /// This end.
    pub local: SocketAddr,
    /// The other end. The port is 0 if there is none.
    pub foreign: SocketAddr,
    /// The state of a TCP socket in the words of RFC 9293 (`LISTEN`, `ESTABLISHED`); of a UDP
    /// socket that has another end `ESTABLISHED`, otherwise empty.
    pub state: &'static str,
    /// The processes that hold it, each as `pid/program`. None if it belongs to nobody any more, or
    /// if the operating system does not tell us.
    pub processes: Vec<String>,
}

impl Row {
    /// True if something may come to it: TCP in LISTEN, or UDP with a port and no other end.
    pub fn is_listening(&self) -> bool {
        match self.protocol {
            "tcp" | "tcp6" => self.state == "LISTEN",
            _ => self.foreign.port() == 0,
        }
    }

    /// True if one of its two ends has this port.
    pub fn has_port(&self, port: u16) -> bool {
        self.local.port() == port || self.foreign.port() == port
    }
}

/// All sockets, and what the operating system did not tell us about them.
#[derive(Debug)]
pub struct Table {
    /// One row for each socket.
    pub rows: Vec<Row>,
    /// What is missing, in a sentence.
    pub incomplete: Option<&'static str>,
}

impl Table {
    /// Keeps only the rows that are listening, if `listening`, and of those only the ones with one
    /// of `ports`, if there are any.
    pub fn select(&mut self, listening: bool, ports: &[u16]) {
        self.rows.retain(|row| !listening || row.is_listening());
        self.rows.retain(|row| ports.is_empty() || ports.iter().any(|port| row.has_port(*port)));
    }
}
