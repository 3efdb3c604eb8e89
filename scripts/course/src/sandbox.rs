//! What holds the code of a stranger: limits on memory, few variables, and on Linux, where
//! bubblewrap is installed and permitted, a file system, a network and a process space of its own.

use crate::process;
use anyhow::{Context, Result};
use clap::ValueEnum;
use common::UserError;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs, io};

/// The variables without which no compiler works, on one system or another.
const COMPILER_NEEDS: [&str; 14] = [
    "PATH",
    "RUSTUP_HOME",
    "RUSTUP_TOOLCHAIN",
    "SystemRoot",
    "SystemDrive",
    "ProgramData",
    "ProgramFiles",
    "ProgramFiles(x86)",
    "LIB",
    "INCLUDE",
    "VCINSTALLDIR",
    "DEVELOPER_DIR",
    "SDKROOT",
    "COMSPEC",
];

/// The variables without which no program works.
const PROGRAM_NEEDS: [&str; 3] = ["PATH", "SystemRoot", "SystemDrive"];

/// What a compiler and a program need of the system: the folders of its programs and libraries,
/// and a few files. Nothing else of the disk is seen in the sandbox.
const SYSTEM: [&str; 12] = [
    "/usr",
    "/bin",
    "/sbin",
    "/lib",
    "/lib32",
    "/lib64",
    "/libx32",
    "/etc/alternatives",
    "/etc/hosts",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/nsswitch.conf",
];

/// How many bytes each process of a stranger's build may reserve.
const BUILD_MEMORY: u64 = 8 << 30;

/// How many bytes a stranger's test may reserve.
const TEST_MEMORY: u64 = 2 << 30;

/// How many bytes a stranger's test may write, in files that are gone with it.
const TEST_FILES: u64 = 64 << 20;

/// Which sandbox is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Choice {
    /// Bubblewrap if it works here
    Auto,
    /// Bubblewrap; nothing is run if it does not work here
    Bwrap,
    /// None: the hand-ins run with your rights
    None,
}

/// What stands between a stranger's code and this computer.
#[derive(Debug, Clone)]
pub(crate) enum Isolation {
    /// Bubblewrap, by its path.
    Bubblewrap(PathBuf),
    /// Only the rights of whoever runs it, or of nobody: why.
    Missing(String),
    /// What is tried is our own.
    Unneeded,
}

/// What a program is run for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// To compile.
    Build,
    /// To run a test.
    Test,
}

/// What is kept from a stranger's code.
#[derive(Debug, Clone)]
pub(crate) struct Sandbox {
    isolation: Isolation,
    /// The one folder that it gets: sources, what was built, and a home.
    folder: PathBuf,
    /// What a build may read beside it.
    readable: Vec<PathBuf>,
    /// A limit that nothing else on this computer has: by it we find what it left behind.
    mark: u64,
    build_environment: Vec<(OsString, OsString)>,
    test_environment: Vec<(OsString, OsString)>,
    cargo: OsString,
    /// Whether tests run as a user who owns nothing: only the administrator can do that.
    as_nobody: bool,
}

impl Isolation {
    /// Looks for what is wanted, and tries it.
    pub(crate) fn find(wanted: Choice) -> Result<Isolation> {
        let isolation = match wanted {
            Choice::None => Isolation::Missing("it is switched off".to_owned()),
            Choice::Auto | Choice::Bwrap => probe(),
        };
        match &isolation {
            Isolation::Missing(why) if wanted == Choice::Bwrap => Err(UserError::new(
                format!("there is no sandbox: {why}"),
                "Install bubblewrap (`apt install bubblewrap`), on a system that permits it.",
            )
            .into()),
            _ => Ok(isolation),
        }
    }
}

/// Bubblewrap, if it can be run with what we need of it.
fn probe() -> Isolation {
    if !cfg!(target_os = "linux") {
        return Isolation::Missing("bubblewrap is for Linux only".to_owned());
    }
    let paths = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&paths).map(|folder| folder.join("bwrap"));
    let Some(bwrap) = found.into_iter().find(|path| path.is_file()) else {
        return Isolation::Missing("bubblewrap is not installed".to_owned());
    };
    let mut command = Command::new(&bwrap);
    command.args(bubblewrap_arguments()).args(["--", "true"]).stdin(Stdio::null());
    match command.output() {
        Ok(output) if output.status.success() => Isolation::Bubblewrap(bwrap),
        Ok(output) => {
            let words = String::from_utf8_lossy(&output.stderr);
            let first = words.lines().next().unwrap_or("it fails");
            Isolation::Missing(format!("bubblewrap is not permitted here: {first}"))
        }
        Err(error) => Isolation::Missing(format!("bubblewrap cannot be started: {error}")),
    }
}

