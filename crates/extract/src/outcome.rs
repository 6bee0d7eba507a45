//! What reading yields: a report or why there is none, one at a time.

use super::error::ReadError;
use super::report::Report;

/// One report of a file, or why there is none.
#[derive(Debug)]
pub struct Record {
    /// How many bytes of the file (compressed, if it is) have been consumed; never falls.
    pub consumed: u64,
    /// The report.
    pub report: Result<Report, ReadError>,
    /// What was left out of it or may be wrong in it.
    pub warnings: Vec<ReadError>,
}

/// What a format yields for one report.
#[derive(Debug)]
pub(super) struct Outcome {
    pub report: Result<Report, ReadError>,
    pub warnings: Vec<ReadError>,
}

/// What a format yields for a file.
pub(super) type Outcomes = Box<dyn Iterator<Item = Outcome> + Send>;

impl Outcome {
    pub fn failed(error: ReadError) -> Outcome {
        Outcome {
            report: Err(error),
            warnings: Vec::new(),
        }
    }

    pub fn record(self, consumed: u64) -> Record {
        Record {
            consumed,
            report: self.report,
            warnings: self.warnings,
        }
    }
}
