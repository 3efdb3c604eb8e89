//! Builds the tests of a learner's copy, and runs each of them as a program of its own: what hangs, floods or ends
//! itself is one test that failed, and nothing more.

use crate::lesson::{Lesson, Step};
use crate::process::{self, End, Limits};
use crate::starter;
use crate::verdict::Outcome;
use anyhow::{Context, Result};
use common::Failure;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use std::{env, fs};

/// How long a build may take: the first one compiles what others wrote, too.
const BUILD_TIME: Duration = Duration::from_secs(600);

/// How long one test may take.
const TEST_TIME: Duration = Duration::from_secs(10);

/// How much a build or a test may write.
const OUTPUT: usize = 1024 * 1024;

/// A folder with a crate, and how to build and run it.
#[derive(Debug, Clone)]
pub struct Place {
    /// The folder of its `Cargo.toml`.
    pub folder: PathBuf,
    /// What to set for every program that runs there.
    pub environment: Vec<(OsString, OsString)>,
    /// The limits of a build.
    pub build: Limits,
    /// The limits of a test.
    pub test: Limits,
    /// What a test has to print at its end so that it counts: only tests made for grading do that.
    pub token: Option<String>,
}

/// What came of a build.
#[derive(Debug)]
pub enum Built {
    /// The program that holds the tests.
    Ready(PathBuf),
    /// The compiler's own words.
    Refused(String),
    /// It was ended at a limit: why.
    Ended(&'static str),
}

/// How one step stands.
#[derive(Debug)]
pub struct StepResult {
    /// Its number.
    pub number: usize,
    /// Its tests, in their order, and what came of each.
    pub tests: Vec<(String, Outcome)>,
}

impl StepResult {
    /// A step is done when it has tests and all of them passed.
    #[must_use]
    pub fn is_done(&self) -> bool {
        !self.tests.is_empty() && self.tests.iter().all(|(_, outcome)| *outcome == Outcome::Passed)
    }
}

impl Place {
    /// A learner's own copy: their own code on their own computer.
    #[must_use]
    pub fn new(folder: PathBuf) -> Place {
        Place {
            folder,
            environment: Vec::new(),
            build: Limits { time: BUILD_TIME, output: OUTPUT, memory: None },
            test: Limits { time: TEST_TIME, output: OUTPUT, memory: None },
            token: None,
        }
    }

    /// `cargo` in this folder, without the colours that it would use on a terminal.
    #[must_use]
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = self.command(&env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.args(arguments).env("CARGO_TERM_COLOR", "never");
        log::info!("cargo {} (in {})", arguments.join(" "), self.folder.display());
        command
    }

    fn command(&self, program: &OsString) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.folder).envs(self.environment.iter().cloned()).env("RUST_BACKTRACE", "0");
        command
    }

    /// Builds `tests/steps.rs` and what it needs.
    ///
    /// # Errors
    /// When cargo cannot be run.
    pub fn build(&self) -> Result<Built> {
        let arguments =
            ["test", "--quiet", "--no-run", "--test", "steps", "--message-format", "json-render-diagnostics"];
        let ended = process::run(self.cargo(&arguments), "", self.build)
            .context(Failure::new("cargo could not be started", "Is Rust installed? See https://rustup.rs/."))?;
        Ok(match ended.end {
            End::TooLong => Built::Ended("the compiler did not come to an end"),
            End::TooMuch => Built::Ended("the compiler had more to say than anyone would read"),
            End::Exited(status) if !status.success() => Built::Refused(lines(&ended.stderr)),
            End::Exited(_) => match executable(&String::from_utf8_lossy(&ended.stdout)) {
                Some(path) => Built::Ready(path),
                None => Built::Refused("cargo did not say where the tests are".to_owned()),
            },
        })
    }

    /// Runs the tests of `step` in `program`, one after the other. After one that hangs no further one is begun.
    ///
    /// # Errors
    /// When the tests cannot be read or run.
    pub fn run_step(&self, program: &Path, step: &Step) -> Result<StepResult> {
        let prefix = step.test_prefix();
        let mut tests = Vec::new();
        for name in self.test_names()?.into_iter().filter(|name| name.starts_with(&prefix)) {
            let outcome = self.run_test(program, &name)?;
            let hung = outcome == Outcome::Hung;
            tests.push((name, outcome));
            if hung {
                break;
            }
        }
        Ok(StepResult { number: step.number, tests })
    }

    /// Runs the tests of every step of `lesson`.
    ///
    /// # Errors
    /// When the tests cannot be read or run.
    pub fn run_steps(&self, program: &Path, lesson: &Lesson) -> Result<Vec<StepResult>> {
        lesson.steps.iter().map(|step| self.run_step(program, step)).collect()
    }

    fn test_names(&self) -> Result<Vec<String>> {
        let path = self.folder.join("tests/steps.rs");
        let source = fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
        starter::test_names(&source)
    }

    fn run_test(&self, program: &Path, name: &str) -> Result<Outcome> {
        let mut command = self.command(&program.into());
        // With one thread the harness would run the test on its main thread, and a panic would not name the test.
        command.args([name, "--exact", "--nocapture", "--test-threads=2"]);
        let token = self.token.clone().unwrap_or_default();
        let ended = process::run(command, &format!("{token}\n"), self.test)
            .with_context(|| format!("cannot run `{}`", program.display()))?;
        Ok(Outcome::of(name, &ended, &token))
    }
}

/// What a program wrote, as lines that a terminal may show.
fn lines(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).lines().map(common::printable).collect::<Vec<_>>().join("\n")
}

/// Where the tests are, from cargo's messages: one JSON object a line.
fn executable(messages: &str) -> Option<PathBuf> {
    let message = messages.lines().find(|line| line.contains(r#""kind":["test"]"#))?;
    let (_, rest) = message.split_once(r#""executable":""#)?;
    let (path, _) = rest.split_once('"')?;
    // A text is written in JSON as it is in TOML.
    let table: toml::Table = format!("executable = \"{path}\"").parse().ok()?;
    table.get("executable")?.as_str().map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_tests_in_cargos_messages() {
        let messages = concat!(
            r#"{"reason":"compiler-artifact","target":{"kind":["lib"],"name":"octets"},"executable":null,"fresh":true}"#,
            "\n",
            r#"{"reason":"compiler-artifact","target":{"kind":["test"],"name":"steps"},"executable":"C:\\my work\\steps.exe","fresh":true}"#,
        );
        assert_eq!(executable(messages), Some(PathBuf::from(r"C:\my work\steps.exe")));
        assert_eq!(executable("{}"), None);
    }
}
