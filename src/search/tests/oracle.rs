//! An oracle for matches and highlights: reads every text from start to end, without positions, postings or plans.

mod outcome;
mod read;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::analysis::language_tables::shipped;
use crate::analysis::stem_exceptions::StemExceptions;
use crate::analysis::stems::Stems;
use crate::query::{Expr, Kind, Order, Qualifier, Query};
use crate::search::acronyms::acronyms_of;

use outcome::{Outcome, about, all, any, facet, join_overlapping, join_parts};
pub use read::{Read, Unit};
use read::{Token, folded};

/// Spans by unit, in bytes of the unit's text, without overlaps.
pub type Marks = BTreeMap<Unit, Vec<Range<usize>>>;

/// The fields in which words count.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fields {
    Anywhere,
    Title,
    Body,
}

/// Whether all words of a sequence are required.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum DefaultOperator {
    And,
    Or,
}

/// Evaluates queries on reports in these languages.
pub struct Oracle<'a> {
    pub languages: &'a [String],
    /// The language assumed for texts of unknown language.
    pub collection: Option<&'a str>,
    /// Acronyms of the query that a report has in all caps.
    pub acronyms: &'a BTreeSet<String>,
    pub exceptions: &'a Arc<StemExceptions>,
    pub default_operator: DefaultOperator,
}

/// Languages of tokens; empty if unknown.
#[derive(Clone, PartialEq)]
enum Scope {
    Everywhere,
    In(Vec<String>),
    NotIn(Vec<String>),
}

impl Scope {
    fn has(&self, language: &String) -> bool {
        match self {
            Scope::Everywhere => true,
            Scope::In(languages) => languages.contains(language),
            Scope::NotIn(languages) => !languages.contains(language),
        }
    }
}

/// One word of a phrase.
#[derive(Clone, PartialEq)]
enum TermMatcher {
    AnyForm(String, Scope),
    AsWritten(String),
    /// In all caps.
    Acronym(String, Scope),
    /// With `*` as a wildcard.
    Pattern(String),
    Fuzzy(String, usize),
    Any(Vec<TermMatcher>),
}

