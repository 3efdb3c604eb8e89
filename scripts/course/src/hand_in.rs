//! Takes from a hand-in, a folder or an archive, the one file that counts: `src/lib.rs`. Nothing is unpacked to the disk.
//! A lone file of Rust is taken for it.

use crate::people::is_number;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use toml_edit::DocumentMut;
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
    /// The other files beside it, from the folder of the `Cargo.toml` on.
    pub beside: Vec<String>,
    /// The text of a build script beside it.
    pub build_script: Option<Vec<u8>>,
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

/// Archives that we do not read.
const OTHER_ARCHIVES: [&str; 7] = ["tar", "gz", "tgz", "xz", "bz2", "7z", "rar"];

/// Reads the hand-in at `path`. Where it holds more than one lesson, that of `lesson` counts.
///
/// # Errors
/// Why it is refused.
pub fn read(path: &Path, lesson: Option<&str>) -> Result<HandIn, Refusal> {
    let kind = fs::symlink_metadata(path).map_err(|_| "it cannot be read")?.file_type();
    if kind.is_symlink() {
        return Err("it is a link".into());
    }
    if kind.is_dir() {
        return from_folder(path, lesson);
    }
    if !kind.is_file() {
        return Err("it is neither a folder nor a file".into());
    }
    let mut file = File::open(path).map_err(|_| "it cannot be read")?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if ends_in(path, "zip") {
        from_archive(file, lesson)
    } else if ends_in(path, "rs") || is_lone_lib(&name) {
        Ok(lone(bounded(&mut file, "lib.rs")?))
    } else if OTHER_ARCHIVES.iter().any(|ending| ends_in(path, ending)) {
        Err(Refusal {
            advice: Some("unpack it into a folder"),
            ..Refusal::from("it is an archive of another kind than .zip")
        })
    } else {
        Err("it is neither a zip archive nor Rust".into())
    }
}

/// A `lib.rs` without anything beside it.
fn lone(lib: Vec<u8>) -> HandIn {
    HandIn { package: None, lib, beside: Vec::new(), build_script: None }
}

/// Whether a file without its package is the learner's `lib.rs`, under a name that a browser, an
/// editor or a platform gave it: `lib.rs`, `lib(1).rs`, `lib.rs.txt`.
fn is_lone_lib(name: &str) -> bool {
    let name = name.to_lowercase();
    let stem = name.strip_suffix(".rs.txt").or_else(|| name.strip_suffix(".rs"));
    let digits_between = |text: &str, open: &str, close: &str| {
        text.strip_prefix(open).and_then(|text| text.strip_suffix(close)).is_some_and(is_number)
    };
    stem.and_then(|stem| stem.strip_prefix("lib")).is_some_and(|rest| {
        rest.is_empty()
            || digits_between(rest.trim_start(), "(", ")")
            || digits_between(rest, "-", "")
            || digits_between(rest, "_", "")
    })
}

fn from_folder(folder: &Path, lesson: Option<&str>) -> Result<HandIn, Refusal> {
    let mut names = Vec::new();
    list(folder, "", 0, &mut names)?;
    if let Some(archive) = only_archive(&names)? {
        let file = File::open(folder.join(archive)).map_err(|_| "it cannot be read")?;
        return from_archive(file, lesson);
    }
    choose(&names, lesson, |index| {
        let path = folder.join(&names[index]);
        let mut file =
            File::open(&path).map_err(|_| format!("`{}` cannot be read", shown(&names[index])))?;
        bounded(&mut file, &names[index])
    })
}

/// The archive in a folder in which a platform put what was handed in, if there is no `lib.rs`.
fn only_archive(names: &[String]) -> Result<Option<&String>, Refusal> {
    if names.iter().any(|name| is_candidate(name)) {
        return Ok(None);
    }
    let mut archives = names.iter().filter(|name| ends_in(Path::new(name.as_str()), "zip"));
    match (archives.next(), archives.next()) {
        (Some(_), Some(_)) => Err("it holds more than one archive: which one counts?".into()),
        (only, _) => Ok(only),
    }
}

