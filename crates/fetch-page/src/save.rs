//! The copy on disk: it grows under another name, `FILE.part`, and takes the place of `FILE` in one step, when it is whole.
//! Whatever happens before that, the old file is as it was.
//!
//! The file is not forced to the disk (`fsync`): a page can be fetched again, and the wait would be longer than the copy.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context;
use common::UserError;

use crate::request::is_html;

/// The name of the copy unless `--out` gives another.
const DEFAULT_NAME: &str = "mycopy.html";

/// The whole path of the file to write: `out`, or `mycopy.html` in the system's folder for temporary files.
///
/// # Errors
/// A [`UserError`] when there is something with this name that must not be replaced.
pub fn target(out: Option<&Path>, force: bool) -> anyhow::Result<PathBuf> {
    let default = std::env::temp_dir().join(DEFAULT_NAME);
    let target = std::path::absolute(out.unwrap_or(&default))
        .context(UserError::new("`--out` is empty", "Give it the name of a file."))?;
    let may_replace = force || target == default;
    let failure = |what, try_next| {
        Err(UserError::new(format!("`{}` {what}", target.display()), try_next).into())
    };
    match fs::symlink_metadata(&target) {
        Ok(there) if there.is_dir() => {
            failure("is a folder", "Give `--out` the name of a file in it.")
        }
        Ok(there) if !there.is_file() && !there.is_symlink() => {
            failure("is no ordinary file", "Give `--out` another name.")
        }
        Ok(_) if !may_replace => {
            failure("exists already", "Replace it with --force, or give `--out` another name.")
        }
        _ => Ok(target), // there is none, or making it will say what is wrong
    }
}

/// The half-made copy. If it is dropped before [`Part::keep`], it is removed.
pub struct Part {
    path: PathBuf,
    target: PathBuf,
    whole: bool,
}

impl Part {
    /// Makes `FILE.part` beside `target` (a stale one is removed first), and opens it for writing.
    ///
    /// # Errors
    /// A [`UserError`] when it cannot be made.
    pub fn create(target: &Path) -> anyhow::Result<(Part, File)> {
        let mut name = target.file_name().unwrap_or_default().to_os_string();
        name.push(".part");
        let path = target.with_file_name(name);
        let failure = || {
            let try_next =
                "Is there such a folder, and may you write in it? Another place: `--out FILE`.";
            UserError::new(format!("cannot make `{}`", path.display()), try_next)
        };
        log::info!(
            "open({}) for writing, only if there is nothing with that name, not even a link",
            path.display()
        );
        let made = File::create_new(&path).or_else(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => {
                log::info!("unlink({}): an earlier run left it", path.display());
                fs::remove_file(&path)?;
                File::create_new(&path)
            }
            _ => Err(error),
        });
        let file = made.with_context(failure)?;
        Ok((Part { path, target: target.to_path_buf(), whole: false }, file))
    }

    /// Gives the finished copy its name, in one step.
    ///
    /// # Errors
    /// A [`UserError`] when the system refuses, or another run has put its own part in the place of ours: then the
    /// length is not the `length` that we wrote.
    pub fn keep(mut self, file: File, length: u64) -> anyhow::Result<()> {
        drop(file);
        let found = fs::symlink_metadata(&self.path).map(|part| part.len());
        if found.as_ref().ok() != Some(&length) {
            let what = format!("`{}` was changed while the page came", self.path.display());
            return Err(UserError::new(
                what,
                "Does another fetch-page write the same file? Then start this one again.",
            )
            .into());
        }
        log::info!("rename({}, {})", self.path.display(), self.target.display());
        fs::rename(&self.path, &self.target).with_context(|| {
            let what = format!("cannot put the copy in the place of `{}`", self.target.display());
            UserError::new(
                what,
                "Is it open in another program, or somebody else's? Another place: `--out FILE`.",
            )
        })?;
        self.whole = true;
        Ok(())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.whole {
            log::info!("unlink({}): the copy is not whole", self.path.display());
            let _ = fs::remove_file(&self.path); // what failed before this is what the user hears about
        }
    }
}

/// Opens the copy in the browser, if the server called it HTML, and the name of the file says so too: the system chooses the
/// program by the name, and must not be made to run what a stranger sent.
///
/// # Errors
/// A [`UserError`] when it is not HTML, or there is no browser.
pub fn open_in_browser(target: &Path, content_type: &str) -> anyhow::Result<()> {
    let extension = target.extension().unwrap_or_default();
    let named_html =
        ["html", "htm", "xhtml"].iter().any(|html| extension.eq_ignore_ascii_case(html));
    if !is_html(content_type) || !named_html {
        let what =
            format!("saved, but not opened: `{}` ({content_type}) is not HTML", target.display());
        return Err(
            UserError::new(what, "Only HTML in a file called something.html is opened.").into()
        );
    }
    log::info!("the system's own program for HTML opens {}", target.display());
    open::that_detached(target).context(UserError::new(
        "saved, but no browser could be started",
        "Open the file yourself.",
    ))
}
