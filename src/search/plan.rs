//! Query planning: the only place that decides what each operator of a query matches and highlights.

mod across;
mod qualifier;
mod words;

use std::ops::Range;

use crate::analysis::addresses::is_web_address;
use crate::date::Date;
use crate::query::{DateRange, Expr, Kind, Query, Region};
use crate::response::Like;

use super::across::Translator;
use super::clause::{
    Clause, ClauseKind, Filter, LookupTerm, Near, Scope, TermMatcher, TextClause, TextFields,
};
use super::error::SearchError;
use super::like::Wanted;
use super::matchers;
use super::spellings::{self, IndexedLookup};
use super::terms::Analyser;
use super::values::ValuesOf;
use super::within::PlacesWithin;

pub use across::Translation;

/// A query rewritten to clauses that are looked up in the index.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// How the clauses combine.
    pub root: Node,
    /// The clauses; nodes refer to them by index.
    pub clauses: Vec<Clause>,
    /// The number of clauses of the query itself. Those after them were added: they score matching reports, select no
    /// passages, and are not highlighted.
    pub n_query_clauses: usize,
    /// Whether the plan would differ with [`DefaultOperator::Or`].
    pub has_alternatives: bool,
    /// The words of each `like:` with the index of its first clause; its clauses are in the order of the words.
    pub likes: Vec<(usize, Like)>,
    /// Translations of the query's words, each with its clause.
    pub translations: Vec<Translation>,
    /// Notes for the user on how the query was interpreted.
    pub notes: Vec<String>,
}

impl Plan {
    /// Returns the clauses of the query itself, which are highlighted.
    pub fn query_clauses(&self) -> &[Clause] {
        &self.clauses[..self.n_query_clauses]
    }

    /// Returns whether near duplicates of a report are requested.
    pub fn has_near_duplicate_filter(&self) -> bool {
        let is_of_reports =
            |clause: &Clause| matches!(clause.kind, ClauseKind::Filter(Filter::Reports(_)));
        self.clauses
            .iter()
            .any(|clause| clause.shows && is_of_reports(clause))
    }

    /// Returns the word of a `like:` that a clause looks up; `None` for other clauses.
    pub fn like_word(&self, clause: usize) -> Option<&str> {
        self.likes.iter().find_map(|(first, like)| {
            let word = like.words.get(clause.checked_sub(*first)?)?;
            Some(word.word.as_str())
        })
    }
}

/// How clauses combine.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// Every report.
    Everything,
    /// Reports that match a clause.
    Clause(usize),
    /// Reports that match all of these.
    All(Vec<Node>),
    /// Reports that match any of these.
    Any(Vec<Node>),
    /// Reports that do not match this.
    Not(Box<Node>),
    /// Reports with a passage that matches this. Its clauses look up bodies.
    Passage(Box<Node>),
}

/// The operator between words that no other operator connects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DefaultOperator {
    /// All of them must match.
    And,
    /// Any of them must match; facets, dates and NOT are still required.
    Or,
}

/// Resolves a facet name and a value (`None`: any value) to paths. The range is their span in the query.
pub type FacetLookup<'a> =
    &'a mut dyn FnMut(&str, Option<&str>, Range<usize>) -> Result<Vec<String>, SearchError>;

/// Resolves a value of any facet to paths by facet. The range is its span in the query.
pub type AboutLookup<'a> =
    &'a mut dyn FnMut(&str, Range<usize>) -> Result<Vec<ValuesOf>, SearchError>;

/// Finds the places in a region. The range is its span in the query.
pub type WithinLookup<'a> =
    &'a mut dyn FnMut(&Region, Range<usize>) -> Result<PlacesWithin, SearchError>;

/// Finds the significant words of the report with this id. The range is its span in the query.
pub type LikeLookup<'a> = &'a mut dyn FnMut(&str, Range<usize>) -> Result<Wanted, SearchError>;

/// Finds the hashed ids of the report with this id and of its near duplicates. The range is its span in the query.
pub type SimilarLookup<'a> = &'a mut dyn FnMut(&str, Range<usize>) -> Result<Vec<u64>, SearchError>;

/// Finds the compounds of which a folded word is the head, in texts of a scope.
pub type CompoundLookup<'a> =
    &'a mut dyn FnMut(&str, &Scope) -> Result<Vec<LookupTerm>, SearchError>;

/// The lookups in the index that planning needs.
pub struct Lookups<'a> {
    /// The absolute path of each root, with its number.
    pub roots: &'a [(u32, String)],
    /// Resolves the value of a facet.
    pub facets: FacetLookup<'a>,
    /// Resolves a value of any facet.
    pub about: AboutLookup<'a>,
    /// Finds the places in a region.
    pub within: WithinLookup<'a>,
    /// Finds the significant words of a report.
    pub like: LikeLookup<'a>,
    /// Finds the near duplicates of a report.
    pub similar: SimilarLookup<'a>,
    /// Checks whether any of several terms is indexed.
    pub indexed: IndexedLookup<'a>,
    /// Finds the compounds of a word.
    pub compounds: CompoundLookup<'a>,
    /// Translates the words of the query, if requested.
    pub translator: Option<&'a Translator<'a>>,
    /// The current time, in seconds since 1970 UTC.
    pub now: i64,
}

