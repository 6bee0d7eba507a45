//! Plans: what each operator of a query means, and what it marks. The one place that decides both.

mod qualifier;
mod words;

use std::ops::Range;

use crate::analysis::addresses::is_web_address;
use crate::date::Date;
use crate::query::{DateRange, Expr, Kind, Query};
use crate::response::Like;

use super::clause::{
    Clause, ClauseKind, Filter, LookupTerm, Near, Scope, TermMatcher, TextClause, TextFields,
};
use super::error::SearchError;
use super::like::Wanted;
use super::matchers;
use super::spellings::{self, IndexedLookup};
use super::terms::Analyser;
use super::values::ValuesOf;

/// A query made ready to be looked up.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// How the clauses combine.
    pub root: Node,
    /// What is looked up; nodes name clauses by index.
    pub clauses: Vec<Clause>,
    /// How many clauses the query asks for. Those after them were added: they score reports wherever
    /// they are in what is found, choose no passages, and are not marked.
    pub n_query_clauses: usize,
    /// Whether another plan, with any of the words side by side for all of them, would differ.
    pub has_alternatives: bool,
    /// What each `like:` looks for, and the first of its clauses, which are in the order of its words.
    pub likes: Vec<(usize, Like)>,
    /// What a person should know about how the query was read.
    pub notes: Vec<String>,
}

impl Plan {
    /// Returns the clauses that the query asks for: those that are marked.
    pub fn query_clauses(&self) -> &[Clause] {
        &self.clauses[..self.n_query_clauses]
    }

    /// Returns whether near duplicates of a report are requested.
    pub fn asks_for_reports(&self) -> bool {
        let is_of_reports =
            |clause: &Clause| matches!(clause.kind, ClauseKind::Filter(Filter::Reports(_)));
        self.clauses
            .iter()
            .any(|clause| clause.shows && is_of_reports(clause))
    }

    /// Returns the word that a clause looks for because a report says it.
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
    /// Reports that all have.
    All(Vec<Node>),
    /// Reports that any has.
    Any(Vec<Node>),
    /// Reports that it has not.
    Not(Box<Node>),
    /// Reports of which one passage has it all. Holds clauses that are in bodies.
    Passage(Box<Node>),
}

/// The operator that is understood between words side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DefaultOperator {
    /// All of them must match.
    And,
    /// Any of them; what is not a word (facets, dates, NOT) must match still.
    Or,
}

/// Finds the paths that a facet's name and a value mean (`None`: any value), or says why there are
/// none. The range is the place in the query.
pub type FacetLookup<'a> =
    &'a mut dyn FnMut(&str, Option<&str>, Range<usize>) -> Result<Vec<String>, SearchError>;

/// Finds the paths that a value of any facet means, each with its facet, or says that there are none. The
/// range is the place in the query.
pub type AboutLookup<'a> =
    &'a mut dyn FnMut(&str, Range<usize>) -> Result<Vec<ValuesOf>, SearchError>;

/// Finds the words of a report, by its id, or says that there is none. The range is the place in the
/// query.
pub type LikeLookup<'a> = &'a mut dyn FnMut(&str, Range<usize>) -> Result<Wanted, SearchError>;

/// Finds the hashes of the ids of a report, by its id, and of its near duplicates, or says that there is no such report.
/// The range is the place in the query.
pub type SimilarLookup<'a> = &'a mut dyn FnMut(&str, Range<usize>) -> Result<Vec<u64>, SearchError>;

/// Finds the compounds of which a folded word is the head, in texts of a scope.
pub type CompoundLookup<'a> =
    &'a mut dyn FnMut(&str, &Scope) -> Result<Vec<LookupTerm>, SearchError>;

/// What a plan asks of the index.
pub struct Lookups<'a> {
    /// The absolute places of the index's roots, by number.
    pub roots: &'a [(u32, String)],
    /// What values of a facet mean.
    pub facets: FacetLookup<'a>,
    /// What values of any facet mean.
    pub about: AboutLookup<'a>,
    /// Which words tell a report from others.
    pub like: LikeLookup<'a>,
    /// Which reports are near duplicates of a report.
    pub similar: SimilarLookup<'a>,
    /// Which words there are.
    pub indexed: IndexedLookup<'a>,
    /// Which compounds there are.
    pub compounds: CompoundLookup<'a>,
    /// What time it is, in seconds since 1970 UTC.
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
        notes: planner.notes,
    })
}

struct Planner<'a> {
    default_operator: DefaultOperator,
    analyser: &'a Analyser,
    lookups: Lookups<'a>,
    likes: Vec<(usize, Like)>,
    clauses: Vec<Clause>,
    /// How many times as much the clauses count that are planned now.
    boost: f64,
    added: Vec<Clause>,
    alternatives: bool,
    notes: Vec<String>,
}

/// The word that is taken for a filter: by people who know other programs, and from our own output.
const UNDATED: &str = "undated";

