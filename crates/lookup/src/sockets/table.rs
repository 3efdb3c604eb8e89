//! The table of sockets: its rows, and what it looks like.

use std::io::{self, Write};
use std::net::SocketAddr;

/// All sockets, and what the operating system did not tell us about them.
pub(crate) struct Table {
    /// One row for each socket.
    pub(crate) rows: Vec<Row>,
    /// What is missing, in a sentence.
    pub(crate) incomplete: Option<&'static str>,
}

/// One socket.
pub(crate) struct Row {
    /// `tcp` or `udp`.
    pub(crate) protocol: &'static str,
    /// This end.
    pub(crate) local: SocketAddr,
    /// The other end. The port is 0 if there is none.
    pub(crate) foreign: SocketAddr,
    /// The state of a TCP socket in the words of RFC 9293 (`LISTEN`, `ESTABLISHED`); of a UDP
    /// socket that has another end `ESTABLISHED`, otherwise empty.
    pub(crate) state: &'static str,
    /// The processes that hold it, each as `pid/program`, safe for a terminal. None if it belongs to nobody any more, or
    /// if the operating system does not tell us.
    pub(crate) processes: Vec<String>,
}

impl Row {
    /// True if something may come to it: TCP in LISTEN, or UDP with a port and no other end.
    pub(crate) fn is_listening(&self) -> bool {
        if self.protocol == "tcp" { self.state == "LISTEN" } else { self.foreign.port() == 0 }
    }

    /// True if one of its two ends has one of `ports`, or if no ports are given.
    pub(crate) fn has_one_of(&self, ports: &[u16]) -> bool {
        let ends = [self.local.port(), self.foreign.port()];
        ports.is_empty() || ports.iter().any(|port| ends.contains(port))
    }

    fn cells(&self) -> [String; 5] {
        [
            self.protocol.to_string() + if self.local.is_ipv6() { "6" } else { "" },
            netstat_address(self.local),
            netstat_address(self.foreign),
            self.state.to_string(),
            self.processes.join(","),
        ]
    }
}

impl Table {
    /// Writes the table with columns as wide as they need to be; then, on standard error, what is
    /// missing in it.
    pub(crate) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let titles = ["Proto", "Local address", "Foreign address", "State", "Program"];
        let mut lines = vec![titles.map(str::to_string)];
        lines.extend(self.rows.iter().map(Row::cells));
        let width =
            |column: usize| lines.iter().map(|line| line[column].len()).max().unwrap_or_default();
        let [protocol, local, foreign, state] = [0, 1, 2, 3].map(width);
        for [a, b, c, d, e] in &lines {
            let line = format!("{a:protocol$}  {b:local$}  {c:foreign$}  {d:state$}  {e}");
            writeln!(out, "{}", line.trim_end())?;
        }
        self.incomplete.into_iter().for_each(common::note);
        Ok(())
    }
}

/// `0.0.0.0:*`: the star means that there is no port.
fn netstat_address(address: SocketAddr) -> String {
    match (address, address.port()) {
        (SocketAddr::V4(_), 0) => format!("{}:*", address.ip()),
        (SocketAddr::V6(_), 0) => format!("[{}]:*", address.ip()),
        _ => address.to_string(),
    }
}
