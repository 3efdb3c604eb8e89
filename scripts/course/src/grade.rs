//! `cargo course grade`: a folder of hand-ins, each tried on a fresh starter, with a table, a CSV and
//! a page of feedback each.
//!
//! Strangers' code is run. So all hand-ins are read before any of it, each is tried in a folder of
//! its own, and where bubblewrap works, it sees nothing else.

use crate::compiler;
use crate::feedback;
use crate::hand_in::{self, HandIn, Refusal, ends_in};
use crate::handout::{self, Edition};
use crate::interrupt;
use crate::lesson::Lesson;
use crate::look_at;
use crate::paths::Course;
use crate::people::{self, Person, Roster};
use crate::report::{Grade, GradeOutcome};
use crate::results;
use crate::same_work;
use crate::sandbox::{self, Choice, Isolation};
use crate::starter;
use crate::workspace::{self, RunOutcome, Workspace};
use anyhow::{Context, Result, anyhow, bail};
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
    /// The folder; each hand-in in it is a folder, a zip archive or a lone lib.rs
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// The lesson of hand-ins that do not tell theirs, and of those that hold more than one
    #[arg(long)]
    pub(crate) lesson: Option<String>,
    /// Also write the table to this file, for a spreadsheet
    #[arg(long, value_name = "FILE")]
    pub(crate) csv: Option<PathBuf>,
    /// Also write a page of feedback for each hand-in into this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) feedback: Option<PathBuf>,
    /// A CSV of all participants, one column of which has the ids or names of the hand-ins; its
    /// columns are added to the CSV
    #[arg(long, value_name = "FILE", requires = "csv")]
    pub(crate) roster: Option<PathBuf>,
    /// Which sandbox to run the hand-ins in
    #[arg(long, value_enum, default_value = "auto")]
    pub(crate) sandbox: Choice,
    /// Overwrite the CSV and the pages of feedback that are there
    #[arg(long)]
    pub(crate) force: bool,
}

pub(crate) const HELP: &str = "\
How it counts:
  Only src/lib.rs is taken of a hand-in. It is laid over a fresh copy of the lesson and compiled, and each test is run as a
  program of its own. A step gets its points if all of its tests ran to their end and passed, and none otherwise. The table
  shows, for each step, the points and in brackets how many of its tests passed. `needs 1` says that the step uses step 1,
  which is not done: it may be right itself. Empty cells in the CSV are hand-ins that could not be tried; they are not 0.

Look at:
  A hand-in can forge results inside its own process. What it needs for that (files, processes, macros and the like, which
  no lesson needs) is named under `Look at`, with its line. So are hand-ins that are the same but for names. The points
  stay: you decide.

What it means to run strangers' code:
  On Linux with bubblewrap (apt install bubblewrap), where the system permits it, each hand-in sees the system's programs
  and its own files, and no network; whatever it started ends with it. The table's first line says so.
  Elsewhere limits on time, output and (on Linux) memory hold it, and it gets few variables; but it can read what you can
  read, and use the network. If you grade as root, the tests run as `nobody`.
  A container keeps it from the rest of your computer. From the folder of the course, with Docker or Podman: the first line
  makes a copy of the course without answers, the third fetches the libraries (0.7 GB, needed again only when the course is
  updated). The last has no network, and of your files it can write only `grades`. With --privileged bubblewrap works in there.
    cargo course handout --whole --without-answers --to course-to-grade
    printf 'FROM rust:1.95-bookworm\\nRUN apt-get update && apt-get install -y bubblewrap\\n' | docker build -t course-grade -
    docker run --rm -v course-registry:/usr/local/cargo/registry -v ./course-to-grade:/course:ro -w /course course-grade cargo fetch --locked
    docker run --rm --init --network none --memory 4g --pids-limit 500 -v course-registry:/usr/local/cargo/registry:ro -v ./course-to-grade:/course:ro -v ./hand-ins:/hand-ins:ro -v ./grades:/grades -w /course course-grade cargo run --locked --package course --target-dir /tmp/course -- grade /hand-ins --csv /grades/grades.csv --feedback /grades/feedback

Examples:
  cargo course grade hand-ins --csv grades.csv --feedback feedback
  cargo course grade hand-ins --csv grades.csv --roster participants.csv --lesson octets";

/// A hand-in as it was read.
struct Entry {
    grade: Grade,
    /// What is to be tried; none if it cannot be.
    lib: Option<Vec<u8>>,
}

