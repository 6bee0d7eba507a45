//! What stands around a mention: is it a place's name here?

use std::collections::HashSet;

use rapidhash::fast::RandomState;

use super::candidates::Candidate;
use super::{Name, agree, weights};
use crate::analysis::words::Words;
use crate::gazetteer::blob::Gazetteer;
use crate::gazetteer::scan::{Found, starts_capital, starts_sentence, starts_small};
use crate::gazetteer::world::Kind;

mod clue;
mod itself;
mod lists;
mod longer;

pub(super) use clue::Clue;
use lists::{List, Lists};

/// How many letters and digits may stand before a dateline on its line.
const DATELINE_BEFORE: usize = 0;
/// How far after its place a dateline may end, in characters.
const DATELINE_AFTER: usize = 48;

/// What was seen around a mention.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    pub clues: Vec<Clue>,
    /// The candidate that lies in the area that follows, or holds the place before; and how surely.
    pub within: Option<(usize, f64)>,
    pub several_words: bool,
}

impl Seen {
    /// Returns the sum of what the clues weigh for a name that a table declares, or not.
    pub fn sum(&self, declared: bool) -> f64 {
        let weigh = if declared {
            weights::of
        } else {
            weights::of_undeclared
        };
        let clues: f64 = self.clues.iter().map(|&clue| weigh(clue)).sum();
        let within = if self.within.is_some() {
            weights::WITHIN
        } else {
            0.0
        };
        clues + within
    }
}

/// Returns what the other mentions of a name in the report say about each of them.
pub(super) fn in_report(name: &Name, seen: &[Seen]) -> f64 {
    if seen.len() < 2 {
        return 0.0;
    }
    let (mut place, mut other) = (false, false);
    let declared = name
        .candidates
        .first()
        .is_some_and(|candidate| candidate.declared);
    for seen in seen {
        let sum = seen.sum(declared);
        place |= sum >= weights::SURE;
        // Who writes of Swiss francs or the Bank of Boston may well write of the place.
        let longer = |clue: &Clue| *clue == Clue::OfCurrency || (declared && *clue == Clue::OfFirm);
        other |= sum <= -weights::SURE && !seen.clues.iter().any(longer);
    }
    match (place, other) {
        (true, false) => weights::PLACE_ELSEWHERE,
        (false, true) => weights::OTHER_ELSEWHERE,
        (true, true) | (false, false) => 0.0,
    }
}

/// Returns how likely a mention is one of a place, if `candidate` is that of its name that is meant.
pub(super) fn probability(
    candidate: &Candidate,
    seen: &Seen,
    in_report: f64,
    chosen: &agree::Chosen,
) -> f64 {
    let mut odds = weights::by_itself(candidate) + seen.sum(candidate.declared) + in_report;
    if seen.several_words {
        odds += weights::SEVERAL_WORDS;
    }
    odds += chosen.support.weight();
    if seen.clues.contains(&Clue::MaybeListed) && chosen.support.is_close() {
        odds += weights::LISTED_CLOSELY;
    }
    if !candidate.declared && seen.clues.contains(&Clue::GenericWords) && !chosen.is_supported() {
        odds += weights::UNSUPPORTED_GENERIC;
    }
    1.0 / (1.0 + (-odds).exp())
}

/// Looks around mentions.
pub(super) struct Clues<'a> {
    gazetteer: &'a Gazetteer,
    text: &'a str,
    words: &'a Words,
    found: &'a [Found],
    name_of: &'a [Option<usize>],
    names: &'a [Name],
    /// Of people whom the text names in full, folded.
    last_names: &'a HashSet<&'a str, RandomState>,
    within: Vec<Option<(usize, f64)>>,
    holds: Vec<bool>,
    /// Those names that are common words and stand somewhere in small letters; made when first asked
    /// for.
    small: Option<HashSet<&'a str, RandomState>>,
}

