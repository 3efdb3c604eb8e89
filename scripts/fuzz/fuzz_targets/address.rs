#![no_main]
//! Any bytes as an address: no panic, and what is accepted comes back the same from its own dotted binary.

use libfuzzer_sys::fuzz_target;
use octets::{Given, Network, octet_to_bits, read};

fuzz_target!(|text: &[u8]| {
    match read(text) {
        Ok(Given::Octet(octet)) => {
            assert_eq!(read(octet_to_bits(octet).as_bytes()).ok(), Some(Given::Octet(octet)))
        }
        Ok(Given::Address(octets, prefix)) => {
            let bits = octets.map(octet_to_bits).join(".");
            assert_eq!(read(bits.as_bytes()).ok(), Some(Given::Address(octets, None)));
            if let Some(prefix) = prefix {
                let network = Network::new(octets, prefix);
                assert!(network.first <= network.last && network.hosts > 0);
            }
        }
        Err(refusal) => {
            assert!(!refusal.why.is_empty() && refusal.why.len() < 1000 + 5 * text.len())
        }
    }
});
