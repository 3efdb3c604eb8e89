//! What `lessons/<crate>/steps.toml` says: the steps, their hints, and the wrong ideas behind wrong answers.

use crate::table::{self, Table, number, tables, text, texts};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

/// One lesson.
#[derive(Debug, Clone)]
pub struct Lesson {
    /// The name of its crate.
    pub name: String,
    /// The steps, numbered from 1 without a gap.
    pub steps: Vec<Step>,
}

/// One step: a function or two of `src/lib.rs` that the learner writes.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its number, from 1.
    pub number: usize,
    /// A short title.
    pub title: String,
    /// The functions to write: `name` or `Type::name`.
    pub functions: Vec<String>,
    /// Private functions that only this step uses.
    pub helpers: Vec<String>,
    /// What it counts when it is graded.
    pub points: u32,
    /// How many minutes it may take: `5-10`.
    pub minutes: String,
    /// What the functions give for what.
    pub goal: String,
    /// The hint that turns the reader's head.
    pub nudge: String,
    /// The hint that tells the way.
    pub approach: String,
    /// The hint that is nearly the code.
    pub nearly: String,
    /// The numbers of the steps whose functions this one uses in the worked solution.
    pub uses: Vec<usize>,
    /// The wrong ideas known, tried in this order.
    pub misconceptions: Vec<Misconception>,
}

/// A wrong idea, known by the value that came of it.
#[derive(Debug, Clone)]
pub struct Misconception {
    /// Its name.
    pub id: String,
    /// What came: a value's `Debug` text, or a panic's message. `[..]` stands for anything.
    pub came: String,
    /// The only test in which it counts; none means all of the step.
    pub test: Option<String>,
    /// What this shows, for the learner.
    pub shows: String,
}

impl Lesson {
    /// Reads `steps.toml` in `folder`.
    ///
    /// # Errors
    /// When it cannot be read, or something in it is missing or wrong; the error names it.
    pub fn read(folder: &Path) -> Result<Lesson> {
        let path = folder.join("steps.toml");
        let text = fs::read_to_string(&path)
            .with_context(|| format!("cannot read `{}`", path.display()))?;
        Self::parse(&text).with_context(|| format!("`{}` is not as it should be", path.display()))
    }

    /// Reads the text of a `steps.toml`.
    ///
    /// # Errors
    /// When something in it is missing or wrong; the error names it.
    pub fn parse(source: &str) -> Result<Lesson> {
        let table = table::parse(source)?;
        let steps =
            tables(&table, "step")?.into_iter().map(Step::parse).collect::<Result<Vec<_>>>()?;
        if steps.is_empty() || steps.iter().zip(1..).any(|(step, number)| step.number != number) {
            bail!("the steps have to be numbered 1, 2, 3 ...");
        }
        Ok(Lesson { name: text(&table, "lesson")?, steps })
    }

    /// The step with this number.
    ///
    /// # Errors
    /// When the lesson has no such step.
    pub fn step(&self, number: usize) -> Result<&Step> {
        self.steps.iter().find(|step| step.number == number).with_context(|| {
            common::UserError::new(
                format!("`{}` has no step {number}", self.name),
                format!("Its steps are 1 to {}.", self.steps.len()),
            )
        })
    }
}

impl Step {
    fn parse(table: &Table<'_>) -> Result<Step> {
        let number = usize::try_from(number(table, "number")?)?;
        Self::parse_numbered(number, table).with_context(|| format!("in step {number}"))
    }

    fn parse_numbered(number: usize, table: &Table<'_>) -> Result<Step> {
        let hints = table::table(table, "hints")?;
        let ideas = tables(table, "misconception")?;
        Ok(Step {
            number,
            title: text(table, "title")?,
            functions: texts(table, "functions")?,
            helpers: texts(table, "helpers")?,
            points: table::number(table, "points")?,
            minutes: text(table, "minutes")?,
            goal: text(table, "goal")?,
            nudge: text(hints, "nudge")?,
            approach: text(hints, "approach")?,
            nearly: text(hints, "nearly")?,
            uses: Vec::new(),
            misconceptions: ideas.into_iter().map(Misconception::parse).collect::<Result<_>>()?,
        })
    }

    /// The functions to write, as a reader would read them: "`one` and `other`".
    #[must_use]
    pub fn functions_shown(&self) -> String {
        names_shown(&self.functions)
    }

    /// What a test of this step proves, in words: its name without what the computer needs.
    #[must_use]
    pub fn in_words(&self, test: &str) -> String {
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
#[must_use]
pub fn names_shown(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" and ")
}

impl Misconception {
    fn parse(table: &Table<'_>) -> Result<Misconception> {
        Ok(Misconception {
            id: text(table, "id")?,
            came: text(table, "came")?,
            test: if table.contains_key("test") { Some(text(table, "test")?) } else { None },
            shows: text(table, "shows")?,
        })
    }
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
        came = "9"
        shows = "This is the square."
    "#;

    #[test]
    fn reads_a_lesson() {
        let lesson = Lesson::parse(&format!("lesson = \"doubling\"\n{STEP}")).unwrap();
        assert_eq!(lesson.name, "doubling");
        assert_eq!(lesson.steps[0].functions, ["twice"]);
        assert_eq!(lesson.steps[0].nearly, "code");
        assert_eq!(lesson.steps[0].misconceptions[0].id, "square");
    }

    #[test]
    fn names_what_is_missing() {
        for (from, to, said) in [
            ("number = 1", "number = 2", "numbered 1, 2, 3"),
            ("title", "titel", "`title` has to be a text"),
            ("points = 2", "points = \"2\"", "`points` has to be a number"),
            ("came = \"9\"", "", "`came` has to be a text"),
        ] {
            let text = format!("lesson = \"doubling\"\n{}", STEP.replace(from, to));
            let error = format!("{:#}", Lesson::parse(&text).unwrap_err());
            assert!(error.contains(said), "{error}");
        }
    }
}
