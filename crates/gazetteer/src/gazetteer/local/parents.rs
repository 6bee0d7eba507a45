//! The area that contains a local place: given by its sentence, or named earlier.

use super::kinds::{Order, Rank};
use super::phrases::Phrase;
use crate::gazetteer::blob::Gazetteer;
use crate::gazetteer::evidence::Evidence;
use crate::gazetteer::lexicon::{JOINS, Lexicon};
use crate::gazetteer::mention::{Mention, NameKind};
use crate::gazetteer::token_view::TokenView;
use reportage_text::facet_path;
use reportage_text::lexicon::Class;

/// The most words between a name and its area: `in the western section of`.
const FARTHEST: usize = 9;
/// How many sentences back the area of a settlement is searched for.
const SENTENCES: usize = 1;
/// The most words of such a sentence.
const LONGEST: usize = 80;
/// The share of all mentions of areas, in percent, that makes a country the only one of the report.
const MOST: f32 = 75.0;
/// The share that makes a country the main one of the report.
const HALF: f32 = 50.0;
/// The lowest confidence of an area in another country that may contain a place.
const SURE: f32 = 0.7;
/// The most words of unknown names between a name and its area.
const MOST_UNKNOWN: usize = 3;
/// The distance within which a place is most likely in the same division, in kilometres or miles.
const NEAR: u32 = 30;

/// How the area of a place is known, from the weakest to the strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ground {
    /// The report is about one country.
    Country,
    /// An area is named before, or elsewhere in the sentence.
    Before,
    /// The sentence links both: `the San José neighborhood of San Salvador`.
    Linked,
}

impl Ground {
    pub fn confidence(self) -> f32 {
        match self {
            Ground::Country => 0.4,
            Ground::Before => 0.45,
            Ground::Linked => 0.55,
        }
    }

    pub fn evidence(self) -> Evidence {
        match self {
            Ground::Country => Evidence::BelowCountry,
            Ground::Before => Evidence::BelowPlaceBefore,
            Ground::Linked => Evidence::BelowLinkedPlace,
        }
    }
}

/// An area that contains a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parent {
    pub path: String,
    pub ground: Ground,
}

/// The mentions of areas in a text, in order, and those in another part of the report.
pub(super) struct Areas<'a> {
    lexicon: &'a Lexicon,
    view: TokenView<'a>,
    here: Vec<&'a Mention>,
    /// The country with most mentions.
    main: Option<&'a str>,
    /// The same, if there are few mentions of others.
    only: Option<&'a str>,
    /// The division of that country with most mentions.
    division: Option<&'a str>,
}

