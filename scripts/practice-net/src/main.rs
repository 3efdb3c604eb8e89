//! The practice internet: a DNS server, a web server and someone to talk to, on 127.0.0.1, until Ctrl-C.
//!
//! In one terminal:
//!
//! ```text
//! cargo practice
//! ```
//!
//! and in another one, for example:
//!
//! ```text
//! cargo run -p lookup -- www.gnomon.test --server 127.0.0.1:9053
//! ```

use std::io::{self, Write};
use std::process::ExitCode;
use std::thread;

use clap::Parser;
use common::UserError;
use practice_net::PracticeNet;

/// A small internet on 127.0.0.1, to practise on: names, pages, and someone to talk to
#[derive(Parser)]
#[command(
    bin_name = "cargo practice",
    version,
    about,
    after_help = "It runs until Ctrl-C. A port of 0 picks a free one."
)]
struct Options {
    /// The port of the DNS server, UDP and TCP
    #[arg(long, default_value_t = 9053, value_name = "PORT")]
    dns_port: u16,
    /// The port of the web server
    #[arg(long, default_value_t = 9080, value_name = "PORT")]
    pages_port: u16,
    /// The port of the one to talk to
    #[arg(long, default_value_t = 9088, value_name = "PORT")]
    talk_port: u16,
    /// Tell of each request that comes, and of its answer
    #[arg(long)]
    explain: bool,
}

fn main() -> ExitCode {
    let options: Options = common::parse_args();
    common::enable_explain(options.explain);
    common::exit_with(run(&options))
}

fn run(options: &Options) -> anyhow::Result<()> {
    let net = PracticeNet::start(options.dns_port, options.pages_port, options.talk_port).map_err(|error| {
        let what = error.to_string();
        anyhow::Error::new(error).context(UserError::new(
            what,
            "Does it run already, in another terminal? If not, choose other ports: --dns-port, --pages-port, --talk-port; 0 picks a free one.",
        ))
    })?;
    show(&net, &mut common::stdout())?;
    loop {
        thread::park(); // the services have threads of their own
    }
}

fn show(net: &PracticeNet, out: &mut impl Write) -> io::Result<()> {
    let PracticeNet { dns, pages, talk } = net;
    writeln!(out, "The practice internet is ready, on this computer only. Ctrl-C ends it.")?;
    writeln!(out, "names: cargo run -p lookup -- www.gnomon.test --server {dns}")?;
    writeln!(out, "pages: cargo run -p fetch-page -- http://{pages}/")?;
    writeln!(out, "talk:  cargo run -p talk-client -- {} {}", talk.ip(), talk.port())?;
    out.flush()
}
