//! What an index contains, in numbers.

/// What an index contains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexStatistics {
    /// The index directory; of several, separated by commas.
    pub index: String,
    /// Reports.
    pub reports: u64,
    /// Passages of all bodies.
    pub passages: u64,
    /// Words of all bodies.
    pub words: u64,
    /// The ISO 639 codes of the languages of reports.
    pub languages: Vec<String>,
    /// The names of the facets, in the schema's order.
    pub facets: Vec<String>,
    /// Files that were read.
    pub sources: usize,
    /// Of these, files of which not all reports have been read.
    pub unfinished_sources: usize,
    /// Files that were skipped because of their kind.
    pub skipped: usize,
    /// What could not be read, with its place and reason.
    pub failures: Vec<String>,
    /// The size of the index's files, in bytes.
    pub bytes: u64,
    /// How many files were compared with their checksums, and were as they were written; `None` if not requested.
    pub verified_files: Option<usize>,
}
