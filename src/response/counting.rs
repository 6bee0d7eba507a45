//! Types common to all responses of counting commands.

use super::Matching;

/// The unit of counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountUnit {
    /// Reports.
    Reports,
    /// Passages.
    Passages,
    /// Stories: a report and its near duplicates count as one.
    Stories,
}

impl CountUnit {
    /// Returns the plural word.
    pub fn word(self) -> &'static str {
        match self {
            CountUnit::Reports => "reports",
            CountUnit::Passages => "passages",
            CountUnit::Stories => "stories",
        }
    }
}

/// A query whose matches are counted.
#[derive(Debug, Clone, PartialEq)]
pub struct CountedQuery {
    /// The query as typed.
    pub query: String,
    /// Whether matching reports have all words or any of them.
    pub matching: Matching,
    /// How many reports match.
    pub reports: u64,
    /// How many reports match except that they have no date; `None` if the request does not filter by date.
    pub undated: Option<u64>,
    /// Notes for people about how it was interpreted.
    pub notes: Vec<String>,
}
