//! Disambiguation of place names: prefers prominent candidates and those supported by other names
//! in the report. Each name votes for the countries and divisions of its candidates in proportion
//! to their probabilities; votes and probabilities are computed iteratively.

use std::collections::HashSet;

use super::candidates::Candidate;
use super::context_features::ContextFeatures;
use super::near::{anchors, near};
use super::prior_votes::{asserted_votes, is_beside, prior_votes};
use super::scores::{best, gain, lead, own_scores, softmax, voice};
use super::support::{Chosen, Support};
use super::votes::{Area, Areas, PriorVotes};
use super::{Name, ReportContext, weights};
use crate::gazetteer::blob::Gazetteer;
use crate::gazetteer::world::Kind;

/// The number of iterations.
const TURNS: usize = 3;
/// The votes of other names from which a country or division counts as named.
const VOTED: f64 = 0.6;
/// The votes of the publisher's location from which it counts as located there.
const PUBLISHED_THERE: f64 = 0.3;

/// A candidate during the iterations.
struct Standing<'a> {
    candidate: &'a Candidate,
    area: Area,
    /// Its score without other names.
    own: f64,
    /// Prior votes for its country and division, which do not come from names in the text.
    prior: (f64, f64),
    /// Votes of the publisher's location for them.
    publisher: (f64, f64),
    /// The length of a degree of longitude relative to one of latitude at its position.
    narrowing: f64,
}

/// The support of other names for a candidate.
#[derive(Debug, Clone, Copy, Default)]
struct Spoken {
    country: f64,
    division: f64,
    near: f64,
    locality: f64,
}

/// Disambiguates each name.
pub(super) fn choose(
    gazetteer: &Gazetteer,
    names: &[Name],
    features: &[Vec<ContextFeatures>],
    report: &ReportContext<'_>,
) -> Vec<Chosen> {
    let asserted = asserted_votes(gazetteer, report);
    let prior = prior_votes(gazetteer, report);
    let beside: HashSet<&str> = report
        .beside
        .iter()
        .filter_map(|mention| mention.entity.as_deref())
        .collect();
    let own: Vec<Vec<f64>> = names
        .iter()
        .zip(features)
        .map(|(name, features)| {
            own_scores(
                gazetteer,
                name,
                features,
                &beside,
                &asserted,
                report.publisher.town,
            )
        })
        .collect();
    let weight: Vec<f64> = names
        .iter()
        .zip(features)
        .map(|(name, features)| voice(name, features))
        .collect();
    let publisher = publisher_votes(gazetteer, report, names, &own, &weight);
    let mut areas = Areas::default();
    let standings: Vec<Vec<Standing<'_>>> = names
        .iter()
        .zip(own)
        .map(|(name, own)| {
            let candidates = name.candidates.iter().zip(own);
            let standing = |(candidate, own)| Standing {
                candidate,
                area: areas.of(candidate),
                own,
                prior: prior.of(candidate),
                publisher: publisher.of(candidate),
                narrowing: candidate
                    .position
                    .map_or(1.0, |(lat, _)| lat.to_radians().cos()),
            };
            candidates.map(standing).collect()
        })
        .collect();
    let mut likely: Vec<Vec<f64>> = standings
        .iter()
        .map(|standings| softmax(standings.iter().map(|standing| standing.own).collect()))
        .collect();
    let mut support = vec![Spoken::default(); names.len()];
    let peers: Vec<Vec<usize>> = features
        .iter()
        .map(|features| {
            features
                .iter()
                .flat_map(|features| features.peers)
                .flatten()
                .collect()
        })
        .collect();
    let (mut votes, mut mine) = (areas.no_votes(), areas.no_votes());
    for turn in 1..=TURNS {
        votes.clear();
        for ((standings, likely), weight) in standings.iter().zip(&likely).zip(&weight) {
            for (standing, likely) in standings.iter().zip(likely) {
                votes.add(standing.area, weight * likely);
            }
        }
        let all_votes = votes.total() + prior.total() + publisher.total();
        let anchors = anchors(names, &likely, &weight);
        let mut next = Vec::with_capacity(names.len());
        for (n, standings) in standings.iter().enumerate() {
            if standings.len() == 1 && turn < TURNS {
                next.push(vec![1.0]); // whatever the evidence
                continue;
            }
            for standing in standings {
                mine.forget(standing.area);
            }
            for (standing, likely) in standings.iter().zip(&likely[n]) {
                mine.add(standing.area, weight[n] * likely);
            }
            let mut scores = Vec::with_capacity(standings.len());
            let total = all_votes - weight[n];
            let mut parts = Vec::with_capacity(standings.len());
            for standing in standings {
                let (all, own) = (votes.of(standing.area), mine.of(standing.area));
                let prior = standing.prior;
                let country = (all.0 - own.0 + prior.0).max(0.0);
                let division = (all.1 - own.1 + prior.1).max(0.0);
                let near = near(standing.candidate, standing.narrowing, n, &anchors);
                let alike = alike(standing.candidate, &peers[n], names, &likely);
                let at_publisher = standing.publisher;
                let locality = locality(country + at_publisher.0, total);
                scores.push(
                    standing.own
                        + weights::PUBLISHER * at_publisher.0
                        + locality
                            * (gain(weights::COUNTRY, country + at_publisher.0)
                                + gain(weights::DIVISION, division + at_publisher.1)
                                + gain(weights::NEAR, near))
                        + weights::ALIKE * alike,
                );
                parts.push(Spoken {
                    country,
                    division,
                    near,
                    locality,
                });
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
                support: why(
                    gazetteer, name, best, support, &beside, &asserted, &publisher,
                ),
                locality: support.locality,
            }
        })
        .collect()
}

