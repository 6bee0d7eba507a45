//! The version of an index, which changes with every commit. Reading it is cheap.

use std::path::PathBuf;

use rapidhash::v3::rapidhash_v3;

use super::error::IndexError;
use super::file_names::META;
use crate::schema::same_as::SAME_AS_FILE;

/// Returns the version of the index in `dirs`, or of several opened together: a hash of their descriptions and of
/// the names that they show as others. Other content means another version, except that two in 2^64 may be equal.
///
/// # Errors
/// A description cannot be read.
pub fn version_of(dirs: &[PathBuf]) -> Result<u64, IndexError> {
    let mut content = Vec::new();
    for dir in dirs {
        let path = dir.join(META);
        let description = std::fs::read(&path).map_err(|source| IndexError::Io {
            path,
            action: "may not be read",
            source,
        })?;
        // An index without this file has no names that are shown as others.
        let same_as = std::fs::read(dir.join(SAME_AS_FILE)).unwrap_or_default();
        for part in [description, same_as] {
            content.extend((part.len() as u64).to_le_bytes());
            content.extend(part);
        }
    }
    Ok(rapidhash_v3(&content))
}
