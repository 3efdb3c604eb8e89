//! A worksheet as the runner sees it: its console blocks, and what the reader does in each.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};

/// A Markdown file.
pub(crate) struct Document {
    pub(crate) path: PathBuf,
    pub(crate) blocks: Vec<Block>,
    lines: Vec<String>,
}

/// A block whose fence says `console`.
pub(crate) struct Block {
    /// The number of the fence's line, from 1.
    pub(crate) line: usize,
    /// The number of the `##` section it stands in.
    pub(crate) section: usize,
    pub(crate) words: Words,
    pub(crate) acts: Vec<Act>,
}

/// What the fence says behind `console`.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Words {
    /// `terminal=server`: blocks of one name are one terminal.
    pub(crate) terminal: Option<String>,
    /// `exit=1`: how the last command ends.
    pub(crate) exit: i32,
    /// `skip="reason"`: it is not run.
    pub(crate) skip: Option<String>,
    /// `course`: it needs the whole course, and is left out where there is only a handout.
    pub(crate) course: bool,
    /// `solved` or `solved=1,2`: the steps that are solved in `my-work` before it runs.
    pub(crate) solved: Option<usize>,
}

/// Something that the reader does, and what the terminal shows then.
pub(crate) struct Act {
    pub(crate) does: Does,
    /// The number of its line, from 1.
    pub(crate) line: usize,
    /// The output shown, each line with its end.
    pub(crate) shown: String,
    /// Where that stands: indices of the file's lines.
    range: Range<usize>,
    /// How far the block's lines stand in.
    indent: String,
}

#[derive(Debug, PartialEq)]
pub(crate) enum Does {
    /// Looks at what has come since.
    Look,
    /// Starts a program.
    Command(String),
    /// Types a line at the program's prompt.
    Type(String),
    /// Presses Ctrl-C.
    Interrupt,
}

impl Act {
    /// Whether it is a look at nothing: so every block begins.
    pub(crate) fn is_nothing(&self) -> bool {
        self.does == Does::Look && self.shown.is_empty()
    }
}

impl Document {
    pub(crate) fn read(path: &Path) -> Result<Document, String> {
        let text =
            fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        Self::parse(path, &text)
    }

    pub(crate) fn parse(path: &Path, text: &str) -> Result<Document, String> {
        let lines: Vec<String> = text.lines().map(str::to_string).collect();
        let (mut blocks, mut section) = (Vec::new(), 0);
        for (event, range) in Parser::new(text).into_offset_iter() {
            match event {
                Event::Start(Tag::Heading { level, .. })
                    if level <= pulldown_cmark::HeadingLevel::H2 =>
                {
                    section += 1
                }
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info)))
                    if info.split(' ').next() == Some("console") =>
                {
                    let line = text[..range.start].matches('\n').count() + 1;
                    let at = |why: String| format!("{}:{line}: {why}", path.display());
                    let words = Words::parse(info.strip_prefix("console").unwrap_or_default())
                        .map_err(at)?;
                    let end = line + text[range].lines().count() - 1;
                    let acts = acts(&lines, line..end.saturating_sub(1));
                    blocks.push(Block { line, section, words, acts });
                }
                _ => {}
            }
        }
        Ok(Document { path: path.to_path_buf(), blocks, lines })
    }

    /// Writes the file again, with the outputs in `edits` in the place of those shown.
    pub(crate) fn rewrite(&self, mut edits: Vec<(&Act, String)>) -> Result<(), String> {
        let mut lines = self.lines.clone();
        edits.sort_by_key(|(act, _)| std::cmp::Reverse(act.range.start));
        for (act, output) in edits {
            let shown =
                output.lines().map(|line| format!("{}{line}", act.indent).trim_end().to_string());
            lines.splice(act.range.clone(), shown);
        }
        fs::write(&self.path, lines.join("\n") + "\n")
            .map_err(|error| format!("{}: {error}", self.path.display()))
    }
}

/// What is done in the lines with these indices, which stand in as far as the fence before them.
fn acts(lines: &[String], inside: Range<usize>) -> Vec<Act> {
    let fence = lines.get(inside.start.wrapping_sub(1)).map_or("", String::as_str);
    let indent = &fence[..fence.len() - fence.trim_start().len()];
    let mut acts = vec![Act {
        does: Does::Look,
        line: inside.start + 1,
        shown: String::new(),
        range: inside.start..inside.start,
        indent: indent.to_string(),
    }];
    for index in inside {
        let line = lines[index].strip_prefix(indent).unwrap_or(lines[index].trim_start());
        let does = if let Some(command) = line.strip_prefix("$ ") {
            Does::Command(command.to_string())
        } else if let Some(typed) = line.strip_prefix("> ").or((line == ">").then_some("")) {
            Does::Type(typed.to_string())
        } else if line == "^C" {
            Does::Interrupt
        } else {
            if let Some(act) = acts.last_mut() {
                act.shown.push_str(line);
                act.shown.push('\n');
                act.range.end = index + 1;
            }
            continue;
        };
        let range = index + 1..index + 1;
        acts.push(Act {
            does,
            line: index + 1,
            shown: String::new(),
            range,
            indent: indent.to_string(),
        });
    }
    for act in &mut acts {
        act.shown = without_blank_end(std::mem::take(&mut act.shown));
    }
    acts
}

/// `output` without blank lines at its end.
pub(crate) fn without_blank_end(mut output: String) -> String {
    while output.ends_with("\n\n") || output == "\n" {
        output.pop();
    }
    output
}

impl Words {
    pub(crate) fn parse(text: &str) -> Result<Words, String> {
        let mut words = Words::default();
        let mut rest = text.trim();
        while !rest.is_empty() {
            let (word, behind) = match rest.strip_prefix("skip=\"") {
                Some(reason) => {
                    let (reason, behind) =
                        reason.split_once('"').ok_or("the reason behind `skip=` has no end")?;
                    if reason.trim().is_empty() {
                        return Err("`skip=` needs a reason".to_string());
                    }
                    words.skip = Some(reason.to_string());
                    ("", behind)
                }
                None => rest.split_once(' ').unwrap_or((rest, "")),
            };
            rest = behind.trim_start();
            match word.split_once('=') {
                None if word.is_empty() => {}
                None if word == "course" => words.course = true,
                None if word == "solved" => words.solved = Some(usize::MAX),
                Some(("terminal", name)) if !name.is_empty() => {
                    words.terminal = Some(name.to_string())
                }
                Some(("exit", code)) => {
                    words.exit = code.parse().map_err(|_| format!("`{word}` is no exit code"))?
                }
                Some(("solved", steps)) => words.solved = Some(solved_up_to(steps)?),
                _ => return Err(format!("the fence says `{word}`, which means nothing here")),
            }
        }
        Ok(words)
    }
}

/// The last of the steps `1,2,3`, which have to be the first ones: a learner goes from step to step.
fn solved_up_to(steps: &str) -> Result<usize, String> {
    let steps: Vec<&str> = steps.split(',').collect();
    let in_order = steps.iter().zip(1..).all(|(step, number)| *step == number.to_string());
    if in_order {
        Ok(steps.len())
    } else {
        Err(format!("`solved=` names the first steps, as in `solved=1,2`: {steps:?}"))
    }
}
