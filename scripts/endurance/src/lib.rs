//! What the endurance tests share: the programs, freshly built, and a look at what a process holds.
//!
//! `cargo test --workspace` builds these tests and leaves them out, since they take minutes.
//! `cargo test -p endurance -- --ignored --nocapture --test-threads=1` runs them all and prints what it saw.

#![allow(
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that cannot go on says why and stops"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// How long a test waits for a state that must come. Generous: other tests run beside it.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Builds one of the programs and gives its path. Another package's binary is not rebuilt by `cargo test`, so a test that
/// did not build it might run an old one.
///
/// # Panics
/// When it does not build.
pub fn program(name: &str) -> String {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _turn = ONE_AT_A_TIME.lock();
    let target = target_folder();
    let status = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "-p", name, "--target-dir"])
        .arg(&target)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status();
    assert!(
        status.as_ref().is_ok_and(|status| status.success()),
        "{name} does not build: {status:?}"
    );
    target
        .join("debug")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
        .display()
        .to_string()
}

/// The target folder that this test was built in.
fn target_folder() -> PathBuf {
    let test = std::env::current_exe().unwrap_or_else(|error| panic!("who am I? {error}"));
    test.ancestors().nth(3).unwrap_or(Path::new("target")).to_path_buf()
}

/// What a process holds of the system at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Open descriptors.
    pub descriptors: usize,
    /// Threads.
    pub threads: usize,
    /// Resident memory in KB.
    pub kilobytes: usize,
}

/// What the process `id` holds now. Returns `None` if the system has no /proc.
pub fn held(id: u32) -> Option<Held> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let figure = |name: &str| -> Option<usize> {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim_end_matches("kB").trim().parse().ok()
    };
    let descriptors = fs::read_dir(format!("/proc/{id}/fd")).ok()?.count();
    Some(Held { descriptors, threads: figure("Threads:")?, kilobytes: figure("VmRSS:")? })
}

/// Waits until `state` gives a value.
///
/// # Panics
/// When it has not come after [`PATIENCE`].
pub fn wait_for<Value>(what: &str, mut state: impl FnMut() -> Option<Value>) -> Value {
    let started = Instant::now();
    loop {
        if let Some(value) = state() {
            return value;
        }
        assert!(started.elapsed() < PATIENCE, "still waiting for this after {PATIENCE:?}: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Whether `command` runs here; if not, says that the test is skipped, and why.
pub fn can_run(command: &str, arguments: &[&str]) -> bool {
    let ran =
        Command::new(command).args(arguments).output().is_ok_and(|output| output.status.success());
    if !ran {
        eprintln!("SKIPPED: this needs `{command} {}` to work", arguments.join(" "));
    }
    ran
}

/// A folder that is removed with everything in it.
#[derive(Debug)]
pub struct Scratch(pub PathBuf);

impl Scratch {
    /// A new folder with `name` in its name.
    ///
    /// # Panics
    /// When it cannot be made.
    pub fn new(name: &str) -> Scratch {
        let folder = std::env::temp_dir().join(format!(
            "endurance-{name}-{}-{}",
            std::process::id(),
            fastrand::u32(..)
        ));
        fs::create_dir(&folder)
            .unwrap_or_else(|error| panic!("cannot make {}: {error}", folder.display()));
        Scratch(folder)
    }

    /// A path inside it, as text.
    pub fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
