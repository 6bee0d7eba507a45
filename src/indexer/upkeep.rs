//! Maintenance of an index: renames, moves and removes roots, and removes reports.

use std::path::Path;

use crate::corpus;
use crate::index::{Counts, OpenIndex, Roots, SourceRow, SourceState, guarded, source_key};

use super::id_paths::IdPaths;
use super::requested::RootPlaces;
use super::{Indexer, IndexerError};

impl Indexer {
    /// Renames a root. Ids that begin with its name change accordingly.
    ///
    /// # Errors
    /// There is no root `name`, another root is already called `new`, or the index cannot be written.
    pub fn rename_root(self, name: &str, new: &str) -> Result<OpenIndex, IndexerError> {
        let dir = self.dir.clone();
        guarded(&dir, || self.root_renamed(name, new))
    }

    fn root_renamed(mut self, name: &str, new: &str) -> Result<OpenIndex, IndexerError> {
        let mut roots = self.mirror.ledger().roots().clone();
        let root = number_of(&roots, name)?;
        if roots.named(new).is_some() {
            return Err(IndexerError::RootNameTaken(new.to_owned()));
        }
        roots.rename(root, new.to_owned());
        self.set_roots(roots)?;
        Ok(self.mirror.finish()?.1)
    }

    /// Sets the folder of a root to `place`.
    ///
    /// # Errors
    /// There is no root `name`, `place` is not a folder, or the index cannot be written.
    pub fn move_root(mut self, name: &str, place: &Path) -> Result<OpenIndex, IndexerError> {
        let ledger = self.mirror.ledger();
        let mut roots = ledger.roots().clone();
        let root = number_of(&roots, name)?;
        if !place.is_dir() {
            return Err(IndexerError::NoFolder(place.to_owned()));
        }
        roots.set_place(root, &corpus::absolute(place), ledger.dir());
        self.set_roots(roots)?;
        Ok(self.mirror.finish()?.1)
    }

    /// Removes a root and all its reports from the index. Its files stay.
    ///
    /// # Errors
    /// There is no root `name`, or the index cannot be written.
    pub fn forget_root(self, name: &str) -> Result<(Counts, OpenIndex), IndexerError> {
        let dir = self.dir.clone();
        guarded(&dir, || self.root_forgotten(name))
    }

    fn root_forgotten(mut self, name: &str) -> Result<(Counts, OpenIndex), IndexerError> {
        let mut roots = self.mirror.ledger().roots().clone();
        let root = number_of(&roots, name)?;
        for key in self.mirror.ledger().keys_below(root, Path::new("")) {
            self.mirror.remove(&key);
        }
        roots.remove(root);
        self.set_roots(roots)?;
        Ok(self.mirror.finish()?)
    }

    /// Removes the reports of the file `path`, or of all files below the folder `path`, from the index. A file is read again
    /// when it changes. Returns what was done and the resulting index; `None` if the index has nothing there.
    ///
    /// # Errors
    /// The index cannot be written.
    pub fn forget_path(mut self, path: &Path) -> Result<Option<(Counts, OpenIndex)>, IndexerError> {
        let ledger = self.mirror.ledger();
        let path = corpus::absolute(path);
        let places = RootPlaces::of(ledger.roots(), ledger.dir());
        let Some((root, below)) = places.locate(&path) else {
            return Ok(None);
        };
        let keys = ledger.keys_below(root, below);
        let rows = keys.iter().filter_map(|key| ledger.row(key));
        let rows: Vec<SourceRow> = rows.filter(|row| row.skipped.is_none()).cloned().collect();
        if rows.is_empty() {
            return Ok(None);
        }
        for row in rows {
            self.mirror.remove(&row.key);
            // The row stays without reports, so that the file is not read again until it changes.
            self.mirror.put_row(SourceRow { reports: 0, ..row });
        }
        Ok(Some(self.mirror.finish()?))
    }

    /// Closes the index without a run. Opening it has already tagged the reports again whose names or corrections have
    /// changed. Returns the resulting index.
    ///
    /// # Errors
    /// The index cannot be written.
    pub fn close(self) -> Result<OpenIndex, IndexerError> {
        let dir = self.dir.clone();
        guarded(&dir, || Ok(self.mirror.finish()?.1))
    }

    /// Removes these reports from the index. They come back when their files change.
    ///
    /// # Errors
    /// The index cannot be read or written.
    pub fn forget_reports(self, ids: &[String]) -> Result<(Counts, OpenIndex), IndexerError> {
        let dir = self.dir.clone();
        guarded(&dir, || self.reports_forgotten(ids))
    }

    fn reports_forgotten(mut self, ids: &[String]) -> Result<(Counts, OpenIndex), IndexerError> {
        for id in ids {
            self.mirror.remove_report(id)?;
        }
        Ok(self.mirror.finish()?)
    }

    /// Sets the roots, and updates the ids that depend on them.
    fn set_roots(&mut self, roots: Roots) -> Result<(), IndexerError> {
        let ledger = self.mirror.ledger();
        let read = |row: &&SourceRow| row.skipped.is_none();
        let keys = ledger.rows().filter(read).map(|row| row.key.as_str());
        let ids = IdPaths::of(&roots, keys);
        let mut moves: Vec<SourceState> = Vec::new();
        for row in ledger.rows().filter(read) {
            let id_path = ids.id_path(&row.key);
            if row.id_path != id_path {
                moves.push(SourceState {
                    id_path,
                    ..row.state()
                });
            }
        }
        moves.sort_by(|a, b| source_key::compare(&a.key, &b.key));
        self.mirror.set_roots(roots);
        for state in moves {
            let key = state.key.clone();
            self.mirror.move_source(&key, state)?;
        }
        Ok(())
    }
}

fn number_of(roots: &Roots, name: &str) -> Result<u32, IndexerError> {
    let root = roots.named(name).map(|root| root.number);
    root.ok_or_else(|| IndexerError::NoRoot {
        name: name.to_owned(),
        known: roots.iter().map(|root| root.name.clone()).collect(),
    })
}
