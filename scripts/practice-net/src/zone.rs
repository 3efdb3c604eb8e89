//! The names that the practice internet knows: those of `gnomon.zone`, one with very many
//! addresses, and some for which the server fails.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::LazyLock;

use simple_dns::rdata::{A, AAAA, CNAME, MX, NS, PTR, RData, SOA, TXT};
use simple_dns::{CLASS, Name, RCODE, ResourceRecord};

const ZONE_FILE: &str = include_str!("gnomon.zone");

/// With this many addresses of 16 bytes each, `big.gnomon.test` does not fit into a datagram of
/// 1232 bytes.
const BIG: u8 = 120;

/// Names that get no records, but this response code, or never an answer.
pub(crate) const FAILURES: [(&str, Option<RCODE>); 3] = [
    ("broken.gnomon.test", Some(RCODE::ServerFailure)),
    ("refused.gnomon.test", Some(RCODE::Refused)),
    ("silent.gnomon.test", None),
];

/// Zones of others, from which the server remembers answers: it gives them without the AA bit. For
/// the zones that have an SOA record, it has authority (RFC 1035, 4.1.1).
pub(crate) const REMEMBERED: [&str; 4] =
    ["example.test", "localhost", "127.in-addr.arpa", IPV6_LOOPBACK];

/// `::1`, reversed.
const IPV6_LOOPBACK: &str =
    "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa";

/// Every record, in the order in which the answers give them.
pub(crate) static RECORDS: LazyLock<Vec<ResourceRecord<'static>>> = LazyLock::new(|| {
    let addresses = (1..=BIG).map(|last| RData::A(A::from(Ipv4Addr::new(198, 51, 100, last))));
    let name = Name::new_unchecked("big.gnomon.test");
    let big = addresses.map(|address| ResourceRecord::new(name.clone(), CLASS::IN, 60, address));
    ZONE_FILE.lines().filter_map(record).chain(big).collect()
});

/// The record in a line of the zone file. Returns `None` for an empty line and a comment.
fn record(line: &'static str) -> Option<ResourceRecord<'static>> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [owner, ttl, kind, data @ ..] = &words[..] else { return None };
    let rdata = match (*kind, data) {
        ("A", [address]) => RData::A(A::from(address.parse::<Ipv4Addr>().ok()?)),
        ("AAAA", [address]) => RData::AAAA(AAAA::from(address.parse::<Ipv6Addr>().ok()?)),
        ("CNAME", [target]) => RData::CNAME(CNAME(Name::new_unchecked(target))),
        ("MX", [preference, exchange]) => RData::MX(MX {
            preference: preference.parse().ok()?,
            exchange: Name::new_unchecked(exchange),
        }),
        ("NS", [server]) => RData::NS(NS(Name::new_unchecked(server))),
        ("PTR", [host]) => RData::PTR(PTR(Name::new_unchecked(host))),
        ("SOA", [server, mailbox, serial, refresh, retry, expire, minimum]) => RData::SOA(SOA {
            mname: Name::new_unchecked(server),
            rname: Name::new_unchecked(mailbox),
            serial: serial.parse().ok()?,
            refresh: refresh.parse().ok()?,
            retry: retry.parse().ok()?,
            expire: expire.parse().ok()?,
            minimum: minimum.parse().ok()?,
        }),
        ("TXT", _) => {
            let mut strings = line.split('"').skip(1).step_by(2); // each between two quotes
            RData::TXT(strings.try_fold(TXT::new(), TXT::with_string).ok()?)
        }
        _ => return None,
    };
    Some(ResourceRecord::new(Name::new_unchecked(owner), CLASS::IN, ttl.parse().ok()?, rdata))
}

/// True for `zone` itself and every name below it.
pub(crate) fn is_in(name: &Name<'_>, zone: &Name<'_>) -> bool {
    name == zone || name.is_subdomain_of(zone)
}

/// The SOA record of the zone that `name` is in, if the server has authority for it.
pub(crate) fn start_of_authority(name: &Name<'_>) -> Option<&'static ResourceRecord<'static>> {
    RECORDS.iter().find(|record| matches!(record.rdata, RData::SOA(_)) && is_in(name, &record.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_that_is_not_a_comment_is_a_record() {
        for line in ZONE_FILE.lines().filter(|line| !line.is_empty() && !line.starts_with(';')) {
            assert!(record(line).is_some(), "{line}");
        }
    }

    #[test]
    fn the_readme_has_every_name() {
        let readme = include_str!("../README.md");
        let names = RECORDS.iter().map(|record| record.name.to_string());
        let names = names.chain(FAILURES.map(|(name, _)| name.to_owned()));
        for name in names.filter(|name| !name.ends_with(".arpa")) {
            assert!(readme.contains(&format!("`{name}`")), "{name}");
        }
    }
}
