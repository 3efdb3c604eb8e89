//! Keeps out the turns of phrase that give a text away as translated, as far as a program can find
//! them: in the worksheets and all that belongs to them, in the pages for maintainers, and in what
//! the programs print.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{names, repository};

/// What to look for (whole words, any case), what to write instead, and where it is right after all.
const PHRASES: [(&str, &str, &[&str]); 26] = [
    (
        "behind",
        "after, or following",
        &[
            "left behind",
            "leave behind",
            "minutes behind",
            "behind the tap",
            "leaves behind",
            "file behind",
            "idea behind",
            "ideas behind",
            "the person behind",
            "falls behind",
            "fall behind",
            "behind a link",
            "behind a router",
            "behind the router",
            "behind a home router",
            "behind nat",
            "behind a nat",
            "behind the link",
        ],
    ),
    ("stands there", "is, or appears", &[]),
    ("stand there", "are, or appear", &[]),
    ("is no address", "is not an address", &["there is no"]),
    ("is no name", "is not a name", &["there is no"]),
    ("is no number", "is not a number", &["there is no"]),
    ("is no port", "is not a port", &["there is no"]),
    ("is no ipv4", "is not an IPv4", &["there is no"]),
    ("is no url", "is not a URL", &["there is no"]),
    ("is no text", "is not text", &["there is no"]),
    ("zero in front", "a leading zero", &[]),
    ("zeros in front", "leading zeros", &[]),
    ("so many", "this many, or up to", &[]),
    ("so long as", "while", &[]),
    ("for so long", "for this long", &[]),
    ("so much", "this much", &[]),
    (
        "signs",
        "characters, or symbols",
        &[
            "no signs",
            "dollar signs",
            "plus signs",
            "minus signs",
            "equals signs",
            "signs in",
            "signs up",
        ],
    ),
    ("let go", "disconnected", &[]),
    ("gives up", "times out, or stops", &[]),
    ("is ended", "is stopped", &[]),
    ("are ended", "are stopped", &[]),
    ("mend", "fix", &[]),
    ("mended", "fixed", &[]),
    ("sort of", "kind of", &[]),
    ("worked when", "You should see ...", &[]),
    ("none where", "Returns `None` if ...", &[]),
];

/// Starts of a sentence that is none.
const FRAGMENTS: [&str; 2] = ["Whether ", "None: "];

#[test]
fn no_text_sounds_translated() {
    let repository = repository();
    let mut files = Vec::new();
    for folder in ["lessons", "crates", "scripts", ".github"] {
        find_texts(&repository.join(folder), &mut files);
    }
    files.push(repository.join("README.md"));
    let mut found = Vec::new();
    for file in &files {
        let text = fs::read_to_string(file).unwrap();
        let place = file.strip_prefix(&repository).unwrap().display();
        found
            .extend(complaints(&text).into_iter().map(|complaint| format!("{place}: {complaint}")));
    }
    assert!(files.len() > 100 && found.is_empty(), "\n{}", found.join("\n"));
}

/// Prose and sources, but for tests, and for the wrong answers, which are a learner's own words.
fn find_texts(folder: &Path, files: &mut Vec<PathBuf>) {
    for name in names(folder) {
        let path = folder.join(&name);
        if path.is_dir() {
            if !["tests", "wrong", "right", "target", "fuzz", "node_modules"]
                .contains(&name.as_str())
            {
                find_texts(&path, files);
            }
        } else if ["md", "toml", "rs"].iter().any(|end| name.ends_with(&format!(".{end}"))) {
            files.push(path);
        }
    }
}

/// What is wrong with `text`, with the words around it.
fn complaints(text: &str) -> Vec<String> {
    let (code, _) = text.split_once("#[cfg(test)]").unwrap_or((text, ""));
    let prose: String = code
        .split_whitespace()
        .filter(|word| !["//", "///", "//!"].contains(word))
        .fold(String::new(), |text, word| text + word + " ");
    let lower = prose.to_ascii_lowercase();
    let mut found = Vec::new();
    for (phrase, instead, allowed) in PHRASES {
        for (index, _) in lower.match_indices(phrase) {
            let around = &lower[floor(&lower, index.saturating_sub(20))..];
            let is_word = |byte: Option<&u8>| {
                byte.is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_')
            };
            let end = index + phrase.len();
            let whole = is_word(lower.as_bytes().get(end))
                && is_word(index.checked_sub(1).and_then(|before| lower.as_bytes().get(before)));
            let around = &around[..floor(around, 60)];
            if whole && !allowed.iter().any(|allowed| around.contains(allowed)) {
                found.push(format!("`... {around}...`: write {instead}"));
            }
        }
    }
    for fragment in FRAGMENTS {
        for (index, _) in prose.match_indices(fragment) {
            if index == 0 || prose[..index].ends_with(". ") {
                let start = &prose[index..];
                found.push(format!("`{}...` is not a sentence", &start[..floor(start, 40)]));
            }
        }
    }
    found
}

/// The last place at or before `index` where `text` may be cut.
fn floor(text: &str, index: usize) -> usize {
    text.floor_char_boundary(index.min(text.len()))
}

#[test]
fn finds_a_phrase_across_lines_and_not_within_words() {
    assert_eq!(complaints("Type it\n/// behind the prompt.").len(), 1);
    assert_eq!(complaints("A lesson behind a router; recommend, designs; a sort. Of").len(), 0);
    assert_eq!(complaints("Text. Whether it is so.").len(), 1);
    assert_eq!(complaints("Asks whether it is so. `Whether`").len(), 0);
}
