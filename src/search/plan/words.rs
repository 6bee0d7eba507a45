//! Plans plain words: sequences of words, hyphenated words, and scripts without spaces between words.

use std::ops::Range;

use crate::analysis::language_code::LanguageCode;
use crate::query::{Expr, Kind};
use crate::search::across::Translated;
use crate::search::clause::{
    Clause, ClauseKind, Filter, Scope, TermMatcher, TextClause, TextFields,
};
use crate::search::error::SearchError;
use crate::search::matchers::{self, Inflected, RunMatchers, ScriptRun};
use crate::search::spellings;
use crate::search::terms::Droppable;
use crate::search::weights;

use super::{DefaultOperator, Node, Planner, is_filter, joined, row, spelled};

/// The maximum number of adjacent words that are tried as the digit groups of one number.
const MOST_GROUPS: usize = 32;

impl Planner<'_> {
    /// Plans a sequence of words.
    pub(super) fn sequence(
        &mut self,
        parts: &[Expr],
        text_fields: TextFields,
        shows: bool,
    ) -> Result<Option<Node>, SearchError> {
        let mut required = Vec::new();
        let mut words = Vec::new();
        let mut function_words = Vec::new();
        let mut as_one = self.words_as_one(parts)?.into_iter();
        for (i, part) in parts.iter().enumerate() {
            let also = as_one.next().unwrap_or_default();
            let droppable = match i > 0 && is_capitalised(part) {
                true => Droppable::Nowhere,
                false => self.droppable(part),
            };
            if droppable != Droppable::Nowhere {
                function_words.push((part, droppable, also));
                continue;
            }
            let node = match word_of(part) {
                Some(text) if !also.is_empty() => {
                    let translations = self.translations(text, text_fields, shows, false);
                    self.word_or(text, text_fields, shows, &part.span, also, translations)?
                }
                Some(_) | None => self.node(part, text_fields, shows)?,
            };
            match is_filter(part) {
                true => required.extend(node),
                false => words.extend(node),
            }
        }
        let alone = required.is_empty() && words.is_empty();
        for (part, droppable, also) in function_words {
            match droppable {
                _ if alone => words.extend(self.node(part, text_fields, shows)?),
                Droppable::In(languages) => {
                    words.extend(self.required_outside(languages, part, text_fields, shows, also));
                }
                Droppable::Everywhere | Droppable::Nowhere => {}
            }
        }
        self.alternatives |= words.len() > 1;
        match self.default_operator {
            DefaultOperator::And => required.extend(words),
            DefaultOperator::Or => required.extend(joined(words, Node::Any)),
        }
        Ok(joined(required, Node::All))
    }

    /// Returns for each part the indexed words that it makes when joined with its neighbours (`ceasefire` for `cease
    /// fire`, `1660` for `1 660`). They are spellings of the part: a clause of their own would score as one more rare
    /// word.
    fn words_as_one(&mut self, parts: &[Expr]) -> Result<Vec<Vec<TermMatcher>>, SearchError> {
        let analyser = self.analyser;
        let one_word = |part| {
            let mut words = word_of(part).map(|text| analyser.words(text))?;
            words.pop().filter(|_| words.is_empty())
        };
        let words: Vec<Option<String>> = parts.iter().map(one_word).collect();
        let mut also = vec![Vec::new(); parts.len()];
        let mut i = 0;
        while i < parts.len() {
            let next = words[i..].iter().take(MOST_GROUPS);
            let row: Vec<&str> = next.map_while(Option::as_deref).collect();
            let n = analyser.words_as_one(&row);
            if n > 1 {
                let terms = analyser.as_one_word(&row[..n].concat(), &Scope::Everywhere);
                if (self.lookups.indexed)(&terms)? {
                    for also in &mut also[i..i + n] {
                        also.push(TermMatcher::Terms(terms.clone()));
                    }
                }
            }
            i += if n > 2 { n } else { 1 }; // the groups of a number belong to it alone
        }
        Ok(also)
    }

    /// Plans a function word of `languages`: it is required in texts of other languages and ignored in those of
    /// `languages`.
    fn required_outside(
        &mut self,
        languages: Vec<LanguageCode>,
        part: &Expr,
        text_fields: TextFields,
        shows: bool,
        also: Vec<TermMatcher>,
    ) -> Option<Node> {
        let word = self.analyser.words(word_of(part)?).pop()?;
        let terms = self.analyser.stems(&word, &Scope::NotIn(languages.clone()));
        let matchers = std::iter::once(TermMatcher::Terms(terms)).chain(also);
        let kind = spelled(matchers.map(|matcher| vec![matcher]).collect())?;
        let elsewhere = self.clause(kind, text_fields, shows, part.span.clone());
        Some(match self.default_operator {
            DefaultOperator::Or => elsewhere,
            DefaultOperator::And => {
                let theirs = ClauseKind::Filter(Filter::WrittenIn(languages));
                let theirs = self.clause(theirs, text_fields, false, part.span.clone());
                Node::Any(vec![elsewhere, theirs])
            }
        })
    }

    /// Plans one word, or several without spaces between them.
    pub(super) fn word(
        &mut self,
        text: &str,
        text_fields: TextFields,
        shows: bool,
        span: &Range<usize>,
    ) -> Result<Option<Node>, SearchError> {
        let translations = self.translations(text, text_fields, shows, false);
        self.word_or(text, text_fields, shows, span, Vec::new(), translations)
    }

    /// Like [`Planner::word`], with further spellings and translations.
    pub(super) fn word_or(
        &mut self,
        text: &str,
        text_fields: TextFields,
        shows: bool,
        span: &Range<usize>,
        also: Vec<TermMatcher>,
        translations: Vec<Translated>,
    ) -> Result<Option<Node>, SearchError> {
        // Text without spaces between words is split into words; below a NOT, it matches as a phrase.
        if shows && let Some(script_runs) = matchers::script_runs(self.analyser, text) {
            return Ok(self.unspaced(script_runs, text_fields, (text, span)));
        }
        let mut nodes = Vec::new();
        for inflected in matchers::any_form(self.analyser, text) {
            let Some((inflected, as_written)) =
                self.outside(&translations, inflected, text_fields, shows)
            else {
                continue;
            };
            if self.default_operator == DefaultOperator::Or && shows {
                self.add_parts(&inflected, text_fields, span);
            }
            let indexed = &mut *self.lookups.indexed;
            let mut rows = spellings::of_word(self.analyser, text, &inflected, indexed)?;
            let also = also.iter().cloned().chain(as_written);
            rows.extend(also.map(|matcher| vec![matcher]));
            let kind = spelled(rows);
            nodes.extend(kind.map(|kind| self.clause(kind, text_fields, shows, span.clone())));
            if shows {
                nodes.extend(self.compounds(&inflected, text_fields, span)?);
            }
        }
        nodes.extend(self.translated(text, translations, text_fields, span));
        Ok(joined(nodes, Node::Any))
    }

    /// Plans the compounds that a word is the head of. Their clause also matches the word itself: it is thus never
    /// rarer than the word, and in a report with the word it is a duplicate that does not score.
    fn compounds(
        &mut self,
        of: &Inflected,
        text_fields: TextFields,
        span: &Range<usize>,
    ) -> Result<Option<Node>, SearchError> {
        let [word] = &of.words[..] else {
            return Ok(None);
        };
        if word.acronym.is_some() {
            return Ok(None);
        }
        let mut terms = (self.lookups.compounds)(&word.folded, &of.scope)?;
        if terms.is_empty() {
            return Ok(None);
        }
        terms.extend(self.analyser.as_one_word(&word.folded, &of.scope));
        terms.sort_unstable();
        let before = self.boost;
        self.boost *= weights::COMPOUND;
        let node = self.clause(
            ClauseKind::word(TermMatcher::Terms(terms)),
            text_fields,
            true,
            span.clone(),
        );
        self.boost = before;
        Ok(Some(node))
    }

    /// Plans words that were written without spaces between them. A word matches where its characters form a
    /// phrase; it scores again where they are indexed as a word, and the whole text scores again as a phrase, so
    /// that such reports rank higher. `text` is in the query at `span`.
    pub(super) fn unspaced(
        &mut self,
        script_runs: Vec<ScriptRun>,
        text_fields: TextFields,
        (text, span): (&str, &Range<usize>),
    ) -> Option<Node> {
        // Offsets in `text` apply to the query only if it is unchanged there.
        let place_of = |within: Range<usize>| match span.len() == text.len() {
            true => span.start + within.start..span.start + within.end,
            false => span.clone(),
        };
        let mut nodes = Vec::with_capacity(script_runs.len());
        let mut whole = Vec::new();
        for run in script_runs {
            let (matchers, as_word) = match run.matchers {
                RunMatchers::Spaced(matchers) => (matchers, None),
                RunMatchers::Unspaced(matchers, as_word) => (matchers, as_word),
            };
            let here = place_of(run.span.clone());
            whole.extend(matchers.iter().cloned());
            let mut ways = Vec::new();
            for kind in row(matchers)
                .into_iter()
                .chain(as_word.map(ClauseKind::word))
            {
                ways.push(self.clause(kind, text_fields, true, here.clone()));
            }
            let typed = text.get(run.span).unwrap_or_default();
            let translations = self.translations(typed, text_fields, true, false);
            ways.extend(self.translated(typed, translations, text_fields, &here));
            nodes.extend(joined(ways, Node::Any));
        }
        if nodes.len() > 1 {
            self.alternatives = true;
            self.added.push(Clause {
                kind: ClauseKind::Text(TextClause::Phrase(whole)),
                text_fields,
                shows: true,
                weight: self.boost,
                span: span.clone(),
            });
        }
        match self.default_operator {
            DefaultOperator::And => joined(nodes, Node::All),
            DefaultOperator::Or => joined(nodes, Node::Any),
        }
    }

    /// Adds the parts of several words in one (`shock-wave`), so that with [`DefaultOperator::Or`] a report with
    /// the separate parts ranks above one without any.
    fn add_parts(&mut self, of: &Inflected, text_fields: TextFields, span: &Range<usize>) {
        if of.words.len() < 2 {
            return;
        }
        for word in &of.words {
            let scope = match self.analyser.droppable(&word.folded) {
                Droppable::Nowhere => Some(of.scope.clone()),
                Droppable::Everywhere => None,
                Droppable::In(languages) => of.scope.intersection(&Scope::NotIn(languages)),
            };
            let Some(scope) = scope else {
                continue;
            };
            self.added.push(Clause {
                kind: ClauseKind::word(TermMatcher::Terms(self.analyser.any_form(word, &scope))),
                text_fields,
                shows: true,
                weight: self.boost * weights::PART,
                span: span.clone(),
            });
        }
    }

    /// Returns in which texts an expression is a function word, so that it is not required.
    fn droppable(&self, expr: &Expr) -> Droppable {
        let words = word_of(expr).map(|text| self.analyser.query_words(text));
        match words.as_deref() {
            Some([word]) if word.acronym.is_none() => {
                match self.is_function_word_of_query(&word.folded) {
                    true => Droppable::Everywhere,
                    false => self.analyser.droppable(&word.folded),
                }
            }
            Some(_) | None => Droppable::Nowhere,
        }
    }
}

/// Returns whether a word begins with an uppercase letter and has lowercase ones.
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
        | Kind::Translated(_)
        | Kind::Pattern(_)
        | Kind::Fuzzy { .. }
        | Kind::Phrase(_)
        | Kind::Near { .. }
        | Kind::Passage(_)
        | Kind::Title(_)
        | Kind::Qualifier(_)
        | Kind::Sequence(_)
        | Kind::And(_)
        | Kind::Or(_)
        | Kind::Not(_)
        | Kind::Boost { .. } => None,
    }
}
