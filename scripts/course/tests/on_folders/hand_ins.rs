//! Hand-ins in the shapes in which platforms, systems and people deliver them, and what goes back.

use crate::grade::{archive, course_with_a_handout, solved};
use crate::scratch::{RIGHT, Scratch};
use std::collections::BTreeMap;

const MANIFEST: &str = "[package]\nname = \"doubling\"\n";

/// The rows of the CSV by the name of the hand-in; each a cell by the name of its column.
pub(crate) fn rows(scratch: &Scratch) -> BTreeMap<String, BTreeMap<String, String>> {
    let csv = scratch.read("grades.csv");
    let csv = csv.strip_prefix('\u{feff}').expect("a mark for Excel");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let columns = reader.headers().unwrap().clone();
    let rows = reader.records().map(|record| {
        let record = record.unwrap();
        let cells = columns.iter().zip(record.iter());
        cells.map(|(column, cell)| (column.to_owned(), cell.to_owned())).collect()
    });
    rows.map(|row: BTreeMap<String, String>| (row["hand_in"].clone(), row)).collect()
}

#[test]
fn all_shapes_in_which_hand_ins_come_are_taken() {
    let (scratch, lib) = course_with_a_handout("hand-ins-shapes");
    let right = solved(&lib, RIGHT[0].1);
    let (lib_file, manifest) =
        (("doubling/src/lib.rs", &*right), ("doubling/Cargo.toml", MANIFEST));
    let two = ["lookup", "doubling"].map(|name| {
        let package = format!("[package]\nname = \"{name}\"\n");
        [
            (format!("my-work/{name}/Cargo.toml"), package),
            (format!("my-work/{name}/src/lib.rs"), right.clone()),
        ]
    });
    let two: Vec<(&str, &str)> =
        two.as_flattened().iter().map(|(name, text)| (&**name, &**text)).collect();

    // Moodle: folders, with a text typed beside; and one for whom there is only that.
    archive(&scratch, "Anna Abel_11111_assignsubmission_file_/octets.zip", &[manifest, lib_file]);
    scratch.write("hand-ins/Anna Abel_11111_assignsubmission_onlinetext_/onlinetext.html", "done");
    scratch.write("hand-ins/Ben Berg_22222_assignsubmission_onlinetext_/onlinetext.html", "sorry");
    scratch.write("hand-ins/Cem Can_33333_assignsubmission_file_/lib.rs", &right);
    // Canvas: flat names, late ones, and a browser's number.
    archive(&scratch, "abelanna_1111_567_octets-1.zip", &[manifest, lib_file]);
    archive(&scratch, "bergben_LATE_2222_568_octets.zip", &[manifest, lib_file]);
    // Google Drive keeps the names, and numbers them.
    archive(&scratch, "octets.zip", &[manifest, lib_file]);
    archive(&scratch, "octets (2).zip", &[manifest, lib_file]);
    scratch.write("hand-ins/lib (1).rs", &right);
    scratch.write("hand-ins/lib.rs.txt", &right);
    // People's own.
    archive(&scratch, "whole-my-work.zip", &two);
    archive(
        &scratch,
        "with-an-old-copy.zip",
        &[
            ("doubling.old-1/Cargo.toml", MANIFEST),
            ("doubling.old-1/src/lib.rs", &lib),
            manifest,
            lib_file,
        ],
    );
    archive(
        &scratch,
        "powershell.zip",
        &[("doubling\\Cargo.toml", MANIFEST), ("doubling\\src\\lib.rs", &right)],
    );
    archive(
        &scratch,
        "mac.zip",
        &[
            manifest,
            lib_file,
            ("__MACOSX/doubling/src/._lib.rs", "\0"),
            ("doubling/src/._lib.rs", "\0"),
            ("doubling/.DS_Store", "\0"),
        ],
    );
    let said =
        scratch.course(&["grade", "hand-ins", "--lesson", "doubling", "--csv", "grades.csv"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    let rows = rows(&scratch);
    for (name, id, person) in [
        ("Anna Abel_11111_assignsubmission_file_", "11111", "Anna Abel"),
        ("Cem Can_33333_assignsubmission_file_", "33333", "Cem Can"),
        ("abelanna_1111_567_octets-1", "1111", "abelanna"),
        ("bergben_LATE_2222_568_octets", "2222", "bergben"),
        ("octets", "", ""),
        ("octets (2)", "", ""),
        ("lib (1).rs", "", ""),
        ("lib.rs.txt", "", ""),
        ("whole-my-work", "", ""),
        ("with-an-old-copy", "", ""),
        ("powershell", "", ""),
        ("mac", "", ""),
    ] {
        let row = rows.get(name).unwrap_or_else(|| panic!("no {name} in {:?}", rows.keys()));
        assert_eq!((&*row["points"], &*row["of"]), ("5", "5"), "{name}: {row:?}");
        assert_eq!((&*row["id"], &*row["name"]), (id, person), "{name}");
        assert_eq!(row["look_at"], "", "{name}");
    }
    let only_text = &rows["Ben Berg_22222_assignsubmission_onlinetext_"];
    assert_eq!((&*only_text["points"], &*only_text["of"]), ("", ""), "not tried is not 0");
    assert_eq!(only_text["remark"], "not tried: only a text was typed into the page");
    assert_eq!(rows.len(), 13, "{:?}", rows.keys());
}

#[test]
fn a_roster_is_joined_and_nobody_on_it_is_left_out() {
    let (scratch, lib) = course_with_a_handout("hand-ins-roster");
    let right = solved(&lib, RIGHT[0].1);
    scratch.write("hand-ins/Zoë Müller_11_assignsubmission_file_/lib.rs", &right);
    scratch.write("hand-ins/Ben Berg_12_assignsubmission_file_/lib.rs", &lib);
    scratch.write(
        "people.csv",
        "\u{feff}Identifier,\"Full name\",Email address\r\nParticipant 12,Ben Berg,ben@example.org\r\n\
         Participant 13,\"Can, Cem\",=cem@example.org\r\nParticipant 11,Zoë Müller,zoe@example.org\r\n",
    );
    let arguments = ["grade", "hand-ins", "--lesson", "doubling", "--csv", "grades.csv"];
    let said = scratch.course(&[&arguments[..], &["--roster", "people.csv"]].concat());
    assert_eq!(said.code, Some(0), "{said:?}");
    let csv = scratch.read("grades.csv");
    assert!(
        csv.starts_with("\u{feff}Identifier,Full name,Email address,hand_in,id,name,"),
        "{csv}"
    );
    let lines: Vec<&str> = csv.lines().skip(1).collect();
    assert!(lines[0].starts_with("Participant 12,Ben Berg,ben@example.org,Ben Berg_12_"), "{csv}");
    assert!(
        lines[1].starts_with("Participant 11,Zoë Müller,zoe@example.org,Zoë Müller_11_"),
        "{csv}"
    );
    assert!(lines[2].starts_with("Participant 13,\"Can, Cem\",'=cem@example.org,,,,,,,"), "{csv}");
    assert!(lines[2].ends_with(",nothing handed in,,"), "{csv}");
    assert_eq!(lines.len(), 3, "{csv}");

    // Nothing of this is written over without a word.
    let said = scratch.course(&arguments);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.stderr.contains("`grades.csv` is there already; nothing was graded"), "{said:?}");
    assert_eq!(scratch.read("grades.csv"), csv);
    scratch.write("feedback/mine.md", "mine");
    let said =
        scratch.course(&["grade", "hand-ins", "--lesson", "doubling", "--feedback", "feedback"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    let said = scratch.course(&[&arguments[..], &["--force", "--feedback", "feedback"]].concat());
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_eq!(scratch.read("feedback/mine.md"), "mine");
    let page = scratch.read("feedback/Ben Berg_12_assignsubmission_file_feedback.md");
    assert!(page.contains("| 1 | Twice a number | 0 of 2 | 0 of 2 |"), "{page}");
}

#[test]
fn the_page_shows_the_learners_line_and_the_table_what_a_step_needs() {
    let (scratch, lib) = course_with_a_handout("hand-ins-page");
    let panics = "{ let all = [1_u8]; all[usize::from(number)] }";
    scratch.write("hand-ins/ada/lib.rs", solved(&lib, panics));
    // A second step that uses the first.
    scratch.replace(
        "lessons/doubling/steps.toml",
        "title = \"Two numbers in a sentence\"",
        "title = \"Two numbers in a sentence\"\nuses = [1]",
    );
    let half = lib.replace(RIGHT[1].0, "format!(\"together {}\", double(self.left))");
    scratch.write("hand-ins/ben/lib.rs", half);
    let said =
        scratch.course(&["grade", "hand-ins", "--lesson", "doubling", "--feedback", "feedback"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.stdout.contains("(0/1, needs 1)"), "{said:?}");
    let page = scratch.read("feedback/ada.md");
    let line = lib.lines().position(|line| line.contains(RIGHT[0].0)).unwrap() + 1;
    assert!(
        page.contains(&format!("panics in line {line} of src/lib.rs:\n        {panics}\n")),
        "{page}"
    );
}
