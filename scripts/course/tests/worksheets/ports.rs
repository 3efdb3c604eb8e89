//! Free ports in the place of the published ones, so that a reader's own server does not disturb the test.

use std::net::{Ipv4Addr, TcpListener, UdpSocket};
use std::sync::atomic::{AtomicU32, Ordering};

/// What the worksheets name: of talk-server, and of the practice internet's DNS, pages and talk.
const PUBLISHED: [u16; 4] = [9087, 9053, 9080, 9088];

/// Where free ports are looked for: below those that systems give to programs that do not choose. Four digits, as the
/// published ones have: so columns stay as wide, and pages that name their own address as long.
const RANGE: std::ops::Range<u32> = 5000..9000;

/// For each published port, the one to use.
pub(crate) struct Ports([u16; 4]);

impl Ports {
    /// Finds four free ports.
    pub(crate) fn free() -> Result<Ports, String> {
        Ok(Ports([free_port()?, free_port()?, free_port()?, free_port()?]))
    }

    /// The published ports themselves.
    #[cfg(test)]
    pub(crate) fn as_published() -> Ports {
        Ports(PUBLISHED)
    }

    /// The arguments of a program with the ports to use; added where the program would take its published port unasked.
    pub(crate) fn arguments(&self, program: &str, arguments: &[&str]) -> Vec<String> {
        let [server, dns, pages, talk] = self.0.map(|port| port.to_string());
        let mut given: Vec<String> =
            arguments.iter().map(|argument| self.replaced(argument)).collect();
        let is_there = |option: &str| {
            arguments.iter().any(|argument| argument.split('=').next() == Some(option))
        };
        let mut add = |option: &str, port: String| {
            if !is_there(option) && self.0 != PUBLISHED {
                given.extend([option.to_string(), port]);
            }
        };
        match program {
            "talk-server" => add("--port", server),
            "practice-net" if arguments.first() != Some(&"visit") => {
                add("--dns-port", dns);
                add("--pages-port", pages);
                add("--talk-port", talk);
            }
            "first-talk-server" if self.0 != PUBLISHED && arguments.is_empty() => {
                given.push(format!("127.0.0.1:{server}"));
            }
            "first-talk-client" if self.0 != PUBLISHED && arguments.len() < 3 => {
                // All three arguments or none.
                given = ["127.0.0.1", &server, "hello"].map(str::to_string).to_vec();
            }
            "talk-client" if self.0 != PUBLISHED => {
                // [HOST] [PORT] [TEXT]
                match arguments.iter().filter(|argument| !argument.starts_with('-')).count() {
                    0 => given.extend(["127.0.0.1".to_string(), server]),
                    1 => given.push(server),
                    _ => {}
                }
            }
            _ => {}
        }
        given
    }

    /// `text` with the ports to use in the place of the published ones.
    fn replaced(&self, text: &str) -> String {
        PUBLISHED
            .iter()
            .zip(self.0)
            .fold(text.to_string(), |text, (from, to)| replace_number(&text, *from, to))
    }

    /// `output` as it would have been with the published ports.
    pub(crate) fn restored(&self, output: &str) -> String {
        PUBLISHED
            .iter()
            .zip(self.0)
            .fold(output.to_string(), |text, (to, from)| replace_number(&text, from, *to))
    }
}

/// A port that nobody has. None is given twice, though nobody may listen there yet; and two tests at once, which are two
/// processes, begin at different places.
fn free_port() -> Result<u16, String> {
    static TRIED: AtomicU32 = AtomicU32::new(0);
    loop {
        let tried = TRIED.fetch_add(1, Ordering::Relaxed);
        if tried > u32::from(u16::MAX) {
            return Err("no free port is to be found".to_string());
        }
        let place =
            std::process::id().wrapping_mul(101).wrapping_add(tried) % (RANGE.end - RANGE.start);
        let port = u16::try_from(RANGE.start + place).map_err(|error| error.to_string())?;
        if is_free(port) {
            return Ok(port);
        }
    }
}

fn is_free(port: u16) -> bool {
    !PUBLISHED.contains(&port)
        && TcpListener::bind((Ipv4Addr::UNSPECIFIED, port)).is_ok()
        && UdpSocket::bind((Ipv4Addr::UNSPECIFIED, port)).is_ok()
}

/// Replaces `from` where it stands as a number of its own.
fn replace_number(text: &str, from: u16, to: u16) -> String {
    let (from, to) = (from.to_string(), to.to_string());
    let mut parts = text.split(from.as_str()).peekable();
    let mut replaced = String::new();
    while let Some(part) = parts.next() {
        replaced.push_str(part);
        if let Some(next) = parts.peek() {
            let is_part_of_a_word = replaced.ends_with(|before: char| before.is_alphanumeric())
                || next.starts_with(|after: char| after.is_alphanumeric());
            replaced.push_str(if is_part_of_a_word { &from } else { &to });
        }
    }
    replaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_and_restores_ports_but_no_other_number() {
        let ports = Ports([5001, 5002, 5003, 5004]);
        for (text, used) in [
            ("127.0.0.1:9053", "127.0.0.1:5002"),
            ("9087 9088", "5001 5004"),
            ("http://127.0.0.1:9080/", "http://127.0.0.1:5003/"),
            ("19087 90870 9087a 9086", "19087 90870 9087a 9086"),
        ] {
            assert_eq!(ports.replaced(text), used);
            assert_eq!(ports.restored(used), text);
        }
    }

    #[test]
    fn adds_the_port_where_a_program_would_take_its_own() {
        let ports = Ports([5001, 5002, 5003, 5004]);
        for (program, arguments, used) in [
            ("talk-server", &["--lines"][..], "--lines --port 5001"),
            ("talk-server", &["--port", "9087"], "--port 5001"),
            ("talk-server", &["--port=7000"], "--port=7000"),
            ("talk-client", &[], "127.0.0.1 5001"),
            ("talk-client", &["localhost", "--explain"], "localhost --explain 5001"),
            ("talk-client", &["127.0.0.1", "9087", "bye"], "127.0.0.1 5001 bye"),
            (
                "practice-net",
                &["--dns-port", "0"],
                "--dns-port 0 --pages-port 5003 --talk-port 5004",
            ),
            ("practice-net", &["visit", "127.0.0.1:9087"], "visit 127.0.0.1:5001"),
            ("first-talk-server", &[], "127.0.0.1:5001"),
            ("first-talk-server", &["127.0.0.1:9087"], "127.0.0.1:5001"),
            ("first-talk-client", &[], "127.0.0.1 5001 hello"),
            ("first-talk-client", &["127.0.0.1", "9088", "bye"], "127.0.0.1 5004 bye"),
            ("octets", &["9"], "9"),
        ] {
            assert_eq!(ports.arguments(program, arguments).join(" "), used);
        }
    }
}
