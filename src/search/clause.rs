//! Clauses: what a plan looks up, and where it was found, as data.

use std::ops::Range;

use tantivy::DocId;

use crate::analysis::language_code::LanguageCode;
use crate::index::fields::{Fields, POSITIONS_PER_PASSAGE, exact_term};
use crate::query::{Field, Order};

use super::pattern::Pattern;
pub use super::scope::Scope;

/// Something to be looked up.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// What.
    pub what: What,
    /// Where.
    pub place: Place,
    /// Whether it scores and is marked; not so below a NOT.
    pub shows: bool,
    /// What it counts beside the other clauses: 1, unless it is asked otherwise.
    pub weight: f64,
    /// Where the query says so, in bytes.
    pub span: Range<usize>,
}

/// What a clause looks up.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// Words of a text. They score, and are marked.
    Text(TextClause),
    /// Filed under any of these paths of a facet, or below. Scores; marked are its mentions.
    Facet {
        /// The facet's name.
        facet: String,
        /// Paths.
        paths: Vec<String>,
        /// Which of its values count.
        filing: Filing,
    },
    /// What reports are chosen by that is not looked up in their texts; nothing is marked.
    Filter(Filter),
}

/// Words that are looked up in texts.
#[derive(Debug, Clone, PartialEq)]
pub enum TextClause {
    /// A word.
    Word(TermMatcher),
    /// Words in a row.
    Phrase(Vec<TermMatcher>),
    /// One word, or words in a row, in any of its spellings, each a row. A place counts once, whichever of
    /// them it is.
    Spellings(Vec<Vec<TermMatcher>>),
    /// Words, or rows of words, near each other.
    Near(Near),
}

/// What reports are chosen by.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// Published in this range of seconds, at least in part.
    Dates(i64, i64),
    /// Came into the index between these seconds, both included.
    Added(i64, i64),
    /// Reports in this language, by its code.
    Language(String),
    /// Texts of which a title or passage is in one of these languages: where a function word of theirs is
    /// not required. Sorted.
    WrittenIn(Vec<LanguageCode>),
    /// What metadata asserts of the report holds these words in a row (the id: is as a whole).
    Stated(Field, Vec<Pattern>),
    /// Standing in a file whose path has these words in a row; with the absolute places of the roots, by number.
    InPath(Vec<Pattern>, Vec<(u32, String)>),
    /// The report of this id.
    Report(String),
    /// The reports whose ids have these hashes, in order.
    Reports(Vec<u64>),
    /// Metadata asserts something of the report.
    Has(Known),
}

impl What {
    /// One word.
    pub fn word(matcher: TermMatcher) -> What {
        What::Text(TextClause::Word(matcher))
    }

    /// Returns how many occurrences make one find: a distance marks its words one by one.
    pub fn occurrences_each(&self) -> usize {
        match self {
            What::Text(text) => text.occurrences_each(),
            What::Facet { .. } | What::Filter(_) => 1,
        }
    }

    /// Returns the terms of the one word that is looked up, those of its closed spelling if it has several;
    /// none if it is no word.
    pub fn terms_of_word(&self) -> Option<&[LookupTerm]> {
        let matcher = match self {
            What::Text(TextClause::Word(matcher)) => matcher,
            What::Text(TextClause::Spellings(rows)) => {
                rows.iter().find_map(|row| match &row[..] {
                    [matcher] => Some(matcher),
                    _ => None,
                })?
            }
            What::Text(TextClause::Phrase(_) | TextClause::Near(_)) => return None,
            What::Facet { .. } | What::Filter(_) => return None,
        };
        match matcher {
            TermMatcher::Terms(terms) => Some(terms),
            TermMatcher::Pattern(_) | TermMatcher::Fuzzy(..) | TermMatcher::Any(_) => None,
        }
    }
}

impl TextClause {
    /// See [`What::occurrences_each`].
    pub fn occurrences_each(&self) -> usize {
        match self {
            TextClause::Near(near) => near.parts.len(),
            TextClause::Word(_) | TextClause::Phrase(_) | TextClause::Spellings(_) => 1,
        }
    }
}

