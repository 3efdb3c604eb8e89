//! Takes from a hand-in, a folder or an archive, the one file that counts: `src/lib.rs`. Nothing is unpacked to the disk.
//! A lone file of Rust is taken for it.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use zip::ZipArchive;
use zip::result::ZipError;

/// The longest `src/lib.rs` that is taken, in bytes.
const LONGEST: u64 = 1024 * 1024;

/// The most files of work that a hand-in may hold.
const MOST_FILES: usize = 20_000;

/// The most bytes of an archive that are read: its list of all files, most of it. An honest one has about 150 bytes for each
/// file; a hostile one may have many millions of files.
const MOST_READ: u64 = 24 << 20;

/// The most bytes that an archive may say its files of work unpack to.
const MOST_BYTES: u64 = 1 << 30;

/// The deepest folder that is looked into.
const DEEPEST: usize = 12;

/// Folders that hold no work: what a build made, what was given, what systems leave behind.
const NOT_WORK: [&str; 8] =
    ["target", "vendor", "crates", "scripts", "instructor", ".git", "__MACOSX", "node_modules"];

/// What counts of a hand-in.
#[derive(Debug, PartialEq, Eq)]
pub struct HandIn {
    /// The name of the package, where a `Cargo.toml` beside `src` tells it.
    pub package: Option<String>,
    /// The bytes of `src/lib.rs`.
    pub lib: Vec<u8>,
}

/// Why a hand-in is not tried.
#[derive(Debug, PartialEq, Eq)]
pub struct Refusal {
    /// A sentence without its full stop.
    pub why: String,
    /// What the instructor can do about it.
    pub advice: Option<&'static str>,
}

impl<Text: Into<String>> From<Text> for Refusal {
    fn from(why: Text) -> Refusal {
        Refusal { why: why.into(), advice: None }
    }
}

/// Whether a file has this ending, in capitals or not.
pub(crate) fn ends_in(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending))
}

/// Reads the hand-in at `path`.
pub fn read(path: &Path) -> Result<HandIn, Refusal> {
    let kind = fs::symlink_metadata(path).map_err(|_| "it cannot be read")?.file_type();
    if kind.is_symlink() {
        return Err("it is a link".into());
    }
    if kind.is_dir() {
        return Ok(from_folder(path)?);
    }
    if !kind.is_file() {
        return Err("it is neither a folder nor a file".into());
    }
    let mut file = File::open(path).map_err(|_| "it cannot be read")?;
    if ends_in(path, "rs") {
        return Ok(HandIn { package: None, lib: bounded(&mut file, "lib.rs")? });
    }
    if ends_in(path, "zip") {
        return Ok(from_archive(file)?);
    }
    Err(Refusal {
        advice: Some("unpack it into a folder"),
        ..Refusal::from("it is neither a folder nor a .zip")
    })
}

fn from_folder(folder: &Path) -> Result<HandIn, String> {
    let mut names = Vec::new();
    list(folder, "", 0, &mut names)?;
    choose(&names, |index| {
        let path = folder.join(&names[index]);
        let mut file =
            File::open(&path).map_err(|_| format!("`{}` cannot be read", shown(&names[index])))?;
        bounded(&mut file, &names[index])
    })
}

/// Lists the regular files below `folder`.
fn list(folder: &Path, prefix: &str, depth: usize, names: &mut Vec<String>) -> Result<(), String> {
    let unreadable = |_| format!("the folder `{}` cannot be read", shown(prefix));
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let kind = entry.file_type().map_err(unreadable)?;
        if NOT_WORK.contains(&name.as_str()) {
            continue;
        }
        if kind.is_symlink() {
            return Err(format!("`{}` is a link", shown(&path)));
        }
        if kind.is_dir() && depth < DEEPEST {
            list(&entry.path(), &format!("{path}/"), depth + 1, names)?;
        } else if kind.is_file() {
            names.push(path);
        }
        if names.len() > MOST_FILES {
            return Err(format!("it holds more than {MOST_FILES} files"));
        }
    }
    Ok(())
}

fn from_archive(source: impl Read + Seek) -> Result<HandIn, String> {
    let mut archive =
        ZipArchive::new(Rationed { source, left: MOST_READ }).map_err(|error| match error {
            ZipError::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
                "it is no zip archive, or its list of files is too long"
            }
            _ => "it is no zip archive, or a broken one",
        })?;
    if archive.has_overlapping_files().unwrap_or(true) {
        return Err("two of its files share a place in the archive".to_owned());
    }
    let (mut names, mut places, mut all) = (Vec::new(), Vec::new(), 0_u64);
    for index in 0..archive.len() {
        if !archive.name_for_index(index).is_some_and(is_work) {
            continue;
        }
        let entry = archive.by_index_raw(index).map_err(|_| "it is a broken zip archive")?;
        let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
        if points_outside(&name) {
            return Err(format!("its file `{}` points outside", shown(&name)));
        }
        if entry.is_symlink() {
            return Err(format!("its file `{}` is a link", shown(&name)));
        }
        all = all.saturating_add(entry.size());
        if all > MOST_BYTES {
            return Err(format!("it unpacks to more than {} MB", MOST_BYTES >> 20));
        }
        names.push(name);
        places.push(index);
        if names.len() > MOST_FILES {
            return Err(format!("it holds more than {MOST_FILES} files"));
        }
    }
    choose(&names, |index| {
        let unreadable = |_| format!("its file `{}` cannot be unpacked", shown(&names[index]));
        bounded(&mut archive.by_index(places[index]).map_err(unreadable)?, &names[index])
    })
}

/// A source of which no more than `left` bytes are read.
struct Rationed<Source> {
    source: Source,
    left: u64,
}

