//! The sockets in use on this computer: the table of `netstat -an`, with the programs where the system tells them.

use anyhow::Context as _;
use common::{UserError, escape_untrusted};
use std::io::{self, Write};
use std::net::SocketAddr;

/// One socket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// `tcp`, `tcp6`, `udp` or `udp6`, as netstat says.
    pub protocol: &'static str,
    /// This end.
    pub local: SocketAddr,
    /// The other end. The port is 0 where there is none.
    pub foreign: SocketAddr,
    /// The state of a TCP socket in the words of RFC 9293 (`LISTEN`, `ESTABLISHED`); of a UDP socket that has another end
    /// `ESTABLISHED`, otherwise empty.
    pub state: &'static str,
    /// The processes that hold it, each as `pid/program`. None: it belongs to nobody any more, or it is hidden from us.
    pub holders: Vec<String>,
}

impl Row {
    /// Whether someone may come to it: TCP in LISTEN, or UDP with a port and no other end.
    pub fn is_listening(&self) -> bool {
        match self.protocol {
            "tcp" | "tcp6" => self.state == "LISTEN",
            _ => self.foreign.port() == 0,
        }
    }
}

/// All sockets, and what the system did not tell of them, in a sentence.
#[derive(Debug)]
pub struct Table {
    /// One row for each socket.
    pub rows: Vec<Row>,
    /// What is missing.
    pub hidden: Option<&'static str>,
}

/// Asks the system for its TCP and UDP sockets, sorted by protocol and local port.
///
/// # Errors
/// When the system does not tell.
pub fn in_use() -> anyhow::Result<Table> {
    let mut table = system::sockets().context(UserError::new(
        "the system does not list its sockets",
        "Is /proc there (Linux)? Try again as an administrator.",
    ))?;
    table.rows.sort_by_key(|row| (row.protocol, row.local.port(), row.local.ip(), row.foreign));
    Ok(table)
}

