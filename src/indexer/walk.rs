//! Walks the requested paths and finds the files below them.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::corpus::{self, Source, WalkEntry, WalkError};
use crate::index::Ledger;
use crate::index::source_key::key_of;

use super::error::Problem;
use super::read::Run;
use super::requested::{Requested, RequestedPath, RootPlaces};

/// A file that was found.
pub(super) struct WalkedFile {
    pub key: String,
    pub source: Source,
}

/// The result of a walk.
pub(super) struct Walked {
    pub sources: Vec<WalkedFile>,
    /// Keys and kinds of the files that are skipped.
    pub skipped: Vec<(String, String)>,
    /// Absolute paths that cannot be read, so that what is below them is unknown.
    pub unknown: Vec<PathBuf>,
    /// Roots whose folder does not exist.
    pub missing: HashSet<u32>,
    /// Requested files and folders that no longer exist although their root does, with the path as shown to people.
    pub gone: Vec<(RequestedPath, String)>,
    /// Whether a path does not exist and was never indexed, or cannot be read.
    pub lacks_a_path: bool,
}

impl Run<'_> {
    /// Finds the files below the requested paths, without the index directory. If there are `within` paths (absolute), only
    /// finds files at or below those.
    pub(super) fn walk(
        &mut self,
        ledger: &Ledger,
        requested: &Requested,
        places: &RootPlaces,
        paths: &[PathBuf],
        within: Option<&[PathBuf]>,
    ) -> Walked {
        let mut walked = Walked {
            sources: Vec::new(),
            skipped: Vec::new(),
            unknown: Vec::new(),
            missing: HashSet::new(),
            gone: Vec::new(),
            lacks_a_path: false,
        };
        let is_requested = |path: &Path| {
            paths
                .iter()
                .any(|requested| corpus::absolute(requested) == path)
        };
        let key = |path: &Path| places.locate(path).map(|(root, below)| key_of(root, below));
        let walk = corpus::walk(paths, &[ledger.dir().to_owned()]).without(&self.exclude);
        let walk = match within {
            Some(within) => walk.within(within),
            None => walk,
        };
        for found in walk {
            match found {
                Ok(WalkEntry::Source(source)) => {
                    // Every existing path is in a root, so there is a key.
                    if let Some(key) = key(&source.path) {
                        walked.sources.push(WalkedFile { key, source });
                    }
                }
                Ok(WalkEntry::Skipped(skipped)) => {
                    if let Some(key) = key(&skipped.path) {
                        walked.skipped.push((key, skipped.kind.clone()));
                    }
                    *self.summary.skipped.entry(skipped.kind).or_insert(0) += 1;
                }
                Err(WalkError::Missing { path, shown }) => {
                    let known = requested
                        .places
                        .iter()
                        .find(|requested| requested.path == path);
                    match known {
                        Some(requested) if !is_there(places, requested.root) => {
                            walked.missing.insert(requested.root);
                            walked.lacks_a_path = true;
                        }
                        Some(requested)
                            if !ledger
                                .keys_below(requested.root, &requested.below)
                                .is_empty() =>
                        {
                            walked.gone.push((requested.clone(), shown));
                        }
                        Some(_) | None => {
                            self.summary.missing += 1;
                            walked.lacks_a_path = true;
                            self.problem(Problem::Walk(WalkError::Missing { path, shown }));
                        }
                    }
                }
                Err(error) => {
                    if let WalkError::Unreadable { path, .. } = &error {
                        walked.lacks_a_path |= is_requested(path);
                        walked.unknown.push(path.clone());
                    }
                    self.problem(Problem::Walk(error));
                }
            }
        }
        walked
    }
}

fn is_there(places: &RootPlaces, root: u32) -> bool {
    places.place(root).is_some_and(Path::is_dir)
}
