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
//! An address is read as `inet_aton` reads it, but white space and more after it are not allowed.

mod options;

use common::escape_untrusted;
use common::lines::Lines;
use is_ip_and_port::check::{CheckResult, check};
use is_ip_and_port::{MAX_TEXT_LEN, errors};
use options::Options;
use std::io::{self, BufWriter, IsTerminal, Read, Write};
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
    let mut all_yes = true;

    // 1. Take the texts: from the command line, from a person, or each line of a pipe.
    if !options.texts.is_empty() {
        for text in &options.texts {
            all_yes &= answer(text.as_bytes(), options, &mut out)?;
        }
    } else if is_terminal {
        all_yes = ask(&mut lines, options, &mut out)?;
    } else {
        while let Some(line) = lines.next_line(&mut out)? {
            all_yes &= answer(&line, options, &mut out)?;
        }
    }
    out.flush()?;
    Ok(if all_yes { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Checks `text` and prints the answer. Returns true for a yes.
fn answer(text: &[u8], options: &Options, out: &mut impl Write) -> io::Result<bool> {
    let result = check_and_report(text, options, out)?;
    // 4. Answer yes or no.
    let text = escape_untrusted(text);
    match &result.accepted {
        None => writeln!(out, "no\t{text}")?,
        Some(accepted) => match accepted.to_socket_addr() {
            None => writeln!(out, "yes\t{text}")?,
            Some(socket_addr) => writeln!(out, "yes\t{text}\t{socket_addr}")?,
        },
    }
    Ok(result.accepted.is_some())
}

/// Asks a person for one text.
fn ask(
    lines: &mut Lines<impl Read>,
    options: &Options,
    out: &mut impl Write,
) -> anyhow::Result<bool> {
    let _ = writeln!(io::stderr(), "An IP address and a port, please, such as 127.0.0.1:9087");
    let text = lines.next_line(out)?.unwrap_or_default(); // nothing typed is the empty text
    let is_yes = check_and_report(&text, options, out)?.accepted.is_some();
    writeln!(out, "{}", if is_yes { "Thanks!" } else { "Wrong!" })?;
    Ok(is_yes)
}

/// Checks `text`, and says on standard error what is wrong with it, or what may surprise.
fn check_and_report(
    text: &[u8],
    options: &Options,
    out: &mut impl Write,
) -> io::Result<CheckResult> {
    // 2. Split at the colon, read the numbers, put the address together, read the port: `check`
    //    does it with the functions of lib.rs.
    let result = check(text, options.strict);
    // 3. Say what is wrong. The results so far come first. A closed standard error is not an error.
    if let Some(diagnostic) = &result.diagnostic {
        out.flush()?;
        let _ = io::stderr().write_all(errors::complaint(text, diagnostic).as_bytes());
    }
    if let Some(note) = result.accepted.as_ref().and_then(errors::note)
        && (options.explain || io::stderr().is_terminal())
    {
        out.flush()?;
        common::note(&note);
    }
    Ok(result)
}
