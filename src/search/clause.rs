//! Clauses as data: what a plan looks up, and the postings and occurrences that match it.

use std::ops::Range;

use tantivy::DocId;

use crate::analysis::language_code::LanguageCode;
use crate::index::fields::{Fields, POSITIONS_PER_PASSAGE, exact_term};
use crate::query::Order;

use super::pattern::Pattern;
pub use super::scope::Scope;

/// A part of a query that is looked up in the index.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// What it looks up.
    pub kind: ClauseKind,
    /// The fields in which its words are looked up.
    pub text_fields: TextFields,
    /// Whether it scores and is highlighted; false below a NOT.
    pub shows: bool,
    /// Its boost; 1 by default.
    pub weight: f64,
    /// Its span in the query, in bytes.
    pub span: Range<usize>,
}

/// What a clause looks up.
#[derive(Debug, Clone, PartialEq)]
pub enum ClauseKind {
    /// Words of a text. They score and are highlighted.
    Text(TextClause),
    /// Reports filed under any of these paths of a facet, or below. Scores; its mentions are highlighted.
    Facet {
        /// The facet's name.
        facet: String,
        /// Paths.
        paths: Vec<String>,
        /// Which of its values count.
        filing: Filing,
    },
    /// A condition on anything but words of the text. Neither scores nor highlights.
    Filter(Filter),
}

/// Words that are looked up in texts.
#[derive(Debug, Clone, PartialEq)]
pub enum TextClause {
    /// A word.
    Word(TermMatcher),
    /// Words that follow each other.
    Phrase(Vec<TermMatcher>),
    /// One word or phrase in several spellings, each a phrase. An occurrence counts once even if several of them
    /// match it.
    Spellings(Vec<Vec<TermMatcher>>),
    /// Words or phrases within a distance of each other.
    Near(Near),
}

/// A condition that does not score.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// The publication date overlaps this range of seconds.
    Dates(i64, i64),
    /// Added to the index between these seconds, inclusive.
    Added(i64, i64),
    /// Reports in this language, by its code.
    Language(String),
    /// Reports with a title or passage in one of these languages, in which a function word of the query is not
    /// required. Sorted.
    WrittenIn(Vec<LanguageCode>),
    /// This field of the metadata has these words as a phrase; an id must be equal to the only one.
    Metadata(StringField, Vec<Pattern>),
    /// Read from a file whose absolute path has these words as a phrase; with the path of each root, by number.
    InPath(Vec<Pattern>, Vec<(u32, String)>),
    /// A most specific facet value is one of these nodes.
    Within(Vec<bool>),
    /// The report of this id.
    Report(String),
    /// The reports whose ids have these hashes, in order.
    Reports(Vec<u64>),
    /// The report has this field of metadata.
    Has(MetadataField),
}

/// A field of metadata that a filter matches by its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StringField {
    /// The publisher.
    Source,
    /// The URL of publication.
    Url,
    /// The id.
    Id,
}

impl ClauseKind {
    /// One word.
    pub fn word(matcher: TermMatcher) -> ClauseKind {
        ClauseKind::Text(TextClause::Word(matcher))
    }

    /// Returns how many occurrences make up one match: for words near each other, each is one occurrence.
    pub fn occurrences_each(&self) -> usize {
        match self {
            ClauseKind::Text(text) => text.occurrences_each(),
            ClauseKind::Facet { .. } | ClauseKind::Filter(_) => 1,
        }
    }

    /// Returns the terms of a clause that looks up one word; of a word with several spellings, those of the one that
    /// is a single word. `None` for other clauses.
    pub fn terms_of_word(&self) -> Option<&[LookupTerm]> {
        let matcher = match self {
            ClauseKind::Text(TextClause::Word(matcher)) => matcher,
            ClauseKind::Text(TextClause::Spellings(rows)) => {
                rows.iter().find_map(|row| match &row[..] {
                    [matcher] => Some(matcher),
                    _ => None,
                })?
            }
            ClauseKind::Text(TextClause::Phrase(_) | TextClause::Near(_)) => return None,
            ClauseKind::Facet { .. } | ClauseKind::Filter(_) => return None,
        };
        match matcher {
            TermMatcher::Terms(terms) => Some(terms),
            TermMatcher::Pattern(_) | TermMatcher::Fuzzy(..) | TermMatcher::Any(_) => None,
        }
    }
}

impl TextClause {
    /// See [`ClauseKind::occurrences_each`].
    pub fn occurrences_each(&self) -> usize {
        match self {
            TextClause::Near(near) => near.parts.len(),
            TextClause::Word(_) | TextClause::Phrase(_) | TextClause::Spellings(_) => 1,
        }
    }
}