impl<Source: Read> Read for Rationed<Source> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.left = self.left.checked_sub(count as u64).ok_or(io::ErrorKind::FileTooLarge)?;
        Ok(count)
    }
}

impl<Source: Seek> Seek for Rationed<Source> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.source.seek(to)
    }
}

/// Whether a path in an archive leaves the folder into which it would be unpacked, on any system.
fn points_outside(name: &str) -> bool {
    name.starts_with(['/', '\\'])
        || name.contains(':')
        || name.split(['/', '\\']).any(|part| part == "..")
}

/// Whether a file stands in no folder that holds no work.
fn is_work(name: &str) -> bool {
    !name.split('/').any(|part| NOT_WORK.contains(&part))
}

/// Finds the one `src/lib.rs` that stands highest, or a lone `lib.rs`, and reads it with the `Cargo.toml` beside.
fn choose(
    names: &[String],
    mut read: impl FnMut(usize) -> Result<Vec<u8>, String>,
) -> Result<HandIn, String> {
    let mut found: Vec<(usize, usize)> = Vec::new(); // how deep, which
    for (index, name) in names.iter().enumerate() {
        if is_work(name)
            && (name == "src/lib.rs" || name.ends_with("/src/lib.rs") || name == "lib.rs")
        {
            found.push((name.split('/').count(), index));
        }
    }
    found.sort_unstable();
    let index = match found.as_slice() {
        [] => return Err("it holds no `src/lib.rs`".to_owned()),
        [(one, _), (other, _), ..] if one == other => {
            return Err("it holds more than one `src/lib.rs`: which one counts?".to_owned());
        }
        [(_, index), ..] => *index,
    };
    let manifest =
        names[index].strip_suffix("src/lib.rs").map(|folder| format!("{folder}Cargo.toml"));
    let manifest = manifest.and_then(|manifest| names.iter().position(|name| *name == manifest));
    let package =
        manifest.and_then(|manifest| package_name(&String::from_utf8_lossy(&read(manifest).ok()?)));
    Ok(HandIn { package, lib: read(index)? })
}

fn package_name(manifest: &str) -> Option<String> {
    let name = manifest.lines().find_map(|line| line.strip_prefix("name = \""))?;
    name.split('"').next().map(str::to_owned)
}

fn bounded(source: &mut impl Read, name: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    source
        .take(LONGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| format!("`{}` cannot be read", shown(name)))?;
    if bytes.len() as u64 > LONGEST {
        return Err(format!("`{}` is longer than {} KB", shown(name), LONGEST >> 10));
    }
    Ok(bytes)
}

fn shown(name: &str) -> String {
    common::escape_untrusted(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn chosen(names: &[&str]) -> Result<Vec<u8>, String> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        choose(&names, |index| Ok(names[index].clone().into_bytes())).map(|hand_in| hand_in.lib)
    }

    #[test]
    fn takes_the_file_of_the_learner_and_no_other() {
        for (names, wanted) in [
            (&["src/lib.rs", "crates/common/src/lib.rs"][..], Ok("src/lib.rs")),
            (
                &["octets/scripts/practice-net/src/lib.rs", "octets/src/lib.rs"],
                Ok("octets/src/lib.rs"),
            ),
            (&["a/b/src/lib.rs", "a/src/lib.rs", "__MACOSX/src/lib.rs"], Ok("a/src/lib.rs")),
            (&["lib.rs"], Ok("lib.rs")),
            (&["main.rs", "src/my_lib.rs"], Err("it holds no `src/lib.rs`")),
            (
                &["a/src/lib.rs", "b/src/lib.rs"],
                Err("it holds more than one `src/lib.rs`: which one counts?"),
            ),
        ] {
            assert_eq!(
                chosen(names),
                wanted.map(|name| name.as_bytes().to_vec()).map_err(str::to_owned)
            );
        }
    }

    /// What is taken of an archive of `src/lib.rs` and so many empty files, whose names begin with `prefix`.
    fn taken_beside(prefix: &str, count: usize) -> Result<HandIn, String> {
        let mut archive = ZipWriter::new(io::Cursor::new(Vec::new()));
        for number in 0..count {
            archive.start_file(format!("{prefix}{number}"), SimpleFileOptions::default()).unwrap();
        }
        archive.start_file("src/lib.rs", SimpleFileOptions::default()).unwrap();
        archive.write_all(b"all of it").unwrap();
        from_archive(archive.finish().unwrap())
    }

    #[test]
    fn what_a_build_left_in_an_archive_does_not_count() {
        let taken = Ok(HandIn { package: None, lib: b"all of it".to_vec() });
        assert_eq!(taken_beside("target/debug/deps/", MOST_FILES), taken);
        assert_eq!(
            taken_beside("src/", MOST_FILES),
            Err("it holds more than 20000 files".to_owned())
        );
    }

    #[test]
    fn the_list_of_an_archive_is_read_only_so_far() {
        let long = "target/".repeat(9_000);
        let too_long = Err("it is no zip archive, or its list of files is too long".to_owned());
        assert!(taken_beside(&long, 300).is_ok());
        assert_eq!(taken_beside(&long, 500), too_long);
    }

    #[test]
    fn knows_paths_that_point_outside() {
        for (name, outside) in [
            ("src/lib.rs", false),
            ("a..b/lib.rs", false),
            ("../lib.rs", true),
            ("a/../../lib.rs", true),
            ("a\\..\\lib.rs", true),
            ("/etc/passwd", true),
            ("\\\\host\\share", true),
            ("C:\\lib.rs", true),
        ] {
            assert_eq!(points_outside(name), outside, "{name}");
        }
    }
}
