//! Strangers visit a running server, one after the other, and report what they found.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use crate::stranger::Server;
use crate::visitors::{VISITORS, Visitor};

/// All visits together take no longer.
const TIME: Duration = Duration::from_secs(55);

/// Lines of the report are no longer, so that they fit a terminal.
const WIDTH: usize = 80;

/// What to look at if there is no connection.
const LOOK_WHETHER_IT_RUNS: &str = "the server's terminal: has the stranger before ended it?";

/// The names of the visits, and what happens in each.
pub fn visits() -> impl Iterator<Item = (&'static str, &'static str)> {
    VISITORS.iter().map(|visitor| (visitor.name, visitor.does))
}

/// Visits the server at `address`, and writes to `out` what came of it. `only` names one visit;
/// without it, all are made. Returns true if everything was as the server of the lesson talk-server
/// promises.
///
/// # Errors
/// Those of `out`.
pub fn visit(address: SocketAddr, only: Option<&str>, out: &mut impl Write) -> io::Result<bool> {
    let server = Server { address, deadline: Instant::now() + TIME };
    let mut failures = Vec::new();
    let mut count = 0;
    for visitor in VISITORS.iter().filter(|visitor| only.is_none_or(|name| visitor.name == name)) {
        if !report(visitor, server, out)? {
            failures.push(visitor.name);
        }
        count += 1;
    }
    match (count, &failures[..]) {
        (1, _) => {}
        (_, []) => writeln!(out, "{count} visits: all as promised")?,
        (_, names) => {
            let all =
                format!("{count} visits, {} not as promised: {}", names.len(), names.join(", "));
            write_wrapped(out, "", &all)?;
        }
    }
    out.flush()?;
    Ok(failures.is_empty())
}

/// Makes one visit.
fn report(visitor: &Visitor, server: Server, out: &mut impl Write) -> io::Result<bool> {
    let (got, is_as_promised, look_at) = match (visitor.visit)(server) {
        Ok(outcome) => (outcome.got, outcome.is_as_promised, visitor.look_at),
        Err(got) => (got, false, LOOK_WHETHER_IT_RUNS),
    };
    let verdict = if is_as_promised { "as promised" } else { "NOT AS PROMISED" };
    writeln!(out, "{}: {verdict}", visitor.name)?;
    write_wrapped(out, "  did:      ", visitor.does)?;
    write_wrapped(out, "  got:      ", &got)?;
    if !is_as_promised {
        write_wrapped(out, "  promised: ", visitor.promise)?;
        write_wrapped(out, "  look at:  ", look_at)?;
    }
    Ok(is_as_promised)
}

fn write_wrapped(out: &mut impl Write, label: &str, text: &str) -> io::Result<()> {
    let indent = " ".repeat(label.len());
    let options = textwrap::Options::new(WIDTH).initial_indent(label).subsequent_indent(&indent);
    writeln!(out, "{}", textwrap::fill(text, options))
}
