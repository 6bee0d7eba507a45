//! Which of the places of one name is meant: the more prominent, and that which other names of the
//! report speak for. Each name votes for the countries and divisions of its candidates, by how
//! likely they are; votes and likelihoods are worked out in turns.

use std::collections::HashSet;

use super::candidates::{Candidate, Source};
use super::seen::Seen;
use super::votes::{Area, Areas, GivenVotes};
use super::{Known, Name, weights};
use crate::gazetteer::blob::Gazetteer;
use crate::gazetteer::world::Kind;

/// How often votes and likelihoods are worked out.
const TURNS: usize = 3;
/// From this likelihood on a place counts for those near it.
const SURE: f64 = 0.4;
/// How many places at most count for those near them.
const MOST_ANCHORS: usize = 40;
/// From these votes of other names on, a country or division counts as named.
const VOTED: f64 = 0.6;

/// Why the chosen place is likely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Support {
    Stated,
    Beside,
    Division,
    Country,
    Near,
    Only,
    Prominent,
}

impl Support {
    /// Returns what it adds to the log odds of being a place's name.
    pub fn weight(self) -> f64 {
        match self {
            Support::Beside | Support::Division | Support::Near => weights::SUPPORTED_CLOSELY,
            Support::Stated | Support::Country => weights::SUPPORTED,
            Support::Only | Support::Prominent => 0.0,
        }
    }

    /// Returns whether what speaks for it is close: its division, or places near it.
    pub fn is_close(self) -> bool {
        match self {
            Support::Stated | Support::Beside | Support::Division | Support::Near => true,
            Support::Country | Support::Only | Support::Prominent => false,
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Support::Stated => "its area is stated by metadata",
            Support::Beside => "named so in the report's text",
            Support::Division => "other places of its division are named",
            Support::Country => "its country, or others of its places, are named",
            Support::Near => "places near it are named",
            Support::Only => "no other place of that name is known",
            Support::Prominent => "the most prominent of that name",
        }
    }
}

/// What a name most likely means.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chosen {
    /// Index of the candidate.
    pub best: usize,
    /// Among the candidates.
    pub probability: f64,
    /// By how much that is more than the next one's.
    pub lead: f64,
    pub support: Support,
}

impl Chosen {
    /// Returns whether something else in the report speaks for it.
    pub fn is_supported(&self) -> bool {
        match self.support {
            Support::Stated
            | Support::Beside
            | Support::Division
            | Support::Country
            | Support::Near => true,
            Support::Only | Support::Prominent => false,
        }
    }
}

/// A place that speaks for those near it.
struct Anchor {
    name: usize,
    lat: f64,
    lon: f64,
    weight: f64,
}

/// A candidate, as the turns see it.
struct Standing<'a> {
    candidate: &'a Candidate,
    area: Area,
    /// What speaks for it but for the other names.
    own: f64,
    /// Votes for its country and division that are no names of the text.
    given: (f64, f64),
    /// How much shorter a degree of longitude is than one of latitude, where it lies.
    narrowing: f64,
}

