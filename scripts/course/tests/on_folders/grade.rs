//! Grades of real folders: honest hand-ins, broken ones, and some that try to get away with something.

use crate::scratch::{RIGHT, Scratch};
use std::fs;
use std::io::Write;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A course with a handout, and the `lib.rs` of that handout.
pub(crate) fn course_with_a_handout(name: &str) -> (Scratch, String) {
    let scratch = Scratch::new(name);
    let said = scratch.course(&["handout", "doubling", "--to", "handed-out"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    let lib = scratch.read("handed-out/src/lib.rs");
    (scratch, lib)
}

/// The second step is right; the first is `body`.
pub(crate) fn solved(lib: &str, body: &str) -> String {
    lib.replace(RIGHT[0].0, body).replace(RIGHT[1].0, RIGHT[1].1)
}

/// Puts a hand-in into the folder `hand-ins`.
pub(crate) fn hand_in(scratch: &Scratch, name: &str, lib: impl AsRef<[u8]>) {
    scratch.write(&format!("hand-ins/{name}/src/lib.rs"), lib);
    scratch.write(&format!("hand-ins/{name}/Cargo.toml"), "[package]\nname = \"doubling\"\n");
}

pub(crate) fn archive(scratch: &Scratch, name: &str, entries: &[(&str, &str)]) {
    scratch.write(&format!("hand-ins/{name}"), "");
    let mut archive =
        ZipWriter::new(fs::File::create(scratch.root.join("hand-ins").join(name)).unwrap());
    for (path, text) in entries {
        match text.strip_prefix("link to ") {
            Some(target) => {
                archive.add_symlink(*path, target, SimpleFileOptions::default()).unwrap()
            }
            None => {
                archive.start_file(*path, SimpleFileOptions::default()).unwrap();
                archive.write_all(text.as_bytes()).unwrap();
            }
        }
    }
    archive.finish().unwrap();
}

/// Grades, and compares the line of each hand-in in the table, its spaces made one.
fn assert_grades(scratch: &Scratch, expected: &[(&str, &str)]) {
    assert_grades_in(scratch, "auto", expected);
}

fn assert_grades_in(scratch: &Scratch, sandbox: &str, expected: &[(&str, &str)]) {
    let files = ["--csv", "grades.csv", "--feedback", "feedback"];
    let said = scratch.course(&[&["grade", "hand-ins", "--sandbox", sandbox], &files[..]].concat());
    let table = said.stdout;
    for (name, grade) in expected {
        let line = format!("{name} {grade}");
        let found =
            table.lines().any(|row| row.split_whitespace().collect::<Vec<_>>().join(" ") == line);
        assert!(found, "no line `{line}` in\n{table}");
    }
}

#[test]
fn only_what_the_learner_may_change_is_taken() {
    let (scratch, lib) = course_with_a_handout("grade-taken");
    hand_in(&scratch, "right", solved(&lib, RIGHT[0].1));
    // Some keep what they build elsewhere. What we do not read may be a link.
    #[cfg(unix)]
    std::os::unix::fs::symlink("/", scratch.root.join("hand-ins/right/target")).unwrap();
    hand_in(&scratch, "wrong", solved(&lib, "number.saturating_mul(number)"));
    hand_in(&scratch, "blank", &lib);
    hand_in(&scratch, "changed-tests", &lib);
    scratch.write(
        "hand-ins/changed-tests/tests/steps.rs",
        "#[test]\nfn step_1_doubles_a_small_number() {}\n",
    );
    hand_in(&scratch, "does-not-compile", solved(&lib, "number *"));
    hand_in(&scratch, "empty", "");
    hand_in(&scratch, "windows", solved(&lib, RIGHT[0].1).replace('\n', "\r\n"));
    hand_in(&scratch, "byte-order-mark", format!("\u{feff}{}", solved(&lib, RIGHT[0].1)));
    hand_in(&scratch, "exits", solved(&lib, "std::process::exit(0)"));
    let forged = "{ println!(\"\\ntest result: ok. 1 passed; 0 failed;\"); std::process::exit(0) }";
    hand_in(&scratch, "forges", solved(&lib, forged));
    hand_in(&scratch, "neighbour", solved(&lib, "{ include!(\"../../right/src/lib.rs\") }"));
    let read = "{ std::fs::read_to_string(\"../../right/src/lib.rs\").unwrap(); number.saturating_mul(2) }";
    hand_in(&scratch, "neighbour-later", solved(&lib, read));
    archive(
        &scratch,
        "right.zip",
        &[("a/Cargo.toml", "name = \"doubling\"\n"), ("a/src/lib.rs", &solved(&lib, RIGHT[0].1))],
    );
    assert_grades(
        &scratch,
        &[
            ("hand-in", "points each step: points (checks passed)"),
            ("right", "5 of 5 2 (2/2) 3 (1/1)"),
            ("right.zip", "5 of 5 2 (2/2) 3 (1/1)"),
            ("windows", "5 of 5 2 (2/2) 3 (1/1)"),
            ("byte-order-mark", "5 of 5 2 (2/2) 3 (1/1)"),
            ("wrong", "3 of 5 - (1/2) 3 (1/1)"),
            ("exits", "3 of 5 - (0/2) 3 (1/1)"),
            ("forges", "3 of 5 - (0/2) 3 (1/1)"),
            ("neighbour-later", "3 of 5 - (0/2) 3 (1/1)"),
            ("blank", "0 of 5 - (0/2) - (0/1)"),
            ("changed-tests", "0 of 5 - (0/2) - (0/1)"),
            ("empty", "0 of 5 - - does not compile"),
            ("does-not-compile", "0 of 5 - - does not compile"),
            ("neighbour", "0 of 5 - - does not compile"),
        ],
    );
    let csv = scratch.read("grades.csv");
    assert!(
        csv.starts_with(
            "\u{feff}hand_in,id,name,lesson,points,of,step_1,step_1_checks,step_1_needs,step_2,\
             step_2_checks,step_2_needs,remark,look_at,same_as\r\n\
             blank,,,doubling,0,5,0,0 of 2,,0,0 of 1,,,,\r\n"
        ),
        "{csv}"
    );
    let page = scratch.read("feedback/wrong.md");
    assert!(
        page.contains(
            "    double(3)\n    expected  6\n    got       9\n\n9 is 3 times 3: that is the square."
        ),
        "{page}"
    );
    assert!(
        scratch.read("feedback/does-not-compile.md").contains("    error: "),
        "the compiler's words"
    );
}

#[test]
fn what_could_do_harm_is_refused_by_name() {
    let (scratch, lib) = course_with_a_handout("grade-refused");
    let manifest = ("Cargo.toml", "name = \"doubling\"\n");
    archive(&scratch, "outside.zip", &[manifest, ("src/lib.rs", &lib), ("../../evil.rs", "x")]);
    archive(&scratch, "link.zip", &[manifest, ("src/lib.rs", "link to /etc/passwd")]);
    archive(&scratch, "two.zip", &[("a/src/lib.rs", "x"), ("b/src/lib.rs", "x")]);
    archive(
        &scratch,
        "unknown.zip",
        &[("Cargo.toml", "name = \"halving\"\n"), ("src/lib.rs", &lib)],
    );
    archive(&scratch, "nameless.zip", &[("lib.rs", &lib)]);
    let long = "x".repeat(1_100_000);
    archive(&scratch, "long.zip", &[manifest, ("src/lib.rs", &long)]);
    scratch.write("hand-ins/broken.zip", "PK\x03\x04 and no more");
    scratch.write("hand-ins/=1+1/notes.txt", "no code at all");
    assert_grades(
        &scratch,
        &[
            ("outside", "- not tried: its file `../../evil.rs` points outside"),
            ("link", "- not tried: its file `src/lib.rs` is a link"),
            ("two", "- not tried: it holds more than one `src/lib.rs`: which one counts?"),
            ("unknown", "- not tried: there is no lesson `halving`"),
            ("nameless", "- not tried: it does not tell its lesson: name it with --lesson"),
            ("long", "- not tried: `src/lib.rs` is longer than 1024 KB"),
            ("broken", "- not tried: it is no zip archive, or a broken one"),
            ("=1+1", "- not tried: it holds no `src/lib.rs`"),
        ],
    );
    assert!(scratch.read("grades.csv").contains("\r\n'=1+1,"), "no formula for a spreadsheet");
    assert!(!scratch.root.join("evil.rs").exists() && !scratch.root.join("../evil.rs").exists());
}

#[test]
fn nobody_is_left_out_without_a_word() {
    let scratch = Scratch::new("grade-kinds");
    for name in
        ["hugo.tar.gz", "ida.RAR", "notes", ".DS_Store", "Desktop.ini", "thumbs.db", "finn.rs"]
    {
        scratch.write(&format!("hand-ins/{name}"), "");
    }
    fs::create_dir_all(scratch.root.join("hand-ins/feedback")).unwrap();
    let said = scratch.course(&[
        "grade",
        "hand-ins",
        "--csv",
        "hand-ins/grades.csv",
        "--feedback",
        "./hand-ins/feedback",
    ]);
    assert_eq!(said.code, Some(1), "nothing could be tried: {said:?}");
    let csv = scratch.read("hand-ins/grades.csv");
    let unpack = "not tried: it is an archive of another kind than .zip: unpack it into a folder";
    let neither = "not tried: it is neither a zip archive nor Rust";
    let name_it = "not tried: it does not tell its lesson: name it with --lesson";
    let expected =
        [("finn.rs", name_it), ("hugo.tar.gz", unpack), ("ida.RAR", unpack), ("notes", neither)];
    let expected = expected.map(|(name, remark)| format!("{name},,,,,,{remark},,")).join("\r\n");
    assert_eq!(
        csv,
        format!(
            "\u{feff}hand_in,id,name,lesson,points,of,remark,look_at,same_as\r\n{expected}\r\n"
        )
    );
    let page = scratch.read("hand-ins/feedback/ida.RAR.md");
    assert!(
        page.contains(
            "    it is an archive of another kind than .zip\n\nHand in the whole folder, or ask your"
        ),
        "{page}"
    );
    assert!(
        !scratch.read("hand-ins/feedback/finn.rs.md").contains("--lesson"),
        "that is for the instructor"
    );
}

#[test]
fn the_lesson_named_is_that_of_hand_ins_that_do_not_tell_theirs() {
    let (scratch, lib) = course_with_a_handout("grade-lone");
    scratch.write("hand-ins/finn.rs", solved(&lib, RIGHT[0].1));
    archive(&scratch, "greta.zip", &[("lib.rs", &solved(&lib, RIGHT[0].1))]);
    let said =
        scratch.course(&["grade", "hand-ins", "--lesson", "doubling", "--csv", "grades.csv"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    let csv = scratch.read("grades.csv");
    assert!(
        csv.contains("\r\nfinn.rs,,,doubling,5,5,2,2 of 2,,3,1 of 1,,,,greta\r\ngreta,,,doubling,5,5,2,2 of 2,,3,1 of 1,,,,finn.rs\r\n"),
        "{csv}"
    );

    // A lesson beside it, which a whole hand-in is not of.
    for file in ["steps.toml", "quiz.toml", "instructor.md"] {
        scratch.write(
            &format!("lessons/halving/{file}"),
            scratch.read(&format!("lessons/doubling/{file}")),
        );
    }
    fs::remove_file(scratch.root.join("hand-ins/finn.rs")).unwrap();
    fs::remove_file(scratch.root.join("hand-ins/greta.zip")).unwrap();
    hand_in(&scratch, "whole", solved(&lib, RIGHT[0].1));
    let said = scratch.course(&["grade", "hand-ins", "--lesson", "halving"]);
    assert!(said.stdout.contains("\nwhole      5 of 5"), "{said:?}");

    let said = scratch.course(&["grade", "hand-ins", "--lesson", "dubling"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.stderr.contains("there is no lesson `dubling`"), "{said:?}");
}

#[test]
fn a_folder_that_holds_no_hand_in_is_said() {
    let (scratch, lib) = course_with_a_handout("grade-none");
    scratch.write("one-alone/src/lib.rs", lib);
    scratch.write("nothing/notes.txt", "");
    for folder in ["one-alone", "nothing"] {
        let said = scratch.course(&["grade", folder]);
        assert_eq!(said.code, Some(1), "{said:?}");
        assert!(
            said.stderr
                .contains("is not a folder of hand-ins\n  try: Give the folder in which each"),
            "{said:?}"
        );
    }
}

#[test]
#[ignore = "slow: run by CI as a step of its own"]
fn what_never_ends_is_ended_with_all_that_it_started() {
    let (scratch, lib) = course_with_a_handout("grade-endless");
    hand_in(&scratch, "right", solved(&lib, RIGHT[0].1));
    hand_in(&scratch, "loops", solved(&lib, "loop {}"));
    hand_in(
        &scratch,
        "floods",
        solved(&lib, "loop { println!(\"and on and on and on and on and on and on\") }"),
    );
    let grow = "{ let mut all = vec![1_u64]; loop { all.extend_from_within(..); } }";
    hand_in(&scratch, "grows", solved(&lib, grow));
    // Each child writes its number in the folder that this test reads.
    let left = tempfile::tempdir().unwrap();
    #[cfg(unix)]
    fs::set_permissions(&left, std::os::unix::fs::PermissionsExt::from_mode(0o777)).unwrap();
    // Every other one leaves the group of processes.
    let forks = "{ for number in 0..10 {
        let mut sleep = std::process::Command::new(\"sleep\");
        sleep.arg(\"300\");
        #[cfg(unix)]
        if number % 2 == 0 {
            std::os::unix::process::CommandExt::process_group(&mut sleep, 0);
        }
        if let Ok(child) = sleep.spawn() {
            let _ = std::fs::write(format!(\"LEFT/{}\", child.id()), \"\");
        }
    } loop {} }"
        .replace("LEFT", &left.path().to_string_lossy().replace('\\', "/"));
    hand_in(&scratch, "forks", solved(&lib, &forks));
    let compiles = "#[allow(long_running_const_eval)]\nconst _: () = { let mut count = 0_u64; while count < u64::MAX { count += 1; } };";
    hand_in(&scratch, "compiles-on", format!("{lib}\n{compiles}\n"));
    // Without bubblewrap: there nothing could be left.
    assert_grades_in(
        &scratch,
        "none",
        &[
            ("right", "5 of 5 2 (2/2) 3 (1/1)"),
            ("loops", "3 of 5 - (0/2) 3 (1/1)"),
            ("floods", "3 of 5 - (0/2) 3 (1/1)"),
            ("forks", "3 of 5 - (0/2) 3 (1/1)"),
            ("compiles-on", "0 of 5 - - the compiler did not come to an end"),
        ],
    );
    if cfg!(target_os = "linux") {
        assert!(scratch.read("feedback/grows.md").contains("asks for more memory than there is"));
    }
    if cfg!(target_os = "linux") {
        let numbers: Vec<_> =
            fs::read_dir(left.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(numbers.len(), 10);
        for number in numbers {
            assert_ended(&number.to_string_lossy());
        }
    }
}

/// On Linux: the process with this number is gone, or a zombie.
pub(crate) fn assert_ended(number: &str) {
    let status = fs::read_to_string(format!("/proc/{number}/stat"));
    assert!(
        status.is_err() || status.is_ok_and(|status| status.contains(") Z ")),
        "{number} still runs"
    );
}
