//! The sockets in use on this computer: the table of `netstat -an`, with the programs as far as the
//! operating system tells us.

use std::io::Write;

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod other;
mod table;

#[cfg(target_os = "linux")]
use linux::sockets;
#[cfg(not(target_os = "linux"))]
use other::sockets;

/// Writes the table of this computer's TCP and UDP sockets, sorted by protocol and local port: those
/// with one of `ports`, if there are any; only those that others can reach, if `listening`. False if
/// none has one of the ports.
///
/// # Errors
/// If the operating system does not tell us, or `out` fails.
pub fn write(ports: &[u16], listening: bool, out: &mut impl Write) -> anyhow::Result<bool> {
    let mut table = sockets()?;
    table.rows.retain(|row| row.has_one_of(ports) && (!listening || row.is_listening()));
    table.rows.sort_by_key(|row| {
        (row.protocol, row.local.is_ipv6(), row.local.port(), row.local.ip(), row.foreign)
    });
    table.write(out)?;
    Ok(ports.is_empty() || !table.rows.is_empty())
}
