#![no_main]
//! Any text as an address: no panic, and what is valid comes back the same from its own dotted
//! binary and from its own number.

use libfuzzer_sys::fuzz_target;
use octets::network::Network;
use octets::parse::{Parsed, parse};
use octets::{octet_to_bits, octets_to_number};

fuzz_target!(|text: &str| {
    match parse(text) {
        Ok(Parsed::Octet(octet)) => {
            assert_eq!(parse(&octet_to_bits(octet)), Ok(Parsed::Octet(octet)))
        }
        Ok(Parsed::Address(octets, prefix)) => {
            let address = Ok(Parsed::Address(octets, None));
            assert_eq!(parse(&octets.map(octet_to_bits).join(".")), address);
            if octets[0] > 0 {
                assert_eq!(parse(&octets_to_number(octets).to_string()), address);
            }
            if let Some(prefix) = prefix {
                let network = Network::new(octets, prefix);
                assert!(network.first <= network.last && network.hosts > 0);
            }
        }
        Err(_) => {}
    }
});
