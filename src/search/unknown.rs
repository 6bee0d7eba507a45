//! Unknown names: names in reports that no table of the gazetteer has, extracted from stored texts.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use tantivy::DocAddress;

use crate::analysis::words::Words;
use crate::facet_path;
use crate::gazetteer::Gazetteer;
use crate::gazetteer::candidates::{Candidate, Guess, candidates};
use crate::gazetteer::phrases::Phrases;
use crate::index::reports;
use crate::response::{NameKind, Unknown};

use super::error::SearchError;
use super::searcher::Searcher;

/// The length of the context shown on each side of a name, in words.
const AROUND: usize = 12;
/// The maximum number of similar known names shown.
const ALIKE: usize = 2;

/// A name is capitalised at most this many times at the start of sentences for each time within one.
const STARTS: u64 = 3;
/// A name that is in lowercase once for every `FEW` capitalised occurrences is an ordinary word. So is one that is in
/// lowercase at least `OFTEN` times, and once for every `MANY`: documents capitalise words like `the Assembly`.
const FEW: u64 = 5;
const MANY: u64 = 100;
const OFTEN: u64 = 10;

/// The shortest name for which similar names are shown, in characters.
const SHORTEST: usize = 6;

/// The statistics of one name.
struct Gathered {
    reports: u64,
    /// How often it is capitalised within a sentence.
    within: u64,
    /// How often it is capitalised where a sentence may start.
    starts: u64,
    guesses: HashMap<Guess, u64>,
    /// The first acronym introduced for it.
    acronym: Option<(Spot, String)>,
    /// Top values of the reports' places.
    tops: HashMap<String, u64>,
    /// The occurrence shown as an example: the first within a sentence, else the first.
    spot: Spot,
    address: DocAddress,
    span: std::ops::Range<usize>,
}

/// The position of a name, in an order that does not depend on the order of indexing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Spot {
    /// The report's id.
    id: Arc<str>,
    /// In bytes.
    start: usize,
}

