//! talk-server and talk-client on two hosts, across a link with delay, loss and a cut cable. The hosts are network
//! namespaces, which only root can make; the link is a small program beside this one.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test says what it saw, and stops"
)]

use std::process::Command;
use std::time::Instant;

use endurance::{can_run, program};
use test_support::Running;

const SERVER: &str = "192.0.2.2";

/// A network namespace that goes when the test ends.
struct Host(String);

impl Host {
    fn new(name: &str) -> Host {
        let host = Host(format!("{name}-{}", std::process::id()));
        assert!(Command::new("ip").args(["netns", "add", &host.0]).status().unwrap().success());
        host
    }

    fn start(&self, program: &str, arguments: &[&str]) -> Running {
        Running::spawn(Command::new("ip").args(["netns", "exec", &self.0, program]).args(arguments))
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let _ = Command::new("ip").args(["netns", "delete", &self.0]).status();
    }
}

/// The cable between them.
struct Link(Running);

impl Link {
    fn between(first: &Host, second: &Host) -> Link {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/two_hosts/link.py");
        let mut running = Running::start("python3", &[script, &first.0, &second.0]);
        assert_eq!(running.line(), "ready");
        Link(running)
    }

    fn set(&mut self, line: &str) {
        self.0.send(format!("{line}\n"));
        assert_eq!(self.0.line(), "done");
    }
}

/// The hosts, the link, and a server on one of them. Returns `None` if this cannot be had.
fn setup(server_options: &[&str]) -> Option<(Host, Host, Link, Running)> {
    let name = format!("try-{}", std::process::id());
    let script = format!(
        "test -w /dev/net/tun && command -v python3 && ip netns add {name} && ip netns delete {name}"
    );
    if !can_run("sh", &["-c", &script]) {
        return None;
    }
    let (near, far) = (Host::new("near"), Host::new("far"));
    let link = Link::between(&near, &far);
    let mut server = far.start(&program("talk-server"), server_options);
    assert_eq!(server.line(), "Starting server.");
    assert_eq!(server.line(), "Listening on 0.0.0.0:9087");
    Some((near, far, link, server))
}

#[test]
#[ignore = "slow: waits for deadlines"]
fn a_conversation_survives_delay_and_loss() {
    let Some((near, _far, mut link, _server)) = setup(&[]) else { return };
    link.set("delay 0.05");
    link.set("loss 0.05");
    let started = Instant::now();
    let mut client = near.start(&program("talk-client"), &[SERVER, "9087"]);
    let text = "A line of sixty-four letters, as people write them in a mail...\n".repeat(2000);
    client.send(&text);
    let finished = client.finish();
    assert_eq!(finished.code, Some(0), "{}", finished.stderr);
    // Every byte came back, in order, among the server's own words.
    let came: String = finished
        .stdout
        .lines()
        .filter_map(|line| line.strip_prefix("Received: '"))
        .map(|line| line.trim_end_matches('\'').replace("\\n", "\n"))
        .collect();
    assert_eq!(came.replace("You said ", "").replace('\n', ""), text.replace('\n', ""));
    assert!(finished.stdout.ends_with("Connection closed.\n"));
    eprintln!(
        "{} bytes there and back over a link of 50 ms that loses 5%: {:?}",
        text.len(),
        started.elapsed()
    );
}

#[test]
#[ignore = "slow: waits for deadlines"]
fn a_cut_cable_is_noticed_on_both_sides() {
    let Some((near, _far, mut link, mut server)) = setup(&["--idle", "3"]) else { return };
    let mut client = near.start(&program("talk-client"), &[SERVER, "9087", "--idle", "4"]);
    client.send("hello\n");
    assert_eq!(client.line(), "Received: 'You said hello\\n\\n'");
    link.set("cut");
    let started = Instant::now();
    client.send("is anybody there?\n");
    let finished = client.finish();
    assert_eq!(finished.code, Some(1), "{finished:?}");
    assert!(finished.stderr.starts_with("error: "), "{}", finished.stderr);
    eprintln!("the client, after {:?}: {}", started.elapsed(), finished.stderr.trim_end());
    let noticed = loop {
        let line = server.error_line();
        if line.contains("idle timeout") {
            break line;
        }
    };
    eprintln!("the server, after {:?}: {noticed}", started.elapsed());

    // The server goes on: when the cable is mended, the next one is answered.
    link.set("mend");
    let next = near.start(&program("talk-client"), &[SERVER, "9087", "back again"]).finish();
    assert_eq!(next.stdout, "Received: 'You said back again\\n'\nConnection closed.\n");
}

#[test]
#[ignore = "slow: waits for deadlines"]
fn each_way_of_not_getting_there_has_its_own_sentence() {
    let Some((near, _far, mut link, _server)) = setup(&[]) else { return };
    let talk_client = program("talk-client");
    let mut said = Vec::new();
    for (what, host, port) in [
        ("refused", SERVER, "9088"),
        ("no such host on the link", "192.0.2.77", "9087"),
        ("no way there", "198.51.100.1", "9087"),
    ] {
        let finished = near.start(&talk_client, &[host, port, "hello", "--timeout", "10"]).finish();
        assert_eq!(finished.code, Some(1), "{finished:?}");
        eprintln!("{what}: {}", finished.stderr.trim_end());
        said.push(finished.stderr.replace(host, "HOST").replace(port, "PORT"));
    }
    link.set("cut");
    let finished = near.start(&talk_client, &[SERVER, "9087", "hello", "--timeout", "2"]).finish();
    assert_eq!(finished.code, Some(1), "{finished:?}");
    eprintln!("the cable cut: {}", finished.stderr.trim_end());
    said.push(finished.stderr.replace(SERVER, "HOST").replace("9087", "PORT"));
    assert_ne!(said[0], said[1]);
    assert_ne!(said[0], said[3]);
    assert_ne!(said[1], said[3]);
}
