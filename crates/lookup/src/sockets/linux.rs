//! Linux: the kernel's own tables in /proc/net (proc_pid_net(5)), and the descriptors of every
//! process, which say whose the sockets are.

use super::row::{Row, Table};
use common::escape_untrusted;
use procfs::net::TcpState;
use std::collections::HashMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

pub(super) fn sockets() -> anyhow::Result<Table> {
    let (mut processes, some_are_closed) = processes_of_sockets()?;
    log::info!("read /proc/*/fd: {} sockets are held by processes", processes.len());
    let mut some_are_unknown = false;
    let mut rows = Vec::new();
    let mut add = |inode, mut row: Row| {
        row.processes = processes.remove(&inode).unwrap_or_default();
        some_are_unknown |= inode != 0 && row.processes.is_empty();
        rows.push(row);
    };
    // A kernel without IPv6 has no tables for it.
    let tcp6 = procfs::net::tcp6().unwrap_or_default();
    for (protocol, entries) in [("tcp", procfs::net::tcp()?), ("tcp6", tcp6)] {
        for entry in entries {
            let (local, foreign) = (entry.local_address, entry.remote_address);
            let state = state_name(entry.state);
            add(entry.inode, Row { protocol, local, foreign, state, processes: Vec::new() });
        }
    }
    let udp6 = procfs::net::udp6().unwrap_or_default();
    for (protocol, entries) in [("udp", procfs::net::udp()?), ("udp6", udp6)] {
        for entry in entries {
            let (local, foreign) = (entry.local_address, entry.remote_address);
            let state = if foreign.port() == 0 { "" } else { "ESTABLISHED" };
            add(entry.inode, Row { protocol, local, foreign, state, processes: Vec::new() });
        }
    }
    log::info!("read /proc/net/tcp, tcp6, udp and udp6: {} sockets", rows.len());
    let incomplete = (some_are_unknown && some_are_closed)
        .then_some("the programs of other users are not shown: run it as root (sudo) to see them");
    Ok(Table { rows, incomplete })
}

fn state_name(state: TcpState) -> &'static str {
    match state {
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
    }
}

/// For each socket's inode the processes that hold it; and whether there were processes that we may
/// not look into. A process that ends while we look is not an error.
fn processes_of_sockets() -> anyhow::Result<(HashMap<u64, Vec<String>>, bool)> {
    let mut processes: HashMap<u64, Vec<String>> = HashMap::new();
    let mut some_are_closed = false;
    for entry in fs::read_dir("/proc")?.flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else {
            continue;
        };
        let descriptors = match fs::read_dir(entry.path().join("fd")) {
            Ok(descriptors) => descriptors,
            Err(error) => {
                some_are_closed |= error.kind() == ErrorKind::PermissionDenied;
                continue;
            }
        };
        let inodes = descriptors.flatten().filter_map(|link| socket_inode(&link.path()));
        let mut inodes: Vec<u64> = inodes.collect();
        inodes.sort_unstable();
        inodes.dedup(); // a socket may have several descriptors in one process
        if inodes.is_empty() {
            continue;
        }
        let name = fs::read(entry.path().join("comm")).unwrap_or_default();
        let name = escape_untrusted(name.strip_suffix(b"\n").unwrap_or(&name));
        for inode in inodes {
            processes.entry(inode).or_default().push(format!("{pid}/{name}"));
        }
    }
    Ok((processes, some_are_closed))
}

/// The descriptor of a socket is a link to `socket:[` and its inode (proc_pid_fd(5)).
fn socket_inode(descriptor: &Path) -> Option<u64> {
    let target = fs::read_link(descriptor).ok()?;
    target.to_str()?.strip_prefix("socket:[")?.strip_suffix(']')?.parse().ok()
}
