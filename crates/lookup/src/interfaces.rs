//! This computer, as the network sees it.

use common::escape_untrusted;
use std::io::Write;
use sysinfo::{Networks, System};

/// Writes this computer's name, and each network interface with its addresses, its MAC address, the
/// largest packet that it carries (MTU), and the bytes that went in and out since it came up.
///
/// # Errors
/// If the operating system does not list them, or `out` fails.
pub fn write(out: &mut impl Write) -> anyhow::Result<()> {
    log::info!("ask the operating system for this computer's name and its network interfaces");
    let name = System::host_name().unwrap_or_else(|_| "(unknown)".to_string());
    let networks = Networks::new_with_refreshed_list()?;
    let mut interfaces: Vec<_> = networks.iter().collect();
    interfaces.sort_by_key(|(name, _)| *name);
    writeln!(out, "Computer:  {}", escape_untrusted(name))?;
    for (name, interface) in interfaces {
        writeln!(out, "\nInterface: {}", escape_untrusted(name.to_string_lossy().as_bytes()))?;
        let mut addresses: Vec<String> =
            interface.ip_networks().iter().map(ToString::to_string).collect();
        addresses.sort();
        addresses.sort_by_key(|address| address.contains(':')); // IPv4 first
        for address in addresses {
            writeln!(out, "  Address: {address}")?;
        }
        writeln!(out, "  MAC:     {}", interface.mac_address())?;
        writeln!(out, "  MTU:     {} bytes", interface.mtu())?;
        writeln!(out, "  In:      {} bytes", interface.total_received())?;
        writeln!(out, "  Out:     {} bytes", interface.total_transmitted())?;
    }
    Ok(())
}
