//! Builds the tests of a learner's copy, and runs each of them as a program of its own: what hangs,
//! floods or ends itself is one test that failed, and nothing more.

use crate::compiler::{Diagnostic, Messages};
use crate::graded;
use crate::lesson::Step;
use crate::outcome::{StepResult, TestOutcome, TestResult};
use crate::process::{self, Exit, Limits, Streams};
use crate::sandbox::{Phase, Sandbox};
use crate::starter;
use anyhow::{Context, Result};
use common::UserError;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// What a build may use that compiles what others wrote, too.
pub(crate) const FIRST_BUILD: Limits = Limits { time: Duration::from_secs(600), output: OUTPUT };

/// How long the build of a stranger's `lib.rs` may take, when all else is built already.
const STRANGERS_BUILD_TIME: Duration = Duration::from_secs(60);

/// How long one test may take.
const TEST_TIME: Duration = Duration::from_secs(10);

/// How much a build or a test may write.
const OUTPUT: usize = 1024 * 1024;

/// A folder with a crate and its `tests/steps.rs`, and how to build and run them.
#[derive(Debug, Clone)]
pub(crate) struct TestCrate {
    /// The folder of its `Cargo.toml`.
    pub(crate) folder: PathBuf,
    /// The names of its tests, in their order.
    pub(crate) tests: Vec<String>,
    /// How the hand-ins of strangers are held; none for a learner's own copy.
    pub(crate) sandbox: Option<Sandbox>,
}

/// What came of a build.
#[derive(Debug)]
pub(crate) enum BuildOutcome {
    /// It worked.
    Ready(Built),
    /// It did not: the compiler's errors.
    DoesNotCompile(Vec<Diagnostic>),
    /// It was stopped at a limit: why.
    Stopped(&'static str),
}

/// What a build made.
#[derive(Debug)]
pub(crate) struct Built {
    /// The program that holds the tests.
    pub(crate) tests: PathBuf,
    /// The compiled library, and whether it was there already.
    pub(crate) library: Option<(PathBuf, bool)>,
    /// The compiler's warnings about `src/lib.rs`.
    pub(crate) warnings: Vec<Diagnostic>,
}

impl TestCrate {
    /// A learner's own copy: their own code on their own computer.
    pub(crate) fn new(folder: PathBuf) -> Result<TestCrate> {
        let path = folder.join("tests/steps.rs");
        let source = fs::read_to_string(&path)
            .with_context(|| format!("cannot read `{}`", path.display()))?;
        let tests =
            starter::test_names(&source).with_context(|| format!("in `{}`", path.display()))?;
        Ok(TestCrate { folder, tests, sandbox: None })
    }

    /// `cargo` in this folder, without the colours that it would use on a terminal.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Command {
        log::info!("cargo {} (in {})", arguments.join(" "), self.folder.display());
        let cargo = self.sandbox.as_ref().map_or_else(process::cargo, |it| it.cargo().to_owned());
        let mut command = self.command(&cargo, Phase::Build);
        command.args(arguments).env("CARGO_TERM_COLOR", "never");
        // A program that runs cannot be replaced on Windows: a learner's own server may run while
        // the steps are checked.
        if cfg!(windows) && self.sandbox.is_none() {
            command.env("CARGO_TARGET_DIR", "../target/check");
        }
        command
    }

    fn command(&self, program: &OsStr, phase: Phase) -> Command {
        let mut command = match &self.sandbox {
            Some(sandbox) => sandbox.command(program, phase, &self.folder),
            None => Command::new(program),
        };
        command.current_dir(&self.folder).env("RUST_BACKTRACE", "0");
        command
    }

    /// Builds `tests/steps.rs` and what it needs.
    pub(crate) fn build(&self) -> Result<BuildOutcome> {
        let arguments =
            ["test", "--quiet", "--no-run", "--test", "steps", "--message-format", "json"];
        let time = if self.sandbox.is_some() { STRANGERS_BUILD_TIME } else { FIRST_BUILD.time };
        let limits = Limits { time, output: OUTPUT };
        let ended = process::run(self.cargo(&arguments), "", limits, Streams::Separate).context(
            UserError::new("cargo cannot be started", "Is Rust installed? See https://rustup.rs/."),
        )?;
        let name = self.folder.file_name().unwrap_or_default().to_string_lossy();
        let messages = Messages::read(&ended.stdout, &name);
        Ok(match (ended.end, messages.tests.clone()) {
            (Exit::TimedOut, _) => BuildOutcome::Stopped("the compiler did not come to an end"),
            (Exit::TooMuchOutput, _) => {
                BuildOutcome::Stopped("the compiler had more to say than anyone would read")
            }
            (Exit::Status(status), Some(tests)) if status.success() => {
                let library = messages.library.clone();
                BuildOutcome::Ready(Built { tests, library, warnings: messages.warnings() })
            }
            (Exit::Status(_), _) => BuildOutcome::DoesNotCompile(messages.errors(&ended.stderr)),
        })
    }

    /// Runs the tests of `step` in `program`, one after the other. After one that hangs no further
    /// one is begun.
    pub(crate) fn run_step(&self, program: &Path, step: &Step) -> Result<StepResult> {
        let prefix = step.test_prefix();
        let mut tests = Vec::new();
        let of_step = || self.tests.iter().filter(|name| name.starts_with(&prefix));
        for name in of_step() {
            let result = self.run_test(program, name)?;
            let hung = result.outcome == TestOutcome::TimedOut;
            tests.push(result);
            if hung {
                break;
            }
        }
        Ok(StepResult { number: step.number, tests, total: of_step().count() })
    }

    /// Runs the tests of each of `steps`.
    pub(crate) fn run_steps(&self, program: &Path, steps: &[Step]) -> Result<Vec<StepResult>> {
        steps.iter().map(|step| self.run_step(program, step)).collect()
    }

    fn run_test(&self, program: &Path, name: &str) -> Result<TestResult> {
        let token = if self.sandbox.is_some() { graded::secret()? } else { String::new() };
        let known = if token.is_empty() { name.to_owned() } else { graded::name(name) };
        let mut command = self.command(program.as_os_str(), Phase::Test);
        // With one thread the harness would run the test on its main thread, and a panic would not
        // name the test.
        command.args([&known, "--exact", "--nocapture", "--test-threads=2"]);
        let limits = Limits { time: TEST_TIME, output: OUTPUT };
        let ended = process::run(command, &format!("{token}\n"), limits, Streams::Merged)
            .with_context(|| format!("cannot run `{}`", program.display()))?;
        let result = TestResult::read(&known, &ended, &token);
        Ok(TestResult { name: name.to_owned(), ..result })
    }
}
