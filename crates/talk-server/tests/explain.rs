//! `--explain`, compared with what the system saw.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    reason = "a test stops at the first thing that goes wrong, in its helpers too"
)]

use std::collections::HashMap;
use std::fs;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::process::Command;

use practice_net::program::{DEADLINE, Running};

/// A system call, its thread and its result.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Call {
    thread: String,
    name: String,
    result: i64,
}

/// The calls in strace's own form: `123 recvfrom(4, "hello", 1024, 0, NULL, NULL) = 5`, or
/// `123 <... accept4 resumed>...) = 4` for a call that ended while others went on.
fn parse_strace(text: &str) -> Vec<Call> {
    let parse = |line: &str| {
        let (thread, call) = line.split_once(' ')?;
        let call = call.trim_start();
        let resumed = call.strip_prefix("<... ");
        let name: String =
            resumed.unwrap_or(call).chars().take_while(|c| *c != '(' && *c != ' ').collect();
        let result = call.rsplit_once(" = ")?.1.split_whitespace().next()?.parse().ok()?;
        // accept4, recvfrom and sendto are what Linux calls accept, recv and send.
        let name = match name.as_str() {
            "accept4" => "accept",
            "recvfrom" => "recv",
            "sendto" => "send",
            other => other,
        };
        Some(Call { thread: thread.to_string(), name: name.to_string(), result })
    };
    text.lines().filter_map(parse).filter(|call| call.result >= 0).collect()
}

/// The name of each step that was told, and the number of bytes if there is one.
fn told(stderr: &str) -> Vec<(String, Option<i64>)> {
    let steps = stderr.lines().filter_map(|line| line.strip_prefix("-- ")?.split_once(": "));
    steps
        .map(|(name, rest)| {
            let is_transfer = name == "recv" || name == "send";
            let bytes = rest.split(' ').next().unwrap().parse().ok().filter(|_| is_transfer);
            (name.to_string(), bytes)
        })
        .collect()
}

#[test]
fn tells_every_call_as_the_system_saw_it() {
    let trace = format!("{}/talk-server.strace", env!("CARGO_TARGET_TMPDIR"));
    let try_it = Command::new("strace").args(["-o", "/dev/null", "true"]).output();
    if !try_it.is_ok_and(|output| output.status.success()) {
        println!("skipped: strace is missing, or may not trace here");
        return;
    }
    let mut command = Command::new("strace");
    command.args(["-f", "-e", "trace=network", "-o", &trace, env!("CARGO_BIN_EXE_talk-server")]);
    command.args(["--local", "--port", "0", "--explain"]).env("COLUMNS", "1000");
    let mut program = Running::spawn(&mut command);
    program.line();
    let address: SocketAddr =
        program.line().strip_prefix("Listening on ").unwrap().parse().unwrap();
    let connect = || {
        let stream = TcpStream::connect_timeout(&address, DEADLINE).unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        stream
    };

    // One that half-closes, one that leaves, and one that says bye while a silent one is there.
    let mut first = connect();
    first.write_all(b"hello").unwrap();
    first.shutdown(Shutdown::Write).unwrap();
    first.read_to_end(&mut Vec::new()).unwrap();
    drop(first);
    let silent = connect();
    assert!(program.line().starts_with("Connected"));
    program.line();
    assert!(program.line().starts_with("Connected"));
    let mut last = connect();
    last.write_all(b"bye").unwrap();
    last.read_to_end(&mut Vec::new()).unwrap();
    drop((last, silent));
    let finished = program.finish();
    assert_eq!(finished.code, Some(0), "{finished:?}");

    let told = told(&finished.stderr);
    let text = fs::read_to_string(&trace).unwrap();
    let mut has_shut_down: HashMap<String, bool> = HashMap::new();
    let mut seen = Vec::new();
    for call in parse_strace(&text) {
        let over = has_shut_down.entry(call.thread.clone()).or_default();
        match call.name.as_str() {
            "recv" | "send" if !*over => seen.push((call.name, Some(call.result))),
            "socket" | "bind" | "listen" | "accept" => seen.push((call.name, None)),
            "shutdown" => {
                *over = true;
                seen.push((call.name, None));
            }
            _ => {} // options, names, and what is discarded after our own FIN
        }
    }
    let sorted = |mut steps: Vec<(String, Option<i64>)>| {
        steps.retain(|(name, _)| name != "close");
        steps.sort();
        steps
    };
    // Threads run beside each other, so only the steps of one thread come in the same order.
    assert_eq!(sorted(told.clone()), sorted(seen.clone()), "{}\n{text}", finished.stderr);
    assert_eq!(told[..8], seen[..8], "{}\n{text}", finished.stderr);
    assert_eq!(told.iter().filter(|(name, _)| name == "close").count(), 3);
}
