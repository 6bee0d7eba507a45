//! The walk of a run: finds the sources below its roots, and takes out of the index those that are gone.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::corpus::{self, Found, Source, WalkError};
use crate::index::Mirror;

use super::error::Problem;
use super::event::Event;
use super::read::Run;

/// What a walk found.
pub(super) struct Walked {
    /// In the order in which they are read.
    pub sources: Vec<Source>,
    /// Whether a root is not there, and never was, or cannot be read.
    pub lacks_a_root: bool,
}

impl Run<'_> {
    /// Finds the sources below `roots`, without the folder of the `index`, and takes those that are gone out of it;
    /// only those at or below the paths `within`, if there are any.
    pub(super) fn walk(
        &mut self,
        mirror: &mut Mirror,
        roots: &[PathBuf],
        index: &Path,
        within: Option<&[PathBuf]>,
    ) -> Walked {
        let mut sources = Vec::new();
        let mut unknown: Vec<PathBuf> = Vec::new();
        let mut lacks_a_root = false;
        let is_root = |path: &Path| roots.iter().any(|root| corpus::absolute(root) == path);
        let mut walk = corpus::walk(roots, &[index.to_owned()]);
        if let Some(within) = within {
            walk = walk.within(within);
        }
        for found in walk {
            match found {
                Ok(Found::Source(source)) => sources.push(source),
                Ok(Found::Skipped(skipped)) => {
                    *self.summary.skipped.entry(skipped.kind).or_insert(0) += 1;
                }
                Err(error) => {
                    match &error {
                        // A root that is gone takes its reports with it, if it had any.
                        WalkError::Missing { path, shown } => {
                            let files = mirror.known_below(path).len();
                            if files > 0 {
                                let shown = shown.clone();
                                self.tell(Event::Gone { shown, files });
                                continue;
                            }
                            self.summary.missing += 1;
                            lacks_a_root = true;
                        }
                        WalkError::Unreadable { path, .. } => {
                            lacks_a_root |= is_root(path);
                            unknown.push(path.clone());
                        }
                    }
                    self.problem(Problem::Walk(error));
                }
            }
        }
        let places = within.map_or_else(|| absolutes(roots), <[PathBuf]>::to_vec);
        remove_gone(mirror, &places, &sources, &unknown);
        Walked {
            sources,
            lacks_a_root,
        }
    }
}

fn absolutes(roots: &[PathBuf]) -> Vec<PathBuf> {
    roots.iter().map(|root| corpus::absolute(root)).collect()
}

/// Takes the sources below `places`, absolute, out of the index that were not found. Whether those below a path that is
/// `unknown` are gone cannot be told: they stay.
fn remove_gone(mirror: &mut Mirror, places: &[PathBuf], sources: &[Source], unknown: &[PathBuf]) {
    let present: HashSet<&Path> = sources.iter().map(|found| found.path.as_path()).collect();
    for place in places {
        for key in mirror.known_below(place) {
            let path = Path::new(&key);
            let unknown = unknown.iter().any(|place| path.starts_with(place));
            if !present.contains(path) && !unknown {
                mirror.remove(&key);
            }
        }
    }
}
