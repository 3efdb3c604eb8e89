#![no_main]
//! Any bytes as a socket text: no panic; a yes is a yes to Python's rules of thumb too; a caret can always be drawn.

use is_ip_and_port::check;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &[u8]| {
    for strict in [false, true] {
        let verdict = check(text, strict);
        if let Some(complaint) = &verdict.complaint {
            let mut said = Vec::new();
            complaint.write(&mut said, text).unwrap();
            assert!(
                said.len() < 1000 + 5 * text.len(),
                "{} bytes said about {}",
                said.len(),
                text.len()
            );
            assert!(
                said.iter().all(|byte| *byte == b'\n' || !byte.is_ascii_control()),
                "a control character came through"
            );
        }
        match verdict.socket {
            Some(socket) => {
                assert_eq!(text.iter().filter(|byte| **byte == b':').count(), 1);
                assert!(text.is_ascii());
                let _ = socket.surprise();
                assert!(!strict || (socket.has_plain_address() && verdict.complaint.is_none()));
            }
            None => {
                assert!(text.is_empty() || verdict.complaint.is_some(), "a no without a reason")
            }
        }
    }
});
