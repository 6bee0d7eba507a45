//! The roots of an index: the folders it mirrors. A source is known by its root and its path below it, so that a folder
//! may move, with its index or without.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::source_key::{parts_of, path_of, text_of};

/// A folder that an index mirrors, or of which it has single files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Root {
    /// What its sources are known by; never that of another root of the index.
    pub number: u32,
    /// What people call it; unique in the index.
    pub name: String,
    /// Where it was last seen, absolute, as [`text_of`] writes it.
    place: String,
    /// The same from the index's folder: the two may have moved together. `None` for an index in memory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from_index: Option<String>,
}

impl Root {
    /// Returns where it was last seen.
    pub fn last_seen(&self) -> PathBuf {
        path_of(&self.place)
    }

    /// Returns where it is: where it was last seen or, if that is gone and the index has moved, where it is now if it has
    /// moved along.
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

/// The roots of an index, in the order in which they came in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roots {
    list: Vec<Root>,
    /// How many there ever were: numbers are not given twice.
    given: u32,
}

impl Roots {
    /// Yields the roots.
    pub fn iter(&self) -> impl Iterator<Item = &Root> {
        self.list.iter()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Returns the root of this number.
    pub fn numbered(&self, number: u32) -> Option<&Root> {
        self.list.iter().find(|root| root.number == number)
    }

    /// Returns the root of this name.
    pub fn named(&self, name: &str) -> Option<&Root> {
        self.list.iter().find(|root| root.name == name)
    }

    /// Adds a root at an absolute place; returns its number. It is called `name`, or `name-2` and so on if another is
    /// called so.
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

    /// Adds the roots of the index in the folder `index`, where they are now. Returns what their numbers are higher by.
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

    /// Says that a root is at another absolute place now. Returns whether anything was new.
    pub fn set_place(&mut self, number: u32, place: &Path, index: &Path) -> bool {
        let Some(root) = self.list.iter_mut().find(|root| root.number == number) else {
            return false;
        };
        let now = (text_of(place), from_index(place, index));
        let is_new = (&root.place, &root.from_index) != (&now.0, &now.1);
        (root.place, root.from_index) = now;
        is_new
    }

    /// Calls a root otherwise.
    pub fn rename(&mut self, number: u32, name: String) {
        if let Some(root) = self.list.iter_mut().find(|root| root.number == number) {
            root.name = name;
        }
    }

    /// Takes a root out.
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

/// Where the sources of an index are, seen from the folder that the program runs in: what is below it is written
/// relative to it, all else absolute. Either can be opened from there.
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

    /// Returns the file of the source `key`; `None` for what came in as a stream and for roots that there are not.
    pub fn file(&self, key: &str) -> Option<PathBuf> {
        let (root, below) = parts_of(key)?;
        let (_, place) = self.0.iter().find(|(n, _)| *n == root)?;
        Some(place.join(path_of(below)))
    }

    /// Returns the path that opens `path`, which stands as text below the root of the source `key`.
    pub fn shown(&self, key: &str, path: &str) -> String {
        let root = parts_of(key).and_then(|(root, _)| self.0.iter().find(|(n, _)| *n == root));
        match root {
            Some((_, place)) if place.as_os_str().is_empty() => path.to_owned(),
            Some((_, place)) => text_of(&place.join(path)),
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
