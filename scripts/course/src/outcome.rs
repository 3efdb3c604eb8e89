//! What came of each test, read from what it printed.

use crate::process::{Exit, ProcessOutput};

/// How a line begins that names the call that is made next. The tests of a learner's copy print
/// it (see [`crate::starter::announcing_tests`]); a test can also print it itself.
pub(crate) const CALLING: &str = "-- calling ";

/// The line that follows when the call has returned what was expected.
pub(crate) const RETURNED: &str = "-- returned";

/// The most lines of the learner's own output that are kept, and the most characters of each.
const MAX_OUTPUT: (usize, usize) = (20, 200);

/// One test and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TestResult {
    /// Its name.
    pub(crate) name: String,
    /// What came of it.
    pub(crate) outcome: TestOutcome,
    /// The call that it ended in, as the learner would write it.
    pub(crate) call: Option<String>,
    /// What the learner's code printed since the last call that was right.
    pub(crate) output: String,
}

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
    /// Where it panicked: `src/lib.rs:9:5`.
    pub(crate) place: String,
    /// What came of the call, and what was expected; none if it panicked itself.
    pub(crate) values: Option<Values>,
}

/// The two sides of an assertion, by their `Debug` texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Values {
    /// What came.
    pub(crate) came: String,
    /// What was expected.
    pub(crate) expected: String,
}

/// The state of one step.
#[derive(Debug)]
pub(crate) struct StepResult {
    /// Its number.
    pub(crate) number: usize,
    /// Its tests, in their order; after one that did not come to an end none was begun.
    pub(crate) tests: Vec<TestResult>,
    /// How many tests it has.
    pub(crate) total: usize,
}

impl StepResult {
    /// A step is done when it has tests and all of them passed.
    pub(crate) fn is_done(&self) -> bool {
        !self.tests.is_empty() && self.tests.iter().all(TestResult::is_passed)
    }
}

impl TestOutcome {
    /// What came, as `came` in `steps.toml` has it: a value, or a panic's message.
    pub(crate) fn came(&self) -> Option<&str> {
        match self {
            TestOutcome::Failed(failure) => match &failure.values {
                Some(values) => Some(&values.came),
                None => Some(&failure.message),
            },
            TestOutcome::TimedOut => Some("it does not come to an end"),
            TestOutcome::Crashed(why) => Some(why),
            TestOutcome::Passed | TestOutcome::Blank(_) => None,
        }
    }
}

impl TestResult {
    /// Reads what came of the test `name`, which printed all to one stream. It passed only if its
    /// harness says so at the very end and, if there is a `token`, the token came, too: learners'
    /// code can print anything, and can end the process, but it knows no token.
    pub(crate) fn read(name: &str, ended: &ProcessOutput, token: &str) -> TestResult {
        let printed = String::from_utf8_lossy(&ended.stdout).replace("\r\n", "\n");
        let panic = panic_message(name, &printed);
        let said_so = printed
            .trim_end()
            .lines()
            .next_back()
            .is_some_and(|last| last.starts_with("test result: ok. 1 passed;"));
        let token_came = token.is_empty() || printed.lines().any(|line| line.ends_with(token));
        let mut call = open_call(&printed).map(str::to_owned);
        let outcome = match (ended.end, panic) {
            (Exit::TimedOut, _) => TestOutcome::TimedOut,
            (Exit::TooMuchOutput, _) => TestOutcome::Crashed("it prints without end"),
            _ if ended.succeeded() && said_so && token_came => TestOutcome::Passed,
            (_, Some((_, message))) if message.starts_with("not yet implemented: step ") => {
                TestOutcome::Blank(message.to_owned())
            }
            (_, Some((place, message))) => {
                let (failure, label) = TestFailure::read(place, message);
                call = label.or(call);
                TestOutcome::Failed(failure)
            }
            _ if printed.contains("has overflowed its stack") => TestOutcome::Crashed(
                "it calls itself again and again, until there is no room for one more call",
            ),
            _ if printed.contains("memory allocation of") => {
                TestOutcome::Crashed("it asks for more memory than there is")
            }
            _ if printed.contains("running 0 tests") => {
                TestOutcome::Crashed("the test is missing in tests/steps.rs")
            }
            _ => TestOutcome::Crashed("it ended the program in the middle of the test"),
        };
        let output = own_output(name, &printed, token);
        TestResult { name: name.to_owned(), outcome, call, output }
    }

    /// True if it passed.
    pub(crate) fn is_passed(&self) -> bool {
        self.outcome == TestOutcome::Passed
    }
}

impl TestFailure {
    /// Takes the message of an `assert_eq!` apart: `assertion ... failed: CALL`, `  left: CAME`,
    /// ` right: EXPECTED`. Gives the call, too.
    fn read(place: &str, message: &str) -> (TestFailure, Option<String>) {
        let mut failure = TestFailure {
            message: message.to_owned(),
            place: place.replace('\\', "/"),
            values: None,
        };
        let Some((head, values)) = message.split_once("\n  left: ") else { return (failure, None) };
        let (came, expected) = values.rsplit_once("\n right: ").unwrap_or((values, ""));
        failure.values = Some(Values { came: came.to_owned(), expected: expected.to_owned() });
        (failure, head.split_once(" failed: ").map(|(_, call)| call.to_owned()))
    }

    /// The line of `src/lib.rs` in which it panicked, if it did so there.
    pub(crate) fn line(&self) -> Option<&str> {
        self.place.strip_prefix("src/lib.rs:")?.split(':').next()
    }
}

/// The place and the message of the last panic of the test's own thread.
fn panic_message<'a>(name: &str, printed: &'a str) -> Option<(&'a str, &'a str)> {
    let (start, end) = panic_range(name, printed)?;
    let (head, message) = printed[start..end].split_once(":\n")?;
    let (_, place) = head.split_once("panicked at ")?;
    Some((place, message.trim_end()))
}

