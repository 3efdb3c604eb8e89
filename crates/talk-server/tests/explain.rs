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

use test_support::{DEADLINE, Running};

/// A step: a system call, and the number of bytes that a receive or a send moved.
type Step = (String, Option<i64>);

/// The steps in what strace wrote, as they ended, without the receives that began after our own FIN:
/// what comes then is discarded.
///
/// A line is `123 recvfrom(4, "hello", 1024, 0, NULL, NULL) = 5`. A call that ended while others went
/// on has two: `123 recvfrom(4, <unfinished ...>` and `123 <... recvfrom resumed>"hello", ...) = 5`.
fn seen(trace: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut begun: HashMap<&str, (i64, bool)> = HashMap::new();
    let mut after_fin: HashMap<i64, bool> = HashMap::new();
    for line in trace.lines() {
        let Some((thread, call)) = line.split_once(' ') else { continue };
        let call = call.trim_start();
        let name: String =
            call.trim_start_matches("<... ").chars().take_while(|c| c.is_alphanumeric()).collect();
        if let Some((_, arguments)) = call.split_once('(')
            && !call.starts_with("<...")
        {
            let descriptor = arguments.chars().take_while(char::is_ascii_digit).collect::<String>();
            let descriptor = descriptor.parse().unwrap_or(-1);
            let is_after = after_fin.get(&descriptor).copied().unwrap_or_default();
            begun.insert(thread, (descriptor, is_after));
        }
        let result = call.rsplit_once(" = ").and_then(|(_, result)| result.split(' ').next());
        let Some(result) = result.and_then(|result| result.parse::<i64>().ok()) else { continue };
        let (descriptor, is_after) = begun.get(thread).copied().unwrap_or_default();
        // accept4, recvfrom and sendto are what Linux calls accept, recv and send.
        match name.as_str() {
            _ if result < 0 => {}
            "socket" | "bind" | "listen" => steps.push((name, None)),
            "accept4" => {
                after_fin.insert(result, false);
                steps.push(("accept".to_string(), None));
            }
            "recvfrom" if !is_after => steps.push(("recv".to_string(), Some(result))),
            "sendto" => steps.push(("send".to_string(), Some(result))),
            // A second one does nothing.
            "shutdown" if after_fin.insert(descriptor, true) != Some(true) => {
                steps.push((name, None));
            }
            _ => {} // options and names
        }
    }
    steps
}

/// The steps that `--explain` printed.
fn told(stderr: &str) -> Vec<Step> {
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
    let id = std::process::id();
    let trace = format!("{}/talk-server-{id}.strace", env!("CARGO_TARGET_TMPDIR"));
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
    fs::remove_file(&trace).unwrap();
    let seen = seen(&text);
    let sorted = |mut steps: Vec<Step>| {
        steps.retain(|(name, _)| name != "close");
        steps.sort();
        steps
    };
    // Threads run beside each other, so only the steps of one thread come in the same order.
    assert_eq!(sorted(told.clone()), sorted(seen.clone()), "{}\n{text}", finished.stderr);
    assert_eq!(told[..7], seen[..7], "{}\n{text}", finished.stderr);
    assert_eq!(told.iter().filter(|(name, _)| name == "close").count(), 3);
}