impl Oracle<'_> {
    /// Returns the highlights of a query in a report; `None` if it does not match.
    pub fn answer(&self, query: &Query, report: &Read) -> Option<Marks> {
        let outcome = query
            .root
            .as_ref()
            .and_then(|root| self.outcome(root, report, Fields::Anywhere));
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
        for (unit, spans) in &mut marks {
            join_overlapping(spans);
            let tokens = report.units.iter().find(|(known, _)| known == unit);
            join_parts(spans, tokens.map_or(&[], |(_, tokens)| tokens));
        }
        Some(marks)
    }

    /// `None` if there is nothing to look up.
    fn outcome(&self, expr: &Expr, report: &Read, fields: Fields) -> Option<Outcome> {
        let strict = Oracle {
            default_operator: DefaultOperator::And,
            ..*self
        };
        match &expr.kind {
            // Without a table of translations, it is a word.
            Kind::Word(text) | Kind::Translated(text) => {
                let rows = self.words(text).into_iter();
                any(rows
                    .filter_map(|matchers| self.row(matchers, report, fields))
                    .collect())
            }
            Kind::Exact(_) | Kind::Phrase(_) | Kind::Pattern(_) | Kind::Fuzzy { .. } => {
                self.row(self.matchers(expr), report, fields)
            }
            Kind::Near { of, apart, order } => {
                let parts = match &of.kind {
                    Kind::Phrase(text) => {
                        let row = self.row_of(text, &Scope::Everywhere, TermMatcher::AsWritten);
                        row.into_iter().map(|matcher| vec![matcher]).collect()
                    }
                    Kind::Sequence(parts) => parts.iter().map(|part| self.matchers(part)).collect(),
                    _ => vec![self.matchers(of)],
                };
                self.near(parts, *apart as usize, *order, report, fields)
            }
            Kind::Passage(inner) => {
                let each = |n| strict.outcome(inner, &report.passage(n), Fields::Body);
                match report.passages() {
                    // Without passages it does not match, unless there is nothing to look up.
                    0 => strict
                        .outcome(inner, report, Fields::Body)
                        .map(|_| Outcome {
                            holds: false,
                            spans: Vec::new(),
                        }),
                    n => any((0..n).filter_map(each).collect()),
                }
            }
            Kind::Title(inner) => self.outcome(inner, report, Fields::Title),
            Kind::Qualifier(Qualifier::Facet { name, value }) => Some(facet(name, value, report)),
            Kind::Qualifier(Qualifier::About(value)) => Some(about(value, report)),
            Kind::Qualifier(Qualifier::Has(name)) => Some(facet(name, "", report)),
            Kind::Qualifier(
                Qualifier::Field { .. }
                | Qualifier::Like(_)
                | Qualifier::Similar(_)
                | Qualifier::Within(_)
                | Qualifier::Date(_)
                | Qualifier::New(_),
            ) => {
                unreachable!("the oracle knows no metadata")
            }
            Kind::Sequence(parts) => self.sequence(parts, report, fields),
            Kind::And(parts) => all(self.outcomes(parts, report, fields)),
            Kind::Or(parts) => any(self.outcomes(parts, report, fields)),
            Kind::Boost { inner, factor: _ } => self.outcome(inner, report, fields),
            Kind::Not(inner) => {
                let inner = strict.outcome(inner, report, fields)?;
                Some(Outcome {
                    holds: !inner.holds,
                    spans: Vec::new(),
                })
            }
        }
    }

    /// The phrase of words in a part.
    fn matchers(&self, expr: &Expr) -> Vec<TermMatcher> {
        match &expr.kind {
            // Within a distance, an elided article is dropped in every language.
            Kind::Word(text) => {
                let everywhere = Scope::Everywhere;
                let any_form = |word| TermMatcher::AnyForm(word, Scope::Everywhere);
                let mut matchers = self.row_of(text, &everywhere, any_form);
                if self.elided(text).is_some() {
                    matchers.remove(0);
                }
                matchers
            }
            Kind::Exact(text) | Kind::Phrase(text) => {
                self.row_of(text, &Scope::Everywhere, TermMatcher::AsWritten)
            }
            // The queries have no `*` next to a hyphen.
            Kind::Pattern(text) => {
                let words = text.split('-').map(str::to_lowercase);
                words.map(TermMatcher::Pattern).collect()
            }
            Kind::Fuzzy { word, edits } => {
                let fuzzy = |word| TermMatcher::Fuzzy(word, usize::from(*edits));
                folded(word).into_iter().map(fuzzy).collect()
            }
            Kind::Or(parts) => vec![TermMatcher::Any(
                parts.iter().flat_map(|part| self.matchers(part)).collect(),
            )],
            other => unreachable!("no row of words: {other:?}"),
        }
    }

    fn outcomes(&self, parts: &[Expr], report: &Read, fields: Fields) -> Vec<Outcome> {
        let outcome = |part| self.outcome(part, report, fields);
        parts.iter().filter_map(outcome).collect()
    }

    fn sequence(&self, parts: &[Expr], report: &Read, fields: Fields) -> Option<Outcome> {
        let (plain, function): (Vec<&Expr>, Vec<&Expr>) = parts
            .iter()
            .partition(|part| self.function_word(part).is_none());
        let (mut required, mut words) = (Vec::new(), Vec::new());
        for part in plain {
            let of_kind = if is_filter(part) {
                &mut required
            } else {
                &mut words
            };
            of_kind.extend(self.outcome(part, report, fields));
        }
        if required.is_empty() && words.is_empty() {
            let outcome = |part| self.outcome(part, report, fields);
            words = function.into_iter().filter_map(outcome).collect();
        } else {
            let word = |part| self.function_word_elsewhere(part, report, fields);
            words.extend(function.into_iter().filter_map(word));
        }
        match self.default_operator {
            DefaultOperator::And => required.extend(words),
            DefaultOperator::Or => required.extend(any(words)),
        }
        all(required)
    }

    /// A phrase of words; acronyms match in all caps in `scope`.
    fn row_of(
        &self,
        text: &str,
        scope: &Scope,
        matcher: impl Fn(String) -> TermMatcher,
    ) -> Vec<TermMatcher> {
        let words = folded(text).into_iter().zip(acronyms_of(text));
        let matcher = |(word, acronym): (String, Option<String>)| match acronym {
            Some(acronym) if self.acronyms.contains(&acronym) => {
                TermMatcher::Acronym(acronym, scope.clone())
            }
            _ => matcher(word),
        };
        words.map(matcher).collect()
    }

    /// The phrases that a word of a query matches, each in texts of some languages.
    fn words(&self, text: &str) -> Vec<Vec<TermMatcher>> {
        let row = |scope: Scope| {
            self.row_of(text, &scope, |word| {
                TermMatcher::AnyForm(word, scope.clone())
            })
        };
        match self.elided(text) {
            None => vec![row(Scope::Everywhere)],
            Some(languages) => {
                let theirs = row(Scope::In(languages.clone())).split_off(1);
                vec![theirs, row(Scope::NotIn(languages))]
            }
        }
    }

    /// The languages in which a word begins with an elided article (`l’attaque`).
    fn elided(&self, text: &str) -> Option<Vec<String>> {
        let folded = folded(text);
        let apostrophe = text.contains('\'') || text.contains('’');
        let may_be = apostrophe && folded.len() > 1 && folded[1].len() > 1;
        may_be
            .then(|| {
                self.languages_where(|language| {
                    shipped().function_words.is_elided(language, &folded[0])
                })
            })
            .flatten()
    }

    /// The languages in which a word is a function word.
    fn function_word(&self, expr: &Expr) -> Option<Vec<String>> {
        let Kind::Word(text) = &expr.kind else {
            return None;
        };
        let acronym = acronyms_of(text).into_iter().flatten().next();
        if acronym.is_some_and(|acronym| self.acronyms.contains(&acronym)) {
            return None;
        }
        match &folded(text)[..] {
            [word] => self.languages_where(|language| {
                shipped().function_words.may_be_dropped(language, word)
            }),
            _ => None,
        }
    }

    /// Those languages, and the unknown one; `None` if there are none.
    fn languages_where(&self, is_so: impl Fn(&str) -> bool) -> Option<Vec<String>> {
        let here = self.languages.iter().filter(|language| is_so(language));
        let mut here: Vec<String> = here.cloned().collect();
        (!here.is_empty()).then(|| {
            here.push(String::new());
            here
        })
    }

    /// The outcome of a function word of some languages next to other words: it is required in texts of other
    /// languages.
    fn function_word_elsewhere(
        &self,
        expr: &Expr,
        report: &Read,
        fields: Fields,
    ) -> Option<Outcome> {
        let languages = self.function_word(expr)?;
        if self
            .languages
            .iter()
            .all(|language| languages.contains(language))
        {
            return None;
        }
        let Kind::Word(text) = &expr.kind else {
            return None;
        };
        let of_report = match fields {
            Fields::Title => &report.languages[..1],
            Fields::Anywhere | Fields::Body => &report.languages,
        };
        let is_theirs = of_report
            .iter()
            .any(|language| languages.contains(language));
        let scope = Scope::NotIn(languages);
        let elsewhere = self.row_of(text, &scope, |word| {
            TermMatcher::AnyForm(word, scope.clone())
        });
        let mut outcome = self.row(elsewhere, report, fields)?;
        outcome.holds |= is_theirs && self.default_operator == DefaultOperator::And;
        Some(outcome)
    }

    fn row(&self, matchers: Vec<TermMatcher>, report: &Read, fields: Fields) -> Option<Outcome> {
        if matchers.is_empty() {
            return None;
        }
        let mut spans = Vec::new();
        for (unit, tokens) in units(report, fields) {
            for row in self.rows(&matchers, tokens) {
                spans.push((
                    *unit,
                    tokens[row.start].span.start..tokens[row.end - 1].span.end,
                ));
            }
        }
        Some(Outcome {
            holds: !spans.is_empty(),
            spans,
        })
    }

    /// The positions at which `matchers` match as a phrase within a paragraph, as ranges of tokens.
    fn rows(&self, matchers: &[TermMatcher], tokens: &[Token]) -> Vec<Range<usize>> {
        let mut rows = Vec::new();
        for (start, row) in tokens.windows(matchers.len()).enumerate() {
            let mut pairs = matchers.iter().zip(row);
            let crosses = row[1..].iter().any(|token| token.begins);
            if !crosses && pairs.all(|(matcher, token)| self.fits(matcher, token)) {
                rows.push(start..start + matchers.len());
            }
        }
        rows
    }

    /// Tries every combination of one phrase for each part.
    fn near(
        &self,
        mut parts: Vec<Vec<TermMatcher>>,
        apart: usize,
        order: Order,
        report: &Read,
        fields: Fields,
    ) -> Option<Outcome> {
        parts.retain(|part| !part.is_empty());
        if parts.is_empty() {
            return None;
        }
        let mut spans = Vec::new();
        for (unit, tokens) in units(report, fields) {
            let mut choices: Vec<Vec<Range<usize>>> = vec![Vec::new()];
            for part in &parts {
                let rows = self.rows(part, tokens);
                let longer = |choice: &Vec<Range<usize>>| {
                    let choice = choice.clone();
                    let longer =
                        move |row: &Range<usize>| [&choice[..], std::slice::from_ref(row)].concat();
                    rows.iter().map(longer).collect::<Vec<_>>()
                };
                choices = choices.iter().flat_map(longer).collect();
            }
            for choice in choices {
                let start = choice.iter().map(|row| row.start).min().unwrap();
                let end = choice.iter().map(|row| row.end).max().unwrap();
                let words: usize = choice.iter().map(Range::len).sum();
                let twice = (0..choice.len())
                    .any(|i| (0..i).any(|j| parts[i] == parts[j] && choice[i] == choice[j]));
                let ordered = choice.windows(2).all(|two| two[0].end <= two[1].start);
                if end - start <= words + apart && !twice && (order == Order::Any || ordered) {
                    let span = |row: &Range<usize>| {
                        (
                            *unit,
                            tokens[row.start].span.start..tokens[row.end - 1].span.end,
                        )
                    };
                    spans.extend(choice.iter().map(span));
                }
            }
        }
        Some(Outcome {
            holds: !spans.is_empty(),
            spans,
        })
    }

    fn stem(&self, language: &str, word: &str) -> String {
        let mut stems = Stems::with_exceptions(language, Arc::clone(self.exceptions));
        stems.stem(word).to_owned()
    }

    fn fits(&self, matcher: &TermMatcher, token: &Token) -> bool {
        match matcher {
            TermMatcher::AsWritten(word) => token.folded == *word,
            TermMatcher::Acronym(word, scope) => {
                scope.has(&token.language) && token.acronym.as_ref() == Some(word)
            }
            TermMatcher::Pattern(pattern) => glob(pattern, &token.folded),
            TermMatcher::Fuzzy(word, edits) => strsim::osa_distance(word, &token.folded) <= *edits,
            TermMatcher::Any(matchers) => matchers.iter().any(|matcher| self.fits(matcher, token)),
            TermMatcher::AnyForm(word, scope) => {
                let language = &token.language;
                let in_scope = scope.has(language);
                let stem = |word: &str| self.stem(language, word);
                let of_token = stem(&token.folded);
                let same_stem = match (language.as_str(), self.collection) {
                    ("", None) => false,
                    ("", Some(collection)) => self.stem(collection, word) == of_token,
                    _ => {
                        self.languages.contains(language)
                            && (of_token == stem(word) || of_token == *word)
                    }
                };
                in_scope && (token.folded == *word || same_stem)
            }
        }
    }
}

