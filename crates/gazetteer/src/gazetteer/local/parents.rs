//! In which area a place lies that only its report names: what the sentence says, or what is named before.

use super::kinds::{Order, Rank};
use super::phrases::Phrase;
use crate::gazetteer::blob::Gazetteer;
use crate::gazetteer::evidence::Evidence;
use crate::gazetteer::lexicon::{JOINS, Lexicon};
use crate::gazetteer::mention::{Mention, NameKind};
use crate::gazetteer::token_view::TokenView;
use reportage_text::facet_path;
use reportage_text::lexicon::Class;

/// How many words may stand between a name and the area that it lies in: `in the western section of`.
const FARTHEST: usize = 9;
/// How many sentences back an area is looked for that a settlement may lie in.
const SENTENCES: usize = 1;
/// How many words such sentences have at most.
const LONGEST: usize = 80;
/// The share of the mentions of areas, in percent, that one country must have to be the report's.
const MOST: f32 = 75.0;
/// The same for a country to be the one that the report is most of.
const HALF: f32 = 50.0;
/// From this confidence on, an area of another country may hold a place.
const SURE: f32 = 0.7;
/// How many words of names that nobody knows may stand between a name and the area that it lies in.
const MOST_UNKNOWN: usize = 3;
/// How near a place must be to lie in the same division most likely, in kilometres or miles.
const NEAR: u32 = 30;

/// From where it is known in which area a place lies, the surest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ground {
    /// The report names one country.
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

/// An area that a place lies in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parent {
    pub path: String,
    pub ground: Ground,
}

/// The mentions of areas in a text, in order, and those beside it.
pub(super) struct Areas<'a> {
    lexicon: &'a Lexicon,
    view: TokenView<'a>,
    here: Vec<&'a Mention>,
    /// The country that most is of.
    main: Option<&'a str>,
    /// The same, if little is of others.
    only: Option<&'a str>,
    /// The division of that country that most of its places lie in.
    division: Option<&'a str>,
}

impl<'a> Areas<'a> {
    /// Takes the mentions under `facet` that lie in a country.
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
        // What may be the name of the place itself tells nothing, nor do others of its kind.
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

    /// Returns what a phrase's place lies in; `None` if that is not certain enough.
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
            // A village lies outside the town from where it is reported.
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

    /// Returns whether a mention may be of an area that holds a place.
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
            let name = in_name && !is_told(self.lexicon, word) && self.view.is_capitalised(i);
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

    /// Returns whether what stands directly behind a phrase tells where its place lies: `El Limón canton,
    /// Soyapango`, not in a row of places.
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

    /// Returns the division that is named last before in the report's country, or holds what is, if that is near.
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

    /// Returns whether word `i`, which is not the first, starts a sentence or paragraph; not only a line.
    fn starts(&self, i: usize) -> bool {
        let gap = self.view.gap(i - 1);
        gap.contains(['!', '?', ';'])
            || gap.matches('\n').count() > 1
            || (gap.contains('.') && !self.view.joins_name(i - 1))
    }
}

/// Returns what has at least `share` percent of the weight of all values, the first of equals; `None` if
/// nothing has.
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

/// Returns whether a folded word is surely none of a name.
fn is_told(lexicon: &Lexicon, word: &str) -> bool {
    lexicon.is_function_word(&["en", "fr", "es"], word)
        || lexicon.is_of_sentence(word)
        || lexicon.of(word).has_any(&[Class::Title, Class::Speech])
}

/// Returns whether a folded word may stand between a place and the area that it lies in.
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
