#![no_main]
//! Any bytes as a DNS server's reply: no panic, no more said than a bounded text, and nothing that a terminal obeys.

use std::net::SocketAddr;

use libfuzzer_sys::fuzz_target;
use lookup::names::{Findings, Kind, Question};

fuzz_target!(|input: (u8, &[u8])| {
    let (kind, bytes) = input;
    let kinds =
        [Kind::A, Kind::Aaaa, Kind::Cname, Kind::Mx, Kind::Ns, Kind::Txt, Kind::Ptr, Kind::Soa];
    let kind = kinds[usize::from(kind) % kinds.len()];
    // The name that the reply asks about, or another.
    for name in ["gnomon.test", ""] {
        let question = Question { name: name.to_string(), kind };
        let server = SocketAddr::from(([127, 0, 0, 1], 53));
        let Ok(findings) = Findings::of_reply(&question, server, bytes) else { continue };
        let mut said = Vec::new();
        findings.write(&mut said).unwrap();
        for failure in findings.failures(name) {
            said.extend(failure.to_string().into_bytes());
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
