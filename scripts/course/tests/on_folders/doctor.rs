//! The doctor, in a small course.

use crate::scratch::Scratch;

/// What it says of the libraries.
fn libraries(scratch: &Scratch) -> String {
    let said = scratch.course(&["doctor"]);
    let line = said.stdout.lines().find(|line| line.starts_with("libraries")).map(str::to_owned);
    line.unwrap_or_else(|| panic!("not a word of libraries: {said:?}"))
}

#[test]
fn sees_whether_every_lesson_can_be_built_without_internet() {
    let scratch = Scratch::new("doctor-libraries");
    // Of the workspace's members this course has only some.
    let manifest = scratch.read("Cargo.toml");
    let members = manifest.lines().find(|line| line.starts_with("members = ")).unwrap();
    scratch.replace("Cargo.toml", members, "members = [\"crates/*\", \"scripts/practice-net\"]");
    assert!(libraries(&scratch).contains("ok     all are here"));
    scratch.replace(
        "crates/common/Cargo.toml",
        "[dependencies]",
        "[dependencies]\nno-such-crate-as-this.path = \"nowhere\"",
    );
    assert!(libraries(&scratch).contains("TO DO  not all of them"));
}
