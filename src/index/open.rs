//! Opens an index for reading.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError};
use tantivy::directory::{Directory, OwnedBytes};
use tantivy::index::SegmentId;
use tantivy::{Index, ReloadPolicy, Searcher, SegmentReader, TantivyError};

use crate::analysis::stem_exceptions::StemExceptions;
use crate::gazetteer::Gazetteer;
use crate::schema::translations::UserTranslation;

use super::damage::{DamageLog, guarded};
use super::directory::ReadingDirectory;
use super::error::IndexError;
use super::fields::{FORMAT_VERSION, Fields};
use super::file_names::{META, names_file};
use super::folder_state::{FolderState, inspect};
use super::ledger::Ledger;
use super::manifest;
use super::payload::Payload;
use super::renames::Renames;
use super::roots::{Places, Root};
use super::source_key::text_of;
use super::user_translations;

/// A snapshot of an index. Later writes do not affect it.
pub struct OpenIndex {
    /// Where it is, for messages; empty for an index in memory.
    pub dir: PathBuf,
    /// Tantivy's searcher.
    pub(crate) searcher: Searcher,
    /// Tantivy's fields.
    pub(crate) fields: Fields,
    /// The metadata of the whole index.
    pub payload: Payload,
    /// The compiled names with which its reports were tagged, or why they cannot be read.
    pub(super) names: Result<OwnedBytes, String>,
    /// The damage found while it is read.
    pub(super) damage: Arc<DamageLog>,
    /// The offset of root numbers in each segment of indexes that were opened together; empty for a single index.
    pub(super) root_offsets: HashMap<SegmentId, u32>,
}

/// Wraps calls that read an index, so that no result from damaged files is returned.
pub(crate) struct Reads {
    dir: PathBuf,
    damage: Arc<DamageLog>,
}

impl Reads {
    /// Returns the result of `read`, unless damage of the index is found.
    ///
    /// # Errors
    /// A file is damaged, or `read` fails or panics.
    pub fn unharmed<T, E: From<IndexError>>(
        &self,
        read: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        unharmed(&self.dir, &self.damage, "reading it", read)
    }
}

/// How often opening is retried because another process has replaced the index meanwhile.
pub(super) const ATTEMPTS: usize = 10;

impl OpenIndex {
    /// Opens the index in `dir`, which need not be writable.
    ///
    /// A writing process may replace the description, and remove the files of the previous one,
    /// while this process opens them. Tantivy's lock prevents that where this process can take it;
    /// in any case the result is used only if the description has not changed.
    ///
    /// # Errors
    /// There is no index in `dir`, it belongs to another program or has another format, or it is
    /// damaged or cannot be read.
    pub fn open(dir: &Path) -> Result<OpenIndex, IndexError> {
        let description = || std::fs::read(dir.join(META)).ok();
        for _ in 1..ATTEMPTS {
            let FolderState::Index(_) = inspect(dir)? else {
                break;
            };
            let before = description();
            let opened = OpenIndex::open_once(dir);
            if description() == before {
                return opened;
            }
        }
        OpenIndex::open_once(dir)
    }

    fn open_once(dir: &Path) -> Result<OpenIndex, IndexError> {
        let owned = || dir.to_owned();
        match inspect(dir)? {
            FolderState::Vacant | FolderState::Unfinished | FolderState::Occupied => {
                return Err(IndexError::Missing(owned()));
            }
            FolderState::Foreign(why) => return Err(IndexError::Foreign { dir: owned(), why }),
            FolderState::Damaged => return Err(IndexError::damaged_description(owned())),
            FolderState::Index(index) if index.format != FORMAT_VERSION => {
                return Err(IndexError::Format {
                    dir: owned(),
                    found: index.format,
                    wanted: FORMAT_VERSION,
                });
            }
            FolderState::Index(_) => {}
        }
        let directory = ReadingDirectory::open(dir)?;
        let damage = directory.damage();
        unharmed(dir, &damage.clone(), "opening it", || {
            let index =
                Index::open(directory.clone()).map_err(|error| engine_error(dir, "open", error))?;
            OpenIndex::of(dir, &index, &directory, damage)
        })
    }

    /// Returns the wrapper for calls that read this index.
    pub(crate) fn reads(&self) -> Reads {
        Reads {
            dir: self.dir.clone(),
            damage: self.damage.clone(),
        }
    }

