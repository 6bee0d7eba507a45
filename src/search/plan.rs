//! Plans: what each operator of a query means, and what it marks. The one place that decides both.

use std::ops::Range;

use crate::date::Date;
use crate::query::{DateRange, Expr, Kind, Query};

use super::error::SearchError;
use super::leaf::{Leaf, Place, Slot, What};
use super::terms::Analyser;
use super::weights;

/// A query made ready to be looked up.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// How the leaves combine.
    pub root: Node,
    /// What is looked up; nodes name leaves by index.
    pub leaves: Vec<Leaf>,
    /// How many leaves the query asks for. Those after them were added: they score reports wherever
    /// they stand in what is found, choose no passages, and are not marked.
    pub asked: usize,
    /// Whether another plan, with any of the words side by side for all of them, would differ.
    pub has_alternatives: bool,
}

impl Plan {
    /// Returns the leaves that the query asks for: those that are marked.
    pub fn leaves_asked(&self) -> &[Leaf] {
        &self.leaves[..self.asked]
    }
}

/// How leaves combine.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// Every report.
    Everything,
    /// Reports that a leaf stands in.
    Leaf(usize),
    /// Reports that all have.
    All(Vec<Node>),
    /// Reports that any has.
    Any(Vec<Node>),
    /// Reports that it has not.
    Not(Box<Node>),
}

/// What words side by side ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// All of them.
    All,
    /// Any of them; what is not a word (facets, dates, NOT) still holds.
    Any,
}

/// Finds the paths that a facet's name and a value mean, or says why there are none.
pub type FacetLookup<'a> =
    &'a mut dyn FnMut(&str, &str, Option<Range<usize>>) -> Result<Vec<String>, SearchError>;

/// Plans a query.
pub fn plan(
    query: &Query,
    side: Side,
    analyser: &Analyser,
    facets: FacetLookup<'_>,
) -> Result<Plan, SearchError> {
    let mut planner = Planner {
        side,
        analyser,
        facets,
        leaves: Vec::new(),
        added: Vec::new(),
        alternatives: false,
    };
    let root = match &query.root {
        None => None,
        Some(expr) => planner.node(expr, Place::Anywhere, true)?,
    };
    let nothing = match &query.root {
        None => Node::Everything,
        Some(_) => Node::Any(Vec::new()), // a query without a word in it finds nothing
    };
    let asked = planner.leaves.len();
    planner.leaves.append(&mut planner.added);
    Ok(Plan {
        root: root.unwrap_or(nothing),
        leaves: planner.leaves,
        asked,
        has_alternatives: planner.alternatives,
    })
}

struct Planner<'a> {
    side: Side,
    analyser: &'a Analyser,
    facets: FacetLookup<'a>,
    leaves: Vec<Leaf>,
    added: Vec<Leaf>,
    alternatives: bool,
}

