//! `cargo course handout`: one lesson on its own, for those who do not have the course; for who teaches it, all that
//! belongs to it; and the whole course, for a room without internet.

use crate::learner_copy::{self, Files, Use};
use crate::lesson::Lesson;
use crate::paths::Course;
use crate::{classroom, leaks, starter};
use anyhow::{Context, Result, ensure};
use clap::ValueEnum;
use common::UserError;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

/// Whom a handout is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Edition {
    /// It holds no answer.
    Learner,
    /// It also holds the solution, the hints, the quiz, the wrong answers and the notes.
    Instructor,
}

/// What to make, and where.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct HandoutArgs {
    /// The lesson
    #[arg(required_unless_present = "whole")]
    pub(crate) lesson: Option<String>,
    /// The whole course instead of one lesson
    #[arg(long, conflicts_with_all = ["lesson", "edition"])]
    pub(crate) whole: bool,
    /// The new folder; with --zip, the new archive without its ending
    #[arg(long, value_name = "DIR")]
    pub(crate) to: PathBuf,
    /// Whom it is for
    #[arg(long, value_enum, default_value = "learner")]
    pub(crate) edition: Edition,
    /// Make an archive in place of the folder
    #[arg(long)]
    pub(crate) zip: bool,
    /// Put in the sources of all that it needs, so that it builds without internet
    #[arg(long)]
    pub(crate) vendor: bool,
}

/// What cargo has to know to build from the folder `vendor`.
const VENDORED: &str = r#"
# Everything that is needed to build is in the folder `vendor`: no internet is asked.
[source.crates-io]
replace-with = "vendored-sources"

[source.vendored-sources]
directory = "vendor"
"#;

/// The files of a lesson's handout, without vendored sources.
pub(crate) fn files(course: &Course, lesson: &Lesson, edition: Edition) -> Result<Files> {
    let mut files = learner_copy::files(course, lesson, 0, Use::Alone)?;
    let path = format!("{}.md", lesson.name);
    let worksheet = files.get(&path).context("the copy has no worksheet")?;
    let worksheet = for_handout(&String::from_utf8_lossy(worksheet), lesson);
    files.insert(path, worksheet.into_bytes());
    files.insert("README.md".into(), readme(lesson).into_bytes());
    files.insert("HINTS.md".into(), hints(lesson).into_bytes());
    let tests = files.get("tests/steps.rs").context("the copy has no tests")?;
    let names = starter::test_names(&String::from_utf8_lossy(tests))?;
    files.insert(
        ".github/workflows/classroom.yml".into(),
        classroom::workflow(lesson, &names).into_bytes(),
    );
    if edition == Edition::Instructor {
        learner_copy::add_folder(
            &mut files,
            "instructor/",
            &course.root.join("lessons").join(&lesson.name),
        )?;
        learner_copy::add_folder(
            &mut files,
            "instructor/solution/",
            &course.solution(&lesson.name).join("src"),
        )?;
    }
    Ok(files)
}

/// The worksheet as it stands in a handout: with a word on top, and with links to the files that are there.
fn for_handout(worksheet: &str, lesson: &Lesson) -> String {
    let note = "> This folder is for the parts \"Make\" and \"Prove it\". Its [README](README.md) says how, and what the others need.";
    let worksheet = worksheet.replacen('\n', &format!("\n\n{note}\n"), 1);
    worksheet
        .replace(&format!("](../crates/{}/src/", lesson.name), "](src/")
        .replace("](../README.md)", "](README.md)")
}