/// Spaces of its own for processes, network, users and files; in them only the system's programs.
fn bubblewrap_arguments() -> Vec<OsString> {
    let mut arguments: Vec<OsString> = [
        "--unshare-all",
        "--die-with-parent",
        "--new-session",
        "--cap-drop",
        "ALL",
        "--proc",
        "/proc",
        "--dev",
        "/dev",
    ]
    .map(OsString::from)
    .to_vec();
    for path in SYSTEM {
        arguments.extend(["--ro-bind-try", path, path].map(OsString::from));
    }
    arguments.extend(tmpfs());
    arguments
}

/// A folder for temporary files, in memory.
fn tmpfs() -> Vec<OsString> {
    let size = TEST_FILES.to_string();
    ["--size", size.as_str(), "--tmpfs", "/tmp"].map(OsString::from).to_vec()
}

impl Sandbox {
    /// For what is tried in `folder`, which is there already, and built in `target`. A build may
    /// also read `readable`.
    pub(crate) fn new(
        isolation: Isolation,
        folder: &Path,
        target: &Path,
        readable: Option<PathBuf>,
    ) -> Result<Sandbox> {
        let as_nobody = matches!(isolation, Isolation::Missing(_)) && nobody::can_be_used();
        let home = match isolation {
            Isolation::Bubblewrap(_) => PathBuf::from("/tmp"),
            Isolation::Missing(_) | Isolation::Unneeded => folder.join("home"),
        };
        let sysroot = sysroot()?;
        let cargo_home = known_folder("CARGO_HOME", ".cargo");
        let mut build_environment = needed(&COMPILER_NEEDS, &home);
        build_environment.push(("CARGO_TARGET_DIR".into(), target.into()));
        for (name, path) in
            [("CARGO_HOME", &cargo_home), ("RUSTUP_HOME", &known_folder("RUSTUP_HOME", ".rustup"))]
        {
            build_environment.extend(path.clone().map(|path| (name.into(), path.into())));
        }
        let programs = sysroot.join("bin");
        let own = programs.join("cargo");
        if own.is_file() {
            // Not rustup's stand-ins: they want to know which toolchain, and would look for it.
            let path = env::var_os("PATH").unwrap_or_default();
            let path =
                env::join_paths([programs.clone()].into_iter().chain(env::split_paths(&path)))?;
            build_environment.retain(|(name, _)| name != "PATH");
            build_environment.push(("PATH".into(), path));
        }
        let registry = cargo_home.map(|home| home.join("registry"));
        let readable = [Some(sysroot), registry, readable].into_iter().flatten().collect();
        Ok(Sandbox {
            isolation,
            folder: folder.to_path_buf(),
            readable,
            mark: (1 << 42) + (u64::from(getrandom::u32()?) << 10),
            build_environment,
            test_environment: needed(&PROGRAM_NEEDS, &home),
            as_nobody,
            cargo: if own.is_file() { own.into() } else { process::cargo() },
        })
    }

    /// The cargo to build with.
    pub(crate) fn cargo(&self) -> &OsStr {
        &self.cargo
    }

    /// A command that runs `program` in the sandbox, in `folder`.
    pub(crate) fn command(&self, program: &OsStr, phase: Phase, folder: &Path) -> Command {
        let memory = if phase == Phase::Build { BUILD_MEMORY } else { TEST_MEMORY };
        let mut command = match &self.isolation {
            Isolation::Missing(_) | Isolation::Unneeded => {
                process::limited(program, memory, self.mark)
            }
            Isolation::Bubblewrap(bwrap) => {
                let mut command = process::limited(bwrap.as_os_str(), memory, self.mark);
                command
                    .args(bubblewrap_arguments())
                    .args(self.own(phase))
                    .arg("--chdir")
                    .arg(folder);
                command.arg("--").arg(program);
                command
            }
        };
        let environment = match phase {
            Phase::Build => &self.build_environment,
            Phase::Test => &self.test_environment,
        };
        command.env_clear().envs(environment.iter().cloned()).current_dir(folder);
        if self.as_nobody && phase == Phase::Test {
            nobody::run(&mut command);
        }
        command
    }

