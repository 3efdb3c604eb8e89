//! A folder of its own in which a `lib.rs` is tried: for the proof that a lesson works, one after the
//! other; for grades, each in a fresh copy of what was built once, so that none finds what another
//! left.

use crate::compiler::{Diagnostic, words};
use crate::graded;
use crate::hand_in::ends_in;
use crate::learner_copy::{self, Use, vendored_sources};
use crate::lesson::{Lesson, Step};
use crate::outcome::StepResult;
use crate::paths::Course;
use crate::process::{self, Streams};
use crate::sandbox::{Isolation, Sandbox};
use crate::starter;
use crate::test_runner::{BuildOutcome, FIRST_BUILD, TestCrate};
use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::io;
use std::path::{Component, Path, PathBuf};

/// A workspace for one lesson.
#[derive(Debug)]
pub(crate) struct Workspace {
    folder: PathBuf,
    target: PathBuf,
    test_crate: TestCrate,
    lesson: Lesson,
    isolation: Isolation,
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
        isolation: &Isolation,
    ) -> Result<Workspace> {
        let crate_folder = folder.join(&lesson.name);
        let mut files = learner_copy::files(course, lesson, 0, Use::Alone)?;
        files.remove("src/main.rs"); // the tests do not need it, and it takes longest to link
        let vendor = course.root.join("vendor");
        if vendor.is_dir() {
            let config = files.entry(".cargo/config.toml".to_owned()).or_default();
            config.extend(vendored_sources(&vendor.display().to_string()).into_bytes());
        }
        let tests = files.get("tests/steps.rs").context("the copy has no tests")?;
        let tests = String::from_utf8_lossy(tests);
        let graded = format!("{tests}{}", graded::module(&starter::test_names(&tests)?));
        let starter = files.get("src/lib.rs").context("the copy has no `src/lib.rs`")?;
        learner_copy::write(&files, &crate_folder)?;
        let mut test_crate = TestCrate::new(crate_folder)?;
        fs::write(test_crate.folder.join("tests/steps.rs"), graded)?;
        let readable = Some(vendor).filter(|vendor| vendor.is_dir());
        // What is ours may use the network: libraries may still have to be fetched.
        let sandbox = |isolation: &Isolation| {
            Sandbox::new(isolation.clone(), folder, target, readable.clone())
        };
        test_crate.sandbox = Some(sandbox(&Isolation::Unneeded)?);
        let folder = folder.to_path_buf();
        let mut workspace = Workspace {
            folder,
            target: target.to_path_buf(),
            test_crate,
            lesson: lesson.clone(),
            isolation: isolation.clone(),
        };
        workspace.build_all_else()?;
        let own = sandbox(isolation)?;
        own.lay_out_home()?;
        workspace.test_crate.sandbox = Some(own);
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
            BuildOutcome::Ready(built) if !self.is_built_of_own_files()? => {
                log::info!("{} is built of other files, too", built.tests.display());
                RunOutcome::Stopped("it takes in a file of this computer")
            }
            BuildOutcome::Ready(built) => self.run_tests(&built.tests, steps)?,
            BuildOutcome::DoesNotCompile(errors) => RunOutcome::DoesNotCompile(errors),
            BuildOutcome::Stopped(why) => RunOutcome::Stopped(why),
        })
    }

    /// Whether the library was built of nothing but what we laid out. The compiler lists all files.
    fn is_built_of_own_files(&self) -> Result<bool> {
        let lists = format!("{}-", self.lesson.name.replace('-', "_"));
        for entry in fs::read_dir(self.target.join("debug/deps"))? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with(&lists) && ends_in(&path, "d") {
                let list = fs::read_to_string(&path)?;
                if !files(&list).all(|file| is_inside(&file, &self.test_crate.folder)) {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    fn run_tests(&self, program: &Path, steps: &[Step]) -> Result<RunOutcome> {
        let as_built = fs::read(program)?;
        let mut results = Vec::new();
        for step in steps {
            results.push(self.test_crate.run_step(program, step)?);
            // In bubblewrap it cannot. Elsewhere it can put another program in the place of its tests.
            if !fs::read(program).is_ok_and(|now| now == as_built) {
                return Ok(RunOutcome::Stopped("it changed the program that tests it"));
            }
        }
        Ok(RunOutcome::Steps(results))
    }

    /// Sets aside what was built, for [`Workspace::run_fresh`]; tells where.
    pub(crate) fn keep(&self) -> Result<PathBuf> {
        fs::rename(&self.folder, self.kept())?;
        Ok(self.kept())
    }

    /// Checks every step of `lib` in a copy of what was set aside, which is removed at the end.
    pub(crate) fn run_fresh(&self, lib: &[u8]) -> Result<RunOutcome> {
        let own = self.lesson.name.replace('-', "_");
        let shared = |name: &str| {
            let is_library = [".rlib", ".rmeta", ".so"].iter().any(|end| name.ends_with(end));
            // Nothing that runs in bubblewrap can change these.
            matches!(self.isolation, Isolation::Bubblewrap(_)) && is_library && !name.contains(&own)
        };
        copy(&self.kept(), &self.folder, &shared).context("the workspace cannot be laid out")?;
        let Some(sandbox) = &self.test_crate.sandbox else { bail!("there is no sandbox") };
        sandbox.lay_out_home()?;
        let outcome = self.run(lib);
        sandbox.end_leftovers();
        let _ = fs::remove_dir_all(&self.folder);
        outcome
    }

    fn kept(&self) -> PathBuf {
        self.folder.with_extension("kept")
    }
}

/// The files that a list of the compiler names: `TARGET: FILE FILE`, with `\\ ` for a space.
fn files(list: &str) -> impl Iterator<Item = PathBuf> {
    let rules = list.lines().filter(|line| !line.starts_with('#'));
    rules.filter_map(|rule| rule.split_once(": ")).flat_map(|(_, files)| {
        let files = files.replace("\\ ", "\0");
        let files: Vec<_> =
            files.split(' ').map(|file| PathBuf::from(file.replace('\0', " "))).collect();
        files
    })
}

/// Whether `file`, as seen from `folder`, is in it.
fn is_inside(file: &Path, folder: &Path) -> bool {
    file.components().all(|part| part != Component::ParentDir)
        && folder.join(file).starts_with(folder)
}

/// Copies a folder with the times of its files: by them cargo knows that nothing has to be built
/// again. Those that are `shared` are links to the same bytes.
pub(crate) fn copy(from: &Path, to: &Path, shared: &impl Fn(&str) -> bool) -> io::Result<()> {
    let _ = fs::remove_dir_all(to); // an earlier one may have been interrupted
    fs::create_dir(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (source, name) = (entry.path(), entry.file_name());
        let copied = to.join(&name);
        if entry.file_type()?.is_dir() {
            if name != "incremental" {
                copy(&source, &copied, shared)?;
            }
        } else if shared(&name.to_string_lossy()) {
            fs::hard_link(&source, &copied)?;
        } else {
            fs::copy(&source, &copied)?;
            let file = File::options().write(true).open(&copied)?;
            file.set_modified(entry.metadata()?.modified()?)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_files_of_others_in_the_compilers_list() {
        let folder = Path::new("/scratch/a b");
        for (list, is_own) in [
            ("/t/x.d: src/lib.rs src/types.rs\n\nsrc/lib.rs:\n# env-dep:A=/etc: x\n", true),
            ("/t/x.d: src/lib.rs /scratch/a\\ b/src/b.rs\n", true),
            ("/t/x.d: src/lib.rs /course/crates/octets/src/lib.rs\n", false),
            ("/t/x.d: src/lib.rs src/../../other/lib.rs\n", false),
        ] {
            assert_eq!(files(list).all(|file| is_inside(&file, folder)), is_own, "{list}");
        }
    }
}
