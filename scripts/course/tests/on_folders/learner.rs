//! A learner's way from `start` to all steps done, on real folders.

use crate::scratch::{RIGHT, Scratch, is_there, run, skip};
use snapbox::{assert_data_eq, str};
use std::fs;

const LIB: &str = "my-work/doubling/src/lib.rs";

#[test]
fn from_start_to_all_steps_done() {
    let scratch = Scratch::new("from-start-to-done");
    assert_data_eq!(
        scratch.course(&[]).stdout,
        str![[r#"
doubling  not started

Next: cargo course start doubling

"#]]
    );

    let said = scratch.course(&["start", "doubling"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_data_eq!(
        said.stdout,
        str![[r#"
Your copy is my-work/doubling. Open that folder in your editor.
The worksheet is doubling.md. In src/lib.rs, look for `todo!`.

Step 1 of 2: Twice a number. Write `double`.
Gives twice the number, and 255 where that would be more.

Next: cargo course check doubling
Or, to have each save checked at once: cargo course learn doubling

"#]]
    );

    let said = scratch.course(&["check"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert_data_eq!(
        said.stdout,
        str![[r#"
step 1  to write  Twice a number
step 2  to write  Two numbers in a sentence

Next: `double` in my-work/doubling/src/lib.rs. Gives twice the number, and 255
where that would be more.
A hint: cargo course hint doubling 1

"#]]
    );

    scratch.replace(LIB, RIGHT[0].0, "number.saturating_mul(number)");
    let said = scratch.course(&["check", "doubling", "--step", "1"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert_data_eq!(
        said.stdout,
        str![[r#"
step 1  not yet   Twice a number
        double(3)
          expected  6
          got       9
        9 is 3 times 3: that is the square.

Next: `double` in my-work/doubling/src/lib.rs.
A hint: cargo course hint doubling 1

"#]]
    );

    scratch.replace(LIB, "number.saturating_mul(number)", RIGHT[0].1);
    let said = scratch.course(&["check", "doubling", "--step", "1"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_data_eq!(
        said.stdout,
        str![[r#"
step 1  done      Twice a number

Step 1 is done. Next: step 2, Two numbers in a sentence.

"#]]
    );
    assert_data_eq!(
        scratch.course(&[]).stdout,
        str![[r#"
doubling  1 of 2 steps done

Next: cargo course check doubling

"#]]
    );

    scratch.replace(LIB, RIGHT[1].0, RIGHT[1].1);
    let said = scratch.course_in("my-work/doubling/src", &["check"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_data_eq!(
        said.stdout,
        str![[r#"
step 1  done      Twice a number
step 2  done      Two numbers in a sentence

All steps are done. Next: "Prove it" in your worksheet.
This is your own program:
cargo run --

"#]]
    );
    let said = scratch.course(&["check"]);
    let command =
        "cargo run --manifest-path my-work/doubling/Cargo.toml --target-dir my-work/target --";
    assert_eq!(said.stdout.lines().last(), Some(command), "{said:?}");
    let copy = scratch.root.join("my-work/doubling");
    let said = run("cargo", &copy, &["test"]);
    assert_eq!(said.code, Some(0), "plain cargo test gives the same verdict: {said:?}");
    assert!(said.stdout.contains("3 passed"), "{said:?}");
    let said = run("cargo", &copy, &["run", "--quiet"]);
    assert_eq!(said.stdout, "together they make 3\n", "{said:?}");
}

#[test]
fn says_what_the_code_did_when_it_gave_no_answer() {
    let scratch = Scratch::new("gave-no-answer");
    scratch.course(&["start", "doubling"]);
    let starter = scratch.read(LIB);
    for (body, says) in [
        (
            "number * y",
            "error[E0425]: cannot find value `y` in this scope\n --> my-work/doubling/src/lib.rs:",
        ),
        (
            "double(number) + 1",
            "        double(3)\n          it calls itself again and again, until there is no room for one more call\nstep 2",
        ),
        (
            "std::process::exit(0)",
            "        double(3)\n          it ended the program in the middle of the test\n",
        ),
        (
            "[1, 2][number as usize]",
            "        double(3)\n          panics in line 9 of my-work/doubling/src/lib.rs:\n          index out of bounds: the len is 2 but the index is 3\nstep 2",
        ),
        (
            "u8::try_from(u16::from(number) * 2).unwrap()",
            "called `Result::unwrap()` on an `Err` value",
        ),
        (
            "loop { println!(\"and on\") }",
            "        double(3)\n          it prints without end\n        Your code printed:\n          ... (",
        ),
        (
            "{ println!(\"\\x1b[2Jtest step_1 ... ok\"); panic!(\"\\x1b[31m!\") }",
            "          \\x1b[31m!\n        Your code printed:\n          \\x1b[2Jtest step_1 ... ok\nstep 2",
        ),
    ] {
        scratch.write(LIB, starter.replace(RIGHT[0].0, body));
        let said = scratch.course(&["check"]);
        assert_eq!(said.code, Some(1), "{said:?}");
        assert!(said.stdout.contains(says), "{body}: {}", said.stdout);
    }
}

#[test]
fn says_where_to_look_when_a_function_got_another_name() {
    let scratch = Scratch::new("another-name");
    scratch.course(&["start", "doubling"]);
    scratch.replace(LIB, "pub fn double(", "pub fn twice(");
    let said = scratch.course(&["check"]);
    assert!(said.stdout.contains(" --> my-work/doubling/src/main.rs:"), "{said:?}");
    assert!(
        said.stdout.ends_with("Did you change the name of a function, or its types?\n"),
        "{said:?}"
    );
}

#[test]
fn names_the_file_of_the_course_that_does_not_compile() {
    let scratch = Scratch::new("does-not-compile");
    scratch.replace("crates/doubling/src/main.rs", "let pair = ", "let pair ");
    let said = scratch.course(&["start", "doubling"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(
        said.stderr.starts_with("error: `crates/doubling/src/main.rs` does not compile: expected "),
        "{said:?}"
    );
    assert!(
        said.stderr.ends_with(
            "  try: Undo the changes in it, or copy it from the archive of the course.\n"
        ),
        "{said:?}"
    );
    scratch.write(".git/HEAD", "ref: refs/heads/main\n");
    scratch.replace("crates/doubling/src/lib.rs", "fn double(", "fn double((");
    let said = scratch.course(&["start", "doubling"]);
    let start = "error: `crates/doubling/src/lib.rs` does not compile: ";
    assert!(said.stderr.starts_with(start), "{said:?}");
    assert!(
        said.stderr.ends_with("  try: Take the changes in it back: git checkout crates/doubling\n"),
        "{said:?}"
    );
}

#[test]
fn is_meant_to_be_run_in_the_courses_folder_or_in_a_copy() {
    let scratch = Scratch::new("at-home");
    scratch.course(&["start", "doubling"]);
    for (folder, silent) in [("", true), ("my-work/doubling", true), ("lessons", false)] {
        let said = scratch.course_in(folder, &["hint", "doubling"]);
        assert_eq!(said.code, Some(0), "{said:?}");
        assert_eq!(said.stderr.is_empty(), silent, "{said:?}");
    }
}

#[test]
#[ignore = "slow: run by CI as a step of its own"]
fn ends_a_step_that_hangs() {
    let scratch = Scratch::new("hangs");
    scratch.course(&["start", "doubling"]);
    scratch.replace(LIB, RIGHT[0].0, "loop {}");
    let said = scratch.course(&["check"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(
        said.stdout.contains("double(3)\n          does not come to an end, and was stopped."),
        "{said:?}"
    );
    assert!(
        said.stdout.contains("step 2  to write"),
        "the other steps are checked all the same: {said:?}"
    );
}

#[test]
fn starting_again_moves_nothing_away_unless_asked_to() {
    let scratch = Scratch::new("start-again");
    scratch.course(&["start", "doubling"]);
    for arguments in [&["start", "doubling"][..], &["start", "doubling", "--again"]] {
        let said = scratch.course(arguments);
        assert_eq!(said.code, Some(0), "{said:?}");
        assert!(said.stdout.starts_with("Your copy is my-work/doubling."), "{said:?}");
    }
    scratch.write(LIB, "// work");
    let said = scratch.course(&["start", "doubling"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_data_eq!(
        said.stdout,
        str![[r#"
You have started this lesson already: my-work/doubling. Nothing was changed.

Next: cargo course check doubling
To start again, and keep your work under another name: cargo course start doubling --again

"#]]
    );
    assert_eq!(scratch.read(LIB), "// work");
    for expected in ["my-work/doubling.old-1", "my-work/doubling.old-2"] {
        let said = scratch.course(&["start", "doubling", "--again"]);
        assert_eq!(said.code, Some(0), "{said:?}");
        assert!(
            said.stdout.starts_with(&format!("Your earlier work is now in {expected}.\n")),
            "{said:?}"
        );
        scratch.write(LIB, format!("// work after {expected}"));
    }
    assert_eq!(scratch.read("my-work/doubling.old-1/src/lib.rs"), "// work");
    assert_eq!(
        scratch.read("my-work/doubling.old-2/src/lib.rs"),
        "// work after my-work/doubling.old-1"
    );
    assert!(!scratch.root.join("my-work/doubling.old-3").exists());
}

#[test]
fn what_is_missing_in_the_copy_is_reported_and_put_back_on_request() {
    let scratch = Scratch::new("missing-files");
    scratch.course(&["start", "doubling"]);
    let starter = scratch.read(LIB);
    scratch.write("my-work/doubling/src/main.rs", "// my own");
    for file in ["my-work/doubling/tests/steps.rs", LIB] {
        fs::remove_file(scratch.root.join(file)).unwrap();
        let said = scratch.course(&["check"]);
        let repair = "Put it back as it was at the start: cargo course start doubling --repair";
        assert_eq!(said.stderr, format!("error: `{file}` is missing\n  try: {repair}\n"));
        let said = scratch.course(&["start", "doubling", "--repair"]);
        assert_eq!(said.stdout, format!("Put back: {file}\n"), "{said:?}");
    }
    assert_eq!(scratch.read(LIB), starter);
    assert_eq!(scratch.read("my-work/doubling/src/main.rs"), "// my own");
    scratch.replace(
        "my-work/doubling/tests/steps.rs",
        "assert_eq!(double(3), 6",
        "assert_eq!(6, 6",
    );
    fs::remove_file(scratch.root.join("my-work/doubling/src/main.rs")).unwrap();
    let said = scratch.course(&["check"]);
    assert!(
        said.stderr.contains("note: tests/steps.rs of your copy is not the lesson's."),
        "{said:?}"
    );
    let said = scratch.course(&["start", "doubling", "--repair"]);
    let both =
        "Put back: my-work/doubling/src/main.rs\nPut back: my-work/doubling/tests/steps.rs\n";
    assert_eq!(said.stdout, both, "{said:?}");
    assert!(scratch.course(&["check"]).stderr.is_empty());
    assert!(
        scratch.course(&["start", "doubling", "--repair"]).stdout.contains("Nothing is missing")
    );
}

#[test]
fn edits_in_crates_are_noticed() {
    if !is_there("git") {
        return skip("without git, nobody knows what the crates were like before");
    }
    let scratch = Scratch::new("edits-in-crates");
    let git = |arguments: &[&str]| {
        let names = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"];
        run("git", &scratch.root, &[&names, arguments].concat())
    };
    for arguments in
        [&["init", "--quiet"][..], &["add", "--all"], &["commit", "--quiet", "-m", "all"]]
    {
        assert_eq!(git(arguments).code, Some(0));
    }
    let said = scratch.course(&["start", "doubling"]);
    assert_eq!(said.stderr, "", "{said:?}");
    scratch.replace("crates/doubling/src/main.rs", "let pair = ", "let mut pair = ");
    scratch.replace("crates/doubling/src/main.rs", "let mut pair = ", "let pair = /* mine */ ");
    let said = scratch.course(&["check"]);
    assert!(
        said.stderr.contains("note: crates/doubling/src has changed since your copy was made."),
        "{said:?}"
    );
    scratch.write(LIB, "// work");
    let said = scratch.course(&["start", "doubling", "--again"]);
    assert!(
        said.stderr.contains(
            "note: your copy has the changes that you made in crates/doubling/src/main.rs."
        ),
        "{said:?}"
    );
    assert!(said.stderr.contains("git checkout crates/doubling"), "{said:?}");
}

#[test]
fn a_starter_that_cannot_be_made_leaves_the_old_work_where_it_is() {
    let scratch = Scratch::new("cannot-be-made");
    scratch.course(&["start", "doubling"]);
    scratch.write(LIB, "// work");
    fs::remove_file(scratch.root.join("LICENSE-MIT")).unwrap();
    assert_eq!(scratch.course(&["start", "doubling", "--again"]).code, Some(1));
    assert_eq!(scratch.read(LIB), "// work");
}

#[test]
fn gives_hints_one_at_a_time() {
    let scratch = Scratch::new("hints");
    let hint = |arguments: &[&str]| {
        scratch.course(&[&["hint", "doubling", "2"], arguments].concat()).stdout
    };
    assert_data_eq!(
        hint(&[]),
        str![[r#"
Step 2: Two numbers in a sentence
Gives the sum in words.

Add them in a wider type.

More: cargo course hint doubling 2 approach

"#]]
    );
    assert_data_eq!(
        scratch.course(&["hint", "doubling"]).stdout,
        str![[r#"
step 1  Twice a number
step 2  Two numbers in a sentence

Name the step, for example: cargo course hint doubling 1

"#]]
    );
    assert!(hint(&["approach"]).ends_with("More: cargo course hint doubling 2 nearly\n"));
    assert!(hint(&["nearly"]).ends_with("More: cargo course hint doubling 2 solution\n"));
    assert_data_eq!(
        hint(&["solution"]),
        str![[r#"
Step 2: Two numbers in a sentence
Gives the sum in words.

pub fn sentence(&self) -> String {
    let together = u16::from(self.left) + u16::from(self.right);
    with_words(together)
}

fn with_words(sum: u16) -> String {
    format!("together they make {sum}")
}

"#]]
    );
}

#[test]
fn says_what_to_do_where_something_is_missing() {
    let scratch = Scratch::new("missing");
    for (arguments, error, advice) in [
        (&["check"][..], "no lesson is started yet", "Start one: cargo course start octets"),
        (
            &["check", "doubling"],
            "`doubling` is not started yet",
            "Start it: cargo course start doubling",
        ),
        (&["start", "halving"], "there is no lesson `halving`", "The lessons are: doubling."),
        (
            &["start", "../x\x1b[2J"],
            "there is no lesson `../x\\x1b[2J`",
            "The lessons are: doubling.",
        ),
        (&["hint", "doubling", "3"], "`doubling` has no step 3", "Its steps are 1 to 2."),
    ] {
        let said = scratch.course(arguments);
        assert_eq!((said.code, said.stdout.as_str()), (Some(1), ""), "{arguments:?}");
        assert_eq!(said.stderr, format!("error: {error}\n  try: {advice}\n"));
    }
    let elsewhere = std::env::temp_dir();
    let said = run(env!("CARGO_BIN_EXE_course"), &elsewhere, &["check"]);
    assert!(said.stderr.contains("is not inside the course\n  try: Go to the folder"), "{said:?}");
}

#[test]
fn shows_what_the_learner_printed_and_the_compilers_warnings_about_their_file() {
    let scratch = Scratch::new("printed");
    scratch.course(&["start", "doubling"]);
    let body = r#"println!("\x1b[31mnumber is {number}");
    dbg!(number);
    u8::try_from(7);
    number"#;
    scratch.replace(LIB, RIGHT[0].0, body);
    let said = scratch.course(&["check", "doubling", "1"]);
    assert!(
        said.stdout.starts_with("warning: unused `Result` that must be used\n  --> my-work/"),
        "{said:?}"
    );
    let shown = "        double(3)
          expected  6
          got       3
        Your code printed:
          \\x1b[31mnumber is 3
          [src/lib.rs:10:5] number = 3

Next: `double` in my-work/doubling/src/lib.rs.
A hint: cargo course hint doubling 1
";
    assert!(said.stdout.ends_with(shown), "{said:?}");
}

#[test]
fn check_prints_json_for_other_programs() {
    let scratch = Scratch::new("json");
    scratch.course(&["start", "doubling"]);
    let starter = scratch.read(LIB);
    let json = |arguments: &[&str]| -> serde_json::Value {
        let said = scratch.course(&[&["check", "doubling", "--json"], arguments].concat());
        serde_json::from_str(&said.stdout).unwrap_or_else(|error| panic!("{error}: {said:?}"))
    };
    scratch.replace(LIB, RIGHT[0].0, "{ println!(\"hello\"); number.saturating_mul(number) }");
    let found = json(&[]);
    let wrong = serde_json::json!({
        "number": 1, "state": "wrong", "idea": "square", "call": "double(3)",
        "expected": "6", "actual": "9", "output": "hello"
    });
    let blank = serde_json::json!({
        "number": 2, "state": "blank", "idea": null, "call": "pair.sentence()",
        "expected": null, "actual": null, "output": ""
    });
    assert_eq!(
        found,
        serde_json::json!({"lesson": "doubling", "steps": [wrong, blank], "compiler": []})
    );
    assert_eq!(json(&["--step", "2"])["steps"], serde_json::json!([blank]));

    scratch.write(LIB, starter.replace(RIGHT[0].0, "u16::from(number) * 2"));
    let found = json(&[]);
    assert_eq!(found["steps"][0]["state"], "does-not-compile");
    assert_eq!(found["steps"][1]["idea"], "wider-number");
    assert!(found["compiler"][0].as_str().unwrap().starts_with("error[E0308]"), "{found}");

    scratch.write(LIB, starter.replace(RIGHT[0].0, RIGHT[0].1));
    assert_eq!(json(&["1"])["steps"][0]["state"], "done");
    assert_eq!(scratch.course(&["check", "doubling", "1", "--json"]).code, Some(0));
}

#[test]
fn explains_an_error_of_the_compiler_that_the_lesson_knows() {
    let scratch = Scratch::new("compile-error");
    scratch.course(&["start", "doubling"]);
    scratch.replace(LIB, RIGHT[0].0, "u16::from(number) * 2");
    let said = scratch.course(&["check"]);
    let sentence =
        "The function returns a u8: u8::try_from makes one of a wider number, if it fits.";
    assert!(said.stdout.contains(&format!("\n{sentence}\n")), "{said:?}");
}

#[test]
fn judges_what_a_file_holds_and_not_when_it_was_written() {
    let scratch = Scratch::new("contents");
    scratch.course(&["start", "doubling"]);
    let starter = scratch.read(LIB);
    let state = || scratch.course(&["check", "doubling", "1"]).stdout;
    scratch.write(LIB, starter.replace(RIGHT[0].0, RIGHT[0].1));
    let path = scratch.root.join(LIB);
    let written = fs::metadata(&path).unwrap().modified().unwrap();
    assert!(state().contains("step 1  done"));
    let put_back = |body: &str| {
        scratch.write(LIB, starter.replace(RIGHT[0].0, body));
        fs::File::options().append(true).open(&path).unwrap().set_modified(written).unwrap();
    };
    put_back("number");
    assert!(state().contains("step 1  not yet"), "an older file than the one that was built");
    put_back(RIGHT[0].1);
    assert!(state().contains("step 1  done"), "finished work that was moved back");
    // Built by the learner between two checks, and moved back.
    scratch.write(LIB, starter.replace(RIGHT[0].0, "number"));
    let said = run("cargo", &scratch.root.join("my-work/doubling"), &["build", "--quiet"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    put_back(RIGHT[0].1);
    assert!(state().contains("step 1  done"), "after a build of other work");
}

#[test]
fn check_and_hint_take_the_same_words_everywhere() {
    let scratch = Scratch::new("same-words");
    scratch.course(&["start", "doubling"]);
    for folder in ["", "my-work/doubling", "my-work/doubling/src"] {
        for words in [&["doubling", "2"][..], &["2"]] {
            let said = scratch.course_in(folder, &[&["check"], words].concat());
            assert!(said.stdout.starts_with("step 2  to write"), "{folder} {words:?}: {said:?}");
            let said = scratch.course_in(folder, &[&["hint"], words, &["approach"]].concat());
            assert!(said.stdout.contains("Make both a u16"), "{folder} {words:?}: {said:?}");
        }
    }
    // The alias, where it is typed.
    for folder in ["my-work/doubling", "my-work/doubling/src", "my-work/doubling/tests"] {
        let config = scratch.read(&format!("{folder}/.cargo/config.toml"));
        let words = config.lines().find_map(|line| line.strip_prefix("course = \"run ")).unwrap();
        let manifest = words.split(' ').nth(1).unwrap();
        let whole = scratch.root.join(folder).join(manifest);
        assert_eq!(
            whole.canonicalize().unwrap(),
            scratch.root.join("Cargo.toml").canonicalize().unwrap()
        );
    }
    for (words, error, advice) in [
        (&["check", "doublin"][..], "there is no lesson `doublin`", "Did you mean `doubling`?"),
        (
            &["check", "doubling", "two"],
            "`two` is not the number of a step",
            "The steps of `doubling` are 1 to 2.",
        ),
        (
            &["hint", "2", "more"],
            "`more` is not a strength of a hint",
            "The strengths are nudge, approach, nearly and solution.",
        ),
    ] {
        let said = scratch.course(words);
        assert_eq!(said.stderr, format!("error: {error}\n  try: {advice}\n"), "{words:?}");
    }
}

#[test]
fn offers_no_hint_that_was_read() {
    let scratch = Scratch::new("hints-read");
    scratch.course(&["start", "doubling"]);
    for (read, offered) in [
        ("nudge", Some("cargo course hint doubling 1 approach")),
        ("nearly", Some("cargo course hint doubling 1 solution")),
        ("approach", Some("cargo course hint doubling 1 solution")),
        ("solution", None),
    ] {
        scratch.course(&["hint", "doubling", "1", read]);
        let said = scratch.course(&["check"]);
        let found = said.stdout.lines().find_map(|line| line.strip_prefix("A hint: "));
        assert_eq!(found, offered, "{said:?}");
    }
}

#[test]
fn a_right_step_is_not_blamed_for_an_earlier_one() {
    let scratch = Scratch::new("earlier-step");
    scratch.replace("lessons/doubling/steps.toml", "helpers =", "uses = [1]\nhelpers =");
    scratch.course(&["start", "doubling"]);
    scratch.replace(LIB, RIGHT[1].0, "format!(\"together they make {}\", double(self.left))");
    let said = scratch.course(&["check", "2"]);
    let shown = "step 2  not yet   Two numbers in a sentence
        Step 1 first: this step uses it, and it is not done yet.

Next: cargo course check doubling 1
";
    assert_eq!(said.stdout.replace("to write", "not yet "), shown, "{said:?}");
}
