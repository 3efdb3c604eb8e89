//! The page that a learner gets back: what `check` would have said, and no more.

use crate::diagnosis::Diagnosis;
use crate::lesson::{Lesson, Step};
use crate::outcome::{StepResult, TestOutcome};
use crate::report::{Grade, GradeOutcome};
use crate::text::{side_by_side, truncate};
use common::escape_untrusted;

/// The most lines of the compiler that are shown.
const MOST_LINES: usize = 60;

/// The page for one hand-in, in Markdown. What the hand-in's code made stands in blocks of code: nothing in it is obeyed.
pub(crate) fn page(grade: &Grade) -> String {
    let points: u32 = grade.points().iter().sum();
    let name = code(&grade.hand_in);
    let Some(lesson) = &grade.lesson else {
        let reason = reason(&grade.outcome);
        return format!(
            "# {name}\n\nThis could not be graded. {reason}\nHand in the whole folder, or ask your instructor.\n"
        );
    };
    let mut page =
        format!("# {}: {name}\n\n**{points} of {} points**\n\n", lesson.name, grade.of());
    match &grade.outcome {
        GradeOutcome::Steps(results) => page.push_str(&steps(lesson, results, &grade.points())),
        outcome => page.push_str(&reason(outcome)),
    }
    page
}

fn reason(outcome: &GradeOutcome) -> String {
    match outcome {
        GradeOutcome::Steps(_) => String::new(),
        GradeOutcome::NotTried(refusal) => format!("Why:\n\n{}", block(&refusal.why)),
        GradeOutcome::DoesNotCompile(words) => {
            format!(
                "It does not compile, so no step could be checked. What the compiler says:\n\n{}",
                block(words)
            )
        }
    }
}

fn steps(lesson: &Lesson, results: &[StepResult], points: &[u32]) -> String {
    let mut page = "| step | title | points |\n|---|---|---|\n".to_owned();
    for (step, points) in lesson.steps.iter().zip(points) {
        page.push_str(&format!(
            "| {} | {} | {points} of {} |\n",
            step.number, step.title, step.points
        ));
    }
    for (step, result) in lesson.steps.iter().zip(results) {
        if !result.is_done() {
            page.push_str(&format!(
                "\n## Step {}: {}\n\n{}\n\n{}",
                step.number,
                step.title,
                step.goal,
                why(step, result, results)
            ));
        }
    }
    page
}

fn why(step: &Step, result: &StepResult, all: &[StepResult]) -> String {
    let diagnosis = Diagnosis::of(step, result, all);
    let call = diagnosis.test.and_then(|test| test.call.as_deref()).unwrap_or_default();
    let mut text = match diagnosis.test.map(|test| &test.outcome) {
        None => "Its tests did not run.\n".to_owned(),
        Some(TestOutcome::Passed) => String::new(),
        Some(TestOutcome::Blank(_)) => "It is not written yet.\n".to_owned(),
        Some(TestOutcome::TimedOut) => {
            format!("It did not come to an end in time.\n\n{}", block(&truncate(call)))
        }
        Some(TestOutcome::Crashed(why)) => format!("It failed: {why}.\n"),
        Some(TestOutcome::Failed(failure)) => match &failure.values {
            Some(values) => {
                let (expected, came) = side_by_side(&values.expected, &values.came);
                block(&format!("{}\nexpected  {expected}\ngot       {came}", truncate(call)))
            }
            None => block(format!("{}\n{}", truncate(call), truncate(&failure.message)).trim()),
        },
    };
    if let Some(first) = diagnosis.first {
        text.push_str(&format!(
            "\nIt uses step {first}, which is not right yet: step {first} first.\n"
        ));
    } else if let Some(idea) = diagnosis.idea {
        text.push_str(&format!("\n{}\n", idea.shows));
    }
    text
}

/// Lines of code, by their indent: no text in it can end it.
fn block(text: &str) -> String {
    text.lines().take(MOST_LINES).map(|line| format!("    {}\n", escape_untrusted(line))).collect()
}

/// A piece of code in a line.
fn code(text: &str) -> String {
    format!("`{}`", escape_untrusted(text).replace('`', "'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_stranger_wrote_stays_in_its_block() {
        let outcome =
            GradeOutcome::DoesNotCompile("error\n# Full points\n```\n<script>\x1b[2J".to_owned());
        let page = page(&Grade { hand_in: "a`b".to_owned(), lesson: None, outcome });
        assert!(page.starts_with("# `a'b`\n"), "{page}");
        assert!(
            page.contains("\n\n    error\n    # Full points\n    ```\n    <script>\\x1b[2J\n\n"),
            "{page}"
        );
    }
}
