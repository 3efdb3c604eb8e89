//! Which DNS servers to ask. The first version leaves that to the operating system.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// The port on which DNS servers wait.
pub const DNS_PORT: u16 = 53;

/// How this computer is set to look names up.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The servers to ask, in order.
    pub servers: Vec<SocketAddr>,
    /// What the operating system adds to a short name, in order: `corp.test` makes `host` into
    /// `host.corp.test`. This program adds nothing.
    pub search: Vec<String>,
}

/// Reads a server's address as a person writes it: `127.0.0.1`, `127.0.0.1:9053`, `::1`,
/// `[::1]:9053`, `fe80::1%eth0`, and as this program and nslookup print it: `127.0.0.1#9053`.
///
/// # Errors
/// A sentence for the person.
pub fn parse(text: &str) -> Result<SocketAddr, String> {
    let server = address_and_port(text).ok_or(
        "give an address, and a port if it is not 53: 192.0.2.1, 127.0.0.1:9053 or [::1]:9053",
    )?;
    // Nobody has an address that begins with 96 zeros, except `::1` (RFC 4291 section 2.5.5.1).
    let is_unused = |ip: Ipv6Addr| ip.segments()[..6] == [0; 6] && ip > Ipv6Addr::LOCALHOST;
    match (server.ip(), meant_with_brackets(server.ip())) {
        (IpAddr::V6(ip), Some(meant)) if is_unused(ip) => {
            Err(format!("put an IPv6 address into brackets before a port: {meant}"))
        }
        _ => Ok(server),
    }
}

fn address_and_port(text: &str) -> Option<SocketAddr> {
    let (address, port) = match (text.strip_prefix('['), text.matches(':').count()) {
        (Some(bracketed), _) => bracketed.split_once(']')?,
        (None, 1) => text.split_at(text.find(':')?),
        (None, _) => text.split_at(text.find('#').unwrap_or(text.len())),
    };
    let port = match port.strip_prefix([':', '#']) {
        Some(port) => port.parse().ok().filter(|port| *port != 0)?,
        None if port.is_empty() => DNS_PORT,
        None => return None,
    };
    if address.contains('%') {
        return numeric_address(address, port);
    }
    Some(SocketAddr::new(address.parse().ok()?, port))
}

/// The IPv6 address that ends in what may have been meant as a port, with the brackets that would
/// say so: `[::1]:9053` for `::1:9053`.
pub(crate) fn meant_with_brackets(address: IpAddr) -> Option<String> {
    let text = address.to_string();
    let (host, port) = text.rsplit_once(':')?;
    let is_meant = host.parse::<Ipv6Addr>().is_ok() && port.parse::<u16>().is_ok();
    is_meant.then(|| format!("[{host}]:{port}"))
}

/// An address as the C library reads it, without asking anybody: `fe80::1%eth0` gets the number of
/// its interface, and `127.1` is 127.0.0.1.
fn numeric_address(text: &str, port: u16) -> Option<SocketAddr> {
    const AI_NUMERICHOST: i32 = 4; // getaddrinfo(3): the same on Linux, macOS and Windows
    let hints = dns_lookup::AddrInfoHints { flags: AI_NUMERICHOST, ..Default::default() };
    let port = port.to_string();
    let mut found = dns_lookup::getaddrinfo(Some(text), Some(&port), Some(hints)).ok()?;
    Some(found.next()?.ok()?.sockaddr)
}

/// Whom to ask: the server that was `given`, or else those that this computer is set to use. If it
/// is not set to use any, there may still be one on this computer.
pub fn settings(given: Option<SocketAddr>) -> Settings {
    let mut settings = system_settings();
    if let Some(given) = given {
        settings.servers = vec![given];
        return settings;
    }
    if settings.servers.is_empty() {
        let (ipv4, ipv6) = (Ipv4Addr::LOCALHOST, Ipv6Addr::LOCALHOST);
        settings.servers = vec![(ipv4, DNS_PORT).into(), (ipv6, DNS_PORT).into()];
    }
    let servers: Vec<String> = settings.servers.iter().map(|s| nslookup_address(*s)).collect();
    log::info!("this computer asks: {}", servers.join(", "));
    settings
}

#[cfg(unix)]
fn system_settings() -> Settings {
    let text = std::fs::read("/etc/resolv.conf").unwrap_or_default(); // no file: no settings
    parse_resolv_conf(&String::from_utf8_lossy(&text))
}

/// resolv.conf(5), as glibc reads it: a keyword begins its line, the last `search` or `domain`
/// counts, and so do the first three servers. Other lines are ignored.
#[cfg(unix)]
fn parse_resolv_conf(text: &str) -> Settings {
    const MAX_SERVERS: usize = 3;
    let mut settings = Settings::default();
    for line in text.split('\n') {
        let mut words = line.split([' ', '\t']);
        let keyword = words.next();
        let mut values = words.filter(|word| !word.is_empty());
        match keyword {
            Some("nameserver") if settings.servers.len() < MAX_SERVERS => {
                let text = values.next().unwrap_or_default();
                let without_comment = text.split([';', '#']).next().unwrap_or_default();
                settings.servers.extend(numeric_address(without_comment, DNS_PORT));
            }
            Some("domain") => settings.search = values.take(1).map(str::to_string).collect(),
            Some("search") => settings.search = values.map(str::to_string).collect(),
            _ => {}
        }
    }
    settings
}

