//! Linux: the kernel's own tables in /proc/net (proc_pid_net(5)), and the descriptors of every
//! process, which say whose the sockets are.

use super::table::{Row, Table};
use common::escape_untrusted;
use procfs::ProcError;
use procfs::net::TcpState;
use procfs::process::{FDInfo, FDTarget};
use std::collections::{BTreeSet, HashMap};
use std::fs;

pub(super) fn sockets() -> anyhow::Result<Table> {
    let (mut processes, some_are_closed) = processes_of_sockets()?;
    log::info!("read /proc/*/fd: {} sockets are held by processes", processes.len());
    let mut some_are_unknown = false;
    let mut rows = Vec::new();
    let mut add = |protocol, local, foreign, state, inode| {
        let processes = processes.remove(&inode).unwrap_or_default();
        some_are_unknown |= inode != 0 && processes.is_empty();
        rows.push(Row { protocol, local, foreign, state, processes });
    };
    // A kernel without IPv6 has no tables for it.
    for entry in procfs::net::tcp()?.into_iter().chain(procfs::net::tcp6().unwrap_or_default()) {
        let state = state_name(entry.state);
        add("tcp", entry.local_address, entry.remote_address, state, entry.inode);
    }
    for entry in procfs::net::udp()?.into_iter().chain(procfs::net::udp6().unwrap_or_default()) {
        let state = if entry.remote_address.port() == 0 { "" } else { "ESTABLISHED" };
        add("udp", entry.local_address, entry.remote_address, state, entry.inode);
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
    for process in procfs::process::all_processes()? {
        let (pid, descriptors) = match process.and_then(|process| Ok((process.pid, process.fd()?)))
        {
            Ok(found) => found,
            Err(error) => {
                some_are_closed |= matches!(error, ProcError::PermissionDenied(_));
                continue;
            }
        };
        let name = fs::read(format!("/proc/{pid}/comm")).unwrap_or_default();
        let name = escape_untrusted(name.strip_suffix(b"\n").unwrap_or(&name));
        let inode_of = |descriptor: FDInfo| match descriptor.target {
            FDTarget::Socket(inode) => Some(inode),
            _ => None,
        };
        // A set: a socket may have several descriptors in one process.
        let inodes: BTreeSet<u64> = descriptors.flatten().filter_map(inode_of).collect();
        for inode in inodes {
            processes.entry(inode).or_default().push(format!("{pid}/{name}"));
        }
    }
    Ok((processes, some_are_closed))
}
