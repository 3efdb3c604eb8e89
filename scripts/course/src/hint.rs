//! `cargo course hint`: help in four strengths, one at a time.

use crate::lesson::{Lesson, Step};
use crate::paths::Course;
use crate::starter;
use crate::text::wrap;
use anyhow::{Context, Result};
use clap::ValueEnum;
use std::fs;
use std::io::Write;

/// How strong a hint is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Strength {
    /// Turns your head in the right direction.
    Nudge,
    /// Tells the way.
    Approach,
    /// Nearly the code.
    Nearly,
    /// The worked solution.
    Solution,
}

/// Shows a hint for a step, and how to get the next stronger one.
pub(crate) fn hint(
    course: &Course,
    lesson: &Lesson,
    number: usize,
    strength: Strength,
    out: &mut impl Write,
) -> Result<()> {
    let step = lesson.step(number)?;
    writeln!(out, "Step {number}: {}\n{}\n", step.title, wrap(&step.goal, 0))?;
    let (text, stronger) = match strength {
        Strength::Nudge => (wrap(&step.hints.nudge, 0), Some("approach")),
        Strength::Approach => (wrap(&step.hints.approach, 0), Some("nearly")),
        Strength::Nearly => (step.hints.nearly.clone(), Some("solution")),
        Strength::Solution => (solution(course, lesson, step)?, None),
    };
    writeln!(out, "{text}")?;
    if let Some(stronger) = stronger {
        writeln!(out, "\nMore: cargo course hint {} {number} {stronger}", lesson.name)?;
    }
    Ok(())
}

/// Shows which steps there are hints for.
pub(crate) fn steps(lesson: &Lesson, out: &mut impl Write) -> Result<()> {
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