/// Chooses for each name.
pub(super) fn choose(
    gazetteer: &Gazetteer,
    names: &[Name],
    seen: &[Vec<Seen>],
    known: &Known<'_>,
) -> Vec<Chosen> {
    let stated = stated_votes(gazetteer, known);
    let given = given_votes(gazetteer, known);
    let beside: HashSet<&str> = known
        .beside
        .iter()
        .filter_map(|mention| mention.entity.as_deref())
        .collect();
    let mut areas = Areas::default();
    let standings: Vec<Vec<Standing<'_>>> = names
        .iter()
        .zip(seen)
        .map(|(name, seen)| {
            let own = own_scores(gazetteer, name, seen, &beside, &stated);
            let candidates = name.candidates.iter().zip(own);
            let standing = |(candidate, own)| Standing {
                candidate,
                area: areas.of(candidate),
                own,
                given: given.of(candidate),
                narrowing: candidate
                    .position
                    .map_or(1.0, |(lat, _)| lat.to_radians().cos()),
            };
            candidates.map(standing).collect()
        })
        .collect();
    let weight: Vec<f64> = names
        .iter()
        .zip(seen)
        .map(|(name, seen)| voice(name, seen))
        .collect();
    let mut likely: Vec<Vec<f64>> = standings
        .iter()
        .map(|standings| softmax(standings.iter().map(|standing| standing.own).collect()))
        .collect();
    let mut support = vec![(0.0, 0.0, 0.0); names.len()];
    let (mut votes, mut mine) = (areas.no_votes(), areas.no_votes());
    for turn in 1..=TURNS {
        votes.clear();
        for ((standings, likely), weight) in standings.iter().zip(&likely).zip(&weight) {
            for (standing, likely) in standings.iter().zip(likely) {
                votes.add(standing.area, weight * likely);
            }
        }
        let anchors = anchors(names, &likely, &weight);
        let mut next = Vec::with_capacity(names.len());
        for (n, standings) in standings.iter().enumerate() {
            if standings.len() == 1 && turn < TURNS {
                next.push(vec![1.0]); // whatever speaks for it
                continue;
            }
            for standing in standings {
                mine.forget(standing.area);
            }
            for (standing, likely) in standings.iter().zip(&likely[n]) {
                mine.add(standing.area, weight[n] * likely);
            }
            let mut scores = Vec::with_capacity(standings.len());
            let mut parts = Vec::with_capacity(standings.len());
            for standing in standings {
                let (all, own) = (votes.of(standing.area), mine.of(standing.area));
                let given = standing.given;
                let country = (all.0 - own.0 + given.0).max(0.0);
                let division = (all.1 - own.1 + given.1).max(0.0);
                let near = near(standing, n, &anchors);
                scores.push(
                    standing.own
                        + (gain(weights::COUNTRY, country)
                            + gain(weights::DIVISION, division)
                            + gain(weights::NEAR, near)),
                );
                parts.push((country, division, near));
            }
            let probabilities = softmax(scores);
            support[n] = parts[best(&probabilities)];
            next.push(probabilities);
        }
        likely = next;
    }
    let chosen = names.iter().zip(&likely).zip(&support);
    chosen
        .map(|((name, likely), support)| {
            let best = best(likely);
            Chosen {
                best,
                probability: likely[best],
                lead: lead(likely, best),
                support: why(gazetteer, name, best, *support, &beside, &stated),
            }
        })
        .collect()
}

/// Returns what votes add to the score of a candidate.
fn gain(weight: f64, votes: f64) -> f64 {
    if votes == 0.0 {
        return 0.0;
    }
    weight * (1.0 + 3.0 * votes).ln()
}

fn why(
    gazetteer: &Gazetteer,
    name: &Name,
    best: usize,
    (country, division, near): (f64, f64, f64),
    beside: &HashSet<&str>,
    stated: &GivenVotes,
) -> Support {
    let candidate = &name.candidates[best];
    let stated = stated.of(candidate);
    if is_beside(gazetteer, candidate, beside) {
        Support::Beside
    } else if stated.0 > 0.0 {
        Support::Stated
    } else if division >= VOTED {
        Support::Division
    } else if near >= VOTED / 2.0 {
        Support::Near
    } else if country >= VOTED {
        Support::Country
    } else if name.candidates.len() == 1 {
        Support::Only
    } else {
        Support::Prominent
    }
}

/// Returns the votes of what metadata states.
fn stated_votes(gazetteer: &Gazetteer, known: &Known<'_>) -> GivenVotes {
    let mut votes = GivenVotes::default();
    for (facet, value) in known.stated {
        votes.add_path(gazetteer, facet, value, weights::STATED_VOTES);
    }
    votes
}

/// Returns the votes of what metadata states and another part of the report names.
fn given_votes(gazetteer: &Gazetteer, known: &Known<'_>) -> GivenVotes {
    let mut votes = stated_votes(gazetteer, known);
    let mut seen = HashSet::new();
    for mention in known.beside {
        if seen.insert(&mention.path) {
            let weight = weights::BESIDE_VOTES;
            votes.add_path(gazetteer, &mention.facet, &mention.path, weight);
        }
    }
    votes
}

/// Returns whether another part of the report, which names the entities `beside`, names a candidate.
fn is_beside(gazetteer: &Gazetteer, candidate: &Candidate, beside: &HashSet<&str>) -> bool {
    if beside.is_empty() {
        return false;
    }
    let id = match candidate.source {
        Source::Table(entity) => gazetteer.record(entity).map(|record| record.id.to_owned()),
        Source::World(place) => {
            let place = gazetteer.world().and_then(|world| world.place(place));
            place.map(|place| format!("geonames:{}", place.id))
        }
    };
    id.is_some_and(|id| beside.contains(id.as_str()))
}

