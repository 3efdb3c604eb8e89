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
            "lessons/doubling/steps.toml",
            "call = \"double(3)\"",
            "call = \"double(4)\"",
            "no misconception fits what came",
        ),
        ("lessons/doubling/steps.toml", "call = \"double(3)\"\n", "", "missing field `call`"),
        (
            "lessons/doubling/steps.toml",
            "call = \"double(200)\"\ncame = \"144\"",
            "call = \"[..]\"\ncame = \"[..]\"",
            "fits what came",
        ),
        (
            "lessons/doubling/steps.toml",
            "functions = [\"Pair::sentence\"]",
            "functions = [\"Pair::sentence\"]\nuses = [1]",
            "step 2 should have `uses = []`",
        ),
        (
            "lessons/doubling/right/step-1-added.rs",
            "saturating_add",
            "wrapping_add",
            "right/step-1-added.rs: it is rejected",
        ),
        (
            "lessons/doubling/wrong/step-1-unnamed-one-too-many.rs",
            ".saturating_add(1)",
            "",
            "wrong/step-1-unnamed-one-too-many.rs: it passes",
        ),
        (
            "lessons/doubling/wrong/compile-wider-number.rs",
            "u16::from(number) * 2",
            "nothing",
            "wrong/compile-wider-number.rs: [] fits",
        ),
        (
            "crates/doubling/tests/steps.rs",
            "    assert_eq!(double(200)",
            "    let _ = Err::<(), u8>(double(200)).unwrap_err().checked_sub(255).unwrap();\n    assert_eq!(double(200)",
            "the test itself panics",
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
        let all = said.stdout + &said.stderr; // what cannot be read is an error
        assert!(all.contains(wrong), "{with}: {all}");
        scratch.write(file, good);
    }
}

#[test]
#[ignore = "slow: run by CI as a step of its own"]
fn a_new_wrong_answer_gets_its_entry_to_copy() {
    let scratch = Scratch::new("verify-new");
    let file = "lessons/doubling/wrong/step-1-nothing-doubled.rs";
    scratch.write(file, "// As it came.\npub fn double(number: u8) -> u8 {\n    number\n}\n");
    let another = "lessons/doubling/wrong/step-1-squared-too.rs";
    let square = "// Square.\npub fn double(number: u8) -> u8 {\n    number.saturating_pow(2)\n}\n";
    scratch.write(another, square);
    let said = scratch.course(&["verify", "doubling"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    let same_idea = "wrong/step-1-square.squared-too.rs";
    assert!(said.stdout.contains(&format!("call the file {same_idea}.")), "{said:?}");
    assert!(said.stdout.contains("step 1 in lessons/doubling/steps.toml"), "{said:?}");

    let lines = said.stdout.lines().map(|line| line.trim_start_matches("  WRONG  "));
    let entry: Vec<&str> = lines
        .skip_while(|line| *line != "[[step.misconception]]")
        .take_while(|line| !line.starts_with("lessons/"))
        .collect();
    let entry = entry.join("\n").replace("shows = \"\"", "shows = \"It is not doubled.\"");
    std::fs::remove_file(scratch.root.join(another)).unwrap();
    scratch.write(&format!("lessons/doubling/{same_idea}"), square);
    let steps = "lessons/doubling/steps.toml";
    scratch.replace(steps, "[[step]]\nnumber = 2", &format!("{entry}\n\n[[step]]\nnumber = 2"));
    let said = scratch.course(&["verify", "doubling"]);
    assert_eq!(said.code, Some(0), "{entry}\n{said:?}");
}