fn units(report: &Read, fields: Fields) -> impl Iterator<Item = &(Unit, Vec<Token>)> {
    report.units.iter().filter(move |(unit, _)| match fields {
        Fields::Anywhere => true,
        Fields::Title => unit.is_none(),
        Fields::Body => unit.is_some(),
    })
}

/// Whether `text` matches `pattern`, in which `*` is a wildcard.
fn glob(pattern: &str, text: &str) -> bool {
    match pattern.chars().next() {
        None => text.is_empty(),
        Some('*') => {
            let rest = &pattern[1..];
            let mut ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            ends.any(|at| glob(rest, &text[at..]))
        }
        Some(c) => text
            .strip_prefix(c)
            .is_some_and(|text| glob(&pattern[c.len_utf8()..], text)),
    }
}

/// Whether an expression has only NOTs and facets.
fn is_filter(expr: &Expr) -> bool {
    match &expr.kind {
        Kind::Not(_)
        | Kind::Qualifier(Qualifier::Facet { .. } | Qualifier::About(_) | Qualifier::Has(_)) => {
            true
        }
        Kind::Boost { inner, .. } => is_filter(inner),
        Kind::Sequence(parts) | Kind::And(parts) | Kind::Or(parts) => parts.iter().all(is_filter),
        _ => false,
    }
}
