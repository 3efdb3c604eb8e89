//! The glossary: the sentences in which the worksheets explain a word. Such a word is in bold.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// A word that a worksheet explains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The word, as it is written in bold.
    pub(crate) word: String,
    /// The sentence that explains it, in Markdown.
    pub(crate) sentence: String,
}

/// The page, from the worksheets in the order in which they are read. A word that is explained
/// twice keeps its first explanation.
pub(crate) fn page<'a>(worksheets: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut words = BTreeMap::new();
    for (lesson, worksheet) in worksheets {
        for entry in entries(worksheet) {
            words.entry(entry.word.to_lowercase()).or_insert((entry, lesson));
        }
    }
    let mut page = String::from(
        "# Glossary\n\nThe words that the worksheets explain, each with the sentence that explains \
         it, and the worksheet that it is from.\n\n",
    );
    for (Entry { word, sentence }, lesson) in words.values() {
        page += &format!("- **{word}**: {sentence} ([{lesson}]({lesson}.md))\n");
    }
    page
}

/// The words in bold in the paragraphs and lists of `worksheet`, with the sentences around them.
pub(crate) fn entries(worksheet: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut paragraph = 0..0;
    for (event, range) in Parser::new_ext(worksheet, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::Paragraph | Tag::Item) => paragraph = range,
            Event::End(TagEnd::Paragraph | TagEnd::Item) => paragraph = 0..0,
            Event::Start(Tag::Strong) if paragraph.contains(&range.start) => {
                let (start, end) = (range.start - paragraph.start, range.end - paragraph.start);
                let text = &worksheet[paragraph.clone()];
                entries.push(Entry {
                    word: text[start..end].trim_matches('*').replace('\n', " "),
                    sentence: sentence(text, start, end),
                });
            }
            _ => {}
        }
    }
    entries
}

/// The sentence of `paragraph` that holds the bytes from `start` to `end`, on one line, without the
/// marks of bold letters.
fn sentence(paragraph: &str, start: usize, end: usize) -> String {
    let is_end = |(index, _): &(usize, &str)| {
        paragraph[index + 1..].starts_with([' ', '\n']) || index + 1 == paragraph.trim_end().len()
    };
    let first = paragraph[..start]
        .rmatch_indices(['.', '?', '!', ':'])
        .find(is_end)
        .map_or(0, |(index, _)| index + 1);
    let last = paragraph[end..]
        .match_indices(['.', '?', '!'])
        .map(|(index, mark)| (end + index, mark))
        .find(is_end)
        .map_or(paragraph.len(), |(index, _)| index + 1);
    let words: Vec<&str> = paragraph[first..last].split_whitespace().collect();
    let text = words.join(" ").replace("**", "");
    text.trim_start_matches(['-', ' ']).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_the_sentence_with_the_word_in_bold() {
        let worksheet = "# A **title**\n\nOne. A **back\nlog** is 0.5 of\na queue. More.\n\n\
                         - an **octet** holds 8 bits\n\n| **table** |\n|---|\n| **cell** |\n";
        let expected =
            [("back log", "A back log is 0.5 of a queue."), ("octet", "an octet holds 8 bits")];
        let expected =
            expected.map(|(word, text)| Entry { word: word.into(), sentence: text.into() });
        assert_eq!(entries(worksheet), expected);
    }

    #[test]
    fn the_first_explanation_of_a_word_counts() {
        let page = page([("one", "A **Port** is a number."), ("two", "The **port** again.")]);
        assert!(page.ends_with("\n- **Port**: A Port is a number. ([one](one.md))\n"), "{page}");
    }
}