    /// Makes a home for what runs in no sandbox, in a folder that was laid out anew.
    pub(crate) fn lay_out_home(&self) -> io::Result<()> {
        if !matches!(self.isolation, Isolation::Bubblewrap(_)) {
            let home = self.folder.join("home");
            fs::create_dir_all(&home)?;
            if self.as_nobody {
                nobody::give(&home)?;
            }
        }
        Ok(())
    }

    /// What is seen beside the system: its own folder, which only a build can change.
    fn own(&self, phase: Phase) -> Vec<OsString> {
        let bind = |kind: &str, path: &Path| [kind.into(), path.into(), path.into()];
        let mut arguments: Vec<OsString> = Vec::new();
        if phase == Phase::Build {
            for path in &self.readable {
                arguments.extend(bind("--ro-bind-try", path));
            }
            arguments.extend(bind("--bind", &self.folder));
        } else {
            arguments.extend(bind("--ro-bind", &self.folder));
        }
        arguments
    }

    /// Ends what the stranger's code started and left behind. In bubblewrap nothing can be left;
    /// elsewhere on Linux the mark tells; on Windows a job has ended it already.
    pub(crate) fn end_leftovers(&self) {
        if !cfg!(target_os = "linux") || matches!(self.isolation, Isolation::Bubblewrap(_)) {
            return;
        }
        // What was stopped may just have started another one.
        while !left_behind(self.mark).is_empty() {
            for process in left_behind(self.mark) {
                let _ = Command::new("kill")
                    .args(["-KILL", &process.to_string()])
                    .stderr(Stdio::null())
                    .status();
            }
        }
    }
}

/// The processes that have this mark and still run.
fn left_behind(mark: u64) -> Vec<u32> {
    let mark = mark.to_string();
    let is_marked = |process: &u32| {
        let read = |name: &str| fs::read_to_string(format!("/proc/{process}/{name}"));
        let limits = read("limits").unwrap_or_default();
        let marked =
            limits.lines().any(|line| line.starts_with("Max resident set") && line.contains(&mark));
        marked && !read("stat").is_ok_and(|stat| stat.contains(") Z "))
    };
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let numbers = processes.filter_map(|process| process.file_name().to_str()?.parse().ok());
    numbers.filter(is_marked).collect()
}

/// The user, and the group, who own nothing.
#[cfg(unix)]
pub(crate) mod nobody {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    use std::path::Path;
    use std::process::Command;
    use std::{fs, io};

    const NOBODY: u32 = 65534;

    /// Whether we may become another user: only the administrator may.
    pub(crate) fn can_be_used() -> bool {
        fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
    }

    /// Lets this user run what is in `folder`, of which they know the name.
    pub(crate) fn let_in(folder: &Path) -> io::Result<()> {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o711))
    }

    pub(super) fn give(folder: &Path) -> io::Result<()> {
        std::os::unix::fs::chown(folder, Some(NOBODY), Some(NOBODY))
    }

    pub(super) fn run(command: &mut Command) {
        command.uid(NOBODY).gid(NOBODY);
    }
}

/// There is no such user that we could become.
#[cfg(not(unix))]
pub(crate) mod nobody {
    use std::io;
    use std::path::Path;
    use std::process::Command;

    /// Whether we may become another user: only the administrator may.
    pub(crate) fn can_be_used() -> bool {
        false
    }

    /// Lets this user run what is in `folder`, of which they know the name.
    pub(crate) fn let_in(_: &Path) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn give(_: &Path) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn run(_: &mut Command) {}
}

/// The folder of the toolchain that builds us.
fn sysroot() -> Result<PathBuf> {
    let output = Command::new("rustc").args(["--print", "sysroot"]).output().context(
        UserError::new("rustc cannot be started", "Is Rust installed? See https://rustup.rs/."),
    )?;
    Ok(PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()))
}

/// The folder that the variable names, or the one in the home folder.
fn known_folder(variable: &str, in_home: &str) -> Option<PathBuf> {
    let named = env::var_os(variable).map(PathBuf::from);
    named.or_else(|| Some(env::home_dir()?.join(in_home)))
}

/// The variables of these names, and `home` for home and temporary files.
fn needed(names: &[&str], home: &Path) -> Vec<(OsString, OsString)> {
    let mut kept: Vec<_> =
        names.iter().filter_map(|name| Some((OsString::from(name), env::var_os(name)?))).collect();
    for name in ["HOME", "USERPROFILE", "TMPDIR", "TMP", "TEMP"] {
        kept.push((name.into(), home.into()));
    }
    kept
}
