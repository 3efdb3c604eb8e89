//! Which DNS servers to ask.

use anyhow::Context as _;
use common::UserError;
use std::net::{IpAddr, SocketAddr};

/// The port on which DNS servers wait.
pub const DNS_PORT: u16 = 53;

/// Reads a server's address as a person writes it: `127.0.0.1`, `127.0.0.1:9053`, `::1` or `[::1]:9053`.
///
/// # Errors
/// A sentence for the person.
pub fn parse(text: &str) -> Result<SocketAddr, String> {
    let address = text.parse::<IpAddr>().map(|ip| SocketAddr::new(ip, DNS_PORT));
    match address.or_else(|_| text.parse::<SocketAddr>()) {
        Ok(address) if address.port() != 0 => Ok(address),
        _ => Err(
            "give an address, and a port if it is not 53: 192.0.2.1, 127.0.0.1:9053 or [::1]:9053"
                .to_string(),
        ),
    }
}

/// The DNS servers that this computer is set to use, in order.
///
/// # Errors
/// When the setting cannot be read or names no server.
pub fn configured() -> anyhow::Result<Vec<SocketAddr>> {
    let servers = system_servers().context(no_servers())?;
    log::info!(
        "this computer asks: {}",
        servers.iter().map(|server| in_words(*server)).collect::<Vec<_>>().join(", ")
    );
    if servers.is_empty() { Err(no_servers().into()) } else { Ok(servers) }
}

fn no_servers() -> UserError {
    UserError::new(
        "this computer is not set to use any DNS server",
        "Name one: --server 127.0.0.1:9053 asks the practice server, which `cargo practice` starts.",
    )
}

/// The C library takes no more servers than these three from resolv.conf(5).
#[cfg(unix)]
const MOST_SERVERS: usize = 3;

/// resolv.conf(5). Lines that we do not know are none of our business.
#[cfg(unix)]
fn system_servers() -> anyhow::Result<Vec<SocketAddr>> {
    use std::net::ToSocketAddrs as _;
    let text = std::fs::read("/etc/resolv.conf")?;
    let (config, _unknown_lines) = resolv_conf::Config::parse_with_errors(&text);
    // The text form keeps the interface of an address that has one, as in fe80::1%eth0.
    let resolve = |server: &resolv_conf::ScopedIp| {
        (server.to_string(), DNS_PORT).to_socket_addrs().ok()?.next()
    };
    Ok(config.nameservers.iter().take(MOST_SERVERS).filter_map(resolve).collect())
}

/// The servers of the network adapters that are up, without the ones that Windows invents where there are none.
#[cfg(windows)]
fn system_servers() -> anyhow::Result<Vec<SocketAddr>> {
    let mut servers = Vec::new();
    for adapter in ipconfig::get_adapters()? {
        if adapter.oper_status() != ipconfig::OperStatus::IfOperStatusUp {
            continue;
        }
        for ip in adapter.dns_servers() {
            let server = match *ip {
                IpAddr::V6(ip) if ip.segments()[..7] == [0xfec0, 0, 0, 0xffff, 0, 0, 0] => continue,
                IpAddr::V6(ip) if ip.is_unicast_link_local() => {
                    std::net::SocketAddrV6::new(ip, DNS_PORT, 0, adapter.ipv6_if_index()).into()
                }
                ip => SocketAddr::new(ip, DNS_PORT),
            };
            if !servers.contains(&server) {
                servers.push(server);
            }
        }
    }
    Ok(servers)
}

/// An address and port as nslookup writes them.
pub(crate) fn in_words(server: SocketAddr) -> String {
    format!("{}#{}", server.ip(), server.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_an_address_with_or_without_a_port() {
        for (text, server) in [
            ("192.0.2.1", Some("192.0.2.1:53")),
            ("127.0.0.1:9053", Some("127.0.0.1:9053")),
            ("::1", Some("[::1]:53")),
            ("[::1]:9053", Some("[::1]:9053")),
            ("127.0.0.1:0", None),
            ("127.0.0.1:65536", None),
            ("localhost", None),
            ("", None),
        ] {
            assert_eq!(parse(text).ok(), server.map(|text| text.parse().unwrap()), "{text}");
        }
    }
}
