//! Verifies all checksums of an index.

use std::path::Path;

use tantivy::directory::error::OpenReadError;

use super::directory::ReadingDirectory;
use super::error::IndexError;
use super::file_names::{META, names_file};
use super::folder_state::{FolderState, inspect};
use super::open::{OpenIndex, engine_error};

/// The result of a verification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The number of files.
    pub files: usize,
    /// Their total size, in bytes.
    pub bytes: u64,
}

impl OpenIndex {
    /// Reads every file of this index and verifies its checksums. If a run has replaced the index
    /// since it was opened, verifies the current one.
    ///
    /// # Errors
    /// Files are damaged, which the error lists, or cannot be read.
    pub fn verify(&self) -> Result<Verified, IndexError> {
        let dir = &self.dir;
        let FolderState::Index(index) = inspect(dir)? else {
            return Err(IndexError::damaged_description(dir.clone()));
        };
        let mut files = index.segments.files();
        files.push(names_file(index.schema));
        files.sort();
        let mut verified = Verified {
            files: 1,
            bytes: std::fs::metadata(dir.join(META)).map_or(0, |meta| meta.len()),
        };
        let mut damaged = Vec::new();
        for file in files {
            match whole_file(dir, &file)? {
                Some(bytes) => {
                    verified.files += 1;
                    verified.bytes += bytes;
                }
                None => damaged.push(file),
            }
        }
        match damaged.split_first() {
            None => Ok(verified),
            Some((first, rest)) => Err(IndexError::Damaged {
                dir: dir.clone(),
                what: match rest.len() {
                    0 => format!("{first} has changed since it was written"),
                    n => format!("{first} and {n} more files have changed since they were written"),
                },
            }),
        }
    }
}

/// Verifies a file and returns its size; `None` if it is damaged or missing.
fn whole_file(dir: &Path, name: &str) -> Result<Option<u64>, IndexError> {
    let directory = ReadingDirectory::open(dir)?;
    match directory.check(Path::new(name)) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(OpenReadError::FileDoesNotExist(_)) => Ok(None),
        Err(_) if directory.damage().first().is_some() => Ok(None),
        Err(error) => Err(engine_error(dir, "read", error.into())),
    }
}
