//! Checks whether a text is an IPv4 address and port, and explains why not.
//!
//! ```console
//! $ cargo run -p is-ip-and-port -- 127.0.0.1:9087 300.0.0.1:80
//! yes     127.0.0.1:9087  127.0.0.1:9087
//! malformed socket in 300.0.0.1:80
//!   300.0.0.1:80
//!   ^^^ 300 does not fit in an octet, which holds 0 to 255
//! no      300.0.0.1:80
//! ```
//!
//! For each text it prints one line: `yes` or `no`, a tab, the text, and, for a `yes` with a port
//! that exists, another tab and the address and port that the operating system would use. What is
//! wrong goes to standard error. The exit code is 0 if all are `yes`, else 1.
//!
//! An address is read as the C library's `inet_aton` reads it, but nothing may follow it, not even
//! white space. A port out of range is reported, and still a `yes`, without `--strict`.

mod options;

use common::escape_untrusted;
use common::lines::Lines;
use is_ip_and_port::check::{CheckResult, SocketAddress, check};
use is_ip_and_port::{MAX_TEXT_LEN, errors};
use options::Options;
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
    let mut all_yes = true;

    // 1. Take the texts: from the command line; or else one from a person, or each line of a pipe.
    for text in &options.texts {
        all_yes &= answer(text.as_bytes(), options, &mut out)?;
    }
    if options.texts.is_empty() && is_terminal {
        let _ = writeln!(io::stderr(), "An IP address and a port, please, such as 127.0.0.1:9087");
        let text = lines.next_line(&mut out)?.unwrap_or_default(); // the end is an empty text
        all_yes = report(&text, options, &mut out)?.accepted.is_some();
        writeln!(out, "{}", if all_yes { "Thanks!" } else { "Wrong!" })?;
    } else if options.texts.is_empty() {
        while let Some(line) = lines.next_line(&mut out)? {
            all_yes &= answer(&line, options, &mut out)?;
        }
    }
    out.flush()?;
    Ok(if all_yes { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Checks `text`, and says on standard error what is wrong with it, or what may surprise.
fn report(text: &[u8], options: &Options, out: &mut impl Write) -> io::Result<CheckResult> {
    // 2. Check, with the functions of lib.rs: split the text at its colon (`split_at_colon`); read
    //    the parts of the address, and put them together (`part_to_number`, `numbers_to_address`);
    //    read the port, and see whether it is in range (`port_to_number`, `is_port_in_range`).
    let result = check(text, options.strict);

    // 3. Say what is wrong. The results so far come first. A closed standard error is not an error.
    if let Some(diagnostic) = &result.diagnostic {
        out.flush()?;
        let _ = io::stderr().write_all(errors::complaint(text, diagnostic).as_bytes());
    }
    //    A yes may surprise: 010.0.0.1 is 8.0.0.1. A person is told; a program that reads our
    //    standard error is not.
    if let Some(note) = result.accepted.as_ref().and_then(errors::note)
        && (options.explain || io::stderr().is_terminal())
    {
        out.flush()?;
        common::note(&note);
    }
    Ok(result)
}

/// Checks `text`, and prints the answer on one line. Returns true for a yes.
fn answer(text: &[u8], options: &Options, out: &mut impl Write) -> io::Result<bool> {
    let accepted = report(text, options, out)?.accepted;
    // 4. Answer: yes or no, the text, and what the operating system would use. It uses nothing if
    //    the answer is no, or if there is no such port.
    let answer = if accepted.is_some() { "yes" } else { "no" };
    write!(out, "{answer}\t{}", escape_untrusted(text))?;
    if let Some(used) = accepted.as_ref().and_then(SocketAddress::to_socket_addr) {
        write!(out, "\t{used}")?;
    }
    writeln!(out)?;
    Ok(accepted.is_some())
}
