//! How what a check found looks in a terminal.

use crate::compiler::Diagnostic;
use crate::diagnosis::{Diagnosis, State};
use crate::hint::next_hint;
use crate::inspect::{Findings, Outcome};
use crate::lesson::{Lesson, Step, Strength, names_shown};
use crate::outcome::{StepResult, TestOutcome, TestResult};
use crate::paths::Course;
use crate::text::{side_by_side, truncate, wrap};
use anyhow::Result;
use common::escape_untrusted;
use std::env;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

const INDENT: &str = "        ";

/// The most warnings that are shown.
const MAX_WARNINGS: usize = 3;

/// Green and red, or nothing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Colours(bool);

impl Colours {
    /// On a terminal, unless `NO_COLOR` is set.
    pub(crate) fn wanted() -> Colours {
        let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Colours(io::stdout().is_terminal() && !refused)
    }

    pub(crate) fn green(self, text: &str) -> String {
        self.coloured(text, 32)
    }

    pub(crate) fn red(self, text: &str) -> String {
        self.coloured(text, 31)
    }

    fn coloured(self, text: &str, colour: u8) -> String {
        if self.0 { format!("\x1b[{colour}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

/// Shows what was found, and says what comes next. True if what was checked is done.
pub(crate) fn show(
    course: &Course,
    lesson: &Lesson,
    only: Option<&Step>,
    findings: &Findings,
    colours: Colours,
    out: &mut impl Write,
) -> Result<bool> {
    let copy = course.shown(&course.copy_of(&lesson.name));
    let (results, warnings) = match &findings.outcome {
        Outcome::Steps { results, warnings } => (results, warnings),
        Outcome::DoesNotCompile(errors) => {
            show_errors(lesson, errors, &copy, out)?;
            return Ok(false);
        }
        Outcome::Stopped(why) => {
            writeln!(out, "Nothing could be checked: {why}.")?;
            writeln!(out, "Next: undo your last change, and check again.")?;
            return Ok(false);
        }
    };
    show_warnings(warnings, &copy, out)?;
    let mut next = None;
    for result in results {
        let Some(step) = lesson.steps.iter().find(|step| step.number == result.number) else {
            continue;
        };
        if only.is_some_and(|only| only.number != step.number) {
            continue;
        }
        let diagnosis = Diagnosis::of(step, result, results);
        let to_write = findings.to_write.get(&step.number).map_or(&[][..], Vec::as_slice);
        show_step(step, &diagnosis, to_write, &copy, colours, out)?;
        if diagnosis.state != State::Done {
            next = next.or(Some((step, diagnosis, to_write)));
        }
    }
    writeln!(out)?;
    match &next {
        Some((step, diagnosis, to_write)) => {
            say_next(course, lesson, step, diagnosis, to_write, out)?;
        }
        None => say_done(course, lesson, only, out)?,
    }
    Ok(next.is_none())
}

/// The compiler's warnings, in its own words.
pub(crate) fn show_warnings(
    warnings: &[Diagnostic],
    copy: &str,
    out: &mut impl Write,
) -> Result<()> {
    for warning in warnings.iter().take(MAX_WARNINGS) {
        writeln!(out, "{}\n", with_whole_paths(&warning.words, copy))?;
    }
    if let more @ 1.. = warnings.len().saturating_sub(MAX_WARNINGS) {
        writeln!(out, "... and {more} more {}.\n", if more == 1 { "warning" } else { "warnings" })?;
    }
    Ok(())
}

/// The compiler's first error, with what helps.
pub(crate) fn show_errors(
    lesson: &Lesson,
    errors: &[Diagnostic],
    copy: &str,
    out: &mut impl Write,
) -> Result<()> {
    let Some(first) = errors.first() else { return Ok(()) };
    writeln!(out, "{}\n", with_whole_paths(&first.words, copy))?;
    if let more @ 1.. = errors.len() - 1 {
        let errors = if more == 1 { "error" } else { "errors" };
        writeln!(out, "... and {more} more {errors}: often they come from the first one.\n")?;
    }
    for known in first.help(lesson).take(1) {
        writeln!(out, "{}\n", wrap(&known.shows, 0))?;
    }
    writeln!(out, "Your code does not compile yet, so nothing could be checked.")?;
    if first.file.is_some() && !first.is_in_lib() {
        let question = "Did you change the name of a function, or its types?";
        writeln!(out, "The error is not in src/lib.rs. {question}")?;
    } else {
        writeln!(out, "Next: fix the error above. The line with --> shows where it is.")?;
    }
    Ok(())
}

/// One line for a step that is done; for another, what was called, expected and returned, and why.
pub(crate) fn show_step(
    step: &Step,
    diagnosis: &Diagnosis,
    to_write: &[String],
    copy: &str,
    colours: Colours,
    out: &mut impl Write,
) -> Result<()> {
    let state = match diagnosis.state {
        State::Done => colours.green("done    "),
        State::Blank => "to write".to_owned(),
        State::Wrong | State::DoesNotCompile | State::TimedOut => colours.red("not yet "),
    };
    writeln!(out, "step {}  {state}  {}", step.number, step.title)?;
    if diagnosis.state == State::Blank && to_write.len() < step.functions.len() {
        writeln!(out, "{INDENT}{} is still to write.", names_shown(to_write))?;
    }
    match (diagnosis.first, diagnosis.test) {
        (Some(first), _) => {
            writeln!(
                out,
                "{INDENT}Step {first} first: this step uses it, and it is not done yet."
            )?;
        }
        (None, Some(test)) => show_test(step, test, copy, colours, out)?,
        (None, None) if diagnosis.state != State::Done => {
            let advice = "tests/steps.rs has no test for this step.";
            writeln!(out, "{INDENT}{advice}")?;
        }
        (None, None) => {}
    }
    if let Some(idea) = diagnosis.idea {
        writeln!(out, "{}", wrap(&idea.shows, INDENT.len()))?;
    }
    Ok(())
}

fn show_test(
    step: &Step,
    test: &TestResult,
    copy: &str,
    colours: Colours,
    out: &mut impl Write,
) -> Result<()> {
    let what = match &test.call {
        Some(call) => truncate(call),
        None => format!("The test: {}.", step.in_words(&test.name)),
    };
    let what = escape_untrusted(what);
    match &test.outcome {
        TestOutcome::Passed | TestOutcome::Blank(_) => return Ok(()),
        TestOutcome::Failed(failure) => {
            writeln!(out, "{INDENT}{what}")?;
            if let Some(values) = &failure.values {
                let (expected, came) = side_by_side(&values.expected, &values.came);
                let (label, value) = (colours.green("expected"), escape_untrusted(expected));
                writeln!(out, "{INDENT}  {label}  {value}")?;
                writeln!(out, "{INDENT}  {}       {}", colours.red("got"), escape_untrusted(came))?;
            } else {
                if let Some(line) = failure.line() {
                    let panics = colours.red("panics");
                    writeln!(out, "{INDENT}  {panics} in line {line} of {copy}/src/lib.rs:")?;
                }
                for line in truncate(&failure.message).lines() {
                    writeln!(out, "{INDENT}  {}", escape_untrusted(line))?;
                }
            }
        }
        TestOutcome::TimedOut => {
            writeln!(out, "{INDENT}{what}")?;
            let why = "does not come to an end, and was stopped. Is there a loop without an end?";
            writeln!(out, "{INDENT}  {why}")?;
        }
        TestOutcome::Crashed(why) => writeln!(out, "{INDENT}{what}\n{INDENT}  {why}")?,
    }
    if !test.output.is_empty() {
        writeln!(out, "{INDENT}Your code printed:")?;
        for line in test.output.lines() {
            writeln!(out, "{INDENT}  {}", escape_untrusted(line))?;
        }
    }
    Ok(())
}

/// The next thing to do. The goal is shown only where nothing is written yet.
fn say_next(
    course: &Course,
    lesson: &Lesson,
    step: &Step,
    diagnosis: &Diagnosis,
    to_write: &[String],
    out: &mut impl Write,
) -> Result<()> {
    let name = &lesson.name;
    if let Some(first) = diagnosis.first {
        return Ok(writeln!(out, "Next: cargo course check {name} {first}")?);
    }
    let file = course.shown(&course.copy_of(name).join("src/lib.rs"));
    let mut next = format!("Next: {} in {file}.", names_shown(to_write));
    if diagnosis.state == State::Blank {
        next = format!("{next} {}", step.goal);
    }
    writeln!(out, "{}", wrap(&next, 0))?;
    if let Some(hint) = next_hint(course, lesson, step.number) {
        let strength = if hint == Strength::Nudge { "" } else { hint.word() };
        let command = format!("cargo course hint {name} {} {strength}", step.number);
        writeln!(out, "A hint: {}", command.trim_end())?;
    }
    Ok(())
}

fn say_done(
    course: &Course,
    lesson: &Lesson,
    only: Option<&Step>,
    out: &mut impl Write,
) -> Result<()> {
    let Some(only) = only else {
        writeln!(out, "All steps are done. Next: \"Prove it\" in your worksheet.")?;
        writeln!(out, "This is your own program:\n{}", run_command(course, lesson))?;
        return Ok(());
    };
    match lesson.steps.iter().find(|step| step.number == only.number + 1) {
        Some(next) => writeln!(
            out,
            "Step {} is done. Next: step {}, {}.",
            only.number, next.number, next.title
        )?,
        None => {
            writeln!(out, "The last step is done. Next: cargo course check {}", lesson.name)?;
        }
    }
    Ok(())
}

/// How learners run their own program from where they are. From the course's folder on, cargo does
/// not see the copy's own settings: so the folder in which the checks were built is named, and
/// nothing is built twice.
pub(crate) fn run_command(course: &Course, lesson: &Lesson) -> String {
    let quoted = |word: &String| match word.contains(' ') {
        true => format!("\"{word}\""),
        false => word.clone(),
    };
    let args = match &lesson.finish {
        Some(finish) => finish.args.iter().map(quoted).collect::<Vec<_>>().join(" "),
        None => "--help".to_owned(),
    };
    let copy = course.copy_of(&lesson.name);
    if env::current_dir().is_ok_and(|here| here.starts_with(&copy)) {
        return format!("cargo run -- {args}").trim_end().to_owned();
    }
    let (manifest, target) = (copy.join("Cargo.toml"), course.my_work().join("target"));
    let (manifest, target) = (course.shown(&manifest), course.shown(&target));
    let command = format!("cargo run --manifest-path {manifest} --target-dir {target} -- {args}");
    command.trim_end().to_owned()
}

/// The compiler's words with the paths as they are from the course's folder on.
fn with_whole_paths(words: &str, copy: &str) -> String {
    let whole = |line: &str| {
        let start = line.trim_start();
        let path = start.strip_prefix("--> ").or_else(|| start.strip_prefix("::: "))?;
        let path = Some(path).filter(|path| Path::new(path).is_relative())?;
        Some(line.replacen(path, &format!("{copy}/{}", path.replace('\\', "/")), 1))
    };
    words
        .lines()
        .map(|line| whole(line).unwrap_or_else(|| line.to_owned()))
        .collect::<Vec<_>>()
        .join("\n")
}

/// How many of the steps are done.
pub(crate) fn count_done(results: &[StepResult]) -> usize {
    results.iter().filter(|result| result.is_done()).count()
}
