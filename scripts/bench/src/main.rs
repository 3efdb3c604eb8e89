//! Measures the programs of the course side by side with what a user would pick instead: the same work, in one run, in
//! turn, so that whatever else this computer does disturbs both. It prints medians and ratios as a Markdown table.
//!
//! ```console
//! $ cargo run --release -p bench
//! $ cargo run --release -p bench -- conversations lookup
//! $ cargo run --release -p bench -- builds
//! ```
//!
//! A peer that is not installed is left out and named. No timing is asserted anywhere: the table is for people to read.

mod builds;
mod contest;
mod conversations;
mod pages;
mod pipes;
mod small_commands;

use std::io::{self, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, ensure};
use clap::{Parser, ValueEnum};

use crate::contest::Row;

/// Measures the programs side by side with their peers.
#[derive(Parser)]
#[command(version, about)]
struct Options {
    /// What to measure; everything but the builds when none is named
    works: Vec<Work>,
    /// How often each contender does each work; the median counts
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Become the bare echo server that conversations are measured against
    #[arg(long, hide = true, value_name = "PORT")]
    echo: Option<u16>,
    /// Become the barest server with a thread for each conversation
    #[arg(long, hide = true, value_name = "PORT")]
    threads: Option<u16>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Work {
    /// 1, 100 and 1,000 conversations of 16-byte messages with talk-server
    Conversations,
    /// 10,000 conversations at once
    Crowd,
    /// 1 GB through talk-client and an echo
    Gigabyte,
    /// One name, one server
    Lookup,
    /// The table of ports with 5,000 sockets open
    Ports,
    /// A million lines through is-ip-and-port and octets
    Lines,
    /// A page of 1 GB, and a tiny one
    Pages,
    /// The first build of each program, and the course tool's verdict after an edit
    Builds,
}

fn main() -> ExitCode {
    common::exit_with(run(&common::parse_args()))
}

fn run(options: &Options) -> anyhow::Result<()> {
    if let Some(port) = options.echo {
        return conversations::serve_echo(port);
    }
    if let Some(port) = options.threads {
        return conversations::serve_threads(port);
    }
    let all = [
        Work::Conversations,
        Work::Crowd,
        Work::Gigabyte,
        Work::Lookup,
        Work::Ports,
        Work::Lines,
        Work::Pages,
    ];
    let works = if options.works.is_empty() { all.to_vec() } else { options.works.clone() };
    let programs = Programs::build()?;
    let mut out = common::stdout();
    writeln!(out, "| work | who | median | ours is | to reach |\n|---|---|---|---|---|")?;
    for work in works {
        let rows: Vec<Row> = match work {
            Work::Conversations => conversations::few(&programs, options.rounds)?,
            Work::Crowd => conversations::crowd(&programs, options.rounds.min(3))?,
            Work::Gigabyte => pipes::gigabyte(&programs, options.rounds.min(3))?,
            Work::Lookup => small_commands::lookup(&programs, options.rounds)?,
            Work::Ports => small_commands::ports(&programs, options.rounds)?,
            Work::Lines => pipes::lines(&programs, options.rounds.min(3))?,
            Work::Pages => pages::pages(&programs, options.rounds)?,
            Work::Builds => builds::builds(&programs, options.rounds.min(3))?,
        };
        for row in rows {
            write!(out, "{row}")?;
            out.flush()?;
        }
    }
    Ok(())
}

/// The programs of this workspace, built for release, and where the workspace is.
pub(crate) struct Programs {
    folder: PathBuf,
    /// The workspace's own folder.
    pub(crate) workspace: PathBuf,
}

impl Programs {
    fn build() -> anyhow::Result<Programs> {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
        let status = Command::new(env!("CARGO"))
            .args(["build", "--release", "--quiet", "--workspace", "--exclude", "bench"])
            .current_dir(&workspace)
            .status()
            .context("cannot run cargo")?;
        ensure!(status.success(), "the programs do not build");
        let this_program = std::env::current_exe()?;
        let folder = this_program.parent().context("a program lies in a folder")?.to_path_buf();
        Ok(Programs { folder, workspace })
    }

    /// The path of one program.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    /// The path of a peer's script.
    pub(crate) fn peer(&self, name: &str) -> PathBuf {
        self.workspace.join("scripts/bench/peers").join(name)
    }
}

/// A TCP port of 127.0.0.1 that was free a moment ago.
pub(crate) fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
