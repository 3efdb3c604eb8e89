//! Runs every console block of the README and the worksheets as a reader would, and compares what comes with what they
//! show. `[..]` in a line stands for what varies, `...` alone on a line for lines left out.
//!
//! ```text
//! cargo test -p course --test worksheets                what is quick
//! cargo test -p course --test worksheets -- --ignored   all, with what cargo has to build: minutes
//! ```
//!
//! `WORKSHEET=octets` in front of either runs that one only. `SNAPSHOTS=overwrite` there writes the outputs that come into
//! the files: what fits a `[..]` or a `...` stays as it is; what varies has to be marked so by hand.
//!
//! A line that begins with `$ ` is a command; with `> `, what is typed at the program's prompt, and behind the last line
//! typed the input ends; `^C` alone is Ctrl-C. Behind `console`, a fence may say `terminal=server` (blocks of one name are
//! one terminal; what runs there goes on until `^C`), `exit=1` (how the last command ends), `skip="reason"`, and `solved` or
//! `solved=1,2` (these steps are solved in `my-work` first), and `course` (it needs the whole course, and is left out in a
//! handout).

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test says why it stops"
)]

mod command;
mod document;
mod ports;
mod program;
mod runner;

use std::fs;
use std::path::{Path, PathBuf};

use document::{Document, Words};
use runner::Which;

/// At least this many commands of a worksheet can be run in its handout.
const MIN_IN_HANDOUT: usize = 3;

/// So many blocks may stay unrun, in all files together.
const MAX_SKIPPED: usize = 6;

/// The README and the worksheets, by their paths from the repository's folder.
fn documents() -> Vec<Document> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
    let mut paths: Vec<PathBuf> = fs::read_dir(repository.join("lessons"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    paths.sort();
    paths.insert(0, repository.join("README.md"));
    paths.iter().map(|path| Document::read(path).unwrap_or_else(|why| panic!("{why}"))).collect()
}

/// Runs all of `documents` and says every difference at once.
fn run_all(documents: &[Document], which: Which) {
    let overwrite = std::env::var("SNAPSHOTS").is_ok_and(|mode| mode == "overwrite");
    let (mut commands, mut differences) = (0, Vec::new());
    let wanted = std::env::var("WORKSHEET").ok();
    let is_wanted = |document: &&Document| {
        wanted
            .as_ref()
            .is_none_or(|name| document.path.file_stem().is_some_and(|stem| stem == name.as_str()))
    };
    for document in documents.iter().filter(is_wanted) {
        let report = runner::run(document, which, overwrite).unwrap_or_else(|why| panic!("{why}"));
        eprintln!("{}: {} commands", document.path.display(), report.commands);
        commands += report.commands;
        differences.extend(report.differences);
    }
    assert!(commands > 0, "no command was run");
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}

#[test]
fn worksheets_show_what_comes() {
    run_all(&documents(), Which::Quick);
}

#[test]
#[ignore = "minutes: cargo builds the learner's copies"]
fn worksheets_show_what_comes_where_cargo_builds_too() {
    run_all(&documents(), Which::All);
}

#[test]
#[ignore = "minutes: cargo builds each handout"]
fn handouts_worksheets_show_what_comes_in_the_handout() {
    let mut differences = Vec::new();
    let wanted = std::env::var("WORKSHEET").ok();
    for document in documents().iter().skip(1) {
        let lesson = document.path.file_stem().unwrap().to_string_lossy().into_owned();
        let has_steps = document.path.with_extension("").join("steps.toml").is_file();
        if !has_steps || wanted.as_ref().is_some_and(|wanted| *wanted != lesson) {
            continue;
        }
        let report = runner::run_handout(&lesson).unwrap_or_else(|why| panic!("{lesson}: {why}"));
        eprintln!("the handout of {lesson}: {} commands", report.commands);
        differences.extend(report.differences);
        if report.commands < MIN_IN_HANDOUT {
            differences.push(format!("{lesson}: only {} commands for a handout", report.commands));
        }
    }
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}

#[test]
fn every_worksheet_has_something_to_run_and_few_blocks_are_skipped() {
    let documents = documents();
    for document in documents.iter().skip(1) {
        assert!(!document.blocks.is_empty(), "{}: no console block", document.path.display());
    }
    let skipped: Vec<String> = documents
        .iter()
        .flat_map(|document| document.blocks.iter().map(move |block| (document, block)))
        .filter_map(|(document, block)| {
            Some(format!(
                "{}:{}: {}",
                document.path.display(),
                block.line,
                block.words.skip.as_ref()?
            ))
        })
        .collect();
    assert!(skipped.len() <= MAX_SKIPPED, "{skipped:#?}");
}

/// Runs `text` as a worksheet: how many commands were run, the differences, and what its file says
/// then.
fn run_text(name: &str, text: &str, overwrite: bool) -> (usize, Vec<String>, String) {
    let path =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}.md", std::process::id()));
    fs::write(&path, text).unwrap();
    let report = runner::run(&Document::read(&path).unwrap(), Which::All, overwrite).unwrap();
    let file = format!("{}:", path.display());
    let differences =
        report.differences.iter().map(|difference| difference.replace(&file, "")).collect();
    let after = fs::read_to_string(&path).unwrap();
    fs::remove_file(&path).unwrap();
    (report.commands, differences, after)
}

const TWO_TERMINALS: &str = r#"# A worksheet

```console terminal=net
$ cargo practice
The practice internet is ready, [..]
...
talk:  cargo run -p talk-client -- 127.0.0.1 9088
```

