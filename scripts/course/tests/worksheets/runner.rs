//! Does what a worksheet says, as its reader would, and compares what comes with what it shows.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use std::{env, fs, process};

use course::lesson::Lesson;
use course::starter;
use snapbox::Data;
use snapbox::filter::NormalizeToExpected;
use snapbox::report::{Palette, write_diff};

use crate::command::{self, Command};
use crate::document::{Act, Block, Document, Does, without_blank_end};
use crate::ports::Ports;
use crate::program::Program;

/// A program that ends by itself has so long.
const RUN_TIME: Duration = Duration::from_secs(60);

/// Where cargo builds something, so long.
const BUILD_TIME: Duration = Duration::from_secs(600);

/// A program that goes on has so long to say what is shown.
const ANSWER_TIME: Duration = Duration::from_secs(15);

/// When nothing more has come for so long after what is shown, no more is taken to come.
const QUIET: Duration = Duration::from_millis(150);

/// Where what comes is to be shown, whatever it is, it has so long to come.
const LONG_QUIET: Duration = Duration::from_secs(2);

/// A program that has said its last word has so long to end.
const LEAVE_TIME: Duration = Duration::from_secs(5);

/// What is shown is what a terminal of this width would show, whatever the width of the one in which
/// the test runs.
const TERMINAL_WIDTH: usize = 80;

/// Which blocks are run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    /// All.
    All,
    /// Those of sections in which cargo has nothing to build.
    Quick,
    /// Those that a handout's reader runs in the handout: up to `Investigate`, without what needs
    /// the whole course.
    Handout,
}

/// What came of a worksheet.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// How many commands were run.
    pub(crate) commands: usize,
    /// Where something is not as the worksheet says.
    pub(crate) differences: Vec<String>,
}

/// The repository's programs, built from what it holds now.
pub(crate) struct Programs {
    repository: PathBuf,
    cargo: PathBuf,
    /// Where the programs lie.
    folder: PathBuf,
}

impl Programs {
    /// Builds them, once. Cargo does so for a test's own package only, and would leave the others as old as they are.
    pub(crate) fn built() -> Result<&'static Programs, String> {
        static BUILT: OnceLock<Result<Programs, String>> = OnceLock::new();
        BUILT.get_or_init(Self::build).as_ref().map_err(Clone::clone)
    }

    fn build() -> Result<Programs, String> {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"))
            .ancestors()
            .nth(2)
            .ok_or("no repository")?
            .to_path_buf();
        let cargo = PathBuf::from(env::var_os("CARGO").ok_or("the variable CARGO is not set")?);
        // Where this test's own program lies: in the folder of a profile, in cargo's target folder.
        let folder =
            Path::new(env!("CARGO_BIN_EXE_course")).parent().ok_or("no folder")?.to_path_buf();
        let target = folder.parent().ok_or("no target folder")?;
        let mut build = process::Command::new(&cargo);
        build
            .current_dir(&repository)
            .args(["build", "--quiet", "--workspace", "--bins", "--examples", "--target-dir"])
            .arg(target);
        if folder.ends_with("release") {
            build.arg("--release");
        }
        let built = build.output().map_err(|error| format!("cargo: {error}"))?;
        if !built.status.success() {
            return Err(format!(
                "the programs do not build: {}",
                String::from_utf8_lossy(&built.stderr)
            ));
        }
        Ok(Programs { repository, cargo, folder })
    }

    /// The repository.
    pub(crate) fn repository(&self) -> &Path {
        &self.repository
    }

    fn path(&self, name: &str) -> Result<PathBuf, String> {
        let path = self.folder.join(format!("{name}{}", env::consts::EXE_SUFFIX));
        if path.is_file() { Ok(path) } else { Err(format!("there is no program `{name}`")) }
    }

    /// Where the learner's copies are built, all in one place.
    fn learners_target(&self) -> PathBuf {
        self.folder.join("worksheets")
    }
}

/// The number of the section `Investigate`, counted with the title: what follows it is the learner's
/// own work.
const INVESTIGATE: usize = 6;

