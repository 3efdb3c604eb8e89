//! Builds the tests of a learner's copy, and runs each of them as a program of its own: what hangs, floods or ends
//! itself is one test that failed, and nothing more.

use crate::lesson::{Lesson, Step};
use crate::process::{self, End, Limits};
use crate::starter;
use crate::table;
use crate::verdict::Outcome;
use anyhow::{Context, Result};
use common::UserError;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use std::{env, fs};

/// What a build may use that compiles what others wrote, too.
pub const FIRST_BUILD: Limits = Limits { time: Duration::from_secs(600), output: OUTPUT };

/// How long the build of a stranger's `lib.rs` may take, when all else is built already.
const STRANGERS_BUILD_TIME: Duration = Duration::from_secs(60);

/// How many bytes each process of a stranger's build may reserve.
const BUILD_MEMORY: u64 = 8 << 30;

/// How many bytes a stranger's test may reserve.
const TEST_MEMORY: u64 = 2 << 30;

/// How long one test may take.
const TEST_TIME: Duration = Duration::from_secs(10);

/// How much a build or a test may write.
const OUTPUT: usize = 1024 * 1024;

/// A folder with a crate and its `tests/steps.rs`, and how to build and run them.
#[derive(Debug, Clone)]
pub struct Place {
    /// The folder of its `Cargo.toml`.
    pub folder: PathBuf,
    /// The names of its tests, in their order.
    pub tests: Vec<String>,
    /// How the hand-ins of strangers are held; none for a learner's own copy.
    pub fence: Option<Fence>,
}

/// What is kept from a stranger's code, and how it has to prove that a test passed.
#[derive(Debug, Clone)]
pub struct Fence {
    /// All the environment that the compiler gets.
    pub build_environment: Vec<(OsString, OsString)>,
    /// All the environment that a test gets.
    pub test_environment: Vec<(OsString, OsString)>,
    /// What a test has to print at its end. Only the tests made by [`starter::graded_tests`] do so.
    pub token: String,
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
    ///
    /// # Errors
    /// When its tests cannot be read.
    pub fn new(folder: PathBuf) -> Result<Place> {
        let path = folder.join("tests/steps.rs");
        let source = fs::read_to_string(&path)
            .with_context(|| format!("cannot read `{}`", path.display()))?;
        let tests =
            starter::test_names(&source).with_context(|| format!("in `{}`", path.display()))?;
        Ok(Place { folder, tests, fence: None })
    }

    /// `cargo` in this folder, without the colours that it would use on a terminal.
    #[must_use]
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        log::info!("cargo {} (in {})", arguments.join(" "), self.folder.display());
        let mut command = self.command(&cargo(), BUILD_MEMORY, |fence| &fence.build_environment);
        command.args(arguments).env("CARGO_TERM_COLOR", "never");
        // A program that runs cannot be replaced on Windows: a learner's own server may run while the steps are checked.
        if cfg!(windows) && self.fence.is_none() {
            command.env("CARGO_TARGET_DIR", "../target/check");
        }
        command
    }

    fn command(
        &self,
        program: &OsStr,
        memory: u64,
        environment: fn(&Fence) -> &Vec<(OsString, OsString)>,
    ) -> Command {
        let mut command = process::limited(program, self.fence.as_ref().map(|_| memory));
        if let Some(fence) = &self.fence {
            command.env_clear().envs(environment(fence).iter().cloned());
        }
        command.current_dir(&self.folder).env("RUST_BACKTRACE", "0");
        command
    }

    /// Builds `tests/steps.rs` and what it needs.
    ///
    /// # Errors
    /// When cargo cannot be run.
    pub fn build(&self) -> Result<Built> {
        let arguments = [
            "test",
            "--quiet",
            "--no-run",
            "--test",
            "steps",
            "--message-format",
            "json-render-diagnostics",
        ];
        let time = if self.fence.is_some() { STRANGERS_BUILD_TIME } else { FIRST_BUILD.time };
        let ended = process::run(self.cargo(&arguments), "", Limits { time, output: OUTPUT })
            .context(UserError::new(
                "cargo could not be started",
                "Is Rust installed? See https://rustup.rs/.",
            ))?;
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
    /// When the program cannot be run.
    pub fn run_step(&self, program: &Path, step: &Step) -> Result<StepResult> {
        let prefix = step.test_prefix();
        let mut tests = Vec::new();
        for name in self.tests.iter().filter(|name| name.starts_with(&prefix)) {
            let outcome = self.run_test(program, name)?;
            let hung = outcome == Outcome::Hung;
            tests.push((name.clone(), outcome));
            if hung {
                break;
            }
        }
        Ok(StepResult { number: step.number, tests })
    }

    /// Runs the tests of every step of `lesson`.
    ///
    /// # Errors
    /// When the program cannot be run.
    pub fn run_steps(&self, program: &Path, lesson: &Lesson) -> Result<Vec<StepResult>> {
        lesson.steps.iter().map(|step| self.run_step(program, step)).collect()
    }

    fn run_test(&self, program: &Path, name: &str) -> Result<Outcome> {
        let token = self.fence.as_ref().map_or("", |fence| fence.token.as_str());
        let name = if token.is_empty() { name.to_owned() } else { starter::graded_name(name) };
        let mut command =
            self.command(program.as_os_str(), TEST_MEMORY, |fence| &fence.test_environment);
        // With one thread the harness would run the test on its main thread, and a panic would not name the test.
        command.args([&name, "--exact", "--nocapture", "--test-threads=2"]);
        let ended = process::run(
            command,
            &format!("{token}\n"),
            Limits { time: TEST_TIME, output: OUTPUT },
        )
        .with_context(|| format!("cannot run `{}`", program.display()))?;
        Ok(Outcome::of(&name, &ended, token))
    }
}

/// The cargo that runs us, or the one that the system finds.
#[must_use]
pub fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// What a program wrote, as lines that a terminal may show.
fn lines(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes)
        .lines()
        .map(common::escape_untrusted)
        .collect::<Vec<_>>()
        .join("\n")
}

/// Where the tests are, from cargo's messages: one JSON object a line.
fn executable(messages: &str) -> Option<PathBuf> {
    let message = messages.lines().find(|line| line.contains(r#""kind":["test"]"#))?;
    let (_, rest) = message.split_once(r#""executable":""#)?;
    let (path, _) = rest.split_once('"')?;
    // A text is written in JSON as it is in TOML.
    let source = format!("path = \"{path}\"");
    table::text(&table::parse(&source).ok()?, "path").ok().map(PathBuf::from)
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
