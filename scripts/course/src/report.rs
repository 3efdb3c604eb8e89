//! What came of the hand-ins: data, which the table, the CSV and the pages of feedback show.

use crate::diagnosis::Diagnosis;
use crate::hand_in::Refusal;
use crate::lesson::Lesson;
use crate::look_at::Finding;
use crate::outcome::{StepResult, TestResult};
use crate::people::Person;

/// The grade of one hand-in.
#[derive(Debug)]
pub(crate) struct Grade {
    /// The name of its file or folder, as it came.
    pub(crate) hand_in: String,
    /// Whose it is, as far as that name says it.
    pub(crate) person: Person,
    /// The lesson. `None` if it could not be told.
    pub(crate) lesson: Option<Lesson>,
    /// The learner's `src/lib.rs`.
    pub(crate) lib: String,
    /// What a person should look at.
    pub(crate) look_at: Vec<Finding>,
    /// Which other hand-ins are the same but for names and layout, by their places in the table.
    pub(crate) same_as: Vec<usize>,
    /// What came of it.
    pub(crate) outcome: GradeOutcome,
}

/// What came of a hand-in.
#[derive(Debug)]
pub(crate) enum GradeOutcome {
    /// It compiled: how each step stands.
    Steps(Vec<StepResult>),
    /// It did not: the compiler's own words.
    DoesNotCompile(String),
    /// It was stopped before its steps could be checked: why.
    Stopped(String),
    /// It was not tried: why.
    NotTried(Refusal),
}

/// How one step of a hand-in counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StepPoints {
    /// The points that it gets, and those that there are.
    pub(crate) points: (u32, u32),
    /// How many of its tests passed, and how many it has.
    pub(crate) checks: (usize, usize),
    /// An earlier step that it needs and that is not done.
    pub(crate) needs: Option<usize>,
}

impl Grade {
    /// How each step counts, in their order. Nothing if it was not tried.
    pub(crate) fn steps(&self) -> Vec<StepPoints> {
        let steps = self.lesson.iter().flat_map(|lesson| &lesson.steps);
        match &self.outcome {
            GradeOutcome::NotTried(_) => Vec::new(),
            GradeOutcome::DoesNotCompile(_) | GradeOutcome::Stopped(_) => steps
                .map(|step| StepPoints { points: (0, step.points), checks: (0, 0), needs: None })
                .collect(),
            GradeOutcome::Steps(results) => steps
                .zip(results)
                .map(|(step, result)| StepPoints {
                    points: (if result.is_done() { step.points } else { 0 }, step.points),
                    checks: (
                        result.tests.iter().filter(|test| TestResult::is_passed(test)).count(),
                        result.total,
                    ),
                    needs: Diagnosis::of(step, result, results).first,
                })
                .collect(),
        }
    }

    /// The points of all steps, and those that there are. None if it was not tried.
    pub(crate) fn sum(&self) -> Option<(u32, u32)> {
        if matches!(self.outcome, GradeOutcome::NotTried(_)) {
            return None;
        }
        let points = self.steps().into_iter().map(|step| step.points);
        Some(points.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1)))
    }

    /// Why there are no points, in a few words.
    pub(crate) fn remark(&self) -> String {
        match &self.outcome {
            GradeOutcome::Steps(_) => String::new(),
            GradeOutcome::DoesNotCompile(_) => "does not compile".to_owned(),
            GradeOutcome::Stopped(why) => why.clone(),
            GradeOutcome::NotTried(Refusal { why, advice: None }) => format!("not tried: {why}"),
            GradeOutcome::NotTried(Refusal { why, advice: Some(advice) }) => {
                format!("not tried: {why}: {advice}")
            }
        }
    }

    /// What to look at, in one line.
    pub(crate) fn look_at(&self) -> String {
        let shown = |finding: &Finding| match finding.line {
            Some(line) => format!("line {line}: {}", finding.what),
            None => finding.what.clone(),
        };
        self.look_at.iter().map(shown).collect::<Vec<_>>().join("; ")
    }
}
