//! A program on a terminal: both its outputs come through one pipe, so that their order is the real
//! one. Of an output of any length only the beginning and the end are kept, and a program that prints
//! without end is ended.

use std::collections::VecDeque;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{ChildStdin, Command, ExitStatus, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use process_wrap::std::{ChildWrapper, CommandWrap};

/// How long a look at what is left takes.
const LOOK: Duration = Duration::from_millis(100);

/// After a program's end, how long its output may stay open because something that it started holds
/// it.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// Of an output, this much of its beginning is kept, and as much of its end.
const MAX_KEPT: usize = 64 * 1024;

/// A program that prints more than this is taken to print without end.
const MAX_PRINTED: usize = 32 * 1024 * 1024;

/// A program that was started. Dropping it ends it, with everything that it started.
pub(crate) struct Program {
    child: Box<dyn ChildWrapper>,
    input: Option<ChildStdin>,
    output: Arc<Output>,
    status: Option<ExitStatus>,
    /// True if it printed faster than it could be looked at. What it prints until Ctrl-C is then no
    /// longer looked at.
    is_flooding: bool,
}

/// What a program prints, as a thread of its own reads it.
#[derive(Default)]
struct Output {
    kept: Mutex<Kept>,
    changed: Condvar,
}

/// What was printed and not handed out yet.
#[derive(Default)]
struct Kept {
    beginning: Vec<u8>,
    end: VecDeque<u8>,
    /// How many bytes between the two were not kept.
    left_out: usize,
    /// How many bytes came in all, since the program's start.
    printed: usize,
    is_closed: bool,
}

impl Output {
    /// Reads until the end, or until it is clear that there will be none. The program finds a closed
    /// pipe then.
    fn read(&self, mut source: impl Read) {
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = source.read(&mut buffer) {
            let mut kept = self.lock();
            kept.push(&buffer[..count]);
            self.changed.notify_all();
            if kept.is_endless() {
                break;
            }
        }
        self.lock().is_closed = true;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits while `condition` holds, no longer than `time`.
    fn wait_while<'a>(
        &self,
        kept: MutexGuard<'a, Kept>,
        time: Duration,
        mut condition: impl FnMut(&Kept) -> bool,
    ) -> MutexGuard<'a, Kept> {
        let waited = self.changed.wait_timeout_while(kept, time, |kept| condition(kept));
        waited.unwrap_or_else(PoisonError::into_inner).0
    }
}

impl Kept {
    fn push(&mut self, bytes: &[u8]) {
        self.printed += bytes.len();
        let room = MAX_KEPT.saturating_sub(self.beginning.len()).min(bytes.len());
        self.beginning.extend(&bytes[..room]);
        self.end.extend(&bytes[room..]);
        let too_much = self.end.len().saturating_sub(MAX_KEPT);
        self.end.drain(..too_much);
        self.left_out += too_much;
    }

    fn is_endless(&self) -> bool {
        self.printed > MAX_PRINTED
    }

    /// All that is kept, with whole lines around what was left out.
    fn text(&self) -> String {
        let end = as_text(&self.end.iter().copied().collect::<Vec<u8>>());
        let beginning = as_text(&self.beginning);
        if self.left_out == 0 {
            return beginning + &end;
        }
        let (beginning, _) = beginning.rsplit_once('\n').unwrap_or_default();
        let (_, end) = end.split_once('\n').unwrap_or_default();
        format!("{beginning}\n[{} bytes left out]\n{end}", self.left_out)
    }

    /// Hands all of it out.
    fn take(&mut self) -> String {
        let text = self.text();
        (self.beginning, self.end, self.left_out) = Default::default();
        text
    }
}

impl Program {
    pub(crate) fn start(
        path: &Path,
        arguments: &[String],
        folder: &Path,
        environment: &[(String, String)],
    ) -> io::Result<Program> {
        let (reader, writer) = io::pipe()?;
        let mut command = Command::new(path);
        command.args(arguments).current_dir(folder);
        for (name, _) in std::env::vars().filter(|(name, _)| is_of_this_test(name)) {
            command.env_remove(name);
        }
        command.envs(environment.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::piped()).stdout(writer.try_clone()?).stderr(writer);
        let mut command = CommandWrap::from(command);
        #[cfg(unix)]
        command.wrap(process_wrap::std::ProcessGroup::leader());
        #[cfg(windows)]
        command.wrap(process_wrap::std::JobObject);
        let mut child = command.spawn()?;
        drop(command); // it holds the pipe's writing end, which would never end
        let input = child.stdin().take();
        let output = Arc::new(Output::default());
        let read = Arc::clone(&output);
        thread::spawn(move || read.read(reader));
        Ok(Program { child, input, output, status: None, is_flooding: false })
    }

