//! Plans translations: for each word, and each other language of the index, a clause that looks up its translations in texts of
//! that language.

use std::ops::Range;

use crate::analysis::language_code::LanguageCode;
use crate::analysis::words::Words;
use crate::query::Order;
use crate::search::across::Translated;
use crate::search::clause::{
    ClauseKind, LookupTerm, Near, Scope, TermMatcher, TextClause, TextFields,
};
use crate::search::matchers::Inflected;

use super::{Node, Planner, spelled};

/// How many further words may be between the translations of a phrase, for each word of it.
const APART: u32 = 2;

/// The translations of a word of the query into one language, with the clause that looks them up.
#[derive(Debug, Clone, PartialEq)]
pub struct Translation {
    /// The clause.
    pub clause: usize,
    /// The word, or the phrase, as typed.
    pub of: String,
    /// The translations.
    pub into: Translated,
}

impl Planner<'_> {
    /// Returns the translations of a word of the query as typed; none in titles, as fields are searched as typed.
    /// `is_marked`: whether there is a `~` before it.
    pub(super) fn translations(
        &self,
        text: &str,
        text_fields: TextFields,
        is_marked: bool,
    ) -> Vec<Translated> {
        let Some(translator) = self.translator else {
            return Vec::new();
        };
        if text_fields == TextFields::Title || !(is_marked || translator.is_of_all_words()) {
            return Vec::new();
        }
        match &self.analyser.query_words(text)[..] {
            [word] if word.acronym.is_none() => translator.translations(&word.folded),
            [elided, word] if is_elision(text) && translator.is_elided(&elided.folded) => {
                translator.translations(&word.folded)
            }
            _ => Vec::new(),
        }
    }

    /// Returns whether every word is translated, and a word is a function word of the query's language, so that texts of no
    /// language need have it.
    pub(super) fn is_function_word_of_query(&self, folded: &str) -> bool {
        let translator = self
            .translator
            .filter(|translator| translator.is_of_all_words());
        translator.is_some_and(|translator| translator.is_function_word(folded))
    }

    /// Returns where the word itself is looked up: in any inflection in texts of the query's language and of unknown language, and
    /// as written in those of other languages without translations of it (none: in no others).
    pub(super) fn outside(
        &self,
        translations: &[Translated],
        inflected: Inflected,
    ) -> Option<(Inflected, Option<TermMatcher>)> {
        let languages = translations.iter().map(|translated| translated.language);
        let mut languages: Vec<LanguageCode> = languages.collect();
        languages.sort_unstable();
        let translator = self
            .translator
            .filter(|translator| translator.is_of_all_words());
        if let Some(translator) = translator
            && let [word] = &inflected.words[..]
            && word.acronym.is_none()
        {
            let own = vec![
                LanguageCode::UNKNOWN,
                LanguageCode::of(translator.language()),
            ];
            languages.extend(&own);
            languages.sort_unstable();
            let elsewhere = Scope::NotIn(languages).intersection(&inflected.scope);
            let as_written = elsewhere.map(|scope| {
                let exact = self.analyser.exact(&word.folded).into_iter();
                let exact = exact.map(|term| LookupTerm {
                    scope: scope.clone(),
                    ..term
                });
                TermMatcher::Terms(exact.collect())
            });
            let scope = inflected.scope.intersection(&Scope::In(own))?;
            return Some((Inflected { scope, ..inflected }, as_written));
        }
        let scope = match languages.is_empty() {
            true => inflected.scope,
            false => inflected.scope.intersection(&Scope::NotIn(languages))?,
        };
        Some((Inflected { scope, ..inflected }, None))
    }

    /// Plans the translations of a word. The clause of a language also matches the word itself as written there, so that
    /// no other clause does.
    pub(super) fn translated(
        &mut self,
        text: &str,
        translations: Vec<Translated>,
        text_fields: TextFields,
        span: &Range<usize>,
    ) -> Vec<Node> {
        let mut nodes = Vec::with_capacity(translations.len());
        for translated in translations {
            let scope = Scope::In(vec![translated.language]);
            let rows = self.rows(Some(text), &translated.words, &scope);
            if let Some(kind) = spelled(rows) {
                nodes.push(self.translation(kind, text, translated, text_fields, span));
            }
        }
        nodes
    }

    /// Plans the translations of a phrase: in each language all its translated words near each other.
    pub(super) fn translated_phrase(
        &mut self,
        text: &str,
        text_fields: TextFields,
        span: &Range<usize>,
    ) -> Vec<Node> {
        let Some(translator) = self.translator else {
            return Vec::new();
        };
        if text_fields == TextFields::Title || !translator.is_of_all_words() || text.contains('*') {
            return Vec::new();
        }
        let words = self.analyser.words(text);
        let content = words
            .iter()
            .filter(|word| !translator.is_function_word(word));
        let content: Vec<(&String, Vec<Translated>)> = content
            .map(|word| (word, translator.translations(word)))
            .collect();
        if content.len() < 2 {
            return Vec::new(); // one word in quotes is looked up as written
        }
        let mut languages: Vec<_> = content
            .iter()
            .flat_map(|(_, all)| all)
            .map(|one| one.language)
            .collect();
        languages.sort_unstable();
        languages.dedup();
        let mut nodes = Vec::new();
        for language in languages {
            let scope = Scope::In(vec![language]);
            let mut all = Vec::new();
            let mut parts = Vec::new();
            for (word, translations) in &content {
                let into = translations
                    .iter()
                    .find(|translated| translated.language == language);
                let words = into.map_or(&[][..], |translated| &translated.words);
                parts.push(self.rows(Some(word), words, &scope));
                all.extend_from_slice(words);
            }
            let kind = ClauseKind::Text(TextClause::Near(Near {
                parts,
                apart: APART * words.len() as u32,
                order: Order::Any,
            }));
            let translated = Translated {
                language,
                words: all,
            };
            nodes.push(self.translation(kind, text, translated, text_fields, span));
        }
        nodes
    }

    fn translation(
        &mut self,
        kind: ClauseKind,
        of: &str,
        into: Translated,
        text_fields: TextFields,
        span: &Range<usize>,
    ) -> Node {
        let clause = self.clauses.len();
        self.translations.push(Translation {
            clause,
            of: of.to_owned(),
            into,
        });
        self.clause(kind, text_fields, true, span.clone())
    }

    /// Returns the rows of matchers for translations in texts of `scope`: first all that are single words, with the word of
    /// the query `as_written`, then each that is several.
    fn rows(
        &self,
        as_written: Option<&str>,
        words: &[String],
        scope: &Scope,
    ) -> Vec<Vec<TermMatcher>> {
        let mut single: Vec<LookupTerm> = Vec::new();
        let mut rows = Vec::new();
        if let Some(text) = as_written
            && let [word] = &self.analyser.words(text)[..]
        {
            let exact = self.analyser.exact(word).into_iter();
            single.extend(exact.map(|term| LookupTerm {
                scope: scope.clone(),
                ..term
            }));
        }
        for word in words {
            let of_word = Words::of(word);
            match of_word.len() {
                0 => {}
                1 => single.extend(self.analyser.in_any_form(of_word.folded(0), scope)),
                n => {
                    let terms = (0..n).map(|i| self.analyser.stems(of_word.folded(i), scope));
                    rows.push(terms.map(TermMatcher::Terms).collect());
                }
            }
        }
        single.sort_unstable();
        single.dedup();
        if !single.is_empty() {
            rows.insert(0, vec![TermMatcher::Terms(single)]);
        }
        rows
    }
}

/// Returns whether a text is two words with an apostrophe between them.
fn is_elision(text: &str) -> bool {
    text.contains(['\'', '’', '‘', 'ʼ', '＇'])
}
