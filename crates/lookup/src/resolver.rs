//! From a name to what is known about it: which questions to ask, several servers in turn, and what
//! their replies mean together. The first version leaves all of this to the operating system.

use crate::errors::{Failure, LookupError};
use crate::message::Query;
use crate::transport::Exchange;
use crate::types::{CLASS_IN, Header, Message, Question, Record, RecordType, ResponseCode};
use crate::{Cname, NameError, check_name, follow_cnames, reverse_name};
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

/// How long we wait for the first datagram before the next one is sent or the next server is asked.
/// Doubled in each round.
const INITIAL_TIMEOUT: Duration = Duration::from_secs(1);

/// The part of the time that is kept for the next question while one has no answer: a fifth.
const KEPT_FOR_THE_NEXT: u32 = 5;

/// The questions about `text`: for a name its IPv4 and its IPv6 addresses, for an address its name;
/// or the one that `record_type` says.
///
/// # Errors
/// If `text` is not a valid name.
pub fn questions_for(
    text: &str,
    record_type: Option<RecordType>,
) -> Result<Vec<Question>, NameError> {
    let (name, usual) = match text.parse::<IpAddr>() {
        Ok(address) => (reverse_name_of(address), vec![RecordType::PTR]),
        Err(_) if text == "." => (String::new(), vec![RecordType::A, RecordType::AAAA]),
        Err(_) => {
            check_name(text)?;
            let name = text.strip_suffix('.').unwrap_or(text);
            (name.to_string(), vec![RecordType::A, RecordType::AAAA])
        }
    };
    let types = record_type.map_or(usual, |record_type| vec![record_type]);
    Ok(types.into_iter().map(|record_type| Question { name: name.clone(), record_type }).collect())
}

/// The name under which the name of an address is kept. Of an IPv6 address it has the 32
/// hexadecimal digits from last to first (RFC 3596 section 2.5).
pub fn reverse_name_of(address: IpAddr) -> String {
    let octets = match address {
        IpAddr::V4(address) => return reverse_name(address),
        IpAddr::V6(address) => address.octets(),
    };
    let digits = |octet: u8| format!("{:x}.{:x}.", octet & 0xf, octet >> 4);
    octets.into_iter().rev().map(digits).collect::<String>() + "ip6.arpa"
}

/// When to stop waiting for each of `count` questions that have `timeout` together.
pub fn deadlines(count: usize, timeout: Duration) -> Vec<Instant> {
    let last = Instant::now() + timeout;
    let mut deadlines = vec![last - timeout / KEPT_FOR_THE_NEXT; count.saturating_sub(1)];
    deadlines.push(last);
    deadlines
}

/// Sends the query to one server after the other, again and again, until one answers or `deadline`
/// has passed.
///
/// # Errors
/// The first error that a server caused, with that server. If none did: the first server timed out.
pub fn exchange(
    query: &Query,
    servers: &[SocketAddr],
    deadline: Instant,
) -> Result<(SocketAddr, Message), (SocketAddr, LookupError)> {
    let mut first_error = None;
    let mut waiting: Vec<Exchange> = Vec::new();
    for server in servers {
        match Exchange::open(*server, query) {
            Ok(exchange) => waiting.push(exchange),
            Err(error) => first_error = first_error.or(Some((*server, error))),
        }
    }
    let mut timeout = INITIAL_TIMEOUT;
    while !waiting.is_empty() && Instant::now() < deadline {
        let turns = waiting.len();
        let mut silent = Vec::new();
        for (turn, mut exchange) in waiting.into_iter().enumerate() {
            let left = deadline.saturating_duration_since(Instant::now());
            let mut share = left / (turns - turn).try_into().unwrap_or(1);
            if timeout == INITIAL_TIMEOUT {
                share /= 2; // each server is asked twice at least
            }
            match exchange.ask(Instant::now() + timeout.min(share), deadline) {
                Ok(Some(reply)) => return Ok((exchange.server, reply)),
                Ok(None) => silent.push(exchange),
                Err(error) => first_error = first_error.or(Some((exchange.server, error))),
            }
        }
        waiting = silent;
        timeout *= 2;
    }
    let ignored = waiting.iter().map(|exchange| exchange.ignored).sum();
    let nobody = SocketAddr::from(([0; 4], 0));
    let first = servers.first().copied().unwrap_or(nobody);
    Err(first_error.unwrap_or((first, LookupError::TimedOut(ignored))))
}

