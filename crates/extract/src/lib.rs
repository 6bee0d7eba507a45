//! Reads folders: walks them, decodes files, picks a format and yields reports or read errors.
//!
//! [`walk`] finds the files, a [`Reader`] yields a file's reports one at a time, [`read_ahead`] does
//! so with several readers, [`read_stream`] yields those of a stream of JSON Lines. What fails is an
//! item like any other; the rest goes on. Formats that third-party parsers read are read in a
//! `worker` process, if there is a command for it.
//!
//! The library never prints, exits, reads arguments or asks the environment.
#![deny(clippy::print_stdout, clippy::print_stderr)]
#![warn(missing_docs)]

mod ahead;
mod decode;
mod error;
mod fingerprint;
mod flow;
mod formats;
mod guard;
mod input;
mod keys;
mod language;
mod limits;
mod lines;
mod mail;
mod members;
mod metadata;
mod ocr;
mod office;
mod package;
mod record;
pub mod report;
mod title;
mod unmapped;
mod values;
mod walk;
mod worker;
mod xml;

use std::io::Read;
use std::sync::Arc;

pub use ahead::{Ahead, File, read_ahead};
pub use error::{Cause, PageFault, ReadError, Reason, Tangle};
pub use fingerprint::fingerprint;
pub use formats::{FORMATS, Format, Kind, WRAPPERS, Wrapper};
pub use guard::READER_THREAD;
pub use limits::Limits;
pub use lines::{BadLine, TextLine, text_lines};
pub use ocr::Ocr;
pub use walk::{Found, Skipped, Source, Walk, WalkError, absolute, walk};
pub use worker::{WorkerCommand, serve};

use self::error::Place;
use self::formats::Outcomes;
use self::input::{Consumed, Input};
use self::keys::AllKeys;
use self::limits::Within;
use self::worker::{Conversation, Watch, Worker};
use crate::report::Report;
use reportage_text::field_map::FieldMap;

/// What reading must know.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// The facets whose names are keys: their values become [`Report::stated`].
    pub facets: Vec<String>,
    /// What the columns of known exports mean.
    pub maps: Vec<FieldMap>,
    /// What one file may cost.
    pub limits: Limits,
    /// What reads scanned pages of PDF files; without it they are told of.
    pub ocr: Option<Ocr>,
    /// How to start a process for what third-party parsers read. Without it everything is read in
    /// this process: then a parser that panics fails its file alone, but one that runs out of stack
    /// or memory takes the process down, and of the limits only those on expansion, nesting and
    /// members, and the time of a PDF that gets on, hold.
    pub worker: Option<WorkerCommand>,
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

    fn record(self, consumed: u64) -> Record {
        Record {
            consumed,
            report: self.report,
            warnings: self.warnings,
        }
    }
}

/// Reads files, one after the other.
pub struct Reader {
    options: ReadOptions,
    keys: Arc<AllKeys>,
    ocr: Option<Arc<Ocr>>,
    /// Kept from file to file.
    worker: Option<Worker>,
}

impl Reader {
    /// Makes a reader. A worker process is started when the first file needs one, and killed with
    /// the reader.
    pub fn new(options: ReadOptions) -> Reader {
        Reader {
            keys: Arc::new(AllKeys::new(&options.facets, &options.maps)),
            ocr: options.ocr.clone().map(Arc::new),
            options,
            worker: None,
        }
    }

    /// Yields the reports of a file. A file that cannot be opened yields one error.
    pub fn read(&mut self, source: &Source) -> Records<'_> {
        let options = &self.options;
        if let Some(command) = &options.worker
            && !formats::is_plain(source)
        {
            let worker = &mut self.worker;
            let conversation = Conversation::new(worker, command, source, options);
            return Records(Reading::Apart(Box::new(conversation)));
        }
        let keys = self.keys.clone();
        let (ocr, watch) = (self.ocr.clone(), Watch::default());
        let (outcomes, consumed) = here(source, keys, options.limits, ocr, watch);
        Records(Reading::Here(outcomes, consumed))
    }
}

/// Reads a file in this process.
fn here(
    source: &Source,
    keys: Arc<AllKeys>,
    limits: Limits,
    ocr: Option<Arc<Ocr>>,
    watch: Watch,
) -> (Outcomes, Consumed) {
    let consumed = Consumed::default();
    let wrapper = source.kind.wrapper;
    let within = Within {
        ocr,
        watch,
        ..Within::file(&source.path, source.size, &consumed, limits)
    };
    let outcomes = match input::open(&source.path, wrapper, &consumed) {
        Ok(bytes) => guard::outcomes(
            source.kind.format,
            Input {
                bytes: within.bounded(bytes, wrapper),
                shown: source.shown.clone(),
                keys,
                wrapper,
                within,
            },
        ),
        Err(error) => {
            let error = Place::file(&source.shown).error(input::failure(wrapper, error));
            Box::new(std::iter::once(Outcome::failed(error)))
        }
    };
    (outcomes, consumed)
}

/// Yields the reports of a stream of JSON Lines, which people know as `shown`.
pub fn read_stream(
    stream: impl Read + Send + 'static,
    shown: &str,
    options: &ReadOptions,
) -> Records<'static> {
    let consumed = Consumed::default();
    let outcomes = match input::unwrap(stream, Wrapper::Plain, &consumed) {
        Ok(bytes) => (formats::jsonl::FORMAT.read)(Input {
            bytes,
            shown: shown.to_owned(),
            keys: Arc::new(AllKeys::new(&options.facets, &options.maps)),
            wrapper: Wrapper::Plain,
            within: Within::default(),
        }),
        Err(error) => {
            let error = Place::file(shown).error(Reason::Io(error));
            Box::new(std::iter::once(Outcome::failed(error)))
        }
    };
    Records(Reading::Here(outcomes, consumed))
}

/// The iterator behind [`Reader::read`] and [`read_stream`].
pub struct Records<'a>(Reading<'a>);

enum Reading<'a> {
    Here(Outcomes, Consumed),
    Apart(Box<Conversation<'a>>),
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        match &mut self.0 {
            Reading::Here(outcomes, consumed) => {
                let outcome = outcomes.next()?;
                Some(outcome.record(consumed.get()))
            }
            Reading::Apart(conversation) => conversation.next(),
        }
    }
}

#[cfg(test)]
mod tests;
