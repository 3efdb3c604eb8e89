//! The first build of each program, and the course tool's verdict after an edit, against rustlings.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, ensure};

use crate::Programs;
use crate::contest::{Row, median};
use crate::pipes::Scratch;

const PACKAGES: [&str; 7] =
    ["talk-server", "octets", "talk-client", "is-ip-and-port", "lookup", "fetch-page", "course"];

/// Each from nothing, `rounds` times in turn, with what has to be downloaded already here. Rustlings is built from its package.
pub(crate) fn builds(programs: &Programs, rounds: usize) -> anyhow::Result<Vec<Row>> {
    let scratch = Scratch::new("builds")?;
    let rustlings_root = scratch.0.join("rustlings");
    let mut rustlings = Vec::new();
    let mut ours = PACKAGES.map(|package| (package, Vec::new()));
    for _ in 0..rounds {
        let mut install = Command::new(env!("CARGO"));
        install.args(["install", "rustlings", "--quiet", "--force", "--root"]).arg(&rustlings_root);
        rustlings.extend(from_nothing(&mut install, &scratch.0).ok());
        for (package, times) in &mut ours {
            let mut build = Command::new(env!("CARGO"));
            build.args(["build", "--quiet", "-p", package]).current_dir(&programs.workspace);
            times.push(from_nothing(&mut build, &scratch.0)?);
        }
    }
    let rustlings = median(rustlings);
    let mut rows: Vec<Row> = ours
        .into_iter()
        .map(|(package, times)| {
            let goal =
                if matches!(package, "lookup" | "fetch-page") { "no slower" } else { "half" };
            let figures = vec![
                (package.to_string(), median(times)),
                ("rustlings, from its package".to_string(), rustlings),
            ];
            Row::of(format!("first build of {package}"), "s", goal, figures)
        })
        .collect();
    rows.push(verdict(programs, &scratch.0, &rustlings_root.join("bin/rustlings"))?);
    Ok(rows)
}

/// The seconds that `command` takes to build into an empty target folder.
fn from_nothing(command: &mut Command, scratch: &Path) -> anyhow::Result<f64> {
    let target = scratch.join("target");
    if target.exists() {
        fs::remove_dir_all(&target)?;
    }
    seconds(command.env("CARGO_TARGET_DIR", &target))
}

/// The seconds from an edit to the verdict: `course check` on the first step of octets, `rustlings run` on its first exercise.
fn verdict(programs: &Programs, scratch: &Path, rustlings: &Path) -> anyhow::Result<Row> {
    let clone = scratch.join("clone");
    seconds(Command::new("git").args(["clone", "--quiet"]).arg(&programs.workspace).arg(&clone))?;
    let course = programs.path("course");
    seconds(Command::new(&course).args(["start", "octets"]).current_dir(&clone))?;
    let source = clone.join("my-work/octets/src/lib.rs");
    let ours = after_an_edit(&source, || {
        let mut command = Command::new(&course);
        command.args(["check", "octets", "--step", "1"]).current_dir(&clone);
        command
    })?;
    let theirs = if rustlings.exists() {
        let folder = make_exercises(rustlings, &scratch.join("peer"))?;
        after_an_edit(&folder.join("exercises/00_intro/intro1.rs"), || {
            let mut command = Command::new(rustlings);
            command.args(["run", "intro1"]).current_dir(&folder);
            command
        })
        .ok()
    } else {
        None
    };
    let figures =
        vec![("course check".to_string(), Some(ours)), ("rustlings run".to_string(), theirs)];
    Ok(Row::of("from an edit to the verdict", "s", "within twice", figures))
}

/// `rustlings init` wants Enter to be pressed, and makes a folder of its own. Gives that.
fn make_exercises(rustlings: &Path, folder: &Path) -> anyhow::Result<PathBuf> {
    fs::create_dir(folder)?;
    let mut command = Command::new(rustlings);
    let mut child = command
        .arg("init")
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()?;
    child.stdin.take().context("no input")?.write_all(b"\n")?;
    ensure!(child.wait()?.success(), "rustlings init failed");
    Ok(folder.join("rustlings"))
}

fn after_an_edit(source: &Path, command: impl Fn() -> Command) -> anyhow::Result<f64> {
    let mut times = Vec::new();
    for edit in 0..6 {
        let text = fs::read_to_string(source).with_context(|| source.display().to_string())?;
        fs::write(source, format!("{text}\n// edit {edit}\n"))?;
        let started = Instant::now();
        command().stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
        times.push(started.elapsed().as_secs_f64());
    }
    times.remove(0); // the first one builds what later ones reuse
    median(times).context("no time was taken")
}

fn seconds(command: &mut Command) -> anyhow::Result<f64> {
    let started = Instant::now();
    let status =
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    ensure!(status.success(), "{command:?} ended with {status}");
    Ok(started.elapsed().as_secs_f64())
}
