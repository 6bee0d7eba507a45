//! What is requested, resolved: the searcher's side of the command line's flags.

use crate::date;
use crate::query::{DateRange, Query};
use crate::response::Detail;

use super::clause::Filing;

/// A search.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// The query, read.
    pub query: Query,
    /// Which of the words side by side a report must have.
    pub words: WordsRule,
    /// Values of one facet are alternatives, different facets must all hold.
    pub facets: Vec<FacetFilter>,
    /// Which values of a report count for `facets` and are counted.
    pub filing: Filing,
    /// When it was published; undated reports fail any range.
    pub dates: DateRange,
    /// Keeps reports that came into the index or changed there in this second or later, in seconds since 1970 UTC;
    /// `None` keeps all.
    pub changed_since: Option<i64>,
    /// Keeps the report with this id; `None` keeps all.
    pub report: Option<String>,
    /// What time it is, in seconds since 1970 UTC: relative dates in the query (`new:2d`, `date:today`)
    /// go back from there.
    pub now: i64,
    /// Whether to say what each score is the sum of.
    pub explain: bool,
    /// Whether to add words that the best answers have in common.
    pub expand: bool,
    /// ISO 639 codes: keeps reports in one of these languages, and takes the query's words in these only; empty for all.
    pub languages: Vec<String>,
    /// What is counted by `limit` and ranked.
    pub unit: Unit,
    /// In which order.
    pub sort: Sort,
    /// How many hits at most; `None`: all.
    pub limit: Option<usize>,
    /// How many hits to leave out first.
    pub offset: usize,
    /// How many passages of one report at most. `None`: if passages are the unit, two, one if they are
    /// sorted by date, or all if there is no limit; if reports are, the three best.
    pub per_report: Option<usize>,
    /// How many passages to show before and after each.
    pub context: usize,
    /// Whether to show one of reports that are near duplicates: the one that was published earliest of those that match.
    /// A query with `similar:` shows all.
    pub collapse: bool,
    /// Whether to count facet values.
    pub count_facets: bool,
    /// What is counted.
    pub count: Count,
    /// Whether to suggest words for those that no report has, or hardly any.
    pub suggest: bool,
    /// How much of each hit to read.
    pub detail: Detail,
}

/// Which of the words side by side in a query a report must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordsRule {
    /// All; if no report has them all, any.
    AllElseAny,
    /// All.
    All,
    /// Any.
    Any,
}

/// A facet value that reports must, or must not, be filed under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetFilter {
    /// The facet's name.
    pub name: String,
    /// A path, a suffix of a path, a name or an alias.
    pub value: String,
    /// Whether reports filed there are left out rather than kept.
    pub exclude: bool,
}

/// What facet values, and stories, are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Reports.
    Reports,
    /// Stories: a report and its near duplicates count once, where the earliest of them that match is filed.
    Stories,
}

/// What is ranked and shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Passages, a few of one report if they are good.
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
    /// Last into the index first; of those that came in together, the latest publication.
    Added,
}

impl Request {
    /// Asks the same of one report alone, for all of its passages: the hit, if it is one, has one of them and
    /// those before and after it.
    pub fn of_report(self, id: &str) -> Request {
        Request {
            report: Some(id.to_owned()),
            unit: Unit::Passage,
            sort: Sort::Relevance,
            limit: Some(1),
            offset: 0,
            per_report: Some(1),
            context: usize::MAX,
            collapse: false,
            ..self
        }
    }

    /// Asks for the ten best passages of a query, as the command line does without flags, at the time of the
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
            changed_since: None,
            report: None,
            now: date::now(),
            explain: false,
            expand: false,
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