/// What the servers said about one name.
#[derive(Debug, Default)]
pub struct Answer {
    /// The server that answered first.
    pub server: Option<SocketAddr>,
    /// Some of what was found came from a server that is not in charge of the name.
    pub non_authoritative: bool,
    /// The aliases on the way to the name that has the records, each once.
    pub cnames: Vec<Cname>,
    /// The records that were asked for.
    pub records: Vec<Record>,
    failures: Vec<Failure>,
}

impl Answer {
    /// Takes from `reply` what was asked for: the aliases from the question's name on, and the
    /// records of the names on that way. Whatever else a server sends along, nobody asked for.
    pub fn add(&mut self, question: &Question, server: SocketAddr, reply: &Message) {
        self.server.get_or_insert(server);
        let is_authoritative = reply.header.has(Header::AUTHORITATIVE);
        let is_recursive = reply.header.has(Header::RECURSION_AVAILABLE);
        let names = match follow_cnames(&question.name, &cnames_for(question, reply)) {
            Ok(names) => names,
            Err(error) => return self.fail(question, server, LookupError::Cnames(error)),
        };
        for step in names.windows(2) {
            let cname = Cname { owner: step[0].clone(), target: step[1].clone() };
            if !self.cnames.contains(&cname) {
                self.cnames.push(cname);
            }
        }
        // A record beside a CNAME breaks the rules (RFC 2181 section 10.1), but there are such
        // names.
        let is_on_the_way = |owner: &str| names.iter().any(|name| name.eq_ignore_ascii_case(owner));
        let found: Vec<Record> = (reply.answers.iter())
            .filter(|record| record.class == CLASS_IN && record.record_type == question.record_type)
            .filter(|record| is_on_the_way(&record.owner))
            .cloned()
            .collect();
        let led_on = names.len() > 1;
        self.non_authoritative |= !is_authoritative && (led_on || !found.is_empty());

        let end = names.last().map_or(String::new(), |end| or_root(end).to_string());
        let is_empty = found.is_empty();
        self.records.extend(found);
        if reply.response_code() == ResponseCode::NXDOMAIN {
            self.fail(question, server, LookupError::NoSuchName(end));
        } else if is_empty && !is_recursive && (!is_authoritative || led_on) {
            self.fail(question, server, LookupError::Referral);
        } else if is_empty {
            self.fail(question, server, LookupError::NoSuchRecord(end));
        }
    }

    /// Remembers that `question` has no answer. The same reason for several types is one failure.
    pub fn fail(&mut self, question: &Question, server: SocketAddr, error: LookupError) {
        if let LookupError::Failed(_) = error {
            self.server.get_or_insert(server); // it did reply
        }
        let mut known = self.failures.iter_mut();
        match known.find(|known| known.error == error && known.server == server) {
            Some(known) => known.record_types.push(question.record_type),
            None => {
                let record_types = vec![question.record_type];
                self.failures.push(Failure { error, server, record_types });
            }
        }
    }

    /// What was asked and not answered. None if everything is in order: a name with one kind of
    /// address is. Only a name with no record at all is worth a word.
    pub fn failures(&self) -> Vec<Failure> {
        let mut failures = self.failures.clone();
        if !self.records.is_empty() {
            failures.retain(|failure| !matches!(failure.error, LookupError::NoSuchRecord(_)));
            for failure in &mut failures {
                if let LookupError::NoSuchName(end) = &failure.error {
                    failure.error = LookupError::Contradiction(end.clone());
                }
            }
        }
        failures
    }
}

/// The aliases among the answers. Asked for the alias itself, we follow none.
fn cnames_for(question: &Question, reply: &Message) -> Vec<Cname> {
    let is_alias = |record: &&Record| {
        record.record_type == RecordType::CNAME && question.record_type != RecordType::CNAME
    };
    let cname = |record: &Record| {
        let target = record.data.strip_suffix('.')?.to_string();
        Some(Cname { owner: record.owner.clone(), target })
    };
    reply.answers.iter().filter(is_alias).filter_map(cname).collect()
}

/// The root's name is empty: it is written as a dot.
pub(crate) fn or_root(name: &str) -> &str {
    if name.is_empty() { "." } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ipv6_address_has_a_name_of_32_digits() {
        let name = reverse_name_of("2001:db8::1a".parse().unwrap());
        assert_eq!(
            name,
            "a.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa"
        );
    }
}
