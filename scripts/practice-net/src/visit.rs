//! Strangers visit a running server, one after the other, and report what they found.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::slice;
use std::time::{Duration, Instant};

use clap::ValueEnum;
use common::UserError;

use crate::stranger::Server;
use crate::visitors::no_connection;

pub use crate::visitors::Visitor;

/// All visits together take no longer.
const TIME: Duration = Duration::from_secs(55);

/// Lines of the report are no longer, so that they fit a terminal.
const WIDTH: usize = 80;

/// What to look at if there is no connection any more.
const LOOK_WHETHER_IT_RUNS: &str = "the server's terminal: has the stranger before ended it?";

/// What to look at if something came that is not an answer.
const LOOK_AT_WHAT_CAME: &str = "what came: every answer begins with `You said `";

/// What to look at if not even the simplest visit was as promised.
const LOOK_AT_HELLO_FIRST: &str = "why `hello` is not answered: that comes first";

/// Visits the server at `address`, and writes to `out` what came of it. `only` names one visit;
/// without it, all are made. Returns true if everything was as the server of the lesson talk-server
/// promises.
///
/// # Errors
/// A [`UserError`] if there is no server; and those of `out`.
pub fn visit(
    address: SocketAddr,
    only: Option<Visitor>,
    out: &mut impl Write,
) -> anyhow::Result<bool> {
    let server = Server { address, deadline: Instant::now() + TIME };
    let visitors = only.as_ref().map_or(Visitor::value_variants(), slice::from_ref);
    let mut failures = Vec::new();
    for (index, visitor) in visitors.iter().enumerate() {
        let outcome = match visitor.visit(server) {
            Err(error) if index == 0 => return Err(cannot_connect(address, error)),
            outcome => outcome,
        };
        let look_at = match &outcome {
            Ok(outcome) if outcome.is_as_promised => None,
            Ok(outcome) if outcome.is_something_else => Some(LOOK_AT_WHAT_CAME),
            Ok(_) if failures.contains(&Visitor::Hello) => Some(LOOK_AT_HELLO_FIRST),
            Ok(_) => Some(visitor.look_at()),
            Err(_) => Some(LOOK_WHETHER_IT_RUNS),
        };
        let got = outcome.map_or_else(|error| no_connection(&error), |outcome| outcome.got);
        report(*visitor, &got, look_at, out)?;
        if look_at.is_some() {
            failures.push(*visitor);
        }
    }
    if visitors.len() > 1 {
        let names: Vec<String> = failures.iter().map(|visitor| visitor.name()).collect();
        let outcome = match names.len() {
            0 => "all as promised".to_owned(),
            failed => format!("{failed} not as promised: {}", names.join(", ")),
        };
        write_wrapped(out, "", &format!("{} visits: {outcome}", visitors.len()))?;
    }
    out.flush()?;
    Ok(failures.is_empty())
}

/// The error for the first connection: nobody has ended a server yet.
fn cannot_connect(address: SocketAddr, error: io::Error) -> anyhow::Error {
    let hint = match error.kind() {
        io::ErrorKind::ConnectionRefused => {
            "Start the server first, in another terminal, for example: cargo run -p talk-server -- \
             --local"
        }
        _ => "Check that the server runs, and that this is its address and port.",
    };
    let message = format!("cannot visit {address}: {}", no_connection(&error));
    anyhow::Error::new(error).context(UserError::new(message, hint))
}

/// Writes what came of one visit. It was as promised if there is nothing to look at.
fn report(
    visitor: Visitor,
    got: &str,
    look_at: Option<&str>,
    out: &mut impl Write,
) -> io::Result<()> {
    let verdict = if look_at.is_none() { "as promised" } else { "NOT AS PROMISED" };
    writeln!(out, "{}: {verdict}", visitor.name())?;
    write_wrapped(out, "  did:      ", &visitor.does())?;
    write_wrapped(out, "  got:      ", got)?;
    if let Some(look_at) = look_at {
        write_wrapped(out, "  promised: ", visitor.promise())?;
        write_wrapped(out, "  look at:  ", look_at)?;
    }
    Ok(())
}

fn write_wrapped(out: &mut impl Write, label: &str, text: &str) -> io::Result<()> {
    let indent = " ".repeat(label.len());
    let options = textwrap::Options::new(WIDTH).initial_indent(label).subsequent_indent(&indent);
    writeln!(out, "{}", textwrap::fill(text, options))
}
