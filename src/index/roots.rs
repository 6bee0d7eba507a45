//! The roots of an index: the folders it mirrors. A source is identified by its root and its path
//! below it, so that a folder can be moved, with or without its index.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::source_key::{parts_of, path_of, text_of};

/// A folder that an index mirrors, or from which it contains single files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Root {
    /// Identifies its sources; never reused in the index.
    pub number: u32,
    /// The name shown to users; unique in the index.
    pub name: String,
    /// Its last known absolute path, in the form of [`text_of`].
    place: String,
    /// The same relative to the index directory, because the two may be moved together. `None` for
    /// an index in memory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from_index: Option<String>,
}

impl Root {
    /// Returns its last known path.
    pub fn last_seen(&self) -> PathBuf {
        path_of(&self.place)
    }

    /// Returns its path: the last known one or, if that does not exist any more and the index was
    /// moved, the path relative to the index.
    pub fn place(&self, index: &Path) -> PathBuf {
        let place = path_of(&self.place);
        if !place.exists()
            && let Some(from_index) = &self.from_index
            && let Ok(along) = index.join(path_of(from_index)).canonicalize()
        {
            return along;
        }
        place
    }
}

/// The roots of an index, in the order in which they were added.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roots {
    list: Vec<Root>,
    /// How many roots were ever added: numbers are not reused.
    given: u32,
}

impl Roots {
    /// Yields the roots.
    pub fn iter(&self) -> impl Iterator<Item = &Root> {
        self.list.iter()
    }

    /// Returns whether there are no roots.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Returns the root with this number.
    pub fn numbered(&self, number: u32) -> Option<&Root> {
        self.list.iter().find(|root| root.number == number)
    }

    /// Returns the root with this name.
    pub fn named(&self, name: &str) -> Option<&Root> {
        self.list.iter().find(|root| root.name == name)
    }

    /// Adds a root at an absolute path; returns its number. Its name is `name`, or `name-2` and so
    /// on if that is taken.
    pub fn add(&mut self, place: &Path, name: &str, index: &Path) -> u32 {
        let number = self.given;
        self.given += 1;
        let name = self.free_name(name);
        self.list.push(Root {
            number,
            name,
            place: text_of(place),
            from_index: from_index(place, index),
        });
        number
    }

    /// Appends the roots of the index in the directory `index`. Returns the offset that was added to their numbers.
    pub fn append(&mut self, roots: &Roots, index: &Path) -> u32 {
        let offset = self.given;
        for root in &roots.list {
            self.list.push(Root {
                number: offset + root.number,
                name: self.free_name(&root.name),
                place: text_of(&root.place(index)),
                from_index: None,
            });
        }
        self.given += roots.given;
        offset
    }

    /// Sets the absolute path of a root. Returns whether anything changed.
    pub fn set_place(&mut self, number: u32, place: &Path, index: &Path) -> bool {
        let Some(root) = self.list.iter_mut().find(|root| root.number == number) else {
            return false;
        };
        let now = (text_of(place), from_index(place, index));
        let is_new = (&root.place, &root.from_index) != (&now.0, &now.1);
        (root.place, root.from_index) = now;
        is_new
    }

    /// Renames a root.
    pub fn rename(&mut self, number: u32, name: String) {
        if let Some(root) = self.list.iter_mut().find(|root| root.number == number) {
            root.name = name;
        }
    }

    /// Removes a root.
    pub fn remove(&mut self, number: u32) {
        self.list.retain(|root| root.number != number);
    }

    fn free_name(&self, name: &str) -> String {
        let mut free = name.to_owned();
        let mut n = 2;
        while self.named(&free).is_some() {
            free = format!("{name}-{n}");
            n += 1;
        }
        free
    }
}

fn from_index(place: &Path, index: &Path) -> Option<String> {
    let index = index.canonicalize().ok()?;
    let shared = index
        .components()
        .zip(place.components())
        .take_while(|(a, b)| a == b)
        .count();
    let up = index.components().skip(shared).map(|_| PathBuf::from(".."));
    let mut path: PathBuf = up.collect();
    path.extend(place.components().skip(shared));
    Some(text_of(&path))
}

/// On both sides of a key in a text that is kept. Of a text that has it already it is lost, which nobody sees.
const AROUND_KEY: char = '\u{1}';

/// Returns a key as it stands in a text that is kept, until [`Places::with_paths`] puts the path there.
pub fn key_in_text(key: &str) -> String {
    format!("{AROUND_KEY}{key}{AROUND_KEY}")
}

/// The locations of an index's sources for the working directory: paths below it are relative,
/// others absolute. Both can be opened from there.
#[derive(Debug, Clone, Default)]
pub struct Places(Vec<(u32, PathBuf)>);

