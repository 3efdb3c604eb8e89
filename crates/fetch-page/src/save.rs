//! The copy on disk. The first version writes into the old copy, and has lost it if half a page
//! comes. Here the page goes to a new file, which takes the place of the old one in one step, when
//! it is whole.
//!
//! The file is not forced to the disk (`fsync`): a page can be fetched again, and the wait would be
//! longer than the copy.

use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempPath};

use crate::response::is_html;
use crate::types::SaveError;

/// The name of the copy, unless `--out` gives another.
const DEFAULT_NAME: &str = "mycopy.html";

/// A page that is not whole yet, in a file with a name of its own. If it is dropped before
/// [`PartialFile::persist`], the file is removed.
pub struct PartialFile {
    /// The file, to write to.
    pub file: File,
    part: Option<TempPath>,
    target: PathBuf,
}

impl PartialFile {
    /// Makes a new file in the folder of `out`; without `out`, in the system's folder for temporary
    /// files. What is there is replaced only with `force`, and only if it is a regular file. A link
    /// to one stays, and the file it leads to is replaced.
    ///
    /// # Errors
    /// A [`SaveError`] if the page could not be saved there.
    pub fn create(out: Option<&Path>, force: bool) -> Result<PartialFile, SaveError> {
        let default = std::env::temp_dir().join(DEFAULT_NAME);
        let path = std::path::absolute(out.unwrap_or(&default));
        let mut target = path.map_err(SaveError::NoCurrentFolder)?;
        if let Some(out) = out {
            target = checked_target(out, target, force)?;
        }
        let folder = target.parent().unwrap_or(Path::new("/"));
        let new = new_file(folder).map_err(|error| match error.kind() {
            ErrorKind::NotFound => SaveError::NoFolder(folder.to_path_buf()),
            _ => SaveError::CannotWrite(folder.to_path_buf(), error),
        })?;
        let (file, part) = new.into_parts();
        log::info!("open: a new file, {}", name(&part));
        if out.is_none() {
            target = not_another_users(target, &file);
        }
        remove_if_interrupted(&part);
        Ok(PartialFile { file, part: Some(part), target })
    }

    /// True if the last 1,024 bytes of the page hold `</html`.
    ///
    /// # Errors
    /// If they cannot be read again.
    pub fn ends_like_html(&mut self) -> io::Result<bool> {
        let end = self.file.seek(SeekFrom::End(0))?;
        self.file.seek(SeekFrom::Start(end.saturating_sub(1024)))?;
        let mut last = Vec::new();
        self.file.read_to_end(&mut last)?;
        Ok(last.windows(6).any(|bytes| bytes.eq_ignore_ascii_case(b"</html")))
    }

    /// Gives the finished copy its name, in one step, and returns it. It keeps the mode of the file
    /// that it replaces.
    ///
    /// # Errors
    /// [`SaveError::CannotReplace`].
    pub fn persist(mut self) -> Result<PathBuf, SaveError> {
        let target = self.target.clone();
        let cannot = |error| SaveError::CannotReplace(target.clone(), error);
        if let Some(old) = fs::symlink_metadata(&target).ok().filter(Metadata::is_file) {
            self.file.set_permissions(old.permissions()).map_err(cannot)?;
        }
        if let Some(part) = self.part.take() {
            let part_name = name(&part);
            part.persist(&target).map_err(|error| cannot(error.error))?;
            log::info!("rename: {part_name} to {}", name(&target));
        }
        Ok(target)
    }
}

impl Drop for PartialFile {
    fn drop(&mut self) {
        if let Some(part) = self.part.take() {
            let part_name = name(&part);
            let _ = part.close().inspect(|()| log::info!("unlink: {part_name}"));
        }
    }
}

fn name(path: &Path) -> String {
    Path::new(path.file_name().unwrap_or_default()).display().to_string()
}

