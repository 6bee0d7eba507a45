//! Finds state forces that a report names without their country (`the National Guard`), if the
//! report is clearly about one country; and with [`units`](super::units) their units and the parts
//! of armed groups.
//!
//! Runs on resolved names.

use std::collections::HashMap;

use rapidhash::fast::RandomState;

use super::compose::{Country, body};
use super::forces_alone::{ForcesAlone, forms_abroad};
use crate::gazetteer::annotations::{Annotations, overlaps};
use crate::gazetteer::blob::Gazetteer;
use crate::gazetteer::context::Context;
use crate::gazetteer::evidence::Evidence;
use crate::gazetteer::forms::OpenPhrase;
use crate::gazetteer::lexicon::Lexicon;
use crate::gazetteer::mention::{Mention, NameKind};
use crate::gazetteer::token_view::TokenView;
use crate::schema::Role;
use reportage_text::facet_path;
use reportage_text::lexicon::Class;

/// The most words of a form.
const LONGEST_FORM: usize = 6;
/// The share of all mentions of areas, by weight and in percent, that the country must have.
const MOST: f32 = 75.0;
/// The confidence of a force named without its country.
pub(super) const CONFIDENCE: f32 = 0.6;

/// Words before a force that is presumed known.
const ARTICLES: &[Class] = &[Class::Article, Class::OfThe];

/// Adds the mentions of state forces named without their country to `annotations`, and extends
/// mentions of armed groups to include parts.
pub(super) fn state_forces(
    view: TokenView<'_>,
    context: &mut Context<'_>,
    annotations: &mut Annotations,
) {
    let (gazetteer, beside) = (context.gazetteer, context.beside);
    let reader = Reader {
        lexicon: gazetteer.lexicon(),
        view,
    };
    for mention in annotations.mentions_mut() {
        // Few names are followed by such a word, and looking up an entity is slow.
        if !gazetteer.is_of_places(&mention.facet)
            && let Some(last) = reader.part_behind(mention.last_word)
            && gazetteer.has_role(mention.entity.as_deref(), Role::ArmedGroup)
        {
            mention.last_word = last;
            mention.end = view.span(last).end;
        }
    }
    let Some((path, id)) = country(gazetteer, annotations.mentions(), beside) else {
        return;
    };
    let country = Country {
        path: &path,
        id: id.as_deref(),
    };
    let mut found = reader.forces(gazetteer, country, annotations);
    let units = reader.units(gazetteer, country, annotations, &found);
    found.extend(units);
    found.sort_by_key(|mention| mention.first_word);
    let alone = ForcesAlone {
        reader: &reader,
        gazetteer,
        country,
        abroad: forms_abroad(
            gazetteer,
            country,
            annotations.mentions().iter().chain(beside),
        ),
    };
    found.extend(alone.find(annotations, &found));
    if found.is_empty() {
        return;
    }
    found.sort_by_key(|mention| mention.first_word);
    annotations.retain_unresolved(|old| !overlaps(&found, old.first_word, old.last_word));
    annotations.retain_mentions(|old| {
        // A place after which a battalion is named.
        let place = old.confidence.is_some() && old.kind != NameKind::Composed;
        !(place && overlaps(&found, old.first_word, old.last_word))
    });
    annotations.add(found);
}

/// Returns path and id of the country that a report is clearly about.
fn country(
    gazetteer: &Gazetteer,
    mentions: &[Mention],
    beside: &[Mention],
) -> Option<(String, Option<String>)> {
    let mut sums: HashMap<&str, f32, RandomState> = HashMap::default();
    let mut all = 0.0;
    for mention in mentions.iter().chain(beside) {
        if gazetteer.is_of_places(&mention.facet) && gazetteer.regions().in_country(&mention.path) {
            let weight = mention.confidence.unwrap_or(1.0);
            *sums.entry(facet_path::top(&mention.path)).or_default() += weight;
            all += weight;
        }
    }
    let (&top, _) = sums.iter().find(|(_, sum)| **sum * 100.0 >= all * MOST)?;
    let own = mentions
        .iter()
        .chain(beside)
        .find(|mention| mention.path == top);
    Some((
        top.to_owned(),
        own.and_then(|mention| mention.entity.clone()),
    ))
}

pub(super) struct Reader<'a> {
    pub lexicon: &'a Lexicon,
    pub view: TokenView<'a>,
}