/// Grades every hand-in in the folder. True if at least one could be tried.
pub(crate) fn grade(course: &Course, args: &GradeArgs, out: &mut impl Write) -> Result<bool> {
    if let Some(name) = &args.lesson {
        course.lesson(name)?;
    }
    nothing_is_overwritten(args)?;
    let roster = args.roster.as_deref().map(Roster::read).transpose()?;
    let isolation = Isolation::find(args.sandbox)?;
    let entries = read_all(course, args)?;
    let all = entries.len();
    let scratch = tempfile::tempdir()?;
    sandbox::nobody::let_in(scratch.path())?;
    let what = if all == 1 { "hand-in" } else { "hand-ins" };
    let _ =
        writeln!(io::stderr(), "{all} {what}. This runs their code; --help says what that means.");
    let mut grades = try_all(course, entries, scratch.path(), &isolation);
    find_same_work(&mut grades);

    writeln!(out, "{}", results::head(&isolation))?;
    results::table(&grades, out)?;
    if let Some(path) = &args.csv {
        let csv = results::csv(&grades, roster.as_ref())?;
        fs::write(path, csv).with_context(|| cannot_write(path))?;
        writeln!(out, "\nThe same as CSV: {}", shown(path))?;
    }
    if let Some(folder) = &args.feedback {
        fs::create_dir_all(folder).with_context(|| cannot_write(folder))?;
        for grade in &grades {
            let path = folder.join(feedback::file_name(&grade.hand_in));
            fs::write(&path, feedback::page(grade)).with_context(|| cannot_write(&path))?;
        }
        writeln!(out, "A page of feedback for each: {}", shown(folder))?;
    }
    if interrupt::came() {
        writeln!(out, "\n{} of {all} hand-ins are graded.", grades.len())?;
        bail!("it was interrupted");
    }
    Ok(grades.iter().any(|grade| !matches!(grade.outcome, GradeOutcome::NotTried(_))))
}

fn shown(path: &Path) -> String {
    escape_untrusted(path.as_os_str().as_encoded_bytes())
}

fn cannot_write(path: &Path) -> UserError {
    UserError::new(format!("`{}` cannot be written", path.display()), "May you write there?")
}

/// Refuses to write over what is there, before anything is run.
fn nothing_is_overwritten(args: &GradeArgs) -> Result<()> {
    let csv = args.csv.as_ref().filter(|path| fs::symlink_metadata(path).is_ok());
    let is_filled = |path: &&PathBuf| fs::read_dir(path).is_ok_and(|mut all| all.next().is_some());
    let feedback = args.feedback.as_ref().filter(is_filled);
    match csv.or(feedback).filter(|_| !args.force) {
        None => Ok(()),
        Some(path) => Err(UserError::new(
            format!("`{}` is there already; nothing was graded", path.display()),
            "Give another name, or add --force to overwrite it.",
        )
        .into()),
    }
}

/// Reads all hand-ins. After this nothing of their folder is used any more.
fn read_all(course: &Course, args: &GradeArgs) -> Result<Vec<Entry>> {
    let lessons = course.lesson_names()?;
    let mut known = BTreeMap::new();
    let mut entries = Vec::new();
    for (hand_in, path) in hand_ins(args)? {
        let entry_name = path.file_name().unwrap_or_default().to_string_lossy();
        let mut entry = Entry {
            grade: Grade {
                hand_in,
                person: Person::of(&entry_name),
                lesson: None,
                lib: String::new(),
                look_at: Vec::new(),
                same_as: Vec::new(),
                outcome: GradeOutcome::NotTried(Refusal::from("it was interrupted")),
            },
            lib: None,
        };
        match read_one(&path, args.lesson.as_ref(), &lessons) {
            Ok((hand_in, lesson)) => {
                if !known.contains_key(&lesson) {
                    known.insert(lesson.clone(), Known::of(course, &lesson)?);
                }
                if let Some(known) = known.get(&lesson) {
                    entry.grade.lib = String::from_utf8_lossy(&hand_in.lib).into_owned();
                    entry.grade.look_at = known.look_at(&entry.grade.lib, &hand_in);
                    entry.grade.lesson = Some(known.lesson.clone());
                    match known.changed_type(&entry.grade.lib) {
                        None => entry.lib = Some(hand_in.lib),
                        Some(name) => {
                            let why =
                                format!("`{name}` gives another type than it was handed out with");
                            entry.grade.outcome = GradeOutcome::Stopped(why);
                        }
                    }
                }
            }
            Err(refusal) => entry.grade.outcome = GradeOutcome::NotTried(refusal),
        }
        entries.push(entry);
    }
    Ok(entries)
}

