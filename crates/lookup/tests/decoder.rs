//! The decoder beside another one, simple-dns, on real replies and on thousands of broken ones.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on says why and stops"
)]

use lookup::explain::fields;
use lookup::message::decode;
use lookup::types::{CLASS_IN, Message, MessageError, Record, RecordType};
use simple_dns::rdata::RData;
use simple_dns::{CLASS, Name, Packet, QCLASS, Question, ResourceRecord};

/// A reply with a record of each type that is decoded, its names compressed.
fn whole_reply() -> Vec<u8> {
    let name = |text| Name::new(text).unwrap();
    let mut packet = Packet::new_reply(1);
    packet.questions.push(Question::new(
        name("x.test"),
        simple_dns::TYPE::A.into(),
        CLASS::IN.into(),
        false,
    ));
    let text = simple_dns::rdata::TXT::new().with_string("two words").unwrap();
    let text = text.with_string("second").unwrap();
    for data in [
        RData::CNAME(name("y.x.test").into()),
        RData::A(simple_dns::rdata::A { address: 0xc000_0201 }),
        RData::AAAA(simple_dns::rdata::AAAA { address: 0x2001_0db8 << 96 }),
        RData::MX(simple_dns::rdata::MX { preference: 10, exchange: name("mail.x.test") }),
        RData::NS(name("ns.x.test").into()),
        RData::PTR(name("a.b.c.test").into()),
        RData::TXT(text),
        RData::SOA(simple_dns::rdata::SOA {
            mname: name("ns.x.test"),
            rname: name("root.x.test"),
            serial: 1,
            refresh: 2,
            retry: 3,
            expire: 4,
            minimum: 5,
        }),
    ] {
        packet.answers.push(ResourceRecord::new(name("x.test"), CLASS::IN, 60, data));
    }
    packet.build_bytes_vec_compressed().unwrap()
}

/// Numbers that look random and are the same in each run.
fn random_numbers(seed: u64) -> impl FnMut() -> usize {
    let mut state = seed;
    move || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    }
}

/// The name of simple-dns in our text form.
fn text_of(name: &Name<'_>) -> String {
    let mut text = String::new();
    for label in name.as_bytes() {
        if !text.is_empty() {
            text.push('.');
        }
        for byte in label {
            match byte {
                b'.' | b'\\' => text.extend(['\\', char::from(*byte)]),
                b'!'..=b'~' => text.push(char::from(*byte)),
                _ => text += &format!("\\{byte:03}"),
            }
        }
    }
    text
}

/// Compares a record with what the other decoder made of it.
fn assert_same_record(ours: &Record, theirs: &ResourceRecord<'_>) {
    assert_eq!(ours.owner, text_of(&theirs.name));
    assert_eq!(ours.ttl, theirs.ttl);
    assert_eq!(ours.record_type.0, u16::from(theirs.rdata.type_code()));
    if ours.class != CLASS_IN {
        return;
    }
    let name = |name: &Name<'_>| text_of(name) + ".";
    let data = match &theirs.rdata {
        RData::A(a) => std::net::Ipv4Addr::from(a.address).to_string(),
        RData::AAAA(aaaa) => std::net::Ipv6Addr::from(aaaa.address).to_string(),
        RData::CNAME(target) => name(target),
        RData::NS(target) => name(target),
        RData::PTR(target) => name(target),
        RData::MX(mx) => format!("{} {}", mx.preference, name(&mx.exchange)),
        RData::SOA(soa) => {
            let [refresh, retry, expire] =
                [soa.refresh, soa.retry, soa.expire].map(|time| time as u32); // they have no sign
            let (origin, mailbox) = (name(&soa.mname), name(&soa.rname));
            let (serial, minimum) = (soa.serial, soa.minimum);
            format!("{origin} {mailbox} {serial} {refresh} {retry} {expire} {minimum}")
        }
        _ => return, // simple-dns keeps the other bytes to itself
    };
    assert_eq!(ours.data, data);
}

