//! Merges an index wholly: one segment, and nothing of what was deleted.

use std::fs;
use std::path::Path;

use super::changes::Resources;
use super::error::IndexError;
use super::index_directory::IndexDirectory;
use super::open::guarded_write;

/// What optimizing did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Optimized {
    /// How many segments there were.
    pub segments: usize,
    /// The size of the folder's files before, in bytes.
    pub before: u64,
    /// The same afterwards.
    pub after: u64,
}

/// Merges the index in `dir` into one segment. Searches meanwhile see it as it was; the disk must have room for it twice.
///
/// # Errors
/// There is no index in `dir`, another process writes to it, it is damaged, or the disk refuses. It stands as before.
pub fn optimize(dir: &Path, resources: Resources) -> Result<Optimized, IndexError> {
    let before = size_of(dir);
    let directory = IndexDirectory::open_existing(dir)?;
    let segments = guarded_write(dir, || directory.merge_all(resources))?;
    directory.close()?;
    Ok(Optimized {
        segments,
        before,
        after: size_of(dir),
    })
}

/// Returns the size of a folder's files together, in bytes.
pub fn size_of(dir: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(dir) else {
        return 0;
    };
    let sizes = entries.flatten().filter_map(|entry| entry.metadata().ok());
    sizes.map(|metadata| metadata.len()).sum()
}