    /// Opens the last commit of `index`.
    pub(super) fn of(
        dir: &Path,
        index: &Index,
        directory: &dyn Directory,
        damage: Arc<DamageLog>,
    ) -> Result<OpenIndex, IndexError> {
        let payload = read_payload(dir, index)?;
        let (_, fields) = Fields::build();
        Ok(OpenIndex {
            dir: dir.to_owned(),
            searcher: searcher_of(dir, index)?,
            fields,
            // Opened immediately, because the next run may remove the file.
            names: read_names(directory, payload.schema),
            payload,
            damage,
            root_offsets: HashMap::new(),
        })
    }

    /// Reads what the index knows about its sources.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn ledger(&self) -> Result<Ledger, IndexError> {
        let rows = self.reads().unharmed(|| {
            manifest::source_rows(&self.searcher, self.fields)
                .map_err(|error| engine_error(&self.dir, "read its sources", error))
        })?;
        Ok(Ledger::new(&self.dir, self.payload.roots.clone(), rows))
    }

    /// Returns the locations of the index's sources, relative to the working directory of the
    /// program.
    pub fn places(&self) -> Places {
        Places::of(&self.payload.roots, &self.dir)
    }

    /// Returns what is added to the root numbers in a segment; 0 unless several indexes were opened together.
    pub(crate) fn root_offset(&self, segment: &SegmentReader) -> u32 {
        let offset = self.root_offsets.get(&segment.segment_id());
        offset.copied().unwrap_or(0)
    }

    /// Returns the absolute paths of the roots, by number.
    pub(crate) fn root_places(&self) -> Vec<(u32, String)> {
        let roots = self.payload.roots.iter();
        let place = |root: &Root| (root.number, text_of(&root.place(&self.dir)));
        roots.map(place).collect()
    }

    /// Reads the current `same-as.tsv` rows.
    ///
    /// # Errors
    /// The rows cannot be read or are invalid.
    pub fn renames(&self) -> Result<Renames, IndexError> {
        Renames::load(&self.dir, &self.payload)
    }

    /// Reads the translations that users add or forbid.
    ///
    /// # Errors
    /// A table cannot be read or has an invalid row.
    pub fn user_translations(&self) -> Result<Vec<UserTranslation>, IndexError> {
        user_translations::load(&self.dir, &self.payload)
    }

    /// Opens the stemming exceptions with which the texts were indexed.
    ///
    /// # Errors
    /// The compiled names of the index cannot be read.
    pub fn stem_exceptions(&self) -> Result<Arc<StemExceptions>, IndexError> {
        Ok(self.gazetteer()?.stem_exceptions())
    }

    /// Opens the names with which the index was tagged.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn gazetteer(&self) -> Result<Gazetteer, IndexError> {
        open_gazetteer(&self.dir, self.names.clone())
    }
}

/// Returns the result of `work`, which writes to the index in `dir`.
///
/// # Errors
/// `work` failed or panicked.
pub(crate) fn guarded_write<T, E: From<IndexError>>(
    dir: &Path,
    work: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    unharmed(dir, &DamageLog::default(), "updating it", work)
}

/// Returns the result of `work`, unless damage is found meanwhile, because the result may then be
/// wrong.
///
/// # Errors
/// The damage, or why `work` failed or panicked during the operation `doing`.
pub(super) fn unharmed<T, E: From<IndexError>>(
    dir: &Path,
    damage: &DamageLog,
    doing: &'static str,
    work: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    let done = guarded(work);
    let dir = || dir.to_owned();
    match (damage.first(), done) {
        (Some(what), _) => Err(IndexError::Damaged { dir: dir(), what }.into()),
        (None, Ok(done)) => done,
        (None, Err(message)) => {
            let dir = dir();
            Err(IndexError::Panicked {
                dir,
                doing,
                message,
            }
            .into())
        }
    }
}

/// Opens a tantivy index for searching.
pub(super) fn searcher_of(dir: &Path, index: &Index) -> Result<Searcher, IndexError> {
    let reader = index
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual)
        .try_into()
        .map_err(|error| engine_error(dir, "open for reading", error))?;
    Ok(reader.searcher())
}

