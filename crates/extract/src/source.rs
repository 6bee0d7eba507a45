//! A file found by a walk.

use std::path::PathBuf;

use super::format::Kind;

/// A file that can be read.
#[derive(Debug, Clone)]
pub struct Source {
    /// Absolute, without `.`, `..` or links: a file has the same path however it was reached.
    pub path: PathBuf,
    /// The root as the user spelled it, joined with the rest.
    pub shown: String,
    /// The file size in bytes.
    pub size: u64,
    /// When the content last changed (`mtime`), in nanoseconds since 1970; `None` if the system
    /// does not record it, and outside the years 1677 to 2262.
    pub modified: Option<i64>,
    /// When the content or metadata last changed (`ctime`), in the same unit.
    pub changed: Option<i64>,
    /// The number of the file in its file system (`inode`), if it has one.
    pub inode: Option<u64>,
    /// How it is read.
    pub kind: Kind,
}