/// Makes the handout of one lesson, or of the whole course.
pub(crate) fn handout(course: &Course, wanted: &HandoutArgs, out: &mut impl Write) -> Result<()> {
    let Some(name) = &wanted.lesson else { return whole(course, wanted, out) };
    let (lesson, edition) = (&course.lesson(name)?, wanted.edition);
    let files = files(course, lesson, edition)?;
    if edition == Edition::Learner {
        let source = fs::read_to_string(course.solution(&lesson.name).join("src/lib.rs"))?;
        let leaks = leaks::leaks(&files, &starter::statements(&source, lesson)?);
        ensure!(leaks.is_empty(), "the handout would give answers away: {}", leaks.join("; "));
    }
    make_in_one_step(&files, wanted, out)?;
    match edition {
        Edition::Learner => {
            writeln!(out, "It holds no answer. Its README.md tells learners how to begin.")?
        }
        Edition::Instructor => writeln!(
            out,
            "It holds every answer, in the folder `instructor`: keep it to yourself."
        )?,
    }
    writeln!(out, "To grade what comes back: cargo course grade FOLDER-OF-HAND-INS")?;
    Ok(())
}

/// What belongs to the course. Whatever else lies in its folder (hand-ins, grades) is nobody else's business.
const THE_COURSE: [&str; 14] = [
    "Cargo.toml",
    "Cargo.lock",
    "README.md",
    "LICENSE-MIT",
    "LICENSE-APACHE",
    ".gitignore",
    ".gitattributes",
    ".rustfmt.toml",
    ".clippy.toml",
    ".cargo",
    ".github",
    "crates",
    "lessons",
    "scripts",
];

/// What fuzzing leaves in the course's folder.
const NOT_THE_COURSE: [&str; 4] = [
    "scripts/fuzz/target",
    "scripts/fuzz/corpus",
    "scripts/fuzz/artifacts",
    "scripts/fuzz/coverage",
];

/// Makes a copy of the whole course.
fn whole(course: &Course, wanted: &HandoutArgs, out: &mut impl Write) -> Result<()> {
    let mut files = Files::new();
    for name in THE_COURSE {
        let path = course.root.join(name);
        if path.is_dir() {
            learner_copy::add_folder_without(
                &mut files,
                &format!("{name}/"),
                &path,
                &NOT_THE_COURSE,
            )?;
        } else if path.is_file() {
            learner_copy::add_file(&mut files, name, &path)?;
        }
    }
    // A copy of a copy: it gets sources of its own, or none.
    let config = ".cargo/config.toml";
    if let Some(text) = files.get(config).and_then(|bytes| str::from_utf8(bytes).ok()) {
        files.insert(config.to_owned(), text.replace(VENDORED, "").into_bytes());
    }
    make_in_one_step(&files, wanted, out)?;
    writeln!(
        out,
        "It is the whole course, with the answers in `crates`. Its README.md tells how to begin."
    )?;
    Ok(())
}

/// Makes the folder or the archive under another name first: what has the right name is whole.
fn make_in_one_step(files: &Files, wanted: &HandoutArgs, out: &mut impl Write) -> Result<()> {
    let is_named_zip = wanted.to.extension().is_some_and(|extension| extension == "zip");
    let made = if wanted.zip && !is_named_zip {
        with_ending(&wanted.to, ".zip")
    } else {
        wanted.to.clone()
    };
    if fs::symlink_metadata(&made).is_ok() {
        return Err(anyhow::Error::new(UserError::new(
            format!("`{}` is there already; nothing was changed", made.display()),
            "Give another name with --to, or move it away first.",
        )));
    }
    let unfinished = with_ending(&made, &format!(".{}.part", std::process::id()));
    let result =
        make(files, wanted, &unfinished).and_then(|()| Ok(fs::rename(&unfinished, &made)?));
    if result.is_err() {
        let _ =
            if wanted.zip { fs::remove_file(&unfinished) } else { fs::remove_dir_all(&unfinished) };
    }
    result.map_err(|error| match error.is::<UserError>() {
        true => error,
        false => error.context(UserError::new(
            format!("`{}` cannot be made", made.display()),
            "May you write there? See --explain for the cause.",
        )),
    })?;
    writeln!(out, "Made {}.", common::escape_untrusted(made.as_os_str().as_encoded_bytes()))?;
    Ok(())
}