/// Words or phrases within a distance, in one passage.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// Each is a phrase in any of its spellings, that of the query first. Neither the list nor a phrase is ever empty.
    pub parts: Vec<Vec<Vec<TermMatcher>>>,
    /// The maximum number of other words between them.
    pub apart: u32,
    /// The required order of the phrases.
    pub order: Order,
}

/// Which facet values of a report count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filing {
    /// All.
    All,
    /// Its main topics.
    Main,
}

impl Filing {
    /// Opens the column of these values in a segment.
    pub(super) fn reader(
        self,
        segment: &tantivy::SegmentReader,
        fields: Fields,
    ) -> tantivy::Result<tantivy::fastfield::FacetReader> {
        segment.facet_reader(segment.schema().get_field_name(self.field(fields)))
    }

    /// Returns the field that holds these values.
    pub(super) fn field(self, fields: Fields) -> tantivy::schema::Field {
        match self {
            Filing::All => fields.facets,
            Filing::Main => fields.main,
        }
    }
}

/// A field of a report's metadata.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MetadataField {
    /// When it was published.
    Date,
    /// Its title.
    Title,
    /// Who published it.
    Source,
    /// Its language.
    Language,
    /// Where it was published.
    Url,
}

/// A term of the index, and the scope in which it counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LookupTerm {
    /// As indexed.
    pub term: String,
    /// The languages of the texts in which it counts.
    pub scope: Scope,
}

impl LookupTerm {
    /// A term that counts everywhere.
    pub fn everywhere(term: String) -> LookupTerm {
        let scope = Scope::Everywhere;
        LookupTerm { term, scope }
    }

    /// A folded word as written, in any language.
    pub fn exact(folded: &str) -> LookupTerm {
        LookupTerm::everywhere(exact_term(folded))
    }
}

/// What one word of a query matches.
#[derive(Debug, Clone, PartialEq)]
pub enum TermMatcher {
    /// Any word indexed under one of these terms.
    Terms(Vec<LookupTerm>),
    /// Any word that matches this pattern.
    Pattern(Pattern),
    /// Any word within this many edits of a folded word.
    Fuzzy(String, u8),
    /// Any word that one of these matches.
    Any(Vec<TermMatcher>),
}

/// The fields in which words are looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextFields {
    /// Title and body.
    Anywhere,
    /// Title only.
    Title,
    /// Body only.
    Body,
}

/// A document that a clause matches, with its frequencies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// The document, by its number in the segment.
    pub doc: DocId,
    /// How often it occurs in the body.
    pub body: u32,
    /// How often it occurs in the title.
    pub title: u32,
}

/// One match of a clause in a text, in word positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// The position of its first word.
    pub position: u32,
    /// How many words it has.
    pub words: u32,
}

impl Occurrence {
    /// Returns the passage that it is in, if it is in a body.
    pub fn passage(&self) -> u32 {
        self.position / POSITIONS_PER_PASSAGE
    }

    /// Returns the position after its last word.
    pub fn end(&self) -> u32 {
        self.position + self.words
    }
}

/// The occurrences of a clause in one document, in rising order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Occurrences {
    /// Whether the clause counts in the document. It may do so without an occurrence (a facet value that only
    /// metadata asserts).
    pub counts: bool,
    /// In the body.
    pub body: Vec<Occurrence>,
    /// In the title.
    pub title: Vec<Occurrence>,
    /// The positions in `body` where not a facet value of the clause itself is mentioned but a value below it, in rising
    /// order.
    pub below: Vec<u32>,
}

impl Occurrences {
    /// Returns the occurrences in the body at positions `start..end`.
    pub fn body_from(&self, start: u32, end: u32) -> &[Occurrence] {
        let before = |limit| {
            self.body
                .partition_point(|occurrence| occurrence.position < limit)
        };
        &self.body[before(start)..before(end)]
    }
}

/// The occurrences of the clauses of a plan in one document. Sparse: most clauses of a large query do not occur in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ClauseOccurrences(Vec<(usize, Occurrences)>);

impl ClauseOccurrences {
    /// Adds the occurrences of a clause. Clauses must be added in order.
    pub fn push(&mut self, clause: usize, occurrences: Occurrences) {
        debug_assert!(self.0.last().is_none_or(|(last, _)| *last < clause));
        self.0.push((clause, occurrences));
    }

    /// Returns the occurrences of a clause; none if it does not count.
    pub fn of(&self, clause: usize) -> &Occurrences {
        const NONE: &Occurrences = &Occurrences {
            counts: false,
            body: Vec::new(),
            title: Vec::new(),
            below: Vec::new(),
        };
        match self.0.binary_search_by_key(&clause, |(clause, _)| *clause) {
            Ok(at) => &self.0[at].1,
            Err(_) => NONE,
        }
    }

    /// Yields the clauses that count, in order, each with its occurrences.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Occurrences)> {
        self.0
            .iter()
            .map(|(clause, occurrences)| (*clause, occurrences))
    }
}
