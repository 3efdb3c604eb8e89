//! Lessons are listed by hand in some places. After a lesson is added, these tests name each.

use crate::{lessons, read, repository, steps};

/// A file, what in it lists the lessons, and how that names the lesson X.
const LISTS: [(&str, &str, &str); 6] = [
    ("README.md", "the table of programs", "[X](lessons/X.md)"),
    ("README.md", "what `cargo course` prints", "\nX "),
    ("scripts/book/introduction.md", "the table of lessons", "[X](X.md)"),
    ("scripts/bench/src/builds.rs", "PACKAGES", "\"X\""),
    ("scripts/other-systems/run-under-wine", "the command that builds", "-p X"),
    ("scripts/other-systems/run-under-wine", "the commands that run", " X "),
];

/// Files that say how many programs, worksheets or lessons there are.
const COUNTS: [&str; 5] = [
    "README.md",
    "lessons/reading-the-worksheets.md",
    "scripts/book/book.toml",
    "scripts/book/introduction.md",
    "scripts/other-systems/run-under-wine",
];

const NUMBERS: [&str; 6] = ["five", "six", "seven", "eight", "nine", "ten"];

/// What is said in `text` of a number of programs, worksheets or lessons that is not `wanted`.
fn wrong_counts(text: &str, wanted: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let words: Vec<&str> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let mut wrong = Vec::new();
    for (word, index) in words.iter().zip(1..) {
        if !NUMBERS.contains(word) || *word == wanted {
            continue;
        }
        let what = match words.get(index..) {
            Some(["small", what, ..] | [what, ..]) => *what,
            _ => continue,
        };
        if ["programs", "worksheets", "lessons"].contains(&what) {
            wrong.push(format!("{word} {what}"));
        }
    }
    wrong
}

#[test]
fn every_list_of_lessons_has_all_of_them() {
    let mut complaints = Vec::new();
    for (file, list, form) in LISTS {
        let text = read(&repository().join(file)).unwrap();
        for lesson in lessons() {
            let wanted = form.replace('X', &lesson);
            if !text.contains(&wanted) {
                complaints.push(format!("{file}: {list} has no `{}`", wanted.trim()));
            }
        }
    }
    let wanted = NUMBERS[lessons().len() - 5];
    for file in COUNTS {
        let text = read(&repository().join(file)).unwrap();
        for wrong in wrong_counts(&text, wanted) {
            complaints.push(format!("{file} says `{wrong}`: there are {wanted}"));
        }
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn every_lesson_has_a_place_of_its_own_in_the_order() {
    let orders = lessons().into_iter().map(|lesson| (steps(&lesson).unwrap().order, lesson));
    let mut orders: Vec<(u32, String)> = orders.collect();
    orders.sort();
    assert!(
        orders.iter().zip(1..).all(|((order, _), place)| *order == place),
        "`order` in lessons/*/steps.toml counts from 1, and is {orders:?}"
    );
}

#[test]
fn a_count_that_is_wrong_is_found() {
    let text = "Six small programs, six worksheets; six steps, two programs, seven\nlessons.";
    assert_eq!(wrong_counts(text, "six"), ["seven lessons"]);
    assert_eq!(wrong_counts(text, "seven"), ["six programs", "six worksheets"]);
}
