//! lookup: asks for the address of a name, and shows this computer and its ports.
//!
//! ```text
//! $ cargo practice         (one terminal: a DNS server of our own, on 127.0.0.1 port 9053)
//! $ cargo run -p lookup -- www.gnomon.test --server 127.0.0.1:9053      (another terminal)
//! ```
//!
//! Without `--server` it asks the DNS server that this computer is set to use. An address asks for its
//! name. With nothing to look up it takes names from standard input, one on each line.
//!
//! Exit code: 0 if everything was found; 1 if something was not; 2 for wrong usage.

mod options;

use anyhow::Context as _;
use common::UserError;
use common::lines::Lines;
use lookup::message::Query;
use lookup::resolver::{Answer, deadlines, exchange, questions_for};
use lookup::servers::Settings;
use lookup::{MAX_NAME, errors, interfaces, nslookup, servers, sockets, system};
use options::Options;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

/// The longest line that is read as a name: somewhat more than a name can have, so that we can tell.
const MAX_LINE: usize = 2 * MAX_NAME;

fn main() -> ExitCode {
    let options = options::parse();
    common::enable_explain(options.explain);
    common::exit_with(run(&options))
}

fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let mut out = BufWriter::new(common::stdout());
    let mut all_found = true;
    if options.ports.is_some() || options.listening {
        all_found = show_sockets(options, &mut out)?;
    } else if options.here {
        interfaces::write(&mut out).with_context(errors::no_interfaces)?;
    } else {
        let mut settings = servers::configured();
        if let Some(server) = options.server {
            settings.servers = vec![server];
        }
        for name in &options.names {
            all_found &= reported(look_up(name, options, &settings, &mut out))?;
        }
        if options.names.is_empty() {
            all_found = look_up_each_line(options, &settings, &mut out)?;
        }
    }
    out.flush()?;
    Ok(if all_found { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Looks one name up and prints what was found, then what was not. True if everything was found.
fn look_up(
    name: &str,
    options: &Options,
    settings: &Settings,
    out: &mut impl Write,
) -> anyhow::Result<bool> {
    if options.system {
        return look_up_by_system(name, out);
    }
    // 1. The query. A name has two questions, A and AAAA; an address has one, about its reverse name.
    //    What can never be a name is refused before any byte is sent.
    let questions = questions_for(name, options.record_type)
        .map_err(|error| errors::bad_name(name, error))?;
    let mut answer = Answer::default();
    for (question, deadline) in questions.iter().zip(deadlines(questions.len(), options.timeout)) {
        let query = Query::new(question.clone()).with_context(errors::no_random_number)?;

        // 2. The exchange. `send` puts the query into one UDP datagram, `recv` waits for the reply.
        //    Either can be lost: if no reply comes, the query is sent again. Anyone can send us a
        //    datagram: what is not the answer to this query is ignored. What is too large for a
        //    datagram is fetched over TCP.
        match exchange(&query, &settings.servers, deadline) {
            // 3. Follow the aliases, from the name that was asked for to the one with the records.
            Ok((server, reply)) => answer.add(question, server, &reply),
            Err((server, error)) => answer.fail(question, server, error),
        }
    }
    // 4. Print what was found; then, on standard error, what was not.
    nslookup::write(&answer, out)?;
    out.flush()?;
    let failures = answer.failures();
    for failure in &failures {
        common::report(&errors::lookup_failed(name, failure, &settings.search).into());
    }
    Ok(failures.is_empty())
}

/// Lets the operating system look a name up, which says less.
fn look_up_by_system(name: &str, out: &mut impl Write) -> anyhow::Result<bool> {
    questions_for(name, None).map_err(|error| errors::bad_name(name, error))?;
    let answer = system::look_up(name).with_context(|| errors::not_found_by_system(name))?;
    nslookup::write(&answer, out)?;
    out.flush()?;
    Ok(true)
}

/// Reports why a name was not found: there may be more names to look up. Any other error goes on.
fn reported(result: anyhow::Result<bool>) -> anyhow::Result<bool> {
    match result {
        Err(error) if error.is::<UserError>() => {
            common::report(&error);
            Ok(false)
        }
        other => other,
    }
}

/// Takes names from a person or a pipe until the end of the input. True if all were found.
fn look_up_each_line(
    options: &Options,
    settings: &Settings,
    out: &mut impl Write,
) -> anyhow::Result<bool> {
    let is_typed = io::stdin().is_terminal();
    if is_typed {
        common::note("type a name or an address, then Enter; `exit` ends this");
    }
    let lines = Lines::new(io::stdin().lock(), MAX_LINE, "Give the names as arguments.");
    let mut lines = lines.with_prompt(is_typed);
    let mut all_found = true;
    while let Some(line) = lines.next_line(out)? {
        let line = String::from_utf8_lossy(&line);
        match line.trim() {
            "" => {}
            "exit" | "quit" if is_typed => break,
            name => all_found &= reported(look_up(name, options, settings, out))?,
        }
    }
    Ok(all_found)
}

/// Prints the sockets in use. False if none of them has a port that was asked for.
fn show_sockets(options: &Options, out: &mut impl Write) -> anyhow::Result<bool> {
    let mut table = sockets::in_use().with_context(errors::no_sockets)?;
    let ports = options.ports.as_deref().unwrap_or_default();
    table.rows.retain(|row| !options.listening || row.is_listening());
    table.rows.retain(|row| ports.is_empty() || ports.iter().any(|port| row.has_port(*port)));
    sockets::write(&table.rows, out)?;
    out.flush()?;
    table.incomplete.into_iter().for_each(common::note);
    Ok(ports.is_empty() || !table.rows.is_empty())
}
