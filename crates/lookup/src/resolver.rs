//! From a name to what is known about it: which questions to ask, several servers in turn, and what
//! their replies mean together. The first version leaves all of this to the operating system.

use crate::errors::{Failure, LookupError, LookupResult};
use crate::transport::Exchange;
use crate::types::{Message, Record, RecordType, ResponseCode};
use crate::{Cname, HeaderAndQuestion, NameError, check_name, follow_cnames, reverse_name};
use std::net::{IpAddr, SocketAddr};
use std::time::{Duration, Instant};

/// How long we wait for the first datagram before the next one is sent or the next server is asked.
/// Doubled in each round.
const INITIAL_TIMEOUT: Duration = Duration::from_secs(1);

/// The name to ask about, and the types to ask for: for a name IPv4 and IPv6 addresses, for an
/// address its name; or the one that `record_type` says. The root's name is the empty one.
///
/// # Errors
/// If `text` is not a valid name.
pub fn questions_for(
    text: &str,
    record_type: Option<RecordType>,
) -> Result<(String, Vec<RecordType>), NameError> {
    let (name, usual) = match text.parse() {
        Ok(address) => (reverse_name_of(address), vec![RecordType::PTR]),
        Err(_) => {
            if text != "." {
                check_name(text)?;
            }
            let name = text.strip_suffix('.').unwrap_or(text);
            (name.to_string(), vec![RecordType::A, RecordType::AAAA])
        }
    };
    Ok((name, record_type.map_or(usual, |record_type| vec![record_type])))
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

/// Sends the query to one server after the other, again and again, until one answers or `deadline`
/// has passed. Returns the server and its reply, or the first error that a server caused; if none
/// did, the first server timed out.
pub fn exchange(
    query: &HeaderAndQuestion,
    servers: &[SocketAddr],
    deadline: Instant,
) -> (SocketAddr, LookupResult<Message>) {
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
        let mut silent = Vec::new();
        let mut turns = waiting.len() as u32;
        for mut exchange in waiting {
            let mut share = deadline.saturating_duration_since(Instant::now()) / turns;
            if timeout == INITIAL_TIMEOUT {
                share /= 2; // each server is asked twice at least
            }
            turns -= 1;
            match exchange.ask(Instant::now() + timeout.min(share), deadline) {
                Ok(Some(reply)) => return (exchange.server, Ok(reply)),
                Ok(None) => silent.push(exchange),
                Err(error) => first_error = first_error.or(Some((exchange.server, error))),
            }
        }
        waiting = silent;
        timeout *= 2;
    }
    let nobody = SocketAddr::from(([0; 4], 0));
    let first = servers.first().copied().unwrap_or(nobody);
    let ignored = waiting.iter().map(|exchange| exchange.ignored).sum();
    let (server, error) = first_error.unwrap_or((first, LookupError::TimedOut(ignored)));
    (server, Err(error))
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
    pub fn add(&mut self, query: &HeaderAndQuestion, server: SocketAddr, reply: &Message) {
        self.server.get_or_insert(server);
        let record_type = RecordType(query.record_type);
        // Asked for the alias itself, we follow none.
        let cnames = if record_type == RecordType::CNAME { Vec::new() } else { cnames_in(reply) };
        let names = match follow_cnames(&query.name, &cnames) {
            Ok(names) => names,
            Err(error) => return self.fail(query, server, LookupError::Cnames(error)),
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
        let found_before = self.records.len();
        for record in &reply.answers {
            if record.is(record_type) && is_on_the_way(&record.owner) {
                self.records.push(record.clone());
            }
        }
        let is_found = self.records.len() > found_before;
        let has_cnames = names.len() > 1;
        let is_authoritative = reply.has(Message::AUTHORITATIVE);
        let is_recursive = reply.has(Message::RECURSION_AVAILABLE);
        self.non_authoritative |= !is_authoritative && (has_cnames || is_found);

        let end = names.last().map_or(String::new(), |end| or_root(end).to_string());
        if reply.response_code() == ResponseCode::NXDOMAIN {
            self.fail(query, server, LookupError::NoSuchName(end));
        } else if !is_found && !is_recursive && (!is_authoritative || has_cnames) {
            self.fail(query, server, LookupError::Referral);
        } else if !is_found {
            self.fail(query, server, LookupError::NoSuchRecord(end));
        }
    }

    /// Remembers that `query` has no answer. The same reason for several types is one failure.
    pub fn fail(&mut self, query: &HeaderAndQuestion, server: SocketAddr, error: LookupError) {
        if let LookupError::Failed(_) = error {
            self.server.get_or_insert(server); // it did reply
        }
        let record_type = RecordType(query.record_type);
        let mut known = self.failures.iter_mut();
        match known.find(|known| known.error == error && known.server == server) {
            Some(known) => known.record_types.push(record_type),
            None => self.failures.push(Failure { error, server, record_types: vec![record_type] }),
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

/// The aliases among the answers.
fn cnames_in(reply: &Message) -> Vec<Cname> {
    let is_cname = |record: &&Record| record.is(RecordType::CNAME);
    let cname = |record: &Record| {
        let target = record.data.strip_suffix('.').unwrap_or(&record.data);
        Cname { owner: record.owner.clone(), target: target.to_string() }
    };
    reply.answers.iter().filter(is_cname).map(cname).collect()
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