/// The file that `out` names, if it may be written: `force` lets it be one that exists.
fn checked_target(out: &Path, path: PathBuf, force: bool) -> Result<PathBuf, SaveError> {
    use SaveError::*;
    let is_link = path.is_symlink();
    let there = match fs::metadata(&path) {
        _ if names_a_folder(out) => return Err(IsFolder(path)),
        Ok(there) => there,
        Err(error) if error.kind() == ErrorKind::NotFound && !is_link => return Ok(path),
        Err(error) if error.kind() != ErrorKind::PermissionDenied && is_link => {
            return Err(BrokenLink(path));
        }
        Err(error) => return Err(CannotWrite(path, error)),
    };
    // A link there leads to a file that some program has open: /dev/stdout, /proc/self/fd/1.
    let is_device = is_link && (path.starts_with("/dev") || path.starts_with("/proc"));
    match there {
        there if there.is_dir() => Err(IsFolder(path)),
        there if !there.is_file() || is_device => Err(NotRegular(path)),
        _ if !force => Err(Exists(path)),
        _ if is_link => behind_the_link(&path).map_err(|error| CannotWrite(path, error)),
        _ => Ok(path),
    }
}

/// `new/`, `new/.` and `new/..` are names of folders, even if nothing is there.
fn names_a_folder(out: &Path) -> bool {
    let text = out.as_os_str().to_string_lossy();
    let last = text.rsplit(std::path::is_separator).next().unwrap_or_default();
    matches!(last, "" | "." | "..")
}

/// The file that a link leads to. It is opened once, as the system may protect it, or the link.
fn behind_the_link(path: &Path) -> io::Result<PathBuf> {
    File::options().write(true).open(path)?;
    fs::canonicalize(path)
}

/// A new file with a name that nothing has, and the mode that any new file gets.
fn new_file(folder: &Path) -> io::Result<NamedTempFile> {
    let mut new = tempfile::Builder::new();
    new.prefix(".fetch-page-").suffix(".part");
    #[cfg(unix)]
    new.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666)); // less the umask
    new.tempfile_in(folder)
}

/// In a folder that many users share, the file may be somebody else's, or a link that somebody
/// planted: then the name with our user number in it is used.
#[cfg(unix)]
fn not_another_users(target: PathBuf, ours: &File) -> PathBuf {
    use std::os::unix::fs::MetadataExt;
    match (fs::symlink_metadata(&target), ours.metadata()) {
        (Ok(there), Ok(ours)) if !there.is_file() || there.uid() != ours.uid() => {
            target.with_file_name(format!("mycopy-{}.html", ours.uid()))
        }
        _ => target,
    }
}

/// Here every user has a folder of their own for temporary files.
#[cfg(not(unix))]
fn not_another_users(target: PathBuf, _: &File) -> PathBuf {
    target
}

/// Ctrl-C leaves no part of a page.
fn remove_if_interrupted(path: &Path) {
    let path = path.to_path_buf();
    let _ = ctrlc::set_handler(move || {
        let _ = fs::remove_file(&path);
        #[expect(clippy::exit, reason = "the program was told to stop, and has nothing left to do")]
        std::process::exit(1)
    });
}

/// Opens the copy in the browser, if the server called it HTML, and its name does too: the system
/// chooses the program by the name, and must not be made to run what a stranger sent.
///
/// # Errors
/// [`SaveError::NotHtml`], and [`SaveError::NoBrowser`].
pub fn open_in_browser(copy: &Path, content_type: &str) -> Result<(), SaveError> {
    let extension = copy.extension().unwrap_or_default();
    let named_html =
        ["html", "htm", "xhtml"].iter().any(|html| extension.eq_ignore_ascii_case(html));
    if !is_html(content_type) || !named_html {
        return Err(SaveError::NotHtml(copy.to_path_buf(), content_type.to_string()));
    }
    open::that_detached(copy).map_err(SaveError::NoBrowser)?;
    log::info!("the system's own program for HTML opens {}", copy.display());
    Ok(())
}
