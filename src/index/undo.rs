//! Takes away what a run leaves that did not get to its end, so that the disk is as it was.

use std::fs;
use std::path::{Path, PathBuf};

use tantivy::directory::{INDEX_WRITER_LOCK, META_LOCK};

use super::file_names::{MANAGED, META, TAG, names_file};
use super::folder_state::{FolderState, inspect};
use super::steps::Steps;
use super::strays;
use super::writing_directory::WritingDirectory;

/// What stood where an index is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceBefore {
    /// No folder.
    Nothing,
    /// An empty folder.
    Empty,
    /// An index, or a folder tagged as the place for one.
    Ours,
}

impl PlaceBefore {
    /// Tells what the folder `dir` is, before anything in it is changed.
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

/// Removes, when it is dropped, what was written and not committed, and lets the folder go.
pub struct Undo {
    /// As its user spelled it.
    dir: PathBuf,
    folder: WritingDirectory,
    place: PlaceBefore,
}

impl Undo {
    /// Prepares it for a folder that this process has.
    pub fn new(dir: &Path, folder: WritingDirectory, place: PlaceBefore) -> Undo {
        Undo {
            dir: dir.to_owned(),
            folder,
            place,
        }
    }

    /// Ends a run that did what it was to do: what was committed is all that there is, even if that is no report.
    pub fn tidy_and_release(mut self) {
        self.place = PlaceBefore::Ours;
    }

    /// Removes what the index that stands does not need: segments that were merged or replaced, which
    /// the engine keeps while this process reads them, and all that was not committed. What
    /// cannot be removed is left to the next run.
    fn remove_strays(&self) {
        let Ok(standing) = inspect(&self.dir) else {
            return;
        };
        let mut schemas = Vec::new();
        if let FolderState::Index(index) = &standing {
            schemas.push(index.schema);
        }
        let _ = strays::remove(&self.folder, &standing, &schemas);
    }

    /// Removes a first index of which nothing was committed, with its folder if there was none.
    fn remove_first(&self) {
        if self.place == PlaceBefore::Ours {
            return;
        }
        match inspect(&self.dir) {
            Ok(FolderState::Index(index)) if index.segments.is_empty() => {
                // Without the first of these the folder is only the place for an index.
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
        // A thread of the engine may still be merging.
        self.folder.stop();
        self.remove_strays();
        self.remove_first();
        self.folder.release();
    }
}

/// Removes the tag of a folder that was vacant, and the folder if there was none. A file of somebody else's keeps it.
pub fn remove_place(dir: &Path, place: PlaceBefore, steps: &Steps) {
    if place == PlaceBefore::Ours || steps.take(|| fs::remove_file(dir.join(TAG))).is_err() {
        return;
    }
    if place == PlaceBefore::Nothing {
        let _ = steps.take(|| fs::remove_dir(dir));
    }
}
