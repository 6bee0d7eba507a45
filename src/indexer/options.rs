//! How to index, and what beside files.

use std::io::Read;

use crate::corpus::{Limits, Ocr, WorkerCommand};
use crate::date;
use crate::index::Resources;

/// How to index. The default uses the machine as [`Resources::default`] says, and reads everything in this process.
#[derive(Debug, Clone)]
pub struct IndexOptions {
    /// How much of the machine to use.
    pub resources: Resources,
    /// What one file may cost.
    pub limits: Limits,
    /// What reads scanned pages of PDF files; without it they are told of.
    pub ocr: Option<Ocr>,
    /// How to start a process for what third-party parsers read; see [`ReadOptions::worker`](crate::corpus::ReadOptions)
    /// for what holds without it.
    pub worker: Option<WorkerCommand>,
    /// What folders are called that become roots of the index in this run; `None`: by their own names.
    pub root_name: Option<String>,
    /// Patterns of files and folders that are left out, as in a `.gitignore`, from each root. What the index has of them
    /// leaves it.
    pub exclude: Vec<String>,
    /// Whether sources leave the index although their root is not there or empty, or has lost more than half of them.
    pub allow_empty: bool,
    /// Whether to read nothing but sources of which something could not be read before.
    pub retry: bool,
    /// When reports come in or change by this run, in seconds since 1970 UTC. The default is the time by the system's
    /// clock.
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

/// Reports as JSON Lines that come in with a run. Each replaces the report of the same id, and nothing else; none leaves
/// the index because a later stream has it not.
pub struct Stream {
    /// What it is called where it has an id that another source asks for (`standard input`).
    pub name: String,
    /// What it is called before numbers of lines (`stdin`).
    pub path: String,
    /// The lines.
    pub bytes: Box<dyn Read + Send>,
}
