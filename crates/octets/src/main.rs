//! octets: an IPv4 address in decimal and in bits, with the arithmetic that proves it.
//!
//! ```text
//! octets 192.168.1.5              the bits of each octet, the sums, the 32-bit number, the kind of address
//! octets 11000000                 one octet, in binary or in decimal
//! octets 192.168.1.5/24           the mask and the network too
//! octets --short 192.168.1.5      one line: decimal, dotted binary, number, with tabs between
//! octets --short < addresses.txt  the same for each line of a file
//! octets --quiz                   practise
//! ```
//!
//! Without an address it asks for them, or reads a pipe, line by line. Exit code 0: all were shown; 1: one was refused.

use clap::Parser;
use octets::{Given, LONGEST_LINE, Lines, Network, PLACE_VALUES, Refusal, ShortLines};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::net::Ipv4Addr;
use std::process::ExitCode;

/// How much output is collected before it is sent off, in bytes.
const OUTPUT_BUFFER: usize = 64 * 1024;

const WELCOME: &str = "Type an address, such as 192.168.1.5/24, or an octet, such as 192 or 11000000.\n\
    Ctrl-D (on Windows Ctrl-Z and Enter) ends.";

/// Shows an IPv4 address in decimal and in bits, with the arithmetic that proves it.
#[derive(Parser)]
#[command(
    version,
    about,
    after_help = "Examples:\n  octets 192.168.1.5\n  octets 11000000\n  octets 10.1.2.3/20\n  \
    octets --short 192.168.1.5\n  octets --quiz --rounds 6"
)]
struct Options {
    /// An address (192.168.1.5, or eight binary digits for each octet), with or without a /prefix, or one octet;
    /// without any, they are asked for
    #[arg(value_name = "ADDRESS")]
    addresses: Vec<String>,
    /// One line for each: decimal, dotted binary and number, with tabs between
    #[arg(long)]
    short: bool,
    /// Ask questions instead
    #[arg(long, conflicts_with_all = ["addresses", "short"])]
    quiz: bool,
    /// How many questions
    #[arg(long, requires = "quiz", default_value_t = 10, value_name = "N")]
    rounds: u32,
    /// The same number gives the same questions again
    #[arg(long, requires = "quiz", value_name = "N")]
    seed: Option<u64>,
    /// Say each step as it is taken, on standard error
    #[arg(long)]
    explain: bool,
}

fn main() -> ExitCode {
    let options: Options = common::parse_args();
    common::enable_explain(options.explain);
    common::exit_with(run(&options))
}

