//! What is written to standard error: errors, notes, and the steps of `--explain`.

use std::io::{self, Write};

use crate::error::UserError;
use crate::escape::escape_untrusted;

/// Prints an error, and its hint if it has one, on standard error. The underlying errors appear
/// with `--explain`.
pub fn report(error: &anyhow::Error) {
    for cause in error.chain().skip(1) {
        log::info!("caused by: {cause}");
    }
    print_labelled("error:", anstyle::AnsiColor::Red, &error.to_string());
    if let Some(UserError { hint, .. }) = error.downcast_ref() {
        print_labelled("  try:", anstyle::AnsiColor::Cyan, hint);
    }
}

/// Prints `note: ` and `text` on standard error.
pub fn note(text: &str) {
    print_labelled("note:", anstyle::AnsiColor::Yellow, text);
}

/// Prints every `log::info!` of the program on standard error if `wanted`: its work, step by step.
pub fn enable_explain(wanted: bool) {
    struct StderrLogger;
    impl log::Log for StderrLogger {
        fn enabled(&self, _: &log::Metadata<'_>) -> bool {
            true // `set_max_level` decides
        }
        fn log(&self, record: &log::Record<'_>) {
            print_wrapped(&format!("-- {}", record.args()), "   ");
        }
        fn flush(&self) {}
    }
    if wanted && log::set_logger(&StderrLogger).is_ok() {
        log::set_max_level(log::LevelFilter::Info);
    }
}

/// Prints one line of text on standard error, escaped, and wrapped before `indent`.
pub(crate) fn print_wrapped(text: &str, indent: &str) {
    let _ = writeln!(io::stderr(), "{}", wrap(&escape_untrusted(text), indent, stderr_width()));
}

/// Prints a label in colour (on a terminal, without `NO_COLOR`) and the text after it.
fn print_labelled(label: &str, color: anstyle::AnsiColor, text: &str) {
    let lines = wrap(&format!("{label} {}", escape_untrusted(text)), "       ", stderr_width());
    let text = lines.strip_prefix(label).unwrap_or(&lines);
    let style = color.on_default().bold();
    let _ = writeln!(anstream::stderr(), "{style}{label}{style:#}{text}");
}

/// Breaks `text` between words, so that it fits the terminal.
/// A `cargo` command at its end is kept in one piece, so that it can be copied.
fn wrap(text: &str, indent: &str, width: usize) -> String {
    // A no-break space. Escaped text has none of its own.
    const GLUE: &str = "\u{a0}";
    let command = text.rfind(": cargo ").map_or(text.len(), |colon| colon + ": ".len());
    let glued = text[..command].to_string() + &text[command..].replace(' ', GLUE);
    let options = textwrap::Options::new(width).subsequent_indent(indent).break_words(false);
    let options = options.word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(&glued, options).replace(GLUE, " ")
}

/// The width of the terminal in columns; 80 if there is none and `COLUMNS` is not set.
pub(crate) fn stderr_width() -> usize {
    let terminal = terminal_size::terminal_size_of(io::stderr());
    let columns = || std::env::var("COLUMNS").ok()?.parse().ok();
    let width = terminal.map(|(width, _)| usize::from(width.0)).or_else(columns);
    width.filter(|width| *width > 0).unwrap_or(80)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_lines_between_words_and_keeps_a_command_whole() {
        let text = "error: one two three four. To see why: cargo run -p lookup -- --ports 9087";
        assert_eq!(
            wrap(text, "  ", 24),
            "error: one two three\n  four. To see why:\n  cargo run -p lookup -- --ports 9087"
        );
        assert_eq!(wrap(text, "  ", 100), text);
    }

    #[test]
    fn never_breaks_inside_a_word() {
        let word = "long-".repeat(40);
        assert_eq!(wrap(&word, "  ", 80), word);
    }
}
