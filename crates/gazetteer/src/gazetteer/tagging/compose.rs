//! Composes bodies of a country from its name and the words next to it: `Kenyan police`,
//! `army of El Salvador`, `ministère de la Justice d’Haïti`.
//!
//! Runs on resolved names: it is known which country `Georgian` or `Congo` means, and a full name
//! in the tables (`Haiti National Police`) leaves no country to compose with.

use super::state_forces::{is_force, is_of_something_else};
use crate::gazetteer::annotations::Annotations;
use crate::gazetteer::blob::Gazetteer;
use crate::gazetteer::context::Context;
use crate::gazetteer::forms::OpenPhrase;
use crate::gazetteer::mention::{Mention, NameKind};
use crate::gazetteer::token_view::TokenView;
use crate::schema::{Form, Role};
use reportage_text::facet_path;
use reportage_text::lexicon::Class;

/// A composed body of a country.
struct Composed {
    form: usize,
    kind: NameKind,
    /// Index of the country's mention.
    country: usize,
    first: usize,
    /// Inclusive.
    last: usize,
}

/// Adds the mentions of composed names to `annotations`.
pub(super) fn compose(
    view: TokenView<'_>,
    context: &mut Context<'_>,
    annotations: &mut Annotations,
) {
    let gazetteer = context.gazetteer;
    let mut found: Vec<Composed> = Vec::new();
    for (country, mention) in annotations.mentions().iter().enumerate() {
        if !gazetteer.is_of_places(&mention.facet) || facet_path::depth(&mention.path) != 1 {
            continue;
        }
        let beside = Beside {
            gazetteer,
            view,
            mention,
        };
        let Some((phrase, first, last)) = beside.behind().or_else(|| beside.before()) else {
            continue;
        };
        let form = phrase.form;
        let taken = found.last().is_some_and(|other| other.last >= first);
        if !taken && is_free(gazetteer, view, annotations, country, form, (first, last)) {
            found.push(Composed {
                form,
                kind: match phrase.of_members {
                    true => NameKind::Described,
                    false => NameKind::Composed,
                },
                country,
                first,
                last,
            });
        }
    }
    if found.is_empty() {
        return;
    }
    let mut mentions = Vec::new();
    for composed in &found {
        let mention = &annotations.mentions()[composed.country];
        let country = Country {
            path: &mention.path,
            id: mention.entity.as_deref(),
        };
        let span = (composed.first, composed.last);
        let start = mentions.len();
        body(gazetteer, view, composed.form, country, span, &mut mentions);
        for mention in &mut mentions[start..] {
            mention.kind = composed.kind;
        }
    }
    let covering = |first: usize, last: usize| {
        let next = found.partition_point(|composed| composed.last < first);
        let mut within = found.get(next).into_iter();
        within.find(|composed| composed.first <= first && last <= composed.last)
    };
    annotations.retain_mentions(|mention| {
        // An article may precede the name of the force.
        let composed = covering(mention.last_word, mention.last_word);
        composed.is_none_or(|composed| {
            let (form, first, last) = (composed.form, composed.first, composed.last);
            let within = first <= mention.first_word;
            !(within && (mention.kind == NameKind::Nickname || is_part(gazetteer, form, mention))
                || is_piece(gazetteer, view, form, mention, first, last))
        })
    });
    annotations.retain_unresolved(|name| covering(name.first_word, name.last_word).is_none());
    annotations.add(mentions);
}

/// Returns whether the words `first..=last` contain no name except the country's, nicknames and
/// parts of the form's own name.
fn is_free(
    gazetteer: &Gazetteer,
    view: TokenView<'_>,
    annotations: &Annotations,
    country: usize,
    form: usize,
    (first, last): (usize, usize),
) -> bool {
    let country = &annotations.mentions()[country];
    let inside = |mention: &Mention| first <= mention.first_word && mention.last_word <= last;
    let mut here = annotations.mentions_in(first, last);
    here.all(|mention| {
        mention.first_word == country.first_word
            || (inside(mention)
                && (mention.kind == NameKind::Nickname || is_part(gazetteer, form, mention)))
            || is_piece(gazetteer, view, form, mention, first, last)
    })
}

