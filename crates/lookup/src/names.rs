//! Names and addresses: which questions to ask, whom to ask, and what the replies say. The words are those of nslookup.

use crate::message::{self, Reply};
use crate::{
    Alias, BadChain, BadName, MAX_ALIASES, MAX_LABEL, MAX_NAME, check_name, follow_aliases, reverse_name, wire,
};
use anyhow::Context as _;
use common::Failure;
use simple_dns::rdata::RData;
use simple_dns::{Name, RCODE, ResourceRecord, TYPE};
use std::io::{self, Write};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::time::{Duration, Instant};

/// The port on which DNS servers wait.
pub const DNS_PORT: u16 = 53;

/// The part of the time that is kept for the second question while the first has no answer: a fifth.
const KEPT_FOR_THE_NEXT: u32 = 5;

/// What may be asked about a name: the type of a record (RFC 1035 section 3.2.2; AAAA: RFC 3596).
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Kind {
    /// An IPv4 address.
    #[value(name = "A")]
    A,
    /// An IPv6 address.
    #[value(name = "AAAA")]
    Aaaa,
    /// The name that this name is only an alias of.
    #[value(name = "CNAME")]
    Cname,
    /// Where the mail for this name goes.
    #[value(name = "MX")]
    Mx,
    /// The servers in charge of this name.
    #[value(name = "NS")]
    Ns,
    /// Any text.
    #[value(name = "TXT")]
    Txt,
    /// The name of an address.
    #[value(name = "PTR")]
    Ptr,
    /// Who is in charge of this part of the name space.
    #[value(name = "SOA")]
    Soa,
}

impl Kind {
    pub(crate) fn of_simple_dns(self) -> TYPE {
        match self {
            Kind::A => TYPE::A,
            Kind::Aaaa => TYPE::AAAA,
            Kind::Cname => TYPE::CNAME,
            Kind::Mx => TYPE::MX,
            Kind::Ns => TYPE::NS,
            Kind::Txt => TYPE::TXT,
            Kind::Ptr => TYPE::PTR,
            Kind::Soa => TYPE::SOA,
        }
    }
}

/// One question to a DNS server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The name, without a dot at its end. The root, of which all names are part, is the empty name.
    pub name: String,
    /// What is asked about it.
    pub kind: Kind,
}

/// The questions that find out about `text`: for a name its IPv4 and its IPv6 addresses, for an address its name; or what
/// `kind` says.
///
/// # Errors
/// When `text` cannot be a name.
pub fn questions_for(text: &str, kind: Option<Kind>) -> anyhow::Result<Vec<Question>> {
    let (name, usual) = match text.parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) => (reverse_name(address), vec![Kind::Ptr]),
        Ok(IpAddr::V6(address)) => (reverse_name_of_v6(address), vec![Kind::Ptr]),
        Err(_) if text == "." => (String::new(), vec![Kind::A, Kind::Aaaa]),
        Err(_) => {
            check_name(text).map_err(|why| bad_name(text, why))?;
            (text.strip_suffix('.').unwrap_or(text).to_string(), vec![Kind::A, Kind::Aaaa])
        }
    };
    let kinds = kind.map_or(usual, |kind| vec![kind]);
    Ok(kinds.into_iter().map(|kind| Question { name: name.clone(), kind }).collect())
}

fn bad_name(text: &str, why: BadName) -> Failure {
    let (reason, try_next) = match why {
        BadName::Empty => ("nothing stands there".to_string(), "Give a name such as gnomon.test."),
        BadName::LongName => (format!("a name has at most {MAX_NAME} bytes"), "Is the name spelled right?"),
        BadName::EmptyLabel => {
            ("something must stand between two dots, and before the first".to_string(), "Leave the extra dot out.")
        }
        BadName::LongLabel => {
            (format!("between two dots stand at most {MAX_LABEL} bytes"), "Is the name spelled right?")
        }
        BadName::Character(character) if character.is_alphanumeric() => (
            format!("`{character}` is no letter of ASCII (a to z), and names travel in ASCII"),
            "Give the name in its xn-- form, which a browser's tools show: xn--bcher-kva.test is the one with an umlaut.",
        ),
        BadName::Character(character) => (
            format!("`{character}` cannot stand in a name: letters, digits, hyphens, underscores and dots can"),
            "Give only the name: of http://www.gnomon.test/page it is www.gnomon.test.",
        ),
    };
    let shown: String = text.chars().take(MAX_NAME).collect();
    Failure::new(format!("`{shown}` is no name to ask for: {reason}"), try_next)
}

