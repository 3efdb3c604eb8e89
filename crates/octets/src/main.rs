//! octets: an IPv4 address in decimal and in bits, with the arithmetic that proves it.
//!
//! ```text
//! octets 192.168.1.5                 the bits of each octet, the sums, the 32-bit number, the kind
//! octets 11000000                    one octet, in binary or in decimal
//! octets 192.168.1.5/24              the mask and the network too
//! octets 192.168.1.5/24 192.168.2.7  are these two in the same network?
//! octets --short < addresses.txt     one line each: decimal, dotted binary, number
//! octets --quiz                      practise
//! ```
//!
//! Without an address it asks for some, or reads a pipe, line by line. Exit code 0: all were valid;
//! 1: one was not.

mod errors;
mod options;
mod print;

use common::escape_untrusted;
use common::lines::Lines;
use octets::parse::{MAX_TEXT_LEN, Parsed, parse};
use octets::{network, quiz};
use options::Options;
use print::{print_address, print_network, print_octets, print_same_network, print_short};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let options: Options = common::parse_args();
    common::enable_explain(options.explain);
    common::exit_with(run(&options))
}

fn run(options: &Options) -> anyhow::Result<ExitCode> {
    // What is printed is collected, and written in large pieces: a million lines take less time.
    // Under --explain it is written at once, so that it appears among the steps it belongs to.
    let buffer_size = if options.explain { 0 } else { 64 * 1024 };
    let mut out = BufWriter::with_capacity(buffer_size, common::stdout());
    let is_terminal = io::stdin().is_terminal();
    let mut lines = Lines::new(io::stdin(), MAX_TEXT_LEN, options::HINT).with_prompt(is_terminal);
    if options.quiz {
        let questions = quiz::questions(options.rounds, options.seed);
        quiz::play(questions, &mut lines, &mut out)?;
        out.flush()?;
        return Ok(ExitCode::SUCCESS);
    }
    if is_terminal && options.addresses.is_empty() {
        let _ = writeln!(io::stderr(), "{}", options::WELCOME);
    }
    let mut all_valid = true;
    for count in 0.. {
        // 1. Take a text: from the command line, or else the next line that is typed or piped in.
        let text = match options.addresses.is_empty() {
            false => options.addresses.get(count).map(|text| text.clone().into_bytes()),
            true => lines.next_line(&mut out)?,
        };
        let Some(text) = text else { break };
        all_valid &= show(count, &text, options, &mut out)?;
    }
    out.flush()?;
    Ok(if all_valid { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Prints what `text` stands for, or why it is not valid. Returns whether it was. `count` texts
/// came before it.
fn show(count: usize, text: &[u8], options: &Options, out: &mut impl Write) -> io::Result<bool> {
    // 2. Read the text: one octet, or the four of an address.
    let text = escape_untrusted(text.trim_ascii()); // from here on, it is safe to print
    let parsed = match parse(&text) {
        Ok(parsed) => parsed,
        Err(error) => {
            out.flush()?; // the results so far come first
            common::report(&errors::invalid_address(&text, &error).into());
            return Ok(false);
        }
    };
    let what = if matches!(parsed, Parsed::Octet(_)) { "one octet" } else { "four octets" };
    log::info!("read `{text}`: {what}");
    if options.short {
        print_short(parsed, out)?;
        return Ok(true);
    }
    if count > 0 {
        writeln!(out)?; // a blank line between two tables
    }
    let (octets, prefix) = match parsed {
        Parsed::Octet(octet) => {
            print_octets(&[octet], out)?;
            return Ok(true);
        }
        Parsed::Address(octets, prefix) => (octets, prefix),
    };
    // 3. Each octet in bits, and the sum that proves them.
    print_octets(&octets, out)?;
    // 4. All four together are one number of 32 bits.
    print_address(octets, out)?;
    // 5. A prefix says how many bits, from the left, name the network. If there are two addresses,
    //    one may share the prefix of the other.
    let pair = network::pair(&options.addresses);
    if let Some(prefix) = prefix.or(pair.map(|(_, prefix)| prefix)) {
        print_network(octets, prefix, out)?;
    }
    // 6. Two addresses with one prefix: are they in the same network?
    if let Some(pair) = pair.filter(|_| count == 1) {
        print_same_network(pair, out)?;
    }
    Ok(true)
}
