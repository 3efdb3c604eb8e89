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
    scratch.replace(
        "Cargo.toml",
        members,
        "members = [\"crates/*\", \"scripts/practice-net\", \"scripts/test-support\"]",
    );
    assert!(libraries(&scratch).contains("ok     all are here"));
    scratch.replace(
        "crates/common/Cargo.toml",
        "[dependencies]",
        "[dependencies]\nno-such-crate-as-this.path = \"nowhere\"",
    );
    assert!(libraries(&scratch).contains("TO DO  not all of them"));
}

#[test]
fn knows_the_practice_internet_that_runs_on_its_own_ports() {
    let scratch = Scratch::new("doctor-practice");
    let ports = || {
        let said = scratch.course(&["doctor"]).stdout;
        let line = said.lines().find(|line| line.starts_with("ports")).map(str::to_owned);
        line.unwrap_or_else(|| panic!("not a word about ports: {said}"))
    };
    let Ok(_practice) = practice_net::PracticeNet::start(9053, 9080, 9088) else {
        return eprintln!("skipped: the practice internet's ports are in use");
    };
    let found = ports();
    // Another program of this computer may have talk-server's port; the practice internet is known all the same.
    let known = found.contains("`cargo practice` is running")
        || found.contains("in use: 9087 (talk-server)");
    assert!(known && !found.contains("practice pages"), "{found}");
}
