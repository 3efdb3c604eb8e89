//! How grades are shown: as a table, and as a CSV for spreadsheets and platforms.

use crate::people::Roster;
use crate::report::{Grade, StepPoints};
use crate::sandbox::{self, Isolation};
use anyhow::Result;
use common::escape_untrusted;
use std::io::Write;

/// What the table says first: what stood between the hand-ins and this computer.
pub(crate) fn head(isolation: &Isolation) -> String {
    match isolation {
        Isolation::Bubblewrap(_) => {
            "Sandbox: bubblewrap. Each hand-in saw only its own files, and no network.".to_owned()
        }
        Isolation::Unneeded => String::new(),
        Isolation::Missing(why) => format!(
            "NO SANDBOX: {}. Each hand-in could read {} and use the network.",
            escape_untrusted(why),
            if sandbox::nobody::can_be_used() { "what every user may read" } else { "your files" }
        ),
    }
}

/// The table, and what a person should look at.
pub(crate) fn table(grades: &[Grade], out: &mut impl Write) -> Result<()> {
    let names: Vec<String> = grades.iter().map(|grade| name(grade, grades)).collect();
    let (header, sum) = ("hand-in", "points");
    let width = names.iter().map(|name| name.chars().count()).fold(header.len(), usize::max);
    writeln!(out, "{header:width$}  {sum:>8}  each step: points (checks passed)")?;
    for (grade, name) in grades.iter().zip(&names) {
        let steps: Vec<String> = grade.steps().iter().map(step).collect();
        let sum = grade.sum().map_or("-".to_owned(), |(got, of)| format!("{got} of {of}"));
        let remark = escape_untrusted(grade.remark());
        let row = format!("{name:width$}  {sum:>8}  {}  {remark}", steps.join("  "));
        writeln!(out, "{}", row.trim_end())?;
    }
    let marked: Vec<_> =
        grades.iter().zip(&names).filter(|(grade, _)| !grade.look_at.is_empty()).collect();
    if !marked.is_empty() {
        writeln!(out, "\nLook at:")?;
        for (grade, name) in marked {
            writeln!(out, "{name}: {}", escape_untrusted(grade.look_at()))?;
        }
    }
    for (index, grade) in grades.iter().enumerate() {
        let others = || grade.same_as.iter().map(|other| &names[*other]);
        if grade.same_as.first().is_some_and(|first| *first > index) {
            let all: Vec<&str> =
                [&names[index]].into_iter().chain(others()).map(String::as_str).collect();
            let these = if all.len() == 2 { "these two" } else { "these" };
            writeln!(out, "\nLook at {these}, the same but for names: {}", all.join(", "))?;
        }
    }
    Ok(())
}

/// The name of the person where only one hand-in is theirs; else that of the file or folder.
fn name(grade: &Grade, grades: &[Grade]) -> String {
    let named = grade.person.name.as_ref().filter(|name| {
        grades.iter().filter(|other| other.person.name.as_ref() == Some(name)).count() == 1
    });
    escape_untrusted(named.unwrap_or(&grade.hand_in))
}

/// `3 (2/2)`, `- (0/1, needs 2)`.
fn step(step: &StepPoints) -> String {
    let points = if step.points.0 > 0 { step.points.0.to_string() } else { "-".to_owned() };
    let (passed, all) = step.checks;
    match step.needs {
        _ if all == 0 => points,
        Some(needs) => format!("{points} ({passed}/{all}, needs {needs})"),
        None => format!("{points} ({passed}/{all})"),
    }
}

/// The table for a spreadsheet, in UTF-8 with the mark by which Excel knows it: a line for each
/// hand-in and, where there is a roster, for each person who handed nothing in.
pub(crate) fn csv(grades: &[Grade], roster: Option<&Roster>) -> Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let steps = grades.iter().map(|grade| grade.steps().len()).max().unwrap_or(0);
    let columns = roster.map(|roster| roster.columns.clone()).unwrap_or_default();
    let mut heads: Vec<String> = columns.clone();
    let own = ["hand_in", "id", "name", "lesson", "points", "of"];
    heads.extend(own.map(str::to_owned));
    for number in 1..=steps {
        heads.extend(["", "_checks", "_needs"].map(|part| format!("step_{number}{part}")));
    }
    heads.extend(["remark", "look_at", "same_as"].map(str::to_owned));
    writer.write_record(&heads)?;

    let mut found = Vec::new();
    for grade in grades {
        let row = roster.and_then(|roster| roster.row_of(&grade.person, &grade.hand_in));
        found.extend(row);
        let mut cells = match (roster, row) {
            (Some(roster), Some(row)) => roster.rows[row].clone(),
            _ => Vec::new(),
        };
        cells.resize(columns.len(), String::new());
        cells.extend(own_cells(grade, steps));
        let same: Vec<&str> =
            grade.same_as.iter().map(|other| grades[*other].hand_in.as_str()).collect();
        cells.push(same.join("; "));
        writer.write_record(cells.iter().map(|text| cell(text)))?;
    }
    for (row, cells) in roster.iter().flat_map(|roster| roster.rows.iter().enumerate()) {
        if !found.contains(&row) {
            let mut cells = cells.clone();
            cells.resize(heads.len(), String::new());
            cells[heads.len() - 3] = "nothing handed in".to_owned();
            writer.write_record(cells.iter().map(|text| cell(text)))?;
        }
    }
    Ok(writer.into_inner()?)
}

/// The cells of one hand-in. What was not tried has no points, which is not the same as 0.
fn own_cells(grade: &Grade, steps: usize) -> Vec<String> {
    let person = &grade.person;
    let lesson = grade.lesson.as_ref().map(|lesson| lesson.name.clone()).unwrap_or_default();
    let (points, of) =
        grade.sum().map(|(got, of)| (got.to_string(), of.to_string())).unwrap_or_default();
    let mut cells = vec![
        grade.hand_in.clone(),
        person.id.clone().unwrap_or_default(),
        person.name.clone().unwrap_or_default(),
        lesson,
        points,
        of,
    ];
    let known = grade.steps();
    for number in 0..steps {
        let Some(step) = known.get(number) else {
            cells.extend(["", "", ""].map(str::to_owned));
            continue;
        };
        let (passed, all) = step.checks;
        cells.push(step.points.0.to_string());
        cells.push(if all == 0 { String::new() } else { format!("{passed} of {all}") });
        cells.push(step.needs.map(|needs| needs.to_string()).unwrap_or_default());
    }
    cells.extend([grade.remark(), grade.look_at()]);
    cells
}

/// A text that no spreadsheet takes for a formula, and that stays in its cell.
fn cell(text: &str) -> String {
    let text = escape_untrusted(text);
    let is_number = text.parse::<f64>().is_ok();
    if text.starts_with(['=', '+', '-', '@']) && !is_number { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_no_formula_and_has_one_line() {
        for (text, written) in [
            ("anna", "anna"),
            ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
            ("@a,b", "'@a,b"),
            ("-3", "-3"),
            ("two\nlines", "two\\nlines"),
            ("\t=1", "\\t=1"),
        ] {
            assert_eq!(cell(text), written);
        }
    }
}
