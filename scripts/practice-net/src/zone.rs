//! The names that the practice internet knows, as a table. The addresses are those reserved for
//! documentation (192.0.2.0/24, 198.51.100.0/24 and 2001:db8::/32; RFC 5737 and 3849): nobody has
//! them, so nothing can be reached by mistake. The only real one is 127.0.0.1, where the practice
//! pages are.

use std::net::{Ipv4Addr, Ipv6Addr};

use Data::{A, Aaaa, Broken, Cname, Mx, Ns, Ptr, Refused, Silent, Soa, Txt};

/// The zones that the server has authority for: it answers with the AA bit set (RFC 1035, 4.1.1).
pub(crate) const OWN_ZONES: [&str; 3] =
    ["gnomon.test", "2.0.192.in-addr.arpa", "8.b.d.0.1.0.0.2.ip6.arpa"];

/// Zones of others, from which the server remembers answers: it gives them without the AA bit.
pub(crate) const REMEMBERED_ZONES: [&str; 4] =
    ["example.test", "localhost", "127.in-addr.arpa", IPV6_LOOPBACK];

/// `::1`, reversed.
const IPV6_LOOPBACK: &str =
    "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa";

/// What the server has for an owner name.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Data {
    /// An IPv4 address.
    A(Ipv4Addr),
    /// An IPv6 address.
    Aaaa(Ipv6Addr),
    /// The owner name is an alias of this name.
    Cname(&'static str),
    /// A preference and the name of a mail exchanger.
    Mx(u16, &'static str),
    /// The name of a name server of the zone.
    Ns(&'static str),
    /// The name that an address has.
    Ptr(&'static str),
    /// The start of a zone, and the first of its name servers.
    Soa(&'static str),
    /// Character strings.
    Txt(&'static [&'static str]),
    /// No record: the server fails on this name.
    Broken,
    /// No record: the server refuses to answer for this name.
    Refused,
    /// No record: the server never answers for this name.
    Silent,
}

/// An owner name, how many seconds an answer may be kept (its time to live), and the data.
pub(crate) type Record = (&'static str, u32, Data);

/// How many addresses `big.gnomon.test` has: with 16 bytes for each, they do not fit into a
/// datagram of 1232 bytes.
const BIG: u8 = 120;

/// Every record, in the order in which the answers give them.
pub(crate) fn records() -> Vec<Record> {
    let mut records = TABLE.to_vec();
    records.extend(
        (1..=BIG).map(|last| ("big.gnomon.test", 60, A(Ipv4Addr::new(198, 51, 100, last)))),
    );
    records
}

#[rustfmt::skip]
const TABLE: &[Record] = &[
    ("gnomon.test",            3600, Soa("ns1.gnomon.test")),
    ("gnomon.test",            3600, Ns("ns1.gnomon.test")),
    ("gnomon.test",            3600, Ns("ns2.gnomon.test")),
    ("gnomon.test",            3600, Mx(10, "mail.gnomon.test")),
    ("gnomon.test",            3600, Mx(20, "mail2.gnomon.test")),
    ("gnomon.test",            3600, Txt(&["two words", "second string"])),
    ("gnomon.test",             300, A(v4(10))),
    ("gnomon.test",             300, Aaaa(v6(0x10))),
    ("ns1.gnomon.test",        3600, A(v4(1))),
    ("ns1.gnomon.test",        3600, Aaaa(v6(0x1))),
    ("ns2.gnomon.test",        3600, A(v4(2))),
    ("mail.gnomon.test",       3600, A(v4(25))),
    ("mail2.gnomon.test",      3600, A(v4(26))),

    // Where the practice pages and the talk peer really are.
    ("pages.gnomon.test",       300, A(Ipv4Addr::LOCALHOST)),
    ("talk.gnomon.test",        300, A(Ipv4Addr::LOCALHOST)),

    // Names, and how many addresses they have.
    ("www.gnomon.test",         300, Cname("web.gnomon.test")),
    ("web.gnomon.test",         300, A(v4(80))),
    ("web.gnomon.test",         300, Aaaa(v6(0x80))),
    ("many.gnomon.test",         60, A(v4(101))),
    ("many.gnomon.test",         60, A(v4(102))),
    ("many.gnomon.test",         60, A(v4(103))),
    ("many.gnomon.test",         60, A(v4(104))),
    ("many.gnomon.test",         60, Aaaa(v6(0x101))),
    ("many.gnomon.test",         60, Aaaa(v6(0x102))),
    ("four.gnomon.test",        300, A(v4(4))),
    ("six.gnomon.test",         300, Aaaa(v6(0x6))),
    ("post.gnomon.test",        300, Mx(10, "mail.gnomon.test")), // no address at all

    // Aliases, good and bad.
    ("first.gnomon.test",       300, Cname("second.gnomon.test")),
    ("second.gnomon.test",      200, Cname("third.gnomon.test")),
    ("third.gnomon.test",       100, A(v4(33))),
    ("shop.gnomon.test",        300, Cname("www.example.test")),
    ("lost.gnomon.test",        300, Cname("nowhere.gnomon.test")),
    ("loop.gnomon.test",        300, Cname("pool.gnomon.test")),
    ("pool.gnomon.test",        300, Cname("loop.gnomon.test")),

    // What a server may do instead of an answer.
    ("broken.gnomon.test",        0, Broken),
    ("refused.gnomon.test",       0, Refused),
    ("silent.gnomon.test",        0, Silent),

    // Remembered from other servers.
    ("cached.example.test",     120, A(v4(200))),
    ("cached.example.test",     120, Aaaa(v6(0x200))),
    ("www.example.test",        120, Cname("cached.example.test")),
    ("localhost",               120, A(Ipv4Addr::LOCALHOST)),
    ("localhost",               120, Aaaa(Ipv6Addr::LOCALHOST)),
    ("1.0.0.127.in-addr.arpa",  120, Ptr("localhost")),
    (IPV6_LOOPBACK,             120, Ptr("localhost")),

    // From an address to a name.
    ("2.0.192.in-addr.arpa",     3600, Soa("ns1.gnomon.test")),
    ("2.0.192.in-addr.arpa",     3600, Ns("ns1.gnomon.test")),
    ("1.2.0.192.in-addr.arpa",   3600, Ptr("ns1.gnomon.test")),
    ("4.2.0.192.in-addr.arpa",    300, Ptr("four.gnomon.test")),
    ("10.2.0.192.in-addr.arpa",   300, Ptr("gnomon.test")),
    ("25.2.0.192.in-addr.arpa",  3600, Ptr("mail.gnomon.test")),
    ("80.2.0.192.in-addr.arpa",   300, Ptr("web.gnomon.test")),
    ("101.2.0.192.in-addr.arpa",   60, Ptr("many.gnomon.test")),
    ("8.b.d.0.1.0.0.2.ip6.arpa", 3600, Soa("ns1.gnomon.test")),
    ("8.b.d.0.1.0.0.2.ip6.arpa", 3600, Ns("ns1.gnomon.test")),
    ("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa", 3600, Ptr("ns1.gnomon.test")),
    ("6.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa",  300, Ptr("six.gnomon.test")),
    ("0.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa",  300, Ptr("gnomon.test")),
    ("0.8.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa",  300, Ptr("web.gnomon.test")),
];

const fn v4(last: u8) -> Ipv4Addr {
    Ipv4Addr::new(192, 0, 2, last)
}

const fn v6(last: u16) -> Ipv6Addr {
    Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readme_has_every_name() {
        let readme = include_str!("../README.md");
        for (owner, ..) in records().iter().filter(|(owner, ..)| !owner.ends_with(".arpa")) {
            assert!(readme.contains(&format!("`{owner}`")), "{owner}");
        }
    }
}
