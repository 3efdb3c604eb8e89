//! Checks the course itself: that every lesson has all its parts, and that they fit each other. Each test says everything
//! that it finds, not only the first.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says why it stops")]

mod english;
mod lists;
mod markdown;
mod names;
mod programs;
mod sheets;

use std::collections::HashSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use course::lesson::Lesson;
use course::{quiz, starter};
use pulldown_cmark::HeadingLevel;

/// The sections of every worksheet, and the letter in the ids of their tasks.
const SECTIONS: [(&str, Option<char>); 12] = [
    ("Questions and objectives", None),
    ("Get ready", None),
    ("Predict", Some('p')),
    ("Run", Some('r')),
    ("Investigate", Some('i')),
    ("Modify", Some('m')),
    ("Make", None),
    ("Prove it", None),
    ("When it goes wrong", Some('w')),
    ("Key points", None),
    ("Stretch", Some('s')),
    ("Reflect", Some('f')),
];

/// The page that all worksheets link to.
const READING_PAGE: &str = "reading-the-worksheets.md";

/// How a task says how its reader knows that it worked.
const WORKED: [&str; 2] = ["You should see", "are done when"];

const MIN_QUESTIONS: usize = 8;
const MIN_WRONG_ANSWERS: usize = 3;

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().to_path_buf()
}

fn read(path: &Path) -> Result<String, String> {
    let shown = path.strip_prefix(repository()).unwrap_or(path).display();
    fs::read_to_string(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => format!("{shown} is missing"),
        _ => format!("{shown}: {error}"),
    })
}

/// The names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The crates that are lessons.
fn lessons() -> Vec<String> {
    names(&repository().join("crates")).into_iter().filter(|name| name != "common").collect()
}

fn worksheet(lesson: &str) -> Result<String, String> {
    read(&repository().join("lessons").join(format!("{lesson}.md")))
}

fn steps(lesson: &str) -> Result<Lesson, String> {
    let folder = repository().join("lessons").join(lesson);
    read(&folder.join("steps.toml"))?;
    Lesson::read(&folder).map_err(|error| format!("{error:#}"))
}