/// Makes the handout of `lesson` with its first version built, and runs its worksheet in it.
pub(crate) fn run_handout(lesson: &str) -> Result<Report, String> {
    let programs = Programs::built()?;
    let scratch = Scratch::reserved();
    let output = |command: &mut process::Command| {
        let output = command.output().map_err(|error| error.to_string())?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        if output.status.success() { Ok(()) } else { Err(said) }
    };
    let mut handout = process::Command::new(programs.path("course")?);
    output(
        handout.current_dir(&programs.repository).args(["handout", lesson, "--to"]).arg(&scratch.0),
    )?;
    let mut build = process::Command::new(&programs.cargo);
    build.current_dir(&scratch.0).env("CARGO_TARGET_DIR", programs.learners_target());
    output(build.args(["build", "--quiet", "--examples"]))?;
    fs::create_dir_all(scratch.0.join("target")).map_err(|error| error.to_string())?;
    let document = Document::read(&scratch.0.join(format!("{lesson}.md")))?;
    run_in(scratch, &document, Which::Handout, false)
}

/// Runs `document` in a copy of the repository. With `overwrite`, the outputs that came are written into its file.
pub(crate) fn run(document: &Document, which: Which, overwrite: bool) -> Result<Report, String> {
    let scratch = Scratch::new(Programs::built()?.repository())?;
    run_in(scratch, document, which, overwrite)
}

fn run_in(
    scratch: Scratch,
    document: &Document,
    which: Which,
    overwrite: bool,
) -> Result<Report, String> {
    let mut run = Run {
        programs: Programs::built()?,
        scratch,
        is_handout: which == Which::Handout,
        ports: Ports::free()?,
        document,
        terminals: HashMap::new(),
        report: Report::default(),
        overwrite,
        edits: Vec::new(),
    };
    let slow: Vec<usize> =
        document.blocks.iter().filter(|block| is_slow(block)).map(|block| block.section).collect();
    let practice: Vec<&str> =
        document.blocks.iter().filter(|block| is_practice(block)).filter_map(terminal).collect();
    let is_left_out = |block: &Block| match which {
        Which::All => false,
        Which::Handout => {
            block.section > INVESTIGATE || block.words.course || block.words.solved.is_some()
        }
        Which::Quick => {
            slow.contains(&block.section)
                && (is_slow(block) || !terminal(block).is_some_and(|name| practice.contains(&name)))
        }
    };
    let blocks: Vec<&Block> = document
        .blocks
        .iter()
        .filter(|block| block.words.skip.is_none() && !is_left_out(block))
        .collect();
    for (index, block) in blocks.iter().enumerate() {
        let next = blocks[index + 1..].iter().find(|next| terminal(next) == terminal(block));
        run.block(block, next.and_then(|next| next.acts.iter().find(|act| !act.is_nothing())))?;
    }
    run.end();
    if !run.edits.is_empty() {
        document.rewrite(run.edits)?;
    }
    Ok(run.report)
}

fn terminal(block: &Block) -> Option<&str> {
    block.words.terminal.as_deref()
}

fn is_slow(block: &Block) -> bool {
    let mut commands = commands(block);
    block.words.skip.is_none() && (block.words.solved.is_some() || commands.any(command::is_slow))
}

fn is_practice(block: &Block) -> bool {
    commands(block).any(|command| command.starts_with("cargo practice"))
}

fn commands(block: &Block) -> impl Iterator<Item = &str> {
    block.acts.iter().filter_map(|act| match &act.does {
        Does::Command(command) => Some(command.as_str()),
        _ => None,
    })
}

/// A worksheet that is being run.
struct Run<'a> {
    programs: &'static Programs,
    scratch: Scratch,
    /// Whether that is a handout, and not a copy of the repository.
    is_handout: bool,
    ports: Ports,
    document: &'a Document,
    terminals: HashMap<String, Terminal>,
    report: Report,
    /// Whether outputs that differ are written into the file, and not complained of.
    overwrite: bool,
    edits: Vec<(&'a Act, String)>,
}

/// A terminal, with the folder it stands in and the program that runs there.
struct Terminal {
    folder: PathBuf,
    running: Option<Running>,
}

struct Running {
    program: Program,
    /// The number of the line where it was started.
    line: usize,
    /// How it is to end.
    exit: i32,
}

