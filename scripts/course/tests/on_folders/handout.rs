//! Handouts, on real folders.

use crate::grade::{course_with_a_handout, hand_in, solved};
use crate::scratch::{RIGHT, Scratch, run};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Every file below `folder`.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = course::files::Files::new();
    course::files::add_folder(&mut found, "", folder).unwrap();
    found
}

#[test]
fn a_learners_handout_holds_no_answer_and_is_the_same_each_time() {
    let scratch = Scratch::new("handout-learner");
    for to in ["one", "two"] {
        let said = scratch.course(&["handout", "doubling", "--to", to]);
        assert_eq!(said.code, Some(0), "{said:?}");
        let said =
            scratch.course(&["handout", "doubling", "--to", &format!("{to}/zipped"), "--zip"]);
        assert_eq!(said.code, Some(0), "{said:?}");
    }
    let one = files(&scratch.root.join("one"));
    assert!(one == files(&scratch.root.join("two")), "made twice, and not the same");
    for (path, bytes) in &one {
        let text = String::from_utf8_lossy(bytes);
        for answer in [
            "saturating_mul(TWO_TIMES)",
            "u16::from(self.left)",
            "step_1_square",
            "that is the square",
            "A `u8` holds",
            "format the sum",
        ] {
            assert!(path == "zipped.zip" || !text.contains(answer), "{path} holds {answer}");
        }
    }
    for needed in [
        "README.md",
        "doubling.md",
        "HINTS.md",
        "Cargo.lock",
        "tests/steps.rs",
        ".github/workflows/check-steps.yml",
        ".vscode/settings.json",
        ".devcontainer/devcontainer.json",
    ] {
        assert!(one.contains_key(needed), "{needed} is missing in {:?}", one.keys());
    }
    assert_eq!(
        files(&scratch.root.join("one")).keys().filter(|path| path.contains(".part")).count(),
        0
    );
}

