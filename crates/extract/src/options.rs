//! What reading must know, and how a worker process is started.

use std::ffi::OsString;
use std::path::PathBuf;

use reportage_text::field_map::FieldMap;
use reportage_text::lexicon::Language;

use super::limits::Limits;
use super::ocr::Ocr;

/// What reading must know.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// The facets whose names are keys: their values become [`Report::stated`](crate::report::Report::stated).
    pub facets: Vec<String>,
    /// What the columns of known exports mean.
    pub maps: Vec<FieldMap>,
    /// Languages beside those of the program, or instead of those with their codes, for what metadata states.
    pub languages: Vec<Language>,
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

/// How to start a process that does nothing but [`serve`](crate::serve) on its standard input and output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkerCommand {
    /// The program.
    pub program: PathBuf,
    /// The arguments with which it serves as a worker.
    pub arguments: Vec<OsString>,
}
