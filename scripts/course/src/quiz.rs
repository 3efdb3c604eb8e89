//! `cargo course quiz`: a lesson's `quiz.toml` in the terminal.

use crate::paths::Course;
use crate::text::wrap;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::fs;
use std::io::{BufRead, Write};

/// A question with its choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its name: no other question has it.
    pub id: String,
    /// What is asked.
    pub prompt: String,
    /// What can be chosen, in alphabetical order; none if the answer is to be typed.
    pub choices: Vec<String>,
    /// What is right.
    pub answer: String,
    /// Why.
    pub context: String,
}

/// `quiz.toml`, in the form that mdbook-quiz reads, too.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Quiz {
    questions: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    r#type: Kind,
    prompt: Prompt,
    answer: Answer,
    context: String,
}

/// The kinds that a terminal can ask.
#[derive(Deserialize)]
enum Kind {
    MultipleChoice,
    ShortAnswer,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Prompt {
    prompt: String,
    #[serde(default)]
    distractors: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    answer: String,
}

/// Asks the questions of a lesson, one after the other, until `input` ends; then tells the score.
/// `prompt` is shown where an answer is to be typed; it is empty if nobody types.
///
/// # Errors
/// When the quiz cannot be read.
pub(crate) fn quiz(
    course: &Course,
    lesson: &str,
    prompt: &str,
    input: impl BufRead,
    out: &mut impl Write,
) -> Result<()> {
    let path = course.root.join("lessons").join(lesson).join("quiz.toml");
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let questions =
        questions(&text).with_context(|| format!("`{}` is not as it should be", path.display()))?;
    ask(&questions, prompt, input, out)?;
    writeln!(out, "Once more: cargo course quiz {lesson}")?;
    Ok(())
}

/// Reads the text of a `quiz.toml`.
///
/// # Errors
/// If something in it is missing or unknown.
pub fn questions(source: &str) -> Result<Vec<Question>> {
    let quiz: Quiz = toml_edit::de::from_str(source)?;
    Ok(quiz.questions.into_iter().map(Question::from).collect())
}

impl From<Entry> for Question {
    fn from(entry: Entry) -> Question {
        let (answer, mut choices) = (entry.answer.answer, entry.prompt.distractors);
        if let Kind::MultipleChoice = entry.r#type {
            choices.push(answer.clone());
            choices.sort();
        }
        let (id, prompt) = (entry.id, entry.prompt.prompt);
        Question { id, prompt, choices, answer, context: entry.context.trim().to_owned() }
    }
}

fn ask(
    questions: &[Question],
    prompt: &str,
    mut input: impl BufRead,
    out: &mut impl Write,
) -> Result<()> {
    let (mut asked, mut wrong) = (0, Vec::new());
    writeln!(out, "To stop early: Ctrl-D; on Windows Ctrl-Z, then Enter.\n")?;
    for (question, number) in questions.iter().zip(1..) {
        let asking = format!("Question {number} of {}: {}", questions.len(), question.prompt);
        writeln!(out, "{}", wrap(&asking, 0))?;
        for (choice, number) in question.choices.iter().zip(1..) {
            writeln!(out, "  {number}  {}", wrap(choice, 5).trim_start())?;
        }
        let Some(given) = answer(question, prompt, &mut input, out)? else { break };
        asked += 1;
        if given.to_lowercase() == question.answer.to_lowercase() {
            writeln!(out, "{}\n", wrap(&format!("Right. {}", question.context), 0))?;
        } else {
            wrong.push(number.to_string());
            writeln!(out, "{}", wrap(&format!("No. The answer is: {}", question.answer), 0))?;
            writeln!(out, "{}\n", wrap(&question.context, 0))?;
        }
    }
    writeln!(out, "{} of {asked} right.", asked - wrong.len())?;
    if !wrong.is_empty() {
        writeln!(out, "Not right: question {}.", wrong.join(", "))?;
    }
    Ok(())
}

/// What was typed; asks again where it is the number of no choice. None at the end of the input.
fn answer(
    question: &Question,
    prompt: &str,
    input: &mut impl BufRead,
    out: &mut impl Write,
) -> Result<Option<String>> {
    loop {
        write!(out, "{prompt}")?;
        out.flush()?;
        let mut line = String::new();
        if input.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let typed = line.trim();
        if question.choices.is_empty() {
            return Ok(Some(typed.to_owned()));
        }
        let place = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        if let Some(choice) = place.and_then(|place| question.choices.get(place)) {
            return Ok(Some(choice.clone()));
        }
        writeln!(out, "Type a number from 1 to {}.", question.choices.len())?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use snapbox::{assert_data_eq, str};

    const QUIZ: &str = r#"
        [[questions]]
        id = "a"
        type = "MultipleChoice"
        prompt.prompt = "Which is more?"
        prompt.distractors = ["one", "none"]
        answer.answer = "two"
        context = "Two is more than one."

        [[questions]]
        id = "b"
        type = "ShortAnswer"
        prompt.prompt = "The name of this computer?"
        answer.answer = "localhost"
        context = "It is its own host."
    "#;

    #[test]
    fn asks_tells_why_and_keeps_score() {
        let mut out = Vec::new();
        ask(&questions(QUIZ).unwrap(), "> ", "9\nx\n2\nLocalhost\n".as_bytes(), &mut out).unwrap();
        assert_data_eq!(
            String::from_utf8(out).unwrap(),
            str![[r#"
To stop early: Ctrl-D; on Windows Ctrl-Z, then Enter.

Question 1 of 2: Which is more?
  1  none
  2  one
  3  two
> Type a number from 1 to 3.
> Type a number from 1 to 3.
> No. The answer is: two
Two is more than one.

Question 2 of 2: The name of this computer?
> Right. It is its own host.

1 of 2 right.
Not right: question 1.

"#]]
        );
    }

    #[test]
    fn ends_with_the_input() {
        let mut out = Vec::new();
        ask(&questions(QUIZ).unwrap(), "> ", "3\n".as_bytes(), &mut out).unwrap();
        assert!(String::from_utf8(out).unwrap().ends_with("1 of 1 right.\n"));
    }

    #[test]
    fn names_the_question_that_is_wrong() {
        let error = questions(&QUIZ.replace("ShortAnswer", "Tracing")).unwrap_err();
        let error = format!("{error:#}");
        assert!(
            error.contains("line 12") && error.contains("unknown variant `Tracing`"),
            "{error}"
        );
    }
}
