//! What a learner gets: the crate with its steps blank, in a small workspace of its own with what it needs. The copies in
//! `my-work`, the handouts and the folders for grading are all made here.

use crate::editor;
use crate::lesson::Lesson;
use crate::paths::Course;
use crate::process::cargo;
use crate::starter;
use anyhow::{Context, Result, bail};
use common::UserError;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Files by their path from the copy's folder on, with `/` on every system.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Where a copy is to be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// In `my-work`, inside the repository.
    MyWork,
    /// Anywhere, alone.
    Alone,
}

const GITIGNORE: &str = "/target\n";

/// The members of a copy's workspace, beside the crate itself.
const MEMBERS: [&str; 2] = ["crates/common", "scripts/practice-net"];

const MY_WORK_CONFIG: &str = r#"# These work in this folder.
[alias]
course = "run --manifest-path UP/Cargo.toml --package course --target-dir UP/target/course --"
practice = "run --package practice-net --"

# All your copies share what they have in common: only the first one is slow to build.
[build]
target-dir = "UP/my-work/target"
"#;

const ALONE_CONFIG: &str = r#"[alias]
practice = "run --package practice-net --"
"#;

/// The files of a copy of `lesson`, with the steps up to `solved` as in the worked solution.
pub(crate) fn files(
    course: &Course,
    lesson: &Lesson,
    solved: usize,
    purpose: Use,
) -> Result<Files> {
    let solution = course.solution(&lesson.name);
    let mut files = Files::new();
    add_folder(&mut files, "src/", &solution.join("src"))?;
    for (path, bytes) in &mut files {
        let source = as_text(path, bytes)?;
        let learners = match path.as_str() {
            "src/lib.rs" => starter::starter(&starter::without_tests(source)?, lesson, solved),
            rust if rust.ends_with(".rs") => starter::without_tests(source),
            _ => continue,
        };
        *bytes = learners.map_err(|error| not_as_it_should_be(error, lesson, path))?.into_bytes();
    }
    let tests = starter::announcing_tests(&read(&solution.join("tests/steps.rs"))?)?;
    files.insert("tests/steps.rs".into(), tests.into_bytes());
    for member in MEMBERS {
        for part in ["Cargo.toml", "README.md"] {
            if course.root.join(member).join(part).is_file() {
                add_file(
                    &mut files,
                    &format!("{member}/{part}"),
                    &course.root.join(member).join(part),
                )?;
            }
        }
        add_folder(&mut files, &format!("{member}/src/"), &course.root.join(member).join("src"))?;
    }
    let worksheet = format!("{}.md", lesson.name);
    add_file(&mut files, &worksheet, &course.root.join("lessons").join(&worksheet))?;
    for plain in
        ["Cargo.lock", ".rustfmt.toml", "LICENSE-MIT", "LICENSE-APACHE", "LICENSE-CC-BY-4.0"]
    {
        add_file(&mut files, plain, &course.root.join(plain))?;
    }
    if purpose == Use::MyWork {
        editor::add(&mut files, &[("learn", "cargo course learn")]);
        // Cargo reads a path in an alias from the folder in which it is typed.
        for (folder, up) in [("", "../.."), ("src/", "../../.."), ("tests/", "../../..")] {
            let config = MY_WORK_CONFIG.replace("UP", up);
            files.insert(format!("{folder}.cargo/config.toml"), config.into_bytes());
        }
    } else {
        files.insert(".cargo/config.toml".into(), ALONE_CONFIG.into());
    }
    files.insert(".gitignore".into(), GITIGNORE.into());
    files.insert("Cargo.toml".into(), manifest(course, lesson, &files)?.into_bytes());
    Ok(files)
}

/// Names the file of the lesson's crate. Where it is no Rust, a learner may have left something in it: then also the line.
fn not_as_it_should_be(error: anyhow::Error, lesson: &Lesson, path: &str) -> anyhow::Error {
    let name = &lesson.name;
    match error
        .downcast_ref::<syn::Error>()
        .map(|reason| (reason.to_string(), reason.span().start().line))
    {
        Some((reason, line)) => error.context(UserError::new(
            format!("`crates/{name}/{path}` does not compile: {reason}, in line {line}"),
            format!("Take the changes in it back: git checkout crates/{name}"),
        )),
        None => error.context(format!("in `{path}` of `{name}`")),
    }
}

/// Writes `files` into `folder`, which is made new, with new times; and leaves in `Cargo.lock` only what is needed there.
pub(crate) fn write(files: &Files, folder: &Path) -> Result<()> {
    if let Some(parent) = folder.parent() {
        fs::create_dir_all(parent)
            .with_context(|| format!("cannot make `{}`", parent.display()))?;
    }
    fs::create_dir(folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
    for (path, bytes) in files {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)
                .with_context(|| format!("cannot make `{}`", parent.display()))?;
        }
        fs::write(&path, bytes).with_context(|| format!("cannot write `{}`", path.display()))?;
    }
    let trimmed = Command::new(cargo())
        .args(["update", "--workspace", "--offline", "--quiet"])
        .current_dir(folder)
        .output();
    if !trimmed.is_ok_and(|output| output.status.success()) {
        log::info!("cargo will leave out of Cargo.lock what is not needed when it builds");
    }
    Ok(())
}

