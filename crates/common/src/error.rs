//! The one shape of an error that a user sees.

use std::fmt;

/// What failed and why, and what to try next. Attach it as context to the error that caused it:
///
/// ```
/// use anyhow::Context;
/// let missing = std::fs::read("no such file").context(common::UserError::new(
///     "cannot read `no such file`: it does not exist",
///     "Check the spelling of the name.",
/// ));
/// assert!(missing.is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserError {
    /// One sentence that names the host, port, file or text that it failed on, and why.
    pub message: String,
    /// One sentence: what to try next.
    pub hint: String,
}

impl UserError {
    /// An error with a message and a hint.
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        UserError { message: message.into(), hint: hint.into() }
    }
}

impl fmt::Display for UserError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for UserError {}
