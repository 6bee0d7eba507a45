//! Reads folders: walks them, decodes files, picks a format and yields reports or read errors.
//!
//! [`walk`] finds the files, [`read`] yields a file's reports one at a time, [`read_stream`] those
//! of a stream of JSON Lines. What fails is an item like any other; the rest goes on.

mod decode;
mod error;
mod fingerprint;
mod flow;
mod formats;
mod guard;
mod input;
mod language;
mod limits;
mod mail;
mod members;
mod metadata;
mod office;
mod package;
mod title;
mod values;
mod walk;
mod xml;

use std::io::Read;

pub use error::{Cause, PageFault, ReadError, Reason, Tangle};
pub use fingerprint::fingerprint;
pub use formats::{FORMATS, Format, Kind, WRAPPERS, Wrapper};
pub use guard::READER_THREAD;
pub use walk::{Found, Skipped, Source, Walk, WalkError, absolute, walk};

use self::error::Place;
use self::formats::Outcomes;
use self::input::{Consumed, Input};
use self::limits::Within;
use crate::report::Report;

/// What the reader of metadata must know.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// The facets whose names are keys: their values become [`Report::stated`].
    pub facets: Vec<String>,
}

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
struct Outcome {
    report: Result<Report, ReadError>,
    warnings: Vec<ReadError>,
}

impl Outcome {
    fn failed(error: ReadError) -> Outcome {
        Outcome {
            report: Err(error),
            warnings: Vec::new(),
        }
    }
}

/// Yields the reports of a file. A file that cannot be opened yields one error.
pub fn read(source: &Source, options: &ReadOptions) -> Records {
    let consumed = Consumed::default();
    let wrapper = source.kind.wrapper;
    let outcomes = match input::open(&source.path, wrapper, &consumed) {
        Ok(bytes) => guard::outcomes(
            source.kind.format,
            Input {
                bytes,
                shown: source.shown.clone(),
                facets: options.facets.clone(),
                wrapper,
                within: Within::file(&source.path, source.size, &consumed),
            },
        ),
        Err(error) => {
            let error = Place::file(&source.shown).error(input::failure(wrapper, error));
            Box::new(std::iter::once(Outcome::failed(error)))
        }
    };
    Records { outcomes, consumed }
}

/// Yields the reports of a stream of JSON Lines, which people know as `shown`.
pub fn read_stream(
    stream: impl Read + Send + 'static,
    shown: &str,
    options: &ReadOptions,
) -> Records {
    let consumed = Consumed::default();
    let outcomes = match input::unwrap(stream, Wrapper::Plain, &consumed) {
        Ok(bytes) => (formats::jsonl::FORMAT.read)(Input {
            bytes,
            shown: shown.to_owned(),
            facets: options.facets.clone(),
            wrapper: Wrapper::Plain,
            within: Within::default(),
        }),
        Err(error) => {
            let error = Place::file(shown).error(Reason::Io(error));
            Box::new(std::iter::once(Outcome::failed(error)))
        }
    };
    Records { outcomes, consumed }
}

/// The iterator behind [`read`] and [`read_stream`].
pub struct Records {
    outcomes: Outcomes,
    consumed: Consumed,
}

impl Iterator for Records {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        let outcome = self.outcomes.next()?;
        Some(Record {
            consumed: self.consumed.get(),
            report: outcome.report,
            warnings: outcome.warnings,
        })
    }
}

#[cfg(test)]
mod tests;
