//! Removes the files of a run that did not complete, so that the disk is as before.

use std::fs;
use std::path::{Path, PathBuf};

use tantivy::directory::{INDEX_WRITER_LOCK, META_LOCK};

use super::file_names::{MANAGED, META, TAG, names_file};
use super::folder_state::{FolderState, inspect};
use super::leftovers;
use super::steps::Steps;
use super::writing_directory::WritingDirectory;

/// The state of the place before an index is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceBefore {
    /// No directory.
    Nothing,
    /// An empty directory.
    Empty,
    /// An index, or a directory tagged for one.
    Ours,
}

impl PlaceBefore {
    /// Classifies the directory `dir` before anything in it is changed.
    pub fn of(dir: &Path, state: &FolderState) -> PlaceBefore {
        match state {
            FolderState::Vacant if !dir.exists() => PlaceBefore::Nothing,
            FolderState::Vacant => PlaceBefore::Empty,
            FolderState::Unfinished
            | FolderState::Index(_)
            | FolderState::Damaged
            | FolderState::Occupied
            | FolderState::Foreign(_) => PlaceBefore::Ours,
        }
    }
}

/// When dropped, removes uncommitted files and releases the directory.
pub struct Undo {
    /// As the user spelled it.
    dir: PathBuf,
    folder: WritingDirectory,
    place: PlaceBefore,
}

impl Undo {
    /// Prepares to undo changes to a directory that this process has locked.
    pub fn new(dir: &Path, folder: WritingDirectory, place: PlaceBefore) -> Undo {
        Undo {
            dir: dir.to_owned(),
            folder,
            place,
        }
    }

    /// Ends a successful run: keeps what was committed, even if that is no report.
    pub fn tidy_and_release(mut self) {
        self.place = PlaceBefore::Ours;
    }

    /// Removes files that the current index does not need: merged or replaced segments, which
    /// tantivy keeps while this process reads them, and everything uncommitted. Files that cannot
    /// be removed are left to the next run.
    fn remove_leftovers(&self) {
        let Ok(standing) = inspect(&self.dir) else {
            return;
        };
        let mut schemas = Vec::new();
        if let FolderState::Index(index) = &standing {
            schemas.push(index.schema);
        }
        let _ = leftovers::remove(&self.folder, &standing, &schemas);
    }

    /// Removes a new index without a commit, and its directory if that was new, too.
    fn remove_first(&self) {
        if self.place == PlaceBefore::Ours {
            return;
        }
        match inspect(&self.dir) {
            Ok(FolderState::Index(index)) if index.segments.is_empty() => {
                // Without the first of these, the directory is only a place for an index.
                for file in [META, MANAGED, &names_file(index.schema)] {
                    if self.folder.remove(file).is_err() {
                        return;
                    }
                }
            }
            Ok(FolderState::Unfinished) => {}
            Ok(_) | Err(_) => return,
        }
        for lock in [&META_LOCK, &INDEX_WRITER_LOCK] {
            let _ = self.folder.remove(&lock.filepath.to_string_lossy());
        }
        remove_place(&self.dir, self.place, self.folder.steps());
    }
}

impl Drop for Undo {
    fn drop(&mut self) {
        // A thread of tantivy may still be merging.
        self.folder.stop();
        self.remove_leftovers();
        self.remove_first();
        self.folder.release();
    }
}

/// Removes the tag of a directory that was vacant, and the directory if it is new and contains no
/// other files.
pub fn remove_place(dir: &Path, place: PlaceBefore, steps: &Steps) {
    if place == PlaceBefore::Ours || steps.take(|| fs::remove_file(dir.join(TAG))).is_err() {
        return;
    }
    if place == PlaceBefore::Nothing {
        let _ = steps.take(|| fs::remove_dir(dir));
    }
}
