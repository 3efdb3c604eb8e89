//! `cargo course verify`: the proof that every lesson works. Its starter compiles and each step's
//! check fails for its own reason; step after step can be solved alone; each known wrong answer is
//! refused with the words meant for it; and what a learner gets gives no answer away.

use crate::compiler::words;
use crate::diagnosis::Diagnosis;
use crate::files::{self, Files};
use crate::handout;
use crate::interrupt;
use crate::leaks;
use crate::learner_copy::{self, Use};
use crate::lesson::{Lesson, Step};
use crate::outcome::{StepResult, TestOutcome, TestResult};
use crate::paths::Course;
use crate::process::{self, Streams};
use crate::sandbox::Isolation;
use crate::starter;
use crate::test_runner::FIRST_BUILD;
use crate::workspace::{RunOutcome, Workspace};
use anyhow::{Context, Result, bail, ensure};
use std::collections::BTreeSet;
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
    // A glob would let a hand-in put macros and types of its own in the place of the standard
    // library's.
    ensure!(
        !String::from_utf8_lossy(tests).contains("::*"),
        "tests/steps.rs has to name what it uses: no `*`"
    );
    writeln!(out, "  ok  the handout, {} files, gives no answer away", files.len())?;

    let target = scratch.join("target");
    no_warnings(course, &lesson, &scratch.join(format!("{name}-whole")), &target)?;
    writeln!(out, "  ok  the starter compiles without a warning, and the solution passes")?;

    let workspace =
        Workspace::new(course, &lesson, &scratch.join(name), &target, &Isolation::Unneeded)?;
    for solved in 0..=lesson.steps.len() {
        let lib = starter::starter(&starter::without_tests(&source)?, &lesson, solved)?;
        ladder(&results(&workspace, &lib)?, solved)
            .with_context(|| format!("with {solved} steps solved"))?;
    }
    writeln!(out, "  ok  the ladder, {} steps", lesson.steps.len())?;

    uses(&workspace, &lesson, &source)?;
    writeln!(out, "  ok  what the steps use of each other")?;

    let (new, answers) = answers(course, &lesson)?
        .into_iter()
        .partition::<Vec<_>, _>(|answer| matches!(answer.expected, Expected::ToBeEntered(_)));
    // New answers alone, if there are any: who writes one need not wait for all the others.
    let mut faults = Vec::new();
    for group in groups(if new.is_empty() { &answers } else { &new }) {
        try_answers(&workspace, &lesson, &source, &group, &mut faults)?;
    }
    ensure!(faults.is_empty(), faults.join("\n"));
    let count =
        |is: fn(&Expected) -> bool| answers.iter().filter(|answer| is(&answer.expected)).count();
    writeln!(
        out,
        "  ok  {} wrong answers are named, {} rejected without a name, {} right ones accepted, {} compile errors explained",
        count(|expected| matches!(expected, Expected::Idea(_))),
        count(|expected| matches!(expected, Expected::Unnamed)),
        count(|expected| matches!(expected, Expected::Accepted)),
        count(|expected| matches!(expected, Expected::CompileError(_))),
    )?;
    Ok(())
}

/// Builds all of a copy, as a learner's editor would; then the whole solution, tested as a learner
/// would.
fn no_warnings(course: &Course, lesson: &Lesson, folder: &Path, target: &Path) -> Result<()> {
    learner_copy::write(&learner_copy::files(course, lesson, 0, Use::Alone)?, folder)?;
    let cargo = |arguments: &[&str]| -> Result<String> {
        let mut command = Command::new(crate::process::cargo());
        command
            .args(arguments)
            .current_dir(folder)
            .env("CARGO_TARGET_DIR", target)
            .env("CARGO_TERM_COLOR", "never");
        let ended = process::run(command, "", FIRST_BUILD, Streams::Separate)?;
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
        RunOutcome::DoesNotCompile(errors) => bail!("it does not compile:\n{}", words(&errors)),
        RunOutcome::Stopped(why) => bail!("{why}"),
    }
}

/// The steps up to `solved` are done; each test of the others comes to the `todo!` of its own step.
fn ladder(results: &[StepResult], solved: usize) -> Result<()> {
    for result in results {
        let number = result.number;
        ensure!(
            !result.tests.is_empty(),
            "step {number} has no test: tests/steps.rs wants one called `step_{number}_...`"
        );
        if number <= solved {
            ensure!(result.is_done(), "step {number} should pass:\n{}", shown(result));
            continue;
        }
        let own = blank_message(number);
        for TestResult { name: test, outcome, .. } in &result.tests {
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
            let uses = result.tests.iter().any(|test| comes_to(&test.outcome));
            if uses && result.number != blank.number {
                found.push(blank.number);
            }
        }
    }
    for (step, found) in lesson.steps.iter().zip(found) {
        ensure!(
            step.uses == found,
            "step {} should have `uses = {found:?}` in lessons/{}/steps.toml",
            step.number,
            lesson.name
        );
    }
    Ok(())
}

fn blank_message(step: usize) -> String {
    format!("not yet implemented: step {step}: ")
}

