//! Areas that the text gives for a place: `Paris, Texas`, `Tripoli, north Lebanon`,
//! `Moura, in the Mopti region`, `the Lebanese city of Tripoli`.

use super::FeatureReader;
use crate::gazetteer::evidence::Evidence;
use crate::gazetteer::lexicon::JOINS;
use crate::gazetteer::mention::NameKind;
use crate::gazetteer::name_match::NameMatch;
use crate::gazetteer::places::candidates::Candidate;
use crate::gazetteer::places::{Name, weights};
use crate::gazetteer::world::Kind;
use reportage_text::lexicon::{Class, Classes};

/// The most words between a place and its area: `, a small village in the`.
const MOST_BETWEEN: usize = 6;

/// How the text says that one name is inside the other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Containment {
    /// The area follows directly: `Paris, Texas`.
    Behind,
    /// The area follows after linking words: `in`, `north`, `a village in`.
    InWords,
    /// The area precedes as an adjective: `the Lebanese city of`.
    Before,
}

impl FeatureReader<'_> {
    /// Records for all names which is inside which.
    pub(super) fn find_areas(&mut self) {
        for i in 0..self.found.len() {
            if let Some(division) = self.abbreviated_division(i) {
                self.within[i] = Some((division, 1.0));
                self.holds[i] = true;
            }
        }
        for i in 0..self.found.len().saturating_sub(1) {
            let (Some(left), Some(right)) = (self.name_of[i], self.name_of[i + 1]) else {
                continue;
            };
            let Some(containment) = self.containment(i) else {
                if self.is_of_country(i) && !knows_in_country(&self.names[left], &self.names[right])
                {
                    self.elsewhere[i] = Some(Evidence::LiesAbroad);
                }
                continue;
            };
            let (place, area, names) = match containment {
                Containment::Behind | Containment::InWords => (i, i + 1, (left, right)),
                Containment::Before => (i + 1, i, (right, left)),
            };
            if let Some((inner, outer)) = best_pair(&self.names[names.0], &self.names[names.1]) {
                self.within[place] = Some((inner, 1.0));
                if containment != Containment::Before {
                    self.within[area].get_or_insert((outer, 1.0));
                    self.holds[area] = true;
                }
            } else {
                let is_area = match containment {
                    Containment::InWords | Containment::Before => self.is_area(names.1),
                    Containment::Behind => false,
                };
                self.elsewhere[place] = match self.is_abroad(i, containment, names) {
                    true => Some(Evidence::LiesAbroad),
                    false => is_area.then_some(Evidence::LiesElsewhere),
                };
            }
        }
    }

    /// Returns the candidate of matched name `i` that is a division by its abbreviation, behind a
    /// place that no table has: `Wexley, Pa.`
    fn abbreviated_division(&self, i: usize) -> Option<usize> {
        let (name, at) = (&self.found[i], self.found[i].first);
        let before = at.checked_sub(1)?;
        let is_unknown = self.view.is_capitalised(before)
            && self.view.has_lowercase(before)
            && self.found_at(before).is_none()
            && !self.view.starts_sentence(before)
            && self.lexicon().of(self.view.folded(before)) == Classes::default();
        let is_short = name.first == name.last
            && self.view.is_capitalised(at)
            && self.view.has_lowercase(at)
            && self.view.text_behind(at).starts_with('.');
        if !(is_unknown && is_short && self.view.gap(before) == ", ") {
            return None;
        }
        let places = &self.names[self.name_of[i]?].candidates;
        places.iter().position(|place| {
            place.kind == NameKind::Nickname && place.declared && place.class == Kind::Division
        })
    }

    /// Returns whether only `of` links matched name `i` to the next, as in lists of people:
    /// `Kamina of Kenya`.
    fn is_of_country(&self, i: usize) -> bool {
        let (name, next) = (&self.found[i], &self.found[i + 1]);
        let of = name.last + 1;
        // `the Nice of Russia`
        let behind_article = name.first.checked_sub(1).is_some_and(|before| {
            let classes = self.lexicon().of(self.view.folded(before));
            self.view.is_spaced(before) && classes.has_any(&[Class::Article, Class::Indefinite])
        });
        name.first == name.last
            && !behind_article
            && next.first == of + 1
            && self
                .lexicon()
                .of(self.view.folded(of))
                .has_in_english(Class::Of)
            && self.view.is_spaced(name.last)
            && self.view.is_spaced(of)
    }

    /// Returns how the text says that matched name `i` is inside the next, or the next inside it.
    fn containment(&self, i: usize) -> Option<Containment> {
        let (name, next) = (&self.found[i], &self.found[i + 1]);
        let between = next.first - name.last - 1;
        let gap = self.view.gap(name.last);
        if between == 0 {
            let behind = matches!(gap.trim(), "," | "(") || gap == ".,";
            return (behind && !self.is_attribute(next)).then_some(Containment::Behind);
        }
        if between > MOST_BETWEEN {
            return None;
        }
        let lists = |at: usize| self.lexicon().of(self.view.folded(at));
        let mut words = name.last + 1..next.first;
        let mut joints = name.last + 1..next.first;
        if !joints.all(|at| self.view.is_spaced(at)) {
            return None;
        }
        let people = name
            .entries
            .iter()
            .any(|entry| entry.kind == NameKind::Demonym);
        if people {
            // `the Lebanese city of Tripoli`, `the Syrian border town of`
            let last = next.first - 1;
            let of = lists(last).has(Class::Of) && between > 1;
            let kind = if of { last - 1 } else { last };
            return (self.view.is_spaced(name.last) && lists(kind).has(Class::Kind))
                .then_some(Containment::Before);
        }
        let first = lists(name.last + 1);
        let comma = gap.trim() == ",";
        // Without a comma, only `in` links them.
        let only_in = self.view.is_spaced(name.last) && self.view.folded(name.last + 1) == "in";
        if !comma && !only_in {
            return None;
        }
        const IN_IT: &[Class] = &[
            Class::Within,
            Class::Of,
            Class::Describing,
            Class::Article,
            Class::Indefinite,
            Class::Direction,
            Class::Kind,
        ];
        let in_it = |at: usize| lists(at).has_any(IN_IT);
        // `Cornillon, commune de Croix-des-Bouquets`, `Brooklyn, a quarter of Cité Soleil`
        let kind_of = || {
            between >= 2
                && lists(next.first - 1).has(Class::Of)
                && lists(next.first - 2).has(Class::Kind)
        };
        let tells = first.has(Class::Direction)
            || (comma && (first.has(Class::Division) || kind_of()))
            || words.clone().any(|at| lists(at).has(Class::Within));
        (tells && words.all(in_it)).then_some(Containment::InWords)
    }

    /// Returns whether an acronym describes the next word: `talks with Russia, U.S. officials said`.
    fn is_attribute(&self, name: &NameMatch) -> bool {
        let mut entries = name.entries.iter();
        let next = name.last + 1;
        next < self.view.len()
            && entries.any(|entry| entry.kind == NameKind::Acronym)
            && matches!(self.view.gap(name.last), " " | ". ")
            && self.view.is_lowercase(next)
            && !self
                .lexicon()
                .is_function_word(&["en", "fr", "es"], self.view.folded(next))
    }

    /// Returns whether a word for a kind of place precedes matched name `i`: `commune de`.
    fn behind_division(&self, i: usize) -> bool {
        // The words of the name before it, as in `Mexico City, March 3`, say nothing.
        let from = i
            .checked_sub(1)
            .map_or(0, |before| self.found[before].last + 1);
        let word = |back: usize| {
            let at = self.found[i].first.checked_sub(back);
            at.filter(|&at| at >= from)
        };
        let lists = |at: Option<usize>| at.map(|at| self.lexicon().of(self.view.folded(at)));
        let is_kind =
            |at| lists(at).is_some_and(|lists| lists.has_any(&[Class::Division, Class::Kind]));
        let is_of = lists(word(1)).is_some_and(|lists| lists.has(Class::Of));
        is_kind(word(1)) || (is_of && is_kind(word(2)))
    }

    /// Returns whether matched name `i` or `i + 1`, whose first and second names are given as the
    /// place and its area, is in a country where no place of its name is known, according to the
    /// text: its area is called a division (`Sud department`), is given in words (`in Bo District`),
    /// or is a division of a country that the report names otherwise (`Berlin, Ouest`). In a list,
    /// an area that follows directly says nothing.
    fn is_abroad(
        &self,
        i: usize,
        containment: Containment,
        (inner, outer): (usize, usize),
    ) -> bool {
        let is_wide = |place: &Candidate| {
            matches!(place.class, Kind::Country | Kind::Division | Kind::District)
        };
        let places = &self.names[inner].candidates;
        let known = |area: &Candidate| {
            places
                .iter()
                .any(|place| place.country == area.country || matches!(place.class, Kind::Country))
        };
        let name = &self.found[i + 1];
        let is_called = self.behind_division(i + 1)
            || (name.first..=name.last)
                .any(|at| self.lexicon().has(self.view.folded(at), Class::Division));
        let is_certain = |area: &Candidate| match containment {
            Containment::Before => false,
            Containment::InWords => is_called || area.class != Kind::Country,
            // In all-caps text, `LIMA, IN` does not name Indiana.
            Containment::Behind => {
                area.class != Kind::Country
                    && matches!(area.kind, NameKind::Name | NameKind::Nickname)
                    && (is_called
                        || (area.class == Kind::Division && self.is_of_report(area, outer)))
            }
        };
        // Countries and divisions are said to be in larger areas: `Louisiana, in the Gulf`.
        let is_itself_wide = places
            .first()
            .is_some_and(|place| matches!(place.class, Kind::Country | Kind::Division));
        // `north of Athens` is not in Athens.
        let is_near = containment == Containment::InWords
            && (self.found[i].last + 1..self.found[i + 1].first).any(|at| {
                let lists = self.lexicon().of(self.view.folded(at));
                lists.has(Class::Of) && self.is_direction(at - 1)
            });
        if is_itself_wide || is_near || (containment == Containment::Behind && self.is_in_list(i)) {
            return false;
        }
        let areas = self.names[outer].candidates.iter();
        let mut areas = areas
            .filter(|area| (is_called && area.declared) || is_wide(area))
            .filter(|area| is_certain(area))
            .peekable();
        areas.peek().is_some() && !areas.any(known)
    }

    fn is_direction(&self, word: usize) -> bool {
        self.lexicon().has(self.view.folded(word), Class::Direction)
    }

    /// Returns whether another name than `name` is of the country of `area`.
    fn is_of_report(&self, area: &Candidate, name: usize) -> bool {
        let mut others = self.names.iter().enumerate();
        others.any(|(other, named)| {
            let first = named.candidates.first();
            other != name
                && first.is_some_and(|place| place.declared && place.country == area.country)
        })
    }

    /// Returns whether matched names `i` and `i + 1`, with a comma between them, are in a list with
    /// the name before or after them.
    fn is_in_list(&self, i: usize) -> bool {
        let joins = |at: usize| {
            let (name, next) = (self.found.get(at), self.found.get(at + 1));
            name.zip(next)
                .is_some_and(|(name, next)| match next.first - name.last {
                    1 => self.view.gap(name.last).trim() == ",",
                    2 => self
                        .lexicon()
                        .of(self.view.folded(name.last + 1))
                        .has_any(JOINS),
                    _ => false,
                })
        };
        // `Vienna, Artibonite, Haiti` is no list.
        let contains = || {
            let name = |at: usize| self.name_of.get(at).copied().flatten();
            let pair = name(i + 1).zip(name(i + 2));
            pair.is_some_and(|(inner, outer)| {
                best_pair(&self.names[inner], &self.names[outer]).is_some()
            })
        };
        (joins(i + 1) && !contains()) || i.checked_sub(1).is_some_and(joins)
    }

    /// Returns whether a name may be that of a country or division.
    fn is_area(&self, name: usize) -> bool {
        let mut places = self.names[name].candidates.iter();
        places.any(|place| matches!(place.class, Kind::Country | Kind::Division))
    }
}

