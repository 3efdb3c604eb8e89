//! What came of a hand-in: data, which the table, the CSV and the feedback pages show.

use crate::hand_in::Refusal;
use crate::lesson::Lesson;
use crate::outcome::StepResult;

/// The grade of one hand-in.
#[derive(Debug)]
pub(crate) struct Grade {
    /// The hand-in's own name.
    pub(crate) hand_in: String,
    /// The lesson; none where it could not be told.
    pub(crate) lesson: Option<Lesson>,
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
    /// It was not tried: why.
    NotTried(Refusal),
}

impl Grade {
    /// The points of each step, in their order.
    pub(crate) fn points(&self) -> Vec<u32> {
        let steps = self.lesson.iter().flat_map(|lesson| &lesson.steps);
        let done = |number: usize| match &self.outcome {
            GradeOutcome::Steps(results) => {
                results.iter().any(|result| result.number == number && result.is_done())
            }
            _ => false,
        };
        steps.map(|step| if done(step.number) { step.points } else { 0 }).collect()
    }

    /// The most points that there are.
    pub(crate) fn of(&self) -> u32 {
        self.lesson.iter().flat_map(|lesson| &lesson.steps).map(|step| step.points).sum()
    }

    /// Why there are no points, in a few words.
    pub(crate) fn remark(&self) -> String {
        match &self.outcome {
            GradeOutcome::Steps(_) => String::new(),
            GradeOutcome::DoesNotCompile(_) => "does not compile".to_owned(),
            GradeOutcome::NotTried(Refusal { why, advice: None }) => format!("not tried: {why}"),
            GradeOutcome::NotTried(Refusal { why, advice: Some(advice) }) => {
                format!("not tried: {why}: {advice}")
            }
        }
    }
}
