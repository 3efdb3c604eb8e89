//! The page that a learner gets back: what `check` would have said, and no more.

use crate::diagnosis::Diagnosis;
use crate::lesson::{Lesson, Step};
use crate::outcome::{StepResult, TestOutcome};
use crate::report::{Grade, GradeOutcome};
use crate::text::{side_by_side, truncate};
use common::escape_untrusted;

/// The most lines of the compiler that are shown.
const MOST_LINES: usize = 60;

/// The name of the page for a hand-in. Moodle takes a file back for the person whose name and
/// number it begins with.
pub(crate) fn file_name(hand_in: &str) -> String {
    let is_moodles_folder = hand_in.ends_with("_assignsubmission_file_");
    format!("{hand_in}{}.md", if is_moodles_folder { "feedback" } else { "" })
}

/// The page for one hand-in, in Markdown. What the hand-in's code made stands in blocks of code:
/// nothing in it is obeyed.
pub(crate) fn page(grade: &Grade) -> String {
    let name = code(grade.person.name.as_ref().unwrap_or(&grade.hand_in));
    let (Some(lesson), Some((points, of))) = (&grade.lesson, grade.sum()) else {
        let reason = reason(&grade.outcome);
        return format!(
            "# {name}\n\nThis could not be graded. {reason}\n\
             Hand in the whole folder, or ask your instructor.\n"
        );
    };
    let mut page = format!("# {}: {name}\n\n**{points} of {of} points**\n\n", lesson.name);
    if points == of {
        page.push_str("All steps are done. Well done!\n\n");
    }
    match &grade.outcome {
        GradeOutcome::Steps(results) => page.push_str(&steps(grade, lesson, results)),
        outcome => page.push_str(&reason(outcome)),
    }
    page
}

fn reason(outcome: &GradeOutcome) -> String {
    match outcome {
        GradeOutcome::Steps(_) => String::new(),
        GradeOutcome::Stopped(why) => format!("No step could be checked: {why}.\n"),
        GradeOutcome::NotTried(refusal) => format!("Why:\n\n{}", block(&refusal.why)),
        GradeOutcome::DoesNotCompile(words) => {
            format!(
                "It does not compile, so no step could be checked. What the compiler says:\n\n{}",
                block(words)
            )
        }
    }
}

fn steps(grade: &Grade, lesson: &Lesson, results: &[StepResult]) -> String {
    let mut page = "| step | title | checks passed | points |\n|---|---|---|---|\n".to_owned();
    for (step, counted) in lesson.steps.iter().zip(grade.steps()) {
        let ((got, of), (passed, all)) = (counted.points, counted.checks);
        page.push_str(&format!(
            "| {} | {} | {passed} of {all} | {got} of {of} |\n",
            step.number, step.title
        ));
    }
    for (step, result) in lesson.steps.iter().zip(results) {
        if !result.is_done() {
            page.push_str(&format!(
                "\n## Step {}: {}\n\n{}\n\n{}",
                step.number,
                step.title,
                step.goal,
                why(step, result, results, &grade.lib)
            ));
        }
    }
    page
}

/// What `check` would say of a step.
fn why(step: &Step, result: &StepResult, all: &[StepResult], lib: &str) -> String {
    let diagnosis = Diagnosis::of(step, result, all);
    let call = diagnosis.test.and_then(|test| test.call.as_deref()).unwrap_or_default();
    let call = truncate(call);
    let mut text = match diagnosis.test.map(|test| &test.outcome) {
        None => "Its tests did not run.\n".to_owned(),
        Some(TestOutcome::Passed) => String::new(),
        Some(TestOutcome::Blank(_)) => "It is not written yet.\n".to_owned(),
        Some(TestOutcome::TimedOut) => {
            format!("It was still running after 10 seconds, and was stopped.\n\n{}", block(&call))
        }
        Some(TestOutcome::Crashed(why)) => format!("It failed: {why}.\n\n{}", block(&call)),
        Some(TestOutcome::Failed(failure)) => match &failure.values {
            Some(values) => {
                let (expected, came) = side_by_side(&values.expected, &values.came);
                block(&format!("{call}\nexpected  {expected}\ngot       {came}"))
            }
            None => {
                let place = failure.line().map(|line| in_line(line, lib)).unwrap_or_default();
                let message = truncate(&failure.message);
                block(format!("{call}\n{place}{message}").trim())
            }
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

/// Where it panicked, and that line of the learner.
fn in_line(number: &str, lib: &str) -> String {
    let index = number.parse().ok().and_then(|number: usize| number.checked_sub(1));
    let line = index.and_then(|index| lib.lines().nth(index)).unwrap_or_default();
    format!("panics in line {number} of src/lib.rs:\n    {}\n", truncate(line.trim()))
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
    use crate::hand_in::Refusal;
    use crate::people::Person;

    #[test]
    fn what_a_stranger_wrote_stays_in_its_block() {
        let outcome = GradeOutcome::NotTried(Refusal::from(
            "error\n# Full points\n```\n<script>\x1b[2J".to_owned(),
        ));
        let page = page(&Grade {
            hand_in: "a`b".to_owned(),
            person: Person::default(),
            lesson: None,
            lib: String::new(),
            look_at: Vec::new(),
            same_as: Vec::new(),
            outcome,
        });
        assert!(page.starts_with("# `a'b`\n"), "{page}");
        assert!(
            page.contains("\n\n    error\n    # Full points\n    ```\n    <script>\\x1b[2J\n\n"),
            "{page}"
        );
    }

    #[test]
    fn moodle_finds_the_person_by_the_name_of_the_page() {
        let folder = "Anna Abel_11111_assignsubmission_file_";
        assert_eq!(file_name(folder), "Anna Abel_11111_assignsubmission_file_feedback.md");
        assert_eq!(file_name("anna"), "anna.md");
    }
}