impl Searcher {
    /// Returns at most `most` names that at least `least` reports use and no table has, those of most reports first;
    /// only those of one kind if `kind` is given.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn unknown_names(
        &self,
        least: u64,
        most: usize,
        kind: Option<NameKind>,
    ) -> Result<Vec<Unknown>, SearchError> {
        self.unharmed(|| {
            let gazetteer = self.gazetteer()?;
            let gathered = self
                .gather(gazetteer)
                .map_err(|error| self.engine_error(error))?;
            let mut names: Vec<(String, Gathered)> = gathered
                .into_iter()
                .filter(|(_, name)| name.reports >= least && !name.starts_sentences())
                .filter(|(_, name)| kind.is_none_or(|kind| kind_of(name) == kind))
                .collect();
            names.sort_by(|(a, x), (b, y)| y.reports.cmp(&x.reports).then_with(|| a.cmp(b)));
            let small = self
                .count_small(&names)
                .map_err(|error| self.engine_error(error))?;
            let small = names
                .iter()
                .zip(small)
                .map(|((_, name), small)| name.is_word(small));
            let are_words: Vec<bool> = small.collect();
            let mut are_words = are_words.into_iter();
            names.retain(|_| are_words.next() == Some(false));
            let of_kind = |(kind, guess)| Some((kind, gazetteer.heading(guess)?));
            let headings: HashMap<NameKind, String> = [
                (NameKind::Person, Guess::Person),
                (NameKind::Group, Guess::Group),
                (NameKind::Body, Guess::Body),
            ]
            .into_iter()
            .filter_map(of_kind)
            .collect();
            let mut shown = Vec::new();
            for (_, name) in names {
                if shown.len() == most {
                    break;
                }
                shown.extend(self.unknown(name, &headings)?);
            }
            Ok(shown)
        })
    }

    fn gather(&self, gazetteer: &Gazetteer) -> tantivy::Result<HashMap<String, Gathered>> {
        let places = self.place_facets();
        let parts = self.in_parts(&|stored, address, names| {
            gather_from(gazetteer, stored, address, &places, names)
        })?;
        let mut all: HashMap<String, Gathered> = HashMap::new();
        for (key, name) in parts.into_iter().flatten() {
            match all.get_mut(&key) {
                Some(known) => known.add(name),
                None => {
                    all.insert(key, name);
                }
            }
        }
        Ok(all)
    }

    /// Returns how often each of the names is in lowercase.
    fn count_small(&self, names: &[(String, Gathered)]) -> tantivy::Result<Vec<u64>> {
        let phrases = Phrases::new(names.iter().map(|(key, _)| key.as_str()));
        let parts = self.in_parts(&|stored, _, counts: &mut Vec<u64>| {
            counts.resize(names.len(), 0);
            phrases.count_small(&stored.body, &Words::of(&stored.body), counts);
            Ok(())
        })?;
        let mut all = vec![0; names.len()];
        for counts in parts {
            for (sum, count) in all.iter_mut().zip(counts) {
                *sum += count;
            }
        }
        Ok(all)
    }

    /// Visits all reports in index order, split into parts that run on one thread each.
    fn in_parts<T: Default + Send>(
        &self,
        add: &(impl Fn(&reports::StoredReport, DocAddress, &mut T) -> tantivy::Result<()> + Sync),
    ) -> tantivy::Result<Vec<T>> {
        let addresses: Vec<DocAddress> = reports::addresses(self.engine(), self.fields()).collect();
        let threads = std::thread::available_parallelism().map_or(1, |n| n.get().min(8));
        let share = addresses.len().div_ceil(threads).max(1);
        let (engine, fields) = (self.engine(), self.fields());
        std::thread::scope(|scope| {
            let go_through = |addresses: &[DocAddress]| {
                let mut part = T::default();
                for &address in addresses {
                    add(
                        &reports::stored(engine, fields, address)?,
                        address,
                        &mut part,
                    )?;
                }
                Ok(part)
            };
            let work: Vec<_> = addresses
                .chunks(share)
                .map(|addresses| scope.spawn(move || go_through(addresses)))
                .collect();
            let join = |work: std::thread::ScopedJoinHandle<'_, _>| {
                work.join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            };
            work.into_iter().map(join).collect()
        })
    }

    fn place_facets(&self) -> Vec<String> {
        let Ok(gazetteer) = self.gazetteer() else {
            return Vec::new();
        };
        let places = gazetteer.facets().iter().filter(|facet| facet.places);
        places.map(|facet| facet.name.clone()).collect()
    }

    /// Returns the data shown for a name; `None` if a table has it (as an ambiguous name, say).
    fn unknown(
        &self,
        name: Gathered,
        headings: &HashMap<NameKind, String>,
    ) -> Result<Option<Unknown>, SearchError> {
        let gazetteer = self.gazetteer()?;
        let stored = reports::stored(self.engine(), self.fields(), name.address)
            .map_err(|error| self.engine_error(error))?;
        let (body, lines) = (stored.body.as_str(), stored.head.lines());
        let written = &body[name.span.clone()];
        let mut facets = self.facets().iter().map(|facet| facet.name.as_str());
        if facets.any(|facet| !gazetteer.paths_named(facet, written).is_empty()) {
            return Ok(None);
        }
        // Short names resemble any acronym.
        let long = written.chars().count() >= SHORTEST;
        let alike: BTreeSet<String> = self
            .facets()
            .iter()
            .filter(|_| long)
            .flat_map(|facet| gazetteer.nearest(&facet.name, written, ALIKE))
            .collect();
        let words = Words::of(body);
        let first = words.first_at(name.span.start);
        let last = words.first_at(name.span.end).saturating_sub(1);
        let from = words.span(first.saturating_sub(AROUND)).start;
        let to = words.span((last + AROUND).min(words.len() - 1)).end;
        let passage = body[from..to].split_whitespace().collect::<Vec<&str>>();
        let top = name
            .tops
            .iter()
            .max_by(|(a, x), (b, y)| x.cmp(y).then_with(|| b.cmp(a)));
        let kind = kind_of(&name);
        Ok(Some(Unknown {
            name: written.split_whitespace().collect::<Vec<&str>>().join(" "),
            kind,
            acronym: name.acronym.map(|(_, acronym)| acronym),
            reports: name.reports,
            heading: headings.get(&kind).cloned(),
            country: top.and_then(|(top, _)| facet_path::names(top).pop()),
            alike: alike.into_iter().take(ALIKE).collect(),
            passage: passage.join(" "),
            id: stored.head.id.clone(),
            path: self.shown_path(
                name.address.segment_ord as usize,
                &stored.head.source_key,
                &stored.head.path,
            ),
            line: lines.locate(body, name.span.start).0,
        }))
    }
}

impl Gathered {
    /// Returns whether it is capitalised mostly at the start of sentences.
    fn starts_sentences(&self) -> bool {
        self.starts > STARTS * self.within
    }

    /// Returns whether it is a word rather than a name, given that it is in lowercase `small` times.
    fn is_word(&self, small: u64) -> bool {
        small * FEW >= self.within || (small >= OFTEN && small * MANY >= self.within)
    }

