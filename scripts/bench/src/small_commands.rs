//! Commands that are over in a moment: a lookup, the table of ports.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::Command;

use practice_net::PracticeNet;

use crate::Programs;
use crate::contest::{Contest, Row};

/// How many lookups one measurement takes: a single one is shorter than what disturbs it.
const LOOKUPS: usize = 20;

/// One name, asked of one local server, beginning with the start of the program.
pub(crate) fn lookup(programs: &Programs, rounds: usize) -> anyhow::Result<Vec<Row>> {
    let net = PracticeNet::start(0, 0, 0)?;
    let (ip, port) = (net.dns.ip().to_string(), net.dns.port().to_string());
    let ours = programs.path("lookup");
    let times = |command: &dyn Fn() -> Command| {
        (0..LOOKUPS)
            .map(|_| crate::contest::milliseconds(&mut command()))
            .sum::<anyhow::Result<f64>>()
    };
    let a_lookup = |command: &dyn Fn() -> Command| times(command).map(|all| all / LOOKUPS as f64);
    let with = |program: &str, arguments: &[&str]| {
        let mut command = Command::new(program);
        command.args(arguments);
        command
    };
    let name = "gnomon.test";
    let server = net.dns.to_string();
    let (dash_port, at_ip) = (format!("-port={port}"), format!("@{ip}"));
    let row = Contest::new("one lookup, both families", "ms", "a fifth of nslookup's time")
        .with(&ours.to_string_lossy(), "lookup", || {
            a_lookup(&|| with(&ours.to_string_lossy(), &[name, "--server", &server]))
        })
        .with("nslookup", "nslookup", || a_lookup(&|| with("nslookup", &[&dash_port, name, &ip])))
        .with("dig", "dig (A, then AAAA)", || {
            a_lookup(&|| with("dig", &[&at_ip, "-p", &port, name, "A", name, "AAAA"]))
        })
        .with("host", "host", || a_lookup(&|| with("host", &["-p", &port, name, &ip])))
        .hold(rounds)?;
    Ok(vec![row])
}

/// The table of ports with 5,000 sockets open.
pub(crate) fn ports(programs: &Programs, rounds: usize) -> anyhow::Result<Vec<Row>> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let mut open = Vec::new();
    for _ in 0..2500 {
        open.push(TcpStream::connect(listener.local_addr()?)?);
        open.push(listener.accept()?.0);
    }
    let ours = programs.path("lookup");
    let row = Contest::new("the ports, 5,000 sockets open", "ms", "no slower than netstat")
        .timed("lookup --ports", || {
            let mut command = Command::new(&ours);
            command.arg("--ports");
            command
        })
        .timed("netstat -anp", || {
            let mut command = Command::new("netstat");
            command.arg("-anp");
            command
        })
        .timed("ss -anptu", || {
            let mut command = Command::new("ss");
            command.arg("-anptu");
            command
        })
        .hold(rounds)?;
    Ok(vec![row])
}
