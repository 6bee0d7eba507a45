//! Opening an index for reading.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError};
use tantivy::directory::{Directory, MmapDirectory};
use tantivy::{Index, ReloadPolicy, Searcher, TantivyError};

use crate::analysis::stem_exceptions::StemExceptions;
use crate::gazetteer::Gazetteer;

use super::directory::ReadingDirectory;
use super::error::IndexError;
use super::fields::{FORMAT_VERSION, Fields};
use super::payload::Payload;
use super::renames::Renames;

/// An index as it stood when it was opened. Nothing that is written later shows in it.
pub struct OpenIndex {
    /// Where it is, for messages; empty for an index in memory.
    pub dir: PathBuf,
    /// The engine's view.
    pub searcher: Searcher,
    /// The engine's fields.
    pub fields: Fields,
    /// The index as a whole.
    pub payload: Payload,
    directory: Box<dyn Directory>,
}

impl OpenIndex {
    /// Opens the index in `dir`. A folder that may only be read will do.
    pub fn open(dir: &Path) -> Result<OpenIndex, IndexError> {
        if !dir.join("meta.json").exists() {
            // Tell a folder that may not be looked into from one without an index.
            match std::fs::read_dir(dir) {
                Err(source) if source.kind() == io::ErrorKind::PermissionDenied => {
                    let path = dir.to_owned();
                    return Err(IndexError::Io {
                        path,
                        action: "may not be opened",
                        source,
                    });
                }
                Ok(_) | Err(_) => return Err(IndexError::Missing(dir.to_owned())),
            }
        }
        let folder = MmapDirectory::open(dir).map_err(|error| directory_error(dir, error))?;
        let directory = ReadingDirectory::new(folder);
        let index =
            Index::open(directory.clone()).map_err(|error| engine_error(dir, "open", error))?;
        OpenIndex::of(dir, &index, Box::new(directory))
    }

    /// Opens what was last committed to `index`.
    pub(super) fn of(
        dir: &Path,
        index: &Index,
        directory: Box<dyn Directory>,
    ) -> Result<OpenIndex, IndexError> {
        let payload = read_payload(dir, index)?;
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(|error| engine_error(dir, "open for reading", error))?;
        let (_, fields) = Fields::build();
        Ok(OpenIndex {
            dir: dir.to_owned(),
            searcher: reader.searcher(),
            fields,
            payload,
            directory,
        })
    }

    /// Reads which values are shown as others, as it is declared now.
    pub fn renames(&self) -> Result<Renames, IndexError> {
        Renames::load(&self.dir, &self.payload)
    }

    /// Opens the words that the index's texts were not stemmed by rule.
    pub fn stem_exceptions(&self) -> Result<Arc<StemExceptions>, IndexError> {
        Ok(self.gazetteer()?.stem_exceptions())
    }

    /// Opens the names that the index was tagged with.
    pub fn gazetteer(&self) -> Result<Gazetteer, IndexError> {
        open_gazetteer(&self.dir, &*self.directory, self.payload.schema)
    }
}

/// The file that holds the compiled names of a schema: named by fingerprint, so that it cannot be
/// another schema's.
pub fn gazetteer_file(schema: u64) -> PathBuf {
    PathBuf::from(format!("names-{schema:016x}.bin"))
}

/// Opens compiled names by the fingerprint of their schema.
pub(super) fn open_gazetteer(
    dir: &Path,
    directory: &dyn Directory,
    schema: u64,
) -> Result<Gazetteer, IndexError> {
    let damaged = |what: String| IndexError::Damaged {
        dir: dir.to_owned(),
        what,
    };
    let file = gazetteer_file(schema);
    let name = file.display();
    let handle = directory
        .get_file_handle(&file)
        .map_err(|error| damaged(format!("{name}: {error}")))?;
    let bytes = handle
        .read_bytes(0..handle.len())
        .map_err(|error| damaged(format!("{name}: {error}")))?;
    Gazetteer::open(bytes).map_err(|error| damaged(format!("{name}: {error}")))
}

