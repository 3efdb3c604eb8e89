#![no_main]
//! Any bytes as a DNS server's reply: no panic, no more said than a bounded text, and nothing that a terminal obeys.

use std::net::SocketAddr;

use libfuzzer_sys::fuzz_target;
use lookup::errors::lookup_failed;
use lookup::explain::fields;
use lookup::message::{decode, new_query};
use lookup::nslookup;
use lookup::resolver::Answer;
use lookup::types::RecordType;

fuzz_target!(|input: (u8, &[u8])| {
    let (kind, bytes) = input;
    let (_, record_type) = RecordType::BY_NAME[usize::from(kind) % RecordType::BY_NAME.len()];
    let Ok(message) = decode(bytes) else { return };
    // Each byte belongs to one part of the message, in order.
    let mut end = 0;
    for field in fields(&message) {
        assert_eq!(field.bytes.start, end);
        assert_eq!(common::escape_untrusted(&field.text), field.text);
        end = field.bytes.end;
    }
    assert_eq!(end, bytes.len());
    // The name that the reply asks about, or another.
    for name in ["gnomon.test", ""] {
        let Ok(query) = new_query(name, record_type) else { return };
        let server = SocketAddr::from(([127, 0, 0, 1], 53));
        let mut answer = Answer::default();
        answer.add(&query, server, &message);
        let mut said = Vec::new();
        nslookup::write(&answer, &mut said).unwrap();
        for failure in answer.failures() {
            said.extend(lookup_failed(name, &failure, &[]).message.into_bytes());
        }
        // Letters of any language may be shown; what a terminal would obey or hide may not.
        let words = said.split(|byte| matches!(byte, b'\n' | b'\t'));
        assert!(
            words.clone().all(|word| common::escape_untrusted(word).as_bytes() == word),
            "{}",
            String::from_utf8_lossy(&said)
        );
        // A name of 255 bytes takes a pointer of two, and each of its bytes may be shown as four.
        assert!(
            said.len() < 4096 + 1024 * bytes.len(),
            "{} bytes said of {}",
            said.len(),
            bytes.len()
        );
    }
});