/// The servers of the network adapters that are up, without the ones that Windows invents if there
/// are none.
#[cfg(windows)]
fn system_settings() -> Settings {
    use ipconfig::{Adapter, OperStatus};
    let mut settings = Settings::default();
    let is_up = |adapter: &Adapter| adapter.oper_status() == OperStatus::IfOperStatusUp;
    for adapter in ipconfig::get_adapters().unwrap_or_default().into_iter().filter(is_up) {
        for address in adapter.dns_servers() {
            let server = match *address {
                IpAddr::V6(ip) if ip.segments()[..7] == [0xfec0, 0, 0, 0xffff, 0, 0, 0] => continue,
                IpAddr::V6(ip) if ip.is_unicast_link_local() => {
                    std::net::SocketAddrV6::new(ip, DNS_PORT, 0, adapter.ipv6_if_index()).into()
                }
                ip => SocketAddr::new(ip, DNS_PORT),
            };
            if !settings.servers.contains(&server) {
                settings.servers.push(server);
            }
        }
    }
    settings
}

/// An address and port as nslookup writes them: `127.0.0.1#53`, `fe80::1%2#53`.
pub(crate) fn nslookup_address(server: SocketAddr) -> String {
    let text = server.to_string(); // 127.0.0.1:53, [fe80::1%2]:53
    let address = text.rsplit_once(':').map_or(text.as_str(), |(address, _)| address);
    format!("{}#{}", address.trim_matches(['[', ']']), server.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_an_address_with_or_without_a_port() {
        for (text, server) in [
            ("192.0.2.1", Some("192.0.2.1:53")),
            ("127.0.0.1:9053", Some("127.0.0.1:9053")),
            ("127.0.0.1#9053", Some("127.0.0.1:9053")),
            ("::1", Some("[::1]:53")),
            ("::1#9053", Some("[::1]:9053")),
            ("[::1]", Some("[::1]:53")),
            ("[::1]:9053", Some("[::1]:9053")),
            ("2001:db8::1:53", Some("[2001:db8::1:53]:53")),
            ("::ffff:127.0.0.1", Some("[::ffff:127.0.0.1]:53")),
            ("fe80::1%1", Some("[fe80::1%1]:53")),
            ("[fe80::1%1]:9053", Some("[fe80::1%1]:9053")),
            ("127.0.0.1:0", None),
            ("127.0.0.1:65536", None),
            ("127.0.0.1:", None),
            ("127.0.0.1#", None),
            ("127.1", None),
            ("9053", None),
            ("[::1]9053", None),
            ("[::1", None),
            ("fe80::1%no-such-interface", None),
            ("localhost", None),
            ("", None),
        ] {
            assert_eq!(parse(text).ok(), server.map(|text| text.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn an_ipv6_address_that_ends_in_a_port_wants_brackets() {
        assert!(parse("::1:9053").unwrap_err().ends_with("[::1]:9053"));
        let meant = |text: &str| meant_with_brackets(text.parse().unwrap());
        assert_eq!(meant("fe80::1:53"), Some("[fe80::1]:53".to_string()));
        assert_eq!(meant("2001:db8::abcd"), None);
        assert_eq!(meant("::1"), None);
        assert_eq!(meant("127.0.0.1"), None);
    }

    #[test]
    #[cfg(unix)]
    fn resolv_conf_is_read_as_glibc_reads_it() {
        for (text, servers, search) in [
            ("", vec![], vec![]),
            ("nameserver 192.0.2.1\n", vec!["192.0.2.1"], vec![]),
            ("nameserver\t\t192.0.2.1  trailing", vec!["192.0.2.1"], vec![]),
            ("nameserver 192.0.2.1# comment\n", vec!["192.0.2.1"], vec![]),
            ("#nameserver 192.0.2.1\n;nameserver 192.0.2.2\n", vec![], vec![]),
            (" nameserver 192.0.2.1\nnameservers 192.0.2.2\nnameserver\n", vec![], vec![]),
            ("nameserver 127.1\nnameserver ::1\n", vec!["127.0.0.1", "::1"], vec![]),
            ("nameserver fe80::53%1\n", vec!["fe80::53"], vec![]),
            ("nameserver fe80::53%no-such\nnameserver ns.test\n", vec![], vec![]),
            (
                "nameserver x\nnameserver 192.0.2.1\nnameserver 192.0.2.2\nnameserver 192.0.2.3\n\
                 nameserver 192.0.2.4",
                vec!["192.0.2.1", "192.0.2.2", "192.0.2.3"],
                vec![],
            ),
            ("domain a.test b.test\n", vec![], vec!["a.test"]),
            ("search a.test\tb.test\noptions ndots:2\n", vec![], vec!["a.test", "b.test"]),
            ("search a.test\ndomain b.test\n", vec![], vec!["b.test"]),
        ] {
            let settings = parse_resolv_conf(text);
            let found: Vec<String> =
                settings.servers.iter().map(|server| server.ip().to_string()).collect();
            assert_eq!(found, servers, "{text}");
            assert_eq!(settings.search, search, "{text}");
            assert!(settings.servers.iter().all(|server| server.port() == DNS_PORT), "{text}");
        }
    }
}