impl<'a> Clues<'a> {
    pub fn new(
        gazetteer: &'a Gazetteer,
        text: &'a str,
        words: &'a Words,
        found: &'a [Found],
        name_of: &'a [Option<usize>],
        names: &'a [Name],
        last_names: &'a HashSet<&'a str, RandomState>,
    ) -> Clues<'a> {
        let mut clues = Clues {
            gazetteer,
            text,
            words,
            found,
            name_of,
            names,
            last_names,
            within: vec![None; found.len()],
            holds: vec![false; found.len()],
            small: None,
        };
        for i in 0..found.len().saturating_sub(1) {
            let (Some(inner), Some(outer)) = (name_of[i], name_of[i + 1]) else {
                continue;
            };
            if clues.follows_as_area(i)
                && let Some((inner, outer)) = best_pair(&names[inner], &names[outer])
            {
                clues.within[i] = Some((inner, 1.0));
                clues.within[i + 1].get_or_insert((outer, 1.0));
                clues.holds[i + 1] = true;
            }
        }
        clues
    }

    /// Returns whether the next found name stands as the area of this one does: `Paris, Texas`,
    /// `Paris (Texas)`.
    fn follows_as_area(&self, i: usize) -> bool {
        let (name, next) = (&self.found[i], &self.found[i + 1]);
        if next.first != name.last + 1 {
            return false;
        }
        matches!(self.gap(name.last).trim(), "," | "(") || self.gap(name.last) == ".,"
    }

    /// Returns the text between word `i` and the next.
    fn gap(&self, i: usize) -> &'a str {
        &self.text[self.words.span(i).end..self.words.span(i + 1).start]
    }

    /// Returns whether only space stands between word `i` and the next.
    fn joined(&self, i: usize) -> bool {
        let gap = self.gap(i);
        gap == " " || (!gap.is_empty() && gap.trim().is_empty() && gap.matches('\n').count() < 2)
    }

    fn found_at(&self, word: usize) -> Option<usize> {
        let at = self.found.partition_point(|name| name.last < word);
        (self.found.get(at)?.first <= word).then_some(at)
    }

    /// Returns what stands around found name `i`, which stands in text of capitals or not.
    pub fn around(&mut self, i: usize, in_capitals: bool) -> Seen {
        let name = &self.found[i];
        let mut clues = Vec::new();
        let starts = starts_sentence(self.text, self.words, name.first);
        if self.dateline(name) {
            clues.push(Clue::Dateline);
        } else if starts {
            clues.push(Clue::StartsSentence);
        }
        if in_capitals {
            clues.push(Clue::InCapitals);
        }
        if name.first > 0 {
            self.before(name, in_capitals, &mut clues);
        }
        if name.last + 1 < self.words.len() {
            self.after(name, in_capitals, &mut clues);
        }
        self.longer(i, in_capitals, &mut clues);
        clues.extend(self.listed(i));
        if self.holds[i] {
            clues.push(Clue::Holds);
        }
        let single = name.first == name.last;
        let lists = Lists::of(self.words.folded(name.first));
        if !single && lists.has(List::Titles) {
            clues.push(Clue::StartsAsTitle);
        }
        let lists = if single { lists } else { Lists::default() };
        if lists.has(List::Calendar) {
            clues.push(Clue::Calendar);
        }
        if lists.has(List::Generic) {
            clues.push(Clue::Generic);
        } else if !single && self.all_generic(name) {
            // `The Village` is one more often than a town.
            let article = Lists::of(self.words.folded(name.first)).has(List::Articles);
            clues.push(match article {
                true => Clue::Generic,
                false => Clue::GenericWords,
            });
        }
        if single && self.last_names.contains(self.words.folded(name.first)) {
            clues.push(Clue::LastName);
        }
        if single && self.is_title(name) {
            clues.push(Clue::Title);
        }
        if lists.has(List::People) {
            clues.push(Clue::People);
        }
        let written = &self.text[self.words.span(name.first)];
        if single && !in_capitals && is_acronym(written) {
            clues.push(Clue::AsAcronym);
        }
        let word = is_common_word(name);
        if word && in_capitals {
            clues.push(Clue::WordInCapitals);
        }
        if word && !in_capitals && self.before_of(name) {
            clues.push(Clue::WordBeforeOf);
        }
        if self.before_particle(name) {
            clues.push(Clue::BeforeParticle);
        }
        if word && !in_capitals && self.small_elsewhere(name.first) {
            clues.push(Clue::SmallElsewhere);
        }
        Seen {
            clues,
            within: self.within[i],
            several_words: name.first < name.last,
        }
    }

    /// Looks at the words before.
    fn before(&self, name: &Found, in_capitals: bool, clues: &mut Vec<Clue>) {
        let prev = name.first - 1;
        let gap = self.gap(prev);
        let word = self.words.folded(prev);
        let lists = Lists::of(word);
        let capital = starts_capital(self.text, self.words, prev);
        if word.chars().count() == 1
            && capital
            && matches!(gap, " " | ". ")
            && !lists.has(List::Articles)
        {
            clues.push(Clue::AfterInitial);
            return;
        }
        if lists.has(List::Titles) && capital && matches!(gap.trim(), "" | ".") {
            clues.push(Clue::AfterTitle);
            return;
        }
        if matches!(gap, "-" | "\u{2010}" | "\u{2011}") {
            // `D-Chicopee` tells where a politician comes from.
            let long = word.chars().nth(1).is_some();
            if long && capital && !in_capitals && self.found_at(prev).is_none() {
                clues.push(Clue::AfterCapital);
            }
            return;
        }
        if !self.joined(prev) {
            return;
        }
        if word == "the" && !in_capitals && self.before_no_noun(name) {
            clues.push(Clue::AfterThe);
            return;
        }
        // `the United States`, `la Florida`: what stands before the article.
        let mut at = prev;
        if lists.has(List::Articles) && at > 0 && self.joined(at - 1) {
            at -= 1;
        }
        let word_before = self.words.folded(at);
        let lists_before = Lists::of(word_before);
        if lists_before.has(List::In) {
            clues.push(Clue::AfterIn);
        } else if lists_before.has(List::From) {
            clues.push(Clue::AfterFrom);
        } else if lists_before.has(List::Of) {
            let kind = at
                .checked_sub(1)
                .is_some_and(|i| Lists::of(self.words.folded(i)).has(List::Kinds));
            let stranger = at.checked_sub(1).is_some_and(|i| {
                starts_capital(self.text, self.words, i)
                    && self.found_at(i).is_none()
                    && !starts_sentence(self.text, self.words, i)
            });
            if word_before != "of" && stranger && !in_capitals && !kind {
                // `Carla del Ponte`
                clues.push(Clue::AfterCapital);
            } else if kind {
                clues.push(Clue::AfterKind);
            } else {
                clues.push(Clue::AfterOf);
            }
        } else if lists.has(List::Directions) {
            clues.push(Clue::AfterDirection);
        } else if lists.has(List::Offices) {
            clues.push(Clue::AfterTitle);
        } else if lists.has(List::Kinds) && (!capital || in_capitals) {
            clues.push(Clue::AfterKind);
        } else if in_capitals {
            if self.behind_first_name(prev) {
                clues.push(Clue::AfterFirstName);
            }
        } else if capital {
            let world = self.gazetteer.world();
            let first_name = world.is_some_and(|world| world.is_first_name(word));
            if first_name
                && self.found_at(prev).is_none_or(|i| {
                    self.name_of[i].is_none() || self.found[i].first == self.found[i].last
                })
            {
                clues.push(Clue::AfterFirstName);
            } else if !starts_sentence(self.text, self.words, prev) && self.found_at(prev).is_none()
            {
                clues.push(Clue::AfterCapital);
            }
        }
    }

    /// Looks at the words after.
    fn after(&self, name: &Found, in_capitals: bool, clues: &mut Vec<Clue>) {
        let next = name.last + 1;
        let gap = self.gap(name.last);
        let word = self.words.folded(next);
        let lists = Lists::of(word);
        if matches!(gap, "-" | "\u{2010}" | "\u{2011}") {
            if lists.has(List::Based) {
                clues.push(Clue::Based);
            } else if starts_capital(self.text, self.words, next)
                && !in_capitals
                && self.found_at(next).is_none()
            {
                clues.push(Clue::BeforeCapital);
            }
            return;
        }
        if gap == ", " {
            let age =
                word.len() <= 3 && word.parse::<u32>().is_ok_and(|age| (1..115).contains(&age));
            if age && next + 1 < self.words.len() && self.gap(next).starts_with([',', '.']) {
                clues.push(Clue::BeforeAge);
            } else if lists.has(List::Suffixes) {
                clues.push(Clue::BeforeSuffix);
            }
            return;
        }
        if !self.joined(name.last) {
            return;
        }
        let capital = starts_capital(self.text, self.words, next);
        // `Paris Hilton`, though Hilton is a place too; not `Florence Italy`.
        let declared = self
            .found_at(next)
            .is_some_and(|i| !self.found[i].entries.is_empty());
        let own = self.words.folded(name.first);
        let world = self.gazetteer.world();
        if capital
            && !in_capitals
            && !declared
            && name.first == name.last
            && world.is_some_and(|world| world.is_first_name(own))
        {
            clues.push(Clue::FirstName);
        }
        if lists.has(List::Suffixes) && capital {
            clues.push(Clue::BeforeSuffix);
        } else if lists.has(List::Speech) {
            clues.push(Clue::BeforeSpeech);
        } else if lists.has(List::Kinds) {
            clues.push(Clue::BeforeKind);
        } else if capital && lists.has(List::Firms) {
            clues.push(Clue::BeforeFirm);
        } else if capital && lists.has(List::Streets) {
            clues.push(Clue::BeforeStreet);
        } else if capital && lists.has(List::Bodies) {
            clues.push(Clue::BeforeBody);
        } else if capital && !in_capitals && self.found_at(next).is_none() {
            clues.push(Clue::BeforeCapital);
        }
    }

    /// Returns whether a name starts its line and is followed as datelines are: `PARIS, France (AP) —`.
    fn dateline(&self, name: &Found) -> bool {
        let start = self.words.span(name.first).start;
        // Lines may be long: no more of this one is looked at than tells.
        let line = self.text[..start].chars().rev().take_while(|&c| c != '\n');
        let letters = line.filter(|c| c.is_alphanumeric());
        if letters.take(DATELINE_BEFORE + 1).count() > DATELINE_BEFORE {
            return false;
        }
        let rest = &self.text[self.words.span(name.last).end..];
        let near = rest
            .char_indices()
            .nth(DATELINE_AFTER)
            .map_or(rest.len(), |(at, _)| at);
        let near = &rest[..near];
        let near = near.split_once('\n').map_or(near, |(line, _)| line);
        let ends = [" (", " — ", " – ", " -- ", " - ", "— "];
        let Some(at) = ends.iter().filter_map(|end| near.find(end)).min() else {
            return false;
        };
        // A date, an area, nothing: but no sentence.
        let between = &near[..at];
        between.split_whitespace().count() <= 5
            && (between.is_empty() || between.starts_with([',', '.', ' ', '/']))
            && !between.contains(['“', '"', ':'])
            && between.split_whitespace().all(|word| {
                word.starts_with(|c: char| {
                    c.is_uppercase() || c.is_ascii_digit() || !c.is_alphanumeric()
                })
            })
            && is_upper_or_agency(
                &self.text[start..self.words.span(name.last).end],
                &near[at..],
            )
    }

    /// Tells whether the name stands among other names of places: `A, B and C`.
    fn listed(&self, i: usize) -> Option<Clue> {
        let beside = |left: usize| {
            let (Some(name), Some(next)) = (self.found.get(left), self.found.get(left + 1)) else {
                return false;
            };
            if self.name_of[left].is_none() || self.name_of[left + 1].is_none() {
                return false;
            }
            match next.first - name.last {
                1 => {
                    matches!(self.gap(name.last), " - ")
                        || matches!(self.gap(name.last).trim(), "," | "/")
                }
                2 => {
                    Lists::of(self.words.folded(name.last + 1)).has(List::And)
                        && matches!(self.gap(name.last).trim(), "" | ",")
                }
                _ => false,
            }
        };
        let others = [i.checked_sub(1), Some(i)].into_iter().flatten();
        let mut others = others
            .filter(|&left| beside(left))
            .map(|left| if left == i { i + 1 } else { left })
            .peekable();
        others.peek()?;
        let sure = others.any(|other| self.is_surely_name(other));
        Some(if sure {
            Clue::Listed
        } else {
            Clue::MaybeListed
        })
    }

    /// Returns whether the word, a name that is a common word, stands somewhere in the report in small
    /// letters.
    fn small_elsewhere(&mut self, word: usize) -> bool {
        let (text, words, found) = (self.text, self.words, self.found);
        let small = self.small.get_or_insert_with(|| {
            // The text has many more words than such names.
            let common = found.iter().filter(|name| is_common_word(name));
            let common: HashSet<&str, RandomState> =
                common.map(|name| words.folded(name.first)).collect();
            let mut lengths = [0u64; 256];
            for word in &common {
                lengths[usize::from(word.as_bytes()[0])] |= 1 << (word.len() % 64);
            }
            let may_be_common =
                |word: &str| lengths[usize::from(word.as_bytes()[0])] >> (word.len() % 64) & 1 == 1;
            (0..words.len())
                .filter(|&i| may_be_common(words.folded(i)) && starts_small(text, words, i))
                .filter_map(|i| common.get(words.folded(i)).copied())
                .collect()
        });
        small.contains(words.folded(word))
    }
}

