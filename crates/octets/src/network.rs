//! The network that an address belongs to, given its prefix: what `192.168.1.5` alone does not say.

use crate::parse::{Parsed, parse};
use crate::{octets_to_number, prefix_mask};
use std::net::Ipv4Addr;

/// The network of an address with a prefix (RFC 4632, section 3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    /// Ones for the network's bits of an address, zeros for the host's bits.
    pub mask: Ipv4Addr,
    /// The network address: the host's bits are all 0.
    pub first: Ipv4Addr,
    /// The last address: the host's bits are all 1. Up to /30 it is the broadcast address.
    pub last: Ipv4Addr,
    /// How many hosts can have an address: all but the first and the last; in a /31 both
    /// (RFC 3021), in a /32 the one.
    pub hosts: u32,
}

impl Network {
    /// The network of `octets` with `prefix`, which is 0 to 32.
    pub fn new(octets: [u8; 4], prefix: u8) -> Network {
        let mask = prefix_mask(prefix);
        let first = octets_to_number(octets) & mask;
        let hosts = match prefix {
            0..=30 => !mask - 1, // 2 to the power of the host's bits, less two
            31 => 2,
            _ => 1,
        };
        Network { mask: mask.into(), first: first.into(), last: (first | !mask).into(), hosts }
    }
}

/// Two addresses, and the prefix of both.
pub type Pair = ([[u8; 4]; 2], u8);

/// Returns `None` unless `texts` are two addresses and one prefix: that of both, or that of one,
/// which then counts for the other too.
pub fn pair(texts: &[String]) -> Option<Pair> {
    let [first, second] = texts else { return None };
    match (parse(first), parse(second)) {
        (Ok(Parsed::Address(first, prefix)), Ok(Parsed::Address(second, other))) => {
            let bits = prefix.or(other)?;
            (other.unwrap_or(bits) == bits).then_some(([first, second], bits))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_addresses_with_one_prefix_are_a_pair() {
        for (texts, prefix_and_same) in [
            (["192.168.1.5/24", "192.168.2.7"], Some((24, false))),
            (["192.168.1.5", "192.168.2.7/24"], Some((24, false))),
            (["192.168.1.5/22", "192.168.2.7/22"], Some((22, true))),
            (["192.168.1.5/255.255.252.0", "192.168.2.7/22"], Some((22, true))),
            (["192.168.1.127/25", "192.168.1.128"], Some((25, false))),
            (["192.168.1.128/25", "192.168.1.255"], Some((25, true))),
            (["0.0.0.0/0", "255.255.255.255"], Some((0, true))),
            (["10.0.0.1/32", "10.0.0.1"], Some((32, true))),
            (["192.168.1.5/24", "192.168.2.7/16"], None),
            (["192.168.1.5", "192.168.2.7"], None),
            (["192.168.1.5/24", "7"], None),
            (["192.168.1.5/24", "192.168.2.256"], None),
        ] {
            let found = pair(&texts.map(str::to_string)).map(|(addresses, prefix)| {
                let [first, second] = addresses.map(|octets| Network::new(octets, prefix));
                (prefix, first == second)
            });
            assert_eq!(found, prefix_and_same, "{texts:?}");
        }
        assert_eq!(pair(&["192.168.1.5/24"; 3].map(str::to_string)), None);
    }

    #[test]
    fn finds_mask_ends_and_hosts_of_every_kind_of_prefix() {
        for (prefix, mask, first, last, hosts) in [
            (0, "0.0.0.0", "0.0.0.0", "255.255.255.255", 4_294_967_294),
            (1, "128.0.0.0", "128.0.0.0", "255.255.255.255", 2_147_483_646),
            (8, "255.0.0.0", "192.0.0.0", "192.255.255.255", 16_777_214),
            (20, "255.255.240.0", "192.168.16.0", "192.168.31.255", 4094),
            (24, "255.255.255.0", "192.168.17.0", "192.168.17.255", 254),
            (30, "255.255.255.252", "192.168.17.4", "192.168.17.7", 2),
            (31, "255.255.255.254", "192.168.17.4", "192.168.17.5", 2),
            (32, "255.255.255.255", "192.168.17.5", "192.168.17.5", 1),
        ] {
            let network = Network::new([192, 168, 17, 5], prefix);
            let [mask, first, last] = [mask, first, last].map(|text| text.parse().unwrap());
            assert_eq!(network, Network { mask, first, last, hosts }, "/{prefix}");
        }
    }
}