/// The reverse name of an IPv6 address: its 32 hexadecimal digits from last to first (RFC 3596 section 2.5).
fn reverse_name_of_v6(address: Ipv6Addr) -> String {
    let mut name = String::new();
    for octet in address.octets().into_iter().rev() {
        name += &format!("{:x}.{:x}.", octet & 0xf, octet >> 4);
    }
    name + "ip6.arpa"
}

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The server says that the name does not exist (NXDOMAIN). Here: the name, the end of the chain.
    NoSuchName(String),
    /// The name has no record of the type asked for. Here: the name, the end of the chain.
    NoSuchRecord(String),
    /// For one type there is a record, for another the server says that the name does not exist. Here: the name.
    Contradiction(String),
    /// SERVFAIL.
    ServerFailed,
    /// REFUSED.
    Refused,
    /// Another response code.
    OtherCode(&'static str),
    /// The server only names others that may know: it does not look names up for us.
    Referral,
    /// Nothing came in time, or only what was no answer.
    NoAnswer {
        /// How many messages came that were no answer to the question.
        ignored: usize,
    },
    /// The computer is there, but nothing waits on that port.
    NothingListens,
    /// There is no way to the server.
    NoWay,
    /// The reply breaks the rules of its format.
    Malformed(&'static str),
    /// The reply is too large for UDP, and TCP did not work.
    NoTcp,
    /// The aliases lead nowhere.
    Aliases(BadChain),
    /// The system gave no random number for the query.
    NoRandomNumber,
    /// The query could not be put into bytes.
    Unsendable,
}

impl Trouble {
    /// What went wrong between us and the server. The system's own words are told with `--explain`.
    pub(crate) fn of_the_network(error: &io::Error) -> Trouble {
        log::info!("the cause: {error}");
        match error.kind() {
            // Windows reports a refused datagram as a reset connection.
            io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionReset => Trouble::NothingListens,
            _ => Trouble::NoWay,
        }
    }

    /// One sentence for the person who asked for `asked`, and what to try.
    fn sentence(&self, asked: &str, kinds: &str, server: &str) -> Failure {
        let led_to = |end: &str| {
            if end.eq_ignore_ascii_case(asked) { String::new() } else { format!(" (`{asked}` leads there)") }
        };
        let spelled = "Is the name spelled right? A name that somebody gave you may also have been given up.";
        let other_server = "Ask another server: --server and its address.";
        let (what, try_next) = match self {
            Trouble::NoSuchName(end) => {
                (format!("no such name: `{end}` does not exist, says {server} (NXDOMAIN){}", led_to(end)), spelled)
            }
            Trouble::NoSuchRecord(end) => (
                format!("`{end}` exists but has no {kinds} record, says {server}{}", led_to(end)),
                "It may have others: leave --type out for addresses, or ask for MX, NS, TXT or SOA.",
            ),
            Trouble::Contradiction(end) => (
                format!(
                    "{server} contradicts itself: asked for {kinds}, it says that `{end}` does not exist (NXDOMAIN)"
                ),
                "What it did find is shown. Only who runs that server can mend it.",
            ),
            Trouble::ServerFailed => (
                format!("the server {server} failed to look up {kinds} of `{asked}` (SERVFAIL)"),
                "The name may be fine: try again later, or another server with --server.",
            ),
            Trouble::Refused => {
                (format!("the server {server} refused to answer about {kinds} of `{asked}` (REFUSED)"), other_server)
            }
            Trouble::OtherCode(code) => {
                (format!("the server {server} could not answer about {kinds} of `{asked}` ({code})"), other_server)
            }
            Trouble::Referral => (
                format!("the server {server} does not look up {kinds} of `{asked}`: it only names other servers"),
                other_server,
            ),
            Trouble::NoAnswer { ignored: 0 } => (
                format!("no answer in time: {server} said nothing about {kinds} of `{asked}`"),
                "Is the network up and the server's address right? More time: --timeout 20.",
            ),
            Trouble::NoAnswer { ignored } => (
                format!(
                    "no answer in time about {kinds} of `{asked}`: what {server} sent did not fit the question ({ignored} ignored)"
                ),
                "Someone may be guessing at answers, or the server is broken: ask another one with --server.",
            ),
            Trouble::NothingListens => (
                format!("no DNS server waits at {server}: the computer is there, but that port is closed"),
                "Is the server running? The practice one starts with: cargo practice, and is asked with --server 127.0.0.1:9053.",
            ),
            Trouble::NoWay => (
                format!("the server {server} cannot be reached from here"),
                "Is the network up? cargo run -p lookup -- --here shows this computer's addresses.",
            ),
            Trouble::Malformed(why) => (
                format!("{server} sent a malformed reply about {kinds} of `{asked}`, so all of it is refused: {why}"),
                other_server,
            ),
            Trouble::NoTcp => (
                format!(
                    "the answer about {kinds} of `{asked}` is too large for UDP, and {server} did not give it over TCP"
                ),
                "A firewall may let DNS pass over UDP only: ask another server with --server.",
            ),
            Trouble::Aliases(BadChain::Loop) => (
                format!("the aliases of `{asked}` lead in a circle, says {server}"),
                "Only who runs that name can mend it.",
            ),
            Trouble::Aliases(BadChain::TooLong) => (
                format!("`{asked}` leads through more than {MAX_ALIASES} aliases, says {server}"),
                "Only who runs that name can mend it.",
            ),
            Trouble::NoRandomNumber => (
                "the system gave no random number, and a query without one could be answered by anyone".to_string(),
                "Try again.",
            ),
            Trouble::Unsendable => (format!("`{asked}` could not be put into a query"), spelled),
        };
        Failure::new(what, try_next)
    }
}

/// What the servers said.
#[derive(Debug, Default)]
pub struct Findings {
    /// The server that answered first.
    pub server: Option<SocketAddr>,
    /// Whatever was found came from a server that is in charge of the name.
    pub authoritative: bool,
    /// The aliases on the way to the name that has the records, each once.
    pub aliases: Vec<Alias>,
    /// The records that were asked for.
    pub records: Vec<ResourceRecord<'static>>,
    /// What was asked and not answered: why, by which server, and which types it is about.
    failures: Vec<(Trouble, SocketAddr, Vec<Kind>)>,
}

/// Asks `questions`, all about the same name, in `timeout` at most for all together.
pub fn look_up(questions: &[Question], servers: &[SocketAddr], timeout: Duration) -> Findings {
    let until = Instant::now() + timeout;
    let mut findings = Findings { authoritative: true, ..Findings::default() };
    for (number, question) in questions.iter().enumerate() {
        let is_last = number + 1 == questions.len();
        let its_end = if is_last { until } else { until - timeout / KEPT_FOR_THE_NEXT };
        match wire::ask(question, servers, its_end) {
            Ok((server, reply)) => findings.add(question, server, reply),
            Err((server, trouble)) => findings.fail(trouble, server, question.kind),
        }
    }
    if !findings.records.is_empty() {
        // A name with one kind of address is in order. Only a name with no record at all is worth a word.
        findings.failures.retain(|(trouble, ..)| !matches!(trouble, Trouble::NoSuchRecord(_)));
        for (trouble, ..) in &mut findings.failures {
            if let Trouble::NoSuchName(end) = trouble {
                *trouble = Trouble::Contradiction(end.clone());
            }
        }
    }
    findings
}

impl Findings {
    /// Takes from `reply` what was asked for: the aliases from the question's name on, and the records at their end. Whatever else
    /// a server sends along, nobody asked for.
    fn add(&mut self, question: &Question, server: SocketAddr, reply: Reply) {
        self.server.get_or_insert(server);
        let aliases: Vec<Alias> = if question.kind == Kind::Cname { Vec::new() } else { aliases_in(&reply) };
        let names = match follow_aliases(&question.name, &aliases) {
            Ok(names) => names,
            Err(why) => return self.fail(Trouble::Aliases(why), server, question.kind),
        };
        for step in names.windows(2) {
            let alias = Alias { owner: step[0].clone(), target: step[1].clone() };
            if !self.aliases.contains(&alias) {
                self.aliases.push(alias);
            }
        }
        let end = names.last().unwrap_or(&question.name).clone();
        let mut found: Vec<ResourceRecord<'static>> = (reply.answers.into_iter())
            .filter(|record| record.rdata.type_code() == question.kind.of_simple_dns())
            .filter(|record| text_of(&record.name).eq_ignore_ascii_case(&end))
            .collect();
        self.authoritative &= reply.authoritative || (names.len() == 1 && found.is_empty());
        if reply.code == RCODE::NameError {
            self.fail(Trouble::NoSuchName(end), server, question.kind);
        } else if !found.is_empty() {
            self.records.append(&mut found);
        } else if !reply.authoritative && !reply.recursive {
            self.fail(Trouble::Referral, server, question.kind);
        } else {
            self.fail(Trouble::NoSuchRecord(end), server, question.kind);
        }
    }

    fn fail(&mut self, trouble: Trouble, server: SocketAddr, kind: Kind) {
        match self.failures.iter_mut().find(|(known, by, _)| *known == trouble && *by == server) {
            Some((.., kinds)) => kinds.push(kind),
            None => self.failures.push((trouble, server, vec![kind])),
        }
    }

    /// One sentence for each thing that failed, for the person who asked for `asked`. None: all is answered.
    pub fn failures(&self, asked: &str) -> Vec<anyhow::Error> {
        let asked = asked.strip_suffix('.').unwrap_or(asked);
        let sentence = |(trouble, server, kinds): &(Trouble, SocketAddr, Vec<Kind>)| {
            let kinds: Vec<String> = kinds.iter().map(|kind| format!("{:?}", kind.of_simple_dns())).collect();
            let joint = if matches!(trouble, Trouble::NoSuchRecord(_)) { " or " } else { " and " };
            trouble.sentence(asked, &kinds.join(joint), &in_words(*server)).into()
        };
        self.failures.iter().map(sentence).collect()
    }

    /// Writes what was found in nslookup's words.
    ///
    /// # Errors
    /// When `out` fails.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        if let Some(server) = self.server {
            writeln!(out, "Server:\t\t{}\nAddress:\t{}\n", server.ip(), in_words(server))?;
        }
        if !self.authoritative && !(self.records.is_empty() && self.aliases.is_empty()) {
            writeln!(out, "Non-authoritative answer:")?;
        }
        for alias in &self.aliases {
            writeln!(out, "{}\tcanonical name = {}.", alias.owner, alias.target)?;
        }
        for record in &self.records {
            write_record(record, out)?;
        }
        if !(self.records.is_empty() && self.aliases.is_empty()) {
            writeln!(out)?;
        }
        Ok(())
    }
}