impl<'a> Run<'a> {
    /// Does what `block` says. `later` is what is done next in its terminal, in a later block.
    fn block(&mut self, block: &'a Block, later: Option<&Act>) -> Result<(), String> {
        if let Some(solved) = block.words.solved {
            self.solve(solved)?;
        }
        let name = block.words.terminal.clone().unwrap_or_default();
        let folder = self.scratch.0.clone();
        let mut terminal =
            self.terminals.remove(&name).unwrap_or(Terminal { folder, running: None });
        for (index, act) in block.acts.iter().enumerate() {
            let next = block.acts.get(index + 1).map(|next| &next.does);
            let is_last_command =
                !block.acts[index + 1..].iter().any(|next| matches!(next.does, Does::Command(_)));
            // It goes on where something is done to it next; and at the end of a block that has a terminal of its own,
            // unless the reader has typed the last line for it.
            let goes_on = match (next, later.map(|later| &later.does)) {
                (Some(next), _) => matches!(next, Does::Type(_) | Does::Interrupt),
                (None, None | Some(Does::Command(_))) if matches!(act.does, Does::Type(_)) => false,
                (None, _) => block.words.terminal.is_some(),
            };
            let exit = if is_last_command { block.words.exit } else { 0 };
            if let Err(why) = self.act(act, &mut terminal, goes_on, exit) {
                self.differs(act.line, &why);
            }
        }
        if !self.overwrite && block.acts.iter().all(Act::is_nothing) {
            self.differs(block.line, "the block is empty");
        }
        self.terminals.insert(name, terminal);
        Ok(())
    }

    fn act(
        &mut self,
        act: &'a Act,
        terminal: &mut Terminal,
        goes_on: bool,
        exit: i32,
    ) -> Result<(), String> {
        match &act.does {
            Does::Command(line) => {
                self.report.commands += 1;
                self.has_ended(terminal)?;
                let command = command::read(line, &terminal.folder, &self.scratch.0, &self.ports)?;
                return self.command(command, act, terminal, goes_on, exit);
            }
            Does::Look if terminal.running.is_none() => return self.compare(act, ""),
            _ => {}
        }
        let mut running =
            terminal.running.take().ok_or("nothing runs in this terminal any more")?;
        match &act.does {
            Does::Interrupt => {
                if running.program.status().is_some() {
                    return Err("it had ended by itself already".to_string());
                }
                let output = running.program.interrupt();
                return self.compare(act, &output);
            }
            Does::Type(line) => running.program.type_line(line),
            Does::Look | Does::Command(_) => {}
        }
        let goes_on = goes_on || act.does == Does::Look;
        self.watch(act, running, terminal, goes_on, RUN_TIME)
    }

    fn command(
        &mut self,
        command: Command,
        act: &'a Act,
        terminal: &mut Terminal,
        goes_on: bool,
        exit: i32,
    ) -> Result<(), String> {
        let start = |path: &Path, arguments: &[String], folder: &Path| {
            let program = Program::start(path, arguments, folder, &self.environment());
            program
                .map(|program| Running { program, line: act.line, exit })
                .map_err(|error| error.to_string())
        };
        let (running, time) = match command {
            Command::ChangeFolder(folder) => {
                terminal.folder = tidy_path(&folder);
                let exists = terminal.folder.is_dir();
                return if exists { Ok(()) } else { Err("there is no such folder".to_string()) };
            }
            Command::Program(name, arguments) => {
                let time = if name == "course" { BUILD_TIME } else { RUN_TIME };
                (start(&self.program(&name)?, &arguments, &terminal.folder)?, time)
            }
            Command::Cargo(arguments) => {
                (start(&self.programs.cargo, &arguments, &terminal.folder)?, BUILD_TIME)
            }
            Command::Learner(name, program, arguments) => {
                let folder = self.scratch.0.join("my-work").join(&name);
                let build = ["build", "--quiet", "--bins", "--examples"].map(str::to_string);
                let mut build = start(&self.programs.cargo, &build, &folder)?;
                let said =
                    build.program.output_to_the_end(BUILD_TIME).ok_or("it builds and builds")?;
                if !build.program.status().is_some_and(|status| status.success()) {
                    return Err(format!("it does not build: {said}"));
                }
                let path = self
                    .programs
                    .learners_target()
                    .join("debug")
                    .join(program + env::consts::EXE_SUFFIX);
                (start(&path, &arguments, &terminal.folder)?, RUN_TIME)
            }
        };
        self.watch(act, running, terminal, goes_on, time)
    }