/// Runs `check` for each lesson, and says all that it complains of, and what kept it from going on.
fn each_lesson(check: impl Fn(&str, &mut Vec<String>) -> Result<(), String>) {
    let mut complaints = Vec::new();
    for lesson in lessons() {
        let mut of_lesson = Vec::new();
        let outcome = check(&lesson, &mut of_lesson);
        of_lesson.extend(outcome.err());
        complaints.extend(of_lesson.into_iter().map(|complaint| format!("{lesson}: {complaint}")));
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn every_crate_has_its_lesson_and_every_lesson_its_crate() {
    let mut of_no_crate = names(&repository().join("lessons"));
    of_no_crate.retain(|name| {
        let lesson = name.strip_suffix(".md").unwrap_or(name).to_string();
        ![READING_PAGE, "pictures"].contains(&name.as_str()) && !lessons().contains(&lesson)
    });
    let lessons = of_no_crate.iter().map(|name| format!("lessons/{name}")).collect::<Vec<_>>();
    assert!(lessons.is_empty(), "there is no crate in `crates` for {}", lessons.join(", "));
    each_lesson(|lesson, complaints| {
        for file in ["src/lib.rs", "tests/steps.rs", "tests/cli.rs"] {
            if !repository().join("crates").join(lesson).join(file).exists() {
                complaints.push(format!("crates/{lesson}/{file} is missing"));
            }
        }
        if !repository().join("lessons").join(format!("{lesson}.md")).exists() {
            complaints.push(format!("lessons/{lesson}.md is missing"));
        }
        for file in ["steps.toml", "quiz.toml", "instructor.md", "wrong"] {
            if !repository().join("lessons").join(lesson).join(file).exists() {
                complaints.push(format!("lessons/{lesson}/{file} is missing"));
            }
        }
        Ok(())
    });
}

#[test]
fn every_worksheet_has_all_sections_in_order() {
    each_lesson(|lesson, complaints| {
        let headings = markdown::headings(&worksheet(lesson)?);
        let of_level = |level| {
            headings
                .iter()
                .filter(move |heading| heading.level == level)
                .map(|heading| heading.text.as_str())
        };
        let sections: Vec<&str> = of_level(HeadingLevel::H2).collect();
        if sections != SECTIONS.map(|(name, _)| name) {
            complaints.push(format!(
                "the sections of lessons/{lesson}.md are {sections:?}, and not {:?}",
                SECTIONS.map(|(name, _)| name)
            ));
        }
        if of_level(HeadingLevel::H1).count() != 1 {
            complaints.push(format!("lessons/{lesson}.md wants one title, `# ...`"));
        }
        Ok(())
    });
}

#[test]
fn every_task_has_an_id_of_its_own_and_a_way_to_know_that_it_worked() {
    each_lesson(|lesson, complaints| {
        let (mut seen, mut letter, mut tasks) = (HashSet::new(), None, 0);
        for heading in markdown::headings(&worksheet(lesson)?) {
            if heading.level == HeadingLevel::H2 {
                letter = SECTIONS
                    .iter()
                    .find(|(name, _)| *name == heading.text)
                    .and_then(|(_, letter)| *letter);
            }
            let Some(task) = heading.text.strip_prefix("Task ") else { continue };
            tasks += 1;
            let id = task.split(':').next().unwrap_or_default();
            let number = letter.and_then(|letter| id.strip_prefix(&format!("{lesson}-{letter}")));
            if number.is_none_or(|number| number.parse::<u8>().is_err()) {
                complaints.push(format!(
                    "`{id}` is not an id for a task of lessons/{lesson}.md in its section: \
                     {lesson}-{}1 would be",
                    letter.map_or("LETTER".to_string(), String::from)
                ));
            }
            if !seen.insert(id.to_string()) {
                complaints.push(format!("`{id}` stands there twice"));
            }
            if !WORKED.iter().any(|words| heading.body.contains(words)) {
                complaints.push(format!(
                    "`{id}` does not say `{}` or so",
                    WORKED.join(" ... ` or ` ... ")
                ));
            }
        }
        if tasks == 0 {
            complaints
                .push(format!("there is no `### Task {lesson}-p1: ...` in lessons/{lesson}.md"));
        }
        Ok(())
    });
}

#[test]
fn every_step_stands_in_the_worksheet_the_tests_and_the_code() {
    each_lesson(|lesson, complaints| {
        let folder = repository().join("crates").join(lesson);
        let steps = steps(lesson)?;
        if steps.name != lesson {
            complaints
                .push(format!("lessons/{lesson}/steps.toml says `lesson = \"{}\"`", steps.name));
        }
        // Finding every function, as making a starter does.
        let source = read(&folder.join("src/lib.rs"))?;
        if let Err(error) = starter::starter(&source, &steps, 0) {
            complaints.push(format!("{error:#}"));
        }
        complaints.extend(names::renamed(lesson, &steps, &source));
        let tests = starter::test_names(&read(&folder.join("tests/steps.rs"))?)
            .map_err(|error| error.to_string())?;
        for test in &tests {
            if !steps.steps.iter().any(|step| test.starts_with(&step.test_prefix())) {
                complaints.push(format!(
                    "the test `{test}` in crates/{lesson}/tests/steps.rs is of no `[[step]]` in \
                     lessons/{lesson}/steps.toml"
                ));
            }
        }
        let text = worksheet(lesson)?;
        let headings = markdown::headings(&text);
        let in_worksheet: Vec<_> =
            headings.iter().filter(|heading| heading.text.starts_with("Step ")).collect();
        for heading in in_worksheet.iter().skip(steps.steps.len()) {
            complaints.push(format!(
                "`### {}` in lessons/{lesson}.md has no `[[step]]` in lessons/{lesson}/steps.toml",
                heading.text
            ));
        }
        for (step, index) in steps.steps.iter().zip(0..) {
            if !tests.iter().any(|test| test.starts_with(&step.test_prefix())) {
                complaints.push(format!(
                    "crates/{lesson}/tests/steps.rs has no test `{}...`",
                    step.test_prefix()
                ));
            }
            let wanted = format!("Step {}: {}", step.number, step.title.replace('`', ""));
            let Some(heading) = in_worksheet.get(index) else {
                complaints
                    .push(format!("lessons/{lesson}.md has no `### {wanted}` in its part Make"));
                continue;
            };
            if heading.text != wanted {
                complaints.push(format!(
                    "lessons/{lesson}.md says `{}`, lessons/{lesson}/steps.toml `{wanted}`",
                    heading.text
                ));
            }
            for function in &step.functions {
                let name = function.rsplit("::").next().unwrap_or_default();
                if !heading.body.contains(name) {
                    complaints.push(format!(
                        "step {} in lessons/{lesson}.md does not name `{function}`",
                        step.number
                    ));
                }
            }
        }
        Ok(())
    });
}

#[test]
fn the_minutes_add_up() {
    each_lesson(|lesson, complaints| {
        let headings = markdown::headings(&worksheet(lesson)?);
        let section = headings.iter().find(|heading| heading.text == SECTIONS[0].0);
        let rows = markdown::first_table(section.map_or("", |section| &section.body));
        let Some(((total, parts), true)) = rows.split_last().map(|split| (split, rows.len() > 2))
        else {
            return Err(format!("lessons/{lesson}.md has no table of minutes at its top"));
        };
        for column in [1, 2] {
            let minutes = |row: &Vec<String>| row.get(column).and_then(|cell| range(cell));
            let Some(parts) = parts.iter().map(minutes).collect::<Option<Vec<_>>>() else {
                complaints.push(format!(
                    "lessons/{lesson}.md: a cell in column {} of the minutes is not a range, `5–10`",
                    column + 1
                ));
                continue;
            };
            let sum = parts.iter().fold((0, 0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
            if total.first().map(String::as_str) != Some("all") || minutes(total) != Some(sum) {
                complaints.push(format!(
                    "lessons/{lesson}.md: the last row of the minutes is {total:?}, and column {} \
                     adds up to {}–{}",
                    column + 1,
                    sum.0,
                    sum.1
                ));
            }
        }
        let of_steps: u32 =
            steps(lesson)?.steps.iter().filter_map(|step| range(&step.minutes)).map(|m| m.1).sum();
        let make = parts.iter().find(|row| row.first().is_some_and(|part| part.contains("Make")));
        let make = make.and_then(|row| range(row.get(2)?));
        if make.is_none_or(|make| make.1 < of_steps) {
            complaints.push(format!(
                "lessons/{lesson}.md: the steps take up to {of_steps} minutes by `minutes` in \
                 lessons/{lesson}/steps.toml, more than the row of the part Make"
            ));
        }
        Ok(())
    });
}

/// `5–10` as two numbers; one number alone is both.
fn range(cell: &str) -> Option<(u32, u32)> {
    let cell = cell.trim();
    let (low, high) = cell.split_once(['–', '-']).unwrap_or((cell, cell));
    let range = (low.trim().parse().ok()?, high.trim().parse().ok()?);
    (range.0 <= range.1).then_some(range)
}

#[test]
fn every_step_has_wrong_answers_with_the_idea_behind_each() {
    each_lesson(|lesson, complaints| {
        let folder = repository().join("lessons").join(lesson).join("wrong");
        let mut wanted = Vec::new();
        for step in steps(lesson)?.steps {
            if step.misconceptions.len() < MIN_WRONG_ANSWERS {
                complaints.push(format!(
                    "step {0} has {1} of the {MIN_WRONG_ANSWERS} wrong answers that each step \
                     wants: lessons/{lesson}/wrong/step-{0}-IDEA.rs, and in steps.toml \
                     `[[step.misconception]]` with `id = \"IDEA\"`",
                    step.number,
                    step.misconceptions.len()
                ));
            }
            for misconception in step.misconceptions {
                let name = format!("step-{}-{}.rs", step.number, misconception.id);
                if wanted.contains(&name) {
                    complaints
                        .push(format!("step {} has `{}` twice", step.number, misconception.id));
                }
                wanted.push(name);
            }
        }
        wanted.sort();
        let there = names(&folder);
        for name in wanted.iter().filter(|name| !there.contains(name)) {
            complaints.push(format!("lessons/{lesson}/wrong/{name} is missing"));
        }
        // Those without an idea of their own are proved by `cargo course verify`.
        let has_idea = |name: &str| !name.contains("-unnamed-") && !name.starts_with("compile-");
        // `step-1-ID.WAY.rs` is another way to the same idea.
        let is_wanted = |name: &str| {
            name.split_once('.').is_some_and(|(idea, _)| wanted.contains(&format!("{idea}.rs")))
        };
        for name in there.iter().filter(|name| has_idea(name) && !is_wanted(name)) {
            complaints.push(format!(
                "lessons/{lesson}/wrong/{name} has no `[[step.misconception]]` in steps.toml: \
                 `cargo course verify {lesson}` says what to write"
            ));
        }
        for name in there
            .iter()
            .filter(|name| !read(&folder.join(name)).is_ok_and(|text| text.starts_with("//")))
        {
            complaints.push(format!(
                "lessons/{lesson}/wrong/{name} does not begin with the idea behind it, `// ...`"
            ));
        }
        Ok(())
    });
}

#[test]
fn every_quiz_has_questions_with_a_right_answer_and_an_explanation() {
    each_lesson(|lesson, complaints| {
        let source = read(&repository().join("lessons").join(lesson).join("quiz.toml"))?;
        let questions =
            quiz::questions(&source).map_err(|error| format!("quiz.toml: {error:#}"))?;
        if questions.len() < MIN_QUESTIONS {
            complaints.push(format!(
                "lessons/{lesson}/quiz.toml has {} questions, and not {MIN_QUESTIONS} or more",
                questions.len()
            ));
        }
        for (question, number) in questions.iter().zip(1..) {
            if [&question.prompt, &question.answer, &question.context]
                .iter()
                .any(|text| text.is_empty())
            {
                complaints
                    .push(format!("question {number} needs a prompt, an answer and a context"));
            }
            // The choices are the distractors and the answer; none where it is to be typed.
            let different: HashSet<String> =
                question.choices.iter().map(|choice| choice.to_lowercase()).collect();
            if different.len() != question.choices.len() || [1, 2].contains(&question.choices.len())
            {
                complaints.push(format!(
                    "question {number} needs three choices or more, none of them twice"
                ));
            }
        }
        let ids: HashSet<&str> = questions.iter().map(|question| question.id.as_str()).collect();
        if ids.len() != questions.len() {
            complaints.push("every question needs an id of its own".to_string());
        }
        if !worksheet(lesson)?.contains(&format!("{{{{#quiz {lesson}/quiz.toml}}}}")) {
            complaints.push(format!(
                "lessons/{lesson}.md does not show the quiz: `<!-- {{{{#quiz {lesson}/quiz.toml}}}} -->`"
            ));
        }
        Ok(())
    });
}

#[test]
fn every_instructor_has_notes() {
    each_lesson(|lesson, complaints| {
        let notes =
            read(&repository().join("lessons").join(lesson).join("instructor.md"))?.to_lowercase();
        for wanted in ["ask", "demo", "note", "stuck", "behind", "network", "rubric"] {
            if !notes.contains(wanted) {
                complaints.push(format!(
                    "lessons/{lesson}/instructor.md says nothing of `{wanted}`; that of octets \
                     has all its parts"
                ));
            }
        }
        Ok(())
    });
}

#[test]
fn every_link_leads_somewhere() {
    let repository = repository();
    let mut files = Vec::new();
    find_markdown(&repository, &mut files);
    let mut dead = Vec::new();
    for file in &files {
        let text = read(file).unwrap();
        for (line, link) in markdown::links(&text) {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target =
                if path.is_empty() { file.clone() } else { file.with_file_name("").join(path) };
            let is_there = target.exists()
                && (anchor.is_empty()
                    || markdown::anchors(&read(&target).unwrap())
                        .iter()
                        .any(|known| known == anchor));
            if !is_there {
                dead.push(format!(
                    "{}:{line}: {link}",
                    file.strip_prefix(&repository).unwrap().display()
                ));
            }
        }
    }
    assert!(files.len() > 1 && dead.is_empty(), "\n{}", dead.join("\n"));
}

/// All Markdown files of the repository, but for what is built, what learners have, and the first page of the web book:
/// there it lies beside the worksheets.
fn find_markdown(folder: &Path, files: &mut Vec<PathBuf>) {
    for name in names(folder) {
        let path = folder.join(&name);
        if path.is_dir() && !["target", "my-work", ".git", "node_modules"].contains(&name.as_str())
        {
            find_markdown(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "md")
            && name != "introduction.md"
        {
            files.push(path);
        }
    }
}

#[test]
fn the_checks_read_markdown_as_github_does() {
    let text = "# A `title`, *here*\n\n## Twice\n\n[a](b.md#c) and ![d](e.png)\n\n## Twice\n\n| part | min |\n|---|---|\n| one | 5–10 |\n| all | 5–10 |\n";
    assert_eq!(markdown::anchors(text), ["a-title-here", "twice", "twice-1"]);
    assert_eq!(markdown::links(text), [(5, "b.md#c".to_string()), (5, "e.png".to_string())]);
    assert_eq!(markdown::first_table(text), [["one", "5–10"], ["all", "5–10"]]);
    assert!(markdown::headings(text)[1].body.contains("[a](b.md#c)"));
    assert_eq!(
        (range("5–10"), range("7"), range("10-5"), range("soon")),
        (Some((5, 10)), Some((7, 7)), None, None)
    );
}