/// Returns whether a name of the world is also a common word.
fn is_common_word(name: &Found) -> bool {
    name.first == name.last && name.world.is_some_and(|name| name.traits.word)
}

/// Returns whether a word is written in at most five capitals.
fn is_acronym(word: &str) -> bool {
    word.chars().count() <= 5 && !word.contains(char::is_lowercase)
}

/// Returns whether a dateline's place is in capitals or an agency in brackets follows.
fn is_upper_or_agency(name: &str, rest: &str) -> bool {
    let upper = !name.contains(char::is_lowercase);
    let agency = rest
        .trim_start()
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(')'));
    let agency = agency.is_some_and(|(agency, _)| agency.len() <= 40);
    upper || agency
}

/// Returns the likeliest pair of a place and the area it lies in, if there is one.
fn best_pair(inner: &Name, outer: &Name) -> Option<(usize, usize)> {
    let is_area = |candidate: &Candidate| matches!(candidate.class, Kind::Country | Kind::Division);
    let mut best: Option<(f64, usize, usize)> = None;
    for (j, area) in outer.candidates.iter().enumerate() {
        if !area.class.is_area() {
            continue;
        }
        // `Kansas, Oklahoma` are two states more often than a town.
        let siblings = inner.candidates.iter().any(|candidate| {
            is_area(candidate)
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
