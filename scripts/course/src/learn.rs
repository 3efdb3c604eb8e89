//! `cargo course learn`: one terminal beside the editor. Each save is checked; what is new since
//! the last one is shown.

use crate::check::{LOOK_EVERY, times};
use crate::diagnosis::{Diagnosis, State};
use crate::hint::{self, next_hint};
use crate::inspect::{Findings, Outcome, inspect};
use crate::interrupt;
use crate::lesson::{Lesson, Step};
use crate::outcome::{StepResult, TestOutcome, TestResult};
use crate::paths::Course;
use crate::process::cargo;
use crate::start;
use crate::terminal::{self, Colours};
use crate::text::wrap;
use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::io::{self, BufRead, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;

/// What the learner typed, or did.
enum Event {
    /// A file was saved.
    Saved,
    /// `h`: a hint is wanted.
    Hint,
    /// Enter, alone or after something else.
    Enter,
    /// `q`, or Ctrl-C.
    Quit,
    /// The end of the input: nothing will be typed any more.
    EndOfInput,
}

/// What is on the screen already.
#[derive(Default)]
struct Shown {
    /// The steps that were seen to be done.
    done: BTreeSet<usize>,
    /// The step whose goal was shown last.
    step: Option<usize>,
    /// What was shown of it, or of what does not compile.
    text: String,
}

/// Checks the copy of a lesson at each save until all steps are done, and then runs the learner's
/// own program. True if all steps are done.
pub(crate) fn learn(course: &Course, word: Option<&str>, out: &mut impl Write) -> Result<bool> {
    let (lesson, ..) = course.meant(word)?;
    let copy = course.copy_of(&lesson.name);
    start::start_if_new(course, &lesson, out)?;
    let (name, folder) = (&lesson.name, course.shown(&copy));
    let where_to_work = format!(
        "Open {folder} in your editor. The worksheet is {name}.md: read it down to \"Make\", whose \
         steps follow here. Write in src/lib.rs; each time you save, it is checked."
    );
    writeln!(out, "{}", wrap(&where_to_work, 0))?;
    writeln!(out, "h and Enter: a hint. q and Enter: the end.\n")?;
    out.flush()?;
    let (mut shown, typed) = (Shown::default(), typed_lines());
    loop {
        let seen = times(&copy.join("src"));
        let findings = inspect(course, &lesson, None)?;
        let step = show(course, &lesson, &findings, &mut shown, out)?;
        out.flush()?;
        if let (Outcome::Steps { .. }, None) = (&findings.outcome, step) {
            finish(course, &lesson, &typed, out)?;
            return Ok(true);
        }
        loop {
            match wait(&typed, || times(&copy.join("src")) != seen) {
                Event::Saved => break,
                Event::Quit | Event::EndOfInput => return Ok(false),
                Event::Hint => show_hint(course, &lesson, step.or(shown.step), out)?,
                Event::Enter => writeln!(out, "h and Enter: a hint. q and Enter: the end.")?,
            }
            out.flush()?;
        }
    }
}

/// The lines that are typed, from a thread of their own: nobody else can wait for them and for a
/// save at the same time.
fn typed_lines() -> Receiver<String> {
    let (sender, lines) = channel();
    thread::spawn(move || {
        for line in io::stdin().lock().lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    lines
}

/// Waits until something is typed, `is_over` holds, or Ctrl-C comes.
fn wait(typed: &Receiver<String>, mut is_over: impl FnMut() -> bool) -> Event {
    loop {
        match typed.recv_timeout(LOOK_EVERY) {
            Ok(line) => match line.trim() {
                "h" | "H" => return Event::Hint,
                "q" | "Q" => return Event::Quit,
                _ => return Event::Enter,
            },
            Err(RecvTimeoutError::Disconnected) => return Event::EndOfInput,
            Err(RecvTimeoutError::Timeout) if interrupt::came() => return Event::Quit,
            Err(RecvTimeoutError::Timeout) if is_over() => return Event::Saved,
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

/// Shows what is new. Gives the number of the step that is next, if there is one.
fn show(
    course: &Course,
    lesson: &Lesson,
    findings: &Findings,
    shown: &mut Shown,
    out: &mut impl Write,
) -> Result<Option<usize>> {
    let copy = course.shown(&course.copy_of(&lesson.name));
    let colours = Colours::wanted();
    let mut text = Vec::new();
    let mut next = None;
    match &findings.outcome {
        Outcome::Steps { results, warnings } => {
            show_progress(lesson, results, shown, colours, out)?;
            next = lesson.steps.iter().find(|step| !is_done(results, step.number));
            if let Some(step) = next {
                introduce(lesson, step, shown, out)?;
                terminal::show_warnings(warnings, &copy, &mut text)?;
                if let Some(result) = results.iter().find(|one| one.number == step.number) {
                    let diagnosis = Diagnosis::of(step, result, results);
                    let to_write = findings.to_write.get(&step.number);
                    let to_write = to_write.map_or(&[][..], Vec::as_slice);
                    if !is_untouched(step, &diagnosis, to_write) {
                        terminal::show_step(step, &diagnosis, to_write, &copy, colours, &mut text)?;
                    }
                }
            }
        }
        Outcome::DoesNotCompile(errors) => {
            terminal::show_errors(lesson, errors, &copy, &mut text)?;
        }
        Outcome::Stopped(why) => writeln!(text, "Nothing could be checked: {why}.")?,
    }
    let text = String::from_utf8_lossy(&text).into_owned();
    if text != shown.text {
        if !shown.text.is_empty() {
            writeln!(out)?; // a blank line after what came of the save before
        }
        writeln!(out, "{}", text.trim_end())?;
    } else if !text.is_empty() {
        writeln!(out, "Saved; what came is the same.")?;
    }
    shown.text = text;
    Ok(next.map(|step| step.number))
}

/// True if no function of the step is written. With one of two written its test may have failed.
fn is_untouched(step: &Step, diagnosis: &Diagnosis, to_write: &[String]) -> bool {
    let has_failed = |test: &TestResult| !matches!(test.outcome, TestOutcome::Blank(_));
    diagnosis.state == State::Blank
        && to_write.len() == step.functions.len()
        && !diagnosis.test.is_some_and(has_failed)
}

fn is_done(results: &[StepResult], number: usize) -> bool {
    results.iter().any(|result| result.number == number && result.is_done())
}

/// A mark for each step that is done since the last time, and a line for one that no longer is.
fn show_progress(
    lesson: &Lesson,
    results: &[StepResult],
    shown: &mut Shown,
    colours: Colours,
    out: &mut impl Write,
) -> Result<()> {
    for step in &lesson.steps {
        let (number, title) = (step.number, &step.title);
        if is_done(results, number) {
            if shown.done.insert(number) {
                writeln!(out, "{}", colours.green(&format!("✓ step {number} is done: {title}")))?;
            }
        } else if shown.done.remove(&number) {
            let line = format!("✗ step {number} is no longer right: {title}");
            writeln!(out, "{}", colours.red(&line))?;
            shown.step = None;
        }
    }
    Ok(())
}

/// The step's title and goal, once.
fn introduce(lesson: &Lesson, step: &Step, shown: &mut Shown, out: &mut impl Write) -> Result<()> {
    if shown.step != Some(step.number) {
        shown.step = Some(step.number);
        shown.text = String::new();
        let (number, all) = (step.number, lesson.steps.len());
        writeln!(
            out,
            "\nStep {number} of {all}: {}. Write {}.",
            step.title,
            step.functions_shown()
        )?;
        writeln!(out, "{}\n", wrap(&step.goal, 0))?;
    }
    Ok(())
}

fn show_hint(
    course: &Course,
    lesson: &Lesson,
    step: Option<usize>,
    out: &mut impl Write,
) -> Result<()> {
    let step = lesson.step(step.unwrap_or(1))?;
    match next_hint(course, lesson, step.number) {
        Some(strength) => {
            writeln!(out, "\nA hint for step {} ({}):", step.number, strength.word())?;
            hint::show(course, lesson, step, strength, out)?;
            writeln!(out)?;
        }
        None => writeln!(out, "You have read all hints, and the solution.")?,
    }
    Ok(())
}

/// Runs the learner's own program on something that their functions decide.
fn finish(
    course: &Course,
    lesson: &Lesson,
    typed: &Receiver<String>,
    out: &mut impl Write,
) -> Result<()> {
    writeln!(out, "\nAll {} steps are done. This is your own program:", lesson.steps.len())?;
    writeln!(out, "{}\n", terminal::run_command(course, lesson))?;
    let Some(wanted) = &lesson.finish else { return Ok(()) };
    if !wanted.note.is_empty() {
        writeln!(out, "{}", wrap(&wanted.note, 0))?;
        writeln!(out, "Enter: run it. q and Enter: the end.")?;
        out.flush()?;
        if let Event::Quit | Event::EndOfInput = wait(typed, || false) {
            return Ok(());
        }
    }
    out.flush()?;
    let mut command = Command::new(cargo());
    command.args(["run", "--quiet", "--"]).args(&wanted.args);
    command.current_dir(course.copy_of(&lesson.name)).stdin(Stdio::null());
    let mut program = command.spawn().context("cargo cannot be started")?;
    if let Event::Quit = wait(typed, || has_ended(&mut program)) {
        let _ = program.kill(); // it may have ended already
    }
    let _ = program.wait();
    writeln!(out, "\nNext: \"Prove it\" in your worksheet.")?;
    Ok(())
}

fn has_ended(program: &mut Child) -> bool {
    program.try_wait().is_ok_and(|status| status.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::TestFailure;

    #[test]
    fn shows_what_failed_while_another_function_of_the_step_is_not_written() {
        let lesson = Lesson::parse(include_str!("../tests/doubling/lesson/steps.toml")).unwrap();
        let mut step = lesson.steps.into_iter().next().unwrap();
        step.functions.push("other".to_owned());
        let test = |outcome| TestResult {
            name: "step_1_x".to_owned(),
            outcome,
            call: None,
            output: String::new(),
        };
        let is_untouched = |tests: Vec<TestResult>| {
            let result = StepResult { number: 1, total: tests.len(), tests };
            is_untouched(&step, &Diagnosis::of(&step, &result, &[]), &step.functions)
        };
        let blank = || test(TestOutcome::Blank("not yet implemented: step 1: Twice".to_owned()));
        assert!(is_untouched(vec![blank()]));
        let failed = test(TestOutcome::Failed(TestFailure::default()));
        assert!(!is_untouched(vec![failed, blank()]));
    }
}