/// Reads one hand-in, and tells its lesson: its own package's, or else the one that was named.
fn read_one(
    path: &Path,
    named: Option<&String>,
    lessons: &[String],
) -> Result<(HandIn, String), Refusal> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if people::is_online_text(&name) {
        return Err("only a text was typed into the page".into());
    }
    let hand_in = hand_in::read(path, named.map(String::as_str))?;
    let own = hand_in.package.as_ref();
    let of_course = own.filter(|name| lessons.contains(name));
    match of_course.or(named) {
        Some(lesson) => {
            let lesson = lesson.clone();
            Ok((hand_in, lesson))
        }
        None => match own {
            Some(other) => Err(Refusal::from(format!("there is no lesson `{other}`"))),
            None => Err(Refusal {
                advice: Some("name it with --lesson"),
                ..Refusal::from("it does not tell its lesson")
            }),
        },
    }
}

/// What is known of a lesson before anything is tried.
struct Known {
    lesson: Lesson,
    handed_out: BTreeSet<String>,
    sources: [String; 2],
}

impl Known {
    fn of(course: &Course, name: &str) -> Result<Known> {
        let lesson = course.lesson(name)?;
        let files = handout::files(course, &lesson, Edition::Learner)?;
        let starter = files.get("src/lib.rs").context("the handout has no `src/lib.rs`")?;
        let starter = String::from_utf8_lossy(starter).into_owned();
        let solution = fs::read_to_string(course.solution(name).join("src/lib.rs"))?;
        let handed_out = files.into_keys().collect();
        Ok(Known { lesson, handed_out, sources: [starter, solution] })
    }

    /// The function of the lesson that gives another type than it was handed out with: one that
    /// equals everything, perhaps.
    fn changed_type(&self, lib: &str) -> Option<String> {
        let (own, handed_out) =
            (starter::return_types(lib), starter::return_types(&self.sources[0]));
        let mut functions = self.lesson.steps.iter().flat_map(|step| &step.functions);
        let is_changed = |name: &&String| {
            own.get(*name).is_some_and(|own| handed_out.get(*name).is_some_and(|out| own != out))
        };
        functions.find(is_changed).cloned()
    }

    fn look_at(&self, lib: &str, hand_in: &HandIn) -> Vec<look_at::Finding> {
        let mut findings = look_at::in_lib(lib, &self.sources.each_ref().map(String::as_str));
        let own = handout::BUILD_SCRIPT.as_bytes();
        let has_own_script = hand_in
            .build_script
            .as_deref()
            .is_none_or(|script| script.iter().filter(|byte| **byte != b'\r').eq(own));
        let is_handed_out =
            |path: &str| self.handed_out.contains(path) && (path != "build.rs" || has_own_script);
        findings.extend(look_at::added_files(&hand_in.beside, is_handed_out));
        findings
    }
}

/// Names each hand-in in every other that is the same.
fn find_same_work(grades: &mut [Grade]) {
    let mut same: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, grade) in grades.iter().enumerate() {
        let lesson = grade.lesson.as_ref();
        let print = lesson.and_then(|lesson| {
            Some(format!("{} {}", lesson.name, same_work::fingerprint(&grade.lib, lesson)?))
        });
        if let Some(print) = print {
            same.entry(print).or_default().push(index);
        }
    }
    for group in same.values().filter(|group| group.len() > 1) {
        for index in group {
            let others = group.iter().copied().filter(|other| other != index);
            grades[*index].same_as = others.collect();
        }
    }
}