/// Where the last panic of the test's own thread is: from its first word to its last line.
fn panic_range(name: &str, printed: &str) -> Option<(usize, usize)> {
    let first = format!("thread '{name}' ");
    let is_panic = |at: &usize| {
        printed[*at..].lines().next().is_some_and(|line| line.contains("panicked at "))
    };
    let start = printed.rmatch_indices(&first).map(|(at, _)| at).find(is_panic)?;
    let last = format!("\ntest {name} ... FAILED");
    let ends = ["\nnote: run with `RUST_BACKTRACE", last.as_str()];
    let ends = ends.iter().filter_map(|end| printed[start..].find(end));
    Some((start, ends.min().map_or(printed.len(), |length| start + length)))
}

/// The call that was announced and has not returned what was expected.
fn open_call(printed: &str) -> Option<&str> {
    let announced = |line: &&str| line.starts_with(CALLING) || *line == RETURNED;
    printed.lines().rev().find(announced)?.strip_prefix(CALLING)
}

/// What the learner's code printed since the last call that was right: all that neither the test
/// harness nor the tests themselves printed.
fn own_output(name: &str, printed: &str, token: &str) -> String {
    let mut own = printed.to_owned();
    if let Some((start, end)) = panic_range(name, printed) {
        own.replace_range(start..end, "");
    }
    let own = own.split_once("running 1 test\n").map_or("", |(_, own)| own);
    let own = own.rfind(&format!("test {name} ... ")).map_or(own, |end| &own[..end]);
    let start = own.rfind(&format!("{RETURNED}\n")).map_or(0, |at| at + RETURNED.len() + 1);
    let of_tests = |line: &&str| {
        line.starts_with(CALLING)
            || line.starts_with("note: run with `RUST_BACKTRACE")
            || line.starts_with("fatal runtime error: ")
            || (line.starts_with("thread '") && line.ends_with(" has overflowed its stack"))
            || (!token.is_empty() && line.contains(token))
    };
    let lines: Vec<&str> = own[start..].lines().filter(|line| !of_tests(line)).collect();
    let (max_lines, max_characters) = MAX_OUTPUT;
    let first = lines.iter().position(|line| !line.trim().is_empty()).unwrap_or(lines.len());
    let skipped = lines.len().saturating_sub(max_lines).max(first);
    let shown = lines[skipped..].iter().map(|line| line.chars().take(max_characters).collect());
    let mut shown: Vec<String> = shown.collect();
    if skipped > first {
        shown.insert(0, format!("... ({} lines before)", skipped - first));
    }
    shown.join("\n").trim_end().to_owned()
}

/// True if `text` is `pattern`, in which `[..]` stands for anything.
pub(crate) fn matches(pattern: &str, text: &str) -> bool {
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
    fn takes_a_failed_assertion_apart() {
        let message = "assertion `left == right` failed: octet_to_bits(6)\n  left: \"110\"\n right: \"00000110\"";
        let (failure, call) = TestFailure::read("tests/steps.rs:8:5", message);
        assert_eq!(call.as_deref(), Some("octet_to_bits(6)"));
        let (came, expected) = ("\"110\"".to_owned(), "\"00000110\"".to_owned());
        assert_eq!(failure.line(), None);
        assert_eq!(failure.values, Some(Values { came, expected }));
    }

    #[test]
    fn finds_the_panic_the_call_and_the_output_of_the_one_that_failed() {
        let printed = "\nrunning 1 test\n-- calling double(1)\nfirst\n-- returned\n-- calling double(2)\n\
             thread 'step_1_x' is my favourite\n[src/lib.rs:3:5] x = 2\n\n\
             thread 'step_1_x' (77) panicked at src/lib.rs:8:5:\nindex out\nof bounds\n\
             note: run with `RUST_BACKTRACE=1` environment variable\ntest step_1_x ... FAILED\n\nfailures:\n";
        let (place, message) = panic_message("step_1_x", printed).unwrap();
        assert_eq!((place, message), ("src/lib.rs:8:5", "index out\nof bounds"));
        assert_eq!(open_call(printed), Some("double(2)"));
        let output = "thread 'step_1_x' is my favourite\n[src/lib.rs:3:5] x = 2";
        assert_eq!(own_output("step_1_x", printed, ""), output);
        assert_eq!(panic_message("step_2_x", printed), None);
        // Only the first panic of a program has the note.
        let without =
            printed.replace("note: run with `RUST_BACKTRACE=1` environment variable\n", "");
        assert_eq!(panic_message("step_1_x", &without), Some((place, message)));
        assert_eq!(own_output("step_1_x", &without, ""), output);
    }

    #[test]
    fn keeps_the_last_lines_of_what_the_learner_prints() {
        let lines = |count: usize| (0..count).map(|n| format!("line {n}\n")).collect::<String>();
        let printed = format!("\nrunning 1 test\n{}test step_1_x ... ok\n", lines(100));
        let kept = own_output("step_1_x", &printed, "");
        assert!(kept.starts_with("... (80 lines before)\nline 80\n"), "{kept}");
        assert!(kept.ends_with("\nline 99"), "{kept}");
        let long = format!("\nrunning 1 test\n{}\ntest step_1_x ... ok\n", "x".repeat(5000));
        assert_eq!(own_output("step_1_x", &long, "").len(), MAX_OUTPUT.1);
    }

    #[test]
    fn a_call_that_returned_is_not_the_one_that_failed() {
        assert_eq!(open_call("-- calling double(1)\n-- returned\n"), None);
        assert_eq!(open_call("hello\n"), None);
    }
}
