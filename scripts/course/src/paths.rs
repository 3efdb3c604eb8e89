//! Where things are: the course's repository, its lessons, and the learner's copies.

use crate::lesson::Lesson;
use anyhow::{Context, Result};
use common::UserError;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Of a `steps.toml` only this.
#[derive(Deserialize)]
struct Place {
    order: u32,
}

/// The repository of the course.
#[derive(Debug, Clone)]
pub(crate) struct Course {
    /// Its folder.
    pub(crate) root: PathBuf,
}

impl Course {
    /// Walks up from the current folder until it is in the repository: so it is found from a
    /// learner's copy, too.
    pub(crate) fn find() -> Result<Course> {
        let here = env::current_dir().context("the current folder cannot be read")?;
        here.ancestors()
            .find(|folder| folder.join("lessons").is_dir() && folder.join("crates/common").is_dir())
            .map(|root| Course { root: root.to_path_buf() })
            .context(UserError::new(
                format!("`{}` is not inside the course", here.display()),
                "Go to the folder that you got the course in, and run it there.",
            ))
    }

    /// True if the current folder is one in which `cargo course` is meant to be run: the course's
    /// own, or a learner's copy.
    pub(crate) fn is_at_home(&self) -> bool {
        env::current_dir().is_ok_and(|here| here == self.root || here.starts_with(self.my_work()))
    }

    /// The names of all lessons, in the order in which they are taught.
    pub(crate) fn lesson_names(&self) -> Result<Vec<String>> {
        let folder = self.root.join("lessons");
        let mut lessons = Vec::new();
        for entry in
            fs::read_dir(&folder).with_context(|| format!("cannot read `{}`", folder.display()))?
        {
            let entry = entry?;
            if let Ok(steps) = fs::read_to_string(entry.path().join("steps.toml")) {
                // A lesson that cannot be read comes last. Who wants it learns why.
                let order =
                    toml_edit::de::from_str(&steps).map_or(u32::MAX, |place: Place| place.order);
                lessons.push((order, entry.file_name().to_string_lossy().into_owned()));
            }
        }
        lessons.sort();
        Ok(lessons.into_iter().map(|(_, name)| name).collect())
    }

    /// Reads the lesson called `name`.
    pub(crate) fn lesson(&self, name: &str) -> Result<Lesson> {
        let names = self.lesson_names()?;
        if names.iter().any(|known| known == name) {
            return Lesson::read(&self.root.join("lessons").join(name));
        }
        let distance = |known: &&String| strsim::osa_distance(known, name);
        let similar = names.iter().min_by_key(distance).filter(|known| distance(known) <= 3);
        let lessons = format!("The lessons are: {}.", names.join(", "));
        Err(anyhow::Error::new(UserError::new(
            format!("there is no lesson `{name}`"),
            similar.map_or(lessons, |similar| format!("Did you mean `{similar}`?")),
        )))
    }

    /// What is meant by `octets 2 nearly`: the lesson, the step, and the word that follows. Each
    /// may be left out; then the lesson is the one whose copy we are in, or the only one that is
    /// started.
    pub(crate) fn meant<'a>(
        &self,
        words: impl IntoIterator<Item = &'a str>,
    ) -> Result<(Lesson, Option<usize>, Option<&'a str>)> {
        let mut words = words.into_iter().peekable();
        let is_number = |word: &&str| word.parse::<usize>().is_ok();
        let lesson = words.next_if(|word| !is_number(word));
        let lesson = self.lesson_meant(lesson)?;
        let step = words.next_if(is_number).and_then(|word| word.parse().ok());
        let rest = words.next();
        if let Some(word) = rest.filter(|_| step.is_none()) {
            return Err(anyhow::Error::new(UserError::new(
                format!("`{word}` is not the number of a step"),
                format!("The steps of `{}` are 1 to {}.", lesson.name, lesson.steps.len()),
            )));
        }
        Ok((lesson, step, rest))
    }

    fn lesson_meant(&self, name: Option<&str>) -> Result<Lesson> {
        if let Some(name) = name {
            return self.lesson(name);
        }
        let here = env::current_dir()?;
        let inside =
            here.strip_prefix(self.my_work()).ok().and_then(|rest| rest.components().next());
        if let Some(folder) = inside {
            return self.lesson(&folder.as_os_str().to_string_lossy());
        }
        let started: Vec<String> =
            self.lesson_names()?.into_iter().filter(|name| self.copy_of(name).is_dir()).collect();
        match started.as_slice() {
            [only] => self.lesson(only),
            [] => Err(anyhow::Error::new(UserError::new(
                "no lesson is started yet",
                "Start one: cargo course start octets",
            ))),
            several => Err(anyhow::Error::new(UserError::new(
                "more than one lesson is started",
                format!("Name the one you mean: {}.", several.join(", ")),
            ))),
        }
    }

    /// The worked solution of a lesson.
    pub(crate) fn solution(&self, lesson: &str) -> PathBuf {
        self.root.join("crates").join(lesson)
    }

    /// The folder of all learner's copies.
    pub(crate) fn my_work(&self) -> PathBuf {
        self.root.join("my-work")
    }

    /// The learner's copy of a lesson.
    pub(crate) fn copy_of(&self, lesson: &str) -> PathBuf {
        self.my_work().join(lesson)
    }

    /// `path` as a reader would write it: from the repository's folder on, with `/` on every
    /// system.
    pub(crate) fn shown(&self, path: &Path) -> String {
        let path = path.strip_prefix(&self.root).unwrap_or(path);
        common::escape_untrusted(path.to_string_lossy().replace('\\', "/"))
    }
}
