//! Options of an indexing run, and streams to index in addition to files.

use std::io::Read;

use crate::corpus::{Limits, Ocr, WorkerCommand};
use crate::date;
use crate::index::Resources;

/// Options of an indexing run. The default uses [`Resources::default`] and reads everything in this process.
#[derive(Debug, Clone)]
pub struct IndexOptions {
    /// Threads and memory to use.
    pub resources: Resources,
    /// Limits for reading one file.
    pub limits: Limits,
    /// OCR for scanned pages of PDF files; without it, such pages cause warnings.
    pub ocr: Option<Ocr>,
    /// Starts the worker process that runs third-party parsers; see
    /// [`ReadOptions::worker`](crate::corpus::ReadOptions) for what happens without it.
    pub worker: Option<WorkerCommand>,
    /// The name for folders that become roots in this run; `None` for the folder's own name.
    pub root_name: Option<String>,
    /// Patterns of files and folders to exclude, as in a `.gitignore`, relative to each root. Their reports leave the index.
    pub exclude: Vec<String>,
    /// Whether missing sources leave the index even if their root is missing or empty, or has lost more than half of them.
    pub allow_empty: bool,
    /// Whether to read only sources with failures in an earlier run.
    pub retry: bool,
    /// The time at which this run adds or changes reports, in seconds since 1970 UTC. The default is the system time.
    pub now: i64,
}

impl Default for IndexOptions {
    fn default() -> IndexOptions {
        IndexOptions {
            resources: Resources::default(),
            limits: Limits::default(),
            ocr: None,
            worker: None,
            root_name: None,
            exclude: Vec::new(),
            allow_empty: false,
            retry: false,
            now: date::now(),
        }
    }
}

/// A stream of reports as JSON Lines. Each replaces the report with the same id and nothing else; a report does not leave
/// the index because a later stream lacks it.
pub struct Stream {
    /// Its name in messages about an id that several sources use (`standard input`).
    pub name: String,
    /// Its name before line numbers (`stdin`).
    pub path: String,
    /// The lines.
    pub bytes: Box<dyn Read + Send>,
}
