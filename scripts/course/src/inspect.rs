//! Builds a learner's copy and runs its tests: what a check finds.

use crate::compiler::Diagnostic;
use crate::lesson::{Lesson, Step};
use crate::memory::{self, Build, Memory};
use crate::outcome::{StepResult, TestOutcome};
use crate::paths::Course;
use crate::starter;
use crate::test_runner::{BuildOutcome, TestCrate};
use anyhow::{Context, Result};
use common::UserError;
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::time::SystemTime;

/// What a check found.
pub(crate) struct Findings {
    /// Each step's functions that are to be looked at: only those that are blank, if that is all
    /// that its tests found.
    pub(crate) to_write: BTreeMap<usize, Vec<String>>,
    pub(crate) outcome: Outcome,
}

/// What came of a check.
pub(crate) enum Outcome {
    /// What came of each step, and the compiler's warnings about the file that the learner edits.
    Steps { results: Vec<StepResult>, warnings: Vec<Diagnostic> },
    /// The compiler's errors.
    DoesNotCompile(Vec<Diagnostic>),
    /// The compiler was stopped: why.
    Stopped(&'static str),
}

/// Builds the copy and runs the tests of one step, with those of the steps that it uses, or of all.
pub(crate) fn inspect(course: &Course, lesson: &Lesson, only: Option<&Step>) -> Result<Findings> {
    let copy = copy(course, lesson)?;
    let source = fs::read_to_string(copy.folder.join("src/lib.rs")).unwrap_or_default();
    let mut to_write = BTreeMap::new();
    let outcome = match build(course, lesson, &copy)? {
        BuildOutcome::Ready(built) => {
            let wanted = |step: &&Step| {
                only.is_none_or(|only| {
                    only.number == step.number || only.uses.contains(&step.number)
                })
            };
            let mut results = Vec::new();
            for step in lesson.steps.iter().filter(wanted) {
                let result = copy.run_step(&built.tests, step)?;
                to_write.insert(step.number, functions_to_write(&source, step, &result));
                results.push(result);
            }
            Outcome::Steps { results, warnings: built.warnings }
        }
        BuildOutcome::DoesNotCompile(errors) => Outcome::DoesNotCompile(errors),
        BuildOutcome::Stopped(why) => Outcome::Stopped(why),
    };
    look_for_slips(course, lesson, &source);
    Ok(Findings { to_write, outcome })
}

/// The functions of a step that the learner is to look at: those that are blank, if that is all
/// that its tests found.
fn functions_to_write(source: &str, step: &Step, result: &StepResult) -> Vec<String> {
    let mut failed = result.tests.iter().filter(|test| !test.is_passed());
    let blank = starter::to_write(source, step).unwrap_or_default();
    match failed.all(|test| matches!(test.outcome, TestOutcome::Blank(_))) && !blank.is_empty() {
        true => blank,
        false => step.functions.clone(),
    }
}

/// Says so if the learner seems to have worked in the wrong file, or on the tests.
fn look_for_slips(course: &Course, lesson: &Lesson, source: &str) {
    let name = &lesson.name;
    let solution = course.solution(name);
    let blank = |step: &Step| starter::to_write(source, step).is_ok_and(|blank| !blank.is_empty());
    let then = Memory::read(course, name).solution;
    if then.is_some_and(|then| then != memory::hash(&[solution.join("src")]))
        && lesson.steps.iter().all(blank)
    {
        common::note(&format!(
            "crates/{name}/src has changed since your copy was made. Your steps go into my-work/{name}/src/lib.rs."
        ));
    }
    let tests = fs::read_to_string(solution.join("tests/steps.rs")).ok();
    let tests = tests.and_then(|tests| starter::announcing_tests(&tests).ok());
    let own = fs::read_to_string(course.copy_of(name).join("tests/steps.rs")).ok();
    if tests.is_some() && tests != own {
        common::note(&format!(
            "tests/steps.rs of your copy is not the lesson's. To put it back: cargo course start {name} --repair"
        ));
    }
}

/// The learner's copy, with all that a check needs.
pub(crate) fn copy(course: &Course, lesson: &Lesson) -> Result<TestCrate> {
    let (name, folder) = (&lesson.name, course.copy_of(&lesson.name));
    let missing = |file: &&&str| !folder.join(file).is_file();
    if !folder.is_dir() {
        return Err(anyhow::Error::new(UserError::new(
            format!("`{name}` is not started yet"),
            format!("Start it: cargo course start {name}"),
        )));
    }
    if let Some(file) = ["Cargo.toml", "src/lib.rs", "tests/steps.rs"].iter().find(missing) {
        return Err(anyhow::Error::new(UserError::new(
            format!("`{}` is missing", course.shown(&folder.join(file))),
            format!("Put it back as it was at the start: cargo course start {name} --repair"),
        )));
    }
    TestCrate::new(folder)
}

/// Builds the copy from what its files hold. Cargo compares only their times: a file that was moved
/// back, copied with its time, or unzipped is older than the last build, which was of other files.
pub(crate) fn build(course: &Course, lesson: &Lesson, copy: &TestCrate) -> Result<BuildOutcome> {
    if !course.my_work().join("target").is_dir() {
        let _ = writeln!(
            io::stderr(),
            "Building for the first time. This can take a minute or two; later it is quick."
        );
    }
    let sources = memory::hash(&[copy.folder.join("src"), copy.folder.join("tests")]);
    let known = Memory::read(course, &lesson.name).built;
    let mut outcome = copy.build()?;
    let built = |outcome: &BuildOutcome| match outcome {
        BuildOutcome::Ready(built) => {
            let (path, is_old) = built.library.as_ref()?;
            let made = fs::metadata(path).and_then(|data| data.modified()).ok()?;
            Some((Build { sources, made }, *is_old))
        }
        _ => None,
    };
    if let Some((build, true)) = built(&outcome)
        && known.as_ref() != Some(&build)
    {
        let lib = copy.folder.join("src/lib.rs");
        log::info!("{}: this may be another file than the one that was built", lib.display());
        fs::File::options()
            .append(true)
            .open(&lib)
            .and_then(|file| file.set_modified(SystemTime::now()))
            .with_context(|| format!("cannot change the time of `{}`", course.shown(&lib)))?;
        outcome = copy.build()?;
    }
    if let Some((build, _)) = built(&outcome)
        && known.as_ref() != Some(&build)
    {
        Memory::change(course, &lesson.name, |memory| memory.built = Some(build));
    }
    Ok(outcome)
}
