//! The first version, against the practice pages: it works, and these are its faults.

#![allow(clippy::unwrap_used, reason = "a test stops at the first thing that is wrong")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use practice_net::PracticeNet;
use test_support::{Finished, Running};

/// The first version, which `cargo test` builds beside the tests.
fn first_version() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let name = format!("first-fetch-page{}", std::env::consts::EXE_SUFFIX);
    tests.parent().unwrap().parent().unwrap().join("examples").join(name)
}

/// Fetches a practice page over an old copy. Returns how that ended, and the copy after it.
fn fetch(test: &str, path: &str) -> (Finished, Vec<u8>) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("first-fetch-page").join(test);
    fs::create_dir_all(&folder).unwrap();
    let copy = folder.join("mycopy.html");
    fs::write(&copy, "the old copy").unwrap();
    let pages = PracticeNet::start(0, 0, 0).unwrap().pages;
    let mut command = Command::new(first_version());
    command.arg(format!("http://{pages}{path}"));
    command.envs(["TMPDIR", "TMP", "TEMP"].map(|name| (name, &folder)));
    let done = Running::spawn(&mut command).finish();
    (done, fs::read(copy).unwrap())
}

#[test]
fn copies_a_page() {
    let (done, copy) = fetch("page", "/page.html");
    assert_eq!((done.code, done.stderr.as_str()), (Some(0), ""));
    assert!(done.stdout.starts_with("Saved http://127.0.0.1:"), "{}", done.stdout);
    assert!(copy.ends_with(b"</html>\n"), "{}", String::from_utf8_lossy(&copy));
}

#[test]
fn fault_half_a_page_is_saved_and_the_old_copy_is_lost() {
    let (done, copy) = fetch("cut", "/cut");
    assert_eq!((done.code, copy.len()), (Some(0), 500));
}

#[test]
fn fault_the_servers_no_is_saved_as_the_page() {
    let (done, copy) = fetch("missing", "/missing");
    assert_eq!(done.code, Some(0));
    assert!(String::from_utf8_lossy(&copy).contains("No such page"));
}

#[test]
fn fault_what_is_compressed_is_saved_as_it_came() {
    let (done, copy) = fetch("gzip", "/gzip");
    assert_eq!((done.code, &copy[..2]), (Some(0), &b"\x1f\x8b"[..]));
}

#[test]
fn fault_a_redirect_to_a_relative_address_goes_wrong() {
    let (done, copy) = fetch("moved", "/moved");
    assert_eq!((done.code, copy.as_slice()), (Some(1), &b"the old copy"[..]));
    println!("{}", done.stderr);
}
