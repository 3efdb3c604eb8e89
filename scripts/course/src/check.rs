//! `cargo course check` and the list of lessons: how far a learner is, and what comes next.

use crate::interrupt;
use crate::lesson::{Lesson, Step, names_shown};
use crate::outcome::{StepResult, TestFailure, TestOutcome, earlier_fault, wrong_idea};
use crate::paths::Course;
use crate::starter;
use crate::test_runner::{BuildOutcome, TestCrate};
use crate::text::{side_by_side, truncate, wrap};
use anyhow::Result;
use common::{UserError, escape_untrusted};
use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use std::{env, fs, thread};

/// How often `--watch` looks whether a file was changed.
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// Checks one step, or all, of a learner's copy, and says what comes next. True when what was checked is done.
pub(crate) fn check(
    course: &Course,
    lesson: &Lesson,
    only: Option<usize>,
    out: &mut impl Write,
) -> Result<bool> {
    let steps: Vec<&Step> = match only {
        Some(number) => vec![lesson.step(number)?],
        None => lesson.steps.iter().collect(),
    };
    let copy = test_crate(course, lesson)?;
    let program = match build(course, &copy)? {
        BuildOutcome::Ready(program) => program,
        BuildOutcome::DoesNotCompile(words) => {
            writeln!(out, "{}", with_whole_paths(&words, &course.shown(&copy.folder)))?;
            writeln!(out, "\nYour code does not compile yet, so nothing could be checked.")?;
            writeln!(
                out,
                "Next: read the first `error` above. The line with --> says where it is."
            )?;
            if !is_in_lib(&words) {
                writeln!(
                    out,
                    "It is not in src/lib.rs: did you change the name of a function there, or its types?"
                )?;
            }
            return Ok(false);
        }
        BuildOutcome::Stopped(why) => {
            writeln!(
                out,
                "Nothing could be checked: {why}.\nNext: undo your last change, and check again."
            )?;
            return Ok(false);
        }
    };
    let lib = copy.folder.join("src/lib.rs");
    let source = fs::read_to_string(&lib).unwrap_or_default();
    let (mut next, mut results) = (None, Vec::new());
    for step in steps {
        let result = copy.run_step(&program, step)?;
        let to_write = to_write(&source, step, &result);
        report(step, &result, &results, &to_write, &course.shown(&lib), out)?;
        if !result.is_done() {
            next = next.or(Some((step, to_write)));
        }
        results.push(result);
    }
    writeln!(out)?;
    say_next(course, lesson, only, next.as_ref(), out)?;
    Ok(next.is_none())
}

/// Checks, and again after each change of a file, until Ctrl-C. True when what was checked last is done.
pub(crate) fn watch(
    course: &Course,
    lesson: &Lesson,
    only: Option<usize>,
    out: &mut impl Write,
) -> Result<bool> {
    let sources = test_crate(course, lesson)?.folder.join("src");
    loop {
        let seen = times(&sources);
        if io::stdout().is_terminal() {
            write!(out, "\x1b[2J\x1b[H")?; // an empty screen
        }
        let done = check(course, lesson, only, out)?;
        writeln!(out, "\nWaiting for you to save a change. Ctrl-C ends this.")?;
        out.flush()?;
        while times(&sources) == seen {
            if interrupt::came() {
                return Ok(done);
            }
            thread::sleep(LOOK_EVERY);
        }
    }
}

/// Every lesson, how far it is done, and what comes next.
pub(crate) fn list(course: &Course, out: &mut impl Write) -> Result<()> {
    let names = course.lesson_names()?;
    let width = names.iter().map(String::len).max().unwrap_or(0);
    let mut next = None;
    for name in &names {
        let lesson = course.lesson(name)?;
        let (state, command) = state(course, &lesson)?;
        writeln!(out, "{name:width$}  {state}")?;
        next = next.or(command);
    }
    match next {
        Some(command) => writeln!(out, "\nNext: {command}")?,
        None => writeln!(out, "\nAll lessons are done. Well done!")?,
    }
    Ok(())
}

