//! What the first version does: the operating system looks the name up, in the hosts file first. It
//! takes its own time.

use crate::resolver::{Answer, reverse_name_of};
use crate::types::{CLASS_IN, Record, RecordType};
use std::net::IpAddr;

/// Asks the operating system for the addresses of a name, or for the name of an address.
///
/// # Errors
/// If it finds nothing.
pub fn look_up(text: &str) -> Result<Answer, dns_lookup::LookupError> {
    let (owner, found) = match text.parse::<IpAddr>() {
        Ok(address) => {
            log::info!("getnameinfo: the operating system looks in its hosts file, then asks DNS");
            let name = dns_lookup::lookup_addr(&address)?;
            let name = common::escape_untrusted(name) + ".";
            (reverse_name_of(address), vec![(RecordType::PTR, name)])
        }
        Err(_) => {
            log::info!("getaddrinfo: the operating system looks in its hosts file, then asks DNS");
            let addresses = dns_lookup::lookup_host(text)?;
            let found = addresses.map(|address| (RecordType::A, address.to_string()));
            (text.to_string(), found.collect())
        }
    };
    let record = |(record_type, data)| Record {
        owner: owner.clone(),
        record_type,
        class: CLASS_IN,
        ttl: 0,
        data,
        owner_bytes: 0..0,
        data_bytes: 0..0,
    };
    let mut answer = Answer::default();
    answer.records = found.into_iter().map(record).collect();
    Ok(answer)
}
