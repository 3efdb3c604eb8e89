//! What is wrong with a step, decided once: `check` and the pages of feedback show it.

use crate::lesson::{Misconception, Step};
use crate::outcome::{StepResult, TestOutcome, TestResult, matches};
use serde::Serialize;

/// The state of a step, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum State {
    /// All its tests passed.
    Done,
    /// A function of it is not written yet.
    Blank,
    /// A test failed.
    Wrong,
    /// Nothing could be tried.
    DoesNotCompile,
    /// A test did not come to an end.
    TimedOut,
}

/// What is wrong with one step.
#[derive(Debug)]
pub(crate) struct Diagnosis<'a> {
    /// Its state.
    pub(crate) state: State,
    /// The test to show; none if all passed, or none is there.
    pub(crate) test: Option<&'a TestResult>,
    /// The wrong idea that this test shows.
    pub(crate) idea: Option<&'a Misconception>,
    /// An earlier step that this one uses, and that is not done: it comes first.
    pub(crate) first: Option<usize>,
}

impl<'a> Diagnosis<'a> {
    /// What is wrong with `step`, with the results of the steps that it uses among `all`.
    ///
    /// A wrong idea is named only if the call and what came of it both fit, and no other idea fits
    /// that it does not include; and not if the step uses an earlier one that is not done, for
    /// that may be the cause.
    pub(crate) fn of(step: &'a Step, result: &'a StepResult, all: &[StepResult]) -> Diagnosis<'a> {
        let failed = || result.tests.iter().filter(|test| !test.is_passed());
        let outcomes = || failed().map(|test| &test.outcome);
        let own = format!("not yet implemented: step {}: ", step.number);
        let is_blank = |outcome: &TestOutcome| matches!(outcome, TestOutcome::Blank(_));
        let is_own_blank = |outcome: &TestOutcome| matches!(outcome, TestOutcome::Blank(message) if message.starts_with(&own));
        let state = if result.is_done() {
            State::Done
        } else if outcomes().any(is_own_blank) || (failed().count() > 0 && outcomes().all(is_blank))
        {
            State::Blank
        } else if outcomes().any(|outcome| *outcome == TestOutcome::TimedOut) {
            State::TimedOut
        } else {
            State::Wrong
        };
        let undone = |number: &&usize| {
            all.iter().any(|earlier| earlier.number == **number && !earlier.is_done())
        };
        let first = step.uses.iter().find(undone).copied();
        let first = first.filter(|_| outcomes().any(|outcome| !is_own_blank(outcome)));
        let named = if first.is_some() { None } else { step.idea_of(result) };
        let shown = named.map(|(test, _)| test);
        let shown = shown.or_else(|| failed().find(|test| !is_blank(&test.outcome)));
        Diagnosis {
            state,
            test: shown.or_else(|| failed().next()),
            idea: named.map(|(_, idea)| idea),
            first,
        }
    }
}

impl Step {
    /// The one wrong idea that fits what came, with the first test that it fits.
    fn idea_of<'a>(
        &'a self,
        result: &'a StepResult,
    ) -> Option<(&'a TestResult, &'a Misconception)> {
        let fitting = self.ideas_of(result);
        let mut named = fitting.iter().filter(|(_, idea)| !idea.is_included_in(&fitting));
        let (test, idea) = named.next()?;
        let is_only = named.all(|(_, other)| other.id == idea.id);
        is_only.then_some((*test, *idea))
    }

    /// All wrong ideas that fit what came, each with a test that it fits.
    pub(crate) fn ideas_of<'a>(
        &'a self,
        result: &'a StepResult,
    ) -> Vec<(&'a TestResult, &'a Misconception)> {
        let ideas = |test: &'a TestResult| {
            let shown = self.misconceptions.iter().filter(|idea| idea.is_shown_by(test));
            shown.map(move |idea| (test, idea))
        };
        result.tests.iter().flat_map(ideas).collect()
    }
}

impl Misconception {
    fn is_included_in(&self, others: &[(&TestResult, &Misconception)]) -> bool {
        others.iter().any(|(_, other)| other.includes.contains(&self.id))
    }

    fn is_shown_by(&self, test: &TestResult) -> bool {
        let is_of_test = self.test.as_deref().is_none_or(|only| only == test.name);
        let is_of_call = test.call.as_deref().is_some_and(|call| matches(&self.call, call));
        is_of_test
            && is_of_call
            && test.outcome.came().is_some_and(|came| matches(&self.came, came))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::Lesson;
    use crate::outcome::{TestFailure, Values};

    fn lesson() -> Lesson {
        Lesson::parse(include_str!("../tests/doubling/lesson/steps.toml")).unwrap()
    }

    fn result(number: usize, call: &str, outcome: TestOutcome) -> StepResult {
        let call = Some(call.to_owned());
        let test = TestResult { name: "step_x".to_owned(), outcome, call, output: String::new() };
        StepResult { number, tests: vec![test], total: 1 }
    }

    fn came(value: &str) -> TestOutcome {
        let values = Some(Values { came: value.to_owned(), expected: String::new() });
        TestOutcome::Failed(TestFailure { values, ..TestFailure::default() })
    }

    #[test]
    fn an_idea_is_named_only_if_the_call_fits_too() {
        let step = &lesson().steps[0];
        for (call, value, idea) in
            [("double(3)", "9", Some("square")), ("double(2)", "9", None), ("double(3)", "8", None)]
        {
            let result = result(1, call, came(value));
            let found = Diagnosis::of(step, &result, &[]).idea.map(|idea| idea.id.as_str());
            assert_eq!(found, idea, "{call} {value}");
        }
    }

    #[test]
    fn two_ideas_that_fit_are_as_good_as_none_unless_one_includes_the_other() {
        let mut step = lesson().steps[0].clone();
        let other = Misconception { id: "other".to_owned(), ..step.misconceptions[0].clone() };
        step.misconceptions.push(other);
        let result = result(1, "double(3)", came("9"));
        assert!(Diagnosis::of(&step, &result, &[]).idea.is_none());
        step.misconceptions[0].includes.push("other".to_owned());
        assert_eq!(Diagnosis::of(&step, &result, &[]).idea.unwrap().id, "square");
    }

    #[test]
    fn a_step_is_not_blamed_for_an_earlier_one_that_it_uses() {
        let lesson = lesson();
        let mut second = Step { uses: vec![1], ..lesson.steps[1].clone() };
        second.misconceptions = lesson.steps[0].misconceptions.clone();
        let blank = |step| TestOutcome::Blank(format!("not yet implemented: step {step}: x"));
        for (outcome, first) in [
            (TestOutcome::TimedOut, Some(1)),
            (came("9"), Some(1)),
            (blank(1), Some(1)),
            (blank(2), None),
        ] {
            let all = [result(1, "", came("5")), result(2, "double(3)", outcome)];
            let diagnosis = Diagnosis::of(&second, &all[1], &all);
            assert_eq!((diagnosis.first, diagnosis.idea.is_none()), (first, true), "{:?}", all[1]);
            let alone = Diagnosis::of(&second, &all[1], &[]);
            assert_eq!(alone.first, None);
        }
    }
}
