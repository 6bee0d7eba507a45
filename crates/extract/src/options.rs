//! Options for reading, and how to start a worker process.

use std::ffi::OsString;
use std::path::PathBuf;

use reportage_text::field_map::FieldMap;
use reportage_text::lexicon::Language;

use super::limits::Limits;
use super::ocr::Ocr;

/// Options for reading.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Facets whose names are keys: their values become
    /// [`Report::stated`](crate::report::Report::stated).
    pub facets: Vec<String>,
    /// Field maps of known exports.
    pub maps: Vec<FieldMap>,
    /// Additional languages for metadata; they replace shipped languages with the same code.
    pub languages: Vec<Language>,
    /// Resource limits of one file.
    pub limits: Limits,
    /// OCR for scanned pages of PDF files; without it, such pages cause a warning.
    pub ocr: Option<Ocr>,
    /// How to start a worker process for formats that need third-party parsers. Without it
    /// everything is read in this process. Then a panicking parser fails only its file, but a
    /// parser that exhausts the stack or memory kills the process, memory is not limited, and a
    /// reader that does not stop at its time limit goes on.
    pub worker: Option<WorkerCommand>,
}

/// How to start a process that only runs [`serve`](crate::serve) on its standard input and output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkerCommand {
    /// The program.
    pub program: PathBuf,
    /// The arguments that make it a worker.
    pub arguments: Vec<OsString>,
}
