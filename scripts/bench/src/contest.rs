//! A contest: the same work done by several contenders, in turn, several times.

use std::fmt;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, ensure};

/// What a contender does once, and the figure it reaches.
type Run<'a> = Box<dyn FnMut() -> anyhow::Result<f64> + 'a>;

/// One work: the contenders and their figures. The first contender is ours.
pub(crate) struct Row {
    work: String,
    unit: &'static str,
    goal: &'static str,
    /// Name and median; no figure for one that is not installed.
    figures: Vec<(String, Option<f64>)>,
}

/// The contenders of one work.
pub(crate) struct Contest<'a> {
    row: Row,
    runs: Vec<Option<Run<'a>>>,
}

impl<'a> Contest<'a> {
    /// `unit` is that of the figures, `goal` what ours is to reach.
    pub(crate) fn new(work: impl Into<String>, unit: &'static str, goal: &'static str) -> Self {
        Contest {
            row: Row { work: work.into(), unit, goal, figures: Vec::new() },
            runs: Vec::new(),
        }
    }

    /// Adds a contender. It takes part if `program` can be found.
    pub(crate) fn with(
        mut self,
        program: &str,
        name: &str,
        run: impl FnMut() -> anyhow::Result<f64> + 'a,
    ) -> Self {
        self.row.figures.push((name.to_string(), None));
        self.runs.push(if is_installed(program) { Some(Box::new(run)) } else { None });
        self
    }

    /// Adds a command of which the time is taken, in milliseconds.
    pub(crate) fn timed(self, name: &str, mut command: impl FnMut() -> Command + 'a) -> Self {
        let program = command().get_program().to_string_lossy().into_owned();
        self.with(&program, name, move || milliseconds(&mut command()))
    }

    /// Has every contender do the work `rounds` times, in turn.
    pub(crate) fn hold(mut self, rounds: usize) -> anyhow::Result<Row> {
        let mut figures = vec![Vec::new(); self.runs.len()];
        for _ in 0..rounds {
            for (run, figures) in self.runs.iter_mut().zip(&mut figures) {
                if let Some(run) = run {
                    figures.push(run().with_context(|| self.row.work.clone())?);
                }
            }
        }
        for (named, figures) in self.row.figures.iter_mut().zip(figures) {
            named.1 = median(figures);
        }
        Ok(self.row)
    }
}

impl Row {
    /// A row of figures that were measured otherwise.
    pub(crate) fn of(
        work: impl Into<String>,
        unit: &'static str,
        goal: &'static str,
        figures: Vec<(String, Option<f64>)>,
    ) -> Row {
        Row { work: work.into(), unit, goal, figures }
    }
}

impl fmt::Display for Row {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ours = self.figures.first().and_then(|(_, figure)| *figure);
        for (index, (name, figure)) in self.figures.iter().enumerate() {
            let (work, goal) = if index == 0 { (self.work.as_str(), self.goal) } else { ("", "") };
            match (figure, ours) {
                (Some(figure), _) if index == 0 => {
                    writeln!(out, "| {work} | {name} | {figure:.1} {} | | {goal} |", self.unit)?
                }
                (Some(figure), Some(ours)) => {
                    let ratio = ours / figure;
                    let digits = if ratio < 0.1 { 3 } else { 2 }; // 0.02 may be 40 times as fast, or 66
                    writeln!(
                        out,
                        "| | {name} | {figure:.1} {} | {ratio:.digits$} of it | |",
                        self.unit
                    )?;
                }
                (Some(figure), None) => {
                    writeln!(out, "| | {name} | {figure:.1} {} | | |", self.unit)?
                }
                (None, _) => writeln!(out, "| {work} | {name} | not installed | | {goal} |")?,
            }
        }
        Ok(())
    }
}

/// The one in the middle; none of none.
pub(crate) fn median(mut figures: Vec<f64>) -> Option<f64> {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied()
}

/// Runs `command` with its outputs thrown away, unless it set them itself. The time it took, in milliseconds.
pub(crate) fn milliseconds(command: &mut Command) -> anyhow::Result<f64> {
    let started = Instant::now();
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    let status = status.with_context(|| format!("cannot run {command:?}"))?;
    // 1 is an answer too: a million lines hold some that are no address.
    ensure!(matches!(status.code(), Some(0 | 1)), "{command:?} ended with {status}");
    Ok(started.elapsed().as_secs_f64() * 1000.0)
}

/// Whether `program` is a path that exists or a name on the search path.
pub(crate) fn is_installed(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}
