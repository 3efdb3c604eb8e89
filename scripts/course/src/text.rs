//! How prose and values are shown: prose is wrapped at words, and long values are cut.

/// How wide prose is. A terminal is at least as wide, and so a worksheet shows the same lines as
/// every reader's window.
const WIDTH: usize = 80;

/// The most characters of one value or message that are shown.
const MOST_CHARACTERS: usize = 300;

/// How many characters are shown before the first difference of two long values.
const BEFORE_DIFFERENCE: usize = 40;

/// The lines of `text`, those that are too long broken at words, all moved to the right by
/// `indent`.
pub(crate) fn wrap(text: &str, indent: usize) -> String {
    let lines = text.lines().map(|line| {
        let words = line.trim();
        let margin = " ".repeat(indent + line.trim_end().len() - words.len());
        let options = textwrap::Options::new(WIDTH).break_words(false);
        let options = options.initial_indent(&margin).subsequent_indent(&margin);
        textwrap::fill(words, options.word_splitter(textwrap::WordSplitter::NoHyphenation))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// `text`, cut where it is too long.
pub(crate) fn truncate(text: &str) -> String {
    excerpt(text, 0)
}

/// Two values, by their `Debug` texts, cut to where they differ.
pub(crate) fn side_by_side(one: &str, other: &str) -> (String, String) {
    let same = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let seen_at_once = same + BEFORE_DIFFERENCE < MOST_CHARACTERS;
    let skipped = if seen_at_once { 0 } else { same.saturating_sub(BEFORE_DIFFERENCE) };
    (excerpt(one, skipped), excerpt(other, skipped))
}

/// `text` without its first characters, cut where it is too long even so.
fn excerpt(text: &str, skipped: usize) -> String {
    let all = text.chars().count();
    let shown: String = text.chars().skip(skipped).take(MOST_CHARACTERS).collect();
    let before = if skipped > 0 { "... " } else { "" };
    match all > skipped + MOST_CHARACTERS {
        true => format!("{before}{shown} ... ({all} characters)"),
        false => format!("{before}{shown}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_long_lines_at_words_and_leaves_the_others() {
        let long = "word ".repeat(20);
        let lines = wrap(&format!("short\n\n{long}\n  {long}"), 2);
        let lines: Vec<&str> = lines.lines().collect();
        assert_eq!(lines[..2], ["  short", ""]);
        assert_eq!(lines[2].len(), 2 + 15 * 5 - 1);
        assert_eq!(lines[3], "  word word word word word");
        assert!(lines[4].starts_with("    word"));
        assert!(lines.iter().all(|line| line.len() <= WIDTH));
        assert_eq!(wrap(&"x".repeat(200), 0), "x".repeat(200), "one word stays whole");
    }

    #[test]
    fn shows_values_as_they_are() {
        let (one, other) = (r#""it's""#, r#""it\\'s""#);
        assert_eq!(side_by_side(one, other), (one.to_owned(), other.to_owned()));
    }

    #[test]
    fn cuts_long_values_where_they_differ() {
        let zeros = "0".repeat(5000);
        let (one, other) = side_by_side(&format!("{zeros}1"), &format!("{zeros}2"));
        assert_eq!(one, format!("... {}1", "0".repeat(40)));
        assert_eq!(other, format!("... {}2", "0".repeat(40)));
        let (one, other) = side_by_side(&zeros, "1");
        assert_eq!(one, format!("{} ... (5000 characters)", "0".repeat(300)));
        assert_eq!(other, "1");
    }
}
