//! What can go wrong with an index.

use std::path::PathBuf;

/// Why an index cannot be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// Nothing was ever indexed there.
    #[error("{}: no index here", .0.display())]
    Missing(PathBuf),
    /// The folder holds other files than an index.
    #[error("{}: not an index, and not empty", .0.display())]
    NotAnIndex(PathBuf),
    /// The folder is another program's, or none.
    #[error("{}: not an index of reportage: {why}", dir.display())]
    Foreign {
        /// What was named as the index's folder.
        dir: PathBuf,
        /// What tells.
        why: &'static str,
    },
    /// An index without the file by which a folder is known as one.
    #[error("{}: CACHEDIR.TAG is not the one of an index, so nothing here is replaced", .0.display())]
    Untagged(PathBuf),
    /// Written by a version of the program that laid indexes out differently.
    #[error("{}: an index of format {found}, this program reads format {wanted}", dir.display())]
    Format {
        /// The index's folder.
        dir: PathBuf,
        /// Its format.
        found: u32,
        /// The format that this program reads.
        wanted: u32,
    },
    /// Indexes were to be opened together that differ in what their reports were tagged by.
    #[error(
        "{} and {}: tagged by different schemas, so their facets cannot be counted together; index one of them anew \
         with the schema of the other",
        dir.display(),
        other.display()
    )]
    DifferentSchemas {
        /// The folder of the first.
        dir: PathBuf,
        /// That of another.
        other: PathBuf,
    },
    /// Another process is writing to it.
    #[error("{}: another indexer is at work here", .0.display())]
    Busy(PathBuf),
    /// The folder or a file in it may not be read or written.
    #[error("{}: {action}", path.display())]
    Io {
        /// The folder or file.
        path: PathBuf,
        /// What was tried.
        action: &'static str,
        /// Why it was refused.
        #[source]
        source: std::io::Error,
    },
    /// What is in the index cannot be understood.
    #[error("{}: damaged: {what}", dir.display())]
    Damaged {
        /// The index's folder.
        dir: PathBuf,
        /// What was expected.
        what: String,
    },
    /// What read or wrote it panicked, and nothing of it was found to be damaged.
    #[error("{}: {doing} broke off: {said}", dir.display())]
    Panicked {
        /// The index's folder.
        dir: PathBuf,
        /// What was done.
        doing: &'static str,
        /// What it said.
        said: String,
    },
    /// The rows of values that are shown as others are not valid.
    #[error(transparent)]
    SameAs(#[from] crate::schema::SchemaError),
    /// The search engine refused.
    #[error("{}: {doing}", dir.display())]
    Engine {
        /// The index's folder.
        dir: PathBuf,
        /// What it was asked to do.
        doing: &'static str,
        /// What it said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// An indexing thread died; what it held is not in the index.
    #[error("{}: an indexing thread stopped: {reason}", dir.display())]
    Thread {
        /// The index's folder.
        dir: PathBuf,
        /// What it said.
        reason: String,
    },
}

impl IndexError {
    /// The description of an index, which is replaced at every commit, is none.
    pub(super) fn damaged_description(dir: PathBuf) -> IndexError {
        IndexError::Damaged {
            dir,
            what: "meta.json is not as it was written".to_owned(),
        }
    }
}
