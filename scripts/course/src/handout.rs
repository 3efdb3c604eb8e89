//! `cargo course handout`: one lesson on its own, for those who do not have the course; for who teaches it, all that
//! belongs to it; and the whole course, for a room without internet.

use crate::files::{self, Files};
use crate::hand_in::ends_in;
use crate::learner_copy::{self, Use, vendored_sources};
use crate::lesson::Lesson;
use crate::paths::Course;
use crate::{editor, leaks, memory, starter, workflow};
use anyhow::{Context, Result, ensure};
use clap::ValueEnum;
use common::UserError;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, UNIX_EPOCH};
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
    /// With --whole: leave out the answers, for a container in which hand-ins are run
    #[arg(long, requires = "whole")]
    pub(crate) without_answers: bool,
    /// The new folder, or with the ending .zip, the new archive
    #[arg(long, value_name = "DIR|FILE.zip")]
    pub(crate) to: PathBuf,
    /// Whom it is for
    #[arg(long, value_enum, default_value = "learner")]
    pub(crate) edition: Edition,
    /// Make an archive instead of a folder
    #[arg(long)]
    pub(crate) zip: bool,
    /// Put in the sources of all that it needs, so that it builds without internet
    #[arg(long)]
    pub(crate) vendor: bool,
}

/// An empty build script. With one, cargo builds again when the newest file of the package has
/// another time than before; without, only when a file is newer than the last build. The files of
/// an archive are older than that, so unpacking it again would change nothing.
pub(crate) const BUILD_SCRIPT: &str = "\
//! With a build script, cargo also notices files that became older: unpack this folder again, and
//! it builds what is there now.

fn main() {}
";

/// For a room in which there are only browsers.
const DEVCONTAINER: &str = r#"{
  "image": "mcr.microsoft.com/devcontainers/rust:1-bookworm",
  "postCreateCommand": "rustup toolchain install 1.95 --profile minimal --component rust-analyzer,rust-src && rustup default 1.95 && cargo test --no-run --test steps",
  "forwardPorts": [9087, 9080],
  "customizations": { "vscode": { "extensions": ["rust-lang.rust-analyzer"] } }
}
"#;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The files of a lesson's handout, without vendored sources.
pub(crate) fn files(course: &Course, lesson: &Lesson, edition: Edition) -> Result<Files> {
    let mut files = learner_copy::files(course, lesson, 0, Use::Alone)?;
    let path = format!("{}.md", lesson.name);
    let worksheet = files.get(&path).context("the copy has no worksheet")?;
    let worksheet = for_handout(&String::from_utf8_lossy(worksheet), lesson);
    files.insert(path, worksheet.into_bytes());
    files.insert("README.md".into(), readme(lesson).into_bytes());
    files.insert("HINTS.md".into(), hints(lesson).into_bytes());
    editor::add(&mut files, &[("check the steps", "cargo test --test steps")]);
    files.insert(".devcontainer/devcontainer.json".into(), DEVCONTAINER.into());
    files.insert("build.rs".into(), BUILD_SCRIPT.into());
    if edition == Edition::Instructor {
        files::add_folder(
            &mut files,
            "instructor/",
            &course.root.join("lessons").join(&lesson.name),
        )?;
        files::add_folder(
            &mut files,
            "instructor/solution/",
            &course.solution(&lesson.name).join("src"),
        )?;
    }
    Ok(files)
}

/// The worksheet as it stands in a handout: with a word on top, and with links to the files that are there.
fn for_handout(worksheet: &str, lesson: &Lesson) -> String {
    let note = "> This folder is for the parts \"Make\" and \"Prove it\". Its [README](README.md) says how,\n\
                > and what the others need.";
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
    make_in_one_step(course, &files, Some(lesson), wanted, out)?;
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
const THE_COURSE: [&str; 17] = [
    "Cargo.toml",
    "Cargo.lock",
    "README.md",
    "LICENSE-MIT",
    "LICENSE-APACHE",
    "LICENSE-CC-BY-4.0",
    ".gitignore",
    ".gitattributes",
    ".rustfmt.toml",
    ".clippy.toml",
    ".cargo",
    ".ci",
    ".devcontainer",
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
            files::add_folder_without(&mut files, &format!("{name}/"), &path, &NOT_THE_COURSE)?;
        } else if path.is_file() {
            files::add_file(&mut files, name, &path)?;
        }
    }
    // A copy of a copy: it gets sources of its own, or none.
    let config = ".cargo/config.toml";
    if let Some(text) = files.get(config).and_then(|bytes| str::from_utf8(bytes).ok()) {
        files.insert(config.to_owned(), text.replace(&vendored_sources("vendor"), "").into_bytes());
    }
    if wanted.without_answers {
        leave_out_answers(course, &mut files)?;
    }
    for name in crates(&files) {
        files.insert(format!("crates/{name}/build.rs"), BUILD_SCRIPT.into());
    }
    make_in_one_step(course, &files, None, wanted, out)?;
    let answers = match wanted.without_answers {
        true => "without the answers: to run hand-ins with it, not to learn from",
        false => "with the answers in `crates`. Its README.md says how to begin",
    };
    writeln!(out, "It is the whole course, {answers}.")?;
    Ok(())
}

