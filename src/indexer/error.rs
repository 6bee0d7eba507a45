//! Errors that end a run, and problems of a single source.

use std::error::Error;
use std::io;
use std::path::PathBuf;

use crate::corpus::{PatternError, ReadError, WalkError};
use crate::index::{IndexError, Taken};

/// Why a run failed.
#[derive(Debug, thiserror::Error)]
pub enum IndexerError {
    /// The index cannot be opened or written.
    #[error(transparent)]
    Index(#[from] IndexError),
    /// A root is missing or cannot be read, so that a rebuilt index would lack its reports.
    #[error("{}: not rebuilt", dir.display())]
    RootMissing {
        /// The index directory.
        dir: PathBuf,
    },
    /// The index has no root of this name.
    #[error("no root is called `{name}`")]
    NoRoot {
        /// The name that was requested.
        name: String,
        /// The names of its roots.
        known: Vec<String>,
    },
    /// An exclude pattern is not valid.
    #[error("`{pattern}`: not a file name pattern")]
    BadPattern {
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        #[source]
        source: PatternError,
    },
    /// Another root has this name.
    #[error("another root is called `{0}`")]
    RootNameTaken(String),
    /// The new place of a root is not a folder.
    #[error("{}: no such folder", .0.display())]
    NoFolder(PathBuf),
    /// The threads that read files could not be started.
    #[error("the threads that read files cannot be started")]
    Threads(#[source] io::Error),
    /// The threads that read files have died.
    #[error("the threads that read files have stopped")]
    ReadersGone,
}

/// What is wrong with one file or report; the run goes on.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// A path that cannot be walked.
    #[error(transparent)]
    Walk(#[from] WalkError),
    /// A file whose bytes cannot be read.
    #[error("{shown}: not readable; its reports stay in the index")]
    Unreadable {
        /// The file, as shown to people.
        shown: String,
        /// The error of the operating system.
        source: io::Error,
    },
    /// A report that cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A report that was not added because another source has its id.
    #[error("{place}: {taken}")]
    Taken {
        /// The position of the report, as shown to people: `a.jsonl:12`.
        place: String,
        /// The source that has the id.
        taken: Taken,
    },
    /// A failure of an earlier run in a file that has not changed since.
    #[error("{line}")]
    Before {
        /// The file, as shown to people.
        shown: String,
        /// What was wrong, with the file and its causes.
        line: String,
    },
}

/// Formats an error and its causes on one line.
pub fn with_causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(&format!(": {error}"));
        cause = error.source();
    }
    text
}