fn aliases_in(reply: &Reply) -> Vec<Alias> {
    let alias = |record: &ResourceRecord<'_>| match &record.rdata {
        RData::CNAME(target) => Some(Alias { owner: text_of(&record.name), target: text_of(target) }),
        _ => None,
    };
    reply.answers.iter().filter_map(alias).collect()
}

fn write_record(record: &ResourceRecord<'_>, out: &mut impl Write) -> io::Result<()> {
    let owner = text_of(&record.name);
    let data = message::data_in_words(record);
    match &record.rdata {
        RData::A(_) | RData::AAAA(_) => writeln!(out, "Name:\t{owner}\nAddress: {data}"),
        RData::CNAME(_) => writeln!(out, "{owner}\tcanonical name = {data}"),
        RData::MX(_) => writeln!(out, "{owner}\tmail exchanger = {data}"),
        RData::NS(_) => writeln!(out, "{owner}\tnameserver = {data}"),
        RData::PTR(_) => writeln!(out, "{owner}\tname = {data}"),
        RData::TXT(_) => writeln!(out, "{owner}\ttext = {data}"),
        RData::SOA(soa) => {
            writeln!(out, "{owner}\n\torigin = {}\n\tmail addr = {}", text_of(&soa.mname), text_of(&soa.rname))?;
            writeln!(out, "\tserial = {}\n\trefresh = {}\n\tretry = {}", soa.serial, soa.refresh, soa.retry)?;
            writeln!(out, "\texpire = {}\n\tminimum = {}", soa.expire, soa.minimum)
        }
        _ => Ok(()),
    }
}

