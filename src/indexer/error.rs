//! Why a run failed, and what went wrong with one source of it.

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
    /// A root is not there or cannot be read, so that an index made anew would lack its reports.
    #[error("{}: not made anew", dir.display())]
    RootMissing {
        /// The index's folder.
        dir: PathBuf,
    },
    /// The index has no root of this name.
    #[error("no root is called `{name}`")]
    NoRoot {
        /// The name that was requested.
        name: String,
        /// Those that it has.
        known: Vec<String>,
    },
    /// A pattern of what is left out that is none.
    #[error("`{pattern}`: no pattern of file names")]
    BadPattern {
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        #[source]
        source: PatternError,
    },
    /// Another root has this name.
    #[error("a root is called `{0}` already")]
    RootNameTaken(String),
    /// A root is to be where no folder is.
    #[error("{}: no such folder", .0.display())]
    NoFolder(PathBuf),
    /// The system gives no threads to read with.
    #[error("no threads to read files with")]
    Threads(#[source] io::Error),
    /// The threads that read have died.
    #[error("the threads that read files are gone")]
    ReadersGone,
}

/// What is wrong with one file or report; the run goes on.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// A place that cannot be walked.
    #[error(transparent)]
    Walk(#[from] WalkError),
    /// A file whose bytes cannot be read.
    #[error("{shown}: not readable; what the index has of it stays")]
    Unreadable {
        /// The file, as shown to people.
        shown: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// A report that cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A report that cannot go in because its id is another's.
    #[error("{place}: {taken}")]
    Taken {
        /// Where it stands, as shown to people: `a.jsonl:12`.
        place: String,
        /// Whose the id is.
        taken: Taken,
    },
    /// What could not be read of a file when it was last read; it has not changed since.
    #[error("{line}")]
    Before {
        /// The file, as shown to people.
        shown: String,
        /// What was wrong, with the file and its causes.
        line: String,
    },
}

/// Writes an error and its causes in one line.
pub fn with_causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(&format!(": {error}"));
        cause = error.source();
    }
    text
}
