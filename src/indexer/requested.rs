//! Maps the requested paths of a run to roots of the index: existing, moved or new ones.

use std::path::{Path, PathBuf};

use crate::corpus;
use crate::index::source_key;
use crate::index::{Ledger, Root, Roots, SourceRow};

/// The share of a root's sources that a folder must have to be recognised as that root, in tenths.
const SAME: usize = 9;

/// The paths of a run, and the roots of the index including new ones.
pub(super) struct Requested {
    pub roots: Roots,
    /// The files and folders that were requested.
    pub places: Vec<RequestedPath>,
    /// The paths below which the run looks for changes.
    pub looked_at: Vec<RequestedPath>,
    /// Roots that have moved: name, old place, new place.
    pub moved: Vec<(String, PathBuf, PathBuf)>,
}

/// A file or folder that was requested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RequestedPath {
    pub root: u32,
    /// Its path below the root; empty for the root itself.
    pub below: PathBuf,
    /// Absolute.
    pub path: PathBuf,
}

impl Requested {
    /// Finds the roots of `paths`. A folder outside all roots becomes a root called `name`, or else as in the index being
    /// rebuilt, or else by its own name. For a file outside all roots, its folder does. Paths that do not exist and are in
    /// no root are left to the walk.
    pub(super) fn of(ledger: &Ledger, paths: &[PathBuf], name: Option<&str>) -> Requested {
        let mut requested = Requested {
            roots: ledger.roots().clone(),
            places: Vec::new(),
            looked_at: Vec::new(),
            moved: Vec::new(),
        };
        let absolute: Vec<PathBuf> = paths.iter().map(|path| corpus::absolute(path)).collect();
        for path in &absolute {
            let folder = match (path.is_dir(), path.is_file()) {
                (true, _) => Some(path.as_path()),
                (_, true) => path.parent(),
                (false, false) => None,
            };
            let known = |requested: &Requested| {
                let places = requested.root_places(ledger.dir());
                let (root, below) = places.locate(path)?;
                Some((root, below.to_owned()))
            };
            let mut found = known(&requested);
            if found.is_none()
                && let Some(folder) = folder
            {
                // The outermost of the requested folders that contain it.
                let widest = absolute
                    .iter()
                    .filter(|other| other.is_dir() && path.starts_with(other))
                    .min_by_key(|other| other.as_os_str().len());
                let folder = widest.map_or(folder, PathBuf::as_path);
                requested.add_root(ledger, folder, name);
                found = known(&requested);
            }
            let Some((root, below)) = found else {
                continue;
            };
            requested.update_place(ledger, root);
            requested.places.push(RequestedPath {
                root,
                below,
                path: path.clone(),
            });
        }
        requested.looked_at = requested.places.clone();
        requested
    }

    /// Limits the search for changes to these absolute paths and what is below them.
    pub(super) fn limit(&mut self, within: &[PathBuf], roots: &RootPlaces) {
        let place = |path: &PathBuf| {
            let (root, below) = roots.locate(path)?;
            Some(RequestedPath {
                root,
                below: below.to_owned(),
                path: path.clone(),
            })
        };
        self.looked_at = within.iter().filter_map(place).collect();
    }

    /// Makes a folder a root: an existing root that is missing from its place and whose files are here, or a new one.
    fn add_root(&mut self, ledger: &Ledger, folder: &Path, name: Option<&str>) {
        let dir = ledger.dir();
        let is_here = |root: &&Root| is_gone(&root.place(dir)) && holds(ledger, root, folder);
        let same = self.roots.iter().find(is_here).map(|root| root.number);
        match same {
            Some(root) => self.place(ledger, root, folder),
            None => {
                let own = folder.file_name().map(Path::new).map(source_key::text_of);
                let own = own.unwrap_or_else(|| "root".to_owned());
                let name = name.or_else(|| ledger.replaced_name(folder));
                self.roots.add(folder, name.unwrap_or(&own), dir);
            }
        }
    }

    /// Updates the place of a root that has moved together with the index.
    fn update_place(&mut self, ledger: &Ledger, root: u32) {
        let dir = ledger.dir();
        let place = self.roots.numbered(root).map(|root| root.place(dir));
        if let Some(place) = place {
            self.place(ledger, root, &place);
        }
    }

    fn place(&mut self, ledger: &Ledger, root: u32, place: &Path) {
        let before = self.roots.numbered(root).cloned();
        let dir = ledger.dir();
        if self.roots.set_place(root, place, dir)
            && let Some(before) = before
            && before.last_seen() != place
        {
            let now = place.to_owned();
            self.moved
                .push((before.name.clone(), before.last_seen(), now));
        }
    }

    /// Returns the absolute paths of the roots.
    pub(super) fn root_places(&self, dir: &Path) -> RootPlaces {
        RootPlaces::of(&self.roots, dir)
    }
}

/// The roots of an index: number and absolute path.
pub(super) struct RootPlaces(Vec<(u32, PathBuf)>);

impl RootPlaces {
    pub(super) fn of(roots: &Roots, dir: &Path) -> RootPlaces {
        let places = roots.iter().map(|root| (root.number, root.place(dir)));
        RootPlaces(places.collect())
    }

    /// Returns the innermost root that contains a file, and the path of the file below it.
    pub(super) fn locate<'a>(&self, path: &'a Path) -> Option<(u32, &'a Path)> {
        let roots = self.0.iter();
        let holding =
            roots.filter_map(|(root, place)| Some((*root, path.strip_prefix(place).ok()?)));
        holding.min_by_key(|(_, below)| below.as_os_str().len())
    }

    /// Returns the absolute path of a source; `None` if it is in no root.
    pub(super) fn path_of(&self, key: &str) -> Option<PathBuf> {
        let (root, below) = source_key::parts_of(key)?;
        Some(self.place(root)?.join(source_key::path_of(below)))
    }

    /// Returns the absolute path of a root.
    pub(super) fn place(&self, root: u32) -> Option<&Path> {
        let mut roots = self.0.iter();
        let place = roots.find(|(number, _)| *number == root);
        place.map(|(_, place)| place.as_path())
    }
}

/// Returns whether a folder is missing or empty, like a network share that is not mounted.
pub(super) fn is_gone(place: &Path) -> bool {
    std::fs::read_dir(place).map_or(true, |mut entries| entries.next().is_none())
}

/// Returns whether at least nine tenths of the sources of a root are in `folder` with the same content.
fn holds(ledger: &Ledger, root: &Root, folder: &Path) -> bool {
    let keys = ledger.keys_below(root.number, Path::new(""));
    let rows = keys.iter().filter_map(|key| ledger.row(key));
    let read: Vec<&SourceRow> = rows.filter(|row| row.skipped.is_none()).collect();
    let same = read.iter().filter(|row| is_at(row, folder)).count();
    !read.is_empty() && same * 10 >= read.len() * SAME
}

fn is_at(row: &SourceRow, folder: &Path) -> bool {
    let path = folder.join(source_key::path_of(row.below()));
    let Ok(metadata) = path.symlink_metadata() else {
        return false;
    };
    if !metadata.is_file() || metadata.len() != row.size {
        return false;
    }
    let modified = corpus::modified(&metadata);
    let same_time = row
        .times
        .is_some_and(|times| Some(times.modified) == modified);
    same_time || corpus::fingerprint(&path).is_ok_and(|hash| hash == row.hash)
}
