//! What all answers that count have in common.

use super::Matching;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountUnit {
    /// Reports.
    Reports,
    /// Passages.
    Passages,
    /// Stories: a report and its near duplicates count once.
    Stories,
}

impl CountUnit {
    /// Returns the word for several.
    pub fn word(self) -> &'static str {
        match self {
            CountUnit::Reports => "reports",
            CountUnit::Passages => "passages",
            CountUnit::Stories => "stories",
        }
    }
}

/// A query of which something is counted.
#[derive(Debug, Clone, PartialEq)]
pub struct CountedQuery {
    /// As its user wrote it.
    pub query: String,
    /// Whether what it finds has all its words, or any.
    pub matching: Matching,
    /// How many reports match.
    pub reports: u64,
    /// How many undated reports match but for the dates requested; `None` if none were requested.
    pub undated: Option<u64>,
    /// What a person should know about how it was read.
    pub notes: Vec<String>,
}
