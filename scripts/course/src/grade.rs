//! `cargo course grade`: a folder of hand-ins, each tried on a fresh starter, with a table, CSV and a page of feedback each.
//!
//! Strangers' code is run. It is held by limits on time, output and (on Linux) memory, gets a home of its own, and all
//! that it started is ended with it. But it runs as you: it can read what you can read, and reach the network.

use crate::compiler;
use crate::feedback;
use crate::hand_in::{self, Refusal, ends_in};
use crate::interrupt;
use crate::lesson::Lesson;
use crate::paths::Course;
use crate::report::{Grade, GradeOutcome};
use crate::workspace::{RunOutcome, Workspace};
use anyhow::{Context, Result, bail};
use common::{UserError, escape_untrusted};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::{Sender, channel};
use std::thread;

/// The most hand-ins that are tried at the same time.
const MAX_WORKERS: usize = 8;

/// What systems leave in a folder, beside what begins with a dot.
const NO_HAND_INS: [&str; 3] = ["desktop.ini", "Thumbs.db", "__MACOSX"];

/// What is to be graded, and what is wanted.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct GradeArgs {
    /// The folder; each hand-in in it is a folder, a zip archive or a lone .rs file
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// The lesson of hand-ins that do not tell theirs, as lone lib.rs files
    #[arg(long)]
    pub(crate) lesson: Option<String>,
    /// Also write the table to this file, for a spreadsheet
    #[arg(long, value_name = "FILE")]
    pub(crate) csv: Option<PathBuf>,
    /// Also write a page of feedback for each hand-in into this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) feedback: Option<PathBuf>,
}

/// Grades every hand-in in the folder.
pub(crate) fn grade(course: &Course, grading: &GradeArgs, out: &mut impl Write) -> Result<()> {
    grading.lesson.as_ref().map(|name| course.lesson(name)).transpose()?;
    let hand_ins = hand_ins(grading)?;
    let scratch = tempfile::tempdir()?;
    let all = hand_ins.len();
    let what = if all == 1 { "hand-in" } else { "hand-ins" };
    let _ = writeln!(
        io::stderr(),
        "{all} {what}. This runs their code; see --help for what that means."
    );
    let grades = grade_all(course, grading, hand_ins, scratch.path())?;
    table(&grades, out)?;
    if let Some(path) = &grading.csv {
        fs::write(path, csv(&grades)).with_context(|| cannot_write(path))?;
        writeln!(
            out,
            "\nThe same as CSV: {}",
            escape_untrusted(path.as_os_str().as_encoded_bytes())
        )?;
    }
    if let Some(folder) = &grading.feedback {
        fs::create_dir_all(folder).with_context(|| cannot_write(folder))?;
        for grade in &grades {
            let path = folder.join(format!("{}.md", grade.hand_in));
            fs::write(&path, feedback::page(grade)).with_context(|| cannot_write(&path))?;
        }
        writeln!(
            out,
            "A page of feedback for each: {}",
            escape_untrusted(folder.as_os_str().as_encoded_bytes())
        )?;
    }
    if interrupt::came() {
        writeln!(out, "\n{} of {all} hand-ins are graded.", grades.len())?;
        bail!("it was interrupted");
    }
    Ok(())
}

fn cannot_write(path: &Path) -> UserError {
    UserError::new(format!("`{}` cannot be written", path.display()), "May you write there?")
}

/// All that is in the folder, in the order of its names, but for what nobody handed in. What cannot be tried is among it: so
/// nobody is left out without a word.
fn hand_ins(grading: &GradeArgs) -> Result<Vec<(String, PathBuf)>> {
    let folder = &grading.folder;
    let results = [&grading.csv, &grading.feedback].into_iter().flatten();
    let results: Vec<PathBuf> = results.filter_map(|path| fs::canonicalize(path).ok()).collect();
    let entries = fs::read_dir(folder).with_context(|| {
        UserError::new(
            format!("`{}` is no folder that can be read", folder.display()),
            "Name the folder that holds the hand-ins.",
        )
    })?;
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let of_system = name.starts_with('.')
            || NO_HAND_INS.iter().any(|known| name.eq_ignore_ascii_case(known));
        let of_results = fs::canonicalize(&path).is_ok_and(|path| results.contains(&path));
        if !of_system && !of_results {
            found.push(path);
        }
    }
    found.sort();
    let may_be_tried =
        |path: &PathBuf| path.is_dir() || ends_in(path, "zip") || ends_in(path, "rs");
    if !found.iter().any(may_be_tried) || folder.join("src/lib.rs").exists() {
        return Err(anyhow::Error::new(UserError::new(
            format!("`{}` is no folder of hand-ins", folder.display()),
            "Give the folder in which each hand-in is a folder or a zip archive of its own.",
        )));
    }
    Ok(names(&found).into_iter().zip(found).collect())
}

