//! The response to a query as plain data: what a search returns and what every output format writes.
//!
//! Texts are [`Part`]s, so that renderers need not slice strings. Offsets are half-open ranges of Unicode code points, as
//! in the JSON output. Responses of counting commands have their own submodules.

pub mod basket;
pub mod completions;
pub mod counting;
pub mod crosstab;
pub mod facets;
pub mod layout;
pub mod overview;
pub mod places;
pub mod query_counts;
pub mod significant_words;
pub mod sources;
pub mod statistics;
pub mod timeline;
pub mod together;
pub mod translations;

use crate::facet_path;

/// The response to one query.
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// The query as typed.
    pub query: String,
    /// Whether a hit must have all words of the query or any of them.
    pub matching: Matching,
    /// How many reports match.
    pub total: u64,
    /// How many stories these are, with near duplicates counted once; `None` if not requested.
    pub stories: Option<u64>,
    /// The hits requested, best first.
    pub hits: Vec<Hit>,
    /// Counts of facet values over the matching reports, in the schema's order, if requested.
    pub facets: Option<Vec<FacetCounts>>,
    /// Words that query expansion added, highest weight first, then translations by language; `None` if neither is requested.
    pub added: Option<Vec<AddedWord>>,
    /// How many reports match except that they have no date; `None` if the request does not filter by date.
    pub undated: Option<u64>,
    /// The words that each `like:` of the query searches for, in the order of the query.
    pub like: Vec<Like>,
    /// Suggestions for words of the query that occur in no report, or hardly any, in the order of the query.
    pub suggestions: Vec<Suggestion>,
    /// The query with each word that occurs in no report replaced by its first suggestion; `None` if nothing is replaced.
    pub corrected: Option<String>,
    /// Notes for people about how the query was interpreted (several values fit, ...).
    pub notes: Vec<String>,
}

/// A word that query expansion took from the best hits, a word of the report in `like:`, or a translation of a word of the
/// query.
#[derive(Debug, Clone, PartialEq)]
pub struct AddedWord {
    /// Its most frequent form there, folded; a translation as the table lists it.
    pub word: String,
    /// Its weight; a word of the query has 1.
    pub weight: f64,
    /// What it translates; `None` for other words.
    pub translation_of: Option<TranslationOf>,
}

/// What an added word translates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TranslationOf {
    /// The language of the translation, by its ISO 639 code: it matches in texts of this language.
    pub language: String,
    /// The word of the query as typed.
    pub word: String,
}

/// The words that `like:` searches for: those that are frequent in one report and rare in others.
#[derive(Debug, Clone, PartialEq)]
pub struct Like {
    /// The id of the report.
    pub id: String,
    /// Its words, the most significant first.
    pub words: Vec<AddedWord>,
}

/// Suggestions for a word of the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The word, or several adjacent words, as typed.
    pub word: String,
    /// Where it starts in the query, in code points.
    pub start: usize,
    /// Where it ends in the query, in code points, exclusive.
    pub end: usize,
    /// How many reports contain it.
    pub reports: u64,
    /// Replacements, likeliest first; at least one, at most three.
    pub words: Vec<SuggestedWord>,
}

/// A suggested word, which occurs in the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuggestedWord {
    /// Its most frequent spelling in the reports.
    pub word: String,
    /// The number of matching reports.
    pub reports: u64,
}

/// Which of the query's words a hit must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matching {
    /// All of them, except function words.
    All,
    /// Any of them.
    Any,
}

impl Matching {
    /// Returns the name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Matching::All => "all",
            Matching::Any => "any",
        }
    }
}

/// One ranked hit.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// 1-based.
    pub rank: usize,
    /// Never increases from one hit to the next when sorted by relevance.
    pub score: f64,
    /// The addends of the score; `None` if not requested.
    pub reasons: Option<Vec<Reason>>,
    /// Metadata of its report.
    pub report: ReportHead,
    /// The passages to show.
    pub shown: Shown,
    /// How many other passages of the report have matches but are on no page of the list, because it is limited to so many
    /// passages per report.
    pub more_passages: usize,
    /// Near duplicates of the report that also match but are collapsed into this hit; `None` if there are none or near
    /// duplicates are not collapsed.
    pub similar: Option<Similar>,
}

/// Near duplicates of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Similar {
    /// How many there are.
    pub count: usize,
    /// The first few of them, earliest publication first.
    pub reports: Vec<SimilarReport>,
}

/// A near duplicate of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimilarReport {
    /// Unique in the index.
    pub id: String,
    /// The publication date in canonical form.
    pub published: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// The file it is in.
    pub path: String,
}