    /// Where the program of this name is. A handout has the first version and the practice internet.
    fn program(&self, name: &str) -> Result<PathBuf, String> {
        match name {
            "practice-net" => self.programs.path(name),
            _ if !self.is_handout => self.programs.path(name),
            example if example.starts_with("examples/") => {
                let path = self.programs.learners_target().join("debug").join(example);
                Ok(path.with_extension(env::consts::EXE_EXTENSION))
            }
            _ => Err(format!("a handout cannot run `{name}`: mark the block with `course`")),
        }
    }

    /// Compares what `running` says now. Where it does not go on, it has to end in `time`, and as it should.
    fn watch(
        &mut self,
        act: &'a Act,
        mut running: Running,
        terminal: &mut Terminal,
        goes_on: bool,
        time: Duration,
    ) -> Result<(), String> {
        if goes_on {
            let is_enough = |output: &str| {
                self.overwrite || normalized(&self.as_published(output), &act.shown) == act.shown
            };
            let quiet = if self.overwrite { LONG_QUIET } else { QUIET };
            let output = running.program.output_until(is_enough, quiet, ANSWER_TIME);
            let outcome = self.compare(act, &output);
            let ended = if running.program.status().is_some() {
                self.ended_well(&mut running)
            } else {
                Ok(())
            };
            if running.program.status().is_none() {
                terminal.running = Some(running);
            }
            return outcome.and(ended);
        }
        let Some(output) = running.program.output_to_the_end(time) else {
            if running.program.is_endless() {
                return Err("it prints without end, so it was ended".to_string());
            }
            return Err(
                "it does not end. Give its block a terminal of its own: `console terminal=NAME`"
                    .to_string(),
            );
        };
        self.compare(act, &output).and(self.ended_well(&mut running))
    }

    /// Says where `output` is not what `act` shows.
    fn compare(&mut self, act: &'a Act, output: &str) -> Result<(), String> {
        let came = normalized(&self.as_published(output), &act.shown);
        if came == act.shown {
            return Ok(());
        }
        if self.overwrite {
            let temporary = self.temporary().to_string_lossy().into_owned();
            self.edits.push((act, came.replace(&temporary, "[..]")));
            return Ok(());
        }
        let at =
            came.lines().zip(act.shown.lines()).take_while(|(came, shown)| came == shown).count();
        let mut diff = String::new();
        let (shown, data) = (Data::text(&act.shown), Data::text(&came));
        let names: [&dyn std::fmt::Display; 2] = [&"shown", &"came"];
        write_diff(&mut diff, &shown, &data, Some(names[0]), Some(names[1]), Palette::plain())
            .map_err(|error| error.to_string())?;
        let line = act.line + at + usize::from(act.does != Does::Look);
        self.differs(line, &format!("the output is not as shown{diff}"));
        Ok(())
    }

    fn ended_well(&self, running: &mut Running) -> Result<(), String> {
        match running.program.status().map(|status| status.code()) {
            Some(Some(code)) if code == running.exit => Ok(()),
            Some(Some(code)) => {
                Err(format!("the exit code is {code} and not {}: `exit={code}`?", running.exit))
            }
            _ => Err("it did not end by itself".to_string()),
        }
    }

    /// Before the next command, the one before has to have ended, and to have said no more than was shown.
    fn has_ended(&mut self, terminal: &mut Terminal) -> Result<(), String> {
        let Some(mut before) = terminal.running.take() else { return Ok(()) };
        let Some(rest) = before.program.output_to_the_end(LEAVE_TIME) else {
            return Err(format!(
                "the program of line {} still runs here: is a `^C` missing?",
                before.line
            ));
        };
        if !rest.is_empty() {
            return Err(format!(
                "the program of line {} said more, which is not shown: {rest}",
                before.line
            ));
        }
        self.ended_well(&mut before)
    }

    /// At the end of the worksheet the reader closes every terminal.
    fn end(&mut self) {
        for terminal in std::mem::take(&mut self.terminals).into_values() {
            if let Some(mut running) = terminal.running
                && running.program.status().is_some()
                && let Err(why) = self.ended_well(&mut running)
            {
                self.differs(running.line, &why);
            }
        }
    }

