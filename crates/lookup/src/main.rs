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
use common::UserError;
use input::Names;
use lookup::message::Query;
use lookup::resolver::{Answer, deadlines, exchange, questions_for};
use lookup::servers::Settings;
use lookup::{errors, interfaces, nslookup, servers, sockets, system};
use options::Options;
use std::io::{BufWriter, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let options = options::parse();
    common::enable_explain(options.explain);
    common::exit_with(run(&options))
}

fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let mut out = BufWriter::new(common::stdout());
    let mut all_found = true;
    if options.ports.is_some() || options.listening {
        let ports = options.ports.as_deref().unwrap_or_default();
        let mut table =
            sockets::in_use().with_context(|| errors::not_given("its list of sockets"))?;
        table.select(options.listening, ports);
        sockets::write(&table, &mut out)?;
        all_found = ports.is_empty() || !table.rows.is_empty();
    } else if options.here {
        interfaces::write(&mut out).with_context(|| errors::not_given("its network interfaces"))?;
    } else {
        let settings = servers::settings(options.server);
        let mut names = Names::new(&options.names);
        while let Some(name) = names.next(&mut out)? {
            all_found &= reported(look_up(&name, options, &settings, &mut out))?;
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
    // 1. The query. A name has two questions, A (IPv4) and AAAA (IPv6); an address has one, about
    //    its reverse name (`reverse_name`). What can never be a name is refused before any byte is
    //    sent (`check_name`).
    let questions =
        questions_for(name, options.record_type).map_err(|error| errors::bad_name(name, error))?;
    let mut answer = Answer::default();
    for (question, deadline) in questions.iter().zip(deadlines(questions.len(), options.timeout)) {
        let query = Query::new(question.clone())
            .with_context(|| errors::not_given("a random number for the query"))?;

        // 2. The exchange. `send` puts the query into one UDP datagram (a packet by itself, without
        //    a connection), `recv` waits for the reply. Either can be lost: if no reply comes, the
        //    query is sent again. Anyone can send us a datagram: what is not the answer to this
        //    query (`is_answer_to`) is ignored. What is too large for one is fetched over TCP.
        match exchange(&query, &settings.servers, deadline) {
            // 3. Follow the aliases from the name that was asked for to the one with the records
            //    (`follow_cnames`).
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

/// Lets the operating system look a name up. Its answer has less in it.
fn look_up_by_system(name: &str, out: &mut impl Write) -> anyhow::Result<bool> {
    questions_for(name, None).map_err(|error| errors::bad_name(name, error))?;
    let answer = system::look_up(name).with_context(|| errors::not_found_by_system(name))?;
    nslookup::write(&answer, out)?;
    out.flush()?;
    Ok(true)
}

/// Reports why a name was not found: there may be more names to look up. Returns any other error.
fn reported(result: anyhow::Result<bool>) -> anyhow::Result<bool> {
    match result {
        Err(error) if error.is::<UserError>() => {
            common::report(&error);
            Ok(false)
        }
        other => other,
    }
}
