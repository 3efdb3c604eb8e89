//! The sockets in use on this computer: the table of `netstat -an`, with the programs as far as the
//! operating system tells us.

use common::escape_untrusted;
use std::io::{self, Write};
use std::net::SocketAddr;

pub use row::{Row, Table};

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod other;
mod row;

#[cfg(target_os = "linux")]
use linux::sockets;
#[cfg(not(target_os = "linux"))]
use other::sockets;

/// Asks the operating system for its TCP and UDP sockets, sorted by protocol and local port.
///
/// # Errors
/// If it does not tell us.
pub fn in_use() -> anyhow::Result<Table> {
    let mut table = sockets()?;
    table.rows.sort_by_key(|row| (row.protocol, row.local.port(), row.local.ip(), row.foreign));
    Ok(table)
}

/// Writes the table with columns as wide as they need to be; then, on standard error, what is
/// missing in it.
///
/// # Errors
/// If `out` fails.
pub fn write(table: &Table, out: &mut impl Write) -> io::Result<()> {
    let titles = ["Proto", "Local address", "Foreign address", "State", "Program"];
    let mut lines = vec![titles.map(str::to_string)];
    for row in &table.rows {
        lines.push([
            row.protocol.to_string(),
            netstat_address(row.local),
            netstat_address(row.foreign),
            row.state.to_string(),
            escape_untrusted(row.processes.join(",")),
        ]);
    }
    let width =
        |column: usize| lines.iter().map(|line| line[column].len()).max().unwrap_or_default();
    let [protocol, local, foreign, state] = [0, 1, 2, 3].map(width);
    for [a, b, c, d, e] in &lines {
        let line = format!("{a:protocol$}  {b:local$}  {c:foreign$}  {d:state$}  {e}");
        writeln!(out, "{}", line.trim_end())?;
    }
    out.flush()?;
    table.incomplete.into_iter().for_each(common::note);
    Ok(())
}

/// `0.0.0.0:*`: the star means that there is no port.
fn netstat_address(address: SocketAddr) -> String {
    match (address, address.port()) {
        (SocketAddr::V4(_), 0) => format!("{}:*", address.ip()),
        (SocketAddr::V6(_), 0) => format!("[{}]:*", address.ip()),
        _ => address.to_string(),
    }
}
