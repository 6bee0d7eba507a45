//! A file that was found and can be read.

use std::path::PathBuf;

use super::format::Kind;

/// A file that can be read.
#[derive(Debug, Clone)]
pub struct Source {
    /// Absolute, without `.`, `..` or links: the same file has the same path whoever names it.
    pub path: PathBuf,
    /// The root as its user spelled it, joined with the rest.
    pub shown: String,
    /// Size of the file in bytes.
    pub size: u64,
    /// When its bytes were last changed (`mtime`), in nanoseconds since 1970; `None` where the system
    /// keeps no such time, and beyond the years 1677 to 2262.
    pub modified: Option<i64>,
    /// When its bytes or what the system keeps about it were last changed (`ctime`), in the same way.
    pub changed: Option<i64>,
    /// The number of the file in its file system (`inode`), where it has one.
    pub inode: Option<u64>,
    /// How it is read.
    pub kind: Kind,
}
