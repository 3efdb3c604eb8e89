//! `cargo course verify`: the proof that every lesson works. Its starter compiles and each step's check fails for its own
//! reason; step after step can be solved alone; each known wrong answer is refused with the words meant for it; and what a
//! learner gets gives no answer away.

use crate::handout;
use crate::interrupt;
use crate::leaks;
use crate::learner_copy::{self, Files, Use};
use crate::lesson::{Lesson, Step};
use crate::outcome::{StepResult, TestOutcome, wrong_idea};
use crate::paths::Course;
use crate::process;
use crate::starter;
use crate::test_runner::FIRST_BUILD;
use crate::workspace::{RunOutcome, Workspace};
use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// Verifies the lesson named, or all; says what it proved of each. True when all is well.
pub(crate) fn verify(course: &Course, only: Option<&str>, out: &mut impl Write) -> Result<bool> {
    let names = match only {
        Some(name) => vec![course.lesson(name)?.name],
        None => course.lesson_names()?,
    };
    let scratch = tempfile::tempdir()?;
    let mut all_is_well = true;
    for name in names {
        let started = Instant::now();
        writeln!(out, "{name}")?;
        out.flush()?;
        if let Err(error) = verify_lesson(course, &name, scratch.path(), out) {
            if interrupt::came() {
                return Err(error);
            }
            all_is_well = false;
            for line in format!("{error:#}").lines() {
                writeln!(out, "  WRONG  {}", common::escape_untrusted(line))?;
            }
        }
        writeln!(out, "  {} s", started.elapsed().as_secs())?;
    }
    writeln!(
        out,
        "{}",
        if all_is_well { "All is well." } else { "Not all is well: see WRONG above." }
    )?;
    Ok(all_is_well)
}

fn verify_lesson(course: &Course, name: &str, scratch: &Path, out: &mut impl Write) -> Result<()> {
    let lesson = course.lesson(name)?;
    ensure!(lesson.name == name, "steps.toml calls the lesson `{}`", lesson.name);
    let source = fs::read_to_string(course.solution(name).join("src/lib.rs"))?;

    let files = handout::files(course, &lesson, handout::Edition::Learner)?;
    ensure!(
        files == handout::files(course, &lesson, handout::Edition::Learner)?,
        "two handouts are not the same"
    );
    let leaks = leaks::leaks(&files, &starter::statements(&source, &lesson)?);
    ensure!(leaks.is_empty(), "the handout gives answers away:\n{}", leaks.join("\n"));
    let tests = files.get("tests/steps.rs").context("the handout has no tests")?;
    // A glob would let a hand-in put macros and types of its own in the place of the standard library's.
    ensure!(
        !String::from_utf8_lossy(tests).contains("::*"),
        "tests/steps.rs has to name what it uses: no `*`"
    );
    writeln!(out, "  ok  the handout, {} files, gives no answer away", files.len())?;

    let target = scratch.join("target");
    no_warnings(course, &lesson, &scratch.join(format!("{name}-whole")), &target)?;
    writeln!(out, "  ok  the starter compiles without a warning, and the solution passes")?;

    let workspace = Workspace::new(course, &lesson, &scratch.join(name), &target)?;
    for solved in 0..=lesson.steps.len() {
        let lib = starter::starter(&starter::without_tests(&source)?, &lesson, solved)?;
        ladder(&results(&workspace, &lib)?, solved)
            .with_context(|| format!("with {solved} steps solved"))?;
    }
    writeln!(out, "  ok  the ladder, {} steps", lesson.steps.len())?;

    uses(&workspace, &lesson, &source)?;
    writeln!(out, "  ok  what the steps use of each other")?;

    let answers = wrong_answers(course, &lesson)?;
    let mut faults = Vec::new();
    for (step, id, text) in &answers {
        if let Err(fault) = wrong_answer(&workspace, &lesson, &source, (step, id, text)) {
            faults.push(format!("wrong/step-{}-{id}.rs: {fault:#}", step.number));
        }
    }
    ensure!(faults.is_empty(), faults.join("\n"));
    writeln!(out, "  ok  the wrong answers, {}", answers.len())?;
    Ok(())
}

/// Builds all of a copy, as a learner's editor would; then the whole solution, tested as a learner would.
fn no_warnings(course: &Course, lesson: &Lesson, folder: &Path, target: &Path) -> Result<()> {
    learner_copy::write(&learner_copy::files(course, lesson, 0, Use::Alone)?, folder)?;
    let cargo = |arguments: &[&str]| -> Result<String> {
        let mut command = Command::new(crate::process::cargo());
        command
            .args(arguments)
            .current_dir(folder)
            .env("CARGO_TARGET_DIR", target)
            .env("CARGO_TERM_COLOR", "never");
        let ended = process::run(command, "", FIRST_BUILD)?;
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        let failed = || {
            format!(
                "cargo {} failed:\n{said}{}",
                arguments.join(" "),
                String::from_utf8_lossy(&ended.stdout)
            )
        };
        ensure!(ended.succeeded(), failed());
        Ok(said)
    };
    let said = cargo(&["build", "--all-targets", "--quiet"])?;
    ensure!(said.trim().is_empty(), "the starter compiles with warnings:\n{said}");
    let all = lesson.steps.len();
    let solved = learner_copy::files(course, lesson, all, Use::Alone)?;
    fs::write(folder.join("src/lib.rs"), solved.get("src/lib.rs").context("no `src/lib.rs`")?)?;
    cargo(&["test", "--quiet"]).map(|_| ())
}

