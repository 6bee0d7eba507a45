//! What a query finds and marks, worked out by reading every text from its start to its end: slow,
//! and without positions, postings or plans.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::analysis::function_words::may_be_dropped;
use crate::analysis::passages::{self, Lengths};
use crate::analysis::stems::Stems;
use crate::analysis::words::Words;
use crate::query::{Expr, Kind, Query};
use crate::report::Report;

use super::PASSAGES;

/// A text that stands for itself: the title (`None`) or a passage, by its number.
pub type Unit = Option<usize>;

/// Spans by unit, in bytes of the unit's text; none overlapping another.
pub type Marks = BTreeMap<Unit, Vec<Range<usize>>>;

/// A report as the oracle reads it.
pub struct Read {
    language: String,
    units: Vec<(Unit, Vec<Token>)>,
}

struct Token {
    folded: String,
    span: Range<usize>,
}

impl Read {
    /// Reads a report of this language.
    pub fn of(report: &Report, language: &str) -> Read {
        let words = Words::of(&report.body);
        let lengths = Lengths {
            min_words: PASSAGES.min_words,
            max_words: PASSAGES.max_words,
        };
        let mut units = vec![(None, tokens(report.title.as_deref().unwrap_or("")))];
        for (n, passage) in passages::cut(&report.body, &words, lengths)
            .into_iter()
            .enumerate()
        {
            units.push((Some(n), tokens(&report.body[passage.bytes])));
        }
        Read {
            language: language.to_owned(),
            units,
        }
    }

    /// Returns how many passages there are.
    pub fn passages(&self) -> usize {
        self.units.len() - 1
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let words = Words::of(text);
    let token = |i| Token {
        folded: words.folded(i).to_owned(),
        span: words.span(i),
    };
    (0..words.len()).map(token).collect()
}

/// Whether words side by side must all be there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Side {
    All,
    Any,
}

/// Answers queries about reports in these languages.
pub struct Oracle<'a> {
    pub languages: &'a [String],
    pub side: Side,
}

/// What an expression comes to in one report; the spans only if it holds.
struct Outcome {
    holds: bool,
    spans: Vec<(Unit, Range<usize>)>,
}

/// One word of a row.
enum Slot {
    AnyForm(String),
    AsWritten(String),
    Start(String),
}

