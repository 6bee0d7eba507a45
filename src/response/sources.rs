//! The files of an index and whether they were read.

/// A file of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceStatus {
    /// The path that opens it, as shown to users.
    pub path: String,
    /// The name of its root; `None` for a stream.
    pub root: Option<String>,
    /// Whether it was read.
    pub state: SourceState,
    /// The number of its reports in the index.
    pub reports: u64,
    /// In bytes.
    pub size: u64,
    /// The kind of a skipped file, such as `.png`.
    pub kind: Option<String>,
    /// What could not be read, each with the path and the reason.
    pub failures: Vec<String>,
    /// The date since which reading it has failed.
    pub failing_since: Option<String>,
}

/// Whether a file was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceState {
    /// It was read.
    Indexed,
    /// It is of a kind that is not read.
    Skipped,
    /// It, or something in it, could not be read.
    Failed,
    /// Only its first reports were read, as the run was stopped.
    Unfinished,
}

impl SourceState {
    /// Returns the name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            SourceState::Indexed => "indexed",
            SourceState::Skipped => "skipped",
            SourceState::Failed => "failed",
            SourceState::Unfinished => "unfinished",
        }
    }
}