impl<'a> Areas<'a> {
    /// Collects the mentions under `facet` that are in a country.
    pub fn new(
        gazetteer: &'a Gazetteer,
        facet: &str,
        view: TokenView<'a>,
        phrases: &[Phrase],
        mentions: &'a [Mention],
        beside: &'a [Mention],
    ) -> Areas<'a> {
        let in_country = |mention: &&Mention| {
            mention.facet == facet && gazetteer.regions().in_country(&mention.path)
        };
        // A mention inside the phrase of a part of a town is not evidence: it may be the name of
        // the local place itself.
        let phrase_of = |mention: &&Mention| {
            let next = phrases.partition_point(|phrase| phrase.last < mention.first_word);
            let phrase = phrases.get(next);
            phrase.filter(|phrase| phrase.first <= mention.last_word)
        };
        let here = mentions.iter().filter(in_country).filter(|mention| {
            phrase_of(mention).is_none_or(|phrase| phrase.kind.rank == Rank::Settlement)
        });
        let here: Vec<&Mention> = here.collect();
        let beside = beside.iter().filter(in_country);
        let voters = here.iter().filter(|mention| phrase_of(mention).is_none());
        let all: Vec<(&str, f32)> = voters
            .copied()
            .chain(beside)
            .map(|mention| (mention.path.as_str(), mention.confidence.unwrap_or(1.0)))
            .collect();
        let tops = all
            .iter()
            .map(|&(path, weight)| (facet_path::top(path), weight));
        let tops: Vec<(&str, f32)> = tops.collect();
        let main = most(&tops, HALF);
        let divisions = all.iter().filter(|(path, _)| {
            Some(facet_path::top(path)) == main && facet_path::depth(path) >= 2
        });
        let divisions: Vec<(&str, f32)> = divisions
            .map(|&(path, weight)| (&path[..facet_path::top_end(path, 2)], weight))
            .collect();
        Areas {
            lexicon: gazetteer.lexicon(),
            view,
            here,
            main,
            only: most(&tops, MOST),
            division: most(&divisions, HALF),
        }
    }

    /// Returns the area that contains a phrase's place; `None` if that is not certain enough.
    pub fn parent(&self, phrase: &Phrase) -> Option<Parent> {
        let owner = self.demonym(phrase).map(|area| facet_path::top(&area.path));
        let behind = self
            .behind(phrase)
            .filter(|(path, _)| owner.is_none_or(|country| country == facet_path::top(path)));
        let owned = || owner.map(|country| (country.to_owned(), Ground::Linked));
        let linked = self.possessive(phrase).or(behind).or_else(owned);
        if let Some((path, ground)) = linked {
            return Some(Parent { path, ground });
        }
        let before = match phrase.kind.rank {
            Rank::Quarter => self
                .division_before(phrase)
                .or(self.division.map(str::to_owned)),
            // Reports on villages are often sent from a town that does not contain them.
            Rank::Settlement => self.division_before(phrase),
        };
        let before = before.map(|path| (path, Ground::Before));
        let country = || Some((self.only?.to_owned(), Ground::Country));
        let (path, ground) = before.or_else(country)?;
        Some(Parent { path, ground })
    }

    /// Returns the mention that ends with word `i`.
    fn ending_at(&self, i: usize) -> Option<&Mention> {
        let at = self.here.partition_point(|mention| mention.last_word < i);
        self.here
            .get(at)
            .copied()
            .filter(|mention| mention.last_word == i)
    }

    /// Returns whether a mention may be of an area that contains a place.
    fn may_hold(&self, mention: &Mention) -> bool {
        let top = facet_path::top(&mention.path);
        let sure = mention
            .confidence
            .is_none_or(|confidence| confidence >= SURE);
        mention.kind != NameKind::Demonym && (self.main == Some(top) || sure)
    }

    /// `the Bolivian border town of Puerto Suárez`
    fn demonym(&self, phrase: &Phrase) -> Option<&Mention> {
        let mut before = phrase.whole.0.checked_sub(1)?;
        if self
            .lexicon
            .has(self.view.folded(before), Class::Describing)
        {
            before = before.checked_sub(1)?;
        }
        let area = self.ending_at(before)?;
        let joined = self.view.gap(before).trim().is_empty();
        (area.kind == NameKind::Demonym && joined).then_some(area)
    }

    /// `Tegucigalpa's Florencia neighborhood`
    fn possessive(&self, phrase: &Phrase) -> Option<(String, Ground)> {
        let owner = phrase.whole.0.checked_sub(1)?;
        if !self.view.is_possessive(owner) {
            return None;
        }
        let area = self.ending_at(owner)?;
        self.may_hold(area)
            .then(|| (area.path.clone(), Ground::Linked))
    }

    /// `the San José neighborhood in the western section of San Salvador`, `(Puno Department)`
    fn behind(&self, phrase: &Phrase) -> Option<(String, Ground)> {
        let from = phrase.whole.1 + 1;
        let next = self
            .here
            .partition_point(|mention| mention.first_word < from);
        let area = *self.here.get(next)?;
        if !self.may_hold(area) || area.first_word - from > FARTHEST {
            return None;
        }
        if (from..=area.first_word).any(|i| self.starts(i)) {
            return None;
        }
        let between = from..area.first_word;
        let in_main = self.main == Some(facet_path::top(&area.path));
        if between.is_empty() && !(in_main && self.is_apposed(phrase)) {
            return None;
        }
        let (mut near, mut distance, mut unknown, mut in_name) = (false, None, 0, false);
        for i in between {
            let word = self.view.folded(i);
            if let Ok(number) = word.parse::<u32>() {
                distance = Some(number);
            }
            let lists = self.lexicon.of(word);
            near |= lists.has(Class::Near);
            // `arrived at the airport from Mexico`
            let from_afar = word == "from" && distance.is_none();
            let linked = links(self.lexicon, word) && !from_afar;
            // `in Nahuaterique jurisdiction, Morazán department`
            let name =
                in_name && !is_not_of_name(self.lexicon, word) && self.view.is_capitalised(i);
            unknown += usize::from(!linked && name);
            if !(linked || name) || unknown > MOST_UNKNOWN {
                return None;
            }
            in_name = (!linked && name) || lists.has(Class::In) || lists.has(Class::Of);
        }
        if unknown > 0 && !in_main {
            return None;
        }
        near |= distance.is_some();
        if !near {
            return Some((area.path.clone(), Ground::Linked));
        }
        let level = if distance.unwrap_or_default() > NEAR {
            1
        } else {
            2
        };
        let path = &area.path[..facet_path::top_end(&area.path, level)];
        Some((path.to_owned(), Ground::Before))
    }

    /// Returns whether the name directly after a phrase is its area (`El Limón canton, Soyapango`)
    /// and not another item of a list of places.
    fn is_apposed(&self, phrase: &Phrase) -> bool {
        let in_row = phrase.whole.0.checked_sub(1).is_some_and(|before| {
            self.view.gap(before).contains(',')
                || self.lexicon.of(self.view.folded(before)).has_any(JOINS)
                    && self.view.folded(before) != "to"
        });
        let listed = phrase.kind.is_plural() && phrase.kind.order != Order::NameFirst;
        match self.view.gap(phrase.whole.1).trim() {
            "(" | "[" => true,
            "," => !in_row && !listed,
            _ => false,
        }
    }

    /// Returns the last division of the report's country named before, or the division of the last
    /// place named, if that is near.
    fn division_before(&self, phrase: &Phrase) -> Option<String> {
        let before = self
            .here
            .partition_point(|mention| mention.last_word < phrase.whole.0);
        let area = self.here[..before]
            .iter()
            .rev()
            .take(FARTHEST)
            .find(|mention| {
                mention.kind != NameKind::Demonym
                    && self.main == Some(facet_path::top(&mention.path))
            })?;
        let sentences = match phrase.kind.rank {
            Rank::Quarter => SENTENCES,
            Rank::Settlement => 0,
        };
        let near = self.sentences_between(area.last_word, phrase.whole.0) <= sentences
            && !area.evidence.contains(&Evidence::InDateline);
        let division = &area.path[..facet_path::top_end(&area.path, 2)];
        (near && facet_path::depth(division) == 2).then(|| division.to_owned())
    }

    fn sentences_between(&self, from: usize, to: usize) -> usize {
        if to - from > LONGEST {
            return SENTENCES + 1;
        }
        (from + 1..=to).filter(|&i| self.starts(i)).count()
    }

    /// Returns whether word `i`, not the first one, starts a sentence or paragraph, and not only a
    /// line.
    fn starts(&self, i: usize) -> bool {
        let gap = self.view.gap(i - 1);
        gap.contains(['!', '?', ';'])
            || gap.matches('\n').count() > 1
            || (gap.contains('.') && !self.view.joins_name(i - 1))
    }
}