/// Lists the regular files below `folder`.
fn list(folder: &Path, prefix: &str, depth: usize, names: &mut Vec<String>) -> Result<(), String> {
    let unreadable = |_| format!("the folder `{}` cannot be read", shown(prefix));
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let kind = entry.file_type().map_err(unreadable)?;
        if !is_work(&name) {
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

fn from_archive(source: impl Read + Seek, lesson: Option<&str>) -> Result<HandIn, Refusal> {
    let mut archive =
        ZipArchive::new(Rationed { source, left: MOST_READ }).map_err(|error| match error {
            ZipError::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
                "it is no zip archive, or its list of files is too long"
            }
            _ => "it is no zip archive, or a broken one",
        })?;
    if archive.has_overlapping_files().unwrap_or(true) {
        return Err("two of its files share a place in the archive".into());
    }
    let (mut names, mut places, mut all) = (Vec::new(), Vec::new(), 0_u64);
    for index in 0..archive.len() {
        // Windows PowerShell 5.1 writes backslashes.
        let is_work = |name: &str| is_work(&name.replace('\\', "/"));
        if !archive.name_for_index(index).is_some_and(is_work) {
            continue;
        }
        let entry = archive.by_index_raw(index).map_err(|_| "it is a broken zip archive")?;
        let name = String::from_utf8_lossy(entry.name_raw()).replace('\\', "/");
        if points_outside(&name) {
            return Err(format!("its file `{}` points outside", shown(&name)).into());
        }
        if entry.is_symlink() {
            return Err(format!("its file `{}` is a link", shown(&name)).into());
        }
        all = all.saturating_add(entry.size());
        if all > MOST_BYTES {
            return Err(format!("it unpacks to more than {} MB", MOST_BYTES >> 20).into());
        }
        if name.ends_with('/') {
            continue;
        }
        names.push(name);
        places.push(index);
        if names.len() > MOST_FILES {
            return Err(format!("it holds more than {MOST_FILES} files").into());
        }
    }
    choose(&names, lesson, |index| {
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

/// Whether a file is in no folder that holds no work, and is not what macOS writes beside a file.
fn is_work(name: &str) -> bool {
    !name.split('/').any(|part| NOT_WORK.contains(&part) || part.starts_with("._"))
}

/// Whether a file may be the one that counts.
fn is_candidate(name: &str) -> bool {
    is_work(name)
        && (name == "src/lib.rs"
            || name.ends_with("/src/lib.rs")
            || name.rsplit('/').next().is_some_and(is_lone_lib) && !is_in_src(name))
}

/// Whether a file is in a folder `src`: a `lib (1).rs` there is a copy that somebody made.
fn is_in_src(name: &str) -> bool {
    name.starts_with("src/") || name.contains("/src/")
}

/// Finds the one `src/lib.rs` that counts, or a lone `lib.rs`, and reads it with what is beside it.
fn choose(
    names: &[String],
    lesson: Option<&str>,
    mut read: impl FnMut(usize) -> Result<Vec<u8>, String>,
) -> Result<HandIn, Refusal> {
    let mut found: Vec<usize> =
        (0..names.len()).filter(|index| is_candidate(&names[*index])).collect();
    // One in a package counts before a lone one, and what `start` set aside does not count.
    prefer(&mut found, |index| is_in_src(&names[*index]));
    prefer(&mut found, |index| !is_set_aside(&names[*index]));
    let mut packages = BTreeMap::new();
    for index in &found {
        let manifest = format!("{}Cargo.toml", package_folder(&names[*index]));
        let at = names.iter().position(|name| *name == manifest);
        let name = at.and_then(|at| package_name(&String::from_utf8_lossy(&read(at).ok()?)));
        packages.insert(*index, name);
    }
    let package = |index: &usize| packages.get(index).and_then(Option::as_deref);
    if lesson.is_some() {
        prefer(&mut found, |index| package(index) == lesson);
    }
    let depth = |index: &usize| names[*index].split('/').count();
    let highest = found.iter().map(depth).min();
    found.retain(|index| Some(depth(index)) == highest);
    let index = match found.as_slice() {
        [] => return Err("it holds no `src/lib.rs`".into()),
        [index] => *index,
        [one, other, ..] if package(one) != package(other) => {
            return Err(Refusal {
                advice: Some("name one of them with --lesson"),
                ..Refusal::from("it holds more than one lesson")
            });
        }
        _ => return Err("it holds more than one `src/lib.rs`: which one counts?".into()),
    };
    let folder = package_folder(&names[index]).to_owned();
    let beside = names.iter().filter(|name| **name != names[index]);
    let script = names.iter().position(|name| *name == format!("{folder}build.rs"));
    Ok(HandIn {
        package: package(&index).map(str::to_owned),
        beside: beside.filter_map(|name| Some(name.strip_prefix(&folder)?.to_owned())).collect(),
        build_script: script.map(&mut read).transpose()?,
        lib: read(index)?,
    })
}

/// Leaves only those that are better, if there are any.
fn prefer(found: &mut Vec<usize>, is_better: impl Fn(&usize) -> bool) {
    if found.iter().any(&is_better) {
        found.retain(is_better);
    }
}

/// Whether a file is in a copy that `start` set aside: `octets.old-1`.
fn is_set_aside(name: &str) -> bool {
    name.split('/').any(|part| part.rsplit_once(".old-").is_some_and(|(_, old)| is_number(old)))
}

/// The folder of the package, empty or with a slash at its end.
fn package_folder(lib: &str) -> &str {
    lib.strip_suffix("src/lib.rs").unwrap_or_default()
}

fn package_name(manifest: &str) -> Option<String> {
    let manifest: DocumentMut = manifest.parse().ok()?;
    let package = manifest.get("package").unwrap_or(manifest.as_item());
    package.get("name")?.as_str().map(str::to_owned)
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

    /// The file that counts among `names`. Each package has the name of its folder.
    fn chosen(names: &[&str], lesson: Option<&str>) -> Result<String, String> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let read = |index: usize| {
            let name: &String = &names[index];
            let folder = name.strip_suffix("/Cargo.toml").map(|path| path.rsplit('/').next());
            Ok(match folder.flatten() {
                Some(folder) => format!("[package]\nname = \"{folder}\"\n"),
                None => name.clone(),
            }
            .into_bytes())
        };
        choose(&names, lesson, read)
            .map(|hand_in| String::from_utf8(hand_in.lib).unwrap())
            .map_err(|refusal| refusal.why)
    }

    #[test]
    fn takes_the_file_of_the_learner_and_no_other() {
        const BOTH: [&str; 4] =
            ["octets/Cargo.toml", "octets/src/lib.rs", "lookup/Cargo.toml", "lookup/src/lib.rs"];
        const ASIDE: [&str; 4] = [
            "octets.old-1/Cargo.toml",
            "octets.old-1/src/lib.rs",
            "octets/Cargo.toml",
            "octets/src/lib.rs",
        ];
        for (names, lesson, wanted) in [
            (&["src/lib.rs", "crates/common/src/lib.rs"][..], None, Ok("src/lib.rs")),
            (
                &["octets/scripts/practice-net/src/lib.rs", "octets/src/lib.rs"],
                None,
                Ok("octets/src/lib.rs"),
            ),
            (&["a/b/src/lib.rs", "a/src/lib.rs", "__MACOSX/src/lib.rs"], None, Ok("a/src/lib.rs")),
            (&["lib.rs"], None, Ok("lib.rs")),
            (&["lib.rs.txt"], None, Ok("lib.rs.txt")),
            (&["homework/lib (1).rs"], None, Ok("homework/lib (1).rs")),
            (&["lib.rs", "src/lib.rs", "src/lib (2).rs"], None, Ok("src/lib.rs")),
            (&["main.rs", "src/my_lib.rs", "src/._lib.rs"], None, Err("it holds no `src/lib.rs`")),
            (&ASIDE, None, Ok("octets/src/lib.rs")),
            (&BOTH, None, Err("it holds more than one lesson")),
            (&BOTH, Some("lookup"), Ok("lookup/src/lib.rs")),
            (&BOTH, Some("octets"), Ok("octets/src/lib.rs")),
            (
                &["a/src/lib.rs", "b/src/lib.rs"],
                None,
                Err("it holds more than one `src/lib.rs`: which one counts?"),
            ),
        ] {
            assert_eq!(
                chosen(names, lesson),
                wanted.map(str::to_owned).map_err(str::to_owned),
                "{names:?} {lesson:?}"
            );
        }
    }

    #[test]
    fn knows_a_lone_file_by_the_names_that_it_gets_on_its_way() {
        for name in ["lib.rs", "Lib.rs", "lib(1).rs", "lib (12).rs", "lib-1.rs", "lib.rs.txt"] {
            assert!(is_lone_lib(name), "{name}");
        }
        for name in ["main.rs", "library.rs", "lib.txt", "lib.rs.zip", "._lib.rs", "lib().rs"] {
            assert!(!is_lone_lib(name), "{name}");
        }
    }

    /// What is taken of an archive of `src/lib.rs` and so many empty files, whose names begin with `prefix`.
    fn taken_beside(prefix: &str, count: usize) -> Result<Vec<u8>, String> {
        let mut archive = ZipWriter::new(io::Cursor::new(Vec::new()));
        for number in 0..count {
            archive.start_file(format!("{prefix}{number}"), SimpleFileOptions::default()).unwrap();
        }
        archive.start_file("src/lib.rs", SimpleFileOptions::default()).unwrap();
        archive.write_all(b"all of it").unwrap();
        let taken = from_archive(archive.finish().unwrap(), None);
        taken.map(|hand_in| hand_in.lib).map_err(|refusal| refusal.why)
    }

    #[test]
    fn what_a_build_left_in_an_archive_does_not_count() {
        let taken = Ok(b"all of it".to_vec());
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