/// Returns whether a place of the first name is in the country of the second, is a country itself or
/// the second is no country.
fn knows_in_country(name: &Name, country: &Name) -> bool {
    let is_country = |place: &Candidate| matches!(place.class, Kind::Country);
    let Some(area) = country.candidates.first().filter(|area| is_country(area)) else {
        return true;
    };
    let mut places = name.candidates.iter();
    places.any(|place| place.country == area.country || is_country(place))
}

/// Returns the likeliest pair of a place and its area, if there is one.
fn best_pair(inner: &Name, outer: &Name) -> Option<(usize, usize)> {
    let is_area = |candidate: &Candidate| matches!(candidate.class, Kind::Country | Kind::Division);
    let mut best: Option<(f64, usize, usize)> = None;
    for (j, area) in outer.candidates.iter().enumerate() {
        if !area.class.is_area() {
            continue;
        }
        // `Kansas, Oklahoma` are more often two states than a town; `California, Pa.` is a town,
        // because a state by itself is not abbreviated.
        let in_short = matches!(area.kind, NameKind::Nickname | NameKind::Acronym);
        let siblings = inner.candidates.iter().any(|candidate| {
            is_area(candidate)
                && !(in_short && candidate.kind == NameKind::Name)
                && !candidate.weak
                && candidate.class == area.class
                && (area.class == Kind::Country || candidate.country == area.country)
        });
        if siblings {
            continue;
        }
        for (i, candidate) in inner.candidates.iter().enumerate() {
            let lies_in = match area.class {
                Kind::Country => {
                    candidate.country == area.country && candidate.class != Kind::Country
                }
                Kind::Division => {
                    candidate.division == area.division && area.division != 0 && !is_area(candidate)
                }
                Kind::District => {
                    candidate.district.is_some()
                        && candidate.district == area.place
                        && !candidate.class.is_area()
                }
                Kind::Capital | Kind::Seat | Kind::DistrictSeat | Kind::Town | Kind::Quarter => {
                    false
                }
            };
            let score = weights::prominence(candidate) + weights::prominence(area);
            if lies_in && best.is_none_or(|(most, ..)| score > most) {
                best = Some((score, i, j));
            }
        }
    }
    best.map(|(_, i, j)| (i, j))
}