/// Writes the rows as a table with columns as wide as they need to be.
///
/// # Errors
/// When `out` fails.
pub fn write(rows: &[Row], out: &mut impl Write) -> io::Result<()> {
    let heading =
        ["Proto", "Local address", "Foreign address", "State", "Program"].map(str::to_string);
    let mut lines = vec![heading];
    for row in rows {
        let holders = escape_untrusted(row.holders.join(","));
        lines.push([
            row.protocol.into(),
            in_words(row.local),
            in_words(row.foreign),
            row.state.into(),
            holders,
        ]);
    }
    let width =
        |column: usize| lines.iter().map(|line| line[column].len()).max().unwrap_or_default();
    let [protocol, local, foreign, state] = [0, 1, 2, 3].map(width);
    for [a, b, c, d, e] in &lines {
        let line = format!("{a:protocol$}  {b:local$}  {c:foreign$}  {d:state$}  {e}");
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// `0.0.0.0:*`: the star stands for no port.
fn in_words(address: SocketAddr) -> String {
    match (address, address.port()) {
        (SocketAddr::V4(_), 0) => format!("{}:*", address.ip()),
        (SocketAddr::V6(_), 0) => format!("[{}]:*", address.ip()),
        _ => address.to_string(),
    }
}

/// Linux: the kernel's own tables in /proc/net (proc_pid_net(5)), and the descriptors of every process, which say whose they are.
#[cfg(target_os = "linux")]
mod system {
    use super::{Row, Table};
    use common::escape_untrusted;
    use procfs::net::{TcpNetEntry, TcpState, UdpNetEntry};
    use std::collections::HashMap;
    use std::fs;
    use std::path::Path;

    pub(super) fn sockets() -> anyhow::Result<Table> {
        let mut found = Vec::new();
        for (protocol, entries) in
            [("tcp", procfs::net::tcp()?), ("tcp6", or_none(procfs::net::tcp6()))]
        {
            found.extend(entries.into_iter().map(|entry| tcp_row(protocol, entry)));
        }
        for (protocol, entries) in
            [("udp", procfs::net::udp()?), ("udp6", or_none(procfs::net::udp6()))]
        {
            found.extend(entries.into_iter().map(|entry| udp_row(protocol, entry)));
        }
        log::info!("read /proc/net/tcp, tcp6, udp and udp6: {} sockets", found.len());
        let (mut holders, some_were_closed) = holders_of_sockets()?;
        log::info!(
            "read /proc/*/fd, the descriptors of every process: {} sockets have a holder",
            holders.len()
        );
        let mut some_are_unknown = false;
        let mut rows = Vec::new();
        for (inode, mut row) in found {
            row.holders = holders.remove(&inode).unwrap_or_default();
            some_are_unknown |= inode != 0 && row.holders.is_empty();
            rows.push(row);
        }
        let hidden = (some_are_unknown && some_were_closed)
            .then_some("pids of other users are hidden: run it as root (sudo) to see them");
        Ok(Table { rows, hidden })
    }

    /// A kernel without IPv6 has no such table.
    fn or_none<Entry>(entries: procfs::ProcResult<Vec<Entry>>) -> Vec<Entry> {
        entries.unwrap_or_default()
    }

    fn tcp_row(protocol: &'static str, entry: TcpNetEntry) -> (u64, Row) {
        let state = match entry.state {
            TcpState::Established => "ESTABLISHED",
            TcpState::SynSent => "SYN_SENT",
            TcpState::SynRecv | TcpState::NewSynRecv => "SYN_RECV",
            TcpState::FinWait1 => "FIN_WAIT1",
            TcpState::FinWait2 => "FIN_WAIT2",
            TcpState::TimeWait => "TIME_WAIT",
            TcpState::Close => "CLOSE",
            TcpState::CloseWait => "CLOSE_WAIT",
            TcpState::LastAck => "LAST_ACK",
            TcpState::Listen => "LISTEN",
            TcpState::Closing => "CLOSING",
        };
        let holders = Vec::new();
        (
            entry.inode,
            Row {
                protocol,
                local: entry.local_address,
                foreign: entry.remote_address,
                state,
                holders,
            },
        )
    }

    fn udp_row(protocol: &'static str, entry: UdpNetEntry) -> (u64, Row) {
        let state = if entry.remote_address.port() == 0 { "" } else { "ESTABLISHED" };
        let holders = Vec::new();
        (
            entry.inode,
            Row {
                protocol,
                local: entry.local_address,
                foreign: entry.remote_address,
                state,
                holders,
            },
        )
    }

    /// For each socket's inode the processes that hold it, and whether there were processes that we may not look into. A process
    /// that ends while we look is no error.
    fn holders_of_sockets() -> anyhow::Result<(HashMap<u64, Vec<String>>, bool)> {
        let mut holders: HashMap<u64, Vec<String>> = HashMap::new();
        let mut some_were_closed = false;
        for process in fs::read_dir("/proc")?.flatten() {
            let Some(pid) = process.file_name().to_str().and_then(|name| name.parse::<u32>().ok())
            else {
                continue;
            };
            let descriptors = match fs::read_dir(process.path().join("fd")) {
                Ok(descriptors) => descriptors,
                Err(error) => {
                    some_were_closed |= error.kind() == std::io::ErrorKind::PermissionDenied;
                    continue;
                }
            };
            let mut inodes: Vec<u64> = descriptors
                .flatten()
                .filter_map(|descriptor| socket_inode(&descriptor.path()))
                .collect();
            inodes.sort_unstable();
            inodes.dedup(); // a socket may have several descriptors in one process
            if inodes.is_empty() {
                continue;
            }
            let name = fs::read(process.path().join("comm")).unwrap_or_default();
            let holder =
                format!("{pid}/{}", escape_untrusted(name.strip_suffix(b"\n").unwrap_or(&name)));
            for inode in inodes {
                holders.entry(inode).or_default().push(holder.clone());
            }
        }
        Ok((holders, some_were_closed))
    }

    /// The descriptor of a socket is a link to `socket:[` and its inode (proc_pid_fd(5)).
    fn socket_inode(descriptor: &Path) -> Option<u64> {
        let target = fs::read_link(descriptor).ok()?;
        target.to_str()?.strip_prefix("socket:[")?.strip_suffix(']')?.parse().ok()
    }
}

/// Windows and macOS: the library knows the system calls. It tells no other end of a UDP socket.
#[cfg(not(target_os = "linux"))]
mod system {
    use super::{Row, Table};
    use common::escape_untrusted;
    use netstat2::{AddressFamilyFlags, ProtocolFlags, ProtocolSocketInfo, TcpState};
    use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
    use sysinfo::{Pid, ProcessRefreshKind, ProcessesToUpdate, System};

    pub(super) fn sockets() -> anyhow::Result<Table> {
        log::info!("ask the system for its processes, then for its table of sockets");
        let mut processes = System::new()?;
        let kind = ProcessRefreshKind::nothing().without_tasks();
        processes.refresh_processes_specifics(ProcessesToUpdate::All, true, kind);
        let mut rows: Vec<Row> = Vec::new();
        // A row that fails is left out: on macOS a descriptor that was closed meanwhile is one.
        for socket in
            netstat2::iterate_sockets_info(AddressFamilyFlags::all(), ProtocolFlags::all())?
                .flatten()
        {
            let holder = |pid: &u32| match processes.process(Pid::from_u32(*pid)) {
                Some(process) => {
                    format!(
                        "{pid}/{}",
                        escape_untrusted(process.name().to_string_lossy().as_bytes())
                    )
                }
                None => pid.to_string(),
            };
            let mut pids = socket.associated_pids.clone();
            pids.sort_unstable();
            pids.dedup();
            let holders: Vec<String> = pids.iter().filter(|pid| **pid != 0).map(holder).collect();
            let local = SocketAddr::new(socket.local_addr(), socket.local_port());
            let row = match socket.protocol_socket_info {
                ProtocolSocketInfo::Tcp(tcp) => Row {
                    protocol: if local.is_ipv4() { "tcp" } else { "tcp6" },
                    local,
                    foreign: SocketAddr::new(tcp.remote_addr, tcp.remote_port),
                    state: in_words(tcp.state),
                    holders,
                },
                ProtocolSocketInfo::Udp(_) => {
                    let (protocol, nobody) = match local {
                        SocketAddr::V4(_) => ("udp", IpAddr::from(Ipv4Addr::UNSPECIFIED)),
                        SocketAddr::V6(_) => ("udp6", IpAddr::from(Ipv6Addr::UNSPECIFIED)),
                    };
                    Row { protocol, local, foreign: SocketAddr::new(nobody, 0), state: "", holders }
                }
            };
            // macOS gives one row for each descriptor, Windows one for each socket.
            let mut known = rows.iter_mut().filter(|_| cfg!(target_os = "macos"));
            if let Some(known) = known.find(|known: &&mut Row| is_same_socket(known, &row)) {
                known.holders.extend(row.holders);
            } else {
                rows.push(row);
            }
        }
        let hidden = cfg!(not(windows))
            .then_some("this system lists only the sockets of your own programs: run it as root (sudo) to see all");
        Ok(Table { rows, hidden })
    }

    fn is_same_socket(one: &Row, other: &Row) -> bool {
        (one.protocol, one.local, one.foreign, one.state)
            == (other.protocol, other.local, other.foreign, other.state)
    }

    fn in_words(state: TcpState) -> &'static str {
        match state {
            TcpState::Closed => "CLOSE",
            TcpState::Listen => "LISTEN",
            TcpState::SynSent => "SYN_SENT",
            TcpState::SynReceived => "SYN_RECV",
            TcpState::Established => "ESTABLISHED",
            TcpState::FinWait1 => "FIN_WAIT1",
            TcpState::FinWait2 => "FIN_WAIT2",
            TcpState::CloseWait => "CLOSE_WAIT",
            TcpState::Closing => "CLOSING",
            TcpState::LastAck => "LAST_ACK",
            TcpState::TimeWait => "TIME_WAIT",
            TcpState::DeleteTcb => "DELETE_TCB",
            TcpState::Unknown => "UNKNOWN",
        }
    }
}