impl Planner<'_> {
    /// Plans one expression; `None` if it asks for nothing (`--`, a word without letters).
    ///
    /// `shows`: whether what it finds is to be scored and marked.
    fn node(
        &mut self,
        expr: &Expr,
        text_fields: TextFields,
        shows: bool,
    ) -> Result<Option<Node>, SearchError> {
        let span = expr.span.clone();
        let kind = match &expr.kind {
            // A word is any of its inflections; marked is the word found. Several words in one
            // (`Port-au-Prince`) must be in a row and are marked together. A web address is found as written;
            // its words are found in no other way but by a phrase.
            Kind::Word(text) if is_web_address(text) => row(matchers::quoted(self.analyser, text)),
            Kind::Word(text) => {
                if text == UNDATED {
                    let note = "`undated` is looked for as a word; `date:undated` finds reports without date";
                    self.notes.push(note.to_owned());
                }
                return self.word(text, text_fields, shows, &span);
            }
            // As written; marked likewise.
            Kind::Exact(text) => row(matchers::as_written(self.analyser, text)),
            // As written, in web addresses too (any word written so where a `*` touches a letter), but for hyphens and
            // spaces between the parts of a word; marked likewise.
            Kind::Phrase(text) => {
                let mut rows = vec![matchers::phrase(self.analyser, text)];
                rows.extend(spellings::of_phrase(
                    self.analyser,
                    text,
                    self.lookups.indexed,
                )?);
                spelled(rows)
            }
            // Any word written so; marked is the whole word found. Of several words in one
            // (`Port-au-Pr*`) those without a `*` are as written.
            Kind::Pattern(text) => row(matchers::written_so(self.analyser, text)),
            // Any word that differs by so little; marked is the word found. Of several words in one
            // each may differ.
            Kind::Fuzzy { word, edits } => row(matchers::like(self.analyser, word, *edits)),
            // All of them so near to each other, in one passage or the title; marked are those words
            // that are near enough to the others, not what stands between them.
            Kind::Near { of, apart, order } => {
                let parts = matchers::near(self.analyser, of, self.lookups.indexed)?;
                let (apart, order) = (*apart, *order);
                (!parts.is_empty()).then_some(ClauseKind::Text(TextClause::Near(Near {
                    parts,
                    apart,
                    order,
                })))
            }
            // All that it asks for in one passage of the body; marked as it would be alone, in those
            // passages only. All its words are meant, always.
            Kind::Passage(inner) => {
                let node = self.strictly(inner, TextFields::Body, shows)?;
                return Ok(node.map(|node| Node::Passage(Box::new(node))));
            }
            // In the title only.
            Kind::Title(inner) => return self.node(inner, TextFields::Title, shows),
            // Of the report as a whole; marked are mentions and the words of `like:`.
            Kind::Qualifier(qualifier) => {
                return self.qualifier(qualifier, text_fields, shows, &span);
            }
            // Everything of each; function words are requested only if there is nothing else.
            Kind::Sequence(parts) => return self.sequence(parts, text_fields, shows),
            Kind::And(parts) => {
                return Ok(joined(self.nodes(parts, text_fields, shows)?, Node::All));
            }
            // Marked is what is found of the parts that hold.
            Kind::Or(parts) => {
                return Ok(joined(self.nodes(parts, text_fields, shows)?, Node::Any));
            }
            // Marks nothing. What it leaves out is the same whether any of the other words will do.
            Kind::Not(inner) => {
                let inner = self.strictly(inner, text_fields, false)?;
                return Ok(inner.map(|node| Node::Not(Box::new(node))));
            }
            // Finds and marks what it would without; only the score differs.
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

    /// Plans what must hold as a whole, even where any of the words side by side will do.
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

/// Returns whether an expression asks for no words of its own, only for facets, dates, likeness and
/// what is not there.
fn is_filter(expr: &Expr) -> bool {
    match &expr.kind {
        Kind::Qualifier(_) | Kind::Not(_) => true,
        Kind::Sequence(parts) | Kind::And(parts) | Kind::Or(parts) => parts.iter().all(is_filter),
        Kind::Boost { inner, factor: _ } => is_filter(inner),
        Kind::Word(_) | Kind::Exact(_) | Kind::Pattern(_) | Kind::Fuzzy { .. } => false,
        Kind::Phrase(_) | Kind::Near { .. } | Kind::Passage(_) | Kind::Title(_) => false,
    }
}

/// One word, or several in a row.
fn row(mut matchers: Vec<TermMatcher>) -> Option<ClauseKind> {
    match matchers.len() {
        0 => None,
        1 => matchers.pop().map(ClauseKind::word),
        _ => Some(ClauseKind::Text(TextClause::Phrase(matchers))),
    }
}

/// One row of words, or any of several that are spellings of the first.
fn spelled(mut rows: Vec<Vec<TermMatcher>>) -> Option<ClauseKind> {
    match rows.len() {
        0 | 1 => row(rows.pop().unwrap_or_default()),
        _ => Some(ClauseKind::Text(TextClause::Spellings(rows))),
    }
}

/// Joins nodes by `all` or `any`; one alone stands for itself, none for nothing.
fn joined(mut nodes: Vec<Node>, join: fn(Vec<Node>) -> Node) -> Option<Node> {
    match nodes.len() {
        0 => None,
        1 => nodes.pop(),
        _ => Some(join(nodes)),
    }
}

/// Returns the first and last second of a range; an open end is as far as it goes.
pub fn seconds(range: &DateRange) -> (i64, i64) {
    let first = |date: &Date| date.seconds().0;
    let last = |date: &Date| date.seconds().1;
    let since = range.since.as_ref().map_or(i64::MIN, first);
    (since, range.until.as_ref().map_or(i64::MAX, last))
}
