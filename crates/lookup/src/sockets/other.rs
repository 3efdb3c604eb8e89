//! Windows and macOS: a library knows the system calls. It does not report the other end of a UDP
//! socket.

use super::table::{Row, Table};
use common::escape_untrusted;
use netstat2::{AddressFamilyFlags, ProtocolFlags, ProtocolSocketInfo, TcpState};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use sysinfo::{Pid, ProcessRefreshKind, ProcessesToUpdate, System};

pub(super) fn sockets() -> anyhow::Result<Table> {
    log::info!("ask the operating system for its processes, then for its table of sockets");
    let mut system = System::new()?;
    let kind = ProcessRefreshKind::nothing().without_tasks();
    system.refresh_processes_specifics(ProcessesToUpdate::All, true, kind);
    let mut rows: Vec<Row> = Vec::new();
    // A row that fails is left out: on macOS a descriptor that was closed meanwhile is one.
    for socket in
        netstat2::iterate_sockets_info(AddressFamilyFlags::all(), ProtocolFlags::all())?.flatten()
    {
        let describe = |pid: &u32| match system.process(Pid::from_u32(*pid)) {
            Some(process) => {
                format!("{pid}/{}", escape_untrusted(process.name().to_string_lossy().as_bytes()))
            }
            None => pid.to_string(),
        };
        let mut pids = socket.associated_pids.clone();
        pids.sort_unstable();
        pids.dedup();
        let processes: Vec<String> = pids.iter().filter(|pid| **pid != 0).map(describe).collect();
        let local = SocketAddr::new(socket.local_addr(), socket.local_port());
        let nobody = SocketAddr::new(unspecified(local), 0);
        let (protocol, foreign, state) = match socket.protocol_socket_info {
            ProtocolSocketInfo::Udp(_) => ("udp", nobody, ""),
            ProtocolSocketInfo::Tcp(tcp) => {
                ("tcp", SocketAddr::new(tcp.remote_addr, tcp.remote_port), state_name(tcp.state))
            }
        };
        let row = Row { protocol, local, foreign, state, processes };
        // macOS gives one row for each descriptor, Windows one for each socket.
        let mut known = rows.iter_mut().filter(|_| cfg!(target_os = "macos"));
        if let Some(known) = known.find(|known: &&mut Row| is_same_socket(known, &row)) {
            known.processes.extend(row.processes);
        } else {
            rows.push(row);
        }
    }
    let incomplete = cfg!(not(windows)).then_some(
        "only the sockets of your own programs are shown: run it as root (sudo) to see all",
    );
    Ok(Table { rows, incomplete })
}

/// The address that stands for none.
fn unspecified(local: SocketAddr) -> IpAddr {
    if local.is_ipv4() { Ipv4Addr::UNSPECIFIED.into() } else { Ipv6Addr::UNSPECIFIED.into() }
}

fn is_same_socket(one: &Row, other: &Row) -> bool {
    (one.protocol, one.local, one.foreign, one.state)
        == (other.protocol, other.local, other.foreign, other.state)
}

fn state_name(state: TcpState) -> &'static str {
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
