//! Errors of an index.

use std::path::PathBuf;

/// Why an index cannot be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// There is no index.
    #[error("{}: no index here", .0.display())]
    Missing(PathBuf),
    /// The directory contains other files and no index.
    #[error("{}: not an index, and not empty", .0.display())]
    NotAnIndex(PathBuf),
    /// The directory belongs to another program, or is not one.
    #[error("{}: not an index of reportage: {why}", dir.display())]
    Foreign {
        /// The index directory as given.
        dir: PathBuf,
        /// The reason.
        why: &'static str,
    },
    /// An index without the file that marks its directory.
    #[error("{}: CACHEDIR.TAG is not that of an index, so nothing here is replaced", .0.display())]
    Untagged(PathBuf),
    /// The index has the format of another version of the program.
    #[error("{}: an index of format {found}, this program reads format {wanted}", dir.display())]
    Format {
        /// The index directory.
        dir: PathBuf,
        /// Its format.
        found: u32,
        /// The format that this program reads.
        wanted: u32,
    },
    /// The indexes to open together were tagged with different schemas.
    #[error(
        "{} and {}: tagged with different schemas, so their facets cannot be counted together; rebuild one of them \
         with the schema of the other",
        dir.display(),
        other.display()
    )]
    DifferentSchemas {
        /// The directory of one index.
        dir: PathBuf,
        /// The directory of another.
        other: PathBuf,
    },
    /// An index to open together with others is a copy of one of them, perhaps updated since.
    #[error("{}: a copy of another of these indexes; search one of the two", dir.display())]
    Copy {
        /// The directory of the copy.
        dir: PathBuf,
    },
    /// Another process is writing to the index.
    #[error("{}: another indexer is running here", .0.display())]
    Busy(PathBuf),
    /// The directory or a file in it cannot be read or written.
    #[error("{}: {action}", path.display())]
    Io {
        /// The directory or file.
        path: PathBuf,
        /// The attempted action.
        action: &'static str,
        /// The error of the operating system.
        #[source]
        source: std::io::Error,
    },
    /// The index is damaged.
    #[error("{}: damaged: {what}", dir.display())]
    Damaged {
        /// The index directory.
        dir: PathBuf,
        /// What is damaged.
        what: String,
    },
    /// Reading or writing panicked, and no damage was found.
    #[error("{}: {doing} ended with an internal error: {message}", dir.display())]
    Panicked {
        /// The index directory.
        dir: PathBuf,
        /// The operation.
        doing: &'static str,
        /// The panic message.
        message: String,
    },
    /// The rows of `same-as.tsv` or `corrections.tsv` are invalid.
    #[error(transparent)]
    Table(#[from] crate::schema::SchemaError),
    /// An error of tantivy.
    #[error("{}: {doing}", dir.display())]
    Engine {
        /// The index directory.
        dir: PathBuf,
        /// The operation.
        doing: &'static str,
        /// The error.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// An indexing thread died; what it was processing is not in the index.
    #[error("{}: an indexing thread stopped: {reason}", dir.display())]
    Thread {
        /// The index directory.
        dir: PathBuf,
        /// The reason.
        reason: String,
    },
}

impl IndexError {
    /// Returns the error for an invalid description (`meta.json`), which is replaced at every
    /// commit.
    pub(super) fn damaged_description(dir: PathBuf) -> IndexError {
        IndexError::Damaged {
            dir,
            what: "meta.json has changed since it was written".to_owned(),
        }
    }
}
