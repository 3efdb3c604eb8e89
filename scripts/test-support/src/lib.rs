//! Runs a program as a person would, for tests: starts it, types, reads its lines, waits for its
//! end. Everything has a deadline, and a program that was started is stopped with the test.

#![allow(clippy::panic, reason = "a test that cannot go on says why and stops")]

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How long a program may keep a test waiting. Generous, for a machine that is busy.
pub const DEADLINE: Duration = Duration::from_secs(30);

/// A program that has ended: what it printed, and how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// The exit code. `None` if a signal ended it.
    pub code: Option<i32>,
    /// Standard output, all of it. Bytes that are not UTF-8 show as U+FFFD; line ends are `\n` on
    /// every system.
    pub stdout: String,
    /// Standard error, likewise.
    pub stderr: String,
}

/// Runs `program` with `arguments` and `input` as its standard input, until its end.
///
/// # Panics
/// When it cannot be started, or has not ended after [`DEADLINE`].
pub fn run<Argument: AsRef<OsStr>>(
    program: &str,
    arguments: &[Argument],
    input: impl AsRef<[u8]>,
) -> Finished {
    let mut running = Running::start(program, arguments);
    running.send(input);
    running.finish()
}

/// A program that runs beside the test. Dropping it ends it.
pub struct Running {
    child: Child,
    input: Option<Sender<Vec<u8>>>,
    stdout: Output,
    stderr: Output,
}

impl Running {
    /// Starts `program` with `arguments`.
    ///
    /// # Panics
    /// When it cannot be started.
    pub fn start<Argument: AsRef<OsStr>>(program: &str, arguments: &[Argument]) -> Running {
        Self::spawn(Command::new(program).args(arguments))
    }

    /// Starts `command`, which may name a folder or variables of its own.
    ///
    /// # Panics
    /// When it cannot be started.
    pub fn spawn(command: &mut Command) -> Running {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {command:?}: {error}"));
        let (input, typed) = channel::<Vec<u8>>();
        if let Some(mut stdin) = child.stdin.take() {
            // A thread of its own: the program may answer before it has read everything. It may
            // also stop reading.
            thread::spawn(move || {
                typed
                    .iter()
                    .try_for_each(|bytes| stdin.write_all(&bytes).and_then(|()| stdin.flush()))
            });
        }
        let stdout = Output::read(child.stdout.take());
        let stderr = Output::read(child.stderr.take());
        Running { child, input: Some(input), stdout, stderr }
    }

    /// The process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Types `bytes` on the program's standard input. [`Running::end_input`] ends it.
    pub fn send(&mut self, bytes: impl AsRef<[u8]>) {
        if let Some(input) = &self.input {
            let _ = input.send(bytes.as_ref().to_vec()); // the program may have stopped reading
        }
    }

    /// Ends the program's standard input, as Ctrl-D or Ctrl-Z does.
    pub fn end_input(&mut self) {
        self.input = None;
    }

    /// The next line of standard output, without its end.
    ///
    /// # Panics
    /// When none came within [`DEADLINE`], or the output ended.
    pub fn line(&mut self) -> String {
        self.stdout
            .line()
            .unwrap_or_else(|why| panic!("{why}; standard error so far: {}", self.stderr.so_far()))
    }

    /// The next line of standard error, without its end.
    ///
    /// # Panics
    /// When none came within [`DEADLINE`], or the output ended.
    pub fn error_line(&mut self) -> String {
        self.stderr
            .line()
            .unwrap_or_else(|why| panic!("{why}; standard output so far: {}", self.stdout.so_far()))
    }

    /// Ends the input, waits for the program's end, and returns all that it printed, handed out
    /// before or not.
    ///
    /// # Panics
    /// When it has not ended after [`DEADLINE`].
    pub fn finish(mut self) -> Finished {
        self.end_input();
        let started = Instant::now();
        let code = loop {
            match self.child.try_wait() {
                Ok(Some(status)) => break status.code(),
                Ok(None) if started.elapsed() < DEADLINE => thread::sleep(Duration::from_millis(2)),
                other => {
                    panic!(
                        "no end after {DEADLINE:?} ({other:?}): {} {}",
                        self.stdout.so_far(),
                        self.stderr.so_far()
                    )
                }
            }
        };
        Finished { code, stdout: self.stdout.all(), stderr: self.stderr.all() }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill(); // it may have ended already
        let _ = self.child.wait();
    }
}

/// One of a program's outputs, read by a thread of its own.
struct Output {
    pieces: Receiver<Vec<u8>>,
    bytes: Vec<u8>,
    handed_out: usize,
}

impl Output {
    fn read(source: Option<impl Read + Send + 'static>) -> Output {
        let (sender, pieces) = channel();
        thread::spawn(move || {
            let Some(mut source) = source else { return };
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = source.read(&mut buffer) {
                if sender.send(buffer[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        Output { pieces, bytes: Vec::new(), handed_out: 0 }
    }

    fn line(&mut self) -> Result<String, String> {
        let started = Instant::now();
        loop {
            let rest = &self.bytes[self.handed_out..];
            if let Some(length) = rest.iter().position(|byte| *byte == b'\n') {
                let line = as_text(&rest[..length]);
                self.handed_out += length + 1;
                return Ok(line.trim_end_matches('\r').to_string());
            }
            match self.pieces.recv_timeout(DEADLINE.saturating_sub(started.elapsed())) {
                Ok(piece) => self.bytes.extend(piece),
                Err(error) => {
                    return Err(format!("no line came ({error}); so far: {}", self.so_far()));
                }
            }
        }
    }

    /// Waits for the end of the output, which a grandchild may hold open, up to the deadline.
    fn all(&mut self) -> String {
        let started = Instant::now();
        while let Ok(piece) = self.pieces.recv_timeout(DEADLINE.saturating_sub(started.elapsed())) {
            self.bytes.extend(piece);
        }
        self.so_far()
    }

    fn so_far(&self) -> String {
        as_text(&self.bytes)
    }
}

fn as_text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace("\r\n", "\n")
}
