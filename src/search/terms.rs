//! Maps the words of a query to index terms, in every language of the index.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::analysis::language_code::LanguageCode;
use crate::analysis::language_tables::LanguageTables;
use crate::analysis::stem_exceptions::StemExceptions;
use crate::analysis::stems::Stems;
use crate::analysis::words::Words;
use crate::index::fields::{address_term, capitals_term, exact_term, stem_term};

use super::acronyms::{Acronyms, acronyms_of};
use super::clause::{LookupTerm, Scope};

/// Analyses the words of a query for a set of languages.
pub struct Analyser {
    languages: Vec<Language>,
    /// The language assumed for texts of unknown language.
    collection: Option<LanguageCode>,
    /// The acronyms that match in all caps only.
    acronyms: Acronyms,
    /// The linguistic tables.
    tables: Arc<LanguageTables>,
}

/// A word of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryWord {
    /// Folded.
    pub folded: String,
    /// For an acronym that matches in all caps only: folded, without the `s` of a plural.
    pub acronym: Option<String>,
}

struct Language {
    name: String,
    code: LanguageCode,
    stems: RefCell<Stems>,
}

/// The texts in which a query does not require a word, because it is a function word there.
#[derive(Debug, Clone, PartialEq)]
pub enum Droppable {
    /// In none.
    Nowhere,
    /// In all.
    Everywhere,
    /// In those of these languages, sorted.
    In(Vec<LanguageCode>),
}

impl Analyser {
    /// Creates an analyser for `languages` (ISO 639 codes). Texts of unknown language are assumed to be in that of the
    /// `collection`, if there is one. Words are stemmed as at indexing time, with `exceptions`.
    pub fn new(
        languages: &[String],
        collection: Option<LanguageCode>,
        exceptions: &Arc<StemExceptions>,
        tables: &Arc<LanguageTables>,
    ) -> Analyser {
        let language = |name: &String| Language {
            name: name.clone(),
            code: LanguageCode::of(name),
            stems: RefCell::new(Stems::with_exceptions(name, Arc::clone(exceptions))),
        };
        Analyser {
            languages: languages.iter().map(language).collect(),
            collection,
            acronyms: Acronyms::default(),
            tables: Arc::clone(tables),
        }
    }

    /// Makes these acronyms match in all caps only.
    pub fn with_acronyms(self, acronyms: Acronyms) -> Analyser {
        Analyser { acronyms, ..self }
    }

    /// Returns the words of a text as typed, folded.
    pub fn words(&self, text: &str) -> Vec<String> {
        let words = Words::of(text);
        (0..words.len())
            .map(|i| words.folded(i).to_owned())
            .collect()
    }

    /// Returns the words of a text as typed, with the acronyms that match in all caps only.
    pub fn query_words(&self, text: &str) -> Vec<QueryWord> {
        let acronyms = acronyms_of(text).into_iter();
        let words = self.words(text).into_iter().zip(acronyms);
        let word = |(folded, acronym): (String, Option<String>)| QueryWord {
            folded,
            acronym: acronym.filter(|acronym| self.acronyms.has(acronym)),
        };
        words.map(word).collect()
    }

    /// Returns the terms of a query's word in any inflection and in any spelling that is one word, in texts of
    /// `scope`; of an acronym, the term of its all-caps form.
    pub fn any_form(&self, word: &QueryWord, scope: &Scope) -> Vec<LookupTerm> {
        match &word.acronym {
            Some(acronym) => vec![LookupTerm {
                term: capitals_term(acronym),
                scope: scope.clone(),
            }],
            None => self.in_any_form(&word.folded, scope),
        }
    }

    /// Returns the terms of a query's word as written.
    pub fn as_written(&self, word: &QueryWord) -> Vec<LookupTerm> {
        match &word.acronym {
            Some(_) => self.any_form(word, &Scope::Everywhere),
            None => self.exact(&word.folded),
        }
    }

    /// Returns the terms of a query's word as written, in web addresses too.
    pub fn quoted(&self, word: &QueryWord) -> Vec<LookupTerm> {
        let mut terms = self.as_written(word);
        terms.push(LookupTerm::everywhere(address_term(&word.folded)));
        terms
    }

    /// Returns the terms that match any inflection of a folded word in texts of `scope`, sorted: the word as written,
    /// in any language; and for each language its stem, and the word itself as a stem (Russian *родофит* is the stem of
    /// *родофитов*, say, though it has a shorter stem itself). A word that is its own stem is indexed only as written,
    /// so a stem as written counts in texts of its language only.
    pub fn stems(&self, folded: &str, scope: &Scope) -> Vec<LookupTerm> {
        let mut terms = vec![LookupTerm {
            term: exact_term(folded),
            scope: scope.clone(),
        }];
        let mut own_stems: BTreeMap<String, Vec<LanguageCode>> = BTreeMap::new();
        for language in &self.languages {
            let mut stems = language.stems.borrow_mut();
            if stems.language().is_empty() || !scope.has(language.code) {
                continue;
            }
            let of_language = |stem: &str| LookupTerm {
                term: stem_term(&language.name, stem),
                scope: Scope::In(vec![language.code]),
            };
            let stem = stems.stem(folded);
            terms.push(of_language(stem));
            if stem != folded {
                terms.push(of_language(folded));
                let own_stems = own_stems.entry(stem.to_owned()).or_default();
                own_stems.push(language.code);
                // Texts of unknown language are indexed without stems.
                if self.collection == Some(language.code) && scope.has(LanguageCode::UNKNOWN) {
                    own_stems.push(LanguageCode::UNKNOWN);
                }
            }
        }
        for (stem, mut languages) in own_stems {
            languages.sort_unstable();
            terms.push(LookupTerm {
                term: exact_term(&stem),
                scope: Scope::In(languages),
            });
        }
        terms.sort_unstable();
        terms
    }