/// The names of the hand-ins: an archive's without its ending, but where two would be called the same.
fn names(paths: &[PathBuf]) -> Vec<String> {
    let text = |name: Option<&OsStr>| name.unwrap_or_default().to_string_lossy().into_owned();
    let short = |path: &PathBuf| {
        if ends_in(path, "zip") { text(path.file_stem()) } else { text(path.file_name()) }
    };
    let names: Vec<String> = paths.iter().map(short).collect();
    // On some systems a page of feedback has the same file as another where only capitals differ.
    let different: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    if different.len() == names.len() {
        names
    } else {
        paths.iter().map(|path| text(path.file_name())).collect()
    }
}

fn grade_all(
    course: &Course,
    grading: &GradeArgs,
    hand_ins: Vec<(String, PathBuf)>,
    folder: &Path,
) -> Result<Vec<Grade>> {
    let all = hand_ins.len();
    let workers = thread::available_parallelism().map_or(1, usize::from).min(MAX_WORKERS).min(all);
    let queue = Mutex::new(hand_ins.into_iter());
    let (sender, done) = channel();
    let mut grades = Vec::new();
    thread::scope(|scope| {
        for number in 0..workers {
            let (queue, sender) = (&queue, sender.clone());
            scope.spawn(move || {
                work(course, grading, queue, &folder.join(number.to_string()), &sender)
            });
        }
        drop(sender);
        for grade in done {
            grades.push(grade);
            progress(grades.len(), all);
        }
    });
    if interrupt::came() && io::stderr().is_terminal() {
        let _ = writeln!(io::stderr()); // the bar has not come to its end
    }
    grades.sort_by(|one: &Grade, other| one.hand_in.cmp(&other.hand_in));
    Ok(grades)
}

/// Takes hand-ins from the queue until it is empty or Ctrl-C came. One workspace for each lesson is enough: a worker tries one after the other.
fn work(
    course: &Course,
    grading: &GradeArgs,
    queue: &Mutex<impl Iterator<Item = (String, PathBuf)>>,
    folder: &Path,
    done: &Sender<Grade>,
) {
    let mut workspaces = BTreeMap::new();
    loop {
        let Some((name, path)) = queue.lock().ok().and_then(|mut queue| queue.next()) else {
            return;
        };
        let mut grade = Grade {
            hand_in: name,
            lesson: None,
            outcome: GradeOutcome::NotTried(Refusal::from("")),
        };
        grade.outcome =
            match try_one(course, grading, &path, &mut grade.lesson, &mut workspaces, folder) {
                Ok(outcome) => outcome,
                Err(error) => {
                    log::info!("{}: {error:#}", path.display());
                    GradeOutcome::NotTried(Refusal::from(error.to_string()))
                }
            };
        // Its programs may have ended of the Ctrl-C, too: that would not be its own fault.
        if interrupt::came() {
            return;
        }
        log::info!("{}: graded", path.display());
        if done.send(grade).is_err() {
            return;
        }
    }
}

fn try_one(
    course: &Course,
    grading: &GradeArgs,
    path: &Path,
    lesson: &mut Option<Lesson>,
    workspaces: &mut BTreeMap<String, Workspace>,
    folder: &Path,
) -> Result<GradeOutcome> {
    let hand_in = match hand_in::read(path) {
        Ok(hand_in) => hand_in,
        Err(refusal) => return Ok(GradeOutcome::NotTried(refusal)),
    };
    let lessons = course.lesson_names()?;
    let own = hand_in.package.as_ref();
    let of_course = own.filter(|name| lessons.contains(name));
    let Some(name) = of_course.or(grading.lesson.as_ref()).or(own) else {
        let why = Refusal::from("it does not tell its lesson");
        return Ok(GradeOutcome::NotTried(Refusal {
            advice: Some("name it with --lesson"),
            ..why
        }));
    };
    let wanted = lesson.insert(course.lesson(name)?);
    if !workspaces.contains_key(name) {
        workspaces.insert(
            name.clone(),
            Workspace::new(course, wanted, &folder.join(name), &folder.join("target"))?,
        );
    }
    let workspace = workspaces.get(name).context("the workspace is gone")?;
    Ok(match workspace.run(&hand_in.lib)? {
        RunOutcome::Steps(results) => GradeOutcome::Steps(results),
        RunOutcome::DoesNotCompile(errors) => {
            GradeOutcome::DoesNotCompile(compiler::words(&errors))
        }
        RunOutcome::Stopped(why) => GradeOutcome::NotTried(Refusal::from(why)),
    })
}