    /// Types a line. The program may have ended: what it said then tells.
    pub(crate) fn type_line(&mut self, line: &str) {
        if let Some(input) = &mut self.input {
            let _ = input.write_all(format!("{line}\n").as_bytes()).and_then(|()| input.flush());
        }
    }

    /// How it ended, if it has.
    pub(crate) fn status(&mut self) -> Option<ExitStatus> {
        if self.status.is_none() {
            self.status = self.child.try_wait().ok().flatten();
        }
        self.status
    }

    /// True if it printed so much that it has to be taken to print without end.
    pub(crate) fn is_endless(&self) -> bool {
        self.output.lock().is_endless()
    }

    /// The output until it is `enough` and nothing more has come for the time of `quiet`, or the
    /// program has ended, or the `time` is over. An output too long to be kept need not become quiet.
    pub(crate) fn output_until(
        &mut self,
        enough: impl Fn(&str) -> bool,
        quiet: Duration,
        time: Duration,
    ) -> String {
        let started = Instant::now();
        let mut kept = self.output.lock();
        while !kept.is_closed {
            let (is_enough, before) = (enough(&kept.text()), kept.printed);
            let time_left = time.saturating_sub(started.elapsed());
            if time_left.is_zero() || (is_enough && kept.left_out > 0) {
                self.is_flooding = kept.left_out > 0;
                return kept.take();
            }
            kept = if is_enough {
                let quiet = quiet.min(time_left);
                self.output
                    .wait_while(kept, quiet, |kept| kept.printed == before && !kept.is_closed)
            } else if kept.left_out > 0 {
                self.output.wait_while(kept, LOOK.min(time_left), |kept| !kept.is_closed)
            } else {
                let is_same = |kept: &Kept| kept.printed == before && !kept.is_closed;
                self.output.wait_while(kept, time_left, is_same)
            };
            if is_enough && kept.printed == before && !kept.is_closed {
                return kept.take(); // it has become quiet
            }
        }
        drop(kept);
        self.wait(LAST_WORDS);
        self.output.lock().take()
    }

    /// Ends its input, and gives its output until its end. None if it has not ended in `time`, or
    /// prints without end.
    pub(crate) fn output_to_the_end(&mut self, time: Duration) -> Option<String> {
        self.input = None;
        let ended = self.wait(time) && !self.is_endless();
        let output = self.rest();
        ended.then_some(output)
    }

    /// Ctrl-C: ends this program, by its id.
    pub(crate) fn interrupt(&mut self) -> String {
        let _ = self.child.start_kill();
        self.wait(LAST_WORDS);
        let rest = self.rest();
        if self.is_flooding { String::new() } else { rest }
    }

    /// True if it ended in `time`. One that prints without end is ended.
    fn wait(&mut self, time: Duration) -> bool {
        let started = Instant::now();
        while self.status().is_none() && started.elapsed() < time {
            if self.is_endless() {
                let _ = self.child.start_kill();
            }
            thread::sleep(Duration::from_millis(3));
        }
        self.status.is_some()
    }

    fn rest(&mut self) -> String {
        let time = if self.status.is_some() { LAST_WORDS } else { LOOK };
        let kept = self.output.lock();
        self.output.wait_while(kept, time, |kept| !kept.is_closed).take()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.start_kill();
        let _ = self.child.wait();
    }
}

/// What cargo, or a developer, sets for this test alone, and a reader's terminal does not have.
fn is_of_this_test(name: &str) -> bool {
    let cargo = name.starts_with("CARGO")
        && !name.starts_with("CARGO_HOME")
        && !name.starts_with("CARGO_NET_");
    cargo
        || ["RUST_BACKTRACE", "RUST_LOG", "NO_COLOR", "CLICOLOR_FORCE", "SNAPSHOTS"].contains(&name)
}

fn as_text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace("\r\n", "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_beginning_and_the_end_of_a_long_output() {
        let output = Output::default();
        output.read("short\n".as_bytes());
        assert_eq!(output.lock().take(), "short\n");
        let long = format!("first\n{}last\n", "middle\n".repeat(100_000));
        output.read(long.as_bytes());
        let kept = output.lock().take();
        assert!(kept.starts_with("first\nmiddle\n") && kept.ends_with("\nmiddle\nlast\n"));
        assert!(kept.len() < 2 * MAX_KEPT + 100 && kept.contains(" bytes left out]\n"));
        assert_eq!(output.lock().take(), "");
    }

    #[test]
    fn stops_reading_what_has_no_end() {
        let output = Output::default();
        output.read(io::repeat(b'x'));
        assert!(output.lock().is_endless());
        assert!(output.lock().take().len() < 2 * MAX_KEPT + 100);
    }
}
