//! `cargo course start`: makes a learner's copy, and puts back what is missing in it.

use crate::files::Files;
use crate::learner_copy::{self, Use};
use crate::lesson::Lesson;
use crate::memory::{self, Memory};
use crate::paths::Course;
use crate::text::wrap;
use anyhow::{Context, Result};
use common::UserError;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What to start.
#[derive(Debug, clap::Args)]
pub(crate) struct StartArgs {
    /// The lesson: octets, for example
    lesson: String,
    /// Start again: your work so far is kept under another name
    #[arg(long)]
    again: bool,
    /// Put back what is missing in your copy, and its tests; what you wrote stays
    #[arg(long, conflicts_with = "again")]
    repair: bool,
}

/// Makes `my-work/<lesson>`. Work that is there already is not touched unless asked for.
pub(crate) fn start(course: &Course, args: &StartArgs, out: &mut impl Write) -> Result<()> {
    let lesson = &course.lesson(&args.lesson)?;
    let (name, copy) = (&lesson.name, course.copy_of(&lesson.name));
    let files = learner_copy::files(course, lesson, 0, Use::MyWork)?;
    if args.repair && copy.is_dir() {
        return repair(course, &copy, &files, out);
    }
    if copy.exists() && !is_untouched(&copy, &files) {
        if !args.again {
            writeln!(
                out,
                "You have started this lesson already: {}. Nothing was changed.\n",
                course.shown(&copy)
            )?;
            writeln!(out, "Next: cargo course check {name}")?;
            let again = format!("cargo course start {name} --again");
            writeln!(out, "To start again, and keep your work under another name: {again}")?;
            return Ok(());
        }
        make(course, lesson, &files, out)?;
    } else if !copy.exists() {
        make(course, lesson, &files, out)?;
    }
    writeln!(out, "Your copy is {}. Open that folder in your editor.", course.shown(&copy))?;
    writeln!(out, "The worksheet is {name}.md. In src/lib.rs, look for `todo!`.")?;
    if let Some(first) = lesson.steps.first() {
        let (all, functions) = (lesson.steps.len(), first.functions_shown());
        writeln!(out, "\nStep 1 of {all}: {}. Write {functions}.", first.title)?;
        writeln!(out, "{}", wrap(&first.goal, 0))?;
    }
    writeln!(out, "\nNext: cargo course check {name}")?;
    writeln!(out, "Or, to have each save checked at once: cargo course learn {name}")?;
    Ok(())
}

/// Makes the copy unless it is there already.
pub(crate) fn start_if_new(course: &Course, lesson: &Lesson, out: &mut impl Write) -> Result<()> {
    if course.copy_of(&lesson.name).exists() {
        return Ok(());
    }
    make(course, lesson, &learner_copy::files(course, lesson, 0, Use::MyWork)?, out)
}

/// Makes the copy under another name first: what has the right name is whole.
fn make(course: &Course, lesson: &Lesson, files: &Files, out: &mut impl Write) -> Result<()> {
    let (name, copy) = (&lesson.name, course.copy_of(&lesson.name));
    if let changed @ [_, ..] = changed_files(course, lesson).as_slice() {
        common::note(&format!(
            "your copy has the changes that you made in {}.",
            changed.join(", ")
        ));
        common::note(&format!(
            "to leave them out: git checkout crates/{name}, then cargo course start {name} --again"
        ));
    }
    let unfinished = course.my_work().join(format!(".{name}.new"));
    let _ = fs::remove_dir_all(&unfinished); // one that was left when the computer went off
    learner_copy::write(files, &unfinished)?;
    if let Some(kept) = set_aside(&copy)? {
        let (kept, copy) = (course.shown(&kept), course.shown(&copy));
        writeln!(out, "Your earlier work is now in {kept}.")?;
        writeln!(out, "To go back to it: remove {copy}, and rename {kept} to {name}.\n")?;
    }
    fs::rename(&unfinished, &copy).with_context(|| {
        UserError::new(
            format!("`{}` cannot be made", course.shown(&copy)),
            "Are you allowed to write in that folder?",
        )
    })?;
    let solution = memory::hash(&[course.solution(name).join("src")]);
    let fresh = Memory { solution: Some(solution), ..Memory::default() };
    Memory::change(course, name, |memory| *memory = fresh);
    Ok(())
}

/// True if the copy is as it was made: nothing in it is work. Cargo may have changed `Cargo.lock`.
fn is_untouched(copy: &Path, files: &Files) -> bool {
    files.iter().all(|(path, bytes)| {
        path == "Cargo.lock" || fs::read(copy.join(path)).is_ok_and(|own| own == *bytes)
    })
}

/// Writes the files that are missing, and the tests if they are not the lesson's.
fn repair(course: &Course, copy: &Path, files: &Files, out: &mut impl Write) -> Result<()> {
    let mut all_are_there = true;
    for (name, bytes) in files {
        let path = copy.join(name);
        let is_other = |own: Vec<u8>| name == "tests/steps.rs" && own != *bytes;
        if path.is_file() && !fs::read(&path).is_ok_and(is_other) {
            continue;
        }
        all_are_there = false;
        fs::create_dir_all(path.parent().unwrap_or(copy))
            .and_then(|()| fs::write(&path, bytes))
            .with_context(|| format!("cannot write `{}`", course.shown(&path)))?;
        writeln!(out, "Put back: {}", course.shown(&path))?;
    }
    if all_are_there {
        writeln!(out, "Nothing is missing in {}.", course.shown(copy))?;
    }
    Ok(())
}

/// The lesson's sources that differ from what git has of them; none if there is no git.
fn changed_files(course: &Course, lesson: &Lesson) -> Vec<String> {
    let mut git = Command::new("git");
    git.args(["diff", "--name-only", "--relative", "HEAD", "--"])
        .arg(course.solution(&lesson.name).join("src"))
        .current_dir(&course.root);
    let output = git.output().map(|output| output.stdout).unwrap_or_default();
    String::from_utf8_lossy(&output).lines().map(common::escape_untrusted).collect()
}

/// Gives the folder the first free numbered name, if it is there.
fn set_aside(copy: &Path) -> Result<Option<PathBuf>> {
    if !copy.exists() {
        return Ok(None);
    }
    let numbered = |number: u32| copy.with_extension(format!("old-{number}"));
    let kept = (1..).map(numbered).find(|kept| !kept.exists()).context("no name is free")?;
    fs::rename(copy, &kept).with_context(|| {
        UserError::new(
            format!("`{}` cannot be set aside", copy.display()),
            "Close the programs that use it, your editor or your server, and try again.",
        )
    })?;
    Ok(Some(kept))
}
