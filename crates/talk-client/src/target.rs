//! Which server is meant. The first version took a host and a port, each by itself, and nothing
//! else; people also type `localhost:9087`, as servers print it, and make mistakes.

use std::io;
use std::net::{IpAddr, Ipv6Addr, SocketAddr, ToSocketAddrs};

/// The server, as the user named it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// A name or an address.
    pub host: String,
    /// The port that the server listens on.
    pub port: u16,
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
        let (host, port) = split_host(first, rest.is_empty())?;
        let (port, texts) = match (port, rest) {
            (Some(port), texts) => (port_number(port), texts),
            (None, []) => (Ok(common::TALK_PORT), rest),
            (None, [port, texts @ ..]) => (port_number(port), texts),
        };
        let target = Target { host: host.to_string(), port: port? };
        match texts {
            [] => Ok((target, None)),
            [text] => Ok((target, Some(text.clone()))),
            _ => Err(TargetError::SeveralTexts(texts.len())),
        }
    }
}

/// Splits the first word into the host, and the port if it has one.
fn split_host(word: &str, is_alone: bool) -> Result<(&str, Option<&str>), TargetError> {
    let bad_host = || TargetError::BadHost(word.to_string());
    if word.contains("://") {
        return Err(TargetError::Url(word.to_string()));
    }
    // 3232235781 is 192.168.1.5 to some systems. Smaller numbers are meant as ports.
    if word.parse::<u32>().is_ok_and(|number| number < 1 << 24) {
        return Err(TargetError::OnlyPort(port_number(word)?));
    }
    if word.is_empty() || word.contains(char::is_whitespace) {
        return Err(bad_host());
    }
    if let Some(inside) = word.strip_prefix('[') {
        return match inside.split_once(']').filter(|(host, _)| is_ipv6(host)) {
            Some((host, "")) => Ok((host, None)),
            Some((host, after)) if after.starts_with(':') => Ok((host, Some(&after[1..]))),
            _ => Err(bad_host()),
        };
    }
    match word.rsplit_once(':') {
        // Four digits at the end of an IPv6 address are meant as a port more often than not.
        Some((host, last)) if is_ipv6(word) => {
            let may_be_port = last.len() > 3 && port_number(last).is_ok() && is_ipv6(host);
            if is_alone && may_be_port { Err(bad_host()) } else { Ok((word, None)) }
        }
        Some((host, port)) if !host.is_empty() && !host.contains(':') => Ok((host, Some(port))),
        Some(_) => Err(bad_host()),
        None => Ok((word, None)),
    }
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

/// True if `host` can only be meant as an IPv4 address: no name is only digits and dots.
pub fn is_digits_and_dots(host: &str) -> bool {
    host.contains('.') && host.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// A host without an address to connect to.
#[derive(Debug)]
pub enum AddressError {
    /// The operating system knows none, and says why.
    NotFound(io::Error),
    /// 0.0.0.0 or `::`.
    Unspecified,
}

/// The addresses of the target, in the order in which the operating system wants them tried
/// (getaddrinfo(3), RFC 6724 section 6).
///
/// # Errors
/// If there is none, or if it is 0.0.0.0 or `::`. Some systems take those for this computer, others
/// refuse them.
pub fn addresses_of(target: &Target) -> Result<Vec<SocketAddr>, AddressError> {
    let Target { host, port } = target;
    let found = (host.as_str(), *port).to_socket_addrs();
    let addresses: Vec<SocketAddr> = found.map_err(AddressError::NotFound)?.collect();
    match host.parse::<IpAddr>() {
        Ok(_) => log::info!("{host} is an address already: there is no name to look up"),
        Err(_) => {
            let ips: Vec<_> = addresses.iter().map(|address| address.ip().to_string()).collect();
            log::info!("getaddrinfo: {host} is {}", ips.join(", "));
        }
    }
    if addresses.iter().any(|address| address.ip().is_unspecified()) {
        return Err(AddressError::Unspecified);
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
