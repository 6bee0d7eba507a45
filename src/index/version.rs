//! The version of an index, which changes with every commit. Reading it is cheap.

use std::path::{Path, PathBuf};

use rapidhash::v3::rapidhash_v3;

use super::error::IndexError;
use super::file_names::META;
use crate::schema::same_as::SAME_AS_FILE;
use crate::schema::translations::TRANSLATIONS_FILE;

/// Returns the version of the index in `dirs`, or of several opened together: a hash of their descriptions and of
/// the tables of their users (names that are shown as others, translations), those in the folder of their schema too. Other content means
/// another version, except that two in 2^64 may be equal.
///
/// # Errors
/// A description cannot be read.
pub fn version_of(dirs: &[PathBuf], schema_dir: Option<&Path>) -> Result<u64, IndexError> {
    let mut content = Vec::new();
    for dir in dirs {
        let path = dir.join(META);
        let description = std::fs::read(&path).map_err(|source| IndexError::Io {
            path,
            action: "may not be read",
            source,
        })?;
        add(&mut content, &description);
    }
    for dir in dirs.iter().map(PathBuf::as_path).chain(schema_dir) {
        // A folder without these files has no names that are shown as others, or no translations.
        for file in [SAME_AS_FILE, TRANSLATIONS_FILE] {
            let rows = std::fs::read(dir.join(file)).unwrap_or_default();
            add(&mut content, &rows);
        }
    }
    Ok(rapidhash_v3(&content))
}

/// Adds a part with its length, so that no two lists of parts are the same content.
fn add(content: &mut Vec<u8>, part: &[u8]) {
    content.extend((part.len() as u64).to_le_bytes());
    content.extend(part);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_change_of_a_description_or_of_names_is_another_version() {
        let folder = tempfile::tempdir().unwrap();
        let dirs = ["a", "b"].map(|name| folder.path().join(name));
        let schema = folder.path().join("schema");
        for dir in dirs.iter().chain([&schema]) {
            std::fs::create_dir(dir).unwrap();
        }
        let version = || version_of(&dirs, Some(&schema));
        assert!(version().is_err());
        for dir in &dirs {
            std::fs::write(dir.join(META), "1").unwrap();
        }
        let mut versions = vec![version().unwrap()];
        for (path, text) in [
            (dirs[1].join(META), "2"),
            (dirs[0].join(SAME_AS_FILE), "2"),
            (schema.join(SAME_AS_FILE), "2"),
            (schema.join(SAME_AS_FILE), "22"),
            (dirs[1].join(TRANSLATIONS_FILE), "2"),
        ] {
            std::fs::write(path, text).unwrap();
            versions.push(version().unwrap());
        }
        assert_eq!(version().unwrap(), versions[5]);
        versions.sort_unstable();
        versions.dedup();
        assert_eq!(versions.len(), 6);
    }
}