    /// Returns language, stem and scope of a folded word for each language of `scope` that has a stemmer.
    pub(super) fn stems_by_language(
        &self,
        folded: &str,
        scope: &Scope,
    ) -> Vec<(String, String, Scope)> {
        let mut all = Vec::new();
        for language in self
            .languages
            .iter()
            .filter(|language| scope.has(language.code))
        {
            let mut stems = language.stems.borrow_mut();
            if !stems.language().is_empty() {
                let stem = stems.stem(folded).to_owned();
                all.push((language.name.clone(), stem, Scope::In(vec![language.code])));
            }
        }
        all
    }

    /// Returns the stem of a folded word in a language; `None` if the analyser does not have the language.
    pub(super) fn stem_in(&self, language: &str, folded: &str) -> Option<String> {
        let mut languages = self.languages.iter();
        let language = languages.find(|known| known.name == language)?;
        Some(language.stems.borrow_mut().stem(folded).to_owned())
    }

    /// Returns the linguistic tables.
    pub(super) fn tables(&self) -> &Arc<LanguageTables> {
        &self.tables
    }

    /// Yields the codes of the languages.
    pub(super) fn languages(&self) -> impl Iterator<Item = &str> {
        self.languages.iter().map(|language| language.name.as_str())
    }

    /// Returns the term of a folded word as written.
    pub fn exact(&self, folded: &str) -> Vec<LookupTerm> {
        vec![LookupTerm::exact(folded)]
    }

    /// Returns the texts in which a folded word can be dropped: those in languages in which it is a function word, and
    /// those of unknown language.
    pub fn droppable(&self, folded: &str) -> Droppable {
        self.in_languages(|language| self.tables.function_words.may_be_dropped(language, folded))
    }

    /// Returns the texts in which a folded word before an apostrophe is an elided article or the like.
    pub fn elided(&self, folded: &str) -> Droppable {
        self.in_languages(|language| self.tables.function_words.is_elided(language, folded))
    }

    /// Returns whether a folded word is a function word of one of the languages.
    pub fn is_function_word(&self, folded: &str) -> bool {
        self.droppable(folded) != Droppable::Nowhere
    }

    fn in_languages(&self, has: impl Fn(&str) -> bool) -> Droppable {
        let of = self.languages.iter().filter(|language| has(&language.name));
        let mut codes: BTreeSet<LanguageCode> = of.map(|language| language.code).collect();
        match codes.len() {
            0 => Droppable::Nowhere,
            n if n == self.languages.len() => Droppable::Everywhere,
            _ => {
                codes.insert(LanguageCode::UNKNOWN);
                Droppable::In(codes.into_iter().collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::language_tables::shipped;

    fn analyser(languages: &[&str]) -> Analyser {
        let languages: Vec<String> = languages.iter().map(|code| (*code).to_owned()).collect();
        Analyser::new(&languages, None, &Arc::default(), &shipped())
    }

    fn codes(codes: &[&str]) -> Vec<LanguageCode> {
        codes.iter().map(|code| LanguageCode::of(code)).collect()
    }

    fn term(term: &str, scope: Scope) -> LookupTerm {
        let term = term.to_owned();
        LookupTerm { term, scope }
    }

    #[test]
    fn a_word_has_a_stem_in_each_language_that_has_a_stemmer() {
        let analyser = analyser(&["en", "es", "fr", "ht"]);
        assert_eq!(
            analyser.stems("attacks", &Scope::Everywhere),
            [
                term("=attack", Scope::In(codes(&["en", "fr"]))),
                term("=attacks", Scope::Everywhere),
                term("en/attack", Scope::In(codes(&["en"]))),
                term("en/attacks", Scope::In(codes(&["en"]))),
                term("es/attacks", Scope::In(codes(&["es"]))),
                term("fr/attack", Scope::In(codes(&["fr"]))),
                term("fr/attacks", Scope::In(codes(&["fr"]))),
            ]
        );
        assert_eq!(
            analyser.stems("canada", &Scope::NotIn(codes(&["en", "fr"]))),
            [
                term("=can", Scope::In(codes(&["es"]))),
                term("=canada", Scope::NotIn(codes(&["en", "fr"]))),
                term("es/can", Scope::In(codes(&["es"]))),
                term("es/canada", Scope::In(codes(&["es"]))),
            ]
        );
        assert_eq!(
            analyser.exact("attacks"),
            [term("=attacks", Scope::Everywhere)]
        );
    }

    #[test]
    fn texts_of_unknown_language_are_assumed_to_be_in_that_of_the_collection() {
        let english = Some(LanguageCode::of("en"));
        let analyser = Analyser::new(&["en".to_owned()], english, &Arc::default(), &shipped());
        assert_eq!(
            analyser.stems("attacks", &Scope::Everywhere)[0],
            term("=attack", Scope::In(codes(&["", "en"])))
        );
    }

    #[test]
    fn a_function_word_is_dropped_in_texts_of_its_languages_and_of_unknown_language() {
        assert_eq!(analyser(&["en"]).droppable("the"), Droppable::Everywhere);
        assert_eq!(analyser(&["en"]).droppable("les"), Droppable::Nowhere);
        assert_eq!(
            analyser(&["en", "es", "fr"]).droppable("un"),
            Droppable::In(codes(&["", "es", "fr"]))
        );
    }
}
