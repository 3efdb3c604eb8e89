//! What the first version does: the operating system looks the name up, in the hosts file first. It
//! takes its own time.

use crate::resolver::{Answer, reverse_name_of};
use crate::types::{Record, RecordType};
use std::net::IpAddr;

/// Asks the operating system for the addresses of a name, or for the name of an address.
///
/// # Errors
/// If it finds nothing.
pub fn look_up(text: &str) -> Result<Answer, dns_lookup::LookupError> {
    let mut answer = Answer::default();
    let mut add = |owner: &str, record_type, data| {
        answer.records.push(Record {
            owner: owner.to_string(),
            record_type,
            data,
            ..Record::default()
        });
    };
    if let Ok(address) = text.parse::<IpAddr>() {
        log::info!("getnameinfo: the operating system looks in its hosts file, then asks DNS");
        let name = common::escape_untrusted(dns_lookup::lookup_addr(&address)?);
        add(&reverse_name_of(address), RecordType::PTR, name + ".");
    } else {
        log::info!("getaddrinfo: the operating system looks in its hosts file, then asks DNS");
        for address in dns_lookup::lookup_host(text)? {
            add(text, RecordType::A, address.to_string());
        }
    }
    Ok(answer)
}
