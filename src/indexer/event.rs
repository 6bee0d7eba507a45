//! Events during a run, and the summary at its end.

use std::collections::BTreeMap;

use crate::corpus::ReadError;
use crate::index::{Counts, Evicted};
use crate::report::Report;

use super::error::Problem;
use super::vanished::Vanishing;

/// An event of a run. Events come in the order of the variants; those between [`Reading`](Self::Reading) and
/// [`Finishing`](Self::Finishing) repeat. Problems may come at any time before the end.
#[derive(Debug)]
pub enum Event<'a> {
    /// The names in the schema have changed, so the reports in the index were tagged again.
    TaggedAgain {
        /// How many reports.
        reports: u64,
    },
    /// A file or folder to be indexed was deleted: the sources at or below it leave the index.
    Gone {
        /// The path as the user typed it.
        shown: String,
        /// How many files leave the index; at least one.
        files: usize,
    },
    /// A root has moved, with or without the index.
    Moved {
        /// Its name.
        root: String,
        /// Where it was.
        from: String,
        /// Where it is.
        to: String,
    },
    /// Sources of a root are missing. They stay in the index, as it is doubtful that they were deleted for good.
    Withheld(Vanishing),
    /// A report was removed because a source earlier in the reading order has the same id.
    Evicted(Evicted),
    /// The plan is made and reading begins.
    Reading {
        /// The total size of the files to read.
        bytes: u64,
    },
    /// How much of that has been read; never decreases.
    Read {
        /// In bytes of the files as stored, before decompression.
        bytes: u64,
    },
    /// Something in a report was left out or may be wrong. The report is indexed all the same.
    Warning(ReadError),
    /// A report was read. It is indexed unless a [`Problem::Taken`] follows.
    Report(&'a Report),
    /// A file or a report could not be read or indexed.
    Problem(Problem),
    /// All sources are read; the index is about to be written and merged.
    Finishing,
}

/// What a run did.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Counts of reports.
    pub counts: Counts,
    /// Files not read, by kind (`.png`, `no extension`, `link`).
    pub skipped: BTreeMap<String, u64>,
    /// Reports and files that could not be read, in this run or, if unchanged since, in an earlier one.
    pub failed: u64,
    /// How many of `failed` are reports whose id another source has.
    pub taken: u64,
    /// Requested paths that do not exist and were never indexed.
    pub missing: u64,
    /// Missing sources that stay in the index; see [`Event::Withheld`].
    pub withheld: u64,
    /// How many warnings there were: something in a report was left out or may be wrong.
    pub warnings: u64,
}
