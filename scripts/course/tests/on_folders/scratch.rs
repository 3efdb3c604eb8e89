//! A small course in a folder of its own, with one made-up lesson, `doubling`, for tests on real folders.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The right answers of the two steps.
pub(crate) const RIGHT: [(&str, &str); 2] = [
    ("todo!(\"step 1: Twice a number\")", "number.checked_mul(2).unwrap_or(255)"),
    (
        "todo!(\"step 2: Two numbers in a sentence\")",
        "format!(\"together they make {}\", self.left as u16 + self.right as u16)",
    ),
];

/// The course's folder.
pub(crate) struct Scratch {
    pub(crate) root: PathBuf,
}

/// What a command said and how it ended.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Scratch {
    /// Lays it out anew for the test called `name`.
    pub(crate) fn new(name: &str) -> Scratch {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let repository = here.join("../..");
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&root);
        for file in [
            "Cargo.toml",
            "Cargo.lock",
            "LICENSE-MIT",
            "LICENSE-APACHE",
            "LICENSE-CC-BY-4.0",
            ".rustfmt.toml",
        ] {
            copy(&repository.join(file), &root.join(file));
        }
        copy(&repository.join("crates/common"), &root.join("crates/common"));
        copy(&repository.join("scripts/practice-net"), &root.join("scripts/practice-net"));
        copy(&repository.join("scripts/test-support"), &root.join("scripts/test-support"));
        let lesson = here.join("tests/doubling");
        copy(&lesson.join("crate"), &root.join("crates/doubling"));
        copy(&lesson.join("lesson"), &root.join("lessons/doubling"));
        copy(&lesson.join("doubling.md"), &root.join("lessons/doubling.md"));
        Scratch { root }
    }

    /// Runs the course tool in the course's folder.
    pub(crate) fn course(&self, arguments: &[&str]) -> Said {
        self.course_in("", arguments)
    }

    /// Runs it in a folder of the course.
    pub(crate) fn course_in(&self, folder: &str, arguments: &[&str]) -> Said {
        run(env!("CARGO_BIN_EXE_course"), &self.root.join(folder), arguments)
    }

    /// A file's text.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Writes a file, with the folders that it needs.
    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Replaces a part of a file, which must be there.
    pub(crate) fn replace(&self, path: &str, part: &str, with: &str) {
        let text = self.read(path);
        assert!(text.contains(part), "no {part} in {text}");
        self.write(path, text.replace(part, with));
    }
}

/// Runs a program in `folder`, to its end.
pub(crate) fn run(program: &str, folder: &Path, arguments: &[&str]) -> Said {
    let mut command = Command::new(program);
    // Who runs the tests may have a target folder of their own: a learner has none.
    command
        .args(arguments)
        .current_dir(folder)
        .env_remove("CARGO_TARGET_DIR")
        .env("COLUMNS", "1000");
    let output = command.output().unwrap_or_else(|error| panic!("{program}: {error}"));
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
    Said { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// True if this computer has a program of this name.
pub(crate) fn is_there(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok()
}

/// Says why a test did nothing here.
#[allow(clippy::print_stderr, reason = "who runs the tests reads it")]
pub(crate) fn skip(reason: &str) {
    eprintln!("skipped: {reason}");
}

/// Copies a file or a folder, without what a build left in it.
fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let name = entry.unwrap().file_name();
            copy(&from.join(&name), &to.join(&name));
        }
    } else {
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(from, to).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
    }
}