/// Returns what speaks for each candidate of a name, but for the other names.
fn own_scores(
    gazetteer: &Gazetteer,
    name: &Name,
    seen: &[Seen],
    beside: &HashSet<&str>,
    stated: &GivenVotes,
) -> Vec<f64> {
    let mut scores: Vec<f64> = name.candidates.iter().map(weights::prominence).collect();
    for (candidate, score) in name.candidates.iter().zip(&mut scores) {
        if is_beside(gazetteer, candidate, beside) {
            *score += weights::BESIDE;
        }
        if stated.of(candidate).1 > 0.0 {
            *score += weights::STATED;
        }
    }
    // One sense in a report: what is said once (`Paris, Texas`) holds for the other mentions.
    let mut told: Vec<usize> = seen
        .iter()
        .filter_map(|seen| seen.within.map(|(i, _)| i))
        .collect();
    told.dedup();
    for i in told {
        scores[i] += weights::BESIDE;
    }
    scores
}

/// Returns how much a name has to say: how likely it is a place's name.
fn voice(name: &Name, seen: &[Seen]) -> f64 {
    let Some(first) = name.candidates.first() else {
        return 0.0;
    };
    let sums = seen.iter().map(|seen| {
        seen.sum(first.declared)
            + if seen.several_words {
                weights::SEVERAL_WORDS
            } else {
                0.0
            }
    });
    let most = sums.fold(f64::NEG_INFINITY, f64::max);
    let odds = weights::by_itself(first) + most;
    1.0 / (1.0 + (-odds).exp())
}

fn softmax(mut scores: Vec<f64>) -> Vec<f64> {
    if let [only] = &mut scores[..] {
        *only = 1.0;
        return scores;
    }
    let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    for score in &mut scores {
        *score = (*score - most).exp();
    }
    let sum: f64 = scores.iter().sum();
    for score in &mut scores {
        *score /= sum;
    }
    scores
}

/// Returns by how much the best is likelier than all others.
fn lead(likely: &[f64], best: usize) -> f64 {
    let others = likely.iter().enumerate().filter(|(i, _)| *i != best);
    likely[best] - others.map(|(_, value)| *value).fold(0.0, f64::max)
}

/// Returns the index of the greatest, the first of equals.
fn best(likely: &[f64]) -> usize {
    let mut best = 0;
    for (i, value) in likely.iter().enumerate() {
        if *value > likely[best] {
            best = i;
        }
    }
    best
}

fn anchors(names: &[Name], likely: &[Vec<f64>], weight: &[f64]) -> Vec<Anchor> {
    let mut anchors = Vec::new();
    for (n, name) in names.iter().enumerate() {
        let best = best(&likely[n]);
        let candidate = &name.candidates[best];
        let weight = likely[n][best] * weight[n];
        let is_wide = matches!(candidate.class, Kind::Country | Kind::Division);
        if let Some((lat, lon)) = candidate.position
            && weight >= SURE
            && !is_wide
        {
            anchors.push(Anchor {
                name: n,
                lat,
                lon,
                weight,
            });
        }
    }
    anchors.truncate(MOST_ANCHORS);
    anchors
}

/// Returns how much of other names is near a candidate.
fn near(standing: &Standing<'_>, name: usize, anchors: &[Anchor]) -> f64 {
    let candidate = standing.candidate;
    if matches!(candidate.class, Kind::Country | Kind::Division) {
        return 0.0;
    }
    let Some((lat, lon)) = candidate.position else {
        return 0.0;
    };
    let mut sum = 0.0;
    for anchor in anchors.iter().filter(|anchor| anchor.name != name) {
        let north = (anchor.lat - lat) * 111.0;
        if north.abs() > weights::NEAR_KM * 6.0 {
            continue;
        }
        let east = (anchor.lon - lon) * 111.0 * standing.narrowing;
        let distance = north.hypot(east);
        sum += anchor.weight * (-distance / weights::NEAR_KM).exp();
    }
    sum
}