fn results(workspace: &Workspace, lib: &str) -> Result<Vec<StepResult>> {
    match workspace.run(lib.as_bytes())? {
        RunOutcome::Steps(results) => Ok(results),
        RunOutcome::DoesNotCompile(words) => bail!("it does not compile:\n{words}"),
        RunOutcome::Stopped(why) => bail!("{why}"),
    }
}

/// The steps up to `solved` are done; each test of the others comes to the `todo!` of its own step.
fn ladder(results: &[StepResult], solved: usize) -> Result<()> {
    for result in results {
        let number = result.number;
        ensure!(!result.tests.is_empty(), "step {number} has no test");
        if number <= solved {
            ensure!(result.is_done(), "step {number} should pass:\n{}", shown(result));
            continue;
        }
        let own = blank_message(number);
        for (test, outcome) in &result.tests {
            let blank = matches!(outcome, TestOutcome::Blank(message) if message.starts_with(&own));
            ensure!(blank, "{test} should come to the blank of step {number}:\n{outcome:?}");
        }
    }
    Ok(())
}

/// With one step blank and all others solved, those that use it come to its `todo!`, and no others.
fn uses(workspace: &Workspace, lesson: &Lesson, source: &str) -> Result<()> {
    let mut found = vec![Vec::new(); lesson.steps.len()];
    for blank in &lesson.steps {
        let lib = starter::with_blanks(source, lesson, |number| number == blank.number)?;
        let own = blank_message(blank.number);
        for (result, found) in results(workspace, &lib)?.iter().zip(&mut found) {
            let comes_to = |outcome: &TestOutcome| matches!(outcome, TestOutcome::Blank(message) if message.starts_with(&own));
            let uses = result.tests.iter().any(|(_, outcome)| comes_to(outcome));
            if uses && result.number != blank.number {
                found.push(blank.number);
            }
        }
    }
    for (step, found) in lesson.steps.iter().zip(found) {
        ensure!(step.uses == found, "step {} should have `uses = {found:?}`", step.number);
    }
    Ok(())
}

fn blank_message(step: usize) -> String {
    format!("not yet implemented: step {step}: ")
}

/// The wrong answers of a lesson: the step, the idea's name and the code. Every idea has one, and every one an idea.
fn wrong_answers<'a>(
    course: &Course,
    lesson: &'a Lesson,
) -> Result<Vec<(&'a Step, String, String)>> {
    let folder = course.root.join("lessons").join(&lesson.name).join("wrong");
    let mut files = Files::new();
    learner_copy::add_folder(&mut files, "", &folder)?;
    let mut answers = Vec::new();
    for step in &lesson.steps {
        for idea in &step.misconceptions {
            let name = format!("step-{}-{}.rs", step.number, idea.id);
            let bytes = files.remove(&name).with_context(|| format!("there is no wrong/{name}"))?;
            answers.push((step, idea.id.clone(), String::from_utf8(bytes)?));
        }
    }
    ensure!(files.is_empty(), "no misconception in steps.toml for wrong/{:?}", files.keys());
    Ok(answers)
}

/// A learner's copy with the steps before solved, this one wrong, and the rest blank: it is refused, with the words for it.
fn wrong_answer(
    workspace: &Workspace,
    lesson: &Lesson,
    source: &str,
    (step, id, text): (&Step, &str, &str),
) -> Result<()> {
    let lib = starter::starter(&starter::without_tests(source)?, lesson, step.number)?;
    let results = results(workspace, &starter::replace(&lib, text)?)?;
    let result = results
        .iter()
        .find(|result| result.number == step.number)
        .context("the step was not checked")?;
    ensure!(!result.is_done(), "it passes");
    match wrong_idea(step, result) {
        Some((idea, _)) if idea.id == id => Ok(()),
        Some((idea, _)) => bail!("it is taken for `{}`:\n{}", idea.id, shown(result)),
        None => bail!("no misconception fits what came:\n{}", shown(result)),
    }
}

/// The tests that did not pass, and what came of each.
fn shown(result: &StepResult) -> String {
    let failed = result.tests.iter().filter(|(_, outcome)| *outcome != TestOutcome::Passed);
    let shown = failed.map(|(test, outcome)| match outcome {
        TestOutcome::Failed(complaint) => {
            format!("  {test}: {}", complaint.message.replace('\n', "\n    "))
        }
        other => format!("  {test}: {other:?}"),
    });
    shown.collect::<Vec<_>>().join("\n")
}