    fn differs(&mut self, line: usize, why: &str) {
        self.report.differences.push(format!("{}:{line}: {why}", self.document.path.display()));
    }

    /// `output` as a reader would see it: with the published ports, without what cargo says of its own work, and without
    /// blanks at the ends of lines and blank lines at the end, which nobody sees.
    fn as_published(&self, output: &str) -> String {
        let output = self.ports.restored(output);
        let lines = output
            .lines()
            .filter(|line| !is_cargos_own(line))
            .map(|line| format!("{}\n", line.trim_end()));
        without_blank_end(lines.collect())
    }

    /// What the programs take for the system's folder of temporary files.
    fn temporary(&self) -> PathBuf {
        self.scratch.0.join("target")
    }

    fn environment(&self) -> Vec<(String, String)> {
        let path = |path: &Path| path.to_string_lossy().into_owned();
        let temporary = path(&self.temporary());
        let mut environment = vec![
            ("CARGO".to_string(), path(&self.programs.cargo)),
            ("CARGO_TARGET_DIR".to_string(), path(&self.programs.learners_target())),
            ("CARGO_TERM_COLOR".to_string(), "never".to_string()),
            ("COLUMNS".to_string(), TERMINAL_WIDTH.to_string()),
        ];
        environment
            .extend(["TMPDIR", "TMP", "TEMP"].map(|name| (name.to_string(), temporary.clone())));
        environment
    }

    /// Puts the worked solution of the steps up to `solved` into the learner's copy.
    fn solve(&self, solved: usize) -> Result<(), String> {
        let name = self.document.path.file_stem().unwrap_or_default();
        let root = &self.scratch.0;
        let solve = || -> anyhow::Result<()> {
            let lesson = Lesson::read(&root.join("lessons").join(name))?;
            let source = fs::read_to_string(root.join("crates").join(name).join("src/lib.rs"))?;
            let copy = root.join("my-work").join(name).join("src/lib.rs");
            Ok(fs::write(copy, starter::starter(&source, &lesson, solved)?)?)
        };
        solve().map_err(|error| {
            format!("{}: the steps cannot be solved: {error:#}", self.document.path.display())
        })
    }
}

/// `came`, with `[..]` and `...` where `shown` has them and they fit.
fn normalized(came: &str, shown: &str) -> String {
    NormalizeToExpected::new().redact().normalize(Data::text(came), &Data::text(shown)).to_string()
}

/// Lines such as `   Compiling octets v0.1.0`: the verb stands at the right of twelve columns. And what the course tool says
/// in their place: only a first build has it.
fn is_cargos_own(line: &str) -> bool {
    const VERBS: [&str; 10] = [
        "Compiling",
        "Finished",
        "Running",
        "Blocking",
        "Locking",
        "Adding",
        "Updating",
        "Downloaded",
        "Downloading",
        "Doc-tests",
    ];
    line.starts_with("Building for the first time")
        || VERBS.iter().any(|verb| line.starts_with(&format!("{verb:>12} ")))
}

/// `path` without its `..`, as the shell's `cd` would have it.
fn tidy_path(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        if part == std::path::Component::ParentDir {
            tidy.pop();
        } else {
            tidy.push(part);
        }
    }
    tidy
}

/// A copy of the repository, for one worksheet. It goes when the worksheet is done.
struct Scratch(PathBuf);

impl Scratch {
    /// A folder that is not there yet.
    fn reserved() -> Scratch {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("worksheet-{}-{number}", process::id());
        Scratch(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name))
    }

    fn new(repository: &Path) -> Result<Scratch, String> {
        let scratch = Scratch::reserved();
        copy(repository, &scratch.0)
            .and_then(|()| fs::create_dir_all(scratch.0.join("target")))
            .map_err(|error| error.to_string())?;
        Ok(scratch)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0); // what is left over lies in the target folder
    }
}

/// Copies a folder, but for what is built, what learners wrote, what fuzzing gathered, and git's own.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (name, kind) = (entry.file_name(), entry.file_type()?);
        if kind.is_dir()
            && !["target", "my-work", "corpus", ".git"].iter().any(|left_out| name == *left_out)
        {
            copy(&entry.path(), &to.join(name))?;
        } else if kind.is_file() {
            fs::copy(entry.path(), to.join(name))?;
        }
    }
    Ok(())
}