/// A name as text, in ASCII: a dot inside a label, and whatever is no visible character, as `\.` and `\DDD` (RFC 1035 section
/// 5.1), so that two different names never look the same and no terminal obeys one.
pub(crate) fn text_of(name: &Name<'_>) -> String {
    let mut text = String::new();
    for label in name.as_bytes() {
        if !text.is_empty() {
            text.push('.');
        }
        for byte in label {
            match byte {
                b'.' | b'\\' => text.extend(['\\', char::from(*byte)]),
                b'!'..=b'~' => text.push(char::from(*byte)),
                _ => text += &format!("\\{byte:03}"),
            }
        }
    }
    text
}

/// An address and port as nslookup writes them.
fn in_words(server: SocketAddr) -> String {
    format!("{}#{}", server.ip(), server.port())
}

/// Reads a server's address as a person writes it: `127.0.0.1`, `127.0.0.1:9053`, `::1` or `[::1]:9053`.
///
/// # Errors
/// A sentence for the person.
pub fn parse_server(text: &str) -> Result<SocketAddr, String> {
    let address = text.parse::<IpAddr>().map(|ip| SocketAddr::new(ip, DNS_PORT));
    match address.or_else(|_| text.parse::<SocketAddr>()) {
        Ok(address) if address.port() != 0 => Ok(address),
        _ => Err("give an address, and a port if it is not 53: 192.0.2.1, 127.0.0.1:9053 or [::1]:9053".to_string()),
    }
}

