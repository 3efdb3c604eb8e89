//! What a command of a worksheet means: which program, with which arguments, where.

use std::path::{Path, PathBuf};

use crate::ports::Ports;

/// What is to be done for a command.
#[derive(Debug, PartialEq)]
pub(crate) enum Command {
    /// `cd my-work/octets`
    ChangeFolder(PathBuf),
    /// One of the repository's programs or examples, built already: its path from the folder of
    /// what is built, such as `octets` or `examples/first-octets`.
    Program(String, Vec<String>),
    /// `cargo run` in a learner's copy: of which crate, which program of it, with which arguments.
    Learner(String, String, Vec<String>),
    /// Cargo itself.
    Cargo(Vec<String>),
}

/// Reads `line`, typed in `folder` of the repository at `root`.
pub(crate) fn read(
    line: &str,
    folder: &Path,
    root: &Path,
    ports: &Ports,
) -> Result<Command, String> {
    let words = words(line)?;
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match &words[..] {
        ["cd", path] => Ok(Command::ChangeFolder(folder.join(path))),
        ["cargo", "course", arguments @ ..] => Ok(program("course", arguments, ports)),
        ["cargo", "practice", arguments @ ..] => Ok(program("practice-net", arguments, ports)),
        ["cargo", "run", arguments @ ..] => run(arguments, folder, root, ports),
        ["cargo", arguments @ ..] => {
            Ok(Command::Cargo(arguments.iter().map(ToString::to_string).collect()))
        }
        _ => Err(format!(
            "`{line}` is no command that a reader of every system can type: those begin with `cargo` or `cd`"
        )),
    }
}

/// `cargo run`, with what stands behind it.
fn run(arguments: &[&str], folder: &Path, root: &Path, ports: &Ports) -> Result<Command, String> {
    let (options, arguments) = match arguments.iter().position(|argument| *argument == "--") {
        Some(at) => (&arguments[..at], &arguments[at + 1..]),
        None => (arguments, &[][..]),
    };
    match options {
        ["-p" | "--package" | "--bin", name] | ["-p", _, "--bin", name] if folder == root => {
            Ok(program(name, arguments, ports))
        }
        ["--example", name] | ["-p" | "--package", _, "--example", name] if folder == root => {
            let Command::Program(name, arguments) = program(name, arguments, ports) else {
                return Err(format!("`{name}` is not a program"));
            };
            Ok(Command::Program(format!("examples/{name}"), arguments))
        }
        [] | ["-p" | "--package" | "--bin" | "--example", _] if folder != root => {
            let inside = folder
                .strip_prefix(root.join("my-work"))
                .ok()
                .and_then(|path| path.components().next());
            let name = inside
                .ok_or("`cargo run` works in the repository's folder, or in a folder of my-work")?;
            let name = name.as_os_str().to_string_lossy().into_owned();
            if let ["--example", example] = options {
                let arguments = ports.arguments(example, arguments);
                return Ok(Command::Learner(name, format!("examples/{example}"), arguments));
            }
            if options.get(1).is_some_and(|other| *other != name) {
                return Err(format!(
                    "`cargo run {}`: the copy of {name} has no such program",
                    options.join(" ")
                ));
            }
            let arguments = ports.arguments(&name, arguments);
            Ok(Command::Learner(name.clone(), name, arguments))
        }
        ["--manifest-path", path, options @ ..] if folder == root => {
            // The folder of what is built is the runner's own matter.
            let options = match options {
                ["--target-dir", "my-work/target", options @ ..] => options,
                options => options,
            };
            let folder = folder.join(path);
            let arguments = [options, &["--"], arguments].concat();
            run(&arguments, folder.parent().unwrap_or(root), root, ports)
        }
        _ => Err(format!("`cargo run {}`: write `cargo run -p NAME`", options.join(" "))),
    }
}

fn program(name: &str, arguments: &[&str], ports: &Ports) -> Command {
    Command::Program(name.to_string(), ports.arguments(name, arguments))
}

/// Whether a command takes its time, because cargo builds something.
pub(crate) fn is_slow(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    match &words[..] {
        ["cargo", "course", "hint" | "quiz" | "--help" | "help" | "--version", ..] => false,
        ["cargo", "run", "--manifest-path", ..] | ["cargo", "run", "--", ..] | ["cargo", "run"] => {
            true
        }
        ["cargo", "run" | "practice" | "--version" | "version", ..] => false,
        _ => true,
    }
}

/// What one shell or another takes for more than a letter: outside quotes, and inside them too.
const SPECIAL: &str = "|<>&;'*~?()[]";
const ALWAYS_SPECIAL: &str = "$`\\";

/// The words of a command line. Double quotes keep words together, on every system.
fn words(line: &str) -> Result<Vec<String>, String> {
    let (mut words, mut quoted) = (Vec::new(), false);
    let mut word: Option<String> = None;
    for character in line.chars() {
        match character {
            '"' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            ' ' if !quoted => words.extend(word.take()),
            _ if ALWAYS_SPECIAL.contains(character) || (!quoted && SPECIAL.contains(character)) => {
                return Err(format!(
                    "`{line}`: `{character}` does not mean the same in every shell: write it in quotes"
                ));
            }
            _ => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word);
    if quoted { Err(format!("`{line}`: a quote is not closed")) } else { Ok(words) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_a_reader_types() {
        let root = Path::new("root");
        let copy = root.join("my-work").join("octets");
        let ports = Ports::as_published();
        let program = |name: &str, words: &[&str]| {
            Ok(Command::Program(name.to_string(), words.iter().map(ToString::to_string).collect()))
        };
        let learner = |program: &str, words: &[&str]| {
            let words = words.iter().map(ToString::to_string).collect();
            Ok(Command::Learner("octets".to_string(), program.to_string(), words))
        };
        for (line, folder, command) in [
            (
                "cargo run -p octets -- 6 \"two words\"",
                root,
                program("octets", &["6", "two words"]),
            ),
            ("cargo course check octets", root, program("course", &["check", "octets"])),
            ("cargo course", &copy, program("course", &[])),
            ("cd my-work/octets", root, Ok(Command::ChangeFolder(root.join("my-work/octets")))),
            (
                "cargo run --manifest-path my-work/octets/Cargo.toml --target-dir my-work/target -- 6",
                root,
                learner("octets", &["6"]),
            ),
            ("cargo run", &copy, learner("octets", &[])),
            ("cargo run --example first-octets", &copy, learner("examples/first-octets", &[])),
            (
                "cargo run --manifest-path my-work/octets/Cargo.toml --target-dir my-work/target --example first-octets -- 6",
                root,
                learner("examples/first-octets", &["6"]),
            ),
            (
                "cargo run -p octets --example first-octets -- 6",
                root,
                program("examples/first-octets", &["6"]),
            ),
            ("cargo run --example first-octets", root, program("examples/first-octets", &[])),
            ("cargo run -- 6", &copy, learner("octets", &["6"])),
            ("cargo test", &copy, Ok(Command::Cargo(vec!["test".to_string()]))),
        ] {
            assert_eq!(read(line, folder, root, &ports), command, "{line}");
        }
        for line in [
            "nc 127.0.0.1 9087",
            "cargo run",
            "cargo run --manifest-path my-work/octets/Cargo.toml --target-dir elsewhere",
            "cargo run -p octets | head",
            "cargo run -p \"octets",
            "",
            "cargo run -p octets > f",
        ] {
            assert!(read(line, root, root, &ports).is_err(), "{line}");
        }
    }
}