/// All that is in the folder, in the order of its names, but for what nobody handed in. What cannot
/// be tried is among it: so nobody is left out without a word.
fn hand_ins(args: &GradeArgs) -> Result<Vec<(String, PathBuf)>> {
    let folder = &args.folder;
    let results = [&args.csv, &args.feedback, &args.roster].into_iter().flatten();
    let results: Vec<PathBuf> = results.filter_map(|path| fs::canonicalize(path).ok()).collect();
    let entries = fs::read_dir(folder).with_context(|| {
        UserError::new(
            format!("`{}` is not a folder that can be read", folder.display()),
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
    drop_online_texts(&mut found);
    let may_be_tried =
        |path: &PathBuf| path.is_dir() || ends_in(path, "zip") || ends_in(path, "rs");
    if !found.iter().any(may_be_tried) || folder.join("src/lib.rs").exists() {
        return Err(anyhow::Error::new(UserError::new(
            format!("`{}` is not a folder of hand-ins", folder.display()),
            "Give the folder in which each hand-in is a folder or a zip archive of its own.",
        )));
    }
    Ok(names(&found).into_iter().zip(found).collect())
}

/// Leaves out the texts that people typed into Moodle's page beside the files that they handed in.
fn drop_online_texts(found: &mut Vec<PathBuf>) {
    let name = |path: &PathBuf| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let with_files: BTreeSet<String> = found
        .iter()
        .map(name)
        .filter(|name| !people::is_online_text(name))
        .filter_map(|name| people::moodle_person(&name).map(str::to_owned))
        .collect();
    found.retain(|path| {
        let name = name(path);
        let has_files = people::moodle_person(&name).is_some_and(|it| with_files.contains(it));
        !(people::is_online_text(&name) && has_files)
    });
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

/// Tries all, several at the same time.
fn try_all(
    course: &Course,
    entries: Vec<Entry>,
    folder: &Path,
    isolation: &Isolation,
) -> Vec<Grade> {
    let all = entries.len();
    let workers = thread::available_parallelism().map_or(1, usize::from).min(MAX_WORKERS).min(all);
    let queue = Mutex::new(entries.into_iter());
    let built = Mutex::new(None);
    let (sender, done) = channel();
    let mut grades = Vec::new();
    thread::scope(|scope| {
        for number in 0..workers {
            let (queue, built, sender) = (&queue, &built, sender.clone());
            let folder = folder.join(number.to_string());
            scope.spawn(move || work(course, queue, built, &folder, isolation, &sender));
        }
        drop(sender);
        for grade in done {
            grades.push(grade);
            progress(grades.len(), all);
        }
    });
    if interrupt::came() && io::stderr().is_terminal() {
        let _ = writeln!(io::stderr()); // the line of the count is not at its end
    }
    grades.sort_by(|one: &Grade, other| one.hand_in.cmp(&other.hand_in));
    grades
}

/// Takes hand-ins from the queue until it is empty or Ctrl-C came.
fn work(
    course: &Course,
    queue: &Mutex<impl Iterator<Item = Entry>>,
    built: &Mutex<Option<PathBuf>>,
    folder: &Path,
    isolation: &Isolation,
    done: &Sender<Grade>,
) {
    let mut workspaces = BTreeMap::new();
    while let Some(mut entry) = queue.lock().ok().and_then(|mut queue| queue.next()) {
        if let (Some(lib), Some(lesson)) = (&entry.lib, &entry.grade.lesson) {
            let outcome = workspace(course, lesson, &mut workspaces, built, folder, isolation)
                .and_then(|workspace| try_one(workspace, lib));
            entry.grade.outcome = outcome.unwrap_or_else(|error| {
                log::info!("{}: {error:#}", entry.grade.hand_in);
                GradeOutcome::NotTried(Refusal::from(error.to_string()))
            });
        }
        // Its programs may have ended of the Ctrl-C, too: that would not be its own fault.
        if interrupt::came() {
            return;
        }
        log::info!("{}: graded", entry.grade.hand_in);
        if done.send(entry.grade).is_err() {
            return;
        }
    }
}

/// This worker's workspace for a lesson. One after the other is made: the libraries are built for the
/// first, and the others get copies. `built` is where they are.
fn workspace<'a>(
    course: &Course,
    lesson: &Lesson,
    workspaces: &'a mut BTreeMap<String, Workspace>,
    built: &Mutex<Option<PathBuf>>,
    folder: &Path,
    isolation: &Isolation,
) -> Result<&'a Workspace> {
    if !workspaces.contains_key(&lesson.name) {
        let mut built = built.lock().map_err(|_| anyhow!("another worker has failed"))?;
        let folder = folder.join(&lesson.name);
        let target = folder.join("target");
        if let Some(libraries) = &*built {
            fs::create_dir_all(&folder)?;
            workspace::copy(libraries, &target, &|_| false)?;
        }
        let workspace = Workspace::new(course, lesson, &folder, &target, isolation)?;
        *built = Some(workspace.keep()?.join("target"));
        workspaces.insert(lesson.name.clone(), workspace);
    }
    workspaces.get(&lesson.name).context("the workspace is gone")
}

fn try_one(workspace: &Workspace, lib: &[u8]) -> Result<GradeOutcome> {
    Ok(match workspace.run_fresh(lib)? {
        RunOutcome::Steps(results) => GradeOutcome::Steps(results),
        RunOutcome::DoesNotCompile(errors) => {
            GradeOutcome::DoesNotCompile(compiler::words(&errors))
        }
        RunOutcome::Stopped(why) => GradeOutcome::Stopped(why.to_owned()),
    })
}

/// How many are done, on a terminal; nothing elsewhere.
fn progress(done: usize, all: usize) {
    let mut err = io::stderr();
    if err.is_terminal() {
        let end = if done == all { "\n" } else { "" };
        let _ = write!(err, "\r{done} of {all}{end}").and_then(|()| err.flush());
    }
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
}
