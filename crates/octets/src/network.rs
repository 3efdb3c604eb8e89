//! What a prefix makes of an address: the network that it is in.

use crate::{octets_to_number, prefix_mask};

/// The network of an address with a prefix (RFC 4632, section 3.1). Addresses are 32-bit numbers here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    /// Ones for the network's part of an address, zeros for the host's part.
    pub mask: u32,
    /// The first address: the host's bits are all 0. It names the network.
    pub first: u32,
    /// The last address: the host's bits are all 1. Up to /30 it is the broadcast address.
    pub last: u32,
    /// How many hosts can have an address: all but the first and the last; in a /31 both (RFC 3021), in a /32 the one.
    pub hosts: u32,
}

impl Network {
    /// The network of `octets` under `prefix`, which is 0 to 32.
    pub fn new(octets: [u8; 4], prefix: u8) -> Network {
        let mask = prefix_mask(prefix);
        let first = octets_to_number(octets) & mask;
        let hosts = match prefix {
            0..=30 => !mask - 1, // 2 to the power of the zeros, less two
            31 => 2,
            _ => 1,
        };
        Network { mask, first, last: first | !mask, hosts }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    #[test]
    fn finds_mask_ends_and_hosts_of_every_sort_of_prefix() {
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
            let [mask, first, last] =
                [mask, first, last].map(|text| text.parse::<Ipv4Addr>().unwrap().to_bits());
            assert_eq!(network, Network { mask, first, last, hosts }, "/{prefix}");
        }
    }
}