/// Plans a query.
pub fn plan<'a>(
    query: &Query,
    default_operator: DefaultOperator,
    analyser: &'a Analyser,
    lookups: Lookups<'a>,
) -> Result<Plan, SearchError> {
    let mut planner = Planner {
        default_operator,
        analyser,
        lookups,
        likes: Vec::new(),
        translations: Vec::new(),
        clauses: Vec::new(),
        boost: 1.0,
        added: Vec::new(),
        alternatives: false,
        notes: Vec::new(),
    };
    let root = match &query.root {
        None => None,
        Some(expr) => planner.node(expr, TextFields::Anywhere, true)?,
    };
    let nothing = match &query.root {
        None => Node::Everything,
        Some(_) => Node::Any(Vec::new()), // a query without a word in it finds nothing
    };
    let n_query_clauses = planner.clauses.len();
    planner.clauses.append(&mut planner.added);
    Ok(Plan {
        root: root.unwrap_or(nothing),
        clauses: planner.clauses,
        n_query_clauses,
        has_alternatives: planner.alternatives,
        likes: planner.likes,
        translations: planner.translations,
        notes: planner.notes,
    })
}

struct Planner<'a> {
    default_operator: DefaultOperator,
    analyser: &'a Analyser,
    lookups: Lookups<'a>,
    likes: Vec<(usize, Like)>,
    translations: Vec<Translation>,
    clauses: Vec<Clause>,
    /// The boost of the clauses that are being planned.
    boost: f64,
    added: Vec<Clause>,
    alternatives: bool,
    notes: Vec<String>,
}

/// A word that users mistake for a filter, from other programs and from our own output.
const UNDATED: &str = "undated";

impl Planner<'_> {
    /// Plans one expression; `None` if there is nothing to look up (`--`, a word without letters).
    ///
    /// `shows`: whether its matches are scored and highlighted.
    fn node(
        &mut self,
        expr: &Expr,
        text_fields: TextFields,
        shows: bool,
    ) -> Result<Option<Node>, SearchError> {
        let span = expr.span.clone();
        let kind = match &expr.kind {
            // Matches any inflection; highlights the word found. Several words in one (`Port-au-Prince`) match as a
            // phrase and are highlighted together. A web address matches as written; apart from that, its words match
            // only in phrases.
            Kind::Word(text) if is_web_address(text) => row(matchers::quoted(self.analyser, text)),
            Kind::Word(text) => {
                if text == UNDATED {
                    let note = "`undated` is searched as a word; `date:undated` finds reports without a date";
                    self.notes.push(note.to_owned());
                }
                return self.word(text, text_fields, shows, &span);
            }
            // Matches any inflection of the word, and of its translations in texts of other languages; highlights the
            // words found.
            Kind::Translated(text) => {
                let translations = self.translations(text, text_fields, shows, true);
                return self.word_or(text, text_fields, shows, &span, Vec::new(), translations);
            }
            // Matches and highlights words as written.
            Kind::Exact(text) => row(matchers::as_written(self.analyser, text)),
            // Matches words as written, in web addresses too. A `*` next to a letter is a wildcard; hyphens and spaces
            // between the parts of a word may differ. Highlights the phrase.
            Kind::Phrase(text) => {
                let mut rows = vec![matchers::phrase(self.analyser, text)];
                rows.extend(spellings::of_phrase(
                    self.analyser,
                    text,
                    self.lookups.indexed,
                )?);
                let as_typed = spelled(rows);
                let as_typed =
                    as_typed.map(|kind| self.clause(kind, text_fields, shows, span.clone()));
                let mut nodes: Vec<Node> = as_typed.into_iter().collect();
                // Translations of a phrase match near each other.
                nodes.extend(self.translated_phrase(text, text_fields, shows, &span));
                return Ok(joined(nodes, Node::Any));
            }
            // Matches any word of this pattern; highlights the whole word. Of several words in one (`Port-au-Pr*`),
            // those without a `*` match as written.
            Kind::Pattern(text) => row(matchers::written_so(self.analyser, text)),
            // Matches any word within the edit distance; highlights the word found. Of several words in one, each
            // may differ.
            Kind::Fuzzy { word, edits } => row(matchers::like(self.analyser, word, *edits)),
            // Matches all parts within the distance, in one passage or the title; highlights the parts that match, but
            // not the words between them.
            Kind::Near { of, apart, order } => {
                let parts = matchers::near(self.analyser, of, self.lookups.indexed)?;
                let (apart, order) = (*apart, *order);
                (!parts.is_empty()).then_some(ClauseKind::Text(TextClause::Near(Near {
                    parts,
                    apart,
                    order,
                })))
            }
            // Matches within one passage of the body; highlights as usual, in those passages only. All words are
            // required, whatever the default operator.
            Kind::Passage(inner) => {
                let node = self.strictly(inner, TextFields::Body, shows)?;
                return Ok(node.map(|node| Node::Passage(Box::new(node))));
            }
            // Matches in the title only.
            Kind::Title(inner) => return self.node(inner, TextFields::Title, shows),
            // Matches the report as a whole; highlights mentions and the words of `like:`.
            Kind::Qualifier(qualifier) => {
                return self.qualifier(qualifier, text_fields, shows, &span);
            }
            // Function words are required only if there is nothing else.
            Kind::Sequence(parts) => return self.sequence(parts, text_fields, shows),
            Kind::And(parts) => {
                return Ok(joined(self.nodes(parts, text_fields, shows)?, Node::All));
            }
            // Highlights the matches of the alternatives that match.
            Kind::Or(parts) => {
                return Ok(joined(self.nodes(parts, text_fields, shows)?, Node::Any));
            }
            // Highlights nothing. Excludes the same reports whatever the default operator.
            Kind::Not(inner) => {
                let inner = self.strictly(inner, text_fields, false)?;
                return Ok(inner.map(|node| Node::Not(Box::new(node))));
            }
            // Changes only the score.
            Kind::Boost { inner, factor } => {
                let before = self.boost;
                self.boost *= factor;
                let node = self.node(inner, text_fields, shows);
                self.boost = before;
                return node;
            }
        };
        Ok(kind.map(|kind| self.clause(kind, text_fields, shows, span)))
    }

    fn nodes(
        &mut self,
        parts: &[Expr],
        text_fields: TextFields,
        shows: bool,
    ) -> Result<Vec<Node>, SearchError> {
        let mut nodes = Vec::with_capacity(parts.len());
        for part in parts {
            nodes.extend(self.node(part, text_fields, shows)?);
        }
        Ok(nodes)
    }

    /// Plans an expression all words of which are required, whatever the default operator.
    fn strictly(
        &mut self,
        inner: &Expr,
        text_fields: TextFields,
        shows: bool,
    ) -> Result<Option<Node>, SearchError> {
        let before = (self.default_operator, self.alternatives);
        self.default_operator = DefaultOperator::And;
        let node = self.node(inner, text_fields, shows);
        (self.default_operator, self.alternatives) = before;
        node
    }

    fn clause(
        &mut self,
        kind: ClauseKind,
        text_fields: TextFields,
        shows: bool,
        span: Range<usize>,
    ) -> Node {
        self.clauses.push(Clause {
            kind,
            text_fields,
            shows,
            weight: self.boost,
            span,
        });
        Node::Clause(self.clauses.len() - 1)
    }
}

