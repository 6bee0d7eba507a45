//! Optimizes an index: merges it to one segment without deleted documents.

use std::fs;
use std::path::Path;

use super::changes::Resources;
use super::error::IndexError;
use super::index_directory::IndexDirectory;
use super::open::guarded_write;

/// The result of optimizing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Optimized {
    /// The number of segments before.
    pub segments: usize,
    /// The size of the directory's files before, in bytes.
    pub before: u64,
    /// The same afterwards.
    pub after: u64,
}

/// Merges the index in `dir` into one segment. Searches meanwhile use the previous state; the disk
/// needs room for both.
///
/// # Errors
/// There is no index in `dir`, another process is writing to it, it is damaged, or there is an I/O
/// error. The index is unchanged.
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

/// Returns the total size of a directory's files, in bytes.
pub fn size_of(dir: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(dir) else {
        return 0;
    };
    let sizes = entries.flatten().filter_map(|entry| entry.metadata().ok());
    sizes.map(|metadata| metadata.len()).sum()
}