/// The DNS servers that this computer is set to use, in order.
///
/// # Errors
/// When the setting cannot be read or names no server.
pub fn configured_servers() -> anyhow::Result<Vec<SocketAddr>> {
    let servers = system_servers().context(no_servers())?;
    log::info!("this computer asks: {}", servers.iter().map(|server| in_words(*server)).collect::<Vec<_>>().join(", "));
    if servers.is_empty() { Err(no_servers().into()) } else { Ok(servers) }
}

fn no_servers() -> Failure {
    Failure::new(
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
    let resolve = |server: &resolv_conf::ScopedIp| (server.to_string(), DNS_PORT).to_socket_addrs().ok()?.next();
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

/// Asks the operating system, as programs do: the hosts file first, then whatever it is set to use. It may take its own time.
/// Writes the addresses of a name, or the name of an address.
///
/// # Errors
/// When the system finds nothing, or `out` fails.
pub fn ask_the_system(text: &str, out: &mut impl Write) -> anyhow::Result<()> {
    let nothing = || {
        Failure::new(
            format!("the operating system found nothing for `{text}`"),
            "Without --system, lookup asks a DNS server itself, and tells more.",
        )
    };
    if let Ok(address) = text.parse::<IpAddr>() {
        log::info!("getnameinfo: the system looks in its hosts file, then asks DNS");
        let name = dns_lookup::lookup_addr(&address).with_context(nothing)?;
        let asked = match address {
            IpAddr::V4(address) => reverse_name(address),
            IpAddr::V6(address) => reverse_name_of_v6(address),
        };
        writeln!(out, "{asked}\tname = {}\n", common::printable(name))?;
        return Ok(());
    }
    check_name(text).map_err(|why| bad_name(text, why))?;
    log::info!("getaddrinfo: the system looks in its hosts file, then asks DNS");
    for address in dns_lookup::lookup_host(text).with_context(nothing)? {
        writeln!(out, "Name:\t{text}\nAddress: {address}")?;
    }
    writeln!(out)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ipv6_address_has_a_name_of_32_digits() {
        let name = reverse_name_of_v6(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0x1a));
        assert_eq!(name, "a.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa");
    }

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
            assert_eq!(parse_server(text).ok(), server.map(|text| text.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn a_name_shows_no_byte_that_a_terminal_obeys() {
        let labels = [&b"a.b"[..], b"\x1b[31m", b"\\", b"\xc3\xbc"].map(simple_dns::Label::new_unchecked);
        assert_eq!(text_of(&Name::new_with_labels(&labels)), "a\\.b.\\027[31m.\\\\.\\195\\188");
    }
}
