//! A program on a terminal: both its outputs come through one pipe, so that their order is the real one.

use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use process_wrap::std::{ChildWrapper, CommandWrap};

/// How long a look at what is left takes.
const LOOK: Duration = Duration::from_millis(100);

/// After a program's end its output may stay open so long, where something that it started holds it.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// A program that was started. Dropping it ends it, with everything that it started.
pub(crate) struct Program {
    child: Box<dyn ChildWrapper>,
    input: Option<ChildStdin>,
    output: Receiver<Vec<u8>>,
    /// What has come and was not handed out yet.
    fresh: Vec<u8>,
    status: Option<ExitStatus>,
}

impl Program {
    pub(crate) fn start(
        path: &Path,
        arguments: &[String],
        folder: &Path,
        environment: &[(String, String)],
    ) -> io::Result<Program> {
        let (mut reader, writer) = io::pipe()?;
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
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        Ok(Program { child, input, output, fresh: Vec::new(), status: None })
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

    /// The output until it is `enough` and nothing more has come for the time of `quiet`, or the program has ended, or the
    /// `time` is over.
    pub(crate) fn output_until(
        &mut self,
        enough: impl Fn(&str) -> bool,
        quiet: Duration,
        time: Duration,
    ) -> String {
        let started = Instant::now();
        loop {
            let is_enough = enough(&as_text(&self.fresh));
            let left = time.saturating_sub(started.elapsed());
            match self.output.recv_timeout(if is_enough { left.min(quiet) } else { left }) {
                Ok(piece) => self.fresh.extend(piece),
                Err(RecvTimeoutError::Disconnected) => {
                    self.wait(LAST_WORDS);
                    break;
                }
                Err(RecvTimeoutError::Timeout) => break,
            }
        }
        as_text(&std::mem::take(&mut self.fresh))
    }

    /// Ends its input, and gives its output until its end. None where it has not ended in `time`.
    pub(crate) fn output_to_the_end(&mut self, time: Duration) -> Option<String> {
        self.input = None;
        let ended = self.wait(time);
        let output = self.rest();
        ended.then_some(output)
    }

    /// Ctrl-C: ends this program, by its id.
    pub(crate) fn interrupt(&mut self) -> String {
        let _ = self.child.start_kill();
        self.wait(LAST_WORDS);
        self.rest()
    }

    /// Whether it ended in `time`. What it says meanwhile is taken, so that it never waits for us.
    fn wait(&mut self, time: Duration) -> bool {
        let started = Instant::now();
        while self.status().is_none() && started.elapsed() < time {
            match self.output.recv_timeout(Duration::from_millis(5)) {
                Ok(piece) => self.fresh.extend(piece),
                Err(RecvTimeoutError::Disconnected) => thread::sleep(Duration::from_millis(2)),
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
        self.status.is_some()
    }

    fn rest(&mut self) -> String {
        let started = Instant::now();
        let patience = if self.status.is_some() { LAST_WORDS } else { LOOK };
        while let Ok(piece) = self.output.recv_timeout(patience.saturating_sub(started.elapsed())) {
            self.fresh.extend(piece);
        }
        as_text(&std::mem::take(&mut self.fresh))
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