/// Reads compiled names by the fingerprint of their schema.
///
/// # Errors
/// The file, and why it cannot be read.
pub(super) fn read_names(directory: &dyn Directory, schema: u64) -> Result<OwnedBytes, String> {
    let file = names_file(schema);
    let handle = directory
        .get_file_handle(Path::new(&file))
        .map_err(|error| format!("{file}: {error}"))?;
    let read = handle.read_bytes(0..handle.len());
    read.map_err(|error| match is_damage(&error) {
        true => error.to_string(), // contains the file name
        false => format!("{file}: {error}"),
    })
}

/// Opens compiled names as returned by [`read_names`].
pub(super) fn open_gazetteer(
    dir: &Path,
    names: Result<OwnedBytes, String>,
) -> Result<Gazetteer, IndexError> {
    let damaged = |what: String| IndexError::Damaged {
        dir: dir.to_owned(),
        what,
    };
    Gazetteer::open(names.map_err(damaged)?)
        .map_err(|error| damaged(format!("its compiled names: {error}")))
}

/// Reads the payload of the last commit.
fn read_payload(dir: &Path, index: &Index) -> Result<Payload, IndexError> {
    let metas = index
        .load_metas()
        .map_err(|error| engine_error(dir, "read its state", error))?;
    let Some(text) = metas.payload else {
        return Err(IndexError::Missing(dir.to_owned())); // unreachable: every commit has one
    };
    serde_json::from_str(&text).map_err(|error| IndexError::Damaged {
        dir: dir.to_owned(),
        what: format!("its description: {error}"),
    })
}

/// Converts an error of tantivy to ours.
pub(crate) fn engine_error(dir: &Path, doing: &'static str, error: TantivyError) -> IndexError {
    let path = dir.to_owned();
    match error {
        TantivyError::LockFailure(LockError::LockBusy, _) => IndexError::Busy(path),
        TantivyError::LockFailure(LockError::IoError(error), _) => {
            let source = io::Error::new(error.kind(), error.to_string());
            IndexError::Io {
                path,
                action: "cannot be written",
                source,
            }
        }
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, filepath })
            if is_damage(&io_error) =>
        {
            let what = format!("{} has changed since it was written", filepath.display());
            IndexError::Damaged { dir: path, what }
        }
        TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(file)) => {
            let file = file.file_name().unwrap_or(file.as_os_str());
            let what = format!("{} is missing", Path::new(file).display());
            IndexError::Damaged { dir: path, what }
        }
        TantivyError::OpenReadError(OpenReadError::IncompatibleIndex(_)) => {
            let what = "a file is of another version of the search engine".to_owned();
            IndexError::Damaged { dir: path, what }
        }
        // Tantivy's message may contain the whole of a damaged file.
        TantivyError::DataCorruption(_) => {
            let what = format!("a file has changed since it was written ({doing})");
            IndexError::Damaged { dir: path, what }
        }
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, filepath }) => {
            let path = dir.join(filepath);
            let source = io::Error::new(io_error.kind(), io_error.to_string());
            IndexError::Io {
                path,
                action: "cannot be read",
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

/// Returns whether a file can be read, but is damaged.
fn is_damage(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof
    )
}

/// Converts an error of opening a directory to ours.
pub(super) fn directory_error(dir: &Path, error: OpenDirectoryError) -> IndexError {
    let path = dir.to_owned();
    match error {
        OpenDirectoryError::DoesNotExist(_) => IndexError::Missing(path),
        OpenDirectoryError::NotADirectory(_) => IndexError::NotAnIndex(path),
        OpenDirectoryError::FailedToCreateTempDir(error) => {
            let source = io::Error::new(error.kind(), error.to_string());
            IndexError::Io {
                path,
                action: "cannot be opened",
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
                action: "cannot be opened",
                source,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_is_reported_in_our_words_and_other_failures_as_they_are() {
        let open = |kind| {
            let error = io::Error::new(kind, "please use another engine");
            let error = OpenReadError::wrap_io_error(error, PathBuf::from("a.idx"));
            engine_error(Path::new("i"), "open", error.into())
        };
        for kind in [io::ErrorKind::InvalidData, io::ErrorKind::UnexpectedEof] {
            assert_eq!(
                open(kind).to_string(),
                "i: damaged: a.idx has changed since it was written"
            );
        }
        assert!(matches!(
            open(io::ErrorKind::PermissionDenied),
            IndexError::Io { .. }
        ));
    }
}
