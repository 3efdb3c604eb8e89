//! Finds the solution in what a learner gets.

use crate::files::Files;

/// The shortest statement that can give an answer away.
const TELLING: usize = 20;

/// Finds statements of a solution in what a learner gets. White space does not count.
pub(crate) fn leaks(files: &Files, statements: &[String]) -> Vec<String> {
    let dense = |text: &str| -> String {
        text.chars().filter(|character| !character.is_whitespace()).collect()
    };
    let mut found = Vec::new();
    for (path, bytes) in files {
        let text = dense(&String::from_utf8_lossy(bytes));
        for statement in statements.iter().filter(|statement| statement.chars().count() >= TELLING)
        {
            if text.contains(dense(statement).trim_end_matches(';')) {
                found.push(format!("{path}: {statement}"));
            }
        }
    }
    found
}
