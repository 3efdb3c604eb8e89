//! The output: rows that line up and fit in 80 columns. The first version left out the leading
//! zeros, so that nothing could line up, and two addresses could have the same bits.

use octets::network::{Network, Pair};
use octets::parse::Parsed;
use octets::{PLACE_VALUES, octet_to_bits, octets_to_number, special_purpose, sum_of_places};
use std::io::{self, Write};
use std::net::Ipv4Addr;

/// One line: decimal, dotted binary and number, with tabs between.
pub(crate) fn print_short(parsed: Parsed, out: &mut impl Write) -> io::Result<()> {
    match parsed {
        Parsed::Octet(octet) => writeln!(out, "{octet}\t{}\t{octet}", octet_to_bits(octet)),
        Parsed::Address(octets, _) => {
            let (address, number) = (Ipv4Addr::from(octets), octets_to_number(octets));
            writeln!(out, "{address}\t{}\t{number}", dotted_bits(address))
        }
    }
}

/// The bits of each octet under their place values, and the sum that proves them.
pub(crate) fn print_octets(octets: &[u8], out: &mut impl Write) -> io::Result<()> {
    write!(out, "octet")?;
    for place in PLACE_VALUES {
        write!(out, "{place:>4}")?;
    }
    writeln!(out)?;
    for octet in octets {
        let (bits, sum) = (octet_to_bits(*octet), sum_of_places(*octet));
        log::info!("places that fit, from 128 down: {sum}");
        write!(out, "{octet:>5}")?;
        for bit in bits.chars() {
            write!(out, "{bit:>4}")?;
        }
        writeln!(out, "  {sum}")?;
    }
    Ok(())
}

/// The address as a whole: in decimal, in binary, and as one number.
pub(crate) fn print_address(octets: [u8; 4], out: &mut impl Write) -> io::Result<()> {
    let (address, number) = (Ipv4Addr::from(octets), octets_to_number(octets));
    let [first, second, third, fourth] = octets;
    log::info!("{first} x 16777216 + {second} x 65536 + {third} x 256 + {fourth} = {number}");
    writeln!(out, "decimal    {address}")?;
    writeln!(out, "binary     {}", dotted_bits(address))?;
    writeln!(out, "number     {number}")?;
    writeln!(out, "kind       {}", special_purpose(octets))
}

/// The network that the address is in.
pub(crate) fn print_network(octets: [u8; 4], prefix: u8, out: &mut impl Write) -> io::Result<()> {
    let network = Network::new(octets, prefix);
    let bits = 32 - prefix;
    log::info!("/{prefix}: {prefix} bits are the network's, 32 - {prefix} = {bits} the host's");
    writeln!(out, "mask       {}", decimal_and_binary(network.mask))?;
    log::info!("network: the address AND the mask, bit by bit: the host's bits are all 0");
    writeln!(out, "network    {}", decimal_and_binary(network.first))?;
    if prefix <= 30 {
        log::info!("broadcast: the network with all of the host's bits 1");
        writeln!(out, "broadcast  {}", decimal_and_binary(network.last))?;
        log::info!("hosts: 2^{bits} addresses, less the network and the broadcast address");
    } else {
        writeln!(out, "broadcast  none: every address of a /31 or /32 is a host's (RFC 3021)")?;
    }
    writeln!(out, "hosts      {}", network.hosts)
}

/// Are these two addresses in the same network?
pub(crate) fn print_same_network(pair: Pair, out: &mut impl Write) -> io::Result<()> {
    let (addresses, bits) = pair;
    let [first, second] = addresses.map(|octets| Network::new(octets, bits).first);
    writeln!(out, "\nnetwork 1  {}", decimal_and_binary(first))?;
    writeln!(out, "network 2  {}", decimal_and_binary(second))?;
    let answer = match first == second {
        true => format!("yes: the first {bits} bits are equal, no router is needed"),
        false => format!("no: the first {bits} bits differ, a router has to connect them"),
    };
    writeln!(out, "same       {answer}")
}

fn decimal_and_binary(address: Ipv4Addr) -> String {
    format!("{:<15}  {}", address.to_string(), dotted_bits(address))
}

fn dotted_bits(address: Ipv4Addr) -> String {
    address.octets().map(octet_to_bits).join(".")
}