/// Reads the payload of the last commit.
pub(super) fn read_payload(dir: &Path, index: &Index) -> Result<Payload, IndexError> {
    let metas = index
        .load_metas()
        .map_err(|error| engine_error(dir, "read its state", error))?;
    let Some(text) = metas.payload else {
        return Err(IndexError::Missing(dir.to_owned())); // created, and killed before a commit
    };
    #[derive(serde::Deserialize)]
    struct FormatOnly {
        format: u32,
    }
    let damaged = |error: serde_json::Error| IndexError::Damaged {
        dir: dir.to_owned(),
        what: format!("its description: {error}"),
    };
    let FormatOnly { format } = serde_json::from_str(&text).map_err(damaged)?;
    if format != FORMAT_VERSION {
        let (dir, wanted) = (dir.to_owned(), FORMAT_VERSION);
        return Err(IndexError::Format {
            dir,
            found: format,
            wanted,
        });
    }
    serde_json::from_str(&text).map_err(damaged)
}

/// Puts our words around what the engine says.
pub fn engine_error(dir: &Path, doing: &'static str, error: TantivyError) -> IndexError {
    let path = dir.to_owned();
    match error {
        TantivyError::LockFailure(LockError::LockBusy, _) => IndexError::Busy(path),
        TantivyError::LockFailure(LockError::IoError(error), _) => {
            let source = io::Error::new(error.kind(), error.to_string());
            IndexError::Io {
                path,
                action: "may not be written",
                source,
            }
        }
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, filepath })
            if is_damage(&io_error) =>
        {
            let what = format!("{} is not as it was written", filepath.display());
            IndexError::Damaged { dir: path, what }
        }
        TantivyError::OpenReadError(OpenReadError::IncompatibleIndex(_)) => {
            let what = "a file is of another version of the search engine".to_owned();
            IndexError::Damaged { dir: path, what }
        }
        // What the engine says may hold the whole of a damaged file.
        TantivyError::DataCorruption(_) => {
            let what = format!("a file is not as it was written ({doing})");
            IndexError::Damaged { dir: path, what }
        }
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, filepath }) => {
            let path = dir.join(filepath);
            let source = io::Error::new(io_error.kind(), io_error.to_string());
            IndexError::Io {
                path,
                action: "may not be read",
                source,
            }
        }
        TantivyError::OpenDirectoryError(error) => directory_error(dir, error),
        TantivyError::IoError(error) => {
            let source = io::Error::new(error.kind(), error.to_string());
            IndexError::Io {
                path,
                action: doing,
                source,
            }
        }
        other => IndexError::Engine {
            dir: path,
            doing,
            source: Box::new(other),
        },
    }
}

/// Returns whether a file can be read, but is not what was written.
fn is_damage(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof
    )
}

/// Puts our words around why a folder cannot be opened.
pub(super) fn directory_error(dir: &Path, error: OpenDirectoryError) -> IndexError {
    let path = dir.to_owned();
    match error {
        OpenDirectoryError::DoesNotExist(_) => IndexError::Missing(path),
        OpenDirectoryError::NotADirectory(_) => IndexError::NotAnIndex(path),
        OpenDirectoryError::FailedToCreateTempDir(error) => {
            let source = io::Error::new(error.kind(), error.to_string());
            IndexError::Io {
                path,
                action: "may not be opened",
                source,
            }
        }
        OpenDirectoryError::IoError {
            io_error,
            directory_path: _,
        } => {
            let source = io::Error::new(io_error.kind(), io_error.to_string());
            IndexError::Io {
                path,
                action: "may not be opened",
                source,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_file_is_told_in_our_words_and_another_failure_as_what_it_is() {
        let open = |kind| {
            let error = io::Error::new(kind, "please use another engine");
            let error = OpenReadError::wrap_io_error(error, PathBuf::from("a.idx"));
            engine_error(Path::new("i"), "open", error.into())
        };
        for kind in [io::ErrorKind::InvalidData, io::ErrorKind::UnexpectedEof] {
            assert_eq!(
                open(kind).to_string(),
                "i: damaged: a.idx is not as it was written"
            );
        }
        assert!(matches!(
            open(io::ErrorKind::PermissionDenied),
            IndexError::Io { .. }
        ));
    }
}
