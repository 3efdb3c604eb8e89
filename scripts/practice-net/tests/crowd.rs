//! The crowd, run as a person would run it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

use practice_net::program::{Finished, run};

fn crowd(arguments: &[&str]) -> Finished {
    run(env!("CARGO_BIN_EXE_crowd"), arguments, "")
}

#[test]
fn comes_in_full_number_and_counts_everyone_once() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let host = thread::spawn(move || {
        for _ in 0..20 {
            let (mut stream, _) = listener.accept().unwrap();
            let mut hello = [0; 5];
            stream.read_exact(&mut hello).unwrap();
            assert_eq!(&hello, b"hello");
            stream.write_all(b"welcome").unwrap();
        }
    });
    let finished = crowd(&["20", "--port", &port]);
    host.join().unwrap();
    assert_eq!((finished.code, finished.stderr.as_str()), (Some(0), ""));
    let (first, waited) = finished.stdout.split_once('\n').unwrap();
    assert_eq!(first, format!("20 clients come to 127.0.0.1:{port} at once."));
    let numbers =
        waited.lines().map(|line| line.split_once(" waited ").unwrap().0.parse::<usize>().unwrap());
    assert_eq!(numbers.sum::<usize>(), 20);
}

#[test]
fn says_when_nobody_answers() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string();
    let finished = crowd(&["3", "--port", &port]);
    assert_eq!(finished.code, Some(1));
    assert!(
        finished.stdout.ends_with("3 got no answer: connection refused\n"),
        "{}",
        finished.stdout
    );
    let error =
        format!("error: nobody answers at 127.0.0.1:{port}\n  try: Is the server running? ");
    assert!(finished.stderr.starts_with(&error), "{}", finished.stderr);
}

#[test]
fn counts_those_whom_the_server_turns_away() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let host = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.read_exact(&mut [0; 5]).unwrap(); // nothing may be left unread: that would be a reset
    });
    let finished = crowd(&["1", "--port", &port]);
    host.join().unwrap();
    assert!(
        finished.stdout.ends_with("1 got no answer: unexpected end of file\n"),
        "{}",
        finished.stdout
    );
}

#[test]
fn refuses_wrong_usage() {
    for wrong in [&["0"][..], &["5001"], &["many"], &["--port", "65536"]] {
        assert_eq!(crowd(wrong).code, Some(2), "{wrong:?}");
    }
}
