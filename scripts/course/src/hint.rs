//! `cargo course hint`: help in four strengths, one at a time.

use crate::lesson::{Lesson, Step, Strength};
use crate::memory::Memory;
use crate::paths::Course;
use crate::starter;
use crate::text::wrap;
use anyhow::{Context, Result};
use clap::ValueEnum;
use common::UserError;
use std::fs;
use std::io::Write;

/// Which hint to show.
#[derive(Debug, clap::Args)]
pub(crate) struct HintArgs {
    /// The lesson; not needed inside your copy, or if only one is started
    lesson: Option<String>,
    /// The step's number; without it, which steps there are
    step: Option<String>,
    /// How strong a hint: nudge, approach, nearly or solution
    strength: Option<String>,
}

/// Shows a hint for a step, and how to get the next stronger one; or which steps there are.
pub(crate) fn hint(course: &Course, args: &HintArgs, out: &mut impl Write) -> Result<()> {
    let words = [&args.lesson, &args.step, &args.strength];
    let (lesson, step, word) = course.meant(words.into_iter().flatten().map(String::as_str))?;
    let Some(number) = step else { return list_steps(&lesson, out) };
    let strength = match word {
        None => Strength::Nudge,
        Some(word) => Strength::from_str(word, true).ok().with_context(|| {
            UserError::new(
                format!("`{word}` is not a strength of a hint"),
                "The strengths are nudge, approach, nearly and solution.",
            )
        })?,
    };
    let step = lesson.step(number)?;
    writeln!(out, "Step {number}: {}\n{}\n", step.title, wrap(&step.goal, 0))?;
    show(course, &lesson, step, strength, out)?;
    if let Some(stronger) = strength.stronger() {
        writeln!(out, "\nMore: cargo course hint {} {number} {}", lesson.name, stronger.word())?;
    }
    Ok(())
}

/// Shows the hint itself, and remembers that it was read.
pub(crate) fn show(
    course: &Course,
    lesson: &Lesson,
    step: &Step,
    strength: Strength,
    out: &mut impl Write,
) -> Result<()> {
    let text = match strength {
        Strength::Nudge => wrap(&step.hints.nudge, 0),
        Strength::Approach => wrap(&step.hints.approach, 0),
        Strength::Nearly => step.hints.nearly.clone(),
        Strength::Solution => solution(course, lesson, step)?,
    };
    writeln!(out, "{text}")?;
    if course.copy_of(&lesson.name).is_dir() {
        Memory::change(course, &lesson.name, |memory| {
            let read = memory.hints.entry(step.number).or_insert(strength);
            *read = strength.max(*read);
        });
    }
    Ok(())
}

/// The next stronger hint that was not read yet.
pub(crate) fn next_hint(course: &Course, lesson: &Lesson, step: usize) -> Option<Strength> {
    match Memory::read(course, &lesson.name).hints.get(&step) {
        None => Some(Strength::Nudge),
        Some(read) => read.stronger(),
    }
}

/// Shows which steps there are hints for.
fn list_steps(lesson: &Lesson, out: &mut impl Write) -> Result<()> {
    for step in &lesson.steps {
        writeln!(out, "step {}  {}", step.number, step.title)?;
    }
    writeln!(out, "\nName the step, for example: cargo course hint {} 1", lesson.name)?;
    Ok(())
}

fn solution(course: &Course, lesson: &Lesson, step: &Step) -> Result<String> {
    let path = course.solution(&lesson.name).join("src/lib.rs");
    let source =
        fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
    Ok(starter::solution(&source, step)?.join("\n\n"))
}