/// Returns whether a mention is that of a small place whose name is a piece of the name of a force in
/// the words `first..=last`, with or without an article: `La Guardia` in `La Guardia Nacional`.
pub(super) fn is_piece(
    gazetteer: &Gazetteer,
    view: TokenView<'_>,
    form: usize,
    mention: &Mention,
    first: usize,
    last: usize,
) -> bool {
    let is_article = |i: usize| gazetteer.lexicon().has(view.folded(i), Class::Article);
    let starts = match mention.first_word + 1 == first {
        true => is_article(mention.first_word),
        false => mention.first_word >= first,
    };
    let place = mention.confidence.is_some() && gazetteer.is_of_places(&mention.facet);
    let forms = &gazetteer.forms().forms;
    starts
        && place
        && mention.last_word <= last
        && facet_path::depth(&mention.path) > 1
        && forms[form].roles.has(Role::StateForce)
}

/// Returns whether a mention is the whole of which the form is a national branch: `Red Cross` in
/// `Kenyan Red Cross`.
fn is_part(gazetteer: &Gazetteer, form: usize, mention: &Mention) -> bool {
    let mut standings = gazetteer.forms().forms[form].standings.iter();
    standings.any(|(facet, path)| {
        gazetteer.facets()[*facet].name == mention.facet
            && facet_path::is_at_or_below(path, &mention.path)
    })
}

/// The mention of a country and the words next to it.
struct Beside<'a> {
    gazetteer: &'a Gazetteer,
    view: TokenView<'a>,
    mention: &'a Mention,
}

/// The phrase that names a form, with the first and last word of the composed name.
type Named<'a> = (&'a OpenPhrase, usize, usize);

impl<'a> Beside<'a> {
    /// Returns the phrase after the country.
    fn behind(&self) -> Option<Named<'a>> {
        let start = self.mention.last_word + 1;
        if start >= self.view.len() {
            return None;
        }
        let phrases = self.gazetteer.forms().behind(self.view.folded(start));
        let phrase = phrases
            .iter()
            .find(|phrase| self.stands_at(phrase, start) && self.may_have_members(phrase))?;
        let last = start + phrase.words.len() - 1;
        let first = self.mention.first_word;
        if (phrase.of_members && self.is_excluded(first)) || self.is_modifier(phrase, first, last) {
            return None;
        }
        let joined = (start..=last).all(|i| self.view.joins_name(i - 1));
        joined.then_some((phrase, self.mention.first_word, last))
    }

    /// Returns the phrase before the country.
    fn before(&self) -> Option<Named<'a>> {
        let country = self.mention.first_word;
        if let Some(named) = self.before_name() {
            return Some(named);
        }
        if self.mention.kind == NameKind::Demonym {
            // `told police Kenyan soldiers`: in French and Spanish, an adjective is not capitalised
            // if its noun is not.
            let fits =
                |start: usize| self.view.is_lowercase(country) || self.view.may_start_name(start);
            return self.ends_before(country, |phrase, start| !phrase.by_name && fits(start));
        }
        // `army of the Philippines`, `Armée de la Colombie`, `Ejército del Perú`.
        let classes = |i: usize| self.gazetteer.lexicon().of(self.view.folded(i));
        let last = country.checked_sub(1)?;
        let article = last
            .checked_sub(1)
            .filter(|&of| classes(last).has(Class::Article) && classes(of).has(Class::Of));
        let of = article.or_else(|| classes(last).has(Class::Of).then_some(last))?;
        self.ends_before(of, |phrase, _| !phrase.by_name)
    }

    /// Returns the phrase that the name of the country follows without another word than an
    /// article: `армия Израиля`, `polisi wa Kenya`, `Armee der Ukraine`.
    fn before_name(&self) -> Option<Named<'a>> {
        let country = self.mention.first_word;
        if self.mention.kind == NameKind::Demonym {
            return None;
        }
        let is_article = |&i: &usize| {
            let lexicon = self.gazetteer.lexicon();
            self.view.is_spaced(i) && lexicon.has(self.view.folded(i), Class::Article)
        };
        let end = country.checked_sub(1).filter(is_article).unwrap_or(country);
        self.ends_before(end, |phrase, _| phrase.by_name)
            .or_else(|| self.ends_before(country, |phrase, _| phrase.by_name))
    }

    /// Returns the phrase that ends before word `end`, if `fits` returns true for it and its first
    /// word.
    fn ends_before(
        &self,
        end: usize,
        fits: impl Fn(&OpenPhrase, usize) -> bool,
    ) -> Option<Named<'a>> {
        let last = end.checked_sub(1)?;
        let phrases = self.gazetteer.forms().before(self.view.folded(last));
        let (phrase, start) = phrases.iter().find_map(|phrase| {
            let start = end.checked_sub(phrase.words.len())?;
            (self.stands_at(phrase, start) && fits(phrase, start)).then_some((phrase, start))
        })?;
        let end = self.mention.last_word;
        if (phrase.of_members && self.is_excluded(start)) || self.is_modifier(phrase, start, end) {
            return None;
        }
        let joined = (start..self.mention.first_word).all(|i| self.view.joins_name(i));
        joined.then_some((phrase, start, self.mention.last_word))
    }

    /// Returns whether the country is named in a way that words for members can follow: as an
    /// adjective, an acronym or a possessive. After its name, `forces` may be a verb.
    fn may_have_members(&self, phrase: &OpenPhrase) -> bool {
        let adjective = matches!(self.mention.kind, NameKind::Demonym | NameKind::Acronym);
        // `Kenias Soldaten`: German nouns are no verbs.
        let noun = phrase.capital;
        !phrase.of_members || adjective || noun || self.view.is_possessive(self.mention.last_word)
    }

    /// Returns whether the words from `first` on are not, or no longer, members of the country's
    /// forces: `former Kenyan soldiers`, `pro-Kenyan forces`.
    fn is_excluded(&self, first: usize) -> bool {
        let Some(before) = first.checked_sub(1) else {
            return false;
        };
        let adjacent = self.view.is_spaced(before);
        let former = self
            .gazetteer
            .lexicon()
            .has(self.view.folded(before), Class::Former);
        self.view.is_hyphenated(before) || (adjacent && former)
    }

    /// Returns whether the words `first..=last` name a force only to describe something else.
    fn is_modifier(&self, phrase: &OpenPhrase, first: usize, last: usize) -> bool {
        let lexicon = self.gazetteer.lexicon();
        is_force(self.gazetteer, phrase) && is_of_something_else(lexicon, self.view, first, last)
    }

    fn stands_at(&self, phrase: &OpenPhrase, start: usize) -> bool {
        self.view.reads(start, &phrase.words)
            && (!phrase.capital || self.view.may_start_name(start))
    }
}

