//! Runs a program that may do anything: with a limit on its time and its output, and on Linux on
//! its memory. At its end everything that it started is stopped, too.

use crate::interrupt;
use process_wrap::std::{ChildWrapper, CommandWrap};
use std::ffi::{OsStr, OsString};
use std::io::{self, Read, Write};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};
use std::{env, thread};

/// How often we look whether a program has ended.
const LOOK_EVERY: Duration = Duration::from_millis(2);

/// How long an output may stay open when all is stopped: what got away may hold it.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// What a program may use.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// How long it may run.
    pub(crate) time: Duration,
    /// How many bytes it may write, both outputs together.
    pub(crate) output: usize,
}

/// How a program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// By itself.
    Status(ExitStatus),
    /// By us: it ran too long.
    TimedOut,
    /// By us: it wrote too much.
    TooMuchOutput,
}

/// A program that has ended.
#[derive(Debug)]
pub(crate) struct ProcessOutput {
    /// How.
    pub(crate) end: Exit,
    /// What it wrote to its standard output.
    pub(crate) stdout: Vec<u8>,
    /// What it wrote to its standard error.
    pub(crate) stderr: Vec<u8>,
}

impl ProcessOutput {
    /// True if it ended by itself with exit code 0.
    pub(crate) fn succeeded(&self) -> bool {
        matches!(self.end, Exit::Status(status) if status.success())
    }
}

/// Where what a program writes goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Streams {
    /// Each of its two outputs to its own.
    Separate,
    /// Both to `stdout`, in the order in which it wrote.
    Merged,
}

/// Runs `command` with `input` as its standard input, to its end or to the first limit.
pub(crate) fn run(
    mut command: Command,
    input: &str,
    limits: Limits,
    streams: Streams,
) -> io::Result<ProcessOutput> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut merged = None;
    if streams == Streams::Merged {
        let (reader, writer) = io::pipe()?;
        command.stdout(writer.try_clone()?).stderr(writer);
        merged = Some(reader);
    }
    let mut command = CommandWrap::from(command);
    #[cfg(unix)]
    command.wrap(process_wrap::std::ProcessGroup::leader());
    #[cfg(windows)]
    command.wrap(process_wrap::std::JobObject);
    if interrupt::came() {
        return Err(io::ErrorKind::Interrupted.into());
    }
    let mut child = command.spawn()?;
    drop(command); // it holds the writing ends of the pipe, which could not come to its end

    if let Some(mut stdin) = child.stdin().take() {
        let _ = stdin.write_all(input.as_bytes()); // one short line; the program need not read it
    }
    let (sender, pieces) = channel();
    read(merged, sender.clone(), Piece::Stdout);
    read(child.stdout().take(), sender.clone(), Piece::Stdout);
    read(child.stderr().take(), sender, Piece::Stderr);
    let mut ended = ProcessOutput { end: Exit::TimedOut, stdout: Vec::new(), stderr: Vec::new() };
    let started = Instant::now();
    ended.end = loop {
        let status = child.try_wait()?;
        let whole = gather(&pieces, &mut ended, limits.output, LOOK_EVERY);
        match status {
            _ if interrupt::came() => {
                end_all(child.as_mut());
                return Err(io::ErrorKind::Interrupted.into());
            }
            _ if !whole => break Exit::TooMuchOutput,
            Some(status) => break Exit::Status(status),
            None if started.elapsed() > limits.time => break Exit::TimedOut,
            None => {}
        }
    };
    end_all(child.as_mut());
    // What it wrote last may still be on its way to us.
    if ended.end != Exit::TooMuchOutput && !gather(&pieces, &mut ended, limits.output, LAST_WORDS) {
        ended.end = Exit::TooMuchOutput;
    }
    Ok(ended)
}

/// Ends the program and whatever it started that is still there.
fn end_all(child: &mut dyn ChildWrapper) {
    let _ = child.start_kill(); // it may have ended already
    let _ = child.wait();
}

/// The cargo that runs us, or the one that the system finds.
pub(crate) fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

enum Piece {
    Stdout(Vec<u8>),
    Stderr(Vec<u8>),
}

fn read(
    source: Option<impl Read + Send + 'static>,
    sender: Sender<Piece>,
    piece: fn(Vec<u8>) -> Piece,
) {
    thread::spawn(move || {
        let Some(mut source) = source else { return };
        let mut buffer = vec![0; 16 * 1024];
        while let Ok(count @ 1..) = source.read(&mut buffer) {
            if sender.send(piece(buffer[..count].to_vec())).is_err() {
                return;
            }
        }
    });
}

