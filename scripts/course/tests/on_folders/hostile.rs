//! Thirty hand-ins as Moodle delivers them, a third of them hostile. None changes the grade of
//! another or anything on this computer, and none leaves anything running.

use crate::grade::{archive, course_with_a_handout, solved};
use crate::hand_ins::rows;
use crate::scratch::{RIGHT, Scratch, is_there, run, skip};
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;

const MANIFEST: &str = "[package]\nname = \"doubling\"\n";

/// What hostile code knows of this computer: all that it could find out by searching.
struct Target<'a> {
    /// The course, with the worked solution.
    course: &'a Path,
    /// A port of this computer on which someone listens.
    port: u16,
    /// A number of seconds by which a program that was left behind is known.
    seconds: u32,
}

/// A hostile body of the first function: its name, the body, and what marks it.
fn hostile(target: &Target) -> Vec<(&'static str, String, &'static str)> {
    let course = target.course.display();
    let victim = format!("{course}/hand-ins/00 Honest_100_assignsubmission_file_");
    let (port, seconds) = (target.port, target.seconds);
    vec![
        (
            "rewrites the tests",
            "{ for file in [\"tests/steps.rs\", \"src/lib.rs\", \"Cargo.toml\", \"../home/x\"] {
                let _ = std::fs::write(file, \"\"); } 0 }"
                .to_owned(),
            "std::fs",
        ),
        (
            "overwrites a neighbour",
            format!(
                "{{ let _ = std::fs::write(\"{victim}/lib.rs\", \"pub fn\");
                let _ = std::fs::remove_file(\"{victim}/lib.rs\"); 0 }}"
            ),
            "std::fs",
        ),
        (
            "quotes a neighbour",
            format!("{{ panic!(\"{{:?}}\", std::fs::read_to_string(\"{victim}/lib.rs\")) }}"),
            "std::fs",
        ),
        (
            "quotes the solution",
            format!(
                "{{ panic!(\"{{:?}}\", std::fs::read_to_string(\"{course}/crates/doubling/src/lib.rs\")) }}"
            ),
            "std::fs",
        ),
        (
            "replaces its test program",
            "{ let own = std::env::current_exe().unwrap(); let other = own.with_extension(\"sh\");
                let script = \"#!/bin/sh\\nread secret\\necho \\\"$secret\\\"\\necho 'test result: ok. 1 passed;'\\n\";
                let _ = std::fs::write(&other, script);
                let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
                let _ = std::fs::set_permissions(&other, mode);
                let _ = std::fs::rename(&other, &own); 0 }"
                .to_owned(),
            "std::env",
        ),
        (
            "leaves a program behind",
            format!(
                "{{ let _ = std::process::Command::new(\"setsid\")
                .args([\"env\", \"-i\", \"-C\", \"/\", \"sleep\", \"{seconds}\"])
                .stdin(std::process::Stdio::null()).stdout(std::process::Stdio::null())
                .stderr(std::process::Stdio::null()).spawn(); 0 }}"
            ),
            "std::process",
        ),
        (
            "reads who grades",
            "{ let parent = std::os::unix::process::parent_id();
                let read = std::fs::read(format!(\"/proc/{parent}/environ\"));
                panic!(\"environ {:?}\", read.map(|all| String::from_utf8_lossy(&all).into_owned())) }"
                .to_owned(),
            "/proc",
        ),
        (
            "phones home",
            format!(
                "{{ use std::io::Write; if let Ok(mut it) = std::net::TcpStream::connect((\"127.0.0.1\", {port})) {{
                let _ = it.write_all(b\"all of it\"); }} 0 }}"
            ),
            "",
        ),
        (
            "fills the disk",
            "{ let all = vec![1_u8; 1 << 20]; use std::io::Write;
                let mut file = std::fs::File::create(std::env::temp_dir().join(\"big\")).unwrap();
                for _ in 0..300 { file.write_all(&all).unwrap(); } 0 }"
                .to_owned(),
            "std::fs",
        ),
        (
            "removes all it can",
            format!(
                "{{ for folder in [\"..\", \"{course}/feedback\", \"{course}/hand-ins\"] {{
                let _ = std::fs::remove_dir_all(folder); }} 0 }}"
            ),
            "std::fs",
        ),
    ]
}

/// Grades thirty hand-ins in `sandbox`, and looks whether anything was hurt.
fn grade_thirty(name: &str, sandbox: &str, seconds: u32) {
    let (scratch, lib) = course_with_a_handout(name);
    let right = solved(&lib, RIGHT[0].1);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.set_nonblocking(true).unwrap();
    let port = listener.local_addr().unwrap().port();
    let folder = |number: usize, name: &str| {
        format!("{number:02} {name}_{}_assignsubmission_file_", 100 + number)
    };
    let manifest = ("doubling/Cargo.toml", MANIFEST);
    scratch.write(&format!("hand-ins/{}/lib.rs", folder(0, "Honest")), &right);
    let attacks = hostile(&Target { course: &scratch.root, port, seconds });
    // Half of the honest ones come before, half after the hostile ones.
    for number in 1..10 {
        archive(
            &scratch,
            &format!("{}/octets.zip", folder(number, "Honest")),
            &[manifest, ("doubling/src/lib.rs", &right)],
        );
    }
    for (number, (name, body, _)) in (10..).zip(&attacks) {
        let hostile = lib.replace(RIGHT[0].0, body);
        archive(
            &scratch,
            &format!("{}/octets.zip", folder(number, name)),
            &[manifest, ("doubling/src/lib.rs", &hostile)],
        );
    }
    for number in 20..30 {
        scratch.write(&format!("hand-ins/{}/lib.rs", folder(number, "Blank")), &lib);
    }
    // What the compiler takes in is not the learner's.
    let path = scratch.root.join("crates/doubling/src/lib.rs");
    let takes =
        format!("#[path = {:?}] mod taken;\npub use taken::*;\n", path.display().to_string());
    scratch.write(&format!("hand-ins/{}/lib.rs", folder(30, "Takes the solution")), takes);

    let equal = lib.replace("-> String {", "-> Equal {").replace(RIGHT[1].0, "Equal")
        + "\n#[derive(Debug)] pub struct Equal; impl PartialEq<&str> for Equal { fn eq(&self, _: &&str) -> bool { true } }";
    scratch.write(&format!("hand-ins/{}/lib.rs", folder(31, "Equals everything")), equal);

    let said = scratch.course(&[
        "grade",
        "hand-ins",
        "--lesson",
        "doubling",
        "--sandbox",
        sandbox,
        "--csv",
        "grades.csv",
        "--feedback",
        "feedback",
    ]);
    assert_eq!(said.code, Some(0), "{said:?}");
    let rows = rows(&scratch);
    assert_eq!(rows.len(), 32);
    for number in 0..10 {
        assert_eq!(
            rows[&folder(number, "Honest")]["points"],
            "5",
            "{:?}",
            rows[&folder(number, "Honest")]
        );
    }
    for (number, (name, _, mark)) in (10..).zip(&attacks) {
        let row = &rows[&folder(number, name)];
        assert_eq!(row["points"], "0", "{name}: {row:?}");
        assert!(row["look_at"].contains(mark), "{name}: {row:?}");
    }
    for number in 20..30 {
        assert_eq!(rows[&folder(number, "Blank")]["points"], "0");
        assert_eq!(rows[&folder(number, "Blank")]["look_at"], "");
    }
    let takes = &rows[&folder(30, "Takes the solution")];
    assert_eq!(takes["points"], "0", "{takes:?}");
    assert!(takes["look_at"].contains("#[path]"), "{takes:?}");

    let equals = &rows[&folder(31, "Equals everything")];
    assert_eq!(equals["points"], "0", "{equals:?}");
    assert!(equals["remark"].contains("`Pair::sentence` gives another type"), "{equals:?}");
    assert!(equals["look_at"].contains("PartialEq"), "{equals:?}");

    // Nothing is hurt, told to somebody else, or left.
    assert_eq!(scratch.read(&format!("hand-ins/{}/lib.rs", folder(0, "Honest"))), right);
    let page = |number: usize, name: &str| {
        scratch.read(&format!("feedback/{}feedback.md", folder(number, name)))
    };
    // Cargo runs us with this variable. It is not among those that a hand-in gets.
    assert!(!page(16, "reads who grades").contains("CARGO_MANIFEST_DIR"));
    if sandbox == "bwrap" {
        assert!(listener.accept().is_err(), "something came through the network");
        for (number, name) in [(12, "quotes a neighbour"), (13, "quotes the solution")] {
            let page = page(number, name);
            assert!(page.contains("Err("), "{page}");
            assert!(!page.contains("checked_mul") && !page.contains("saturating_mul"), "{page}");
        }
        assert!(said.stdout.starts_with("Sandbox: bubblewrap."), "{said:?}");
    } else {
        assert!(said.stdout.starts_with("NO SANDBOX: it is switched off."), "{said:?}");
    }
    let left = run("ps", &scratch.root, &["-eo", "args"]);
    let sleeps = format!("sleep {seconds}");
    assert!(!left.stdout.lines().any(|line| line == sleeps), "{}", left.stdout);
}

#[test]
#[ignore = "slow: run by CI as a step of its own"]
fn thirty_hand_ins_a_third_of_them_hostile_in_bubblewrap() {
    let probe = Scratch::new("hostile-probe");
    probe.write("hand-ins/one/lib.rs", "");
    let said = probe.course(&["grade", "hand-ins", "--lesson", "doubling", "--sandbox", "bwrap"]);
    if said.stderr.contains("there is no sandbox") {
        return skip(&said.stderr);
    }
    grade_thirty("hostile-bwrap", "bwrap", 232_001);
}

#[test]
#[ignore = "slow: run by CI as a step of its own"]
fn thirty_hand_ins_a_third_of_them_hostile_without_a_sandbox() {
    let is_root = fs::metadata("/root").is_ok() && fs::read_dir("/root").is_ok();
    if !cfg!(target_os = "linux") || !is_root || !is_there("ps") || !is_there("setsid") {
        return skip("only the administrator of a Linux can run hand-ins as nobody");
    }
    grade_thirty("hostile-none", "none", 232_002);
}
