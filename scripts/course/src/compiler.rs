//! What the compiler said, read from cargo's messages: one JSON object a line.

use crate::lesson::{CompileError, Lesson};
use crate::outcome;
use serde::Deserialize;
use std::path::PathBuf;

/// A warning or an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Diagnostic {
    /// True for an error.
    pub(crate) is_error: bool,
    /// `E0308`, for example; some errors, and all warnings, have none.
    pub(crate) code: Option<String>,
    /// The file that it points at, with `/` on every system.
    pub(crate) file: Option<String>,
    /// The compiler's own words, as lines that a terminal may show.
    pub(crate) words: String,
}

/// What cargo said during a build.
#[derive(Debug, Default)]
pub(crate) struct Messages {
    /// The warnings and errors, each once.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The program that holds the tests, if it was built.
    pub(crate) tests: Option<PathBuf>,
    /// The compiled library, and whether it was there already.
    pub(crate) library: Option<(PathBuf, bool)>,
}

#[derive(Deserialize)]
#[serde(tag = "reason")]
enum Message {
    #[serde(rename = "compiler-message")]
    Diagnostic { message: Rendered },
    #[serde(rename = "compiler-artifact")]
    Artifact { target: Target, filenames: Vec<PathBuf>, executable: Option<PathBuf>, fresh: bool },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Rendered {
    level: String,
    code: Option<Code>,
    spans: Vec<Span>,
    rendered: Option<String>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    is_primary: bool,
}

#[derive(Deserialize)]
struct Target {
    kind: Vec<String>,
    name: String,
}

impl Messages {
    /// Reads what cargo wrote to its standard output while it built the package `name`.
    pub(crate) fn read(stdout: &[u8], name: &str) -> Messages {
        let mut messages = Messages::default();
        for line in String::from_utf8_lossy(stdout).lines() {
            match serde_json::from_str(line) {
                Ok(Message::Diagnostic { message }) => messages.add(message),
                Ok(Message::Artifact { target, filenames, executable, fresh }) => {
                    if target.kind == ["test"] {
                        messages.tests = executable;
                    } else if target.name.replace('_', "-") == name && target.kind == ["lib"] {
                        messages.library = filenames.into_iter().next().map(|file| (file, fresh));
                    }
                }
                Ok(Message::Other) | Err(_) => {}
            }
        }
        messages
    }

    fn add(&mut self, message: Rendered) {
        // "aborting due to 2 previous errors" and the like point at nothing.
        let Some(span) = message.spans.iter().find(|span| span.is_primary) else { return };
        let diagnostic = Diagnostic {
            is_error: message.level.starts_with("error"),
            code: message.code.map(|code| code.code).filter(|code| code.starts_with('E')),
            file: Some(span.file_name.replace('\\', "/")),
            words: lines(&message.rendered.unwrap_or_default()),
        };
        if !self.diagnostics.contains(&diagnostic) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// The errors; if the compiler named none, what cargo wrote to its standard error is one.
    pub(crate) fn errors(&self, stderr: &[u8]) -> Vec<Diagnostic> {
        let errors = self.diagnostics.iter().filter(|diagnostic| diagnostic.is_error);
        let mut errors: Vec<Diagnostic> = errors.cloned().collect();
        // Several files are compiled at the same time: the learner's own comes first.
        errors.sort_by_key(|error| (!error.is_in_lib(), error.file.clone()));
        if !errors.is_empty() {
            return errors;
        }
        let words = lines(&String::from_utf8_lossy(stderr));
        vec![Diagnostic { is_error: true, code: None, file: None, words }]
    }

    /// The warnings about the file that the learner edits.
    pub(crate) fn warnings(self) -> Vec<Diagnostic> {
        let mut warnings = self.diagnostics;
        warnings.retain(|warning| !warning.is_error && warning.is_in_lib());
        warnings
    }
}

impl Diagnostic {
    /// True if it points at `src/lib.rs`.
    pub(crate) fn is_in_lib(&self) -> bool {
        self.file.as_deref() == Some("src/lib.rs")
    }

    /// The sentences that the lesson has for it.
    pub(crate) fn help<'a>(&'a self, lesson: &'a Lesson) -> impl Iterator<Item = &'a CompileError> {
        lesson.compile_errors.iter().filter(|known| {
            (known.code.is_none() || known.code == self.code)
                && known.says.as_deref().is_none_or(|says| outcome::matches(says, &self.words))
        })
    }
}

/// All of the compiler's words.
pub(crate) fn words(diagnostics: &[Diagnostic]) -> String {
    let words = diagnostics.iter().map(|diagnostic| diagnostic.words.as_str());
    words.collect::<Vec<_>>().join("\n\n")
}

/// A text as lines that a terminal may show.
fn lines(text: &str) -> String {
    text.trim_end().lines().map(common::escape_untrusted).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_tests_the_library_and_the_warnings_in_cargos_messages() {
        let library = r#"{"reason":"compiler-artifact","target":{"kind":["lib"],"name":"talk_server"},"filenames":["/t/lib.rlib"],"executable":null,"fresh":true}"#;
        let tests = r#"{"reason":"compiler-artifact","target":{"kind":["test"],"name":"steps"},"filenames":[],"executable":"C:\\my work\\steps.exe","fresh":true}"#;
        let warning = r#"{"reason":"compiler-message","target":{},"message":{"level":"warning","code":{"code":"unused_must_use"},"spans":[{"file_name":"src/lib.rs","is_primary":true}],"rendered":"warning: unused\n"}}"#;
        let error = r#"{"reason":"compiler-message","message":{"level":"error","code":{"code":"E0308"},"spans":[{"file_name":"src\\lib.rs","is_primary":true}],"rendered":"error[E0308]: \u001b[2J\n"}}"#;
        let summary = r#"{"reason":"compiler-message","message":{"level":"error","code":null,"spans":[],"rendered":"error: aborting"}}"#;
        let all = [library, tests, warning, warning, error, summary, "{", "{}"].join("\n");
        let messages = Messages::read(all.as_bytes(), "talk-server");
        assert_eq!(messages.tests, Some(PathBuf::from(r"C:\my work\steps.exe")));
        assert_eq!(messages.library, Some((PathBuf::from("/t/lib.rlib"), true)));
        let errors = messages.errors(b"");
        assert_eq!(words(&errors), "error[E0308]: \\x1b[2J");
        assert_eq!((errors[0].code.as_deref(), errors[0].is_in_lib()), (Some("E0308"), true));
        let warnings = messages.warnings();
        assert_eq!((words(&warnings), warnings[0].code.clone()), ("warning: unused".into(), None));
    }

    #[test]
    fn what_only_cargo_says_is_an_error_too() {
        let errors = Messages::read(b"", "octets").errors(b"error: no such dependency\n");
        assert_eq!(words(&errors), "error: no such dependency");
    }
}
