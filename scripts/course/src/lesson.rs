//! What `lessons/<crate>/steps.toml` says: the steps, their hints, and the wrong ideas that
//! wrong answers show. A key that is not named here is refused.

use anyhow::{Context, Result, anyhow, bail};
use clap::ValueEnum;
use common::UserError;
use serde::{Deserialize, Deserializer, Serialize};
use std::fs;
use std::path::Path;

/// One lesson.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lesson {
    /// The name of its crate.
    #[serde(rename = "lesson")]
    pub name: String,
    /// Its place among the lessons: the lesson with 1 is taught first.
    pub order: u32,
    /// The steps, numbered from 1 without a gap.
    #[serde(rename = "step")]
    pub steps: Vec<Step>,
    /// What the learner's own program is run on when all steps are done.
    pub finish: Option<Finish>,
    /// The compiler's errors that beginners meet in this lesson.
    #[serde(default, rename = "compile_error")]
    pub compile_errors: Vec<CompileError>,
}

/// How the learner's own program is run at the end of a lesson.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finish {
    /// The program's arguments: something that the learner's functions decide.
    pub args: Vec<String>,
    /// What to do before or while it runs: in another terminal, for example.
    #[serde(default, deserialize_with = "trimmed")]
    pub note: String,
}

/// One step: a function or two of `src/lib.rs` that the learner writes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its number, from 1.
    pub number: usize,
    /// A short title.
    pub title: String,
    /// The functions to write: `name` or `Type::name`.
    pub functions: Vec<String>,
    /// Private functions that only this step uses.
    #[serde(default)]
    pub helpers: Vec<String>,
    /// The numbers of the steps whose functions this one's tests run, too, in the worked solution.
    #[serde(default)]
    pub uses: Vec<usize>,
    /// What it counts when it is graded.
    pub points: u32,
    /// How many minutes it may take: `5-10`.
    pub minutes: String,
    /// What the functions return for what.
    #[serde(deserialize_with = "trimmed")]
    pub goal: String,
    /// Help, from a little to nearly the code.
    pub hints: Hints,
    /// The wrong ideas known.
    #[serde(default, rename = "misconception")]
    pub misconceptions: Vec<Misconception>,
}

/// The hints of a step; the last one, the worked solution, is not written here.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hints {
    /// Turns the reader's head.
    #[serde(deserialize_with = "trimmed")]
    pub nudge: String,
    /// Describes the way.
    #[serde(deserialize_with = "trimmed")]
    pub approach: String,
    /// Nearly the code.
    #[serde(deserialize_with = "trimmed")]
    pub nearly: String,
}

/// How strong a hint is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum, Serialize, Deserialize)]
pub(crate) enum Strength {
    /// Turns your head in the right direction.
    Nudge,
    /// Describes the way.
    Approach,
    /// Nearly the code.
    Nearly,
    /// The worked solution.
    Solution,
}

impl Strength {
    /// As it is typed.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Strength::Nudge => "nudge",
            Strength::Approach => "approach",
            Strength::Nearly => "nearly",
            Strength::Solution => "solution",
        }
    }

    /// The next stronger one.
    pub(crate) fn stronger(self) -> Option<Strength> {
        match self {
            Strength::Nudge => Some(Strength::Approach),
            Strength::Approach => Some(Strength::Nearly),
            Strength::Nearly => Some(Strength::Solution),
            Strength::Solution => None,
        }
    }
}

/// A wrong idea, known by a call and the value that came of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Misconception {
    /// Its name.
    pub id: String,
    /// The call that failed, as the test shows it. `[..]` stands for anything, here and in `came`.
    pub call: String,
    /// What came: a value's `Debug` text, or a panic's message.
    pub came: String,
    /// The only test in which it counts; none means all of the step.
    pub test: Option<String>,
    /// The ids of ideas that may fit the same work: then this one is named, and not those.
    #[serde(default)]
    pub includes: Vec<String>,
    /// What this shows, for the learner.
    #[serde(deserialize_with = "trimmed")]
    pub shows: String,
}

/// A compiler error with a sentence that helps.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompileError {
    /// Its name.
    pub id: String,
    /// The error's code, `E0308` for example; none for those that have none.
    pub code: Option<String>,
    /// All that the compiler writes about it, with `[..]` for anything; none means anything.
    pub says: Option<String>,
    /// What this shows, for the learner.
    #[serde(deserialize_with = "trimmed")]
    pub shows: String,
}

