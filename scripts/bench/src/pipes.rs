//! Much data through a pipe: a gigabyte through talk-client, a million lines through is-ip-and-port and octets.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};

use crate::Programs;
use crate::contest::{Contest, Row, milliseconds};

const GIGABYTE: usize = 1_000_000_000;
const LINES: u32 = 1_000_000;

/// A folder of ours that is removed with everything in it.
pub(crate) struct Scratch(pub(crate) PathBuf);

impl Scratch {
    pub(crate) fn new(name: &str) -> io::Result<Scratch> {
        let folder = std::env::temp_dir().join(format!("bench-{name}-{}", std::process::id()));
        fs::create_dir(&folder)?;
        Ok(Scratch(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// 1 GB of text through talk-client and an echo, against nc; and the most memory that each held.
pub(crate) fn gigabyte(programs: &Programs, rounds: usize) -> anyhow::Result<Vec<Row>> {
    let scratch = Scratch::new("gigabyte")?;
    let file = scratch.0.join("text");
    let mut writer = BufWriter::new(File::create(&file)?);
    for _ in 0..GIGABYTE / 64 {
        writer.write_all(b"A line of sixty-four letters, as people write them in a mail...\n")?;
    }
    writer.flush()?;

    let echo = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let port = echo.local_addr()?.port().to_string();
    thread::spawn(move || {
        for mut stream in echo.incoming().flatten() {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(count @ 1..) = stream.read(&mut buffer) {
                if stream.write_all(&buffer[..count]).is_err() {
                    break;
                }
            }
            let _ = stream.shutdown(Shutdown::Write);
        }
    });

    let ours = programs.path("talk-client");
    let most = std::cell::RefCell::new(vec![("talk-client", Vec::new()), ("nc -N", Vec::new())]);
    let send = |index: usize, mut command: Command| {
        let (time, memory) = time_and_memory(command.stdin(File::open(&file)?))?;
        most.borrow_mut()[index].1.push(memory);
        anyhow::Ok(time)
    };
    let row = Contest::new(
        "1 GB through a client and an echo",
        "ms",
        "no goal: repr is a step of the lesson",
    )
    .with(&ours.to_string_lossy(), "talk-client", || {
        let mut command = Command::new(&ours);
        command.args(["127.0.0.1", &port]);
        send(0, command)
    })
    .with("nc", "nc -N", || {
        let mut command = Command::new("nc");
        command.args(["-N", "127.0.0.1", &port]);
        send(1, command)
    })
    .hold(rounds)?;
    let figures = most
        .into_inner()
        .into_iter()
        .map(|(name, figures)| (name.to_string(), figures.into_iter().reduce(f64::max)));
    Ok(vec![row, Row::of("1 GB: the most memory held", "KB", "flat", figures.collect())])
}

/// Runs `command`, its output thrown away: milliseconds, and the most memory that it was seen to hold, in KB.
fn time_and_memory(command: &mut Command) -> anyhow::Result<(f64, f64)> {
    let started = Instant::now();
    let mut child = command
        .stdout(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot start {command:?}"))?;
    let mut most = 0.0;
    loop {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        most =
            line.and_then(|line| line.trim_end_matches(" kB").trim().parse().ok()).unwrap_or(most);
        if let Some(status) = child.try_wait()? {
            ensure!(status.success(), "{command:?} ended with {status}");
            return Ok((started.elapsed().as_secs_f64() * 1000.0, most));
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// A million lines through is-ip-and-port and `octets --short`, against Python.
pub(crate) fn lines(programs: &Programs, rounds: usize) -> anyhow::Result<Vec<Row>> {
    let scratch = Scratch::new("lines")?;
    let addresses = scratch.0.join("addresses");
    let sockets = scratch.0.join("sockets");
    write_lines(&addresses, |number| std::net::Ipv4Addr::from(number).to_string())?;
    // One in a hundred is wrong: complaints are work too.
    write_lines(&sockets, |number| match number % 100 {
        0 => format!("{}:x", std::net::Ipv4Addr::from(number)),
        _ => format!("{}:{}", std::net::Ipv4Addr::from(number), 7 + number % 65_529),
    })?;
    let goal = "a fifth of the time";
    let contest = |work: &str, program: &str, arguments: &[&str], script: &str, input: &Path| {
        let ours = programs.path(program);
        let peer = programs.peer(script);
        Contest::new(work, "ms", goal)
            .with(&ours.to_string_lossy(), program, || {
                milliseconds(Command::new(&ours).args(arguments).stdin(File::open(input)?))
            })
            .with("python3", "Python", || {
                milliseconds(Command::new("python3").arg(&peer).stdin(File::open(input)?))
            })
            .hold(rounds)
    };
    Ok(vec![
        contest(
            "a million lines: is it an IP and a port?",
            "is-ip-and-port",
            &[],
            "is_ip_and_port.py",
            &sockets,
        )?,
        contest("a million lines: octets", "octets", &["--short"], "octets.py", &addresses)?,
    ])
}

fn write_lines(path: &Path, line: impl Fn(u32) -> String) -> io::Result<()> {
    let mut writer = BufWriter::new(File::create(path)?);
    // An odd multiplier visits every address once, far apart.
    (0..LINES)
        .try_for_each(|index| writeln!(writer, "{}", line(index.wrapping_mul(2_654_435_761))))?;
    writer.flush()
}
