//! Reads folders: walks them, decodes files, picks a format and yields reports or read errors.
//!
//! [`walk`] finds the files, a [`Reader`] yields a file's reports one at a time, [`prefetch`] does
//! so with several readers, [`read_stream`] yields those of a stream of JSON Lines. What fails is an
//! item like any other; the rest goes on. Formats that third-party parsers read are read in a
//! `worker` process, if there is a command for it.
//!
//! From below: `format` says what a format is, `formats` has their reading functions, `registry` the table of them;
//! `detect` picks one, `open` reads a file in it, `bounded` keeps what comes of it within its [`Limits`], and a [`Reader`]
//! does so here or in a worker.
//!
//! The library never prints, exits, reads arguments or asks the environment.
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

pub use error::{Cause, PageFault, ReadError, Reason, Tangle};
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
