//! Plans translations: for each word, and each other language of the index, a clause that looks up its translations in texts of
//! that language.

use std::ops::Range;

use crate::analysis::language_code::LanguageCode;
use crate::analysis::words::Words;
use crate::query::Order;
use crate::response::{AddedWord, TranslationOf};
use crate::search::across::{Translated, Translator};
use crate::search::clause::{
    ClauseKind, LookupTerm, Near, Scope, TermMatcher, TextClause, TextFields,
};
use crate::search::matchers::Inflected;
use crate::search::weights;

use super::{Node, Plan, Planner, spelled};

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

impl Plan {
    /// Returns the translation that a clause looks up; `None` for other clauses.
    pub fn translation(&self, clause: usize) -> Option<&Translation> {
        let mut translations = self.translations.iter();
        translations.find(|translation| translation.clause == clause)
    }

    /// Returns the translations of the query's words, in the order of the languages' codes and then of the query.
    pub fn translated_words(&self) -> Vec<AddedWord> {
        let mut translations: Vec<&Translation> = self.translations.iter().collect();
        translations.sort_by_key(|translation| translation.into.language); // stable
        let words = translations.into_iter().flat_map(|translation| {
            let of = TranslationOf {
                language: translation.into.language.text(),
                word: translation.of.clone(),
            };
            let weight = self.clauses[translation.clause].weight * weights::ACROSS;
            let words = translation.into.words.iter();
            words.map(move |word| AddedWord {
                word: word.clone(),
                weight,
                translation_of: Some(of.clone()),
            })
        });
        words.collect()
    }
}

impl<'a> Planner<'a> {
    /// Returns the translator of words in these fields that count or not (`shows`): titles and what is below a NOT are not
    /// translated.
    fn translator(&self, text_fields: TextFields, shows: bool) -> Option<&'a Translator<'a>> {
        let is_translated = shows && text_fields != TextFields::Title;
        self.lookups.translator.filter(|_| is_translated)
    }

    /// Like [`Planner::translator`], if it translates every word.
    fn translator_of_all_words(
        &self,
        text_fields: TextFields,
        shows: bool,
    ) -> Option<&'a Translator<'a>> {
        let translator = self.translator(text_fields, shows);
        translator.filter(|translator| translator.is_of_all_words())
    }

    /// Returns the translations of a word of the query as typed. `is_marked`: whether there is a `~` before it.
    pub(super) fn translations(
        &self,
        text: &str,
        text_fields: TextFields,
        shows: bool,
        is_marked: bool,
    ) -> Vec<Translated> {
        let translator = match is_marked {
            true => self.translator(text_fields, shows),
            false => self.translator_of_all_words(text_fields, shows),
        };
        let Some(translator) = translator else {
            return Vec::new();
        };
        match &self.analyser.query_words(text)[..] {
            [word] if word.acronym.is_none() => translator.translations(&word.folded),
            [elided, word] if is_elision(text) && translator.is_elided(&elided.folded) => {
                translator.translations(&word.folded)
            }
            // `couvre-feu` is one word in a dictionary.
            words if words.len() > 1 => translator.translations(&Words::of(text).key()),
            _ => Vec::new(),
        }
    }

    /// Returns whether every word is translated, and a word is a function word of the query's language, so that texts of no
    /// language need have it.
    pub(super) fn is_function_word_of_query(&self, folded: &str) -> bool {
        let translator = self.translator_of_all_words(TextFields::Anywhere, true);
        translator.is_some_and(|translator| translator.is_function_word(folded))
    }

    /// Returns where the word itself is looked up: in any inflection in texts of the query's language and of unknown language, and
    /// as written in those of other languages without translations of it (none: in no others).
    pub(super) fn outside(
        &self,
        translations: &[Translated],
        inflected: Inflected,
        text_fields: TextFields,
        shows: bool,
    ) -> Option<(Inflected, Option<TermMatcher>)> {
        let languages = translations.iter().map(|translated| translated.language);
        let mut languages: Vec<LanguageCode> = languages.collect();
        languages.sort_unstable();
        if let Some(translator) = self.translator_of_all_words(text_fields, shows)
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
            let as_written =
                elsewhere.map(|scope| TermMatcher::Terms(self.as_written(&word.folded, &scope)));
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
            let rows = self.rows(text, &translated.words, &scope);
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
        shows: bool,
        span: &Range<usize>,
    ) -> Vec<Node> {
        let translator = self.translator_of_all_words(text_fields, shows);
        let Some(translator) = translator.filter(|_| !text.contains('*')) else {
            return Vec::new();
        };
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
                parts.push(self.rows(word, words, &scope));
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

    /// Returns the terms of a folded word as written, in texts of `scope`.
    fn as_written(&self, folded: &str, scope: &Scope) -> Vec<LookupTerm> {
        let terms = self.analyser.exact(folded).into_iter();
        let in_scope = |term| LookupTerm {
            scope: scope.clone(),
            ..term
        };
        terms.map(in_scope).collect()
    }

    /// Returns the rows of matchers for the translations of a word in texts of `scope`: first all that are single words, with the
    /// word itself as written, then each that is several.
    fn rows(&self, text: &str, words: &[String], scope: &Scope) -> Vec<Vec<TermMatcher>> {
        let mut single = match &self.analyser.words(text)[..] {
            [word] => self.as_written(word, scope),
            _ => Vec::new(),
        };
        let mut rows = Vec::new();
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
