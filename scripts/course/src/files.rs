//! Files in memory, by their names: what a copy, a handout or an archive is made of.

use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Files by their path from the copy's folder on, with `/` on every system.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Adds the file at `path` under `name`.
pub(crate) fn add_file(files: &mut Files, name: &str, path: &Path) -> Result<()> {
    let bytes = fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    files.insert(name.to_owned(), bytes);
    Ok(())
}

/// Adds every file below `folder`, each under `prefix`.
pub fn add_folder(files: &mut Files, prefix: &str, folder: &Path) -> Result<()> {
    add_folder_without(files, prefix, folder, &[])
}

/// The same, without the folders of these names. A name is that in [`Files`], with the prefix.
pub(crate) fn add_folder_without(
    files: &mut Files,
    prefix: &str,
    folder: &Path,
    without: &[&str],
) -> Result<()> {
    for entry in
        fs::read_dir(folder).with_context(|| format!("cannot read `{}`", folder.display()))?
    {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else {
            bail!("`{}` holds a name that is not UTF-8", folder.display())
        };
        if entry.file_type()?.is_dir() {
            if !without.contains(&format!("{prefix}{name}").as_str()) {
                add_folder_without(files, &format!("{prefix}{name}/"), &entry.path(), without)?;
            }
        } else {
            add_file(files, &format!("{prefix}{name}"), &entry.path())?;
        }
    }
    Ok(())
}
