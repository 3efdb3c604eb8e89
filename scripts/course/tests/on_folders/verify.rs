//! The proof of a lesson finds what is wrong with it.

use crate::scratch::Scratch;

#[test]
#[ignore = "slow: run by CI as a step of its own"]
fn a_good_lesson_is_well_and_a_bad_one_is_not() {
    let scratch = Scratch::new("verify");
    let said = scratch.course(&["verify"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.stdout.ends_with("All is well.\n"), "{said:?}");

    for (file, part, with, wrong) in [
        (
            "lessons/doubling/steps.toml",
            "came = \"9\"",
            "came = \"10\"",
            "no misconception fits what came",
        ),
        ("lessons/doubling/steps.toml", "came = \"144\"", "came = \"[..]4\"", ""),
        (
            "lessons/doubling/steps.toml",
            "id = \"square\"",
            "id = \"squared\"",
            "there is no wrong/step-1-squared.rs",
        ),
        (
            "crates/doubling/tests/steps.rs",
            "assert_eq!(double(3), 6",
            "assert_eq!(6, 6",
            "should come to the blank of step 1",
        ),
        (
            "crates/doubling/src/main.rs",
            "let pair",
            "let unused = 1;\n    let pair",
            "compiles with warnings",
        ),
        (
            "crates/doubling/src/lib.rs",
            "with_words(together)\n",
            "with_words(together + 1)\n",
            "together they make 501",
        ),
        (
            "crates/doubling/tests/steps.rs",
            "doubling::{Pair, double}",
            "doubling::*",
            "has to name what it uses",
        ),
    ] {
        let good = scratch.read(file);
        scratch.replace(file, part, with);
        let said = scratch.course(&["verify", "doubling"]);
        let expected = if wrong.is_empty() { 0 } else { 1 };
        assert_eq!(said.code, Some(expected), "{with}: {said:?}");
        assert!(said.stdout.contains(wrong), "{with}: {}", said.stdout);
        scratch.write(file, good);
    }
}