fn make(files: &Files, wanted: &HandoutArgs, to: &Path) -> Result<()> {
    if !wanted.zip {
        learner_copy::write(files, to)?;
        return if wanted.vendor { vendor(to) } else { Ok(()) };
    }
    let folder = with_ending(to, ".folder");
    let result = (|| {
        learner_copy::write(files, &folder)?;
        if wanted.vendor {
            vendor(&folder)?;
        }
        let name = wanted
            .to
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        pack(&folder, name.trim_end_matches(".zip"), to)
    })();
    let _ = fs::remove_dir_all(&folder);
    result
}

/// Puts the sources of all dependencies into `folder`, for every system.
fn vendor(folder: &Path) -> Result<()> {
    let mut command = Command::new(crate::process::cargo());
    let output =
        command.args(["vendor", "--quiet", "--locked", "vendor"]).current_dir(folder).output()?;
    if !output.status.success() {
        let cause = anyhow::anyhow!("cargo vendor: {}", String::from_utf8_lossy(&output.stderr));
        let what = "cargo could not get the sources of the libraries, for all systems";
        return Err(cause.context(UserError::new(
            what,
            "Connect this computer to the internet and run it again.",
        )));
    }
    let config = folder.join(".cargo/config.toml");
    fs::write(&config, fs::read_to_string(&config)? + VENDORED)?;
    Ok(())
}

/// Packs `folder` under `name`. The same files make the same archive, to the byte: sorted, and all of one time.
fn pack(folder: &Path, name: &str, to: &Path) -> Result<()> {
    let mut files = Files::new();
    learner_copy::add_folder(&mut files, "", folder)?;
    let mut archive = ZipWriter::new(File::create_new(to)?);
    let options = SimpleFileOptions::default()
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (path, bytes) in &files {
        archive.start_file(format!("{name}/{path}"), options)?;
        archive.write_all(bytes)?;
    }
    archive.finish()?.sync_all()?;
    Ok(())
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}

fn readme(lesson: &Lesson) -> String {
    let name = &lesson.name;
    format!(
        "# {name}

This folder is for the parts \"Make\" and \"Prove it\" of the worksheet, [{name}.md]({name}.md). You need Rust, from
<https://rustup.rs/>, and an editor.

The other parts run and read the *finished* programs of the course, this lesson's and others. They are not here, for they hold
the answers: your instructor shows them, or you have the course's own folder beside this one.

The functions to write are in `src/lib.rs`: look for `todo!`. Change no other file: only that one is handed in and graded.
Hand in that file, or this folder as a zip archive without `target`, as your instructor says.

| the worksheet says | in this folder, type |
|---|---|
| `cargo course start {name}` | nothing: this folder is your copy |
| `cargo course check {name} --step 1` | `cargo test --test steps step_1_`, and so on for each step |
| `cargo course check {name}` | `cargo test --test steps`, when the steps are written |
| `cargo course hint {name} 1` | nothing: see [HINTS.md](HINTS.md) |
| `cargo course quiz {name}` | nothing: the quiz is in the course |
| `cargo run --manifest-path ... -- ...` | `cargo run -- ...`: your own program, when its steps are written |
| `cargo practice` | `cargo practice` |

A step is done when its tests pass. A test that fails shows the call, what came (`left`) and what was expected (`right`).

## For the instructor

- On GitHub Classroom, make a template repository of this folder. Its workflow, `.github/workflows/classroom.yml`, checks each
  step on GitHub's own machines and reports the points. Protect `.github/`, `tests/`, `crates/`, `scripts/`, `.cargo/` and `Cargo.*` in the assignment.
- To grade on your own computer, see `cargo course grade --help` in the course.
"
    )
}

fn hints(lesson: &Lesson) -> String {
    let mut hints = "# First hints\n\nTry each step alone first.\n".to_owned();
    for step in &lesson.steps {
        hints.push_str(&format!(
            "\n## Step {}: {}\n\n{}\n",
            step.number, step.title, step.hints.nudge
        ));
    }
    hints
}