/// A text without the white space around it.
fn trimmed<'de, Source: Deserializer<'de>>(source: Source) -> Result<String, Source::Error> {
    Ok(String::deserialize(source)?.trim().to_owned())
}

impl Lesson {
    /// Reads `steps.toml` in `folder`.
    ///
    /// # Errors
    /// If it cannot be read, or something in it is missing or wrong; the error names it.
    pub fn read(folder: &Path) -> Result<Lesson> {
        let path = folder.join("steps.toml");
        let text = fs::read_to_string(&path)
            .with_context(|| format!("cannot read `{}`", path.display()))?;
        Self::parse(&text).map_err(|error| anyhow!("mistake in `{}`: {error}", path.display()))
    }

    /// Reads the text of a `steps.toml`.
    ///
    /// # Errors
    /// If something in it is missing or wrong; the error names it.
    pub fn parse(source: &str) -> Result<Lesson> {
        let lesson: Lesson = toml_edit::de::from_str(source).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let line = source[..start].matches('\n').count() + 1;
            anyhow!("line {line}: {}", error.message())
        })?;
        let numbers = lesson.steps.iter().map(|step| step.number);
        if lesson.steps.is_empty() || !numbers.eq(1..=lesson.steps.len()) {
            bail!("the steps have to be numbered 1, 2, 3 ...");
        }
        for error in &lesson.compile_errors {
            if error.code.is_none() && error.says.is_none() {
                bail!("the compile error `{}` needs a `code` or what it `says`", error.id);
            }
        }
        Ok(lesson)
    }

    /// The step with this number.
    pub(crate) fn step(&self, number: usize) -> Result<&Step> {
        self.steps.iter().find(|step| step.number == number).with_context(|| {
            UserError::new(
                format!("`{}` has no step {number}", self.name),
                format!("Its steps are 1 to {}.", self.steps.len()),
            )
        })
    }
}

impl Step {
    /// The functions to write, as a reader would read them: "`one` and `other`".
    pub(crate) fn functions_shown(&self) -> String {
        names_shown(&self.functions)
    }

    /// What a test of this step proves, in words: its name without what the computer needs.
    pub(crate) fn in_words(&self, test: &str) -> String {
        let mut words = test.strip_prefix(&self.test_prefix()).unwrap_or(test).replace('_', " ");
        for name in self.functions.iter().filter(|name| name.contains('_')) {
            words = words.replace(&name.replace('_', " "), &format!("`{name}`"));
        }
        words
    }

    /// How the names of this step's tests begin.
    #[must_use]
    pub fn test_prefix(&self) -> String {
        format!("step_{}_", self.number)
    }
}

/// Names of functions, as a reader would read them: "`one` and `other`".
pub(crate) fn names_shown(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" and ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEP: &str = r#"
        [[step]]
        number = 1
        title = "Twice"
        functions = ["twice"]
        points = 2
        minutes = "5-10"
        goal = "Twice the number."
        [step.hints]
        nudge = "n"
        approach = "a"
        nearly = """
        code
        """
        [[step.misconception]]
        id = "square"
        call = "twice(3)"
        came = "9"
        shows = "This is the square."
    "#;

    #[test]
    fn reads_a_lesson() {
        let lesson = Lesson::parse(&format!("lesson = \"doubling\"\norder = 1\n{STEP}")).unwrap();
        assert_eq!(lesson.name, "doubling");
        assert_eq!(lesson.steps[0].functions, ["twice"]);
        assert_eq!(lesson.steps[0].hints.nearly, "code");
        assert_eq!(lesson.steps[0].misconceptions[0].id, "square");
    }

    #[test]
    fn names_what_is_missing_or_unknown() {
        for (from, to, said) in [
            ("number = 1", "number = 2", "numbered 1, 2, 3"),
            ("title", "titel", "unknown field `titel`"),
            ("title = \"Twice\"", "", "missing field `title`"),
            ("points = 2", "points = \"2\"", "expected u32"),
            ("came = \"9\"", "", "missing field `came`"),
            ("call = \"twice(3)\"", "", "missing field `call`"),
        ] {
            let text = format!("lesson = \"doubling\"\norder = 1\n{}", STEP.replace(from, to));
            let error = format!("{:#}", Lesson::parse(&text).unwrap_err());
            assert!(error.contains(said), "{error}");
        }
    }
}
