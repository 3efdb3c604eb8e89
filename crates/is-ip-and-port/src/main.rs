//! Tells whether a text is an IPv4 address and a port, and why not.
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
//! For each text one line: `yes` or `no`, a tab, the text, and behind another tab the address and port that the system
//! would take a `yes` for, where there is such a port. Complaints go to standard error. The exit code is 0 where all are
//! `yes`, else 1.
//!
//! Without a text it checks each line of its standard input, up to 64 KiB long (a longer one is
//! a `no`); on a terminal it asks for one.

use anyhow::Context;
use clap::Parser;
use is_ip_and_port::{Socket, check, plain_line_length, read_line};
use std::io::{self, BufRead, BufReader, BufWriter, IsTerminal, Read, StderrLock, Write};
use std::process::ExitCode;

/// So much is read and written at once.
const BUFFER_SIZE: usize = 64 * 1024;

/// Tells whether a text is an IP address and a port, and why not.
#[derive(Parser)]
#[command(
    version,
    about,
    after_help = "Examples:
  cargo run -p is-ip-and-port -- 127.0.0.1:9087
  cargo run -p is-ip-and-port -- --explain 010.0.0.1:80 127.1:+80
  cargo run -p is-ip-and-port -- -- -1.2.3.4:80    a text that begins with - stands behind --"
)]
struct Options {
    /// What to check, for example 127.0.0.1:9087; without it, each line of standard input
    #[arg(value_name = "TEXT")]
    texts: Vec<String>,
    /// Take only four plain decimals as an address, and only ports from 7 to 65535
    #[arg(long)]
    strict: bool,
    /// Say each step on standard error, with the real values
    #[arg(long)]
    explain: bool,
}

fn main() -> ExitCode {
    let options: Options = common::parse_args();
    common::enable_explain(options.explain);
    common::exit_with(run(&options))
}

fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let mut answers = Answers {
        out: BufWriter::with_capacity(BUFFER_SIZE, common::stdout()),
        complaints: BufWriter::with_capacity(BUFFER_SIZE, io::stderr().lock()),
        strict: options.strict,
        notes: options.explain || io::stderr().is_terminal(),
        one_by_one: options.explain || io::stdout().is_terminal() || !options.texts.is_empty(),
        all_yes: true,
    };
    let mut input = BufReader::with_capacity(BUFFER_SIZE, io::stdin().lock());
    if !options.texts.is_empty() {
        for text in &options.texts {
            answers.print(text.as_bytes())?;
        }
    } else if io::stdin().is_terminal() {
        ask(&mut input, &mut answers)?;
    } else {
        answer_lines(&mut input, &mut answers)?;
    }
    answers.flush()?;
    Ok(if answers.all_yes { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Asks a person for one text.
fn ask(input: &mut impl BufRead, answers: &mut Answers) -> anyhow::Result<()> {
    let _ =
        write!(io::stderr(), "An IP address and a port, please, for example 127.0.0.1:9087\n> ");
    let mut line = Vec::new();
    read_line(input, &mut line).with_context(unreadable)?; // nothing typed is the empty text
    let answer = if answers.complain(&line).is_some() { "Thanks!" } else { "Wrong!" };
    writeln!(answers.out, "{answer}")?;
    Ok(())
}

/// Answers each line of the input.
fn answer_lines(input: &mut BufReader<impl Read>, answers: &mut Answers) -> anyhow::Result<()> {
    let mut line = Vec::new();
    loop {
        let used = answers.print_plain_lines(input.buffer())?;
        input.consume(used);
        if !input.buffer().contains(&b'\n') {
            answers.flush()?; // reading may wait: nobody should wait for what is known
        }
        if !read_line(input, &mut line).with_context(unreadable)? {
            return Ok(());
        }
        answers.print(&line)?;
    }
}

fn unreadable() -> common::UserError {
    common::UserError::new(
        "cannot read standard input",
        "Give the texts as arguments: -- 127.0.0.1:9087",
    )
}

/// Prints what was found out.
struct Answers {
    out: BufWriter<common::Stdout>,
    complaints: BufWriter<StderrLock<'static>>,
    strict: bool,
    /// Whether to say what a `yes` stands for that may surprise.
    notes: bool,
    /// Whether each answer is shown at once, beside what is said about it; else many together, which is much faster.
    one_by_one: bool,
    all_yes: bool,
}

impl Answers {
    /// One line: `yes` or `no`, the text, and what the system would take it for.
    fn print(&mut self, text: &[u8]) -> io::Result<()> {
        match self.complain(text) {
            None => writeln!(self.out, "no\t{}", common::escape_untrusted(text))?,
            Some(socket) => match socket.for_the_system() {
                None => writeln!(self.out, "yes\t{}", common::escape_untrusted(text))?,
                Some(system) => {
                    writeln!(self.out, "yes\t{}\t{system}", common::escape_untrusted(text))?
                }
            },
        }
        if self.one_by_one { self.flush() } else { Ok(()) }
    }

    /// The same for the plain lines with which `lines` begin, if many are printed together. How many bytes that were.
    fn print_plain_lines(&mut self, lines: &[u8]) -> io::Result<usize> {
        if self.one_by_one {
            return Ok(0);
        }
        let mut used = 0;
        while let Some(length) = plain_line_length(&lines[used..]) {
            let text = &lines[used..used + length];
            for piece in [b"yes\t", text, b"\t", text, b"\n"] {
                self.out.write_all(piece)?;
            }
            used += length + 1;
        }
        Ok(used)
    }

    /// Checks `text` and says what there is to say about it. Standard error may be closed: that stops nobody.
    fn complain<'text>(&mut self, text: &'text [u8]) -> Option<Socket<'text>> {
        let verdict = check(text, self.strict);
        if let Some(complaint) = &verdict.complaint {
            let _ = complaint.write(&mut self.complaints, text);
        }
        let surprise = verdict.socket.filter(|_| self.notes).and_then(|socket| socket.surprise());
        if let Some(surprise) = surprise {
            let _ = writeln!(self.complaints, "note: {surprise}");
        }
        self.all_yes &= verdict.socket.is_some();
        verdict.socket
    }

    fn flush(&mut self) -> io::Result<()> {
        let _ = self.complaints.flush();
        self.out.flush()
    }
}