fn run(options: &Options) -> anyhow::Result<ExitCode> {
    // With --explain nothing waits, so that the steps and the results come in their order.
    let mut out =
        BufWriter::with_capacity(if options.explain { 0 } else { OUTPUT_BUFFER }, common::stdout());
    let is_person = io::stdin().is_terminal();
    let prompts: Box<dyn Write> =
        if is_person { Box::new(io::stderr()) } else { Box::new(io::sink()) };
    let mut lines = Lines::new(io::stdin(), prompts);
    if options.quiz {
        let seed = options.seed.unwrap_or_else(|| fastrand::u64(..));
        log::info!("the seed is {seed}: --seed {seed} asks the same again");
        octets::play(octets::questions(options.rounds, seed), &mut lines, &mut out)?;
        out.flush()?;
        return Ok(ExitCode::SUCCESS);
    }

    let mut short = options.short.then(ShortLines::prepare);
    let mut all_shown = true;
    for (count, address) in options.addresses.iter().enumerate() {
        all_shown &= show(address.as_bytes(), count, &mut short, &mut out)?;
    }
    if options.addresses.is_empty() {
        if is_person {
            let _ = writeln!(io::stderr(), "{WELCOME}");
        }
        for count in 0.. {
            let Some(line) = lines.next(&mut out)? else { break };
            all_shown &= show(line, count, &mut short, &mut out)?;
        }
    }
    out.flush()?;
    Ok(if all_shown { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Shows what `text` stands for, or complains of it. Gives whether it could be shown.
fn show(
    text: &[u8],
    count: usize,
    short: &mut Option<ShortLines>,
    out: &mut impl Write,
) -> io::Result<bool> {
    let given = match octets::read(text) {
        Ok(given) => given,
        Err(refusal) => {
            out.flush()?; // what is right stands before the complaint, as it came
            complain(text, &refusal);
            return Ok(false);
        }
    };
    let parts = match given {
        Given::Octet(_) => "one octet",
        Given::Address(_, None) => "four octets with dots between them",
        Given::Address(_, Some(_)) => {
            "four octets with dots between them, and the prefix after the slash"
        }
    };
    log::info!("read `{}`: {parts}", common::escape_untrusted(text));
    if let Some(short) = short {
        short.write(given, out)?;
        return Ok(true);
    }
    if count > 0 {
        writeln!(out)?;
    }
    match given {
        Given::Octet(octet) => show_octets(&[octet], out)?,
        Given::Address(octets, prefix) => {
            show_octets(&octets, out)?;
            show_address(octets, out)?;
            if let Some(prefix) = prefix {
                show_network(octets, prefix, out)?;
            }
        }
    }
    Ok(true)
}

fn complain(text: &[u8], refusal: &Refusal) {
    let cut = if text.len() > LONGEST_LINE { "..." } else { "" };
    let shown = common::escape_untrusted(&text[..text.len().min(LONGEST_LINE)]);
    let complaint =
        format!("error: `{shown}{cut}` is refused: {}\n  try: {}\n", refusal.why, refusal.try_next);
    let _ = io::stderr().write_all(complaint.as_bytes());
}

/// The bits of each octet under their place values, with the sum that proves them.
fn show_octets(octets: &[u8], out: &mut impl Write) -> io::Result<()> {
    write!(out, "octet")?;
    for place in PLACE_VALUES {
        write!(out, "{place:>5}")?;
    }
    writeln!(out)?;
    for octet in octets {
        let sum = octets::sum_of_places(*octet);
        log::info!(
            "{octet}: from 128 down, a 1 under each place value that fits into what is left: {sum}"
        );
        write!(out, "{octet:>5}")?;
        for bit in octets::octet_to_bits(*octet).chars() {
            write!(out, "{bit:>5}")?;
        }
        writeln!(out, "   {sum}")?;
    }
    Ok(())
}

fn show_address(octets: [u8; 4], out: &mut impl Write) -> io::Result<()> {
    let number = octets::octets_to_number(octets);
    let [first, second, third, fourth] = octets;
    log::info!("{first} x 16777216 + {second} x 65536 + {third} x 256 + {fourth} = {number}");
    writeln!(out, "decimal    {}", Ipv4Addr::from(octets))?;
    writeln!(out, "binary     {}", octets.map(octets::octet_to_bits).join("."))?;
    writeln!(out, "number     {number}")?;
    writeln!(out, "kind       {}", octets::kind(octets))?;
    Ok(())
}

fn show_network(octets: [u8; 4], prefix: u8, out: &mut impl Write) -> io::Result<()> {
    let Network { mask, first, last, hosts } = Network::new(octets, prefix);
    let host_bits = 32 - prefix;
    log::info!(
        "/{prefix}: {prefix} bits are the network's, 32 - {prefix} = {host_bits} are the host's"
    );
    writeln!(out, "mask       {}", both_ways(mask))?;
    log::info!("network: the address AND the mask, bit by bit: the host's bits are all 0");
    writeln!(out, "network    {}", both_ways(first))?;
    if prefix <= 30 {
        log::info!("broadcast: the network with all of the host's bits 1");
        writeln!(out, "broadcast  {}", both_ways(last))?;
        log::info!("hosts: 2^{host_bits} addresses, less the network and the broadcast address");
    } else {
        writeln!(out, "broadcast  none: every address of a /31 or /32 is a host's (RFC 3021)")?;
    }
    writeln!(out, "hosts      {hosts}")?;
    Ok(())
}

fn both_ways(address: u32) -> String {
    let octets = address.to_be_bytes();
    format!(
        "{:<15}  {}",
        Ipv4Addr::from(octets).to_string(),
        octets.map(octets::octet_to_bits).join(".")
    )
}