/// An answer that is kept with a lesson: `wrong/step-1-...rs`, for example.
struct Answer<'a> {
    name: String,
    text: String,
    /// The step that it answers; none if it does not compile.
    step: Option<&'a Step>,
    expected: Expected<'a>,
}

/// What is to come of an answer.
enum Expected<'a> {
    /// It is rejected, and this idea is named.
    Idea(&'a str),
    /// It is rejected, and no idea is named.
    Unnamed,
    /// It is rejected, and this idea has to be entered in `steps.toml`.
    ToBeEntered(String),
    /// It is right.
    Accepted,
    /// It does not compile, and this sentence helps.
    CompileError(&'a str),
}

/// All answers of a lesson. Every idea and every compile error has one, and every one is known.
fn answers<'a>(course: &Course, lesson: &'a Lesson) -> Result<Vec<Answer<'a>>> {
    let folder = course.root.join("lessons").join(&lesson.name);
    let mut files = Files::new();
    for kind in ["wrong", "right"].iter().filter(|kind| folder.join(kind).is_dir()) {
        files::add_folder(&mut files, &format!("{kind}/"), &folder.join(kind))?;
    }
    let mut expected = Vec::new();
    for step in &lesson.steps {
        for idea in &step.misconceptions {
            let name = format!("wrong/step-{}-{}", step.number, idea.id);
            expected.push((format!("{name}.rs"), Some(step), Expected::Idea(&idea.id)));
            // Other ways to the same idea: `wrong/step-1-ID.WAY.rs`.
            let others = files.keys().filter(|file| {
                file.strip_prefix(&name).is_some_and(|rest| rest.starts_with('.') && rest != ".rs")
            });
            expected
                .extend(others.map(|file| (file.clone(), Some(step), Expected::Idea(&idea.id))));
        }
        let is_known = |id: &str| step.misconceptions.iter().any(|idea| idea.id == id);
        for name in files.keys() {
            let wrong = name.strip_prefix(&format!("wrong/step-{}-", step.number));
            let id = wrong.and_then(|rest| rest.split('.').next());
            if name.starts_with(&format!("right/step-{}-", step.number)) {
                expected.push((name.clone(), Some(step), Expected::Accepted));
            } else if id.is_some_and(|id| id.starts_with("unnamed-")) {
                expected.push((name.clone(), Some(step), Expected::Unnamed));
            } else if let Some(id) = id.filter(|id| !is_known(id)) {
                let new = Expected::ToBeEntered(id.to_owned());
                expected.push((name.clone(), Some(step), new));
            }
        }
    }
    for error in &lesson.compile_errors {
        let name = format!("wrong/compile-{}.rs", error.id);
        expected.push((name, None, Expected::CompileError(&error.id)));
    }
    let mut answers = Vec::new();
    for (name, step, expected) in expected {
        let bytes = files.remove(&name).with_context(|| {
            format!("there is no {name}, and lessons/{}/steps.toml has its `id`", lesson.name)
        })?;
        answers.push(Answer { name, text: String::from_utf8(bytes)?, step, expected });
    }
    ensure!(
        files.is_empty(),
        "lessons/{}: of no step and no `[[compile_error]]` in steps.toml: {:?}. A wrong answer is \
         called wrong/step-1-IDEA.rs, another right one right/step-1-WAY.rs, and what does not \
         compile wrong/compile-ID.rs",
        lesson.name,
        files.keys()
    );
    Ok(answers)
}

/// Puts answers of different steps together, to be compiled once: of each step one, unless a step of
/// the group uses it or is used by it. What does not compile stays alone.
fn groups<'a, 'b>(answers: &'b [Answer<'a>]) -> Vec<Vec<&'b Answer<'a>>> {
    let mut groups: Vec<Vec<&Answer>> = Vec::new();
    for answer in answers {
        let fits = |group: &&mut Vec<&Answer>| {
            group.iter().all(|other| match (answer.step, other.step) {
                (Some(one), Some(other)) => {
                    one.number != other.number
                        && !one.uses.contains(&other.number)
                        && !other.uses.contains(&one.number)
                }
                _ => false,
            })
        };
        match groups.iter_mut().find(fits) {
            Some(group) => group.push(answer),
            None => groups.push(vec![answer]),
        }
    }
    groups
}

/// Tries answers of different steps in one copy, in which all other steps are solved.
fn try_answers(
    workspace: &Workspace,
    lesson: &Lesson,
    source: &str,
    group: &[&Answer],
    faults: &mut Vec<String>,
) -> Result<()> {
    let mut lib = starter::starter(source, lesson, lesson.steps.len())?;
    for answer in group {
        lib = starter::replace(&lib, &answer.text).with_context(|| answer.name.clone())?;
    }
    let steps: Vec<Step> = group.iter().filter_map(|answer| answer.step).cloned().collect();
    let outcome = workspace.run_steps(lib.as_bytes(), &steps)?;
    for answer in group {
        match judge(lesson, answer, &outcome) {
            Ok(()) => {}
            Err(fault) if group.len() == 1 => {
                faults.push(format!("lessons/{}/{}: {fault:#}", lesson.name, answer.name));
            }
            // It may call another step's function, which the solution does not call, and so have
            // met a wrong one; or two answers may bring a helper of the same name.
            Err(_) => try_answers(workspace, lesson, source, &[*answer], faults)?,
        }
    }
    Ok(())
}

