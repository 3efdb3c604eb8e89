//! What came of one test, read from what it wrote, and the wrong idea behind it.

use crate::lesson::{Misconception, Step};
use crate::process::{Exit, ProcessOutput};

/// What came of one test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TestOutcome {
    /// It ran to its end and passed.
    Passed,
    /// It came to a function that is not written yet; the message of its `todo!`.
    Blank(String),
    /// It failed.
    Failed(TestFailure),
    /// It did not end in time.
    TimedOut,
    /// It ended in a way of its own: what happened.
    Crashed(&'static str),
}

/// Why a test failed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct TestFailure {
    /// The panic's message, whole.
    pub(crate) message: String,
    /// The line of `src/lib.rs` in which it panicked, where it did so there.
    pub(crate) line: Option<String>,
    /// The call, as the learner would write it.
    pub(crate) call: Option<String>,
    /// What came of the call.
    pub(crate) came: Option<String>,
    /// What was expected.
    pub(crate) expected: Option<String>,
}

/// How one step stands.
#[derive(Debug)]
pub(crate) struct StepResult {
    /// Its number.
    pub(crate) number: usize,
    /// Its tests, in their order, and what came of each.
    pub(crate) tests: Vec<(String, TestOutcome)>,
}

impl StepResult {
    /// A step is done when it has tests and all of them passed.
    pub(crate) fn is_done(&self) -> bool {
        !self.tests.is_empty()
            && self.tests.iter().all(|(_, outcome)| *outcome == TestOutcome::Passed)
    }
}

impl TestOutcome {
    /// Reads what came of the test `name`. It passed only if its harness says so at the very end and, where there is a
    /// `token`, the token came, too: learner's code can print anything, and can end the process, but it knows no token.
    pub(crate) fn of(name: &str, ended: &ProcessOutput, token: &str) -> TestOutcome {
        let stdout = String::from_utf8_lossy(&ended.stdout);
        let stderr = String::from_utf8_lossy(&ended.stderr).replace("\r\n", "\n");
        match ended.end {
            Exit::TimedOut => return TestOutcome::TimedOut,
            Exit::TooMuchOutput => return TestOutcome::Crashed("it prints without end"),
            Exit::Status(_) => {}
        }
        let said_so = stdout
            .trim_end()
            .lines()
            .next_back()
            .is_some_and(|last| last.starts_with("test result: ok. 1 passed;"));
        let token_came = token.is_empty() || stdout.lines().any(|line| line.ends_with(token));
        if ended.succeeded() && said_so && token_came {
            return TestOutcome::Passed;
        }
        match panic_message(name, &stderr) {
            Some((_, message)) if message.starts_with("not yet implemented: step ") => {
                TestOutcome::Blank(message)
            }
            Some((place, message)) => TestOutcome::Failed(TestFailure::read(&place, message)),
            None if stderr.contains("has overflowed its stack") => {
                TestOutcome::Crashed("it calls itself again and again, until the stack is full")
            }
            None if stderr.contains("memory allocation of") => {
                TestOutcome::Crashed("it asks for more memory than there is")
            }
            None if stdout.contains("running 0 tests") => {
                TestOutcome::Crashed("the test is missing in tests/steps.rs")
            }
            None => TestOutcome::Crashed("it ended the program in the middle of the test"),
        }
    }
}

/// The place and the message of the last panic of the test's own thread.
fn panic_message(name: &str, stderr: &str) -> Option<(String, String)> {
    let start = stderr.rfind(&format!("thread '{name}' "))?;
    let (head, message) = stderr[start..].split_once(":\n")?;
    let (_, place) = head.split_once("panicked at ")?;
    let end = message.find("\nnote: run with `RUST_BACKTRACE").unwrap_or(message.len());
    Some((place.replace('\\', "/"), message[..end].trim_end().to_owned()))
}

impl TestFailure {
    /// Takes the message of an `assert_eq!` apart: `assertion ... failed: CALL`, `  left: CAME`, ` right: EXPECTED`.
    fn read(place: &str, message: String) -> TestFailure {
        let line = place
            .strip_prefix("src/lib.rs:")
            .and_then(|place| place.split(':').next())
            .map(str::to_owned);
        let Some((head, values)) = message.split_once("\n  left: ") else {
            return TestFailure { message, line, ..TestFailure::default() };
        };
        let call = head.split_once(" failed: ").map(|(_, call)| call.to_owned());
        let (came, expected) = values.rsplit_once("\n right: ").unwrap_or((values, ""));
        let (came, expected) = (Some(came.to_owned()), Some(expected.to_owned()));
        TestFailure { message, line, call, came, expected }
    }
}

