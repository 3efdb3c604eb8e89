//! Grading that is interrupted: nothing of it goes on, and nothing of it is lost.

use crate::grade::{assert_ended, course_with_a_handout, hand_in, solved};
use crate::scratch::RIGHT;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// How long a build and a few tests may take on a computer that has much else to do.
const PATIENCE: Duration = Duration::from_secs(300);

/// Ctrl-C in a terminal goes to the whole group of processes, SIGTERM mostly to one.
#[test]
#[ignore = "slow: run by CI as a step of its own"]
fn grading_that_is_interrupted_leaves_nothing_behind_and_shows_what_it_has() {
    let (scratch, lib) = course_with_a_handout("grade-interrupted");
    hand_in(&scratch, "a-right", solved(&lib, RIGHT[0].1));
    // It starts a program that leaves its group, tells us both numbers, and never ends.
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let body = "{ let mut sleep = std::process::Command::new(\"sleep\");
        std::os::unix::process::CommandExt::process_group(sleep.arg(\"300\"), 0);
        let numbers = format!(\"{} {}\\n\", sleep.spawn().unwrap().id(), std::process::id());
        let mut stream = std::net::TcpStream::connect(\"ADDRESS\").unwrap();
        std::io::Write::write_all(&mut stream, numbers.as_bytes()).unwrap();
        loop {} }"
        .replace("ADDRESS", &listener.local_addr().unwrap().to_string());
    hand_in(&scratch, "loops", lib.replace(RIGHT[0].0, &body).replace(RIGHT[1].0, &body));
    let (sender, streams) = channel();
    thread::spawn(move || listener.incoming().try_for_each(|stream| sender.send(stream.unwrap())));

    for (signal, to_group) in [("-INT", true), ("-TERM", false)] {
        let temporary = scratch.root.join(format!("temporary{signal}"));
        fs::create_dir(&temporary).unwrap();
        let mut course = Command::new(env!("CARGO_BIN_EXE_course"));
        course
            .args([
                "--explain",
                "grade",
                "hand-ins",
                "--sandbox",
                "none",
                "--csv",
                "grades.csv",
                "--force",
            ])
            .current_dir(&scratch.root);
        course.env_remove("CARGO_TARGET_DIR").env("TMPDIR", &temporary).process_group(0);
        let mut course = course.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let lines = lines(course.stderr.take().unwrap());

        while !lines.recv_timeout(PATIENCE).unwrap().ends_with("a-right: graded") {}
        let stream = streams.recv_timeout(PATIENCE).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let mut numbers = String::new();
        BufReader::new(&stream).read_line(&mut numbers).unwrap();
        let target = format!("{}{}", if to_group { "-" } else { "" }, course.id());
        assert!(Command::new("kill").args([signal, "--", &target]).status().unwrap().success());

        let mut last = String::new();
        while let Some(line) = next_line(&lines) {
            last = line;
        }
        assert_eq!(last, "error: interrupted; what was started is stopped", "{signal}");
        assert_eq!(course.wait().unwrap().code(), Some(1), "{signal}");
        let mut table = String::new();
        course.stdout.take().unwrap().read_to_string(&mut table).unwrap();
        assert!(
            table.contains("a-right    5 of 5") && !table.contains("loops"),
            "{signal}: {table}"
        );
        assert!(table.ends_with("\n1 of 2 hand-ins are graded.\n"), "{signal}: {table}");
        assert!(
            scratch
                .read("grades.csv")
                .ends_with("same_as\r\na-right,,,doubling,5,5,2,2 of 2,,3,1 of 1,,,,\r\n"),
            "{signal}"
        );
        assert_eq!(fs::read_dir(&temporary).unwrap().count(), 0, "{signal}: its folder is left");
        if cfg!(target_os = "linux") {
            numbers.split_whitespace().for_each(assert_ended);
        }
    }
}

/// The lines that come from `source`, until it ends.
fn lines(source: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, lines) = channel();
    thread::spawn(move || {
        BufReader::new(source).lines().try_for_each(|line| sender.send(line.unwrap()))
    });
    lines
}

/// The next line, or none at the end.
fn next_line(lines: &Receiver<String>) -> Option<String> {
    match lines.recv_timeout(PATIENCE) {
        Ok(line) => Some(line),
        Err(RecvTimeoutError::Disconnected) => None,
        Err(RecvTimeoutError::Timeout) => panic!("it did not come to an end"),
    }
}