/// Returns whether an expression has only qualifiers and negations, no words to find.
fn is_filter(expr: &Expr) -> bool {
    match &expr.kind {
        Kind::Qualifier(_) | Kind::Not(_) => true,
        Kind::Sequence(parts) | Kind::And(parts) | Kind::Or(parts) => parts.iter().all(is_filter),
        Kind::Boost { inner, factor: _ } => is_filter(inner),
        Kind::Word(_)
        | Kind::Exact(_)
        | Kind::Translated(_)
        | Kind::Pattern(_)
        | Kind::Fuzzy { .. } => false,
        Kind::Phrase(_) | Kind::Near { .. } | Kind::Passage(_) | Kind::Title(_) => false,
    }
}

/// Returns the clause of a word or a phrase.
fn row(mut matchers: Vec<TermMatcher>) -> Option<ClauseKind> {
    match matchers.len() {
        0 => None,
        1 => matchers.pop().map(ClauseKind::word),
        _ => Some(ClauseKind::Text(TextClause::Phrase(matchers))),
    }
}

/// Returns the clause of a phrase with its other spellings.
fn spelled(mut rows: Vec<Vec<TermMatcher>>) -> Option<ClauseKind> {
    match rows.len() {
        0 | 1 => row(rows.pop().unwrap_or_default()),
        _ => Some(ClauseKind::Text(TextClause::Spellings(rows))),
    }
}

/// Joins nodes by `join`, unless there is only one; `None` if there are none.
fn joined(mut nodes: Vec<Node>, join: fn(Vec<Node>) -> Node) -> Option<Node> {
    match nodes.len() {
        0 => None,
        1 => nodes.pop(),
        _ => Some(join(nodes)),
    }
}

/// Returns the first and last second of a range; an open end is the smallest or largest number.
pub fn seconds(range: &DateRange) -> (i64, i64) {
    let first = |date: &Date| date.seconds().0;
    let last = |date: &Date| date.seconds().1;
    let since = range.since.as_ref().map_or(i64::MIN, first);
    (since, range.until.as_ref().map_or(i64::MAX, last))
}
