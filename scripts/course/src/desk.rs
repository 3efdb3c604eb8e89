//! A folder of its own in which one `lib.rs` after the other is tried: for grades, and for the proof that a lesson works.

use crate::learner_copy::{self, Use};
use crate::lesson::Lesson;
use crate::places::Course;
use crate::process;
use crate::starter;
use crate::trial::{Built, FIRST_BUILD, Fence, Place, StepResult};
use anyhow::{Context, Result, bail};
use std::collections::hash_map::RandomState;
use std::ffi::OsString;
use std::hash::{BuildHasher, Hasher};
use std::path::{Path, PathBuf};
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

/// A desk for one lesson.
#[derive(Debug)]
pub struct Desk {
    folder: PathBuf,
    place: Place,
    lesson: Lesson,
}

/// What came of one `lib.rs`.
#[derive(Debug)]
pub enum Tried {
    /// It compiled: how each step stands.
    Steps(Vec<StepResult>),
    /// It did not: the compiler's own words.
    Refused(String),
    /// The compiler was ended at a limit: why.
    Ended(&'static str),
}

impl Desk {
    /// Lays out a fresh starter in `folder`, which must not be there yet, and builds it, with all that it needs, in `target`:
    /// desks at which one works after the other share that one.
    ///
    /// # Errors
    /// When it cannot be laid out or built.
    pub fn new(course: &Course, lesson: &Lesson, folder: &Path, target: &Path) -> Result<Desk> {
        let crate_folder = folder.join(&lesson.name);
        let files = learner_copy::files(course, lesson, 0, Use::Alone)?;
        let tests = files.get("tests/steps.rs").context("the copy has no tests")?;
        let graded = starter::graded_tests(&String::from_utf8_lossy(tests))?;
        let starter = files.get("src/lib.rs").context("the copy has no `src/lib.rs`")?;
        learner_copy::write(&files, &crate_folder)?;
        let mut place = Place::new(crate_folder)?;
        fs::write(place.folder.join("tests/steps.rs"), graded)?;
        place.fence = Some(fence(folder, target)?);
        let desk = Desk { folder: folder.to_path_buf(), place, lesson: lesson.clone() };
        desk.build_all_else()?;
        match desk.try_lib(starter)? {
            Tried::Steps(_) => Ok(desk),
            Tried::Refused(words) => {
                bail!("the starter of `{}` does not compile:\n{words}", lesson.name)
            }
            Tried::Ended(why) => bail!("the starter of `{}` cannot be built: {why}", lesson.name),
        }
    }

    /// Builds what others wrote, which takes longer than a stranger's file may.
    fn build_all_else(&self) -> Result<()> {
        let build = self.place.cargo(&["test", "--quiet", "--no-run", "--test", "steps"]);
        let ended = process::run(build, "", FIRST_BUILD)?;
        if !ended.worked() {
            bail!(
                "the starter of `{}` does not compile:\n{}",
                self.lesson.name,
                String::from_utf8_lossy(&ended.stderr)
            );
        }
        Ok(())
    }

    /// Puts `lib` in the place of the one before, and checks every step.
    ///
    /// # Errors
    /// When it cannot be written, or cargo cannot be run.
    pub fn try_lib(&self, lib: &[u8]) -> Result<Tried> {
        // A file written now is newer than all that was built: cargo takes nothing of the one before for this one.
        fs::write(self.place.folder.join("src/lib.rs"), lib)?;
        let tried = self.build_and_run();
        process::end_leftovers(&self.folder);
        tried
    }

    fn build_and_run(&self) -> Result<Tried> {
        Ok(match self.place.build()? {
            Built::Ready(program) => Tried::Steps(self.place.run_steps(&program, &self.lesson)?),
            Built::Refused(words) => Tried::Refused(words),
            Built::Ended(why) => Tried::Ended(why),
        })
    }
}

/// A home and a folder for temporary files inside `folder`, and only the variables that are needed.
fn fence(folder: &Path, target: &Path) -> Result<Fence> {
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
    Ok(Fence { build_environment, test_environment, token: token() })
}

/// 32 digits that nobody can guess.
fn token() -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", random(), random())
}

/// A folder for desks, which is removed in the end.
#[derive(Debug)]
pub struct Workshop {
    /// Where it is.
    pub folder: PathBuf,
}

impl Workshop {
    /// Makes a new one among the system's temporary files.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn new() -> Result<Workshop> {
        let folder =
            env::temp_dir().join(format!("course-{}-{}", std::process::id(), &token()[..8]));
        fs::create_dir(&folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
        Ok(Workshop { folder })
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder); // on some systems a program that just ended holds it a moment longer
    }
}
