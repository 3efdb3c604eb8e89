//! Names of functions, wherever they are written: after a function is renamed, these tests name
//! every file that has to follow.

use crate::{each_lesson, names, read, repository, steps};
use course::lesson::Lesson;
use std::collections::BTreeSet;
use std::path::Path;

/// Every word of a text that could be the name of a function.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
}

/// The words that all files of a folder hold.
fn words_in(folder: &Path, known: &mut BTreeSet<String>) {
    for name in names(folder) {
        let path = folder.join(&name);
        if path.is_dir() {
            words_in(&path, known);
        } else if let Ok(text) = read(&path) {
            known.extend(words(&text).map(str::to_owned));
        }
    }
}

/// The names of the functions that a text calls: `name(`, and `Type::name(`.
fn called(text: &str) -> BTreeSet<String> {
    let calls = text.match_indices('(').filter_map(|(at, _)| {
        let before = &text[..at];
        let start = before
            .rfind(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .map_or(0, |end| end + 1);
        let name = &before[start..];
        (name.contains('_') && !name.starts_with('_')).then(|| name.to_owned())
    });
    calls.collect()
}

/// Functions that lessons name and that are in no crate: of the standard library, and those that a
/// stretch task asks for.
const OF_OTHERS: [&str; 2] = ["number_to_octets", "with_capacity"];

/// A complaint for each function of `steps.toml` that is not in `source`, the `lib.rs`: with every
/// place that has its name, for it may have been renamed.
pub(crate) fn renamed(lesson: &str, steps: &Lesson, source: &str) -> Vec<String> {
    let functions = steps.steps.iter().flat_map(|step| &step.functions);
    let name = |function: &'_ String| function.rsplit("::").next().unwrap_or_default().to_string();
    let gone = functions.map(name).filter(|name| !words(source).any(|word| word == name));
    gone.map(|name| {
        let mut places = Vec::new();
        for folder in ["crates", "lessons"] {
            places_of(&name, &Path::new(folder).join(lesson), &mut places);
        }
        places_of(&name, &Path::new("lessons").join(format!("{lesson}.md")), &mut places);
        // `push` is a word of many files; a name of several words is not.
        if name.contains('_') {
            places_of(&name, Path::new("scripts"), &mut places);
        }
        format!("if `{name}` has a new name now, it has to follow in:\n  {}", places.join("\n  "))
    })
    .collect()
}

/// The lines that hold `name`, in a file or in all files of a folder: `lessons/octets.md:9`. If it
/// is made of several words, also within a longer name, such as that of a test.
fn places_of(name: &str, path: &Path, places: &mut Vec<String>) {
    let whole = repository().join(path);
    for inside in names(&whole).into_iter().filter(|inside| inside != "target") {
        places_of(name, &path.join(inside), places);
    }
    let Ok(text) = read(&whole) else { return };
    let holds = |line: &str| match name.contains('_') {
        true => line.contains(name),
        false => words(line).any(|word| word == name),
    };
    let lines = text.lines().zip(1..).filter(|(line, _)| holds(line));
    let numbers: Vec<String> = lines.map(|(_, number): (&str, u32)| number.to_string()).collect();
    if !numbers.is_empty() {
        places.push(format!("{}:{}", path.display(), numbers.join(", ")));
    }
}

#[test]
fn a_renamed_function_is_found_wherever_it_is_named() {
    let steps = steps("octets").unwrap();
    let source = read(&repository().join("crates/octets/src/lib.rs")).unwrap();
    for step in &steps.steps {
        let said = renamed("octets", &steps, &source.replace(&step.functions[0], "another"));
        let said = said.join("\n").replace('\\', "/");
        let mut files = vec![
            "crates/octets/tests/steps.rs".to_string(),
            "lessons/octets.md".to_string(),
            "lessons/octets/steps.toml".to_string(),
        ];
        if step.number == 1 {
            files.push("scripts/fuzz/fuzz_targets/address.rs".to_string());
        }
        for kind in ["right", "wrong"] {
            let mut answers = names(&repository().join("lessons/octets").join(kind));
            answers.retain(|name| name.starts_with(&format!("step-{}-", step.number)));
            files.extend(answers.iter().map(|name| format!("lessons/octets/{kind}/{name}")));
        }
        for file in files {
            assert!(said.contains(&format!("\n  {file}:")), "{file}: {said}");
        }
    }
}

#[test]
fn every_function_that_a_lesson_calls_is_there() {
    each_lesson(|lesson, complaints| {
        let repository = repository();
        let mut known: BTreeSet<String> = OF_OTHERS.map(str::to_owned).into();
        for folder in ["src", "tests", "examples"] {
            words_in(&repository.join("crates").join(lesson).join(folder), &mut known);
        }
        let folder = repository.join("lessons").join(lesson);
        for file in ["steps.toml", "quiz.toml", "instructor.md"] {
            for name in called(&read(&folder.join(file))?) {
                if !known.contains(&name) {
                    complaints.push(format!(
                        "lessons/{lesson}/{file} calls `{name}`, which is nowhere in crates/{lesson}"
                    ));
                }
            }
        }
        let sheet = repository.join("lessons").join(format!("{lesson}.md"));
        for name in called(&read(&sheet)?) {
            if !known.contains(&name) {
                complaints.push(format!(
                    "lessons/{lesson}.md calls `{name}`, which is nowhere in crates/{lesson}"
                ));
            }
        }
        Ok(())
    });
}

#[test]
fn every_other_answer_has_a_function_of_its_step() {
    each_lesson(|lesson, complaints| {
        let folder = repository().join("lessons").join(lesson);
        for step in steps(lesson)?.steps {
            for kind in ["wrong", "right"] {
                let prefix = format!("step-{}-", step.number);
                for name in names(&folder.join(kind)) {
                    if !name.starts_with(&prefix) {
                        continue;
                    }
                    let text = read(&folder.join(kind).join(&name))?;
                    let own = |function: &&String| {
                        let name = function.rsplit("::").next().unwrap_or_default();
                        words(&text).any(|word| word == name)
                    };
                    if step.functions.iter().find(own).is_none() {
                        complaints.push(format!(
                            "lessons/{lesson}/{kind}/{name} has none of the functions of step {}: {}",
                            step.number,
                            step.functions.join(", ")
                        ));
                    }
                }
            }
        }
        Ok(())
    });
}
