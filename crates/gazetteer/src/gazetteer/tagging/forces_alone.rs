//! Finds words that by themselves mean a force of the country that a report is about: `police said`,
//! `the army`, `des soldats`.
//!
//! Such a word is one only where no adjective or noun precedes it (`rebel soldiers`, `secret
//! police`), and if the report names no such force of another country.

use std::collections::HashSet;

use super::compose::{Country, body};
use super::state_forces::{Reader, is_force, is_of_something_else};
use crate::gazetteer::annotations::{Annotations, overlaps};
use crate::gazetteer::blob::Gazetteer;
use crate::gazetteer::evidence::Evidence;
use crate::gazetteer::forms::OpenPhrase;
use crate::gazetteer::mention::{Mention, NameKind};
use reportage_text::facet_path;
use reportage_text::lexicon::Class;

/// The confidence of a force that is named by such a word.
const CONFIDENCE: f32 = 0.5;

/// Words before a force that is not that of the country: somebody's, or any.
const NOT_ITS: &[Class] = &[Class::Possessive, Class::Indefinite, Class::Former];
/// Words that locate what precedes them.
const LOCATE: &[Class] = &[Class::In, Class::Of, Class::OfThe, Class::From];

/// Looks for forces in a report that is about one country.
pub(super) struct ForcesAlone<'a> {
    pub reader: &'a Reader<'a>,
    pub gazetteer: &'a Gazetteer,
    pub country: Country<'a>,
    /// The forms that the report names of other countries.
    pub abroad: HashSet<usize>,
}

/// Returns the forms that `mentions` name of other countries than `country`.
pub(super) fn forms_abroad<'a>(
    gazetteer: &Gazetteer,
    country: Country<'_>,
    mentions: impl Iterator<Item = &'a Mention>,
) -> HashSet<usize> {
    let (forms, own) = (gazetteer.forms(), facet_path::last_name(country.path));
    let composed =
        mentions.filter(|mention| matches!(mention.kind, NameKind::Composed | NameKind::Described));
    let mut abroad = HashSet::new();
    for mention in composed.filter(|mention| !gazetteer.is_of_places(&mention.facet)) {
        let names = facet_path::names(&mention.path);
        if let (Some(id), Some(name)) = (mention.entity.as_deref(), names.get(1))
            && *name != own
        {
            let is_meant = |form: &usize| {
                let unlisted = id.split_once('@').map(|(form, _)| form);
                unlisted == Some(forms.forms[*form].id.as_str())
                    || forms.listed(*form, name) == Some(id)
            };
            abroad.extend((0..forms.forms.len()).find(is_meant));
        }
    }
    abroad
}

impl ForcesAlone<'_> {
    /// Returns the mentions on words that have none; `found` are not yet added, in order.
    pub fn find(&self, annotations: &Annotations, found: &[Mention]) -> Vec<Mention> {
        let (forms, view) = (self.gazetteer.forms(), self.reader.view);
        let bytes = forms.alone_bytes();
        let mut alone: Vec<Mention> = Vec::new();
        let mut i = 0;
        while i < view.len() {
            let word = view.folded(i);
            let phrase = match bytes[usize::from(word.as_bytes()[0])] {
                false => None, // the common case
                true => {
                    let mut phrases = forms.alone(word).iter();
                    phrases.find(|phrase| self.is_meant(phrase, i, annotations))
                }
            };
            let Some(phrase) = phrase else {
                i += 1;
                continue;
            };
            let last = i + phrase.words.len() - 1;
            if annotations.is_free(i, last) && !overlaps(found, i, last) {
                let start = alone.len();
                let span = (i, last);
                body(
                    self.gazetteer,
                    view,
                    phrase.form,
                    self.country,
                    span,
                    &mut alone,
                );
                for mention in &mut alone[start..] {
                    mention.kind = NameKind::Described;
                    mention.confidence = Some(CONFIDENCE);
                    mention.evidence = vec![Evidence::CountryOfReport];
                }
            }
            i = last + 1;
        }
        alone
    }

    fn is_meant(&self, phrase: &OpenPhrase, first: usize, annotations: &Annotations) -> bool {
        let last = first + phrase.words.len() - 1;
        last < self.reader.view.len()
            && self.reader.stands_at(phrase, first, last)
            && is_force(self.gazetteer, phrase)
            && !self.abroad.contains(&phrase.form)
            && self.starts_phrase(first)
            && !self.reader.goes_on(first, last)
            && !is_of_something_else(self.reader.lexicon, self.reader.view, first, last)
            && !self.is_elsewhere(last, annotations)
    }

    /// Returns whether nothing before word `i` describes it: it starts a sentence, or follows a
    /// comma, an article or another function word.
    fn starts_phrase(&self, i: usize) -> bool {
        let (view, lexicon) = (self.reader.view, self.reader.lexicon);
        let Some(before) = i.checked_sub(1) else {
            return true;
        };
        if view.starts_sentence(i) || self.reader.behind_article(i) {
            return true;
        }
        if view.gap(before).trim_end() == "," {
            return view.is_lowercase(i);
        }
        let word = view.folded(before);
        let classes = lexicon.of(word);
        let is_plain = || {
            classes.has(Class::Speech)
                || classes.has_any(LOCATE)
                || lexicon.analysis.function_words.lists_of(word) != 0
        };
        view.is_spaced(before)
            && view.is_lowercase(i)
            && (view.is_lowercase(before) || view.starts_sentence(before))
            && !classes.has_any(NOT_ITS)
            && is_plain()
    }

    /// Returns whether the words after word `last` locate it in another country.
    fn is_elsewhere(&self, last: usize, annotations: &Annotations) -> bool {
        let view = self.reader.view;
        let next = last + 1;
        if next >= view.len() || !view.is_spaced(last) {
            // `police-led`
            return next < view.len() && view.is_hyphenated(last);
        }
        if !self.reader.lexicon.of(view.folded(next)).has_any(LOCATE) {
            return false;
        }
        let mut places = annotations.mentions_in(next + 1, next + 2);
        places.any(|mention| {
            self.gazetteer.is_of_places(&mention.facet)
                && facet_path::top(&mention.path) != self.country.path
        })
    }
}
