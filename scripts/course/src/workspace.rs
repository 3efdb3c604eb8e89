//! A folder of its own in which one `lib.rs` after the other is tried: for grades, and for the proof that a lesson works.

use crate::compiler::{Diagnostic, words};
use crate::graded;
use crate::learner_copy::{self, Use};
use crate::lesson::{Lesson, Step};
use crate::outcome::StepResult;
use crate::paths::Course;
use crate::process::{self, Streams};
use crate::starter;
use crate::test_runner::{BuildOutcome, FIRST_BUILD, Sandbox, TestCrate};
use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::path::Path;
use std::{env, fs};

/// The variables without which no compiler works, on one system or another.
const COMPILER_NEEDS: [&str; 14] = [
    "PATH",
    "RUSTUP_HOME",
    "RUSTUP_TOOLCHAIN",
    "SystemRoot",
    "SystemDrive",
    "ProgramData",
    "ProgramFiles",
    "ProgramFiles(x86)",
    "LIB",
    "INCLUDE",
    "VCINSTALLDIR",
    "DEVELOPER_DIR",
    "SDKROOT",
    "COMSPEC",
];

/// The variables without which no program works.
const PROGRAM_NEEDS: [&str; 3] = ["PATH", "SystemRoot", "SystemDrive"];

/// A workspace for one lesson.
#[derive(Debug)]
pub(crate) struct Workspace {
    test_crate: TestCrate,
    lesson: Lesson,
}

/// What came of one `lib.rs`.
#[derive(Debug)]
pub(crate) enum RunOutcome {
    /// It compiled: how each step stands.
    Steps(Vec<StepResult>),
    /// It did not: the compiler's errors.
    DoesNotCompile(Vec<Diagnostic>),
    /// The compiler was ended at a limit: why.
    Stopped(&'static str),
}

impl Workspace {
    /// Lays out a fresh starter in `folder`, which must not be there yet, and builds it, with all that it needs, in `target`:
    /// workspaces at which one works after the other share that one.
    pub(crate) fn new(
        course: &Course,
        lesson: &Lesson,
        folder: &Path,
        target: &Path,
    ) -> Result<Workspace> {
        let crate_folder = folder.join(&lesson.name);
        let mut files = learner_copy::files(course, lesson, 0, Use::Alone)?;
        files.remove("src/main.rs"); // the tests do not need it, and it takes longest to link
        let tests = files.get("tests/steps.rs").context("the copy has no tests")?;
        let tests = String::from_utf8_lossy(tests);
        let graded = format!("{tests}{}", graded::module(&starter::test_names(&tests)?));
        let starter = files.get("src/lib.rs").context("the copy has no `src/lib.rs`")?;
        learner_copy::write(&files, &crate_folder)?;
        let mut test_crate = TestCrate::new(crate_folder)?;
        fs::write(test_crate.folder.join("tests/steps.rs"), graded)?;
        test_crate.sandbox = Some(sandbox(folder, target)?);
        let workspace = Workspace { test_crate, lesson: lesson.clone() };
        workspace.build_all_else()?;
        match workspace.run(starter)? {
            RunOutcome::Steps(_) => Ok(workspace),
            RunOutcome::DoesNotCompile(errors) => {
                bail!("the starter of `{}` does not compile:\n{}", lesson.name, words(&errors))
            }
            RunOutcome::Stopped(why) => {
                bail!("the starter of `{}` cannot be built: {why}", lesson.name)
            }
        }
    }

    /// Builds what others wrote, which takes longer than a stranger's file may.
    fn build_all_else(&self) -> Result<()> {
        let build = self.test_crate.cargo(&["test", "--quiet", "--no-run", "--test", "steps"]);
        let ended = process::run(build, "", FIRST_BUILD, Streams::Separate)?;
        if !ended.succeeded() {
            bail!(
                "the starter of `{}` does not compile:\n{}",
                self.lesson.name,
                String::from_utf8_lossy(&ended.stderr)
            );
        }
        Ok(())
    }

    /// Puts `lib` in the place of the one before, and checks every step.
    pub(crate) fn run(&self, lib: &[u8]) -> Result<RunOutcome> {
        self.run_steps(lib, &self.lesson.steps)
    }

    /// The same, for these steps only.
    pub(crate) fn run_steps(&self, lib: &[u8], steps: &[Step]) -> Result<RunOutcome> {
        // A file written now is newer than all that was built: cargo takes nothing of the one before for this one.
        fs::write(self.test_crate.folder.join("src/lib.rs"), lib)?;
        Ok(match self.test_crate.build()? {
            BuildOutcome::Ready(built) => {
                RunOutcome::Steps(self.test_crate.run_steps(&built.tests, steps)?)
            }
            BuildOutcome::DoesNotCompile(errors) => RunOutcome::DoesNotCompile(errors),
            BuildOutcome::Stopped(why) => RunOutcome::Stopped(why),
        })
    }
}

/// A home and a folder for temporary files inside `folder`, and only the variables that are needed.
fn sandbox(folder: &Path, target: &Path) -> Result<Sandbox> {
    let home = folder.join("home");
    fs::create_dir_all(&home)?;
    let needed = |names: &[&str]| -> Vec<(OsString, OsString)> {
        let mut kept: Vec<_> = names
            .iter()
            .filter_map(|name| Some((OsString::from(name), env::var_os(name)?)))
            .collect();
        for name in ["HOME", "USERPROFILE", "TMPDIR", "TMP", "TEMP"] {
            kept.push((name.into(), home.clone().into()));
        }
        kept
    };
    let mut build_environment = needed(&COMPILER_NEEDS);
    build_environment.push(("CARGO_TARGET_DIR".into(), target.into()));
    for (name, folder) in [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")] {
        let known = env::var_os(name).or_else(|| Some(env::home_dir()?.join(folder).into()));
        build_environment.extend(known.map(|known| (OsString::from(name), known)));
    }
    let test_environment = needed(&PROGRAM_NEEDS);
    Ok(Sandbox { build_environment, test_environment, token: token()? })
}

/// 32 digits that nobody can guess.
fn token() -> Result<String> {
    Ok(format!("{:016x}{:016x}", getrandom::u64()?, getrandom::u64()?))
}
