//! Names and addresses: which questions to ask, whom to ask, and what the replies say. The words are those of nslookup.

use crate::message::{self, Reply};
use crate::servers::in_words;
use crate::trouble::{Trouble, bad_name};
use crate::{Alias, check_name, follow_aliases, reverse_name, wire};
use anyhow::Context as _;
use common::UserError;
use simple_dns::rdata::RData;
use simple_dns::{Name, RCODE, ResourceRecord, TYPE};
use std::io::{self, Write};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::time::{Duration, Instant};

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

/// The reverse name of an IPv6 address: its 32 hexadecimal digits from last to first (RFC 3596 section 2.5).
fn reverse_name_of_v6(address: Ipv6Addr) -> String {
    let mut name = String::new();
    for octet in address.octets().into_iter().rev() {
        name += &format!("{:x}.{:x}.", octet & 0xf, octet >> 4);
    }
    name + "ip6.arpa"
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
            Err((server, trouble)) => {
                if trouble.came_in_a_reply() {
                    findings.server.get_or_insert(server);
                }
                findings.fail(trouble, server, question.kind);
            }
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
    /// What one reply, as it came from `server`, says about `question`. This is what happens to every stranger's bytes, so
    /// it stands apart for the fuzzer.
    ///
    /// # Errors
    /// A few words for why the reply cannot be read.
    pub fn of_reply(
        question: &Question,
        server: SocketAddr,
        bytes: &[u8],
    ) -> Result<Findings, &'static str> {
        let mut findings = Findings { authoritative: true, ..Findings::default() };
        findings.add(question, server, message::read(bytes)?);
        Ok(findings)
    }

    /// Takes from `reply` what was asked for: the aliases from the question's name on, and the records at their end. Whatever else
    /// a server sends along, nobody asked for.
    fn add(&mut self, question: &Question, server: SocketAddr, reply: Reply) {
        self.server.get_or_insert(server);
        let aliases: Vec<Alias> =
            if question.kind == Kind::Cname { Vec::new() } else { aliases_in(&reply) };
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
        let shown_end = or_root(end.clone());
        let mut found: Vec<ResourceRecord<'static>> = (reply.answers.into_iter())
            .filter(|record| record.rdata.type_code() == question.kind.of_simple_dns())
            .filter(|record| text_of(&record.name).eq_ignore_ascii_case(&end))
            .collect();
        self.authoritative &= reply.authoritative || (names.len() == 1 && found.is_empty());
        if reply.code == RCODE::NameError {
            self.fail(Trouble::NoSuchName(shown_end), server, question.kind);
        } else if !found.is_empty() {
            self.records.append(&mut found);
        } else if !reply.recursive && (!reply.authoritative || names.len() > 1) {
            self.fail(Trouble::Referral, server, question.kind);
        } else {
            self.fail(Trouble::NoSuchRecord(shown_end), server, question.kind);
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
        let asked = asked.strip_suffix('.').filter(|name| !name.is_empty()).unwrap_or(asked);
        let sentence = |(trouble, server, kinds): &(Trouble, SocketAddr, Vec<Kind>)| {
            let kinds: Vec<String> =
                kinds.iter().map(|kind| format!("{:?}", kind.of_simple_dns())).collect();
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
        let something = !self.records.is_empty() || !self.aliases.is_empty();
        if something && !self.authoritative {
            writeln!(out, "Non-authoritative answer:")?;
        }
        for alias in &self.aliases {
            writeln!(out, "{}\tcanonical name = {}.", alias.owner, alias.target)?;
        }
        for record in &self.records {
            write_record(record, out)?;
        }
        if something {
            writeln!(out)?;
        }
        Ok(())
    }
}

fn aliases_in(reply: &Reply) -> Vec<Alias> {
    let alias = |record: &ResourceRecord<'_>| match &record.rdata {
        RData::CNAME(target) => {
            Some(Alias { owner: text_of(&record.name), target: text_of(target) })
        }
        _ => None,
    };
    reply.answers.iter().filter_map(alias).collect()
}

/// The root's name is empty: it is written as a dot.
fn or_root(name: String) -> String {
    if name.is_empty() { ".".to_string() } else { name }
}

fn write_record(record: &ResourceRecord<'_>, out: &mut impl Write) -> io::Result<()> {
    let owner = or_root(text_of(&record.name));
    let data = message::data_in_words(record);
    match &record.rdata {
        RData::A(_) | RData::AAAA(_) => writeln!(out, "Name:\t{owner}\nAddress: {data}"),
        RData::CNAME(_) => writeln!(out, "{owner}\tcanonical name = {data}"),
        RData::MX(_) => writeln!(out, "{owner}\tmail exchanger = {data}"),
        RData::NS(_) => writeln!(out, "{owner}\tnameserver = {data}"),
        RData::PTR(_) => writeln!(out, "{owner}\tname = {data}"),
        RData::TXT(_) => writeln!(out, "{owner}\ttext = {data}"),
        RData::SOA(soa) => {
            writeln!(
                out,
                "{owner}\n\torigin = {}\n\tmail addr = {}",
                text_of(&soa.mname),
                text_of(&soa.rname)
            )?;
            writeln!(
                out,
                "\tserial = {}\n\trefresh = {}\n\tretry = {}",
                soa.serial, soa.refresh, soa.retry
            )?;
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

/// Asks the operating system, as programs do: the hosts file first, then whatever it is set to use. It may take its own time.
/// Writes the addresses of a name, or the name of an address.
///
/// # Errors
/// When the system finds nothing, or `out` fails.
pub fn ask_the_system(text: &str, out: &mut impl Write) -> anyhow::Result<()> {
    let nothing = || {
        UserError::new(
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
        writeln!(out, "{asked}\tname = {}\n", common::escape_untrusted(name))?;
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
        assert_eq!(
            name,
            "a.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa"
        );
    }

    #[test]
    fn a_name_shows_no_byte_that_a_terminal_obeys() {
        let labels =
            [&b"a.b"[..], b"\x1b[31m", b"\\", b"\xc3\xbc"].map(simple_dns::Label::new_unchecked);
        assert_eq!(text_of(&Name::new_with_labels(&labels)), "a\\.b.\\027[31m.\\\\.\\195\\188");
    }
}