/// How far a lesson is, in a few words, and the command that leads on; none when it is done.
fn state(course: &Course, lesson: &Lesson) -> Result<(String, Option<String>)> {
    let name = &lesson.name;
    if !course.copy_of(name).is_dir() {
        return Ok(("not started".to_owned(), Some(format!("cargo course start {name}"))));
    }
    let check = Some(format!("cargo course check {name}"));
    let copy = test_crate(course, lesson)?;
    let BuildOutcome::Ready(program) = build(course, &copy)? else {
        return Ok(("started; does not compile yet".to_owned(), check));
    };
    let done = copy.run_steps(&program, lesson)?.iter().filter(|result| result.is_done()).count();
    let all = lesson.steps.len();
    Ok(match done {
        _ if done == all => (format!("done, all {all} steps"), None),
        _ => (format!("{done} of {all} steps done"), check),
    })
}

fn test_crate(course: &Course, lesson: &Lesson) -> Result<TestCrate> {
    let folder = course.copy_of(&lesson.name);
    if !folder.join("Cargo.toml").is_file() {
        return Err(anyhow::Error::new(UserError::new(
            format!("`{}` is not started yet", lesson.name),
            format!("Start it: cargo course start {}", lesson.name),
        )));
    }
    TestCrate::new(folder)
}

fn build(course: &Course, copy: &TestCrate) -> Result<BuildOutcome> {
    if !course.my_work().join("target").is_dir() {
        let _ = writeln!(
            io::stderr(),
            "Building for the first time. This can take a minute or two; later it is quick."
        );
    }
    copy.build()
}

/// When each file below `folder` was last changed.
fn times(folder: &Path) -> BTreeMap<PathBuf, Option<SystemTime>> {
    let mut times = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            times.extend(self::times(&entry.path()));
        } else {
            times.insert(entry.path(), entry.metadata().and_then(|data| data.modified()).ok());
        }
    }
    times
}

