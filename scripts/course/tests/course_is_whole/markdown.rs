//! What the checks read in a Markdown file: headings, links and tables.

use std::collections::HashMap;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// A heading, without its marks: `Step 1: An octet in bits`.
pub(crate) struct Heading {
    pub(crate) level: HeadingLevel,
    pub(crate) text: String,
    /// What follows it, up to the next heading, as it is written.
    pub(crate) body: String,
}

/// The headings of `text`, in order.
pub(crate) fn headings(text: &str) -> Vec<Heading> {
    let mut headings: Vec<Heading> = Vec::new();
    let mut begun = None;
    let mut body_start = 0;
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                if let Some(last) = headings.last_mut() {
                    last.body = text[body_start..range.start].to_string();
                }
                begun = Some(Heading { level, text: String::new(), body: String::new() });
            }
            Event::End(TagEnd::Heading(_)) => {
                body_start = range.end;
                headings.extend(begun.take());
            }
            Event::Text(part) | Event::Code(part) => {
                if let Some(heading) = &mut begun {
                    heading.text.push_str(&part);
                }
            }
            _ => {}
        }
    }
    if let Some(last) = headings.last_mut() {
        last.body = text[body_start..].to_string();
    }
    headings
}

/// Where the links and pictures of `text` lead, each with the number of its line.
pub(crate) fn links(text: &str) -> Vec<(usize, String)> {
    let links = Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter().filter_map(
        |(event, range)| match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                Some((text[..range.start].matches('\n').count() + 1, dest_url.to_string()))
            }
            _ => None,
        },
    );
    links.collect()
}

/// The anchors that GitHub gives to the headings of `text`, and those written as `id="..."`.
pub(crate) fn anchors(text: &str) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let headings = headings(text).into_iter().map(|heading| {
        let kept =
            |character: &char| character.is_alphanumeric() || [' ', '-', '_'].contains(character);
        let anchor: String =
            heading.text.to_lowercase().chars().filter(kept).collect::<String>().replace(' ', "-");
        let count = seen.entry(anchor.clone()).or_default();
        *count += 1;
        if *count == 1 { anchor } else { format!("{anchor}-{}", *count - 1) }
    });
    let mut anchors: Vec<String> = headings.collect();
    anchors.extend(
        text.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_string),
    );
    anchors
}

/// The cells of the first table in `text`, row by row, without its head.
pub(crate) fn first_table(text: &str) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::TableRow) => rows.push(Vec::new()),
            Event::Start(Tag::TableCell) => {
                rows.iter_mut().last().into_iter().for_each(|row| row.push(String::new()))
            }
            Event::Text(part) | Event::Code(part) => {
                rows.last_mut()
                    .and_then(|row| row.last_mut())
                    .into_iter()
                    .for_each(|cell| cell.push_str(&part));
            }
            Event::End(TagEnd::Table) => break,
            _ => {}
        }
    }
    rows
}
