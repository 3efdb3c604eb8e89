//! DNS messages: simple-dns builds and reads them; the checks that it leaves to its user stand here.

use crate::names::{Kind, Question, text_of};
use crate::{Heading, explain};
use simple_dns::rdata::{OPT, RData};
use simple_dns::{CLASS, Name, Packet, PacketFlag, QCLASS, RCODE, ResourceRecord, TYPE};

/// The largest reply that we ask for over UDP, in bytes: it passes every network uncut (the DNS flag day of 2020).
const EDNS_SIZE: u16 = 1232;

/// The header of every message, in bytes (RFC 1035 section 4.1.1).
pub(crate) const HEADER: usize = 12;

/// A reply, as far as we use it.
#[derive(Debug)]
pub(crate) struct Reply {
    /// What it says about itself. A reply without a question has the empty name and record type 0.
    pub(crate) heading: Heading,
    /// The AA bit: this server is in charge of the name.
    pub(crate) authoritative: bool,
    /// The RA bit: this server looks names up for others.
    pub(crate) recursive: bool,
    /// How it went.
    pub(crate) code: RCODE,
    /// The answer section: records of the class IN.
    pub(crate) answers: Vec<ResourceRecord<'static>>,
}

/// The bytes of a query. `edns` says how large a reply may be (RFC 6891); very old servers do not know it.
pub(crate) fn build_query(
    heading: &Heading,
    kind: Kind,
    edns: bool,
) -> simple_dns::Result<Vec<u8>> {
    let mut packet = Packet::new_query(heading.id);
    packet.set_flags(PacketFlag::RECURSION_DESIRED);
    let name = Name::new(&heading.name)?;
    packet.questions.push(simple_dns::Question::new(
        name,
        kind.of_simple_dns().into(),
        CLASS::IN.into(),
        false,
    ));
    if edns {
        *packet.opt_mut() =
            Some(OPT { opt_codes: Vec::new(), udp_packet_size: EDNS_SIZE, version: 0 });
    }
    packet.build_bytes_vec()
}

/// The heading of a query for `question`.
pub(crate) fn heading_of(question: &Question, id: u16) -> Heading {
    Heading {
        id,
        is_reply: false,
        name: question.name.clone(),
        record_type: question.kind.of_simple_dns().into(),
    }
}

/// Reads a whole message. One bad record refuses it all: who sends one cannot be trusted with the others.
///
/// # Errors
/// A few words for what is wrong.
pub(crate) fn read(bytes: &[u8]) -> Result<Reply, &'static str> {
    check_lengths(bytes)?;
    let packet = Packet::parse(bytes)
        .map_err(|_| "its header, or a name or a record in it, cannot be read")?;
    explain::records(&packet);
    let (name, record_type) = match packet.questions.as_slice() {
        [question] if question.qclass == QCLASS::CLASS(CLASS::IN) && !question.unicast_response => {
            (text_of(&question.qname), question.qtype.into())
        }
        _ => (String::new(), 0),
    };
    Ok(Reply {
        heading: Heading {
            id: packet.id(),
            is_reply: packet.has_flags(PacketFlag::RESPONSE),
            name,
            record_type,
        },
        authoritative: packet.has_flags(PacketFlag::AUTHORITATIVE_ANSWER),
        recursive: packet.has_flags(PacketFlag::RECURSION_AVAILABLE),
        code: packet.rcode(),
        answers: (packet.answers.into_iter())
            .filter(|record| record.class == CLASS::IN && !record.cache_flush)
            .map(ResourceRecord::into_owned)
            .collect(),
    })
}

/// Whether the TC bit is set: the reply did not fit, and the whole of it is to be had over TCP.
pub(crate) fn is_truncated(bytes: &[u8]) -> bool {
    bytes.get(2).is_some_and(|flags| flags & 0b10 != 0)
}

/// Whether the bytes begin as a reply to the query with this id does. All that can be told of a message that cannot be read.
pub(crate) fn begins_as_reply(bytes: &[u8], id: u16) -> bool {
    bytes.starts_with(&id.to_be_bytes()) && bytes.get(2).is_some_and(|flags| flags & 0x80 != 0)
}

/// Goes once through the message by its lengths alone. simple-dns makes room for as many records as the header promises, takes
/// an A record of five bytes, and does not see what lies behind the last record: that is refused here first.
fn check_lengths(bytes: &[u8]) -> Result<(), &'static str> {
    const CUT: &str = "it ends before all is there that its header promises";
    if bytes.len() < HEADER {
        return Err("it is shorter than a header");
    }
    let mut at = HEADER;
    for _ in 0..number(bytes, 4).ok_or(CUT)? {
        at = skip_name(bytes, at).ok_or(CUT)? + 4; // the type and the class
    }
    let records: usize =
        [6, 8, 10].iter().filter_map(|at| number(bytes, *at)).map(usize::from).sum();
    for _ in 0..records {
        let fixed = skip_name(bytes, at).ok_or(CUT)?; // the type, the class, the time to live, the length: 10 bytes
        let record_type = number(bytes, fixed).ok_or(CUT)?;
        let start = fixed + 10;
        let end = start + usize::from(number(bytes, fixed + 8).ok_or(CUT)?);
        let fits = match TYPE::from(record_type) {
            TYPE::A => end == start + 4,
            TYPE::AAAA => end == start + 16,
            TYPE::CNAME | TYPE::NS | TYPE::PTR => skip_name(bytes, start) == Some(end),
            TYPE::MX => skip_name(bytes, start + 2) == Some(end),
            TYPE::SOA => {
                skip_name(bytes, start).and_then(|at| skip_name(bytes, at)).map(|at| at + 20)
                    == Some(end)
            }
            TYPE::TXT => start < end,
            _ => true,
        };
        if end > bytes.len() {
            return Err(CUT);
        }
        if !fits {
            return Err("a record in it has the wrong length");
        }
        at = end;
    }
    if at == bytes.len() {
        Ok(())
    } else {
        Err("bytes are left over behind its last record, or a part is missing")
    }
}