fn assert_same(bytes: &[u8], ours: &Message, theirs: &Packet<'_>) {
    assert_eq!(ours.id, theirs.id(), "{bytes:02x?}");
    assert_eq!(ours.questions.len(), theirs.questions.len(), "{bytes:02x?}");
    for (ours, theirs) in ours.questions.iter().zip(&theirs.questions) {
        assert_eq!(ours.name, text_of(&theirs.qname));
        assert_eq!(ours.record_type.0, u16::from(theirs.qtype));
        let is_in = theirs.qclass == QCLASS::CLASS(CLASS::IN) && !theirs.unicast_response;
        assert_eq!(ours.class == CLASS_IN, is_in);
    }
    // simple-dns takes the OPT records out of the additional section.
    let is_opt = |record: &&Record| record.record_type == RecordType::OPT;
    let additionals: Vec<Record> =
        ours.additionals.iter().filter(|record| !is_opt(record)).cloned().collect();
    for (ours, theirs) in [
        (&ours.answers, &theirs.answers),
        (&ours.authorities, &theirs.name_servers),
        (&additionals, &theirs.additional_records),
    ] {
        let ours: Vec<&Record> = ours.iter().filter(|record| !is_opt(record)).collect();
        let theirs: Vec<_> = theirs
            .iter()
            .filter(|record| u16::from(record.rdata.type_code()) != RecordType::OPT.0)
            .collect();
        assert_eq!(ours.len(), theirs.len(), "{bytes:02x?}");
        ours.iter().zip(theirs).for_each(|(ours, theirs)| assert_same_record(ours, theirs));
    }
}

/// What has to hold for any bytes at all.
fn check(bytes: &[u8]) -> bool {
    let ours = decode(bytes);
    let Ok(message) = &ours else { return false };
    // Each byte belongs to one field, in order, and no field says what a terminal would obey.
    let mut end = 0;
    for field in fields(message) {
        assert_eq!(field.bytes.start, end, "{bytes:02x?}");
        end = field.bytes.end;
        assert_eq!(common::escape_untrusted(&field.text), field.text, "{bytes:02x?}");
    }
    assert_eq!(end, bytes.len(), "{bytes:02x?}");
    true
}

#[test]
fn both_decoders_read_the_same_in_a_whole_reply() {
    let bytes = whole_reply();
    let ours = decode(&bytes).unwrap();
    assert_eq!(ours.answers.len(), 8);
    assert_same(&bytes, &ours, &Packet::parse(&bytes).unwrap());
    assert!(check(&bytes));
}

#[test]
fn both_decoders_read_the_same_in_mutated_replies() {
    let whole = whole_reply();
    let mut random = random_numbers(9053);
    let interesting = [0, 1, 2, 5, 0x0c, 0x3f, 0x40, 0x7f, 0x80, 0xc0, 0xc1, 0xff];
    let mut read_by_both = 0;
    for _ in 0..20_000 {
        let mut bytes = whole.clone();
        for _ in 0..=random() % 4 {
            let at = random() % bytes.len();
            match random() % 5 {
                0 => bytes[at] = interesting[random() % interesting.len()],
                1 => bytes[at] ^= 1 << (random() % 8),
                2 => bytes[at] = random() as u8,
                3 => drop(bytes.remove(at)),
                _ => bytes.insert(at, random() as u8),
            }
        }
        check(&bytes);
        match (decode(&bytes), Packet::parse(&bytes)) {
            (Ok(ours), Ok(theirs)) => {
                assert_same(&bytes, &ours, &theirs);
                read_by_both += 1;
            }
            // It takes an A record of five bytes, and bytes after the name in a CNAME record.
            (Err(error), Ok(_)) => {
                assert!(matches!(error, MessageError::BadLength(_)), "{error:?}: {bytes:02x?}");
            }
            // It refuses classes and types that it does not know, and the Z bit of the header.
            (Ok(_) | Err(_), Err(_)) => {}
        }
    }
    assert!(read_by_both > 2_000, "{read_by_both}");
}

#[test]
fn a_message_that_is_cut_anywhere_is_refused() {
    let whole = whole_reply();
    for end in 0..whole.len() {
        assert!(decode(&whole[..end]).is_err(), "cut at {end}");
    }
}
