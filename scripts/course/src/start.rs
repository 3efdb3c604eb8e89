//! `cargo course start`: makes a learner's copy.

use crate::learner_copy::{self, Use};
use crate::lesson::Lesson;
use crate::paths::Course;
use crate::text::wrap;
use anyhow::{Context, Result};
use common::UserError;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Makes `my-work/<lesson>`. Work that is there already is kept under a numbered name.
pub(crate) fn start(course: &Course, lesson: &Lesson, out: &mut impl Write) -> Result<()> {
    let name = &lesson.name;
    let copy = course.copy_of(name);
    let files = learner_copy::files(course, lesson, 0, Use::MyWork)?;
    if io::stderr().is_terminal() && is_changed(course, lesson) {
        let _ = writeln!(
            io::stderr(),
            "note: you changed crates/{name}, and your copy has these changes, too."
        );
        let _ = writeln!(
            io::stderr(),
            "      To take them back: git checkout crates/{name}, and start again."
        );
    }
    let unfinished = course.my_work().join(format!(".{name}.new"));
    let _ = fs::remove_dir_all(&unfinished); // one that was left when the computer went off
    learner_copy::write(&files, &unfinished)?;
    if let Some(kept) = set_aside(&copy)? {
        writeln!(out, "Your earlier work is now in {}.", course.shown(&kept))?;
        writeln!(out, "To go back to it, remove the new copy, and give the old one its name.\n")?;
    }
    fs::rename(&unfinished, &copy).with_context(|| in_use(course, &copy))?;

    writeln!(out, "Your copy is {}.", course.shown(&copy))?;
    writeln!(out, "Open {} and look for `todo!`.", course.shown(&copy.join("src/lib.rs")))?;
    if let Some(first) = lesson.steps.first() {
        writeln!(
            out,
            "\nStep 1 of {}: {}. Write {}.",
            lesson.steps.len(),
            first.title,
            first.functions_shown()
        )?;
        writeln!(out, "{}", wrap(&first.goal, 0))?;
    }
    writeln!(out, "\nNext: cargo course check {name}")?;
    Ok(())
}

/// Whether the lesson's sources differ from what git has of them. Where there is no git, nobody knows: then they do not.
fn is_changed(course: &Course, lesson: &Lesson) -> bool {
    let mut git = Command::new("git");
    git.args(["status", "--porcelain", "--untracked-files=no", "--"])
        .arg(course.solution(&lesson.name).join("src"))
        .current_dir(&course.root);
    git.output().is_ok_and(|output| !output.stdout.is_empty())
}

/// Gives the folder the first free numbered name, if it is there.
fn set_aside(copy: &Path) -> Result<Option<PathBuf>> {
    if !copy.exists() {
        return Ok(None);
    }
    let numbered = |number: u32| copy.with_extension(format!("old-{number}"));
    let kept = (1..).map(numbered).find(|kept| !kept.exists()).context("there is no free name")?;
    fs::rename(copy, &kept).with_context(|| {
        UserError::new(
            format!("`{}` cannot be set aside", copy.display()),
            "Close the programs that use it, your editor or your server, and try again.",
        )
    })?;
    Ok(Some(kept))
}

fn in_use(course: &Course, copy: &Path) -> UserError {
    UserError::new(
        format!("`{}` cannot be made", course.shown(copy)),
        "May you write in that folder?",
    )
}
