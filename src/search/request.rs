//! Search requests: what the flags of the command line resolve to.

use crate::date;
use crate::query::{DateRange, Query, Region};
use crate::response::Detail;

use super::clause::Filing;

/// A search.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// The parsed query.
    pub query: Query,
    /// Whether a report must contain all words of the query or any.
    pub words: WordsRule,
    /// Facet filters. Values of the same facet are alternatives; different facets must all match.
    pub facets: Vec<FacetFilter>,
    /// Which facet values of a report `facets` tests and the counts include.
    pub filing: Filing,
    /// The publication dates to keep; undated reports fail any range.
    pub dates: DateRange,
    /// Keeps reports with a place in this region; `None` keeps all.
    pub within: Option<Region>,
    /// Keeps reports that were added or changed at this time or later, in seconds since 1970 UTC; `None` keeps all.
    pub changed_since: Option<i64>,
    /// Keeps the report with this id; `None` keeps all.
    pub report: Option<String>,
    /// The current time, in seconds since 1970 UTC; relative dates in the query (`new:2d`, `date:today`) start
    /// from it.
    pub now: i64,
    /// Whether to explain each score.
    pub explain: bool,
    /// Whether to expand the query with words that the best hits have in common.
    pub expand: bool,
    /// Whether words also match their translations in texts of other languages.
    pub across: Across,
    /// ISO 639 codes: keeps reports in one of these languages and stems the query for these only; empty for all.
    pub languages: Vec<String>,
    /// What is ranked, and counted by `limit`.
    pub unit: Unit,
    /// The order of the hits.
    pub sort: Sort,
    /// How many hits at most; `None`: all.
    pub limit: Option<usize>,
    /// How many hits to skip.
    pub offset: usize,
    /// The maximum number of passages of one report. `None`: for passages as the unit two, one if sorted by date, all
    /// if there is no limit; for reports the three best.
    pub per_report: Option<usize>,
    /// How many passages to show before and after each.
    pub context: usize,
    /// Whether to show only one of several near duplicates: the earliest published of those that match. A query with
    /// `similar:` shows all.
    pub collapse: bool,
    /// Whether to count facet values.
    pub count_facets: bool,
    /// The unit of counts.
    pub count: Count,
    /// Whether to suggest corrections for words that no report has, or hardly any.
    pub suggest: bool,
    /// How much of each hit to read.
    pub detail: Detail,
}

/// Whether a report must contain all words of a query that no operator connects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordsRule {
    /// All; if no report has them all, any.
    AllElseAny,
    /// All.
    All,
    /// Any.
    Any,
}

/// Which translations of a query's words are searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Across {
    /// Only those of words with a `~` before them.
    Off,
    /// Those into all other languages of the index.
    All,
    /// Those into these languages (ISO 639 codes).
    Into(Vec<String>),
}

impl Across {
    /// Returns whether words are translated into a language; words with a `~` always are.
    pub fn has(&self, language: &str) -> bool {
        match self {
            Across::Off | Across::All => true,
            Across::Into(languages) => languages.iter().any(|code| code == language),
        }
    }
}

/// A facet value that reports must, or must not, be filed under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetFilter {
    /// The facet's name.
    pub name: String,
    /// A path, a suffix of a path, a name or an alias.
    pub value: String,
    /// Whether to exclude the reports filed there instead of keeping them.
    pub exclude: bool,
}

/// The unit in which matches are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Reports.
    Reports,
    /// Stories: a report and its near duplicates count once, with the facet values of the earliest one that matches.
    Stories,
}

/// What is ranked and shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Passages; a report may have several.
    Passage,
    /// Reports, each with its best passages.
    Report,
}

/// The order of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Best first.
    Relevance,
    /// Latest publication first, by moment, whatever the time zone; undated last.
    Newest,
    /// Earliest publication first, by moment; undated last.
    Oldest,
    /// Last added to the index first; of reports added at the same time, the latest publication first.
    Added,
}

impl Request {
    /// Restricts the request to one report. If it matches, the only hit is one of its passages, with all others as
    /// context. Of indexes opened together, each report with this id has such a hit.
    pub fn of_report(self, id: &str) -> Request {
        Request {
            report: Some(id.to_owned()),
            unit: Unit::Passage,
            sort: Sort::Relevance,
            limit: None,
            offset: 0,
            per_report: Some(1),
            context: usize::MAX,
            collapse: false,
            ..self
        }
    }

    /// Creates a request for the ten best passages of a query, the default of the command line, at the time of the
    /// system's clock.
    pub fn new(query: Query) -> Request {
        Request {
            query,
            words: WordsRule::AllElseAny,
            facets: Vec::new(),
            filing: Filing::All,
            dates: DateRange {
                since: None,
                until: None,
            },
            within: None,
            changed_since: None,
            report: None,
            now: date::now(),
            explain: false,
            expand: false,
            across: Across::Off,
            languages: Vec::new(),
            unit: Unit::Passage,
            sort: Sort::Relevance,
            limit: Some(10),
            offset: 0,
            per_report: None,
            context: 0,
            collapse: false,
            count_facets: false,
            count: Count::Reports,
            suggest: true,
            detail: Detail::Labelled,
        }
    }
}