1. In a list, with what is typed:

   ```console
   $ cargo run -p talk-client -- 127.0.0.1 9088
   > hello
   Received: 'You said hello\n\n'
   > bye
   Received: 'You said bye\n\n'
   Connection [..]
   ```

```console terminal=net
^C
```

```console exit=2
$ cargo practice --help
...
$ cargo practice --talk-port 65536
error: [..]
...
```
"#;

#[test]
fn the_runner_accepts_what_is_shown_rightly() {
    assert_eq!(run_text("right", TWO_TERMINALS, false), (4, Vec::new(), TWO_TERMINALS.to_string()));
}

#[test]
fn the_runner_says_where_something_is_not_as_shown() {
    for (name, text, said) in [
        (
            "output",
            "\n```console\n$ cargo practice --version\npractice-net 0\n```\n",
            "4: the output is not as shown",
        ),
        (
            "more",
            "\n```console\n$ cargo practice --version\n```\n",
            "4: the output is not as shown",
        ),
        (
            "exit",
            "```console exit=1\n$ cargo practice --version\npractice-net [..]\n```\n",
            "2: the exit code is 0 and not 1",
        ),
        (
            "exit-0",
            "```console\n$ cargo practice --nonsense\n...\n```\n",
            "2: the exit code is 2 and not 0",
        ),
        (
            "unknown",
            "```console\n$ cargo run -p nonsense\n```\n",
            "2: there is no program `nonsense`",
        ),
        (
            "other",
            "```console\n$ nslookup gnomon.test\n```\n",
            "2: `nslookup gnomon.test` is no command",
        ),
        ("nothing", "```console terminal=a\nhello\n```\n", "2: the output is not as shown"),
        (
            "ended",
            "```console terminal=a\n$ cargo practice --version\n[..]\n^C\n```\n",
            "4: nothing runs in this terminal",
        ),
        (
            "running",
            "```console terminal=a\n$ cargo practice\n...\n```\n```console terminal=a\n$ cargo practice\n...\n```\n",
            "6: the program of line 2 still runs here",
        ),
        ("empty", "\n```console\n```\n", "2: the block is empty"),
        ("folder", "```console\n$ cd my-work/nonsense\n```\n", "2: there is no such folder"),
    ] {
        let (_, differences, _) = run_text(name, text, false);
        assert!(
            differences.len() == 1 && differences[0].starts_with(said),
            "{name}: {differences:#?}"
        );
    }
}

/// The first version of the server takes an end of file for a message, and answers it for ever.
const WITHOUT_END: &str = r#"# A worksheet

```console terminal=server exit=1
$ cargo run -p talk-server --example first-talk-server
Starting server.
Listening on 127.0.0.1:9087
```

```console terminal=client
$ cargo run -p talk-client -- 127.0.0.1 9087 hello
Received: 'You said hello\n[..]
...
^C
```

```console terminal=server
Connected with 127.0.0.1:[..]
I got hello
I got
...
Error: Os { code: [..]
```
"#;

#[test]
fn the_runner_shows_the_beginning_and_the_end_of_what_prints_without_end() {
    assert_eq!(run_text("endless", WITHOUT_END, false), (2, Vec::new(), WITHOUT_END.to_string()));
}

#[test]
fn the_runner_ends_a_program_that_prints_without_end() {
    let text = WITHOUT_END.replace("```console terminal=client", "```console").replace("^C\n", "");
    let (_, differences, _) = run_text("endless-2", &text, false);
    assert_eq!(differences.len(), 1, "{differences:#?}");
    assert!(differences[0].starts_with("10: it prints without end"), "{differences:#?}");
}

#[test]
fn the_runner_shows_what_a_terminal_of_80_columns_would() {
    let text = "```console exit=2\n$ cargo practice --lose 0\n...\n```\n";
    let (_, _, after) = run_text("columns", &text.replace("...", "nothing"), true);
    assert!(after.lines().all(|line| line.chars().count() <= 80), "{after}");
    let help = "```console\n$ cargo practice --help\nnothing\n```\n";
    let (_, _, after) = run_text("columns-help", help, true);
    let longest = after.lines().map(|line| line.chars().count()).max();
    assert!(longest.is_some_and(|longest| (70..=80).contains(&longest)), "{after}");
}

#[test]
#[should_panic(expected = "no command was run")]
fn the_runner_does_not_pass_where_it_ran_nothing() {
    run_all(&[], Which::Quick);
}

#[test]
fn the_runner_writes_what_came_and_keeps_what_fits_a_pattern() {
    let wrong = TWO_TERMINALS
        .replace("   Received: 'You said hello\\n\\n'\n", "   Received: nothing\n   at all\n");
    let (_, differences, after) = run_text("overwrite", &wrong, true);
    assert!(differences.is_empty(), "{differences:#?}");
    snapbox::assert_data_eq!(after, snapbox::Data::text(TWO_TERMINALS).raw());
}

#[test]
fn a_fence_says_only_what_is_known() {
    let words =
        Words::parse(" terminal=server exit=1 skip=\"needs the internet\" course solved=1,2")
            .unwrap();
    let skip = Some("needs the internet".to_string());
    assert_eq!(
        words,
        Words {
            terminal: Some("server".to_string()),
            exit: 1,
            skip,
            course: true,
            solved: Some(2)
        }
    );
    assert_eq!(Words::parse("solved").unwrap().solved, Some(usize::MAX));
    for wrong in [
        "terminal=",
        "exit=one",
        "skip=\"\"",
        "skip=\"no end",
        "solved=2",
        "solved=1,3",
        "nonsense",
        "skip",
    ] {
        assert!(Words::parse(wrong).is_err(), "{wrong}");
    }
}
