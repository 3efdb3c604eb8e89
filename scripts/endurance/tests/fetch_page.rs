//! fetch-page when the world is pulled from under it: killed at any moment, a full disk, a folder that cannot be written, a
//! link planted where its part goes. The old copy stays whole.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test says what it saw, and stops"
)]

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use endurance::{Scratch, can_run, program};
use test_support::run;

const PAGE: usize = 4_000_000;
const PIECE: usize = 40_000;

/// A server of one page of [`PAGE`] bytes in a hundred pieces, with a little pause between them.
fn page_server(pause: Duration) -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            thread::spawn(move || {
                let _ = stream.read(&mut [0; 4096]);
                let head = format!(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {PAGE}\r\n\r\n"
                );
                let mut sent = stream.write_all(head.as_bytes());
                for _ in 0..PAGE / PIECE {
                    thread::sleep(pause);
                    sent = sent.and_then(|()| stream.write_all(&[b'n'; PIECE]));
                }
            });
        }
    });
    address
}

#[test]
#[ignore = "CI runs it as a step of its own"]
fn killed_at_any_moment_the_old_copy_or_the_new_one_is_whole() {
    killed_at_random(10);
}

#[test]
#[ignore = "slow: 200 kills"]
fn killed_200_times_the_old_copy_or_the_new_one_is_whole() {
    killed_at_random(200);
}

fn killed_at_random(times: usize) {
    let fetch_page = program("fetch-page");
    let url = format!("http://{}/", page_server(Duration::from_micros(300)));
    let scratch = Scratch::new("killed");
    let file = scratch.path("copy.html");
    fs::write(&file, "the old copy").unwrap();
    let (mut old, mut new, mut parts) = (0, 0, 0);
    for _ in 0..times {
        let mut child = Command::new(&fetch_page)
            .args([&url, "--out", &file, "--force"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_micros(fastrand::u64(0..90_000)));
        let _ = child.kill();
        child.wait().unwrap();
        let copy = fs::read(&file).unwrap();
        match copy.len() {
            PAGE => new += 1,
            _ if copy == b"the old copy" => old += 1,
            length => panic!("the copy is neither old nor whole: {length} bytes"),
        }
        let files = || fs::read_dir(&scratch.0).unwrap().flatten().map(|file| file.path());
        for part in files().filter(|path| path.extension().is_some_and(|name| name == "part")) {
            parts += 1; // nobody can tidy up after SIGKILL
            fs::remove_file(part).unwrap();
        }
        fs::write(&file, "the old copy").unwrap();
    }
    eprintln!("killed {times} times: old {old}, new {new}; a part was left {parts} times");
    let last = run(&fetch_page, &[url.as_str(), "--out", &file, "--force"], "");
    assert_eq!(last.code, Some(0), "the run after them: {}", last.stderr);
    assert_eq!(fs::metadata(&file).unwrap().len(), PAGE as u64);
}

/// Runs fetch-page into a small file system of its own, in a namespace of its own, which `prepare` has set up under $DIR.
fn in_a_small_file_system(prepare: &str) -> Option<test_support::Finished> {
    if !can_run("unshare", &["-m", "mount", "-t", "tmpfs", "-o", "size=1m", "none", "/mnt"]) {
        return None;
    }
    let scratch = Scratch::new("small");
    let script = format!(
        "set -e; DIR={0}; mount -t tmpfs -o size=1m none $DIR; printf 'the old copy' > $DIR/copy.html; {prepare}\n\
         code=0; {1} http://{2}/ --out $DIR/copy.html --force || code=$?\n\
         cat $DIR/copy.html; ls -A $DIR; exit $code",
        scratch.0.display(),
        program("fetch-page"),
        page_server(Duration::ZERO),
    );
    Some(run("unshare", &["-m", "sh", "-c", &script], ""))
}

#[test]
#[ignore = "CI runs it as a step of its own"]
fn a_full_disk_leaves_the_old_copy_and_no_part() {
    let Some(finished) = in_a_small_file_system("") else { return };
    eprintln!("{}", finished.stderr);
    assert_eq!(finished.code, Some(1), "{finished:?}");
    assert!(finished.stdout.ends_with("the old copycopy.html\n"), "{finished:?}");
    assert!(finished.stderr.starts_with("error: "), "{finished:?}");
}

#[test]
#[ignore = "CI runs it as a step of its own"]
fn a_folder_that_cannot_be_written_is_said() {
    let Some(finished) = in_a_small_file_system("mount -o remount,ro $DIR") else { return };
    eprintln!("{}", finished.stderr);
    assert_eq!(finished.code, Some(1), "{finished:?}");
    assert!(finished.stdout.ends_with("the old copycopy.html\n"), "{finished:?}");
}

#[test]
#[ignore = "CI runs it as a step of its own"]
fn a_link_planted_where_the_part_goes_is_not_followed() {
    let scratch = Scratch::new("link");
    let (file, victim) = (scratch.path("copy.html"), scratch.path("victim"));
    fs::write(&victim, "precious").unwrap();
    std::os::unix::fs::symlink(&victim, scratch.path("copy.html.part")).unwrap();
    let url = format!("http://{}/", page_server(Duration::ZERO));
    let finished = run(&program("fetch-page"), &[url.as_str(), "--out", &file], "");
    assert_eq!(finished.code, Some(0), "{}", finished.stderr);
    assert_eq!(fs::read(&victim).unwrap(), b"precious");
    assert_eq!(fs::metadata(&file).unwrap().len(), PAGE as u64);
    assert!(
        fs::symlink_metadata(&file).unwrap().is_file(),
        "the copy is a file of its own, no link"
    );
}

#[test]
#[ignore = "CI runs it as a step of its own"]
fn an_old_copy_that_is_a_link_stays_and_its_target_is_replaced() {
    let scratch = Scratch::new("copy-is-link");
    let (file, target) = (scratch.path("copy.html"), scratch.path("target"));
    fs::write(&target, "the old copy").unwrap();
    std::os::unix::fs::symlink(&target, &file).unwrap();
    let url = format!("http://{}/", page_server(Duration::ZERO));
    let finished = run(&program("fetch-page"), &[url.as_str(), "--out", &file, "--force"], "");
    assert_eq!(finished.code, Some(0), "{}", finished.stderr);
    assert_eq!(fs::metadata(&target).unwrap().len(), PAGE as u64);
    assert!(fs::symlink_metadata(&file).unwrap().is_symlink());
}