/// The first of the step's wrong ideas, in their order, that one of the failed tests shows; with that test's name.
pub(crate) fn wrong_idea<'a>(
    step: &'a Step,
    result: &'a StepResult,
) -> Option<(&'a Misconception, &'a str)> {
    step.misconceptions.iter().find_map(|idea| {
        let shown = result.tests.iter().find(|(name, outcome)| match outcome {
            TestOutcome::Failed(complaint) => idea.is_shown_by(name, complaint),
            _ => false,
        });
        shown.map(|(name, _)| (idea, name.as_str()))
    })
}

/// What to look at first where a step fails without a wrong idea that we know: it may use what an earlier step got wrong.
pub(crate) fn earlier_fault(
    step: &Step,
    results: &[StepResult],
    result: &StepResult,
) -> Option<String> {
    let earlier =
        results.iter().find(|earlier| step.uses.contains(&earlier.number) && !earlier.is_done())?;
    let is_fault =
        |outcome: &TestOutcome| !matches!(outcome, TestOutcome::Passed | TestOutcome::Blank(_));
    let failed = result.tests.iter().any(|(_, outcome)| is_fault(outcome));
    failed
        .then(|| format!("It may be only because of step {}: mend that one first.", earlier.number))
}

impl Misconception {
    fn is_shown_by(&self, test: &str, complaint: &TestFailure) -> bool {
        self.test.as_deref().is_none_or(|only| only == test)
            && (complaint.came.as_deref().is_some_and(|came| matches(&self.came, came))
                || matches(&self.came, &complaint.message))
    }
}

/// Whether `text` is `pattern`, in which `[..]` stands for anything.
fn matches(pattern: &str, text: &str) -> bool {
    let Some((first, rest_of_pattern)) = pattern.split_once("[..]") else { return pattern == text };
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let (between, last) = rest_of_pattern.rsplit_once("[..]").unwrap_or(("", rest_of_pattern));
    for part in between.split("[..]") {
        let Some(found) = rest.find(part) else { return false };
        rest = &rest[found + part.len()..];
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::Lesson;

    #[test]
    fn a_pattern_stands_for_what_it_names_and_anything_between() {
        for (pattern, text, fits) in [
            ("Ok(6)", "Ok(6)", true),
            ("Ok(6)", "Ok(60)", false),
            ("Ok([..])", "Ok(60)", true),
            ("[..]overflow", "attempt to add with overflow", true),
            ("a[..]b[..]c", "a1b2c", true),
            ("a[..]b[..]c", "a1c", false),
            ("ab[..]ba", "aba", false),
            ("[..]", "", true),
        ] {
            assert_eq!(matches(pattern, text), fits, "{pattern} {text}");
        }
    }

    #[test]
    fn what_never_ends_may_do_so_because_of_an_earlier_step() {
        let lesson = Lesson::parse(include_str!("../tests/doubling/lesson/steps.toml")).unwrap();
        let second = Step { uses: vec![1], ..lesson.steps[1].clone() };
        let result = |number, outcome| StepResult { number, tests: vec![(String::new(), outcome)] };
        for (outcome, is_said) in
            [(TestOutcome::TimedOut, true), (TestOutcome::Blank(String::new()), false)]
        {
            let results =
                [result(1, TestOutcome::Failed(TestFailure::default())), result(2, outcome)];
            assert_eq!(
                earlier_fault(&second, &results, &results[1]).is_some(),
                is_said,
                "{:?}",
                results[1]
            );
        }
    }

    #[test]
    fn takes_a_failed_assertion_apart() {
        let message = "assertion `left == right` failed: octet_to_bits(6)\n  left: \"110\"\n right: \"00000110\"";
        let complaint = TestFailure::read("tests/steps.rs:8:5", message.to_owned());
        assert_eq!(complaint.call.as_deref(), Some("octet_to_bits(6)"));
        assert_eq!(complaint.came.as_deref(), Some("\"110\""));
        assert_eq!(complaint.expected.as_deref(), Some("\"00000110\""));
    }

    #[test]
    fn finds_the_panic_of_the_test_among_what_the_learner_prints() {
        let stderr = "thread 'step_1_x' is my favourite\nhello\n\nthread 'step_1_x' (77) panicked at tests/steps.rs:8:5:\n\
                      index out of bounds\nnote: run with `RUST_BACKTRACE=1` environment variable\nbye\n";
        let (place, message) = panic_message("step_1_x", stderr).unwrap();
        assert_eq!(
            (place.as_str(), message.as_str()),
            ("tests/steps.rs:8:5", "index out of bounds")
        );
        assert_eq!(panic_message("step_2_x", stderr), None);
    }
}