/// Rows of words within a distance, in one passage.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// Each is a row of words, in any of its spellings, the one that is asked for first. Never empty, no row is.
    pub parts: Vec<Vec<Vec<TermMatcher>>>,
    /// How many words at most may stand among them that are none of theirs.
    pub apart: u32,
    /// In which order the rows stand.
    pub order: Order,
}

/// Which of the values that a report is filed under count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filing {
    /// All.
    All,
    /// Those that it is mainly about.
    Main,
}

impl Filing {
    /// Returns the field that holds these values.
    pub(super) fn field(self, fields: Fields) -> tantivy::schema::Field {
        match self {
            Filing::All => fields.facets,
            Filing::Main => fields.main,
        }
    }
}

/// What may be said of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
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

/// A term of the index, and in which texts it counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LookupTerm {
    /// As indexed.
    pub term: String,
    /// Where it counts.
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

/// One word that is looked up.
#[derive(Debug, Clone, PartialEq)]
pub enum TermMatcher {
    /// Any word that stands under one of these terms.
    Terms(Vec<LookupTerm>),
    /// Any word written so.
    Pattern(Pattern),
    /// Any word that differs from this one, folded, by at most so many letters.
    Fuzzy(String, u8),
    /// Any word that one of these stands for.
    Any(Vec<TermMatcher>),
}

/// In which fields words are looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Title and body.
    Anywhere,
    /// Title only.
    Title,
    /// Body only.
    Body,
}

/// A document a clause stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// In its segment.
    pub doc: DocId,
    /// How often in the body.
    pub body: u32,
    /// How often in the title.
    pub title: u32,
}

/// One place a clause stands at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// Position of its first word.
    pub position: u32,
    /// How many words it has.
    pub words: u32,
}

impl Occurrence {
    /// Returns the passage that it stands in, if it stands in a body.
    pub fn passage(&self) -> u32 {
        self.position / POSITIONS_PER_PASSAGE
    }

    /// Returns the position after its last word.
    pub fn end(&self) -> u32 {
        self.position + self.words
    }
}

/// Where a clause stands in one document, in rising order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Occurrences {
    /// Whether the clause counts in the document: it may without standing in its words (a facet that
    /// metadata states).
    pub counts: bool,
    /// In the body.
    pub body: Vec<Occurrence>,
    /// In the title.
    pub title: Vec<Occurrence>,
}

impl Occurrences {
    /// Returns those in the body from position `start` on and before `end`.
    pub fn body_from(&self, start: u32, end: u32) -> &[Occurrence] {
        let before = |limit| {
            self.body
                .partition_point(|occurrence| occurrence.position < limit)
        };
        &self.body[before(start)..before(end)]
    }
}

/// Where the clauses of a plan stand in one document. Most clauses of a large query stand nowhere in it: these take no
/// room.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ClauseOccurrences(Vec<(usize, Occurrences)>);

impl ClauseOccurrences {
    /// Adds where a clause stands. To be called in the order of the clauses.
    pub fn push(&mut self, clause: usize, occurrences: Occurrences) {
        debug_assert!(self.0.last().is_none_or(|(last, _)| *last < clause));
        self.0.push((clause, occurrences));
    }

    /// Returns where a clause stands; nowhere if it does not count.
    pub fn of(&self, clause: usize) -> &Occurrences {
        const NOWHERE: &Occurrences = &Occurrences {
            counts: false,
            body: Vec::new(),
            title: Vec::new(),
        };
        match self.0.binary_search_by_key(&clause, |(clause, _)| *clause) {
            Ok(at) => &self.0[at].1,
            Err(_) => NOWHERE,
        }
    }

    /// Yields the clauses that count, in order, each with where it stands.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Occurrences)> {
        self.0.iter().map(|(clause, found)| (*clause, found))
    }
}
