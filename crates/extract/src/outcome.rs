//! The results of reading: reports or errors, one at a time.

use super::error::ReadError;
use super::report::Report;

/// One report of a file, or the error.
#[derive(Debug)]
pub struct Record {
    /// How many bytes of the file, as stored, have been consumed; never decreases.
    pub consumed: u64,
    /// The report.
    pub report: Result<Report, ReadError>,
    /// Problems that affect only a part of the report.
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