/// Returns how local a report is to a country that has `votes` of `all` votes: 1 above a certain
/// share. A report that names places in many countries, like those of the United Nations, means a
/// world city rather than its namesake near New York.
fn locality(votes: f64, all: f64) -> f64 {
    if all <= 0.0 {
        return 0.0;
    }
    (votes / all / weights::LOCAL_SHARE)
        .min(1.0)
        .powf(weights::LOCAL_POWER)
}

/// Returns the mean probability that a name's list neighbours have the same class and, for a
/// division, the same country; 0 for other classes.
fn alike(candidate: &Candidate, peers: &[usize], names: &[Name], likely: &[Vec<f64>]) -> f64 {
    if peers.is_empty() || !matches!(candidate.class, Kind::Country | Kind::Division) {
        return 0.0;
    }
    let is_alike = |other: &Candidate| {
        other.class == candidate.class
            && (candidate.class == Kind::Country || other.country == candidate.country)
    };
    let mut sum = 0.0;
    for &peer in peers {
        for (other, likely) in names[peer].candidates.iter().zip(&likely[peer]) {
            if is_alike(other) {
                sum += likely;
            }
        }
    }
    sum / peers.len() as f64
}

fn why(
    gazetteer: &Gazetteer,
    name: &Name,
    best: usize,
    spoken: &Spoken,
    beside: &HashSet<&str>,
    asserted: &PriorVotes,
    publisher: &PriorVotes,
) -> Support {
    let candidate = &name.candidates[best];
    let asserted = asserted.of(candidate);
    if is_beside(gazetteer, candidate, beside) {
        Support::Beside
    } else if asserted.0 > 0.0 {
        Support::Stated
    } else if spoken.division >= VOTED {
        Support::Division
    } else if spoken.near >= VOTED / 2.0 {
        Support::Near
    } else if spoken.country >= VOTED {
        Support::Country
    } else if publisher.of(candidate).0 >= PUBLISHED_THERE {
        Support::Publisher
    } else if name.candidates.len() == 1 {
        Support::Only
    } else {
        Support::Prominent
    }
}

/// Returns the votes of the publisher's location. If the publisher is named after an ambiguous
/// place, the names of the report help to disambiguate it.
fn publisher_votes(
    gazetteer: &Gazetteer,
    report: &ReportContext<'_>,
    names: &[Name],
    own: &[Vec<f64>],
    weight: &[f64],
) -> PriorVotes {
    let of_text = std::cell::OnceCell::new();
    let count = || {
        let mut votes = PriorVotes::default();
        for ((name, own), weight) in names.iter().zip(own).zip(weight) {
            let likely = softmax(own.clone());
            for (place, likely) in name.candidates.iter().zip(likely) {
                votes.add(place, weight * likely);
            }
        }
        votes
    };
    report.publisher.votes(gazetteer, |place| {
        let (country, division) = of_text.get_or_init(count).of(place);
        gain(weights::COUNTRY, country) + gain(weights::DIVISION, division)
    })
}
