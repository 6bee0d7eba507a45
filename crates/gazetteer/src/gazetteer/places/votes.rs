//! Votes for the countries and divisions of the places in a report.

use std::collections::HashMap;

use rapidhash::fast::RandomState;

use super::candidates::Candidate;
use super::regions::region_key;
use crate::gazetteer::blob::Gazetteer;
use reportage_text::facet_path;

/// The country and division of a candidate, numbered within the report.
#[derive(Debug, Clone, Copy)]
pub(super) struct Area {
    country: usize,
    /// [`NO_DIVISION`] if it has none.
    division: usize,
}

const NO_DIVISION: usize = 0;

/// Numbers the areas of a report, so that votes can be counted in vectors.
#[derive(Default)]
pub(super) struct Areas {
    countries: HashMap<u64, usize, RandomState>,
    divisions: HashMap<u64, usize, RandomState>,
}

impl Areas {
    /// Returns the area of a candidate.
    pub fn of(&mut self, candidate: &Candidate) -> Area {
        let next = self.countries.len();
        let country = *self.countries.entry(candidate.country).or_insert(next);
        let next = self.divisions.len() + 1;
        let division = match candidate.division {
            0 => NO_DIVISION,
            division => *self.divisions.entry(division).or_insert(next),
        };
        Area { country, division }
    }

    /// Returns zero votes for all areas so far.
    pub fn no_votes(&self) -> Votes {
        Votes {
            countries: vec![0.0; self.countries.len()],
            divisions: vec![0.0; self.divisions.len() + 1],
        }
    }
}

/// Votes of the names of a report, by area number.
pub(super) struct Votes {
    countries: Vec<f64>,
    divisions: Vec<f64>,
}

impl Votes {
    pub fn clear(&mut self) {
        self.countries.fill(0.0);
        self.divisions.fill(0.0);
    }

    /// Resets the votes for an area's country and division.
    pub fn forget(&mut self, area: Area) {
        self.countries[area.country] = 0.0;
        self.divisions[area.division] = 0.0;
    }

    pub fn add(&mut self, area: Area, votes: f64) {
        self.countries[area.country] += votes;
        if area.division != NO_DIVISION {
            self.divisions[area.division] += votes;
        }
    }

    /// Returns the sum of the votes for all countries.
    pub fn total(&self) -> f64 {
        self.countries.iter().sum()
    }

    /// Returns the votes for the country and the division; zero if there is no division.
    pub fn of(&self, area: Area) -> (f64, f64) {
        (self.countries[area.country], self.divisions[area.division])
    }
}

/// Votes from outside the text, for areas that its names need not have.
#[derive(Default)]
pub(super) struct PriorVotes {
    countries: HashMap<u64, f64, RandomState>,
    divisions: HashMap<u64, f64, RandomState>,
    /// The votes for all countries, summed in insertion order. The iteration order of the map
    /// varies, which would change the last digits.
    total: f64,
}

impl PriorVotes {
    /// Adds votes for a value of a facet of places; other facets are ignored.
    pub fn add_path(&mut self, gazetteer: &Gazetteer, facet: &str, value: &str, votes: f64) {
        if !gazetteer.is_of_places(facet) || facet_path::split(value).is_none() {
            return;
        }
        *self
            .countries
            .entry(region_key(facet_path::top(value)))
            .or_default() += votes;
        self.total += votes;
        if facet_path::depth(value) >= 2 {
            let division = &value[..facet_path::top_end(value, 2)];
            *self.divisions.entry(region_key(division)).or_default() += votes;
        }
    }

    /// Adds votes for the country and division of a place.
    pub fn add(&mut self, place: &Candidate, votes: f64) {
        *self.countries.entry(place.country).or_default() += votes;
        self.total += votes;
        if place.division != 0 {
            *self.divisions.entry(place.division).or_default() += votes;
        }
    }

    /// Returns the sum of the votes for all countries.
    pub fn total(&self) -> f64 {
        self.total
    }

    /// Returns the votes for the country and division of a candidate.
    pub fn of(&self, candidate: &Candidate) -> (f64, f64) {
        let country = self.countries.get(&candidate.country).copied();
        let division = match candidate.division {
            0 => None,
            division => self.divisions.get(&division).copied(),
        };
        (country.unwrap_or_default(), division.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::tests::gazetteer;

    #[test]
    fn all_votes_are_the_same_to_the_last_digit_however_often_they_are_counted() {
        let gazetteer = gazetteer("/Haiti");
        let total = || {
            let mut votes = PriorVotes::default();
            for i in 1..40 {
                let path = format!("/Country {i}");
                votes.add_path(&gazetteer, "area", &path, 1.0 / f64::from(i));
            }
            votes.total().to_bits()
        };
        let first = total();
        for _ in 0..20 {
            assert_eq!(total(), first);
        }
    }
}
