//! Checks how the worksheets read: short, something moving first, and a quiz that cannot be passed
//! without reading.

use course::quiz;

use crate::{each_lesson, read, repository, worksheet};

const MAX_WORDS: usize = 3_200;

/// The first command comes within this many words of the top.
const MAX_WORDS_BEFORE_A_COMMAND: usize = 150;

/// Prose is projected and printed: its lines are no wider than the code's.
const MAX_COLUMNS: usize = 100;

/// How often the longest answer of a quiz may be the right one, and the shortest.
const MAX_RIGHT_BY_LENGTH: f64 = 0.4;

#[test]
fn every_worksheet_is_short_and_begins_with_a_command() {
    each_lesson(|lesson, complaints| {
        let text = worksheet(lesson)?;
        let words = text.split_whitespace().count();
        if words > MAX_WORDS {
            complaints.push(format!(
                "lessons/{lesson}.md has {words} words; at most {MAX_WORDS} can be read in a lesson"
            ));
        }
        let before = text.split("```console").next().unwrap_or_default();
        let before = before.split_whitespace().count();
        if before > MAX_WORDS_BEFORE_A_COMMAND {
            complaints.push(format!(
                "lessons/{lesson}.md has {before} words before its first command, at most \
                 {MAX_WORDS_BEFORE_A_COMMAND} are wanted"
            ));
        }
        let mut in_block = false;
        for (line, number) in text.lines().zip(1..) {
            in_block ^= line.starts_with("```");
            let fits = line.chars().count() <= MAX_COLUMNS;
            if !fits && !in_block && !line.starts_with('|') {
                complaints.push(format!(
                    "lessons/{lesson}.md:{number} is wider than {MAX_COLUMNS} columns"
                ));
            }
        }
        let lower = text.to_lowercase();
        for wanted in ["reading-the-worksheets.md", "model answers", "cargo course learn"] {
            if !lower.contains(wanted) {
                complaints.push(format!("lessons/{lesson}.md does not mention `{wanted}`"));
            }
        }
        for unwanted in ["need not understand", "need not read"] {
            if lower.contains(unwanted) {
                complaints.push(format!("lessons/{lesson}.md says `{unwanted}`"));
            }
        }
        if text.lines().any(|line| line.starts_with("{{#")) {
            complaints.push("the quiz shows on GitHub: put it in a comment".to_string());
        }
        Ok(())
    });
}

#[test]
fn no_quiz_is_passed_by_the_length_of_its_answers() {
    each_lesson(|lesson, complaints| {
        let source = read(&repository().join("lessons").join(lesson).join("quiz.toml"))?;
        let questions = quiz::questions(&source).map_err(|error| format!("{error:#}"))?;
        let choices: Vec<_> =
            questions.iter().filter(|question| !question.choices.is_empty()).collect();
        let length = |text: &String| text.chars().count();
        for (name, is_worst) in [("longest", true), ("shortest", false)] {
            let right =
                choices.iter().filter(|question| {
                    let mut others =
                        question.choices.iter().filter(|choice| **choice != question.answer);
                    let answer = length(&question.answer);
                    others.all(|other| {
                        if is_worst { length(other) <= answer } else { length(other) >= answer }
                    })
                });
            let right: Vec<&str> = right.map(|question| question.id.as_str()).collect();
            let share = right.len() as f64 / choices.len().max(1) as f64;
            if share > MAX_RIGHT_BY_LENGTH {
                let (percent, most) = (share * 100.0, MAX_RIGHT_BY_LENGTH * 100.0);
                complaints.push(format!(
                    "lessons/{lesson}/quiz.toml: the {name} choice is right in {percent:.0}% of \
                     the questions, and not in at most {most:.0}%: {}",
                    right.join(", ")
                ));
            }
        }
        for (question, number) in questions.iter().zip(1..).filter(|(q, _)| !q.choices.is_empty()) {
            let lengths = question.choices.iter().map(length);
            let (shortest, longest) =
                (lengths.clone().min().unwrap_or(0), lengths.max().unwrap_or(0));
            if longest > 2 * shortest + 10 {
                complaints.push(format!(
                    "lessons/{lesson}/quiz.toml: the choices of question {number} are between {shortest} and {longest} characters long"
                ));
            }
        }
        Ok(())
    });
}
