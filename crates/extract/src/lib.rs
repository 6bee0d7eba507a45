//! Reads folders: walks them, decodes files, detects formats and yields reports or read errors.
//!
//! [`walk`] finds the files, a [`Reader`] yields the reports of a file one at a time, [`prefetch`]
//! runs several readers, and [`read_stream`] reads a stream of JSON Lines. A failure is an item
//! like any other, and reading continues. Formats that need third-party parsers are read in a
//! `worker` process, if a command for it is given.
//!
//! Modules, bottom up: `format` defines what a format is, `formats` contains the reading functions,
//! `registry` the table of formats; `detect` selects a format, `open` reads a file in it, `bounded`
//! enforces the [`Limits`], and a [`Reader`] runs this in the calling process or in a worker.
//!
//! The library never prints, exits, parses arguments or reads environment variables.
#![deny(clippy::print_stdout, clippy::print_stderr)]
#![warn(missing_docs)]

mod bounded;
mod decode;
mod detect;
mod error;
mod exclude;
mod field_mapping;
mod fingerprint;
mod flow;
mod format;
mod formats;
#[cfg(any(test, feature = "fuzzing"))]
pub mod fuzzing;
mod guard;
mod language;
mod limits;
mod line_counter;
mod lines;
mod mail;
mod members;
mod metadata;
mod names;
mod ocr;
mod office;
mod open;
mod options;
mod outcome;
mod package;
mod prefetch;
mod reader;
mod record;
mod registry;
pub mod report;
mod source;
mod split;
mod title;
mod unmapped;
mod values;
mod walk;
mod watch;
mod worker;
mod wrapper;
mod xml;

pub use error::{ArticleFault, Cause, PageFault, ReadError, Reason};
pub use exclude::{IGNORE_FILE, PatternError, Patterns};
pub use fingerprint::fingerprint;
pub use format::{Format, Kind};
pub use guard::READER_THREAD;
pub use limits::Limits;
pub use lines::{BadLine, TextLine, text_lines};
pub use ocr::Ocr;
pub use options::{ReadOptions, WorkerCommand};
pub use outcome::Record;
pub use prefetch::{File, Prefetch, prefetch};
pub use reader::{Reader, Records, read_stream};
pub use registry::FORMATS;
pub use source::Source;
pub use walk::{Skipped, Walk, WalkEntry, WalkError, absolute, modified, walk};
pub use worker::{ReportingAllocator, serve};
pub use wrapper::{WRAPPERS, Wrapper};

#[cfg(test)]
mod tests;