/// How much of each hit is loaded from the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Id, path and score; titles and texts are not loaded and stay empty.
    Ids,
    /// Everything except labels of facet values.
    Data,
    /// Everything.
    Labelled,
}

/// An addend of a score.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// What it scores, in words.
    pub what: String,
    /// How much it adds.
    pub score: f64,
}

/// The passages that a hit shows, depending on the requested unit.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    /// For unit `passage`: the passage.
    Passage(Passage),
    /// For unit `report`: its best passages, best first; empty if the report has no text.
    Passages(Vec<Passage>),
}

/// The metadata of a report.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportHead {
    /// Unique in the index.
    pub id: String,
    /// The title with its matches; `None` if it has none.
    pub title: Option<Vec<Part>>,
    /// The publication date in canonical form (`2025`, `2025-02`, `2025-02-04`, RFC 3339).
    pub published: Option<String>,
    /// When it was added to the index, in UTC (RFC 3339); `None` with [`Detail::Ids`].
    pub added: Option<String>,
    /// When it last changed, in UTC (RFC 3339); `None` with [`Detail::Ids`].
    pub changed: Option<String>,
    /// ISO 639 code, from metadata or detected; `None` if unknown.
    pub language: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The file it is in.
    pub path: String,
    /// Facet names and their paths (`/Haiti/Ouest`), in the schema's order; paths are sorted, without their ancestors.
    pub facets: Vec<(String, Vec<String>)>,
    /// The main topics in the same form: paths of `facets` or ancestors of those.
    pub main: Vec<(String, Vec<String>)>,
    /// Display names of each facet's values, main topics first; empty without [`Detail::Labelled`].
    pub labels: Vec<(String, Vec<String>)>,
}

impl ReportHead {
    /// Returns whether the report is filed under a value of a facet, or one below it.
    pub fn is_filed_under(&self, facet: &str, path: &str) -> bool {
        let mut filed = values_of_facet(&self.facets, facet).iter();
        filed.any(|filed| facet_path::is_at_or_below(filed, path))
    }
}

impl Hit {
    /// Returns the passages, best first.
    pub fn passages(&self) -> &[Passage] {
        match &self.shown {
            Shown::Passage(passage) => std::slice::from_ref(passage),
            Shown::Passages(passages) => passages,
        }
    }

    /// Returns the passages with their context, in the order of the text.
    pub fn passages_in_order(&self) -> Vec<&Passage> {
        let mut all: Vec<&Passage> = Vec::new();
        for passage in self.passages() {
            let around = passage.context.iter();
            all.extend(around.flat_map(|context| context.before.iter().chain(&context.after)));
            all.push(passage);
        }
        all.sort_by_key(|passage| passage.index);
        all
    }
}

/// One passage of a report with its matches.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// 0-based number within the report.
    pub index: usize,
    /// This passage's own score.
    pub score: f64,
    /// Start offset in the body, in code points.
    pub start: usize,
    /// End offset in the body, in code points, exclusive.
    pub end: usize,
    /// Source line on which it starts, 1-based.
    pub line: Option<u32>,
    /// Page on which it starts, 1-based.
    pub page: Option<u32>,
    /// The text from `start` to `end`, split at its matches.
    pub parts: Vec<Part>,
    /// The surrounding passages, if requested; their own `context` is `None`.
    pub context: Option<Context>,
}

impl Passage {
    /// Returns the 1-based line and page to cite: those of the first match, or else those on which the passage starts.
    pub fn cited_at(&self) -> (Option<u32>, Option<u32>) {
        let first_match = self.parts.iter().find_map(|part| match part {
            Part::Plain(_) => None,
            Part::Match { line, page, .. } => Some((*line, *page)),
        });
        let (line, page) = first_match.unwrap_or_default();
        (line.or(self.line), page.or(self.page))
    }
}

/// The passages around a hit.
#[derive(Debug, Clone, PartialEq)]
pub struct Context {
    /// The passages right before it, in body order; fewer near the start.
    pub before: Vec<Passage>,
    /// The passages right after it.
    pub after: Vec<Passage>,
}

/// A span of text that is a match, or is not.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// Text outside matches.
    Plain(String),
    /// One match.
    Match {
        /// The matched text.
        text: String,
        /// Source line on which it starts, 1-based; `None` in titles and formats without lines.
        line: Option<u32>,
        /// Page on which it starts, 1-based; `None` in titles and formats without pages.
        page: Option<u32>,
    },
}

impl Part {
    /// Returns the text, matched or not.
    pub fn text(&self) -> &str {
        match self {
            Part::Plain(text) | Part::Match { text, .. } => text,
        }
    }
}

/// Joins parts into the full text.
pub fn text_of(parts: &[Part]) -> String {
    parts.iter().map(Part::text).collect()
}

