//! Checks how the programs are laid out: small enough to be read whole, the story first, no circles.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::{each_lesson, names, read, repository};

const MAX_FIRST_VERSION: usize = 30;
const MAX_MAIN: usize = 90;
const MAX_COMMON: usize = 250;

/// The programs and `common` together. The goal is 4,000; what they do keeps them larger so far.
const MAX_ALL_CRATES: usize = 5_035;

/// `fn main` is in the first screens of the file.
const MAIN_BEFORE_LINE: usize = 40;

/// What a reader of `main.rs` does not need to know yet, and where it may be instead.
const NOT_IN_MAIN: [(&str, &str); 13] = [
    ("<'", "spans or owned values"),
    ("&'", "spans or owned values"),
    ("Mutex", "connections.rs or so"),
    ("RwLock", "connections.rs or so"),
    ("Condvar", "connections.rs or so"),
    ("mpsc", "a file of its own"),
    ("Sender<", "a file of its own"),
    ("Receiver<", "a file of its own"),
    ("mem::forget", "a flag that Drop looks at"),
    ("#[arg", "options.rs"),
    ("#[command", "options.rs"),
    (".unwrap()", "an error"),
    ("process::exit", "a return"),
];

/// The lines of code in `source`: not blank, not a comment, not a test.
fn code(source: &str) -> Vec<&str> {
    source
        .lines()
        .take_while(|line| line.trim() != "#[cfg(test)]")
        .filter(|line| !line.trim().is_empty() && !line.trim().starts_with("//"))
        .collect()
}

/// Every Rust file below `folder`: its path, and what is in it.
fn sources(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for name in names(folder) {
        let path = folder.join(&name);
        if path.is_dir() {
            let inside = sources(&path).into_iter();
            found.extend(inside.map(|(file, text)| (format!("{name}/{file}"), text)));
        } else if name.ends_with(".rs") {
            found.push((name, fs::read_to_string(path).unwrap()));
        }
    }
    found
}

fn lines_of_code(folder: &Path) -> usize {
    sources(folder).iter().map(|(_, text)| code(text).len()).sum()
}

#[test]
fn every_program_has_a_first_version_that_fits_on_a_screen() {
    each_lesson(|lesson, complaints| {
        let file = format!("examples/first-{lesson}.rs");
        let source = read(&repository().join("crates").join(lesson).join(&file))?;
        let lines = code(&source);
        if lines.len() > MAX_FIRST_VERSION {
            complaints.push(format!("crates/{lesson}/{file} has {} lines of code", lines.len()));
        }
        if source.lines().take_while(|line| line.starts_with("//!")).count() != 3 {
            complaints
                .push(format!("crates/{lesson}/{file} does not open with three lines of `//!`"));
        }
        let ours = [lesson.replace('-', "_"), "common".to_string(), "clap".to_string()];
        for word in ours
            .iter()
            .map(|name| format!("{name}::"))
            .chain([".unwrap()".into(), ".expect(".into()])
        {
            if lines.iter().any(|line| line.contains(&word)) {
                complaints.push(format!("crates/{lesson}/{file} uses `{word}`"));
            }
        }
        Ok(())
    });
}

#[test]
fn every_main_is_a_story_of_at_most_90_lines() {
    each_lesson(|lesson, complaints| {
        let source = read(&repository().join("crates").join(lesson).join("src/main.rs"))?;
        let lines = code(&source);
        if lines.len() > MAX_MAIN {
            complaints
                .push(format!("crates/{lesson}/src/main.rs has {} lines of code", lines.len()));
        }
        let start = source.lines().position(|line| line.starts_with("fn main"));
        if start.is_none_or(|index| index + 1 >= MAIN_BEFORE_LINE) {
            complaints.push(format!(
                "crates/{lesson}/src/main.rs: `fn main` is not before line {MAIN_BEFORE_LINE}"
            ));
        }
        for (word, instead) in NOT_IN_MAIN {
            if let Some(line) = lines.iter().find(|line| {
                line.trim_start().contains(word)
                    && !line.contains("&impl ")
                    && !line.contains("mut impl ")
            }) {
                complaints.push(format!(
                    "crates/{lesson}/src/main.rs has `{}`; it belongs in {instead}",
                    line.trim()
                ));
            }
        }
        let is_impl = |line: &&&str| line.starts_with("impl") && line.contains(" for ");
        if let Some(line) = lines.iter().find(is_impl) {
            complaints.push(format!(
                "crates/{lesson}/src/main.rs has `{line}`; it belongs in a file of its own"
            ));
        }
        let steps: Vec<u32> = source
            .lines()
            .filter_map(|line| line.trim().strip_prefix("// ")?.split_once(". ")?.0.parse().ok())
            .collect();
        if steps.len() < 2 || !steps.iter().zip(1..).all(|(step, number)| *step == number) {
            complaints.push(format!("the steps of crates/{lesson}/src/main.rs, `// 1. ...`, are {steps:?}, not 1, 2, 3 ..."));
        }
        Ok(())
    });
}