/// The copy's `Cargo.toml`: the crate's own, and of the repository's what the crate needs.
fn manifest(course: &Course, lesson: &Lesson, files: &Files) -> Result<String> {
    let of_crate = read(&course.solution(&lesson.name).join("Cargo.toml"))?;
    let of_course = read(&course.root.join("Cargo.toml"))?;
    let of_crate = without_unused_tools(&of_crate, files);
    let mut needing = of_crate.clone();
    for member in MEMBERS {
        needing.push_str(&read(&course.root.join(member).join("Cargo.toml"))?);
    }
    let needs = |name: &str| needing.lines().any(|line| names(line, name));

    let mut parts = vec![of_crate.trim_end().to_owned()];
    if !of_crate.contains("[lib]") {
        parts.push(
            "# `cargo test` runs the steps, and nothing beside them.\n[lib]\ndoctest = false"
                .to_owned(),
        );
    }
    parts.push(format!("[workspace]\nresolver = \"3\"\nmembers = {MEMBERS:?}"));
    let mut in_dependencies = false;
    for paragraph in of_course.split("\n\n") {
        let header = paragraph.lines().find(|line| line.starts_with('['));
        in_dependencies =
            header.map_or(in_dependencies, |header| header == "[workspace.dependencies]");
        let of_package =
            header.and_then(|header| header.strip_suffix(']')?.split_once(".package."));
        let wanted = match (header, of_package) {
            (Some("[workspace]"), _) => false,
            (_, Some((_, name))) => name == "\"*\"" || needs(name),
            _ => true,
        };
        if in_dependencies {
            let kept = |line: &&str| line.split_once(" =").is_none_or(|(name, _)| needs(name));
            parts.push(paragraph.lines().filter(kept).collect::<Vec<_>>().join("\n"));
        } else if wanted {
            parts.push(paragraph.trim_end().to_owned());
        }
    }
    parts.retain(|part| !part.is_empty());
    Ok(parts.join("\n\n") + "\n")
}

/// Whether a line of a manifest names this dependency.
fn names(line: &str, dependency: &str) -> bool {
    line.strip_prefix(dependency).is_some_and(|rest| rest.starts_with([' ', '.', '=']))
}

/// The crate's manifest without the tools that only tests outside the copy use.
fn without_unused_tools(manifest: &str, files: &Files) -> String {
    let used = |line: &str| {
        let name = line.split(['.', ' ', '=']).next().unwrap_or_default().replace('-', "_");
        let sources = ["tests/steps.rs", "src/lib.rs", "src/main.rs"];
        sources
            .iter()
            .filter_map(|path| files.get(*path))
            .any(|bytes| String::from_utf8_lossy(bytes).contains(&name))
    };
    let mut in_tools = false;
    let kept = manifest.lines().filter(|line| {
        if line.starts_with('[') {
            in_tools = *line == "[dev-dependencies]";
            return true;
        }
        !in_tools || line.trim().is_empty() || used(line)
    });
    kept.collect::<Vec<_>>().join("\n").replace("[dev-dependencies]\n\n", "") + "\n"
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))
}

fn as_text<'a>(path: &str, bytes: &'a [u8]) -> Result<&'a str> {
    std::str::from_utf8(bytes).with_context(|| format!("`{path}` is not text"))
}

/// Adds the file at `path` under `name`.
pub(crate) fn add_file(files: &mut Files, name: &str, path: &Path) -> Result<()> {
    let bytes = fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    files.insert(name.to_owned(), bytes);
    Ok(())
}

/// Adds every file below `folder`, each under `prefix`.
pub fn add_folder(files: &mut Files, prefix: &str, folder: &Path) -> Result<()> {
    add_folder_without(files, prefix, folder, &[])
}

/// The same, without the folders of these names. A name is that in [`Files`], with the prefix.
pub(crate) fn add_folder_without(
    files: &mut Files,
    prefix: &str,
    folder: &Path,
    without: &[&str],
) -> Result<()> {
    for entry in
        fs::read_dir(folder).with_context(|| format!("cannot read `{}`", folder.display()))?
    {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else {
            bail!("`{}` holds a name that is not UTF-8", folder.display())
        };
        if entry.file_type()?.is_dir() {
            if !without.contains(&format!("{prefix}{name}").as_str()) {
                add_folder_without(files, &format!("{prefix}{name}/"), &entry.path(), without)?;
            }
        } else {
            add_file(files, &format!("{prefix}{name}"), &entry.path())?;
        }
    }
    Ok(())
}
