//! Which server is meant. The first version took a host and a port, each by itself, and nothing
//! else; people also type `localhost:9087`, as servers print it, and make mistakes.

use std::fmt;
use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv6Addr, SocketAddr, ToSocketAddrs};

/// The server, as the user named it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// A name or an address.
    pub host: String,
    /// The port that the server listens on.
    pub port: u16,
}

impl fmt::Display for Target {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} port {}", self.host, self.port)
    }
}

/// What was typed does not name a server, a port and a text.
#[derive(Debug, PartialEq, Eq)]
pub enum TargetError {
    /// The host is a whole URL.
    Url(String),
    /// The host is a port, and another host is missing before it: `9087`.
    OnlyPort(u16),
    /// The host is neither a name nor an address: empty, `a:b:c`, `[::1`. Or it has two meanings:
    /// `::1:9087` is an address, and perhaps an address with a port.
    BadHost(String),
    /// The port is not one.
    BadPort(String),
    /// The text looks like an option, and there is no such option.
    UnknownOption(String),
    /// The text is several arguments.
    SeveralTexts(usize),
}

impl Target {
    /// Reads `words`, which are HOST PORT TEXT or HOST:PORT TEXT, or the first of them. Returns the
    /// server and the text.
    ///
    /// # Errors
    /// If they are something else.
    pub fn parse(words: &[String]) -> Result<(Target, Option<String>), TargetError> {
        let Some((first, rest)) = words.split_first() else {
            return Ok((Target { host: "127.0.0.1".to_string(), port: common::TALK_PORT }, None));
        };
        if first.contains("://") {
            return Err(TargetError::Url(first.clone()));
        }
        // 3232235781 is 192.168.1.5 to some systems. Smaller numbers are meant as ports.
        if first.parse::<u32>().is_ok_and(|number| number < 1 << 24) {
            return Err(TargetError::OnlyPort(port_number(first)?));
        }
        let split = split_host(first, rest.is_empty());
        let (host, port) = split.ok_or_else(|| TargetError::BadHost(first.clone()))?;
        let (port, texts) = match (port, rest) {
            (None, [port, texts @ ..]) => (Some(port.as_str()), texts),
            (port, texts) => (port, texts),
        };
        let port = port.map_or(Ok(common::TALK_PORT), port_number)?;
        if texts.len() > 1 {
            return Err(TargetError::SeveralTexts(texts.len()));
        }
        Ok((Target { host: host.to_string(), port }, texts.first().cloned()))
    }
}

/// Splits the first word into the host, and the port if it has one. Returns `None` if it does not
/// name one host.
fn split_host(word: &str, is_alone: bool) -> Option<(&str, Option<&str>)> {
    if word.contains(char::is_whitespace) || is_alone && may_end_with_port(word) {
        return None;
    }
    let (host, end) = match word.strip_prefix('[') {
        Some(inside) => inside.split_once(']').filter(|(host, _)| is_ipv6(host))?,
        None if is_ipv6(word) => (word, ""),
        None => word.split_at(word.find(':').unwrap_or(word.len())),
    };
    let port = end.strip_prefix(':');
    let is_end = end.is_empty() || port.is_some_and(|port| !port.contains(':'));
    (is_end && !host.is_empty()).then_some((host, port))
}

/// True for an IPv6 address that may also be one with a port: `::1:9087`. Four digits at its end
/// are meant as a port more often than not.
fn may_end_with_port(word: &str) -> bool {
    word.rsplit_once(':').is_some_and(|(host, last)| {
        is_ipv6(word) && is_ipv6(host) && last.len() > 3 && port_number(last).is_ok()
    })
}

/// True for an IPv6 address, with or without a zone (`fe80::1%eth0`).
fn is_ipv6(text: &str) -> bool {
    let address = text.split_once('%').map_or(text, |(address, _)| address);
    address.parse::<Ipv6Addr>().is_ok()
}

fn port_number(text: &str) -> Result<u16, TargetError> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    let port = text.parse().ok().filter(|port| is_number && *port > 0);
    port.ok_or_else(|| TargetError::BadPort(text.to_string()))
}