impl Reader<'_> {
    /// Returns the mentions of forces that every country has.
    fn forces(
        &self,
        gazetteer: &Gazetteer,
        country: Country<'_>,
        annotations: &Annotations,
    ) -> Vec<Mention> {
        let forms = gazetteer.forms();
        let mut found: Vec<Mention> = Vec::new();
        for i in 0..self.view.len() {
            if !self.view.is_capitalised(i) || !self.behind_article(i) {
                continue;
            }
            let behind = forms.behind(self.view.folded(i)).iter();
            let longest = self.view.len().min(i + LONGEST_FORM);
            let before = (i + 1..longest).flat_map(|last| {
                let phrases = forms.before(self.view.folded(last)).iter();
                phrases.filter(move |phrase| phrase.words.len() == last + 1 - i)
            });
            let here = behind.chain(before).filter(|phrase| {
                phrase.words.len() > 1
                    && !phrase.of_members
                    && !phrase.by_name
                    && is_force(gazetteer, phrase)
                    && self.stands_at(phrase, i, i + phrase.words.len() - 1)
            });
            let Some(phrase) = here.max_by_key(|phrase| phrase.words.len()) else {
                continue;
            };
            let (first, last) = (i, i + phrase.words.len() - 1);
            if self.goes_on(first, last)
                || is_of_something_else(self.lexicon, self.view, first, last)
            {
                continue;
            }
            let taken = found.last().is_some_and(|other| other.last_word >= first);
            if taken || !annotations.is_free(first, last) {
                continue;
            }
            let start = found.len();
            body(
                gazetteer,
                self.view,
                phrase.form,
                country,
                (first, last),
                &mut found,
            );
            for mention in &mut found[start..] {
                mention.confidence = Some(CONFIDENCE);
                mention.evidence = vec![Evidence::CountryOfReport];
            }
        }
        found
    }

    pub(super) fn stands_at(&self, phrase: &OpenPhrase, first: usize, last: usize) -> bool {
        self.view.reads(first, &phrase.words) && (first..last).all(|i| self.view.joins_name(i))
    }

    /// Returns whether an article directly precedes word `i`.
    pub(super) fn behind_article(&self, i: usize) -> bool {
        i.checked_sub(1).is_some_and(|before| {
            let gap = self.view.gap(before);
            let plain = gap.trim().is_empty() || matches!(gap, "'" | "’");
            plain && self.lexicon.of(self.view.folded(before)).has_any(ARTICLES)
        })
    }

    /// Returns whether the name in the words `first..=last` is part of a longer one.
    pub(super) fn goes_on(&self, first: usize, last: usize) -> bool {
        let next = last + 1;
        let in_capitals = !self.view.has_lowercase(first);
        next < self.view.len()
            && self.view.joins_name(last)
            && ((!in_capitals && self.view.is_capitalised(next))
                || self.lexicon.has(self.view.folded(next), Class::Of))
    }
}

/// Returns whether the name of a force in the words `first..=last` only describes something else: `police union`, `syndicat de la police`.
pub(super) fn is_of_something_else(
    lexicon: &Lexicon,
    view: TokenView<'_>,
    first: usize,
    last: usize,
) -> bool {
    let is_else = |i: usize| lexicon.has(view.folded(i), Class::NotTheForce);
    if last + 1 < view.len() && view.is_spaced(last) && is_else(last + 1) {
        return true;
    }
    // In languages with cases: `семьи российских солдат`.
    let owner = first.checked_sub(1).filter(|&i| view.is_spaced(i));
    if owner.is_some_and(|i| {
        let classes = lexicon.of(view.folded(i));
        classes.has_in_other(Class::NotTheForce)
    }) {
        return true;
    }
    let before = |i: usize, classes: &[Class]| {
        let at = i.checked_sub(1)?;
        lexicon.of(view.folded(at)).has_any(classes).then_some(at)
    };
    let articles = before(first, &[Class::Article]).unwrap_or(first);
    let of = before(articles, &[Class::Of, Class::OfThe]);
    let of = of.or_else(|| before(first, &[Class::OfThe]));
    of.and_then(|of| of.checked_sub(1)).is_some_and(is_else)
}

/// Returns whether the entities of a form are state forces.
pub(super) fn is_force(gazetteer: &Gazetteer, phrase: &OpenPhrase) -> bool {
    let form = gazetteer.forms().forms.get(phrase.form);
    form.is_some_and(|form| form.roles.has(Role::StateForce))
}