/// An error if something else came of the answer than what is expected.
fn judge(lesson: &Lesson, answer: &Answer, outcome: &RunOutcome) -> Result<()> {
    let results = match (outcome, &answer.expected) {
        (RunOutcome::DoesNotCompile(errors), Expected::CompileError(id)) => {
            let help = errors.first().map(|error| error.help(lesson)).into_iter().flatten();
            let help: Vec<&str> = help.map(|known| known.id.as_str()).collect();
            ensure!(help == [*id], "{help:?} fits:\n{}", words(errors));
            return Ok(());
        }
        (_, Expected::CompileError(_)) => bail!("it compiles"),
        (RunOutcome::Steps(results), _) => results,
        (RunOutcome::DoesNotCompile(errors), _) => {
            bail!("it does not compile:\n{}", words(errors))
        }
        (RunOutcome::Stopped(why), _) => bail!("{why}"),
    };
    let step = answer.step.context("it has no step")?;
    let result = results.iter().find(|result| result.number == step.number);
    let result = result.context("the step was not checked")?;
    if let Expected::Accepted = answer.expected {
        ensure!(result.is_done(), "it is rejected:\n{}", shown(result));
        return Ok(());
    }
    ensure!(!result.is_done(), "it passes");
    for test in result.tests.iter().filter(|test| !test.is_passed()) {
        ensure!(!is_panic_of_test(test), "the test itself panics:\n{}", shown(result));
        ensure!(
            test.call.is_some(),
            "{} in tests/steps.rs does not show the call: `assert_eq!(f(1), 2, \"f(1)\")` makes it \
             and shows it\n{}",
            test.name,
            shown(result)
        );
    }
    let fitting = step.ideas_of(result);
    let fitting: BTreeSet<&str> = fitting.iter().map(|(_, idea)| idea.id.as_str()).collect();
    let named = Diagnosis::of(step, result, &[]).idea.map(|idea| idea.id.as_str());
    match answer.expected {
        Expected::Idea(id) if named == Some(id) => Ok(()),
        Expected::Unnamed if fitting.is_empty() => Ok(()),
        Expected::ToBeEntered(ref id) => {
            let same = fitting.first().map(|known| {
                format!(
                    "\n`{known}` fits. If this is the same idea, call the file \
                     wrong/step-{}-{known}.{id}.rs.",
                    step.number
                )
            });
            bail!(
                "step {} in lessons/{}/steps.toml has no misconception `{id}`. What came:\n{}{}\n{}",
                step.number,
                lesson.name,
                shown(result),
                same.unwrap_or_default(),
                entry(id, result).unwrap_or_default()
            )
        }
        _ if fitting.is_empty() => bail!("no misconception fits what came:\n{}", shown(result)),
        _ => bail!("{fitting:?} fits what came:\n{}", shown(result)),
    }
}

/// What to write into `steps.toml` for an idea, from the first test that shows it.
fn entry(id: &str, result: &StepResult) -> Option<String> {
    let (call, came) = result.tests.iter().find_map(|test| {
        let (call, came) = (test.call.as_deref()?, test.outcome.came()?);
        let first = came.split_once('\n').map(|(first, _)| format!("{first}[..]"));
        Some((call, first.unwrap_or_else(|| came.to_owned())))
    })?;
    let text = |words: &str| toml_edit::Value::from(words).to_string();
    Some(format!(
        "Write there, and say in `shows` what the learner is to see:\n\
         [[step.misconception]]\nid = {}\ncall = {}\ncame = {}\nshows = \"\"",
        text(id),
        text(call),
        text(&came)
    ))
}

/// True if the test's own code panicked, not an assertion: a learner can make nothing of that.
fn is_panic_of_test(test: &TestResult) -> bool {
    const OF_STD: [&str; 6] = [
        "called `",
        "index out of bounds",
        "range ",
        "slice index",
        "attempt to ",
        "copy_from_slice",
    ];
    matches!(&test.outcome, TestOutcome::Failed(failure)
        if failure.place.starts_with("tests/")
            && OF_STD.iter().any(|words| failure.message.starts_with(words)))
}

/// The tests that did not pass, and what came of each.
fn shown(result: &StepResult) -> String {
    let failed = result.tests.iter().filter(|test| !test.is_passed());
    let shown = failed.map(|test| match &test.outcome {
        TestOutcome::Failed(failure) => {
            let message = failure.message.replace('\n', "\n    ");
            format!("  {} (call {:?}): {message}", test.name, test.call)
        }
        other => format!("  {} (call {:?}): {other:?}", test.name, test.call),
    });
    shown.collect::<Vec<_>>().join("\n")
}
