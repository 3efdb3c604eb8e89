//! lookup: asks for the address of a name, or shows this computer's addresses and its ports in use.
//!
//! ```text
//! $ cargo practice         (one terminal: a DNS server of our own, on 127.0.0.1 port 9053)
//! $ cargo run -p lookup -- www.gnomon.test --server 127.0.0.1:9053      (another terminal)
//! ```
//!
//! Without `--server` it asks the DNS server that this computer is set to use. An address asks for
//! its name. With nothing to look up it takes names from standard input, one on each line.
//!
//! Exit code: 0 if everything was found; 1 if something was not; 2 for wrong usage.

mod input;
mod options;

use anyhow::Context as _;
use lookup::message::new_query;
use lookup::resolver::{Answer, exchange, questions_for};
use lookup::servers::Settings;
use lookup::{errors, interfaces, nslookup, servers, sockets, system};
use options::Options;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Instant;

fn main() -> ExitCode {
    let options = options::parse();
    common::enable_explain(options.explain);
    common::exit_with(run(&options))
}

/// Does what the options say: shows the sockets in use, or the network interfaces, or looks up one
/// name after the other. Exit code 0 if everything was found.
fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let mut out = common::stdout();
    let mut all_found = true;
    // `with_context` puts our sentence before the operating system's own error.
    if options.ports.is_some() || options.listening {
        let ports = options.ports.as_deref().unwrap_or_default(); // none: all of them
        all_found = sockets::write(ports, options.listening, &mut out)
            .with_context(|| errors::not_given("its list of sockets"))?;
    } else if options.here {
        interfaces::write(&mut out).with_context(|| errors::not_given("its network interfaces"))?;
    } else {
        let settings = servers::settings(options.server);
        for name in input::names(&options.names) {
            let name = name?;
            // A name that cannot be looked up is reported. The next one still has its turn.
            match look_up(&name, options, &settings) {
                Ok(answer) => all_found &= print(&name, &answer, &settings.search, &mut out)?,
                Err(error) => {
                    common::report(&error);
                    all_found = false;
                }
            }
        }
    }
    Ok(if all_found { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Looks one name up, or the name of an address. The answer also holds what was not found, and why.
fn look_up(name: &str, options: &Options, settings: &Settings) -> anyhow::Result<Answer> {
    // 1. The query. A name has two questions, for its A (IPv4) and its AAAA (IPv6) records; an
    //    address has one, about its reverse name (`reverse_name`). What can never be a name is
    //    refused before any byte is sent (`check_name`).
    let (dns_name, types) =
        questions_for(name, options.record_type).map_err(|error| errors::bad_name(name, error))?;
    // With --system the operating system does the rest. Its answer has less in it.
    if options.system {
        return system::look_up(name).with_context(|| errors::not_found_by_system(name));
    }
    let mut answer = Answer::default();
    let end = Instant::now() + options.timeout;
    for record_type in &types {
        // The questions share the time: one without an answer leaves a fifth of it to the next.
        let is_last = types.last() == Some(record_type);
        let deadline = if is_last { end } else { end - options.timeout / 5 };
        let query = new_query(&dns_name, *record_type)
            .with_context(|| errors::not_given("a random number for the query"))?;

        // 2. The exchange. `send` puts the query into one UDP datagram (a packet by itself, without
        //    a connection), `recv` waits for the reply. Either can be lost: if no reply comes, the
        //    query is sent again. Anyone can send us a datagram: what is not the answer to this
        //    query (`is_answer_to`) is ignored. What is too large for one is fetched over TCP.
        let (server, reply) = exchange(&query, &settings.servers, deadline);

        // 3. Follow the aliases from the name that was asked for to the one with the records
        //    (`follow_cnames`). No reply, or none with records, is remembered as a failure.
        match reply {
            Ok(reply) => answer.add(&query, server, &reply),
            Err(error) => answer.fail(&query, server, error),
        }
    }
    Ok(answer)
}

/// Prints the answer. True if everything was found.
fn print(name: &str, answer: &Answer, search: &[String], out: &mut impl Write) -> io::Result<bool> {
    // 4. Print what was found; then, on standard error, what was not, and what to try next.
    nslookup::write(answer, out)?;
    let failures = answer.failures();
    for failure in &failures {
        common::report(&errors::lookup_failed(name, failure, search).into());
    }
    Ok(failures.is_empty())
}