/// The two bytes at `at` as a number, the first one the greater ("network byte order").
pub(crate) fn number(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]))
}

/// Where the name that starts at `at` ends: after a zero byte, or after a pointer to an earlier name (RFC 1035 section 4.1.4).
pub(crate) fn skip_name(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match usize::from(*bytes.get(at)?) {
            0 => return Some(at + 1),
            length @ 1..=63 => at += 1 + length,
            192.. => return Some(at + 2),
            _ => return None,
        }
    }
}

/// The strings of a TXT record. simple-dns keeps them to itself, so they are read from the bytes that it would send.
pub(crate) fn strings_of(record: &ResourceRecord<'_>) -> Vec<Vec<u8>> {
    let mut strings = Vec::new();
    let bytes = data_bytes(record);
    let mut rest = bytes.as_slice();
    while let Some((length, after)) = rest.split_first() {
        let (string, after) = after.split_at(usize::from(*length).min(after.len()));
        strings.push(string.to_vec());
        rest = after;
    }
    strings
}

/// The data of a record as bytes: a message with nothing but that record in it, cut off behind the length.
fn data_bytes(record: &ResourceRecord<'_>) -> Vec<u8> {
    let mut packet = Packet::new_reply(0);
    let root = Name::new_with_labels(&[]);
    packet.answers.push(ResourceRecord::new(root, record.class, 0, record.rdata.clone()));
    let bytes = packet.build_bytes_vec().unwrap_or_default();
    bytes.get(HEADER + 1 + 10..).unwrap_or_default().to_vec()
}

/// A response code by the name that it has in the RFCs and in other tools.
pub(crate) fn code_in_words(code: RCODE) -> &'static str {
    match code {
        RCODE::NoError => "NOERROR",
        RCODE::FormatError => "FORMERR",
        RCODE::ServerFailure => "SERVFAIL",
        RCODE::NameError => "NXDOMAIN",
        RCODE::NotImplemented => "NOTIMP",
        RCODE::Refused => "REFUSED",
        _ => "another response code",
    }
}

/// The data of a record in a few words. Bytes that we do not decode are shown in hex.
pub(crate) fn data_in_words(record: &ResourceRecord<'_>) -> String {
    match &record.rdata {
        RData::A(a) => std::net::Ipv4Addr::from(a.address).to_string(),
        RData::AAAA(aaaa) => std::net::Ipv6Addr::from(aaaa.address).to_string(),
        RData::CNAME(target) => text_of(target) + ".",
        RData::NS(target) => text_of(target) + ".",
        RData::PTR(target) => text_of(target) + ".",
        RData::MX(mx) => format!("{} {}.", mx.preference, text_of(&mx.exchange)),
        RData::SOA(soa) => {
            format!("{}. {}. {}", text_of(&soa.mname), text_of(&soa.rname), soa.serial)
        }
        RData::TXT(_) => quoted(&strings_of(record)),
        _ => hex(&data_bytes(record)),
    }
}

/// The strings of a TXT record as nslookup shows them: in quotes, with a backslash before a quote or a backslash.
pub(crate) fn quoted(strings: &[Vec<u8>]) -> String {
    let quote = |string: &Vec<u8>| {
        let mut escaped = Vec::new();
        for byte in string {
            if matches!(byte, b'"' | b'\\') {
                escaped.push(b'\\');
            }
            escaped.push(*byte);
        }
        format!("\"{}\"", common::escape_untrusted(escaped))
    };
    strings.iter().map(quote).collect::<Vec<_>>().join(" ")
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_change_to_a_reply_makes_reading_it_fail_badly() {
        let mut packet = Packet::new_reply(1);
        let name = |text| Name::new(text).unwrap();
        packet.questions.push(simple_dns::Question::new(
            name("x.test"),
            TYPE::A.into(),
            CLASS::IN.into(),
            false,
        ));
        let alias = RData::CNAME(name("y.x.test").into());
        packet.answers.push(ResourceRecord::new(name("x.test"), CLASS::IN, 60, alias));
        let address = RData::A(simple_dns::rdata::A { address: 1 });
        packet.answers.push(ResourceRecord::new(name("y.x.test"), CLASS::IN, 60, address));
        let whole = packet.build_bytes_vec_compressed().unwrap();
        assert_eq!(read(&whole).unwrap().answers.len(), 2);
        let values = [0, 1, 5, 0x3f, 0x40, 0x7f, 0xc0, 0xc1, 0xff];
        for at in 0..whole.len() {
            assert!(read(&whole[..at]).is_err(), "cut at {at}");
            for (other, value) in
                (0..whole.len()).flat_map(|other| values.map(|value| (other, value)))
            {
                let mut bytes = whole.clone();
                bytes[at] = value;
                bytes[other] = bytes[other].wrapping_add(value);
                if let Ok(reply) = read(&bytes) {
                    assert!(reply.answers.len() <= 2);
                    reply
                        .answers
                        .iter()
                        .for_each(|record| assert!(data_in_words(record).is_ascii()));
                }
            }
        }
    }
}
