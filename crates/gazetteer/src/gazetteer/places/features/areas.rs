//! Areas that the text gives for a place: `Paris, Texas`, `Tripoli, north Lebanon`,
//! `Moura, in the Mopti region`, `the Lebanese city of Tripoli`.

use super::FeatureReader;
use crate::gazetteer::mention::NameKind;
use crate::gazetteer::places::candidates::Candidate;
use crate::gazetteer::places::{Name, weights};
use crate::gazetteer::world::Kind;
use reportage_text::lexicon::Class;

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
        for i in 0..self.found.len().saturating_sub(1) {
            let (Some(left), Some(right)) = (self.name_of[i], self.name_of[i + 1]) else {
                continue;
            };
            let Some(containment) = self.containment(i) else {
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
            } else if containment != Containment::Behind && self.is_area(names.1) {
                self.elsewhere[place] = true;
            }
        }
    }

    /// Returns how the text says that matched name `i` is inside the next, or the next inside it.
    fn containment(&self, i: usize) -> Option<Containment> {
        let (name, next) = (&self.found[i], &self.found[i + 1]);
        let between = next.first - name.last - 1;
        let gap = self.view.gap(name.last);
        if between == 0 {
            let behind = matches!(gap.trim(), "," | "(") || gap == ".,";
            return behind.then_some(Containment::Behind);
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
        let tells =
            first.has(Class::Direction) || words.clone().any(|at| lists(at).has(Class::Within));
        (tells && words.all(in_it)).then_some(Containment::InWords)
    }

    /// Returns whether a name may be that of a country or division.
    fn is_area(&self, name: usize) -> bool {
        let mut places = self.names[name].candidates.iter();
        places.any(|place| matches!(place.class, Kind::Country | Kind::Division))
    }
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