/// A country in composed names.
#[derive(Clone, Copy)]
pub(super) struct Country<'a> {
    pub path: &'a str,
    pub id: Option<&'a str>,
}

/// Writes the mentions of a form in a country, named by the words `first..=last`; of the listed
/// entity, if there is one.
pub(super) fn body(
    gazetteer: &Gazetteer,
    view: TokenView<'_>,
    form: usize,
    country: Country<'_>,
    (first, last): (usize, usize),
    out: &mut Vec<Mention>,
) {
    let facets = gazetteer.facets();
    let Some(open) = gazetteer.forms().forms.get(form) else {
        return;
    };
    let name = facet_path::last_name(country.path);
    let listed = gazetteer.forms().listed(form, &name);
    let listed = listed.and_then(|id| gazetteer.record(gazetteer.index_of(id)?));
    let (entity, standings) = match listed {
        Some(record) => {
            let standings = record.standings.iter();
            let standings = standings.map(|&(facet, path)| (facet, path.to_owned()));
            (record.id.to_owned(), standings.collect())
        }
        None => {
            let country_id = country.id.unwrap_or(&name);
            let standings = open.standings.iter();
            let standings: Vec<(usize, String)> = standings
                .map(|(facet, path)| (*facet, Form::path(path, country.path)))
                .collect();
            (format!("{}@{country_id}", open.id), standings)
        }
    };
    for (facet, path) in standings {
        if facets[facet].places {
            continue; // the country has its own mention
        }
        out.push(Mention {
            facet: facets[facet].name.clone(),
            path,
            entity: Some(entity.clone()),
            lat: None,
            lon: None,
            start: view.span(first).start,
            end: view.span(last).end,
            first_word: first,
            last_word: last,
            kind: NameKind::Composed,
            confidence: None,
            evidence: Vec::new(),
        });
    }
}
