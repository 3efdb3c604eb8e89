//! The course tool: makes your copy of a lesson, checks your steps, and gives hints; for instructors it makes handouts
//! and grades what comes back.
//!
//! ```text
//! cargo course                     the lessons, how far you are, what is next
//! cargo course start octets        makes my-work/octets
//! cargo course check octets        checks every step
//! cargo course hint octets 2       a hint for step 2
//! ```

use anyhow::Result;
use clap::{Parser, Subcommand};
use course::hint::Strength;
use course::places::Course;
use course::{check, hint, start};
use std::io::{self, Write};
use std::process::ExitCode;

/// Makes your copy of a lesson, checks your steps, and gives hints. Without a command: the lessons and what is next.
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
    /// Make your copy of a lesson in my-work; earlier work is kept
    Start {
        /// The lesson: octets, for example
        lesson: String,
    },
    /// Check your steps, and say what comes next
    Check {
        /// The lesson; not needed inside your copy, or when only one is started
        lesson: Option<String>,
        /// Check only this step
        #[arg(long, value_name = "N")]
        step: Option<usize>,
        /// Check again each time you save
        #[arg(long)]
        watch: bool,
    },
    /// Show a hint for a step, a little one first
    Hint {
        /// The lesson
        lesson: String,
        /// The step's number
        step: usize,
        /// How strong a hint
        #[arg(value_enum, default_value = "nudge")]
        strength: Strength,
    },
}

fn main() -> ExitCode {
    let options: Options = common::options();
    common::explain(options.explain);
    common::exit_code(run(&options))
}

fn run(options: &Options) -> Result<ExitCode> {
    let course = Course::find()?;
    let out = &mut io::stdout().lock();
    let all_is_well = match &options.command {
        None => check::list(&course, out).map(|()| true),
        Some(Command::Start { lesson }) => start::start(&course, &course.lesson(lesson)?, out).map(|()| true),
        Some(Command::Check { lesson, step, watch }) => {
            let lesson = course.lesson_meant(lesson.as_deref())?;
            let check = if *watch { check::watch } else { check::check };
            check(&course, &lesson, *step, out)
        }
        Some(Command::Hint { lesson, step, strength }) => {
            hint::hint(&course, &course.lesson(lesson)?, *step, *strength, out).map(|()| true)
        }
    };
    let code = if all_is_well? { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    out.flush()?;
    Ok(code)
}