impl Oracle<'_> {
    /// Returns what a query marks in a report; `None` if it does not find it.
    pub fn answer(&self, query: &Query, report: &Read) -> Option<Marks> {
        let outcome = query
            .root
            .as_ref()
            .and_then(|root| self.outcome(root, report, false));
        let spans = match outcome {
            None if query.root.is_some() => return None, // without a word: finds nothing
            None => Vec::new(),
            Some(Outcome { holds: false, .. }) => return None,
            Some(Outcome { spans, .. }) => spans,
        };
        let mut marks = Marks::new();
        for (unit, span) in spans {
            marks.entry(unit).or_default().push(span);
        }
        marks.values_mut().for_each(join_overlapping);
        Some(marks)
    }

    /// `None`: asks for nothing.
    fn outcome(&self, expr: &Expr, report: &Read, title_only: bool) -> Option<Outcome> {
        let row = |slots| self.row(slots, report, title_only);
        match &expr.kind {
            Kind::Word(text) => {
                let mut slots = slots(text, Slot::AnyForm);
                if self.begins_elided(text) {
                    slots.remove(0);
                }
                row(slots)
            }
            Kind::Exact(text) | Kind::Phrase(text) => row(slots(text, Slot::AsWritten)),
            Kind::Prefix(text) => {
                let mut slots = slots(text, Slot::AsWritten);
                if let Some(Slot::AsWritten(last)) = slots.pop() {
                    slots.push(Slot::Start(last));
                }
                row(slots)
            }
            Kind::Title(inner) => self.outcome(inner, report, true),
            Kind::Facet { .. } | Kind::Date(_) => unreachable!("the oracle knows no filters"),
            Kind::Sequence(parts) => self.sequence(parts, report, title_only),
            Kind::And(parts) => all(self.outcomes(parts, report, title_only)),
            Kind::Or(parts) => any(self.outcomes(parts, report, title_only)),
            Kind::Not(inner) => {
                let strict = Oracle {
                    side: Side::All,
                    ..*self
                };
                let inner = strict.outcome(inner, report, title_only)?;
                Some(Outcome {
                    holds: !inner.holds,
                    spans: Vec::new(),
                })
            }
        }
    }

    fn outcomes(&self, parts: &[Expr], report: &Read, title_only: bool) -> Vec<Outcome> {
        let outcome = |part| self.outcome(part, report, title_only);
        parts.iter().filter_map(outcome).collect()
    }

    fn sequence(&self, parts: &[Expr], report: &Read, title_only: bool) -> Option<Outcome> {
        let (plain, function): (Vec<&Expr>, Vec<&Expr>) =
            parts.iter().partition(|part| !self.is_function_word(part));
        let (mut required, mut words) = (Vec::new(), Vec::new());
        for part in plain {
            let of_kind = if is_exclusion(part) {
                &mut required
            } else {
                &mut words
            };
            of_kind.extend(self.outcome(part, report, title_only));
        }
        if required.is_empty() && words.is_empty() {
            let outcome = |part| self.outcome(part, report, title_only);
            words = function.into_iter().filter_map(outcome).collect();
        }
        match self.side {
            Side::All => required.extend(words),
            Side::Any => required.extend(any(words)),
        }
        all(required)
    }

    /// Whether a word begins with an article that has lost its vowel: `l’attaque`.
    fn begins_elided(&self, text: &str) -> bool {
        let folded = folded(text);
        let elided = |word: &String| {
            let mut languages = self.languages.iter();
            word.len() <= 2 && languages.any(|language| may_be_dropped(language, word))
        };
        let apostrophe = text.contains('\'') || text.contains('’');
        apostrophe && folded.len() > 1 && elided(&folded[0]) && folded[1].len() > 1
    }

    fn is_function_word(&self, expr: &Expr) -> bool {
        let Kind::Word(text) = &expr.kind else {
            return false;
        };
        let folded = folded(text);
        let may_drop = |word: &String| {
            let mut languages = self.languages.iter();
            languages.any(|language| may_be_dropped(language, word))
        };
        matches!(&folded[..], [word] if may_drop(word))
    }

    fn row(&self, slots: Vec<Slot>, report: &Read, title_only: bool) -> Option<Outcome> {
        if slots.is_empty() {
            return None;
        }
        let mut spans = Vec::new();
        for (unit, tokens) in &report.units {
            if title_only && unit.is_some() {
                continue;
            }
            for row in tokens.windows(slots.len()) {
                let mut pairs = slots.iter().zip(row);
                if pairs.all(|(slot, token)| self.fits(slot, token, &report.language)) {
                    spans.push((*unit, row[0].span.start..row[row.len() - 1].span.end));
                }
            }
        }
        Some(Outcome {
            holds: !spans.is_empty(),
            spans,
        })
    }

    fn fits(&self, slot: &Slot, token: &Token, language: &str) -> bool {
        match slot {
            Slot::AsWritten(word) => token.folded == *word,
            Slot::Start(start) => token.folded.starts_with(start),
            Slot::AnyForm(word) => {
                let stem = |language: &str, word: &str| Stems::new(language).stem(word).to_owned();
                let of_token = stem(language, &token.folded);
                let mut languages = self.languages.iter();
                of_token == *word || languages.any(|language| stem(language, word) == of_token)
            }
        }
    }
}

fn folded(text: &str) -> Vec<String> {
    tokens(text).into_iter().map(|token| token.folded).collect()
}

fn slots(text: &str, slot: fn(String) -> Slot) -> Vec<Slot> {
    folded(text).into_iter().map(slot).collect()
}

/// Whether an expression is made of NOTs only.
fn is_exclusion(expr: &Expr) -> bool {
    match &expr.kind {
        Kind::Not(_) => true,
        Kind::Sequence(parts) | Kind::And(parts) | Kind::Or(parts) => {
            parts.iter().all(is_exclusion)
        }
        _ => false,
    }
}

fn all(outcomes: Vec<Outcome>) -> Option<Outcome> {
    if outcomes.is_empty() {
        return None;
    }
    let holds = outcomes.iter().all(|outcome| outcome.holds);
    let spans = outcomes.into_iter().flat_map(|outcome| outcome.spans);
    Some(Outcome {
        holds,
        spans: spans.filter(|_| holds).collect(),
    })
}

fn any(outcomes: Vec<Outcome>) -> Option<Outcome> {
    if outcomes.is_empty() {
        return None;
    }
    let holding = outcomes.into_iter().filter(|outcome| outcome.holds);
    let spans: Vec<Outcome> = holding.collect();
    Some(Outcome {
        holds: !spans.is_empty(),
        spans: spans
            .into_iter()
            .flat_map(|outcome| outcome.spans)
            .collect(),
    })
}

fn join_overlapping(spans: &mut Vec<Range<usize>>) {
    spans.sort_by_key(|span| (span.start, span.end));
    let mut apart: Vec<Range<usize>> = Vec::new();
    for span in spans.drain(..) {
        match apart.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => apart.push(span),
        }
    }
    *spans = apart;
}