impl Planner<'_> {
    /// Plans one expression; `None` if it asks for nothing (`--`, a word without letters).
    ///
    /// `shows`: whether what it finds is to be scored and marked.
    fn node(
        &mut self,
        expr: &Expr,
        place: Place,
        shows: bool,
    ) -> Result<Option<Node>, SearchError> {
        let span = expr.span.clone();
        let what = match &expr.kind {
            // A word is any of its inflections; marked is the word found. Several words in one
            // (`Port-au-Prince`) must stand in a row and are marked together.
            Kind::Word(text) => {
                let words = self.analyser.words(text);
                let words = self.without_elided(text, &words);
                if self.side == Side::Any && shows {
                    self.add_parts(words, place, &span);
                }
                let terms = words.iter().map(|word| self.analyser.stems(word));
                row(terms.map(Slot::Terms).collect())
            }
            // As written; marked likewise.
            Kind::Exact(text) | Kind::Phrase(text) => {
                let words = self.analyser.words(text);
                let terms = words.iter().map(|word| self.analyser.exact(word));
                row(terms.map(Slot::Terms).collect())
            }
            // Any word that starts so; marked is the whole word found. Of several words in one
            // (`Port-au-Pr*`) the last may go on, the others are as written.
            Kind::Prefix(text) => {
                let mut words = self.analyser.words(text);
                let last = words.pop().map(Slot::Start);
                let terms = words.iter().map(|word| self.analyser.exact(word));
                row(terms.map(Slot::Terms).chain(last).collect())
            }
            // In the title only.
            Kind::Title(inner) => return self.node(inner, Place::Title, shows),
            // Filed there or below; marked are the mentions.
            Kind::Facet { name, value } => {
                let paths = (self.facets)(name, value, Some(span.clone()))?;
                Some(What::Facet {
                    facet: name.clone(),
                    paths,
                })
            }
            // A filter; marks nothing.
            Kind::Date(range) => {
                let (since, until) = seconds(range);
                Some(What::Dates(since, until))
            }
            // Everything of each; function words are asked for only if there is nothing else.
            Kind::Sequence(parts) => return self.sequence(parts, place, shows),
            Kind::And(parts) => return Ok(joined(self.nodes(parts, place, shows)?, Node::All)),
            // Marked is what is found of the parts that hold.
            Kind::Or(parts) => return Ok(joined(self.nodes(parts, place, shows)?, Node::Any)),
            // Marks nothing. What it leaves out is the same whether any of the other words will do.
            Kind::Not(inner) => {
                let inner = self.excluded(inner, place)?;
                return Ok(inner.map(|node| Node::Not(Box::new(node))));
            }
        };
        Ok(what.map(|what| self.leaf(what, place, shows, span)))
    }

    fn nodes(
        &mut self,
        parts: &[Expr],
        place: Place,
        shows: bool,
    ) -> Result<Vec<Node>, SearchError> {
        let mut nodes = Vec::with_capacity(parts.len());
        for part in parts {
            nodes.extend(self.node(part, place, shows)?);
        }
        Ok(nodes)
    }

    /// Plans what stands below a NOT: all of its words are meant, always.
    fn excluded(&mut self, inner: &Expr, place: Place) -> Result<Option<Node>, SearchError> {
        let before = (self.side, self.alternatives);
        self.side = Side::All;
        let node = self.node(inner, place, false);
        (self.side, self.alternatives) = before;
        node
    }

    fn sequence(
        &mut self,
        parts: &[Expr],
        place: Place,
        shows: bool,
    ) -> Result<Option<Node>, SearchError> {
        let mut required = Vec::new();
        let mut words = Vec::new();
        let mut function_words = Vec::new();
        for (i, part) in parts.iter().enumerate() {
            if self.is_function_word(part) && !(i > 0 && is_capitalised(part)) {
                function_words.push(part);
            } else if let Some(node) = self.node(part, place, shows)? {
                match is_filter(part) {
                    true => required.push(node),
                    false => words.push(node),
                }
            }
        }
        if required.is_empty() && words.is_empty() {
            for part in function_words {
                words.extend(self.node(part, place, shows)?);
            }
        }
        self.alternatives |= words.len() > 1;
        match self.side {
            Side::All => required.extend(words),
            Side::Any => required.extend(joined(words, Node::Any)),
        }
        Ok(joined(required, Node::All))
    }

    /// Leaves out the article or pronoun that has lost its vowel before the word asked for
    /// (`l'attaque`, `qu'il`).
    fn without_elided<'a>(&self, text: &str, words: &'a [String]) -> &'a [String] {
        match words {
            [elided, asked, ..]
                if text.contains(['\'', '’'])
                    && elided.len() <= 2
                    && self.analyser.is_function_word(elided)
                    && asked.len() > 1 =>
            {
                &words[1..]
            }
            _ => words,
        }
    }

    /// Adds the parts of several words in one (`shock-wave`), so that where any of the words will do,
    /// a report that has them apart stands before one that has none.
    fn add_parts(&mut self, words: &[String], place: Place, span: &Range<usize>) {
        if words.len() < 2 {
            return;
        }
        for word in words
            .iter()
            .filter(|word| !self.analyser.is_function_word(word))
        {
            self.added.push(Leaf {
                what: What::Word(Slot::Terms(self.analyser.stems(word))),
                place,
                shows: true,
                weight: weights::PART,
                span: span.clone(),
            });
        }
    }

    fn is_function_word(&self, expr: &Expr) -> bool {
        word_of(expr).is_some_and(|text| {
            let words = self.analyser.words(text);
            matches!(&words[..], [word] if self.analyser.is_function_word(word))
        })
    }

    fn leaf(&mut self, what: What, place: Place, shows: bool, span: Range<usize>) -> Node {
        self.leaves.push(Leaf {
            what,
            place,
            shows,
            weight: 1.0,
            span,
        });
        Node::Leaf(self.leaves.len() - 1)
    }
}

/// Returns whether an expression asks for no words, only for facets, dates and what is not there.
fn is_filter(expr: &Expr) -> bool {
    match &expr.kind {
        Kind::Facet { .. } | Kind::Date(_) | Kind::Not(_) => true,
        Kind::Sequence(parts) | Kind::And(parts) | Kind::Or(parts) => parts.iter().all(is_filter),
        Kind::Word(_) | Kind::Exact(_) | Kind::Prefix(_) | Kind::Phrase(_) | Kind::Title(_) => {
            false
        }
    }
}

/// One word, or several in a row.
fn row(mut slots: Vec<Slot>) -> Option<What> {
    match slots.len() {
        0 => None,
        1 => slots.pop().map(What::Word),
        _ => Some(What::Phrase(slots)),
    }
}

/// Returns whether a word is written as a name is: a capital, and small letters after it.
fn is_capitalised(expr: &Expr) -> bool {
    word_of(expr).is_some_and(|text| {
        text.starts_with(char::is_uppercase) && text.contains(char::is_lowercase)
    })
}

/// Returns the text of an expression that is a plain word.
fn word_of(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        Kind::Word(text) => Some(text),
        Kind::Exact(_)
        | Kind::Prefix(_)
        | Kind::Phrase(_)
        | Kind::Title(_)
        | Kind::Facet { .. }
        | Kind::Date(_)
        | Kind::Sequence(_)
        | Kind::And(_)
        | Kind::Or(_)
        | Kind::Not(_) => None,
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
