//! What a run tells while it goes on, and what it did.

use std::collections::BTreeMap;

use crate::corpus::ReadError;
use crate::index::{Counts, Evicted};
use crate::report::Report;

use super::error::Problem;
use super::vanished::Vanishing;

/// Something that happens in a run, in the order in which the cases stand here, those between [`Reading`](Self::Reading) and
/// [`Finishing`](Self::Finishing) again and again. Problems may come at any time before the end.
#[derive(Debug)]
pub enum Event<'a> {
    /// The names of the schema have changed: the reports in the index were tagged again.
    TaggedAgain {
        /// How many.
        reports: u64,
    },
    /// A file or folder to be indexed is gone: what was read below it leaves the index.
    Gone {
        /// The file or folder as its user spelled it.
        shown: String,
        /// How many files leave; at least one.
        files: usize,
    },
    /// A root is known at another place: it has moved, with the index or without.
    Moved {
        /// Its name.
        root: String,
        /// Where it was.
        from: String,
        /// Where it is.
        to: String,
    },
    /// Sources of a root are gone, and stay in the index because it is to be doubted that they are gone for good.
    Withheld(Vanishing),
    /// A report left the index because its id belongs to a source that is read before its own.
    Evicted(Evicted),
    /// It is known what is to be read.
    Reading {
        /// The size of all those files together.
        bytes: u64,
    },
    /// So much of it has been read; never falls.
    Read {
        /// In bytes of the files, compressed if they are.
        bytes: u64,
    },
    /// Something was left out of a report or may be wrong in it. The report goes in.
    Warning(ReadError),
    /// A report was read, and goes in if no [`Problem::Taken`] follows.
    Report(&'a Report),
    /// A file or a report cannot be read, or cannot go in.
    Problem(Problem),
    /// All is read; the engine has yet to write and tidy up.
    Finishing,
}

/// What a run did.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Reports.
    pub counts: Counts,
    /// Files not read, by kind (`.png`, `no extension`, `link`).
    pub skipped: BTreeMap<String, u64>,
    /// Reports and files that could not be read, now or when they were last read.
    pub failed: u64,
    /// How many of the failed are reports whose id another source has.
    pub taken: u64,
    /// Paths that are not there and never were.
    pub missing: u64,
    /// Sources that are gone and stay in the index; see [`Event::Withheld`].
    pub withheld: u64,
    /// Things that were left out of reports or may be wrong in them.
    pub warnings: u64,
}
