//! `cargo course check` and the list of lessons: how far a learner is, and what comes next.

use crate::compiler::Diagnostic;
use crate::diagnosis::{Diagnosis, State};
use crate::inspect::{Findings, Outcome, build, copy, inspect};
use crate::interrupt;
use crate::lesson::{Lesson, Step};
use crate::memory;
use crate::outcome::TestOutcome;
use crate::paths::Course;
use crate::terminal::{self, Colours, count_done};
use crate::test_runner::BuildOutcome;
use anyhow::Result;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use std::{fs, thread};

/// How often we look whether a file was changed.
pub(crate) const LOOK_EVERY: Duration = Duration::from_millis(200);

/// What to check, and how to show it.
#[derive(Debug, clap::Args)]
pub(crate) struct CheckArgs {
    /// The lesson; not needed inside your copy, or if only one is started
    lesson: Option<String>,
    /// Check only the step with this number
    #[arg(value_name = "STEP")]
    number: Option<String>,
    /// The same as STEP
    #[arg(long, value_name = "N", conflicts_with = "number")]
    step: Option<usize>,
    /// Check again each time you save
    #[arg(long)]
    watch: bool,
    /// Print the result as JSON, for editors and other programs
    #[arg(long, conflicts_with = "watch")]
    json: bool,
}

/// Checks one step, or all, of a learner's copy. True if what was checked is done.
pub(crate) fn check(course: &Course, args: &CheckArgs, out: &mut impl Write) -> Result<bool> {
    let words = [args.lesson.as_deref(), args.number.as_deref()];
    let (lesson, step, _) = course.meant(words.into_iter().flatten())?;
    let only = step.or(args.step).map(|number| lesson.step(number)).transpose()?;
    if args.watch {
        return watch(course, &lesson, only, out);
    }
    let findings = inspect(course, &lesson, only)?;
    if args.json {
        return json(&lesson, only, &findings, out);
    }
    terminal::show(course, &lesson, only, &findings, Colours::wanted(), out)
}

/// Checks, and again after each change of a file, until Ctrl-C. True if what was checked last is
/// done.
fn watch(
    course: &Course,
    lesson: &Lesson,
    only: Option<&Step>,
    out: &mut impl Write,
) -> Result<bool> {
    let sources = copy(course, lesson)?.folder.join("src");
    loop {
        let seen = times(&sources);
        if io::stdout().is_terminal() {
            write!(out, "\x1b[2J\x1b[H")?; // an empty screen
        }
        let findings = inspect(course, lesson, only)?;
        let done = terminal::show(course, lesson, only, &findings, Colours::wanted(), out)?;
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

/// When each file below `folder` was last changed.
pub(crate) fn times(folder: &Path) -> BTreeMap<PathBuf, Option<SystemTime>> {
    let time = |file: &PathBuf| fs::metadata(file).and_then(|data| data.modified()).ok();
    memory::files(folder).into_iter().map(|file| (file.clone(), time(&file))).collect()
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

/// How far a lesson is, in a few words, and the command that leads on; none if it is done.
fn state(course: &Course, lesson: &Lesson) -> Result<(String, Option<String>)> {
    let name = &lesson.name;
    if !course.copy_of(name).is_dir() {
        return Ok(("not started".to_owned(), Some(format!("cargo course start {name}"))));
    }
    let check = Some(format!("cargo course check {name}"));
    let Ok(copy) = copy(course, lesson) else {
        return Ok(("started; a file is missing".to_owned(), check));
    };
    let BuildOutcome::Ready(built) = build(course, lesson, &copy)? else {
        return Ok(("started; does not compile yet".to_owned(), check));
    };
    let results = copy.run_steps(&built.tests, &lesson.steps)?;
    let done = count_done(&results);
    let all = lesson.steps.len();
    Ok(match done {
        _ if done == all => (format!("done, all {all} steps"), None),
        _ => (format!("{done} of {all} steps done"), check),
    })
}

/// What `check --json` prints.
#[derive(Serialize)]
struct Json<'a> {
    lesson: &'a str,
    steps: Vec<JsonStep<'a>>,
    /// The compiler's warnings about `src/lib.rs`, or its errors.
    compiler: Vec<&'a str>,
}

#[derive(Serialize)]
struct JsonStep<'a> {
    number: usize,
    state: State,
    /// The id of the wrong idea, or of the sentence about the compiler's error.
    idea: Option<&'a str>,
    call: Option<&'a str>,
    expected: Option<&'a str>,
    /// What came of the call: a value, or a panic's message.
    actual: Option<&'a str>,
    /// What the learner's code printed in the failing test.
    output: &'a str,
}

/// Prints the findings as one JSON object. True if what was checked is done.
fn json(
    lesson: &Lesson,
    only: Option<&Step>,
    findings: &Findings,
    out: &mut impl Write,
) -> Result<bool> {
    let shown =
        lesson.steps.iter().filter(|step| only.is_none_or(|only| only.number == step.number));
    let step = |step: &'_ Step| JsonStep {
        number: step.number,
        state: State::DoesNotCompile,
        idea: None,
        call: None,
        expected: None,
        actual: None,
        output: "",
    };
    let (steps, compiler): (Vec<JsonStep>, &[Diagnostic]) = match &findings.outcome {
        Outcome::Steps { results, warnings } => {
            let diagnosed = shown.filter_map(|step| {
                let result = results.iter().find(|result| result.number == step.number)?;
                Some(JsonStep::new(step, &Diagnosis::of(step, result, results)))
            });
            (diagnosed.collect(), warnings)
        }
        Outcome::DoesNotCompile(errors) => {
            let idea = errors.first().and_then(|error| error.help(lesson).next());
            let idea = idea.map(|known| known.id.as_str());
            (shown.map(|known| JsonStep { idea, ..step(known) }).collect(), errors)
        }
        Outcome::Stopped(why) => {
            (shown.map(|known| JsonStep { actual: Some(why), ..step(known) }).collect(), &[])
        }
    };
    let done = steps.iter().all(|step| step.state == State::Done);
    let compiler = compiler.iter().map(|diagnostic| diagnostic.words.as_str()).collect();
    serde_json::to_writer_pretty(&mut *out, &Json { lesson: &lesson.name, steps, compiler })?;
    writeln!(out)?;
    Ok(done)
}

impl<'a> JsonStep<'a> {
    fn new(step: &Step, diagnosis: &Diagnosis<'a>) -> JsonStep<'a> {
        let failure = diagnosis.test.and_then(|test| match &test.outcome {
            TestOutcome::Failed(failure) => Some(failure),
            _ => None,
        });
        let values = failure.and_then(|failure| failure.values.as_ref());
        let why = diagnosis.test.and_then(|test| match &test.outcome {
            TestOutcome::Failed(failure) => Some(failure.message.as_str()),
            TestOutcome::Crashed(why) => Some(*why),
            _ => None,
        });
        JsonStep {
            number: step.number,
            state: diagnosis.state,
            idea: diagnosis.idea.map(|idea| idea.id.as_str()),
            call: diagnosis.test.and_then(|test| test.call.as_deref()),
            expected: values.map(|values| values.expected.as_str()),
            actual: values.map(|values| values.came.as_str()).or(why),
            output: diagnosis.test.map_or("", |test| &test.output),
        }
    }
}
