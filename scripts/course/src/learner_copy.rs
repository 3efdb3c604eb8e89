//! What a learner gets: the crate with its steps blank, in a small workspace of its own with what
//! it needs. The copies in `my-work`, the handouts and the folders for grading are all made here.

use crate::editor;
use crate::files::{Files, add_file, add_folder};
use crate::lesson::Lesson;
use crate::paths::Course;
use crate::process::cargo;
use crate::starter;
use anyhow::{Context, Result};
use common::UserError;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use toml_edit::{Array, DocumentMut, Item, Table, value};

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
            "src/lib.rs" => starter::without_tests(source)
                .and_then(|source| starter::starter(&source, lesson, solved)),
            rust if rust.ends_with(".rs") => starter::without_tests(source),
            _ => continue,
        };
        let learners = learners.map_err(|error| not_as_it_should_be(error, course, lesson, path));
        *bytes = learners?.into_bytes();
    }
    let tests = starter::announcing_tests(&read(&solution.join("tests/steps.rs"))?)?;
    files.insert("tests/steps.rs".into(), tests.into_bytes());
    if solution.join("examples").is_dir() {
        add_folder(&mut files, "examples/", &solution.join("examples"))?;
    }
    for member in MEMBERS {
        let folder = course.root.join(member);
        let mut manifest = document(&folder)?;
        manifest.remove("dev-dependencies"); // its tests are not in the copy
        files.insert(format!("{member}/Cargo.toml"), manifest.to_string().into_bytes());
        if folder.join("README.md").is_file() {
            add_file(&mut files, &format!("{member}/README.md"), &folder.join("README.md"))?;
        }
        add_folder(&mut files, &format!("{member}/src/"), &folder.join("src"))?;
    }
    let worksheet = format!("{}.md", lesson.name);
    add_file(&mut files, &worksheet, &course.root.join("lessons").join(&worksheet))?;
    add_pictures(&mut files, &worksheet, &course.root.join("lessons/pictures"))?;
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

/// Adds those files of `folder` that the worksheet shows. Its links lead to them, as in the course.
fn add_pictures(files: &mut Files, worksheet: &str, folder: &Path) -> Result<()> {
    let text = files.get(worksheet).map(|text| String::from_utf8_lossy(text).into_owned());
    let text = text.unwrap_or_default();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if text.contains(&format!("](pictures/{name})")) {
            add_file(files, &format!("pictures/{name}"), &path)?;
        }
    }
    Ok(())
}

/// Names the file of the lesson's crate. Where it is no Rust, a learner may have left something in
/// it: then also the line.
fn not_as_it_should_be(
    error: anyhow::Error,
    course: &Course,
    lesson: &Lesson,
    path: &str,
) -> anyhow::Error {
    let name = &lesson.name;
    let advice = match course.root.join(".git").exists() {
        true => format!("Take the changes in it back: git checkout crates/{name}"),
        false => "Undo the changes in it, or copy it from the archive of the course.".to_string(),
    };
    match error
        .downcast_ref::<syn::Error>()
        .map(|reason| (reason.to_string(), reason.span().start().line))
    {
        Some((reason, line)) => error.context(UserError::new(
            format!("`crates/{name}/{path}` does not compile: {reason}, in line {line}"),
            advice,
        )),
        None => error.context(format!("in `{path}` of `{name}`")),
    }
}

/// Writes `files` into `folder`, which is made new, with new times; and leaves in `Cargo.lock` only
/// what is needed there.
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

/// What cargo has to know to build from the sources in `folder`.
pub(crate) fn vendored_sources(folder: &str) -> String {
    format!(
        "\n# Everything that is needed to build is in the folder `vendor`: no internet is asked.\n\
         [source.crates-io]\nreplace-with = \"vendored-sources\"\n\n\
         [source.vendored-sources]\ndirectory = {folder:?}\n"
    )
}

/// The copy's `Cargo.toml`: the crate's own, and of the repository's what the crate needs.
fn manifest(course: &Course, lesson: &Lesson, files: &Files) -> Result<String> {
    let mut manifest = document(&course.solution(&lesson.name))?;
    let mut of_course = document(&course.root)?;
    if let Some(tools) = manifest.get_mut("dev-dependencies").and_then(Item::as_table_mut) {
        tools.retain(|name, _| is_used(name, files)); // others are for tests outside the copy
        tools.set_implicit(tools.is_empty());
    }
    if !manifest.contains_key("lib") {
        let mut library = Table::new();
        library.insert("doctest", value(false)); // `cargo test` runs the steps, and nothing else
        manifest.insert("lib", Item::Table(library));
    }
    let mut needed = dependencies(&manifest);
    for member in MEMBERS {
        let bytes = files.get(&format!("{member}/Cargo.toml")).map_or(&[][..], Vec::as_slice);
        needed.extend(dependencies(&as_text(member, bytes)?.parse()?));
    }
    if let Some(workspace) = of_course.get_mut("workspace").and_then(Item::as_table_mut) {
        workspace.insert("members", value(Array::from_iter(MEMBERS)));
        workspace.remove("exclude");
        if let Some(all) = workspace.get_mut("dependencies").and_then(Item::as_table_mut) {
            all.retain(|name, _| needed.contains(name));
        }
    }
    let profiles = of_course.get_mut("profile").and_then(Item::as_table_mut);
    for (_, profile) in profiles.into_iter().flat_map(|profiles| profiles.iter_mut()) {
        if let Some(packages) = profile.get_mut("package").and_then(Item::as_table_mut) {
            packages.retain(|name, _| name == "*" || needed.contains(name));
        }
    }
    Ok(format!("{}\n\n{}\n", manifest.to_string().trim_end(), of_course.to_string().trim()))
}

/// The `Cargo.toml` in `folder`.
fn document(folder: &Path) -> Result<DocumentMut> {
    let path = folder.join("Cargo.toml");
    read(&path)?.parse().with_context(|| format!("in `{}`", path.display()))
}

/// The names of everything that a manifest's package depends on, on any system.
fn dependencies(manifest: &DocumentMut) -> BTreeSet<String> {
    let of_all = manifest.as_table();
    let targets = of_all.get("target").and_then(Item::as_table);
    let of_targets = targets.into_iter().flat_map(Table::iter).filter_map(|(_, of)| of.as_table());
    let kinds = ["dependencies", "dev-dependencies", "build-dependencies"];
    [of_all]
        .into_iter()
        .chain(of_targets)
        .flat_map(|of| kinds.iter().filter_map(|kind| of.get(kind)?.as_table()))
        .flat_map(|dependencies| dependencies.iter().map(|(name, _)| name.to_owned()))
        .collect()
}

/// True if a source file of the copy names the crate.
fn is_used(name: &str, files: &Files) -> bool {
    let name = name.replace('-', "_");
    let of_crate = |path: &str| {
        path.ends_with(".rs") && !MEMBERS.iter().any(|member| path.starts_with(member))
    };
    let mut sources = files.iter().filter(|(path, _)| of_crate(path));
    sources.any(|(_, bytes)| String::from_utf8_lossy(bytes).contains(&name))
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))
}

fn as_text<'a>(path: &str, bytes: &'a [u8]) -> Result<&'a str> {
    std::str::from_utf8(bytes).with_context(|| format!("`{path}` is not text"))
}