impl Places {
    /// Finds the roots of the index in `index`.
    pub fn of(roots: &Roots, index: &Path) -> Places {
        let here = std::env::current_dir().ok();
        let place = |root: &Root| {
            let place = root.place(index);
            let below = here
                .as_deref()
                .and_then(|here| place.strip_prefix(here).ok());
            let shown = below.map(Path::to_owned);
            (root.number, shown.unwrap_or(place))
        };
        Places(roots.iter().map(place).collect())
    }

    /// Returns the path that opens the source `key`.
    pub fn shown_source(&self, key: &str) -> String {
        self.shown(key, parts_of(key).map_or(key, |(_, below)| below))
    }

    /// Puts the paths that open sources in the place of their keys in a text that was kept.
    pub fn with_paths(&self, text: &str) -> String {
        let parts = text.split(AROUND_KEY).enumerate();
        let shown = parts.map(|(i, part)| match i % 2 {
            0 => part.to_owned(),
            _ => self.shown_source(part),
        });
        shown.collect()
    }

    /// Returns the file of the source `key`; `None` for streams and unknown roots.
    pub fn file(&self, key: &str) -> Option<PathBuf> {
        let (root, below) = parts_of(key)?;
        let (_, place) = self.0.iter().find(|(n, _)| *n == root)?;
        Some(place.join(path_of(below)))
    }

    /// Returns the path that opens `path`, a path below the root of the source `key` as text.
    pub fn shown(&self, key: &str, path: &str) -> String {
        let root = parts_of(key).and_then(|(root, _)| self.0.iter().find(|(n, _)| *n == root));
        match root {
            Some((_, place)) if place.as_os_str().is_empty() => path.to_owned(),
            // `path` is in the form of `text_of` already.
            Some((_, place)) => Path::new(&text_of(place)).join(path).display().to_string(),
            None => path.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_given_once() {
        let mut roots = Roots::default();
        let index = Path::new("");
        let numbers: Vec<u32> = (0..3)
            .map(|_| roots.add(Path::new("/a/docs"), "docs", index))
            .collect();
        let names: Vec<&str> = roots.iter().map(|root| root.name.as_str()).collect();
        assert_eq!(names, ["docs", "docs-2", "docs-3"]);
        assert_eq!(numbers, [0, 1, 2]);
        roots.remove(2);
        roots.rename(0, "wire".to_owned());
        assert_eq!(roots.add(Path::new("/b"), "docs", index), 3);
        assert_eq!(roots.named("docs").map(|root| root.number), Some(3));
    }

    #[test]
    fn a_root_that_moved_with_its_index_is_found() {
        let desk = tempfile::tempdir().unwrap();
        let desk = desk.path().canonicalize().unwrap();
        let (before, after) = (desk.join("p1"), desk.join("p2"));
        std::fs::create_dir_all(before.join("docs")).unwrap();
        std::fs::create_dir_all(before.join("index")).unwrap();
        let mut roots = Roots::default();
        let number = roots.add(&before.join("docs"), "docs", &before.join("index"));
        std::fs::rename(&before, &after).unwrap();
        let root = roots.numbered(number).unwrap();
        assert_eq!(root.place(&after.join("index")), after.join("docs"));
        assert_eq!(root.place(&desk), before.join("docs"));
    }

    #[test]
    fn keys_in_a_kept_text_become_the_paths_that_open_them_here() {
        let mut roots = Roots::default();
        let here = std::env::current_dir().unwrap();
        roots.add(&here.join("reports"), "reports", Path::new(""));
        roots.add(Path::new("/elsewhere"), "elsewhere", Path::new(""));
        let places = Places::of(&roots, Path::new(""));
        let kept = format!(": {} and {}", key_in_text("0/a"), key_in_text("1/b"));
        assert_eq!(places.with_paths(&kept), ": reports/a and /elsewhere/b");
        assert_eq!(places.with_paths(":2: no key"), ":2: no key");
    }

    #[test]
    fn paths_are_shown_from_the_folder_of_the_program() {
        let here = std::env::current_dir().unwrap();
        let mut roots = Roots::default();
        let index = Path::new("");
        roots.add(&here.join("reports"), "reports", index);
        roots.add(&here, "here", index);
        roots.add(Path::new("/elsewhere"), "elsewhere", index);
        let places = Places::of(&roots, index);
        for (key, shown) in [
            ("0/a.zip", "reports/a.zip!/b"),
            ("1/a.zip", "a.zip!/b"),
            ("2/a.zip", "/elsewhere/a.zip!/b"),
            ("-", "a.zip!/b"),
        ] {
            assert_eq!(
                places.shown(key, "a.zip!/b"),
                shown.replace('/', std::path::MAIN_SEPARATOR_STR)
            );
        }
    }
}
