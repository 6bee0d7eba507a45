//! The answer as data: what searching yields and what every output format is written from.
//!
//! Texts come as [`Part`]s, so that whoever renders has nothing to slice. Offsets count Unicode
//! code points, half open, as the JSON contract does. Answers that count are in files of their own.

pub mod counting;
pub mod crosstab;
pub mod facets;
pub mod layout;
pub mod overview;
pub mod places;
pub mod query_counts;
pub mod significant_words;
pub mod timeline;
pub mod together;

/// The answer to one query.
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// The query as asked.
    pub query: String,
    /// Whether a hit has all the words or any of them.
    pub matching: Matching,
    /// How many reports match.
    pub total: u64,
    /// How many stories these are, reports that are near duplicates counting once; `None` if that was not requested.
    pub stories: Option<u64>,
    /// The hits requested, best first.
    pub hits: Vec<Hit>,
    /// Counts of facet values over the matching reports, in the schema's order, if requested.
    pub facets: Option<Vec<FacetCounts>>,
    /// Words that were added to the query, heaviest first; `None` if that was not requested.
    pub added: Option<Vec<AddedWord>>,
    /// How many undated reports match but for the dates requested; `None` if none were requested.
    pub undated: Option<u64>,
    /// What each `like:` of the query looks for, in its order.
    pub like: Vec<Like>,
    /// Words for those of the query that no report has, or hardly any, in its order.
    pub suggestions: Vec<Suggestion>,
    /// The query with the first suggestion in the place of each word that no report has; `None` if there
    /// is none.
    pub corrected: Option<String>,
    /// What a person should know about how the query was read (several values fit, ...).
    pub notes: Vec<String>,
}

/// A word that was added to a query because its best answers have it in common, or for a report that
/// others are to be like.
#[derive(Debug, Clone, PartialEq)]
pub struct AddedWord {
    /// The form in which it stands there most often, folded.
    pub word: String,
    /// What it counts beside a word of the query, which counts 1.
    pub weight: f64,
}

/// The words by which other reports are like one: those that it says often and few others.
#[derive(Debug, Clone, PartialEq)]
pub struct Like {
    /// The id of the report.
    pub id: String,
    /// Its words, the most significant first.
    pub words: Vec<AddedWord>,
}

/// What may be meant by a word of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The word, or the words side by side, as typed.
    pub word: String,
    /// Where it starts in the query, in code points.
    pub start: usize,
    /// Where it ends in the query, in code points, exclusive.
    pub end: usize,
    /// How many reports have it.
    pub reports: u64,
    /// Words in its place, the likeliest first; at least one, at most three.
    pub words: Vec<SuggestedWord>,
}

/// A word that the index has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuggestedWord {
    /// As reports write it most often.
    pub word: String,
    /// How many reports it finds.
    pub reports: u64,
}

/// Which of the query's words a hit must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matching {
    /// All of them, function words aside.
    All,
    /// Any of them.
    Any,
}

impl Matching {
    /// Returns its name in JSON.
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
    /// Never rises from one hit to the next when sorted by relevance.
    pub score: f64,
    /// What the score is the sum of; `None` if that was not requested.
    pub reasons: Option<Vec<Reason>>,
    /// The report it is in.
    pub report: ReportHead,
    /// What is shown of it.
    pub shown: Shown,
    /// How many other passages of the report something matches in that the list leaves out, on every
    /// page of it, because of how many of one report it takes.
    pub more_passages: usize,
    /// Near duplicates of the report that match, too, and that the list leaves out; `None` if there are none or near
    /// duplicates were to be shown.
    pub similar: Option<Similar>,
}

/// Near duplicates of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Similar {
    /// How many they are.
    pub count: usize,
    /// The first of them, those that were published earliest first.
    pub reports: Vec<SimilarReport>,
}

/// A near duplicate of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimilarReport {
    /// Unique in the index.
    pub id: String,
    /// When it was published, canonically written.
    pub published: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// The file it is in.
    pub path: String,
}

/// How much of each hit is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Id, path and score; titles and texts stay unread and empty.
    Ids,
    /// Everything but labels of facet values.
    Data,
    /// Everything.
    Labelled,
}

/// A part of a score.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// What it is for, in words.
    pub what: String,
    /// What it adds.
    pub score: f64,
}

/// What a hit shows, by the unit requested.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    /// Unit passage: the passage.
    Passage(Passage),
    /// Unit report: its best passages, best first; empty if the report has no text.
    Passages(Vec<Passage>),
}

/// What is said of a report beside its text.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportHead {
    /// Unique in the index.
    pub id: String,
    /// The title in parts; `None` if it has none.
    pub title: Option<Vec<Part>>,
    /// When it was published, canonically written (`2025`, `2025-02`, `2025-02-04`, RFC 3339).
    pub published: Option<String>,
    /// When it came into the index, in UTC (RFC 3339); `None` with [`Detail::Ids`].
    pub added: Option<String>,
    /// When it last changed, in UTC (RFC 3339); `None` with [`Detail::Ids`].
    pub changed: Option<String>,
    /// ISO 639 code, stated or detected; `None` if neither.
    pub language: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The file it is in.
    pub path: String,
    /// Facet name and its paths (`/Haiti/Ouest`), in the schema's order; paths sorted, ancestors
    /// implied.
    pub facets: Vec<(String, Vec<String>)>,
    /// What the report is mainly about, in the same form: paths of `facets`, or above those.
    pub main: Vec<(String, Vec<String>)>,
    /// What people call the values of each facet, what it is mainly about first; empty unless the request has
    /// [`Detail::Labelled`].
    pub labels: Vec<(String, Vec<String>)>,
}

