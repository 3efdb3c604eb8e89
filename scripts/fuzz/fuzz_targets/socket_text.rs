#![no_main]
//! Any bytes as a socket text: no panic; a yes is a yes to Python's rules of thumb too; a caret can
//! always be drawn.

use is_ip_and_port::check::check;
use is_ip_and_port::errors;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &[u8]| {
    for strict in [false, true] {
        let result = check(text, strict);
        if let Some(diagnostic) = &result.diagnostic {
            let span = &diagnostic.span;
            assert!(span.start <= span.end && span.end <= text.len(), "{span:?}");
            let complaint = errors::complaint(text, diagnostic);
            assert!(
                complaint.len() < 1000 + 5 * text.len(),
                "{} bytes said about {}",
                complaint.len(),
                text.len()
            );
            assert!(
                complaint.chars().all(|letter| letter == '\n' || !letter.is_control()),
                "a control character came through"
            );
        }
        match &result.accepted {
            Some(accepted) => {
                assert_eq!(text.iter().filter(|byte| **byte == b':').count(), 1);
                assert!(text.is_ascii());
                let _ = errors::note(accepted);
                let plain = accepted.has_plain_address();
                assert!(!strict || (plain && result.diagnostic.is_none()));
            }
            None => {
                assert!(text.is_empty() || result.diagnostic.is_some(), "a no without a reason")
            }
        }
    }
});