/// The compiler's words with the paths as they are from the course's folder on, where the copy is `copy`.
fn with_whole_paths(words: &str, copy: &str) -> String {
    let whole = |line: &str| {
        let path = place(line).filter(|path| Path::new(path).is_relative())?;
        Some(line.replacen(path, &format!("{copy}/{}", path.replace('\\', "/")), 1))
    };
    words
        .lines()
        .map(|line| whole(line).unwrap_or_else(|| line.to_owned()))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The file, line and column that a line of the compiler's words points at.
fn place(line: &str) -> Option<&str> {
    let line = line.trim_start();
    line.strip_prefix("--> ").or_else(|| line.strip_prefix("::: "))
}

/// Whether the first error is in `src/lib.rs`, or nobody knows where.
fn is_in_lib(words: &str) -> bool {
    let mut from_error = words.lines().skip_while(|line| !line.starts_with("error"));
    from_error.find_map(place).is_none_or(|path| path.replace('\\', "/").starts_with("src/lib.rs:"))
}

/// The functions of a step that the learner is to look at: those that are blank, if that is all that its tests found.
fn to_write(source: &str, step: &Step, result: &StepResult) -> Vec<String> {
    let mut failed = result.tests.iter().filter(|(_, outcome)| *outcome != TestOutcome::Passed);
    let blank = starter::to_write(source, step).unwrap_or_default();
    match failed.all(|(_, outcome)| matches!(outcome, TestOutcome::Blank(_))) && !blank.is_empty() {
        true => blank,
        false => step.functions.clone(),
    }
}

/// One line for a step that is done; for another, what was expected and what came. Its functions stand in `file`.
fn report(
    step: &Step,
    result: &StepResult,
    before: &[StepResult],
    to_write: &[String],
    file: &str,
    out: &mut impl Write,
) -> Result<()> {
    let blank = result.tests.iter().any(|(_, outcome)| matches!(outcome, TestOutcome::Blank(_)));
    let state = match result.is_done() {
        true => "done",
        false if blank => "to write",
        false => "not yet",
    };
    writeln!(out, "step {}  {state:8}  {}", step.number, step.title)?;
    if !result.is_done() && to_write.len() < step.functions.len() {
        writeln!(out, "{INDENT}{} is still to write.", names_shown(to_write))?;
    }
    let idea = wrong_idea(step, result);
    let first = |(_, outcome): &&(String, TestOutcome)| !matches!(outcome, TestOutcome::Passed);
    let shown = match idea {
        Some((_, test)) => result.tests.iter().find(|(name, _)| name == test),
        None => result.tests.iter().find(first),
    };
    if let Some((name, outcome)) = shown {
        explain(step, name, outcome, file, out)?;
    }
    let shows =
        idea.map(|(idea, _)| idea.shows.clone()).or_else(|| earlier_fault(step, before, result));
    if let Some(shows) = shows {
        writeln!(out, "{}", wrap(&shows, INDENT.len()))?;
    }
    if result.tests.is_empty() {
        writeln!(
            out,
            "{INDENT}tests/steps.rs has no test for this step any more. Start again: your work is kept."
        )?;
    }
    Ok(())
}

const INDENT: &str = "        ";

fn explain(
    step: &Step,
    test: &str,
    outcome: &TestOutcome,
    file: &str,
    out: &mut impl Write,
) -> Result<()> {
    match outcome {
        TestOutcome::Passed | TestOutcome::Blank(_) => {}
        TestOutcome::Failed(complaint) => show(complaint, &step.in_words(test), file, out)?,
        TestOutcome::TimedOut => writeln!(
            out,
            "{INDENT}{test}: it did not come to an end, so it was ended. Is there a loop without an end?"
        )?,
        TestOutcome::Crashed(why) => writeln!(out, "{INDENT}{test}: {why}.")?,
    }
    Ok(())
}

fn show(complaint: &TestFailure, test: &str, file: &str, out: &mut impl Write) -> Result<()> {
    let (Some(came), Some(expected)) = (&complaint.came, &complaint.expected) else {
        for line in truncate(&complaint.message).lines() {
            writeln!(out, "{INDENT}{}", escape_untrusted(line))?;
        }
        if let Some(line) = &complaint.line {
            writeln!(out, "{INDENT}This came up in line {line} of {file}.")?;
        }
        writeln!(out, "{INDENT}The test: {}.", escape_untrusted(test))?;
        return Ok(());
    };
    if let Some(call) = &complaint.call {
        writeln!(out, "{INDENT}{}", escape_untrusted(truncate(call)))?;
    }
    let (expected, came) = side_by_side(expected, came);
    writeln!(out, "{INDENT}  expected  {}", escape_untrusted(expected))?;
    writeln!(out, "{INDENT}  came      {}", escape_untrusted(came))?;
    Ok(())
}

fn say_next(
    course: &Course,
    lesson: &Lesson,
    only: Option<usize>,
    next: Option<&(&Step, Vec<String>)>,
    out: &mut impl Write,
) -> Result<()> {
    let name = &lesson.name;
    if let Some((step, to_write)) = next {
        let file = course.shown(&course.copy_of(name).join("src/lib.rs"));
        writeln!(
            out,
            "{}",
            wrap(&format!("Next: {} in {file}. {}", names_shown(to_write), step.goal), 0)
        )?;
        writeln!(out, "A hint: cargo course hint {name} {}", step.number)?;
        return Ok(());
    }
    match only.filter(|number| *number < lesson.steps.len()) {
        Some(number) => {
            let following = lesson.step(number + 1)?;
            writeln!(
                out,
                "Step {number} is done. Next: step {}, {}.",
                following.number, following.title
            )?;
        }
        None if only.is_some() => {
            writeln!(out, "The last step is done. Next: cargo course check {name}")?
        }
        None => {
            writeln!(
                out,
                "All steps are done. Next: \"Prove it\" in your worksheet, and run your own program:"
            )?;
            writeln!(out, "{} -- --help", run_command(course, name))?;
        }
    }
    Ok(())
}

/// How learners run their own program from where they are. From the course's folder on, cargo does not see the copy's own
/// settings: so the folder in which the checks were built is named, and nothing is built twice.
fn run_command(course: &Course, lesson: &str) -> String {
    let copy = course.copy_of(lesson);
    if env::current_dir().is_ok_and(|here| here.starts_with(&copy)) {
        return "cargo run".to_owned();
    }
    let (manifest, target) = (copy.join("Cargo.toml"), course.my_work().join("target"));
    format!(
        "cargo run --manifest-path {} --target-dir {}",
        course.shown(&manifest),
        course.shown(&target)
    )
}