/// Takes what comes until both outputs end or `patience` is over. False when it is more than
/// `most`.
fn gather(
    pieces: &Receiver<Piece>,
    ended: &mut ProcessOutput,
    most: usize,
    patience: Duration,
) -> bool {
    let started = Instant::now();
    loop {
        match pieces.recv_timeout(patience.saturating_sub(started.elapsed())) {
            Ok(Piece::Stdout(bytes)) => ended.stdout.extend(bytes),
            Ok(Piece::Stderr(bytes)) => ended.stderr.extend(bytes),
            Err(RecvTimeoutError::Timeout) => return true,
            Err(RecvTimeoutError::Disconnected) => {
                thread::sleep(LOOK_EVERY.min(patience).saturating_sub(started.elapsed()));
                return true;
            }
        }
        if ended.stdout.len().saturating_add(ended.stderr.len()) > most {
            return false;
        }
    }
}

/// A command that starts `program` with a limit on its memory, in bytes, and with a mark: a
/// limit on resident memory, which Linux does not keep but passes on to all that the program
/// starts. On Linux a shell sets both, and then becomes the program; it leaves no core file behind.
pub(crate) fn limited(program: &OsStr, memory: u64, mark: u64) -> Command {
    if !cfg!(target_os = "linux") {
        return Command::new(program);
    }
    let mut command = Command::new("/bin/sh");
    let script = "ulimit -c 0 && ulimit -v \"$0\" && ulimit -m \"$1\" && shift && exec \"$@\"";
    command.arg("-c").arg(script);
    command.arg((memory / 1024).to_string()).arg((mark / 1024).to_string()).arg(program);
    command
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { time: Duration::from_secs(20), output: 100_000 };

    fn shell(script: &str, limits: Limits) -> ProcessOutput {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        run(command, "a line\n", limits, Streams::Separate).unwrap()
    }

    #[test]
    fn tells_what_it_wrote_and_how_it_ended() {
        let ended = shell("cat; echo no >&2; exit 3", LIMITS);
        assert_eq!(
            (ended.stdout.as_slice(), ended.stderr.as_slice()),
            (&b"a line\n"[..], &b"no\n"[..])
        );
        assert!(matches!(ended.end, Exit::Status(status) if status.code() == Some(3)));
    }

    #[test]
    fn ends_one_that_never_ends_with_all_that_it_started() {
        let started = Instant::now();
        let limits = Limits { time: Duration::from_millis(300), ..LIMITS };
        let ended = shell("sleep 60 & echo $!; wait", limits);
        assert_eq!(ended.end, Exit::TimedOut);
        assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
        let id = String::from_utf8(ended.stdout).unwrap();
        let alive = Command::new("kill")
            .args(["-0", id.trim()])
            .stderr(Stdio::null())
            .status()
            .unwrap()
            .success();
        // Where nobody takes the orphan off the list, it stays on it as a zombie: that is no
        // running program.
        let zombie = std::fs::read_to_string(format!("/proc/{}/stat", id.trim()))
            .is_ok_and(|stat| stat.contains(") Z "));
        assert!(!alive || zombie);
    }

    #[test]
    fn keeps_the_order_of_both_outputs() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo 1; echo 2 >&2; echo 3"]);
        let ended = run(command, "", LIMITS, Streams::Merged).unwrap();
        assert_eq!(
            (ended.stdout.as_slice(), ended.stderr.as_slice()),
            (&b"1\n2\n3\n"[..], &b""[..])
        );
    }

    #[test]
    fn ends_one_that_floods() {
        assert_eq!(shell("yes", LIMITS).end, Exit::TooMuchOutput);
    }

    #[test]
    fn does_not_wait_for_what_a_program_left_running() {
        let started = Instant::now();
        assert!(shell("sleep 60 & echo done", LIMITS).succeeded());
        assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn keeps_the_memory_limit() {
        let worked = |script: &str| {
            let mut command = limited(OsStr::new("sh"), 64 << 20, 1 << 42);
            command.args(["-c", script]);
            run(command, "", LIMITS, Streams::Separate).unwrap().succeeded()
        };
        assert!(worked("true"));
        assert!(!worked("x=$(head -c 200000000 /dev/zero | tr '\\0' x)"));
    }
}