/// Returns the spans of matches, in code points of the joined text.
pub fn matches_of(parts: &[Part]) -> Vec<[usize; 2]> {
    let mut at = 0;
    let mut spans = Vec::new();
    for part in parts {
        let end = at + part.text().chars().count();
        match part {
            Part::Plain(_) => {}
            Part::Match { .. } => spans.push([at, end]),
        }
        at = end;
    }
    spans
}

/// Counts of the values of one facet.
#[derive(Debug, Clone, PartialEq)]
pub struct FacetCounts {
    /// The facet's name.
    pub name: String,
    /// Its top-level values, most reports first, then by path.
    pub values: Vec<FacetValue>,
}

/// A facet value, and how many of the matching reports have it or a value below it.
#[derive(Debug, Clone, PartialEq)]
pub struct FacetValue {
    /// The full path (`/Haiti/Ouest`).
    pub path: String,
    /// How many reports; each counts once, even with several values below this one.
    pub count: u64,
    /// Child values, most reports first, then by path.
    pub children: Vec<FacetValue>,
}

/// Returns the paths of one facet of facet names with their paths, as in [`ReportHead`]; none if the facet is not there.
pub fn values_of_facet<'a>(all: &'a [(String, Vec<String>)], facet: &str) -> &'a [String] {
    let found = all.iter().find(|(name, _)| name == facet);
    found.map_or(&[], |(_, paths)| paths)
}

/// A whole report, as `export` and `show` write it.
#[derive(Debug, Clone, PartialEq)]
pub struct WholeReport {
    /// Its metadata; the title is one [`Part::Plain`].
    pub head: ReportHead,
    /// The text that was indexed.
    pub body: String,
    /// Resolved names in the body, in text order.
    pub mentions: Vec<Mention>,
    /// Resolved names in the title, in text order; offsets are relative to the title.
    pub title_mentions: Vec<Mention>,
    /// Names in the body that were not resolved, in text order.
    pub unresolved: Vec<Mention>,
    /// Facet values asserted by the report's metadata: facet, and value as written there.
    pub stated: Vec<(String, String)>,
    /// The recipients of a mail, each as `Name <address>` or the one that is known; empty for other formats.
    pub recipients: Vec<String>,
    /// The id of the earliest report among this one and its near duplicates; `None` if it has no near duplicates.
    pub group: Option<String>,
}

/// A name found in a text: the evidence for a facet value.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// The facet.
    pub facet: String,
    /// The path of the facet value; `None` if not resolved.
    pub value: Option<String>,
    /// The entity's id in its table.
    pub entity: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// Start offset, in code points.
    pub start: usize,
    /// End offset, in code points, exclusive.
    pub end: usize,
    /// Source line on which it starts, 1-based.
    pub line: Option<u32>,
    /// Page on which it starts, 1-based; `None` in titles and formats without pages.
    pub page: Option<u32>,
    /// The text from `start` to `end`.
    pub text: String,
    /// The kind of name: `name`, `demonym`, `acronym`...
    pub kind: String,
    /// The probability that this entity is meant, 0 to 1; `None` for names that are not scored.
    pub confidence: Option<f32>,
    /// The evidence for and against it, in words.
    pub evidence: Vec<String>,
}

/// A name that occurs in reports but in no gazetteer table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// As written in the example.
    pub name: String,
    /// What it seems to name.
    pub kind: NameKind,
    /// An acronym that reports introduce for it.
    pub acronym: Option<String>,
    /// How many reports use it.
    pub reports: u64,
    /// The top-level place that most of these reports have.
    pub country: Option<String>,
    /// The most frequent top-level name among table entries of its kind; `None` for places, and if the tables have no entry
    /// of this kind.
    pub heading: Option<String>,
    /// Paths of similar known names.
    pub alike: Vec<String>,
    /// An excerpt around it from one report.
    pub passage: String,
    /// That report's id.
    pub id: String,
    /// That report's file.
    pub path: String,
    /// The source line of the name in it; `None` if unknown.
    pub line: Option<u32>,
}

/// What a name seems to name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// A place.
    Place,
    /// A person.
    Person,
    /// An armed group.
    Group,
    /// Another organisation.
    Body,
    /// Without any indication.
    Unknown,
}

impl NameKind {
    /// All kinds.
    pub const ALL: [NameKind; 5] = [
        NameKind::Place,
        NameKind::Person,
        NameKind::Group,
        NameKind::Body,
        NameKind::Unknown,
    ];

    /// Returns the kind as a word.
    pub fn word(self) -> &'static str {
        match self {
            NameKind::Place => "place",
            NameKind::Person => "person",
            NameKind::Group => "group",
            NameKind::Body => "body",
            NameKind::Unknown => "unknown",
        }
    }
}
