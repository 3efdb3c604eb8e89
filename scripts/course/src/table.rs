//! Reads the tables of a TOML file; what is missing or of the wrong kind is named.

use anyhow::{Context, Result};
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// A table of a TOML file.
pub type Table<'a> = DeTable<'a>;

/// Reads a file's text.
pub fn parse(text: &str) -> Result<Table<'_>> {
    Ok(DeTable::parse(text)?.into_inner())
}

fn value<'a>(table: &'a Table<'_>, key: &str) -> Option<&'a DeValue<'a>> {
    table.get(key).map(Spanned::get_ref)
}

/// The text at `key`, without the white space around it.
pub fn text(table: &Table<'_>, key: &str) -> Result<String> {
    let text = value(table, key)
        .and_then(DeValue::as_str)
        .with_context(|| format!("`{key}` has to be a text"))?;
    Ok(text.trim().to_owned())
}

/// The whole number at `key`.
pub fn number(table: &Table<'_>, key: &str) -> Result<u32> {
    let number = value(table, key)
        .and_then(DeValue::as_integer)
        .and_then(|number| number.as_str().parse().ok());
    number.with_context(|| format!("`{key}` has to be a number"))
}

/// The table at `key`.
pub fn table<'a>(table: &'a Table<'_>, key: &str) -> Result<&'a Table<'a>> {
    value(table, key).and_then(DeValue::as_table).with_context(|| format!("`{key}` is missing"))
}

/// The tables of `[[key]]`; none where there is no such key.
pub fn tables<'a>(table: &'a Table<'_>, key: &str) -> Result<Vec<&'a Table<'a>>> {
    let wrong = || format!("`[[{key}]]` has to be a list of tables");
    list(table, key)?.into_iter().map(|value| value.as_table().with_context(wrong)).collect()
}

/// The texts of the list at `key`; none where there is no such key.
pub fn texts(table: &Table<'_>, key: &str) -> Result<Vec<String>> {
    let wrong = || format!("`{key}` has to be a list of texts");
    list(table, key)?
        .into_iter()
        .map(|value| value.as_str().map(str::to_owned).with_context(wrong))
        .collect()
}

fn list<'a>(table: &'a Table<'_>, key: &str) -> Result<Vec<&'a DeValue<'a>>> {
    let Some(value) = value(table, key) else { return Ok(Vec::new()) };
    let list: &DeArray<'_> =
        value.as_array().with_context(|| format!("`{key}` has to be a list"))?;
    Ok(list.iter().map(Spanned::get_ref).collect())
}