    /// Adds the statistics of the name in other reports.
    fn add(&mut self, other: Gathered) {
        self.reports += other.reports;
        if (other.within == 0, &other.spot) < (self.within == 0, &self.spot) {
            (self.spot, self.address, self.span) = (other.spot, other.address, other.span);
        }
        self.within += other.within;
        self.starts += other.starts;
        self.acronym = match (self.acronym.take(), other.acronym) {
            (Some(mine), Some(theirs)) => Some(mine.min(theirs)),
            (mine, theirs) => mine.or(theirs),
        };
        for (guess, n) in other.guesses {
            *self.guesses.entry(guess).or_insert(0) += n;
        }
        for (top, n) in other.tops {
            *self.tops.entry(top).or_insert(0) += n;
        }
    }
}

fn gather_from(
    gazetteer: &Gazetteer,
    stored: &reports::StoredReport,
    address: DocAddress,
    places: &[String],
    names: &mut HashMap<String, Gathered>,
) -> tantivy::Result<()> {
    let evidence = stored.evidence.read()?;
    let mut named: Vec<std::ops::Range<usize>> = Vec::new();
    for mention in evidence
        .body
        .iter()
        .filter(|mention| mention.path.is_some())
    {
        match named.last_mut() {
            Some(last) if mention.start < last.end => last.end = last.end.max(mention.end),
            Some(_) | None => named.push(mention.start..mention.end),
        }
    }
    let tops: BTreeSet<String> = stored
        .head
        .filed
        .facets
        .iter()
        .filter(|(facet, _)| places.contains(facet))
        .flat_map(|(_, paths)| paths)
        .filter_map(|path| facet_path::with_ancestors(path).into_iter().next())
        .collect();
    let words = Words::of(&stored.body);
    let id: Arc<str> = stored.head.id.as_str().into();
    let mut seen: HashMap<String, Gathered> = HashMap::new();
    for candidate in candidates(gazetteer, &stored.body, &words, &named) {
        let Candidate {
            span,
            key,
            guess,
            acronym,
            doubtful,
        } = candidate;
        let spot = Spot {
            id: id.clone(),
            start: span.start,
        };
        let here = Gathered {
            reports: 1,
            within: u64::from(!doubtful),
            starts: u64::from(doubtful),
            guesses: HashMap::from([(guess, 1)]),
            acronym: acronym.map(|acronym| (spot.clone(), acronym)),
            spot,
            tops: tops.iter().map(|top| (top.clone(), 1)).collect(),
            address,
            span,
        };
        match seen.get_mut(&key) {
            Some(known) => {
                known.add(Gathered {
                    reports: 0,
                    tops: HashMap::new(),
                    ..here
                });
            }
            None => {
                seen.insert(key, here);
            }
        }
    }
    for (key, name) in seen {
        match names.get_mut(&key) {
            Some(known) => known.add(name),
            None => {
                names.insert(key, name);
            }
        }
    }
    Ok(())
}

/// Returns the kind guessed for most mentions.
fn kind_of(name: &Gathered) -> NameKind {
    let guesses = name
        .guesses
        .iter()
        .filter(|(guess, _)| **guess != Guess::Unknown);
    match guesses.max_by_key(|(guess, n)| (**n, std::cmp::Reverse(**guess))) {
        Some((Guess::Place, _)) => NameKind::Place,
        Some((Guess::Person, _)) => NameKind::Person,
        Some((Guess::Group, _)) => NameKind::Group,
        Some((Guess::Body, _)) => NameKind::Body,
        Some((Guess::Unknown, _)) | None => NameKind::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(within: u64, starts: u64) -> Gathered {
        Gathered {
            reports: 1,
            within,
            starts,
            guesses: HashMap::new(),
            acronym: None,
            tops: HashMap::new(),
            spot: Spot {
                id: "a".into(),
                start: 0,
            },
            address: DocAddress::new(0, 0),
            span: 0..1,
        }
    }

    #[test]
    fn a_word_often_in_lowercase_or_mostly_at_the_start_of_sentences_is_not_a_name() {
        let is_word = |within, small| written(within, 0).is_word(small);
        // A single typo makes no word of a name; one lowercase form in five does.
        assert_eq!([0, 1].map(|small| is_word(20, small)), [false, false]);
        assert_eq!([1, 4, 9].map(|small| is_word(5, small)), [true; 3]);
        // For a word that is often capitalised, one lowercase form in a hundred suffices.
        assert_eq!([9, 10].map(|small| is_word(1_000, small)), [false, true]);
        let starts = |within, starts| written(within, starts).starts_sentences();
        assert_eq!(
            [starts(1, 3), starts(1, 4), starts(0, 1)],
            [false, true, true]
        );
    }
}
