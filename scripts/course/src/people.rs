//! Whose hand-in it is: from the names that platforms give to files and folders, and from a list of
//! participants.

use anyhow::{Context, Result};
use common::UserError;
use std::fs;
use std::path::Path;

/// Who handed something in, as far as the name of the file or folder says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Person {
    /// The platform's number for them.
    pub(crate) id: Option<String>,
    /// Their name, as the platform writes it there.
    pub(crate) name: Option<String>,
}

/// How Moodle's names go on after the name and the number of a person.
const MOODLE: &str = "_assignsubmission_";

/// Whether this is Moodle's file or folder for a text that was typed into the page.
pub(crate) fn is_online_text(entry: &str) -> bool {
    entry.split_once(MOODLE).is_some_and(|(_, kind)| kind.starts_with("onlinetext"))
}

/// What Moodle's name says before the kind of the hand-in; none if it is not Moodle's.
pub(crate) fn moodle_person(entry: &str) -> Option<&str> {
    entry.split_once(MOODLE).map(|(person, _)| person)
}

impl Person {
    /// Reads the name of a file or a folder as it came.
    pub(crate) fn of(entry: &str) -> Person {
        if let Some((name, id)) = moodle_person(entry).and_then(|person| person.rsplit_once('_'))
            && is_number(id)
        {
            return Person { id: Some(id.to_owned()), name: Some(name.to_owned()) };
        }
        // Canvas: name, perhaps LATE, the person's number, the hand-in's, the file's name.
        let parts: Vec<&str> = entry.splitn(5, '_').collect();
        let numbers = match parts.as_slice() {
            [name, "LATE", id, hand_in, _] => Some((name, id, hand_in)),
            [name, id, hand_in, ..] => Some((name, id, hand_in)),
            _ => None,
        };
        match numbers {
            Some((name, id, hand_in)) if is_number(id) && is_number(hand_in) => {
                Person { id: Some((*id).to_owned()), name: Some((*name).to_owned()) }
            }
            _ => Person::default(),
        }
    }
}

/// Whether it is digits only, and at least one.
pub(crate) fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A list of participants, as a platform exports it.
#[derive(Debug)]
pub(crate) struct Roster {
    /// The names of its columns.
    pub(crate) columns: Vec<String>,
    /// A row for each person.
    pub(crate) rows: Vec<Vec<String>>,
}

impl Roster {
    /// Reads a CSV with a line of headings; a comma, a semicolon or a tab may be between cells.
    pub(crate) fn read(path: &Path) -> Result<Roster> {
        let unreadable = || {
            UserError::new(
                format!("the roster `{}` cannot be read", path.display()),
                "It has to be a CSV file in UTF-8, whose first line names the columns.",
            )
        };
        let text = fs::read_to_string(path).with_context(unreadable)?;
        Roster::parse(&text).with_context(unreadable)
    }

    fn parse(text: &str) -> Result<Roster> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let first = text.lines().next().unwrap_or_default();
        let delimiter = [b';', b'\t']
            .into_iter()
            .find(|mark| first.contains(char::from(*mark)))
            .unwrap_or(b',');
        let mut reader = csv::ReaderBuilder::new();
        reader.delimiter(delimiter).flexible(true);
        let mut reader = reader.from_reader(text.as_bytes());
        let cells = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect();
        let columns = cells(reader.headers()?);
        let rows = reader.records().map(|record| Ok(cells(&record?))).collect::<Result<_>>()?;
        Ok(Roster { columns, rows })
    }

    /// The row of the one person whose id, name or login fits; `entry` is the name of the hand-in.
    pub(crate) fn row_of(&self, person: &Person, entry: &str) -> Option<usize> {
        let stem = Path::new(entry).file_stem().unwrap_or_default().to_string_lossy();
        let participant = person.id.as_ref().map(|id| format!("participant{id}"));
        let known = [person.id.as_deref(), participant.as_deref(), person.name.as_deref()];
        let known = known.into_iter().flatten().chain([entry, stem.as_ref()]);
        // The first that fits exactly one person decides.
        known.map(plain).filter(|text| !text.is_empty()).find_map(|text| {
            let fits = |row: &Vec<String>| {
                row.iter().any(|cell| plain(cell) == text) || full_names(self, row).contains(&text)
            };
            let mut rows = (0..self.rows.len()).filter(|row| fits(&self.rows[*row]));
            rows.next().filter(|_| rows.next().is_none())
        })
    }
}

/// Letters and digits only, small: `Abel, Anna` is `abelanna`, as Canvas writes it.
fn plain(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// First and last name from columns of their own, in both orders.
fn full_names(roster: &Roster, row: &[String]) -> Vec<String> {
    let cell = |words: [&str; 3]| {
        let at =
            roster.columns.iter().position(|column| words.contains(&plain(column).as_str()))?;
        row.get(at).map(|cell| plain(cell))
    };
    match (cell(["firstname", "vorname", "givenname"]), cell(["lastname", "surname", "nachname"])) {
        (Some(first), Some(last)) => vec![format!("{first}{last}"), format!("{last}{first}")],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_names_that_platforms_give() {
        for (entry, id, name) in [
            ("Anna Abel_11111_assignsubmission_file_", "11111", "Anna Abel"),
            ("Zoë van der Berg_7_assignsubmission_file_octets.zip", "7", "Zoë van der Berg"),
            ("abelanna_1111_567_octets-1.zip", "1111", "abelanna"),
            ("abelanna_LATE_1111_567_octets.zip", "1111", "abelanna"),
            ("anna.zip", "", ""),
            ("octets_1_final_2.zip", "", ""),
            ("lib (1).rs", "", ""),
        ] {
            let person = Person::of(entry);
            let found = (person.id.unwrap_or_default(), person.name.unwrap_or_default());
            assert_eq!(found, (id.to_owned(), name.to_owned()), "{entry}");
        }
        assert!(is_online_text("Anna Abel_11111_assignsubmission_onlinetext_"));
        assert!(!is_online_text("Anna Abel_11111_assignsubmission_file_"));
    }

    #[test]
    fn finds_the_one_row_that_fits() {
        let canvas = Roster::parse("\u{feff}Student,ID,SIS Login ID\n\"Abel, Anna\",1111,aabel\n\"Berg, Ben\",2222,bberg\n").unwrap();
        let moodle = Roster::parse("Identifier;First name;Last name\nParticipant 11111;Anna;Abel\nParticipant 2;Ben;Berg\nParticipant 3;Ben;Berg\n").unwrap();
        for (roster, entry, row) in [
            (&canvas, "abelanna_1111_567_octets.zip", Some(0)),
            (&canvas, "abelanna_9_567_octets.zip", Some(0)),
            (&canvas, "bberg.zip", Some(1)),
            (&canvas, "cem.zip", None),
            (&moodle, "A. Abel_11111_assignsubmission_file_", Some(0)),
            (&moodle, "Anna Abel_9_assignsubmission_file_", Some(0)),
            (&moodle, "Ben Berg_9_assignsubmission_file_", None),
        ] {
            assert_eq!(roster.row_of(&Person::of(entry), entry), row, "{entry}");
        }
    }
}
