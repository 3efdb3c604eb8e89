//! The course tool: makes your copy of a lesson, checks your steps, and gives hints; for instructors it makes handouts
//! and grades what comes back.
//!
//! ```text
//! cargo course                     the lessons, how far you are, what is next
//! cargo course start octets        makes my-work/octets
//! cargo course check octets        checks every step
//! cargo course hint octets 2       a hint for step 2
//! ```

use crate::check::{self, CheckArgs};
use crate::grade::{self, GradeArgs};
use crate::handout::{self, HandoutArgs};
use crate::hint::{self, HintArgs};
use crate::paths::Course;
use crate::start::{self, StartArgs};
use crate::{doctor, interrupt, learn, quiz, verify};
use anyhow::Result;
use clap::{Parser, Subcommand};
use common::escape_untrusted;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

/// Makes your copy of a lesson, checks your steps, and gives hints. Without a command: the lessons
/// and what is next.
#[derive(Debug, Parser)]
#[command(version, about, bin_name = "cargo course")]
struct Options {
    #[command(subcommand)]
    command: Option<Command>,
    /// Say on standard error what is done, step by step
    #[arg(long, global = true)]
    explain: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make your copy of a lesson in my-work; earlier work stays
    Start(StartArgs),
    /// Work on a lesson: each save is checked, step by step
    Learn {
        /// The lesson; not needed inside your copy, or if only one is started
        lesson: Option<String>,
    },
    /// Check your steps, and say what comes next
    Check(CheckArgs),
    /// Show a hint for a step, a little one first
    Hint(HintArgs),
    /// Ask the questions of a lesson
    Quiz {
        /// The lesson
        lesson: String,
    },
    /// Tell whether this computer is ready for the first class
    Doctor,
    /// For instructors: put one lesson, or the whole course, into a folder or an archive of its own
    #[command(after_help = HANDOUT_HELP)]
    Handout(HandoutArgs),
    /// For instructors: grade a folder of hand-ins
    #[command(after_long_help = grade::HELP)]
    Grade(GradeArgs),
    /// For maintainers: prove that every lesson works
    Verify {
        /// Only this lesson
        lesson: Option<String>,
    },
}

const HANDOUT_HELP: &str = "\
Examples:
  cargo course handout octets --to octets-for-class.zip
  cargo course handout octets --to octets-for-me --edition instructor
  cargo course handout --whole --vendor --zip --to course      for a room without internet: everything in one file";

/// Runs the command that was typed.
pub fn main() -> ExitCode {
    let options: Options = common::parse_args();
    common::enable_explain(options.explain);
    common::exit_with(run(&options))
}

fn run(options: &Options) -> Result<ExitCode> {
    let course = Course::find()?;
    if !course.is_at_home() {
        let home = escape_untrusted(course.root.display().to_string());
        let _ = writeln!(io::stderr(), "note: run this in the course's folder, {home}");
        let _ = writeln!(
            io::stderr(),
            "      Elsewhere cargo builds the tool again, into a folder `target` that you can remove."
        );
    }
    // These run programs of learners. All else can be ended by Ctrl-C at once.
    if let None
    | Some(
        Command::Learn { .. } | Command::Check(_) | Command::Grade(_) | Command::Verify { .. },
    ) = options.command
    {
        interrupt::listen()?;
    }
    let out = &mut common::stdout();
    let all_is_well = match &options.command {
        None => check::list(&course, out).map(|()| true),
        Some(Command::Start(wanted)) => start::start(&course, wanted, out).map(|()| true),
        Some(Command::Learn { lesson }) => learn::learn(&course, lesson.as_deref(), out),
        Some(Command::Check(wanted)) => check::check(&course, wanted, out),
        Some(Command::Hint(wanted)) => hint::hint(&course, wanted, out).map(|()| true),
        Some(Command::Quiz { lesson }) => {
            let prompt = if io::stdin().is_terminal() { "> " } else { "" };
            quiz::quiz(&course, &course.lesson(lesson)?.name, prompt, io::stdin().lock(), out)
                .map(|()| true)
        }
        Some(Command::Doctor) => doctor::doctor(&course, out),
        Some(Command::Handout(wanted)) => handout::handout(&course, wanted, out).map(|()| true),
        Some(Command::Grade(wanted)) => grade::grade(&course, wanted, out),
        Some(Command::Verify { lesson }) => verify::verify(&course, lesson.as_deref(), out),
    };
    let code = if interrupt::named(all_is_well)? { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    out.flush()?;
    Ok(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_containers_command_in_the_help_is_one_that_we_understand() {
        let line = grade::HELP.lines().find(|line| line.contains("--network none")).unwrap();
        let (docker, arguments) = line.split_once(" -- ").unwrap();
        let options =
            Options::try_parse_from(["course"].into_iter().chain(arguments.split(' '))).unwrap();
        let Some(Command::Grade(GradeArgs { folder, csv, feedback, .. })) = options.command else {
            panic!("{arguments}")
        };
        // What is read and what is written has its place in the container.
        assert!(docker.contains(&format!(":{}:ro ", folder.display())), "{docker}");
        assert!(docker.contains("-v ./course-to-grade:/course:ro "), "no answer is in there");
        for written in [csv.unwrap(), feedback.unwrap()] {
            assert!(
                docker.contains(&format!(":{} ", written.parent().unwrap().display())),
                "{docker}"
            );
        }
        // The alias `cargo course` builds into the course's folder, which cannot be written there.
        assert!(docker.ends_with("--package course --target-dir /tmp/course"), "{docker}");
    }
}