#[test]
fn the_crates_stay_small() {
    let crates = repository().join("crates");
    let common = lines_of_code(&crates.join("common/src"));
    assert!(common <= MAX_COMMON, "common has {common} lines of code");
    let sizes: Vec<(String, usize)> = names(&crates)
        .into_iter()
        .map(|name| (name.clone(), lines_of_code(&crates.join(name).join("src"))))
        .collect();
    let all: usize = sizes.iter().map(|(_, size)| size).sum();
    assert!(
        all <= MAX_ALL_CRATES,
        "the crates have {all} lines of code, more than {MAX_ALL_CRATES}: {sizes:?}. Only a new \
         step or lesson raises MAX_ALL_CRATES in scripts/course/tests/course_is_whole/programs.rs, \
         by its own lines"
    );
}

#[test]
fn no_file_of_a_crate_imports_one_that_imports_it_back() {
    let mut circles = Vec::new();
    for name in names(&repository().join("crates")) {
        let files = sources(&repository().join("crates").join(&name).join("src"));
        let imports = imports(&files);
        for (file, others) in &imports {
            for other in others.iter().filter(|other| *other != file) {
                if reaches(&imports, other, file) {
                    circles.push(format!("{name}: {file} -> {other} -> ... -> {file}"));
                }
            }
        }
    }
    assert!(circles.is_empty(), "\n{}", circles.join("\n"));
}

type Imports = BTreeMap<String, BTreeSet<String>>;

/// For each module of a library, the modules whose names it uses through `crate::` or `super::`.
fn imports(files: &[(String, String)]) -> Imports {
    let module = |file: &str| file.trim_end_matches(".rs").trim_end_matches("/mod").to_string();
    let known: BTreeSet<String> = files.iter().map(|(file, _)| module(file)).collect();
    let mut imports = Imports::new();
    for (file, text) in files.iter().filter(|(file, _)| file != "main.rs") {
        let text = code(text).join("\n");
        let used = imports.entry(module(file)).or_default();
        for path in text.split("crate::").skip(1) {
            for name in first_names(path) {
                used.insert(if known.contains(&name) { name } else { "lib".to_string() });
            }
        }
    }
    imports
}

/// The names with which `a::b` or `{a::b, c}` begin.
fn first_names(path: &str) -> Vec<String> {
    let word = |text: &str| -> String {
        text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let Some(list) = path.strip_prefix('{') else { return vec![word(path)] };
    let (mut depth, mut names, mut item) = (0, Vec::new(), String::new());
    for character in list.chars() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(word(&std::mem::take(&mut item))),
            _ => item.push(character),
        }
    }
    names.push(word(&item));
    names.retain(|name| !name.is_empty());
    names
}

fn reaches(imports: &Imports, from: &str, to: &str) -> bool {
    let (mut seen, mut next) = (BTreeSet::new(), vec![from.to_string()]);
    while let Some(file) = next.pop() {
        if file == to {
            return true;
        }
        if seen.insert(file.clone()) {
            next.extend(imports.get(&file).into_iter().flatten().cloned());
        }
    }
    false
}

#[test]
fn a_circle_is_found() {
    let file = |name: &str, text: &str| (name.to_string(), text.to_string());
    let files = [
        file("lib.rs", "use crate::wire::{self, Sent};"),
        file("wire.rs", "use crate::{names::Name, Kind};"),
        file("names.rs", "// use crate::wire;\nuse std::io;"),
    ];
    let imports = imports(&files);
    assert!(reaches(&imports, "wire", "lib") && reaches(&imports, "lib", "wire"));
    assert!(!reaches(&imports, "names", "wire"));
}
