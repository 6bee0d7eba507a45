//! Reads files or a stream, in this process or in a worker process.

use std::io::Read;
use std::sync::Arc;

use super::error::{Location, Reason};
use super::field_mapping::FieldMappings;
use super::format::Input;
use super::limits::{Limits, Within};
use super::ocr::Ocr;
use super::open::{self, OPENER};
use super::options::ReadOptions;
use super::outcome::{Outcome, Outcomes, Record};
use super::registry::JSON_LINES;
use super::source::Source;
use super::watch::Watch;
use super::worker::{Worker, WorkerSession};
use super::wrapper::{self, Consumed, Wrapper};
use super::{bounded, detect};

/// Reads files one after the other.
pub struct Reader {
    options: ReadOptions,
    mappings: Arc<FieldMappings>,
    ocr: Option<Arc<Ocr>>,
    /// Kept from file to file.
    worker: Option<Worker>,
}

impl Reader {
    /// Creates a reader. A worker process is started when the first file needs one, and killed when
    /// the reader is dropped.
    pub fn new(options: ReadOptions) -> Reader {
        Reader {
            mappings: Arc::new(FieldMappings::new(
                &options.facets,
                &options.maps,
                &options.languages,
            )),
            ocr: options.ocr.clone().map(Arc::new),
            options,
            worker: None,
        }
    }

    /// Yields the reports of a file. A file that cannot be opened yields one error.
    pub fn read(&mut self, source: &Source) -> Records<'_> {
        let options = &self.options;
        if let Some(command) = &options.worker
            && !detect::is_plain(source)
        {
            let worker = &mut self.worker;
            let session = WorkerSession::new(worker, command, source, options);
            return Records(Reading::Apart(Box::new(session)));
        }
        let mappings = self.mappings.clone();
        let (ocr, watch) = (self.ocr.clone(), Watch::default());
        let (outcomes, consumed) = open::file(source, mappings, options.limits, ocr, watch);
        Records(Reading::Here(outcomes, consumed))
    }
}

/// The longest line of a stream, in bytes: a stream is read in this process, and needs several
/// times as much memory.
const LONGEST_LINE: u64 = 32 << 20;

/// Yields the reports of a stream of JSON Lines, shown to users as `shown`.
pub fn read_stream(
    stream: impl Read + Send + 'static,
    shown: &str,
    options: &ReadOptions,
) -> Records<'static> {
    let consumed = Consumed::default();
    let outcomes = match wrapper::unwrap(stream, Wrapper::Plain, &consumed) {
        Ok(bytes) => {
            let input = Input {
                bytes,
                shown: shown.to_owned(),
                mappings: Arc::new(FieldMappings::new(
                    &options.facets,
                    &options.maps,
                    &options.languages,
                )),
                wrapper: Wrapper::Plain,
                within: Within {
                    limits: Limits {
                        line: options.limits.line.min(LONGEST_LINE),
                        ..options.limits
                    },
                    ..Within::default()
                },
                opener: OPENER,
            };
            bounded::fitting(open::start(&JSON_LINES.read, input), options.limits)
        }
        Err(error) => {
            let error = Location::file(shown).error(Reason::Io(error));
            Box::new(std::iter::once(Outcome::failed(error)))
        }
    };
    Records(Reading::Here(outcomes, consumed))
}

/// The iterator behind [`Reader::read`] and [`read_stream`].
pub struct Records<'a>(Reading<'a>);

enum Reading<'a> {
    Here(Outcomes, Consumed),
    Apart(Box<WorkerSession<'a>>),
}

impl Iterator for Records<'_> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        match &mut self.0 {
            Reading::Here(outcomes, consumed) => {
                let outcome = outcomes.next()?;
                Some(outcome.record(consumed.get()))
            }
            Reading::Apart(session) => session.next(),
        }
    }
}