/// The addresses of the target, in the order in which the operating system wants them tried
/// (getaddrinfo(3), RFC 6724 section 6).
///
/// # Errors
/// If there is none. `AddrNotAvailable` for 0.0.0.0 and `::`: some systems take those for this
/// computer, others refuse them.
pub fn addresses_of(Target { host, port }: &Target) -> io::Result<Vec<SocketAddr>> {
    let addresses: Vec<SocketAddr> = (host.as_str(), *port).to_socket_addrs()?.collect();
    match host.parse::<IpAddr>() {
        Ok(_) => log::info!("{host} is an address already: there is no name to look up"),
        Err(_) => {
            let ips: Vec<_> = addresses.iter().map(|address| address.ip().to_string()).collect();
            log::info!("getaddrinfo: {host} is {}", ips.join(", "));
        }
    }
    if addresses.iter().any(|address| address.ip().is_unspecified()) {
        return Err(ErrorKind::AddrNotAvailable.into());
    }
    Ok(addresses)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &str) -> Result<(String, u16, Option<String>), TargetError> {
        let words: Vec<String> = words.split(' ').map(str::to_string).collect();
        Target::parse(&words).map(|(target, text)| (target.host, target.port, text))
    }

    #[test]
    fn takes_a_host_a_port_and_a_text_in_the_forms_that_people_type() {
        for (words, host, port, text) in [
            ("localhost", "localhost", 9087, None),
            ("localhost 9088", "localhost", 9088, None),
            ("localhost 9088 hello", "localhost", 9088, Some("hello")),
            ("localhost:9088", "localhost", 9088, None),
            ("localhost:9088 hello", "localhost", 9088, Some("hello")),
            ("127.0.0.1:9088 9088", "127.0.0.1", 9088, Some("9088")),
            ("127.1 9088", "127.1", 9088, None),
            ("2130706433 9088", "2130706433", 9088, None),
            ("[::1]:9088 hello", "::1", 9088, Some("hello")),
            ("[::1] 9088 hello", "::1", 9088, Some("hello")),
            ("::1", "::1", 9087, None),
            ("::1 9088", "::1", 9088, None),
            ("::1:9088 9087", "::1:9088", 9087, None),
            ("fe80::1%eth0", "fe80::1%eth0", 9087, None),
            ("[fe80::1%3]:9088", "fe80::1%3", 9088, None),
            ("2001:db8::53", "2001:db8::53", 9087, None),
        ] {
            let expected = (host.to_string(), port, text.map(str::to_string));
            assert_eq!(parse(words), Ok(expected), "{words}");
        }
        let local = Target { host: "127.0.0.1".to_string(), port: 9087 };
        assert_eq!(Target::parse(&[]), Ok((local, None)));
    }

    #[test]
    fn tells_apart_what_is_wrong() {
        for (words, expected) in [
            ("9087", TargetError::OnlyPort(9087)),
            ("9087 hello", TargetError::OnlyPort(9087)),
            ("http://localhost/", TargetError::Url("http://localhost/".to_string())),
            ("localhost:9087 hello you", TargetError::SeveralTexts(2)),
            ("localhost 9087 hello you", TargetError::SeveralTexts(2)),
        ] {
            assert_eq!(parse(words), Err(expected), "{words}");
        }
        for word in ["", ":9087", "a:b:c", "[::1", "[localhost]:9087", "[::1]9087", "::1:9087"] {
            assert_eq!(parse(word), Err(TargetError::BadHost(word.to_string())), "{word}");
        }
        for number in ["0", "65536", "16777215"] {
            assert_eq!(parse(number), Err(TargetError::BadPort(number.to_string())));
        }
        for port in ["", "+80", "0", "65536", "hello", "80/"] {
            let expected = Err(TargetError::BadPort(port.to_string()));
            assert_eq!(parse(&format!("localhost:{port}")), expected);
            assert_eq!(parse(&format!("localhost {port}")), expected);
        }
        let quoted = Target::parse(&["localhost 9087".to_string()]);
        assert_eq!(quoted, Err(TargetError::BadHost("localhost 9087".to_string())));
    }
}
