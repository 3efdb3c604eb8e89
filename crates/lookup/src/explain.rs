//! What `--explain` says about messages: every part of the header by its name, and every record decoded.

use crate::message::{HEADER, code_in_words, data_in_words, hex, number, skip_name};
use crate::names::text_of;
use simple_dns::{Packet, QTYPE, RCODE};

/// With `--explain`: the header and the question in the bytes of a message, each part named, and the rest in hex.
pub(crate) fn message(bytes: &[u8]) {
    if !log::log_enabled!(log::Level::Info) {
        return;
    }
    let part = |from: usize, to: usize| bytes.get(from..to).map(hex).unwrap_or_default();
    let flags = number(bytes, 2).unwrap_or_default();
    let count = |at: usize| number(bytes, at).unwrap_or_default();
    log::info!("  {}  id {}", part(0, 2), count(0));
    log::info!("  {}  {}", part(2, 4), flags_in_words(flags));
    for (at, what) in [
        (4, "questions"),
        (6, "answer records"),
        (8, "authority records"),
        (10, "additional records"),
    ] {
        log::info!("  {}  {what}: {}", part(at, at + 2), count(at));
    }
    let mut rest = HEADER;
    if let Some(end) = skip_name(bytes, HEADER).filter(|end| count(4) > 0 && end + 4 <= bytes.len())
    {
        log::info!("  {}  name", part(HEADER, end));
        log::info!("  {}  type {}", part(end, end + 2), type_in_words(count(end)));
        log::info!(
            "  {}  class {}",
            part(end + 2, end + 4),
            if count(end + 2) == 1 { "IN" } else { "not IN" }
        );
        rest = end + 4;
    }
    if rest < bytes.len() {
        log::info!("  the other {} bytes: {}", bytes.len() - rest, part(rest, bytes.len()));
    }
}

/// The sixteen bits of the flags (RFC 1035 section 4.1.1).
fn flags_in_words(flags: u16) -> String {
    let mut words = vec![if flags & 0x8000 == 0 { "query" } else { "reply" }.to_string()];
    for (bit, word) in [
        (0x0400, "authoritative answer"),
        (0x0200, "truncated"),
        (0x0100, "recursion desired"),
        (0x0080, "recursion available"),
    ] {
        if flags & bit != 0 {
            words.push(word.to_string());
        }
    }
    if flags & 0x8000 != 0 {
        words.push(code_in_words(RCODE::from(flags & 0xf)).to_string());
    }
    words.join(", ")
}

fn type_in_words(record_type: u16) -> String {
    match QTYPE::try_from(record_type) {
        Ok(QTYPE::TYPE(known)) => format!("{known:?}"),
        _ => record_type.to_string(),
    }
}

/// With `--explain`: every record of a message, with the seconds for which it may be kept.
pub(crate) fn records(packet: &Packet<'_>) {
    let sections = [
        ("answer", &packet.answers),
        ("authority", &packet.name_servers),
        ("additional", &packet.additional_records),
    ];
    for (section, records) in sections {
        for record in records {
            log::info!(
                "{section}: {}. has {} {}, time to live {} s",
                text_of(&record.name),
                type_in_words(record.rdata.type_code().into()),
                data_in_words(record),
                record.ttl
            );
        }
    }
    if let Some(opt) = packet.opt() {
        log::info!("additional: OPT, the largest reply over UDP: {} bytes", opt.udp_packet_size);
    }
}
