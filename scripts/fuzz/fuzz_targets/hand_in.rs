#![no_main]
//! Any bytes as a learner's archive: refused with a sentence, or its one file taken, never longer than a megabyte.

use std::fs;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let path = std::env::temp_dir().join(format!("fuzz-hand-in-{}.zip", std::process::id()));
    fs::write(&path, bytes).unwrap();
    match course::hand_in::read(&path, None) {
        Ok(hand_in) => assert!(hand_in.lib.len() <= 1024 * 1024),
        Err(refusal) => {
            let why = refusal.why;
            assert!(
                !why.is_empty() && why.chars().all(|character| !character.is_control()),
                "{why:?}"
            );
        }
    }
});
