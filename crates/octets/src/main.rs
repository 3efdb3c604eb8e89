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
    // Unbuffered under --explain, so that steps and results appear in the right order.
    let buffer_size = if options.explain { 0 } else { 64 * 1024 };
    let mut out = BufWriter::with_capacity(buffer_size, common::stdout());
    let is_terminal = io::stdin().is_terminal();
    let mut lines = Lines::new(io::stdin(), MAX_TEXT_LEN, options::HINT).with_prompt(is_terminal);
    let mut all_valid = true;

    // 1. Take the texts: from the command line, or else each line that is typed or piped in.
    if options.quiz {
        let questions = quiz::questions(options.rounds, options.seed);
        quiz::play(questions, &mut lines, &mut out)?;
    } else if !options.addresses.is_empty() {
        all_valid = show_arguments(options, &mut out)?;
    } else {
        if is_terminal {
            let _ = writeln!(io::stderr(), "{}", options::WELCOME);
        }
        for count in 0.. {
            let Some(line) = lines.next_line(&mut out)? else { break };
            all_valid &= show(count, &line, None, options, &mut out)?;
        }
    }
    out.flush()?;
    Ok(if all_valid { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Prints what `text` stands for, or why it is not valid. Returns whether it was.
///
/// `count` texts came before it. `shared_prefix` is used for an address without one of its own.
fn show(
    count: usize,
    text: &[u8],
    shared_prefix: Option<u8>,
    options: &Options,
    out: &mut impl Write,
) -> io::Result<bool> {
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
    match parsed {
        Parsed::Octet(octet) => print_octets(&[octet], out)?,
        Parsed::Address(octets, prefix) => {
            // 3. Each octet in bits, and the sum that proves them.
            print_octets(&octets, out)?;
            // 4. All four together are one number of 32 bits.
            print_address(octets, out)?;
            // 5. A prefix says how many bits, from the left, name the network.
            if let Some(prefix) = prefix.or(shared_prefix) {
                print_network(octets, prefix, out)?;
            }
        }
    }
    Ok(true)
}

/// Shows every address on the command line. Returns whether all were valid.
fn show_arguments(options: &Options, out: &mut impl Write) -> io::Result<bool> {
    // Two addresses, and the prefix that they share.
    let pair = network::pair(&options.addresses).filter(|_| !options.short);
    let shared_prefix = pair.map(|(_, prefix)| prefix);
    let mut all_valid = true;
    for (count, text) in options.addresses.iter().enumerate() {
        all_valid &= show(count, text.as_bytes(), shared_prefix, options, out)?;
    }
    // 6. Two addresses with one prefix: are they in the same network?
    if let Some(pair) = pair {
        print_same_network(pair, out)?;
    }
    Ok(all_valid)
}