/// Makes the functions that learners write blank, and removes what tells what belongs in them.
fn leave_out_answers(course: &Course, files: &mut Files) -> Result<()> {
    for name in course.lesson_names()? {
        let lesson = course.lesson(&name)?;
        let starter = learner_copy::files(course, &lesson, 0, Use::Alone)?;
        let lib = starter.get("src/lib.rs").context("the copy has no `src/lib.rs`")?;
        files.insert(format!("crates/{name}/src/lib.rs"), lib.clone());
        files.retain(|path, _| {
            let part = path.strip_prefix(&format!("lessons/{name}/"));
            part.is_none_or(|part| part == "steps.toml")
        });
    }
    Ok(())
}

/// The names of the folders in `crates`.
fn crates(files: &Files) -> BTreeSet<String> {
    let names = files.keys().filter_map(|path| path.strip_prefix("crates/")?.split_once('/'));
    names.map(|(name, _)| name.to_owned()).collect()
}

/// Makes the folder or the archive under another name first: what has the right name is complete.
fn make_in_one_step(
    course: &Course,
    files: &Files,
    lesson: Option<&Lesson>,
    wanted: &HandoutArgs,
    out: &mut impl Write,
) -> Result<()> {
    let is_named_zip = ends_in(&wanted.to, "zip");
    let zip = wanted.zip || is_named_zip;
    let made =
        if zip && !is_named_zip { with_ending(&wanted.to, ".zip") } else { wanted.to.clone() };
    if fs::symlink_metadata(&made).is_ok() {
        return Err(anyhow::Error::new(UserError::new(
            format!("`{}` is there already; nothing was changed", made.display()),
            "Give another name with --to, or move it away first.",
        )));
    }
    let unfinished = with_ending(&made, &format!(".{}.part", std::process::id()));
    let name = made.file_stem().unwrap_or_default().to_string_lossy();
    let make = || {
        if zip {
            let folder = with_ending(&unfinished, ".folder");
            let packed = write(files, lesson, wanted.vendor, &folder).and_then(|()| {
                pack(&folder, &name, time_of(&sources(course, lesson)), &unfinished)
            });
            let _ = fs::remove_dir_all(&folder);
            packed
        } else {
            write(files, lesson, wanted.vendor, &unfinished)
        }
    };
    let result = make().and_then(|()| Ok(fs::rename(&unfinished, &made)?));
    if result.is_err() {
        let _ = if zip { fs::remove_file(&unfinished) } else { fs::remove_dir_all(&unfinished) };
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

/// The folders of the course that a handout is made from.
fn sources(course: &Course, lesson: Option<&Lesson>) -> Vec<PathBuf> {
    let folders = match lesson {
        Some(lesson) => vec![
            format!("crates/{}", lesson.name),
            format!("lessons/{}", lesson.name),
            "crates/common".to_owned(),
            "scripts/practice-net".to_owned(),
        ],
        None => ["crates", "lessons", "scripts/course"].map(str::to_owned).to_vec(),
    };
    folders.iter().map(|folder| course.root.join(folder)).collect()
}

/// Writes the handout into `folder`, which must not be there yet. What checks it elsewhere comes
/// last: it knows the hash of every file as it is on the disk.
fn write(files: &Files, lesson: Option<&Lesson>, vendored: bool, folder: &Path) -> Result<()> {
    learner_copy::write(files, folder)?;
    if let Some(lesson) = lesson {
        let mut files = files.clone();
        files::add_file(&mut files, "Cargo.lock", &folder.join("Cargo.lock"))?;
        for (path, bytes) in workflow::files(&files, lesson)? {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap_or(folder))?;
            fs::write(path, bytes)?;
        }
    }
    if vendored { vendor(folder) } else { Ok(()) }
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
    fs::write(&config, fs::read_to_string(&config)? + &vendored_sources("vendor"))?;
    Ok(())
}

/// Packs `folder` under `name`. The same files make the same archive, to the byte: they are sorted,
/// and all have one time.
fn pack(folder: &Path, name: &str, time: DateTime, to: &Path) -> Result<()> {
    let mut files = Files::new();
    files::add_folder(&mut files, "", folder)?;
    let mut archive = ZipWriter::new(File::create_new(to)?);
    let options = SimpleFileOptions::default().last_modified_time(time).unix_permissions(0o644);
    for (path, bytes) in &files {
        let mode = if bytes.starts_with(b"#!") { 0o755 } else { 0o644 };
        archive.start_file(format!("{name}/{path}"), options.unix_permissions(mode))?;
        archive.write_all(bytes)?;
    }
    archive.finish()?.sync_all()?;
    Ok(())
}

/// The time for the files of an archive: that of the newest file in `sources`, less a day. An
/// archive knows no time zone, and a file from the future would be built again and again.
fn time_of(sources: &[PathBuf]) -> DateTime {
    let files = sources.iter().flat_map(|folder| memory::files(folder));
    let newest = files.filter_map(|file| file.metadata().ok()?.modified().ok()).max();
    let time = newest.and_then(|newest| newest.checked_sub(DAY)).unwrap_or(UNIX_EPOCH);
    let time = humantime::format_rfc3339_seconds(time).to_string(); // `2026-11-26T08:30:00Z`
    let parts: Vec<u16> = time.split(['-', 'T', ':', 'Z']).flat_map(str::parse).collect();
    let [year, rest @ ..] = &parts[..] else { return DateTime::default() };
    let rest: Vec<u8> = rest.iter().flat_map(|part| u8::try_from(*part)).collect();
    let [month, day, hour, minute, second] = rest[..] else { return DateTime::default() };
    DateTime::from_date_and_time(*year, month, day, hour, minute, second).unwrap_or_default()
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

This folder is for the parts \"Make\" and \"Prove it\" of the worksheet, [{name}.md]({name}.md). You
need Rust with a linker (<https://rustup.rs/> says how to get both) and an editor.

The other parts run and read the *finished* programs of the course, this lesson's and others. They
are not here, because they hold the answers: your instructor shows them, or you have the course's
own folder beside this one.

Open this folder in your editor. The functions to write are in `src/lib.rs`: look for `todo!`.
Change no other file: only that one is handed in and graded. Hand in that file, or this folder as a
zip archive without `target`, as your instructor says.

| the worksheet says | in this folder, type |
|---|---|
| `cargo course start {name}` | nothing: this folder is your copy |
| `cargo course check {name} --step 1` | `cargo test --test steps step_1_`, and so on for each step |
| `cargo course check {name}` | `cargo test --test steps`, when the steps are written |
| `cargo course hint {name} 1` | nothing: see [HINTS.md](HINTS.md) |
| `cargo course quiz {name}` | nothing: the quiz is in the course |
| `cargo run --manifest-path ... -- ...` | `cargo run -- ...`: your own program, when its steps are written |
| `cargo practice` | `cargo practice` |

A step is done when its tests pass. A test that fails shows the call, what came (`left`) and what
was expected (`right`). To start over, unpack the archive again over this folder.

## For the instructor

- **On GitHub**: make a template repository of this folder. Its workflow,
  `.github/workflows/check-steps.yml`, checks each step on every push, and writes a table with the
  points to the run's summary page. It takes the tests and build files as they were handed out, from
  the repository's history, and only `src/lib.rs` as it was pushed. What it cannot guard is itself:
  forbid changes to `.github` (a ruleset does that), or look at its history.
- **With Classroom 50**: give `.github/classroom50/tests.json` as the assignment's tests, and the
  text of `.github/classroom50/runtime.json` as its runtime. They do the same as the workflow, but
  are kept on your side. Leave the workflow out then.
- **On your own computer**: see `cargo course grade --help` in the course.
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