#[test]
fn a_handout_holds_the_pictures_that_its_worksheet_shows() {
    let scratch = Scratch::new("handout-pictures");
    let pictures = scratch.root.join("lessons/pictures");
    std::fs::create_dir_all(&pictures).unwrap();
    for name in ["shown.svg", "of-another-lesson.svg"] {
        std::fs::write(pictures.join(name), "<svg/>").unwrap();
    }
    let worksheet = scratch.root.join("lessons/doubling.md");
    let text = std::fs::read_to_string(&worksheet).unwrap();
    std::fs::write(&worksheet, text + "\n![A picture](pictures/shown.svg)\n").unwrap();
    let said = scratch.course(&["handout", "doubling", "--to", "one"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    let files = files(&scratch.root.join("one"));
    assert!(files.contains_key("pictures/shown.svg"), "{:?}", files.keys());
    assert!(!files.contains_key("pictures/of-another-lesson.svg"), "{:?}", files.keys());
}

#[test]
fn the_instructors_edition_holds_all_of_it() {
    let scratch = Scratch::new("handout-instructor");
    let said = scratch.course(&["handout", "doubling", "--to", "all", "--edition", "instructor"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    let files = files(&scratch.root.join("all"));
    for needed in
        ["solution/lib.rs", "instructor.md", "quiz.toml", "steps.toml", "wrong/step-1-square.rs"]
    {
        assert!(
            files.contains_key(&format!("instructor/{needed}")),
            "{needed} is missing in {:?}",
            files.keys()
        );
    }
}

#[test]
fn what_is_there_already_is_refused_and_not_touched() {
    let scratch = Scratch::new("handout-refused");
    scratch.write("there/mine.txt", "mine");
    scratch.write("there.zip", "mine too");
    for arguments in [&["--to", "there"][..], &["--to", "there", "--zip"]] {
        let said = scratch.course(&[&["handout", "doubling"], arguments].concat());
        assert_eq!(said.code, Some(1), "{said:?}");
        assert!(said.stderr.contains("is there already; nothing was changed"), "{said:?}");
    }
    assert_eq!(
        (scratch.read("there/mine.txt").as_str(), scratch.read("there.zip").as_str()),
        ("mine", "mine too")
    );
    let names: Vec<_> =
        fs::read_dir(&scratch.root).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().contains(".part")), "{names:?}");
}

#[test]
fn the_whole_course_is_handed_out_without_what_else_lies_in_its_folder() {
    let scratch = Scratch::new("handout-whole");
    scratch.write(".ci/run", "#!/usr/bin/env bash\n");
    scratch.write("grades.csv", "ada,15");
    scratch.write("my-work/doubling/src/lib.rs", "my own");
    scratch.write("target/debug/left", "built");
    scratch.write("scripts/fuzz/corpus/url/1", "found");
    let said = scratch.course(&["handout", "--whole", "--to", "all"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    let whole = files(&scratch.root.join("all"));
    for needed in [
        "Cargo.toml",
        "Cargo.lock",
        ".ci/run",
        "LICENSE-CC-BY-4.0",
        "crates/doubling/src/lib.rs",
        "lessons/doubling/steps.toml",
    ] {
        assert!(whole.contains_key(needed), "{needed} is missing in {:?}", whole.keys());
    }
    for private in ["grades.csv", "my-work/", "target/", "scripts/fuzz/"] {
        assert!(
            !whole.keys().any(|path| path.starts_with(private)),
            "{private} is in {:?}",
            whole.keys()
        );
    }
    let said = scratch.course(&["handout", "--whole", "--to", "packed.zip"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(scratch.root.join("packed.zip").is_file(), "the ending .zip asks for an archive");
    assert_eq!(scratch.course(&["handout", "--whole", "doubling", "--to", "both"]).code, Some(2));
    assert_eq!(scratch.course(&["handout", "--to", "neither"]).code, Some(2));
}

#[test]
fn says_that_the_sources_cannot_be_had_and_leaves_nothing() {
    let scratch = Scratch::new("handout-no-sources");
    scratch.replace(
        "Cargo.toml",
        "anyhow = \"1\"",
        "anyhow = \"1\"\nno-such-crate-as-this = { path = \"nowhere\" }",
    );
    scratch.replace(
        "crates/common/Cargo.toml",
        "[dependencies]",
        "[dependencies]\nno-such-crate-as-this.workspace = true",
    );
    let said = scratch.course(&["handout", "doubling", "--to", "vendored", "--vendor"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    let error = "error: cargo could not get the sources of the libraries, for all systems\n  try: Connect this computer";
    assert!(said.stderr.contains(error), "{said:?}");
    assert!(!scratch.root.join("vendored").exists());
}

#[test]
fn a_lesson_that_gives_its_answer_away_is_not_handed_out() {
    let scratch = Scratch::new("handout-leak");
    scratch.replace(
        "lessons/doubling.md",
        "# Doubling",
        "# Doubling\n\nTry number . saturating_mul( TWO_TIMES )!",
    );
    let said = scratch.course(&["handout", "doubling", "--to", "leak"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    let words = said.stderr.split_whitespace().collect::<Vec<_>>().join(" "); // without the wrapping
    assert!(words.contains("doubling.md: number.saturating_mul(TWO_TIMES)"), "{said:?}");
    assert!(!scratch.root.join("leak").exists());
}

#[test]
#[ignore = "slow: run by CI as a step of its own"]
fn a_handout_works_alone_and_a_vendored_one_without_internet() {
    let scratch = Scratch::new("handout-alone");
    let alone = std::env::temp_dir().join(format!("handout-alone-{}", std::process::id()));
    let said =
        scratch.course(&["handout", "doubling", "--to", alone.to_str().unwrap(), "--vendor"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    let said = run("cargo", &alone, &["test", "--offline", "--test", "steps"]);
    let practice = run("cargo", &alone, &["practice", "--help"]);
    let _ = fs::remove_dir_all(&alone);
    assert!(said.stdout.contains("not yet implemented: step 1: Twice a number"), "{said:?}");
    assert!(!said.stderr.contains("warning"), "{said:?}");
    assert_eq!(practice.code, Some(0), "{practice:?}");
}

/// Unpacks an archive over what is there, as `unzip -o` does: each file gets the time it had in it.
fn unpack(archive: &Path, folder: &Path) -> time::OffsetDateTime {
    let mut archive = zip::ZipArchive::new(fs::File::open(archive).unwrap()).unwrap();
    let mut newest = time::OffsetDateTime::UNIX_EPOCH;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let time = written_time(entry.last_modified().unwrap());
        newest = newest.max(time);
        let path = folder.join(entry.enclosed_name().unwrap());
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let mut file = fs::File::create(&path).unwrap();
        std::io::copy(&mut entry, &mut file).unwrap();
        file.set_modified(time.into()).unwrap();
    }
    newest
}

/// The time of an archive's file, taken for UTC.
fn written_time(time: zip::DateTime) -> time::OffsetDateTime {
    let month = time::Month::try_from(time.month()).unwrap();
    let date = time::Date::from_calendar_date(time.year().into(), month, time.day()).unwrap();
    date.with_hms(time.hour(), time.minute(), time.second()).unwrap().assume_utc()
}

#[test]
fn an_archive_unpacked_again_over_solved_work_is_built_again() {
    let scratch = Scratch::new("handout-again");
    let said = scratch.course(&["handout", "doubling", "--to", "doubling-handout.zip"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    let archive = scratch.root.join("doubling-handout.zip");
    let alone = tempfile::tempdir().unwrap();
    let folder = alone.path().join("doubling-handout");
    let test = || run("cargo", &folder, &["test", "--offline", "--test", "steps"]);
    let newest = unpack(&archive, alone.path());
    let now = time::OffsetDateTime::now_utc();
    assert!(newest.year() > 2020 && newest < now, "{newest} is no time of a source");
    assert!(test().stdout.contains("FAILED. 0 passed; 3 failed"));

    let lib = fs::read_to_string(folder.join("src/lib.rs")).unwrap();
    let solved = lib.replace(RIGHT[0].0, RIGHT[0].1).replace(RIGHT[1].0, RIGHT[1].1);
    fs::write(folder.join("src/lib.rs"), solved).unwrap();
    assert!(test().stdout.contains("ok. 3 passed"));

    unpack(&archive, alone.path());
    let said = test();
    assert!(said.stdout.contains("FAILED. 0 passed; 3 failed"), "{said:?}");
}

#[test]
fn nothing_that_is_handed_out_names_a_service_that_is_gone() {
    let scratch = Scratch::new("handout-services");
    let said = scratch.course(&["handout", "doubling", "--to", "all", "--edition", "instructor"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    for (path, bytes) in files(&scratch.root.join("all")) {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(
            !text.contains("github classroom") && !text.contains("classroom-resources"),
            "{path}"
        );
    }
}

#[test]
fn hand_ins_can_be_graded_in_a_course_without_answers() {
    let (scratch, lib) = course_with_a_handout("handout-no-answers");
    hand_in(&scratch, "right", solved(&lib, RIGHT[0].1));
    hand_in(&scratch, "blank", &lib);
    let said = scratch.course(&["handout", "--whole", "--without-answers", "--to", "blank"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    for (path, bytes) in files(&scratch.root.join("blank")) {
        assert!(!String::from_utf8_lossy(&bytes).contains("saturating_mul(TWO_TIMES)"), "{path}");
        assert!(!path.contains("/wrong/") && !path.ends_with("instructor.md"), "{path}");
    }
    let said = scratch.course_in("blank", &["grade", "../hand-ins"]);
    assert!(said.stdout.contains("\nright      5 of 5"), "{said:?}");
    assert!(said.stdout.contains("\nblank      0 of 5"), "{said:?}");
}