/// A bar on a terminal; nothing elsewhere.
fn progress(done: usize, all: usize) {
    let mut err = io::stderr();
    if err.is_terminal() {
        let (width, end) = (30, if done == all { "\n" } else { "" });
        let full = width * done / all.max(1);
        let _ = write!(
            err,
            "\r[{}{}] {done} of {all}{end}",
            "#".repeat(full),
            ".".repeat(width - full)
        );
        let _ = err.flush();
    }
}

fn table(grades: &[Grade], out: &mut impl Write) -> Result<()> {
    let names: Vec<String> = grades.iter().map(|grade| escape_untrusted(&grade.hand_in)).collect();
    let (header, sum) = ("hand-in", "points");
    let width = names.iter().map(|name| name.chars().count()).fold(header.len(), usize::max);
    writeln!(out, "{header:width$}  {sum:>8}  each step")?;
    for (grade, name) in grades.iter().zip(&names) {
        let points = grade.points();
        let steps: Vec<String> = points
            .iter()
            .map(|points| if *points > 0 { points.to_string() } else { "-".into() })
            .collect();
        let sum = format!("{} of {}", points.iter().sum::<u32>(), grade.of());
        writeln!(
            out,
            "{}",
            format!(
                "{name:width$}  {sum:>8}  {}  {}",
                steps.join(" "),
                escape_untrusted(grade.remark())
            )
            .trim_end()
        )?;
    }
    Ok(())
}

/// The table for a spreadsheet: a line each, a column for each step.
fn csv(grades: &[Grade]) -> String {
    let steps = grades.iter().map(|grade| grade.points().len()).max().unwrap_or(0);
    let mut lines = vec![
        ["hand_in", "lesson", "points", "of"]
            .into_iter()
            .map(str::to_owned)
            .chain((1..=steps).map(|number| format!("step_{number}")))
            .chain(["remark".to_owned()])
            .collect::<Vec<_>>()
            .join(","),
    ];
    for grade in grades {
        let points = grade.points();
        let lesson = grade.lesson.as_ref().map(|lesson| lesson.name.clone()).unwrap_or_default();
        let mut cells = vec![cell(&grade.hand_in), cell(&lesson)];
        cells.extend([points.iter().sum::<u32>().to_string(), grade.of().to_string()]);
        cells.extend(
            (0..steps).map(|step| points.get(step).map(u32::to_string).unwrap_or_default()),
        );
        cells.push(cell(&grade.remark()));
        lines.push(cells.join(","));
    }
    lines.join("\r\n") + "\r\n"
}

/// A cell that no spreadsheet takes for a formula, and that cannot leave its place.
fn cell(text: &str) -> String {
    let text = escape_untrusted(text);
    let text = if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text };
    if text.contains([',', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_has_its_learners_name_where_only_one_has_it() {
        for (files, expected) in [
            (
                &["anna.zip", "Ben.ZIP", "cem.tar.gz", "dora.rs", "eve.d"][..],
                &["anna", "Ben", "cem.tar.gz", "dora.rs", "eve.d"][..],
            ),
            (&["anna", "anna.zip", "ben.zip"], &["anna", "anna.zip", "ben.zip"]),
            (&["Anna.zip", "anna.zip"], &["Anna.zip", "anna.zip"]),
        ] {
            let paths: Vec<PathBuf> =
                files.iter().map(|file| Path::new("hand-ins").join(file)).collect();
            assert_eq!(names(&paths), expected);
        }
    }

    #[test]
    fn a_cell_is_no_formula_and_stays_in_its_place() {
        for (text, written) in [
            ("anna", "anna"),
            ("a, b", "\"a, b\""),
            ("say \"x\"", "\"say \"\"x\"\"\""),
            ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
            ("@a,b", "\"'@a,b\""),
            ("two\nlines", "two\\nlines"),
            ("\t=1", "\\t=1"),
        ] {
            assert_eq!(cell(text), written);
        }
    }
}
