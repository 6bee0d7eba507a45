//! The messages between the program and a worker process: one line of JSON each; answers start with
//! [`MARK`]. Errors are sent as text.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::error::{ReadError, WireReason};
use crate::format::Kind;
use crate::limits::Limits;
use crate::ocr::Ocr;
use crate::options::ReadOptions;
use crate::outcome::Record;
use crate::registry::FORMATS;
use crate::report::Report;
use crate::source::Source;
use crate::wrapper::Wrapper;
use reportage_text::field_map::FieldMap;
use reportage_text::lexicon::Language;

/// Starts each answer. A line without it is output of a library or the system.
pub(super) const MARK: u8 = 0x1e;

/// [`Answer::OutOfMemory`] as sent, on a separate line even if the previous line is incomplete.
#[cfg(unix)]
pub(super) const OUT_OF_MEMORY: &[u8] = b"\n\x1e\"OutOfMemory\"\n";

/// A file to read.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Request {
    /// The path; of this type because JSON can hold it even if it is not UTF-8.
    path: OsString,
    shown: String,
    size: u64,
    format: String,
    wrapper: Wrapper,
    pub facets: Vec<String>,
    pub maps: Vec<FieldMap>,
    pub languages: Vec<Language>,
    pub limits: Limits,
    pub ocr: Option<Ocr>,
    /// Entries on which a worker has died, as shown to users, with the reasons.
    pub broken: BTreeMap<String, WireReason>,
}

impl Request {
    pub fn new(source: &Source, options: &ReadOptions) -> Request {
        Request {
            path: source.path.clone().into_os_string(),
            shown: source.shown.clone(),
            size: source.size,
            format: source.kind.format.name.to_owned(),
            wrapper: source.kind.wrapper,
            facets: options.facets.clone(),
            maps: options.maps.clone(),
            languages: options.languages.clone(),
            limits: options.limits,
            ocr: options.ocr.clone(),
            broken: BTreeMap::new(),
        }
    }

    /// Returns the file; `None` if its format is unknown.
    pub fn source(&self) -> Option<Source> {
        let format = FORMATS.iter().find(|format| format.name == self.format)?;
        Some(Source {
            path: PathBuf::from(&self.path),
            shown: self.shown.clone(),
            size: self.size,
            modified: None,
            changed: None,
            inode: None,
            kind: Kind {
                format,
                wrapper: self.wrapper,
            },
        })
    }
}

/// A message from a worker.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Answer {
    /// This archive entry, as shown to users, is read next.
    At(String),
    /// A part of the file has been read; its time limit starts again.
    GoesOn,
    Record(Box<WireRecord>),
    /// An allocation has failed. The worker dies of it unless another answer follows.
    OutOfMemory,
    /// The file has been read.
    End,
}

/// A [`Record`] whose errors are text.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct WireRecord {
    consumed: u64,
    report: Result<Report, WireError>,
    warnings: Vec<WireError>,
}

impl Answer {
    pub fn record(record: Record) -> Answer {
        Answer::Record(Box::new(WireRecord {
            consumed: record.consumed,
            report: record.report.map_err(|error| WireError::of(&error)),
            warnings: record.warnings.iter().map(WireError::of).collect(),
        }))
    }
}

impl From<WireRecord> for Record {
    fn from(record: WireRecord) -> Record {
        Record {
            consumed: record.consumed,
            report: record.report.map_err(ReadError::from),
            warnings: record.warnings.into_iter().map(ReadError::from).collect(),
        }
    }
}

/// A [`ReadError`] as text.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct WireError {
    path: String,
    line: Option<u32>,
    record: Option<u64>,
    reason: WireReason,
}

impl WireError {
    fn of(error: &ReadError) -> WireError {
        WireError {
            path: error.path.clone(),
            line: error.line,
            record: error.record,
            reason: WireReason::of(&error.reason),
        }
    }
}

impl From<WireError> for ReadError {
    fn from(error: WireError) -> ReadError {
        ReadError {
            path: error.path,
            line: error.line,
            record: error.record,
            reason: error.reason.into(),
        }
    }
}

/// Writes `message` as one line and flushes it.
pub(super) fn write(to: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    let mut to = io::BufWriter::with_capacity(64 << 10, to);
    serde_json::to_writer(&mut to, message)?;
    to.write_all(b"\n")?;
    to.flush()
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use super::*;
    use crate::error::{Location, Reason};
    use crate::report::{Anchor, Lines};
    use reportage_text::date::Date;

    #[test]
    #[cfg(unix)]
    fn the_message_of_a_failed_allocation_is_one_of_the_answers() {
        let mut line = vec![b'\n', MARK];
        write(&mut line, &Answer::OutOfMemory).unwrap();
        assert_eq!(OUT_OF_MEMORY, line);
    }

    #[test]
    fn a_report_and_an_error_come_out_as_they_went_in() {
        let report = Report {
            id: "a".into(),
            title: None,
            body: "one\ntwo \u{1e}é\0".into(),
            published: Some(Date::parse("2025-02-04T08:30:00+01:00").unwrap()),
            source: Some("OCHA".into()),
            url: None,
            language: Some("ht".into()),
            stated: vec![("area".into(), "Solino".into())],
            recipients: vec!["All <all@example.org>".into()],
            path: "a.zip!/a.pdf".into(),
            lines: Lines::At(vec![Anchor {
                start: 4,
                line: None,
                page: Some(2),
            }]),
            text_end: Some(3),
            notes: Vec::new(),
        };
        let io = io::Error::other("why");
        let warning = Location::file("a").error(Reason::Io(io));
        let record = Record {
            consumed: 7,
            report: Ok(report.clone()),
            warnings: vec![warning],
        };
        let mut line = Vec::new();
        write(&mut line, &Answer::record(record)).unwrap();
        assert_eq!(memchr::memchr_iter(b'\n', &line).count(), 1);
        assert_eq!(memchr::memchr(MARK, &line), None);
        let Answer::Record(record) = serde_json::from_slice(&line).unwrap() else {
            panic!("{}", String::from_utf8_lossy(&line));
        };
        let got = Record::from(*record);
        assert_eq!((got.consumed, got.report.unwrap()), (7, report));
        let warning = &got.warnings[0];
        assert_eq!(warning.to_string(), "a: not readable");
        assert_eq!(warning.source().unwrap().to_string(), "why");
    }
}
