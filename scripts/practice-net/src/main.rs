//! The practice internet: a DNS server, a web server and someone to talk to, on 127.0.0.1, until
//! Ctrl-C. In one terminal:
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

mod options;

use std::io::{self, Write};
use std::process::ExitCode;
use std::thread;

use common::UserError;
use options::{Command, Options, VisitOptions};
use practice_net::events::Watcher;
use practice_net::trouble::Trouble;
use practice_net::{PracticeNet, crowd, visit};

fn main() -> ExitCode {
    let options: Options = common::parse_args();
    common::enable_explain(options.explain);
    common::exit_with(match &options.command {
        None => serve(&options).map(|()| ExitCode::SUCCESS),
        Some(Command::Visit(visit)) => visit_server(visit),
    })
}

fn serve(options: &Options) -> anyhow::Result<()> {
    let ports = [options.dns_port, options.pages_port, options.talk_port];
    let net = PracticeNet::start_with(ports, options.trouble.clone(), Watcher::default()).map_err(
        |error| {
            let message = error.to_string();
            anyhow::Error::new(error).context(UserError::new(
                message,
                "Does it run already, in another terminal? If not, choose other ports: --dns-port, \
             --pages-port, --talk-port; 0 picks a free one.",
            ))
        },
    )?;
    announce(&net, &options.trouble, &mut common::stdout())?;
    loop {
        thread::park(); // the services have threads of their own
    }
}

fn announce(net: &PracticeNet, trouble: &Trouble, out: &mut impl Write) -> io::Result<()> {
    let PracticeNet { dns, pages, talk } = net;
    writeln!(out, "The practice internet is ready, on this computer only. Ctrl-C ends it.")?;
    writeln!(out, "names: cargo run -p lookup -- www.gnomon.test --server {dns}")?;
    writeln!(out, "pages: cargo run -p fetch-page -- http://{pages}/")?;
    writeln!(out, "talk:  cargo run -p talk-client -- {} {}", talk.ip(), talk.port())?;
    for line in trouble.lines() {
        writeln!(out, "trouble: {line}")?;
    }
    out.flush()
}

fn visit_server(options: &VisitOptions) -> anyhow::Result<ExitCode> {
    let (server, mut out) = (options.address()?, common::stdout());
    let is_well = match options.crowd {
        Some(clients) => crowd::visit(server, clients, &mut out)?,
        None => visit::visit(server, options.only, &mut out)?,
    };
    Ok(if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
