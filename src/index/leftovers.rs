//! Removes files left by killed runs from an index directory.
//!
//! Tantivy writes the deletions of a segment before the description, and refuses to overwrite a
//! file: files of a killed run would stop all later runs.

use std::collections::HashSet;
use std::fs::{self, FileType};
use std::io::{self, Read};
use std::path::Path;

use tantivy::directory::{Directory, META_LOCK};

use crate::gazetteer;
use crate::schema::plain_file;

use super::error::IndexError;
use super::file_names::{FileName, MANAGED, META, Part, REBUILD_MANAGED, SegmentFile};
use super::folder_state::{FolderState, Segments, list_of_files};
use super::open::engine_error;
use super::writing_directory::WritingDirectory;

/// The first bytes of files that tantivy writes under a temporary name.
const ENGINE_STARTS: [&[u8]; 3] = [b"{\n  \"index_settings\"", b"[\"", &gazetteer::MAGIC];

/// Removes the files of an index that are needed neither by its description nor by a running
/// process; this process holds the lock. `schemas` are the fingerprints of the schemas whose
/// compiled names are needed.
///
/// Only files with the names of index files are removed; segment files only if tantivy's list has
/// them, or their segment belongs to this index. Reading processes may keep removed files open.
///
/// # Errors
/// The directory cannot be read, or a file remains that tantivy would refuse to overwrite. Other
/// files that cannot be removed are left to the next run.
pub fn remove(
    folder: &WritingDirectory,
    standing: &FolderState,
    schemas: &[u64],
) -> Result<(), IndexError> {
    let io_error = |path: &Path, action, source| IndexError::Io {
        path: path.to_owned(),
        action,
        source,
    };
    let root = folder.path("");
    let entries = folder.entries();
    let entries = entries.map_err(|error| io_error(&root, "cannot be read", error))?;
    let files = Files::of(folder, standing);
    let mut leftovers = files.leftovers(folder, &entries, schemas);
    if leftovers.iter().any(|leftover| !leftover.unpublished) {
        // Readers that have read an earlier description open its files under this lock.
        let lock = folder.acquire_lock(&META_LOCK);
        lock.map_err(|error| engine_error(&root, "lock", error.into()))?;
    }
    // The list that identifies leftovers is removed last, and only if they are all gone.
    leftovers.sort_by_key(|leftover| leftover.name == REBUILD_MANAGED);
    let mut all_gone = true;
    for leftover in &leftovers {
        if leftover.name == REBUILD_MANAGED && !all_gone {
            continue;
        }
        if let Err(error) = folder.remove(leftover.name) {
            all_gone = false;
            if leftover.blocks {
                let path = folder.path(leftover.name);
                return Err(io_error(&path, "cannot be removed", error));
            }
        }
    }
    let listed = files.complete_list(folder, &entries);
    listed.map_err(|error| io_error(&folder.path(MANAGED), "cannot be written", error))
}

/// What is known about the files in a directory.
struct Files {
    /// The segments of the current index.
    segments: Segments,
    /// Tantivy's list; `None` if it is missing or invalid.
    listed: Option<HashSet<String>>,
    /// Whether to keep all listed files, because it is unknown which of them are needed.
    keep_listed: bool,
    /// The list of an unfinished rebuild.
    rebuilt: HashSet<String>,
}

/// A file to be removed.
struct Leftover<'a> {
    name: &'a str,
    /// Whether tantivy would refuse to overwrite it.
    blocks: bool,
    /// Whether no reader can know it.
    unpublished: bool,
}

impl Files {
    fn of(folder: &WritingDirectory, standing: &FolderState) -> Files {
        let (segments, keep_listed) = match standing {
            FolderState::Index(index) => (index.segments.clone(), false),
            FolderState::Vacant | FolderState::Unfinished => (Segments::default(), false),
            FolderState::Damaged | FolderState::Occupied | FolderState::Foreign(_) => {
                (Segments::default(), true)
            }
        };
        Files {
            segments,
            listed: list_of_files(&folder.path(MANAGED)),
            keep_listed,
            rebuilt: list_of_files(&folder.path(REBUILD_MANAGED)).unwrap_or_default(),
        }
    }

    fn is_listed(&self, name: &str) -> bool {
        self.listed.as_ref().is_some_and(|list| list.contains(name))
    }

    fn leftovers<'a>(
        &self,
        folder: &WritingDirectory,
        entries: &'a [(String, FileType)],
        schemas: &[u64],
    ) -> Vec<Leftover<'a>> {
        let mut leftovers = Vec::new();
        for (name, kind) in entries {
            // A link itself is removed, not its target.
            if !kind.is_file() && !kind.is_symlink() {
                continue;
            }
            let leftover = |blocks, unpublished| Leftover {
                name,
                blocks,
                unpublished,
            };
            match FileName::of(name) {
                FileName::Segment(file) => {
                    if self.is_stray(name, &file) {
                        let blocks =
                            matches!(file.part, Part::Deletions(_)) && self.segments.have(&file);
                        leftovers.push(leftover(blocks, false));
                    }
                }
                FileName::Names(schema) if schemas.contains(&schema) => {}
                FileName::Names(_) => leftovers.push(leftover(false, false)),
                FileName::Temporary if !is_of_engine(&folder.path(name)) => {}
                FileName::Temporary
                | FileName::Unpublished
                | FileName::RebuildMeta
                | FileName::RebuildManaged => leftovers.push(leftover(false, true)),
                FileName::Other => {}
            }
        }
        leftovers
    }

    fn is_stray(&self, name: &str, file: &SegmentFile<'_>) -> bool {
        let listed = self.is_listed(name);
        let needed = self.segments.need(file) || (self.keep_listed && listed);
        let ours = listed || self.rebuilt.contains(name) || self.segments.have(file);
        ours && !needed
    }

    /// Completes tantivy's list if it lacks files of the index, because unlisted files would never
    /// be removed. Lists get lost when an index is copied without hidden files.
    fn complete_list(
        &self,
        folder: &WritingDirectory,
        entries: &[(String, FileType)],
    ) -> io::Result<()> {
        let names = entries.iter().map(|(name, _)| name.as_str());
        let is_needed = |name: &&str| matches!(FileName::of(name), FileName::Segment(file) if self.segments.need(&file));
        let needed = names.filter(is_needed);
        let missing: Vec<&str> = needed.filter(|name| !self.is_listed(name)).collect();
        let unreadable = self.listed.is_none() && entries.iter().any(|(name, _)| name == MANAGED);
        if self.keep_listed || (missing.is_empty() && !unreadable) {
            return Ok(());
        }
        let mut list = self.listed.clone().unwrap_or_default();
        list.extend(missing.into_iter().map(str::to_owned));
        write_list(folder, list)
    }
}

/// Writes tantivy's list of files.
pub fn write_list(folder: &WritingDirectory, mut list: HashSet<String>) -> io::Result<()> {
    list.insert(META.to_owned());
    folder.write(MANAGED, &serde_json::to_vec(&list)?)
}

/// Returns whether a file with a temporary name was written by tantivy: it is empty, or starts like
/// tantivy's files.
fn is_of_engine(path: &Path) -> bool {
    if plain_file::require(path).is_err() {
        return false;
    }
    let mut start = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(32).read_to_end(&mut start));
    read.is_ok()
        && ENGINE_STARTS.iter().any(|known| {
            let both = known.len().min(start.len());
            known[..both] == start[..both]
        })
}
