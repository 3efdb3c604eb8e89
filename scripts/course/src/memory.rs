//! What is remembered of a learner's copy, in `my-work/.course/<lesson>.json`. Nothing depends on
//! it: without it, a hint may be offered twice, and a build may be made once more.

use crate::lesson::Strength;
use crate::paths::Course;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{fs, io};

/// What is remembered of one copy.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Memory {
    /// The hash of the files of `crates/<lesson>/src` when the copy was made.
    pub(crate) solution: Option<u64>,
    /// The strongest hint that was read, for each step.
    #[serde(default)]
    pub(crate) hints: BTreeMap<usize, Strength>,
    /// What was built last.
    pub(crate) built: Option<Build>,
}

/// A build: the hash of the sources, and the time of the library that was made of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Build {
    pub(crate) sources: u64,
    pub(crate) made: SystemTime,
}

impl Memory {
    /// What is remembered of the copy of `lesson`; nothing, if nothing can be read.
    pub(crate) fn read(course: &Course, lesson: &str) -> Memory {
        let text = fs::read(path(course, lesson)).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    /// Changes what is remembered of the copy of `lesson`.
    pub(crate) fn change(course: &Course, lesson: &str, change: impl FnOnce(&mut Memory)) {
        let mut memory = Memory::read(course, lesson);
        change(&mut memory);
        let path = path(course, lesson);
        let written = serde_json::to_vec(&memory).map_err(io::Error::from).and_then(|json| {
            fs::create_dir_all(path.parent().unwrap_or(&path))?;
            fs::write(&path, json)
        });
        if let Err(error) = written {
            log::info!("cannot write {}: {error}", path.display());
        }
    }
}

fn path(course: &Course, lesson: &str) -> PathBuf {
    course.my_work().join(".course").join(format!("{lesson}.json"))
}

/// A number for what the files below `folders` hold, whatever their times are.
pub(crate) fn hash(folders: &[PathBuf]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for file in folders.iter().flat_map(|folder| files(folder)) {
        file.hash(&mut hasher);
        fs::read(&file).unwrap_or_default().hash(&mut hasher);
    }
    hasher.finish()
}

/// Every file below `folder`, in order.
pub(crate) fn files(folder: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            found.extend(files(&entry.path()));
        } else {
            found.insert(entry.path());
        }
    }
    found
}
