//! Proximity of places: other places that the report likely names.

use super::candidates::Candidate;
use super::scores::best;
use super::{Name, weights};
use crate::gazetteer::world::Kind;

/// The probability from which a place supports those near it.
const SURE: f64 = 0.4;
/// The most places that support those near them.
const MOST_ANCHORS: usize = 40;

/// A place that supports those near it.
pub(super) struct Anchor {
    name: usize,
    lat: f64,
    lon: f64,
    weight: f64,
}

/// Returns the likely places, which support those near them.
pub(super) fn anchors(names: &[Name], likely: &[Vec<f64>], weight: &[f64]) -> Vec<Anchor> {
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

/// Returns how much of the names other than `name` is near a candidate. `narrowing` is the length
/// of a degree of longitude relative to one of latitude at its position.
pub(super) fn near(candidate: &Candidate, narrowing: f64, name: usize, anchors: &[Anchor]) -> f64 {
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
        let east = (anchor.lon - lon) * 111.0 * narrowing;
        let distance = north.hypot(east);
        sum += anchor.weight * (-distance / weights::NEAR_KM).exp();
    }
    sum
}