impl Hit {
    /// Returns the passages that it shows, best first.
    pub fn passages(&self) -> &[Passage] {
        match &self.shown {
            Shown::Passage(passage) => std::slice::from_ref(passage),
            Shown::Passages(passages) => passages,
        }
    }
}

/// One passage of a report, with what matched in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// 0-based number within the report.
    pub index: usize,
    /// This passage's own score.
    pub score: f64,
    /// Where it starts in the body, in code points.
    pub start: usize,
    /// Where it ends in the body, in code points, exclusive.
    pub end: usize,
    /// Source line, 1-based, on which it starts.
    pub line: Option<u32>,
    /// Page, 1-based, on which it starts.
    pub page: Option<u32>,
    /// The text from `start` to `end`.
    pub parts: Vec<Part>,
    /// The passages around it, if requested; they have none of their own.
    pub context: Option<Context>,
}

impl Passage {
    /// Returns the line and the page to cite, from 1: those of its first match, or else those on which it starts.
    pub fn cited_at(&self) -> (Option<u32>, Option<u32>) {
        let first_match = self.parts.iter().find_map(|part| match part {
            Part::Plain(_) => None,
            Part::Match { line, page, .. } => Some((*line, *page)),
        });
        let (line, page) = first_match.unwrap_or_default();
        (line.or(self.line), page.or(self.page))
    }
}

/// The passages around one.
#[derive(Debug, Clone, PartialEq)]
pub struct Context {
    /// Those right before it, in the body's order; fewer at its start.
    pub before: Vec<Passage>,
    /// Those right after it.
    pub after: Vec<Passage>,
}

/// A stretch of text that matched, or did not.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// Text between matches.
    Plain(String),
    /// One match.
    Match {
        /// What matched.
        text: String,
        /// Source line, 1-based, on which it starts; `None` in titles and formats without lines.
        line: Option<u32>,
        /// Page, 1-based, on which it starts; `None` in titles and formats without pages.
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

/// Joins parts to the text they came from.
pub fn text_of(parts: &[Part]) -> String {
    parts.iter().map(Part::text).collect()
}

/// Returns the spans that matched, in code points of the joined text.
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

/// The counted values of one facet.
#[derive(Debug, Clone, PartialEq)]
pub struct FacetCounts {
    /// The facet's name.
    pub name: String,
    /// Its top values, most reports first, then by path.
    pub values: Vec<FacetValue>,
}

/// One value of a facet and how many of the matching reports are filed there or below.
#[derive(Debug, Clone, PartialEq)]
pub struct FacetValue {
    /// The whole path (`/Haiti/Ouest`).
    pub path: String,
    /// A report counts once, however many values below it has.
    pub count: u64,
    /// The values below, most reports first, then by path.
    pub children: Vec<FacetValue>,
}

/// One report as a whole: what is exported and shown.
#[derive(Debug, Clone, PartialEq)]
pub struct WholeReport {
    /// What is said of it beside its text; the title is one plain part.
    pub head: ReportHead,
    /// The text that was indexed.
    pub body: String,
    /// The names found in the body, in its order.
    pub mentions: Vec<Mention>,
    /// The names found in the title, in its order; offsets into the title.
    pub title_mentions: Vec<Mention>,
    /// Names found in the body but not resolved, in its order.
    pub unresolved: Vec<Mention>,
    /// What the report's own metadata states: facet and value as written there.
    pub stated: Vec<(String, String)>,
    /// The id of the earliest of the reports that are near duplicates of each other, this one among them; `None` if there
    /// is none.
    pub group: Option<String>,
}

/// A name found in a text: the evidence for a facet value.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// The facet.
    pub facet: String,
    /// The path it is filed under; `None` if not resolved.
    pub value: Option<String>,
    /// The entity's id in its table.
    pub entity: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// Where it starts, in code points.
    pub start: usize,
    /// Where it ends, in code points, exclusive.
    pub end: usize,
    /// Source line, 1-based, on which it starts.
    pub line: Option<u32>,
    /// Page, 1-based, on which it starts; `None` in titles and formats without pages.
    pub page: Option<u32>,
    /// The text from `start` to `end`.
    pub text: String,
    /// How it is named: `name`, `demonym`, `acronym`...
    pub kind: String,
    /// How likely this is what is meant, 0 to 1; `None` for names that are never weighed.
    pub confidence: Option<f32>,
    /// What speaks for and against it, in words.
    pub evidence: Vec<String>,
}

/// A name that reports use and no table has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// As written in the example.
    pub name: String,
    /// What it seems to be of.
    pub kind: NameKind,
    /// The acronym that reports introduce for it.
    pub acronym: Option<String>,
    /// How many reports use it.
    pub reports: u64,
    /// The top value of places that most of these reports are filed under.
    pub country: Option<String>,
    /// The first name of the paths of most that the tables have of its kind; `None` for places and where the
    /// tables have nothing of the kind.
    pub heading: Option<String>,
    /// Paths of known names that it resembles.
    pub alike: Vec<String>,
    /// Some words around it in one report.
    pub passage: String,
    /// That report's id.
    pub id: String,
    /// Its file.
    pub path: String,
    /// The source line of the name there; `None` if unknown.
    pub line: Option<u32>,
}

/// What a name seems to be of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// A place.
    Place,
    /// A person.
    Person,
    /// An armed group.
    Group,
    /// Another body.
    Body,
    /// Nothing tells.
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

    /// The kind in a word.
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