/// Returns the value with at least `share` percent of the total weight, the first of equals; `None`
/// if there is none.
fn most<'a>(values: &[(&'a str, f32)], share: f32) -> Option<&'a str> {
    let mut sums: Vec<(&str, f32)> = Vec::new();
    for &(value, weight) in values {
        match sums.iter_mut().find(|(other, _)| *other == value) {
            Some((_, sum)) => *sum += weight,
            None => sums.push((value, weight)),
        }
    }
    let all: f32 = values.iter().map(|(_, weight)| weight).sum();
    let mut most = sums
        .into_iter()
        .filter(|(_, sum)| sum * 100.0 >= all * share);
    most.next().map(|(value, _)| value)
}

/// Returns whether a folded word is certainly not part of a name.
fn is_not_of_name(lexicon: &Lexicon, word: &str) -> bool {
    lexicon.is_function_word(&["en", "fr", "es"], word)
        || lexicon.is_of_sentence(word)
        || lexicon.of(word).has_any(&[Class::Title, Class::Speech])
}

/// Returns whether a folded word may be between a place and its area.
fn links(lexicon: &Lexicon, word: &str) -> bool {
    const LINKS: &[Class] = &[
        Class::LiesIn,
        Class::Near,
        Class::Describing,
        Class::In,
        Class::Of,
        Class::Article,
        Class::Indefinite,
        Class::Direction,
        Class::Kind,
    ];
    lexicon.of(word).has_any(LINKS)
        || lexicon.kinds.has(word)
        || word.bytes().all(|byte| byte.is_ascii_digit())
}
