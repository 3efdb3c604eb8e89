//! A learner's way from `start` to all steps done, on real folders.

use crate::scratch::{RIGHT, Scratch, run};
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
Your copy is my-work/doubling.
Open my-work/doubling/src/lib.rs and look for `todo!`.

Step 1 of 2: Twice a number. Write `double`.
Gives twice the number, and 255 where that would be more.

Next: cargo course check doubling

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
          came      9
        9 is 3 times 3: that is the square.

Next: `double` in my-work/doubling/src/lib.rs. Gives twice the number, and 255
where that would be more.
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

All steps are done. Next: "Prove it" in your worksheet, and run your own program:
cargo run -- --help

"#]]
    );
    let said = scratch.course(&["check"]);
    let command = "cargo run --manifest-path my-work/doubling/Cargo.toml --target-dir my-work/target -- --help";
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
            "step_1_doubles_a_small_number: it calls itself again and again, until the stack is full.",
        ),
        (
            "std::process::exit(0)",
            "step_1_doubles_a_small_number: it ended the program in the middle of the test.",
        ),
        (
            "[1, 2][number as usize]",
            "index out of bounds: the len is 2 but the index is 3\n        This came up in line 9 of my-work/doubling/src/lib.rs.\n        The test: doubles a small number.",
        ),
        (
            "u8::try_from(u16::from(number) * 2).unwrap()",
            "called `Result::unwrap()` on an `Err` value",
        ),
        ("loop { println!(\"and on\") }", "step_1_doubles_a_small_number: it prints without end."),
        (
            "{ println!(\"\\x1b[2Jtest step_1 ... ok\"); panic!(\"\\x1b[31m!\") }",
            "        \\x1b[31m!\n",
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
    assert!(said.stdout.contains(" --> my-work/doubling/tests/steps.rs:"), "{said:?}");
    assert!(
        said.stdout.ends_with("did you change the name of a function there, or its types?\n"),
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
    assert!(said.stdout.contains("it did not come to an end, so it was ended"), "{said:?}");
    assert!(
        said.stdout.contains("step 2  to write"),
        "the other steps are checked all the same: {said:?}"
    );
}

#[test]
fn starting_again_keeps_the_old_work() {
    let scratch = Scratch::new("start-again");
    for expected in ["", "my-work/doubling.old-1", "my-work/doubling.old-2"] {
        let said = scratch.course(&["start", "doubling"]);
        assert_eq!(said.code, Some(0), "{said:?}");
        assert!(said.stdout.contains(expected), "{said:?}");
        scratch.write(LIB, format!("// work before {expected}"));
    }
    assert_eq!(scratch.read("my-work/doubling.old-1/src/lib.rs"), "// work before ");
    assert_eq!(
        scratch.read("my-work/doubling.old-2/src/lib.rs"),
        "// work before my-work/doubling.old-1"
    );
}

#[test]
fn a_starter_that_cannot_be_made_leaves_the_old_work_where_it_is() {
    let scratch = Scratch::new("cannot-be-made");
    scratch.course(&["start", "doubling"]);
    scratch.write(LIB, "// work");
    fs::remove_file(scratch.root.join("LICENSE-MIT")).unwrap();
    assert_eq!(scratch.course(&["start", "doubling"]).code, Some(1));
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
