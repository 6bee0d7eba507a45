//! Answers a request: finds what matches, has it ranked, and counts facets.

use std::ops::Range;

use tantivy::DocId;

use crate::response::{AddedWord, FacetCounts, Matching, Response};

use super::choices::Choice;
use super::counts;
use super::error::SearchError;
use super::expand;
use super::hits;
use super::leaf::{Filing, Filter, Leaf, Place, What};
use super::lookup::LeafReader;
use super::matching::SegmentMatch;
use super::plan::{Lookups, Plan, Side, plan, seconds};
use super::request::{Request, WordsRule};
use super::searcher::Searcher;
use super::suggest::{self, Suggestions};
use super::terms::Analyser;
use super::undated::{self, Undated};
use super::values::note_several;

/// What was found, before it is ranked.
struct Matched {
    plan: Plan,
    matching: Matching,
    segments: Vec<SegmentMatch>,
    /// How many reports match but for a date that they lack; `None` if no dates are asked for.
    undated: Option<u64>,
    /// Before facet choices: the same, and each facet's choices as documents by segment.
    unchosen: Vec<Vec<DocId>>,
    choices: Vec<(String, Vec<Vec<DocId>>)>,
}

impl Searcher {
    /// Answers a request. The same index and request give the same response.
    ///
    /// # Errors
    /// The query names a facet, a value of one or a report that there is not, or has a value that its field does not take;
    /// these say where in the query. Or the index cannot be read.
    pub fn search(&self, request: &Request) -> Result<Response, SearchError> {
        let request = &self.with_facets(request);
        let mut notes = request.query.notes.clone();
        let mut matched = self.find(request, &mut notes)?;
        let added = match request.expand {
            true => Some(self.expand(request, &mut matched)?),
            false => None,
        };
        let facets = match request.count_facets {
            true => Some(self.count_facets(&matched, request.filing)?),
            false => None,
        };
        let total = matched
            .segments
            .iter()
            .map(|found| found.docs.len() as u64)
            .sum();
        let hits = match request.limit {
            Some(0) => Vec::new(),
            Some(_) | None => hits::ranked(self, request, &matched.plan, &matched.segments)
                .map_err(|error| self.engine_error(error))?,
        };
        let suggestions = match request.suggest {
            true => {
                let analyser = self.analyser(request);
                let (query, plan) = (&request.query, &matched.plan);
                suggest::suggestions(self, &analyser, query, plan, &matched.segments)
                    .map_err(|error| self.engine_error(error))?
            }
            false => Suggestions::default(),
        };
        Ok(Response {
            query: request.query.text.clone(),
            matching: matched.matching,
            total,
            hits,
            facets,
            added,
            undated: matched.undated,
            suggestions: suggestions.of_words,
            corrected: suggestions.corrected,
            like: matched
                .plan
                .likes
                .into_iter()
                .map(|(_, like)| like)
                .collect(),
            notes,
        })
    }

    /// Reads the names in a query that are no facet's as other programs have them.
    fn with_facets(&self, request: &Request) -> Request {
        let is_facet = |name: &str| self.facets().iter().any(|facet| facet.name == name);
        Request {
            query: request.query.with_facets(&is_facet),
            ..request.clone()
        }
    }

    fn find(&self, request: &Request, notes: &mut Vec<String>) -> Result<Matched, SearchError> {
        self.check_names(&request.query)?;
        let choices = self.choices(request, notes)?;
        let (side, matching) = match request.words {
            WordsRule::AllElseAny | WordsRule::All => (Side::All, Matching::All),
            WordsRule::Any => (Side::Any, Matching::Any),
        };
        let acronyms = self.acronyms(&request.query, notes)?;
        let analyser = self.analyser(request).with_acronyms(acronyms);
        let by = (side, matching);
        let found = self.find_by(request, &analyser, by, &choices, notes)?;
        let nothing = found.segments.iter().all(|found| found.docs.is_empty());
        let again = request.words == WordsRule::AllElseAny && found.plan.has_alternatives;
        if nothing && again {
            let any = self.find_by(
                request,
                &analyser,
                (Side::Any, Matching::Any),
                &choices,
                &mut Vec::new(),
            )?;
            // Undated reports that have all the words count before those that have any.
            let undated = found.undated.filter(|&n| n > 0).or(any.undated);
            return Ok(Matched { undated, ..any });
        }
        Ok(found)
    }

    fn find_by(
        &self,
        request: &Request,
        analyser: &Analyser,
        (side, matching): (Side, Matching),
        choices: &[Choice],
        notes: &mut Vec<String>,
    ) -> Result<Matched, SearchError> {
        let mut lookup = |facet: &str, value: Option<&str>, span: Range<usize>| match value {
            None => self.facet_roots(facet, Some(span)),
            Some(value) => {
                let paths = self.facet_paths(facet, value, Some(span))?;
                note_several(facet, value, &paths, notes);
                Ok(paths)
            }
        };
        let lookups = Lookups {
            facets: &mut lookup,
            about: &mut |value, span| self.facet_paths_anywhere(value, span),
            like: &mut |id, span| self.words_like(analyser, id, span),
            indexed: &mut |terms| self.is_indexed(terms),
            compounds: &mut |word, scope| self.compounds(analyser, word, scope),
        };
        let plan = plan(&request.query, side, analyser, lookups)?;
        if plan.leaves.is_empty() && request.query.root.is_some() {
            notes.push("the query has no word to look for".to_owned());
        }
        notes.extend(plan.notes.iter().cloned());
        notes.extend(self.unknown_language(request, &plan));
        self.match_plan(request, plan, matching, choices)
            .map_err(|error| self.engine_error(error))
    }

    /// Says that no report is in a language that is asked for, and in which there are any.
    fn unknown_language(&self, request: &Request, plan: &Plan) -> Option<String> {
        let in_query = plan.leaves.iter().filter_map(|leaf| match &leaf.what {
            What::Filter(Filter::Language(code)) if leaf.shows => Some(code),
            _ => None,
        });
        let known = self.languages();
        let mut asked = request.language.iter().chain(in_query);
        let unknown = asked.find(|code| !known.contains(code))?;
        (!known.is_empty()).then(|| {
            format!(
                "no report is in `{unknown}`: there are {}",
                known.join(", ")
            )
        })
    }

    /// Adds words to the query, finds again, and returns the words.
    fn expand(
        &self,
        request: &Request,
        matched: &mut Matched,
    ) -> Result<Vec<AddedWord>, SearchError> {
        let analyser = self.analyser(request);
        let asked = (&matched.plan, matched.matching);
        let (plan, added) = expand::expanded(self, &analyser, request, asked, &matched.segments)
            .map_err(|error| self.engine_error(error))?;
        let choices = self.choices(request, &mut Vec::new())?;
        *matched = self
            .match_plan(request, plan, matched.matching, &choices)
            .map_err(|error| self.engine_error(error))?;
        Ok(added)
    }

    fn match_plan(
        &self,
        request: &Request,
        plan: Plan,
        matching: Matching,
        choices: &[Choice],
    ) -> tantivy::Result<Matched> {
        let mut matched = Matched {
            plan,
            matching,
            segments: Vec::new(),
            undated: None,
            unchosen: Vec::new(),
            choices: Vec::new(),
        };
        for choice in choices.iter().filter(|choice| !choice.exclude) {
            matched.choices.push((choice.facet.clone(), Vec::new()));
        }
        let dates = &request.dates;
        let mut undated = 0;
        for (i, segment) in self.segments().iter().enumerate() {
            let languages = self.segment_languages(i);
            let reader = LeafReader::new(segment, languages, self.fields(), self.renames());
            let mut found = SegmentMatch::find(&matched.plan, &reader)?;
            let mut without_date = Undated::of(&mut found, &matched.plan, &reader, dates)?;
            if dates.since.is_some() || dates.until.is_some() {
                let (since, until) = seconds(dates);
                found.keep(&docs_of(
                    &reader,
                    What::Filter(Filter::Dates(since, until)),
                )?);
            }
            if let Some(language) = &request.language {
                let docs = reader.filters().in_language(language)?;
                found.keep(&docs);
                without_date.keep(&docs);
            }
            let mut kept = matched.choices.iter_mut();
            let mut chosen = Vec::new();
            for choice in choices {
                let (facet, paths) = (choice.facet.clone(), choice.paths.clone());
                let what = What::Facet {
                    facet,
                    paths,
                    filing: request.filing,
                };
                let docs = docs_of(&reader, what)?;
                match choice.exclude {
                    true => {
                        found.leave_out(&docs);
                        without_date.leave_out(&docs);
                    }
                    false => {
                        without_date.keep(&docs);
                        chosen.push(docs);
                    }
                }
            }
            undated += without_date.len();
            matched.unchosen.push(found.docs.clone());
            for docs in chosen {
                found.keep(&docs);
                if let Some((_, by_segment)) = kept.next() {
                    by_segment.push(docs);
                }
            }
            matched.segments.push(found);
        }
        matched.undated = undated::asks_for_dates(&matched.plan, dates).then_some(undated);
        Ok(matched)
    }

    fn count_facets(
        &self,
        matched: &Matched,
        filing: Filing,
    ) -> Result<Vec<FacetCounts>, SearchError> {
        let mut all = Vec::new();
        for facet in self.facets() {
            let mut docs = matched.unchosen.clone();
            for (chosen, by_segment) in &matched.choices {
                if *chosen == facet.name {
                    continue; // its other values count as without the choice
                }
                for (docs, choice) in docs.iter_mut().zip(by_segment) {
                    *docs = super::docs::intersect(docs, choice);
                }
            }
            let values = counts::count(self, &facet.name, &docs, filing)
                .map_err(|error| self.engine_error(error))?;
            all.push(FacetCounts {
                name: facet.name.clone(),
                values,
            });
        }
        Ok(all)
    }
}

fn docs_of(reader: &LeafReader<'_>, what: What) -> tantivy::Result<Vec<DocId>> {
    let leaf = Leaf {
        what,
        place: Place::Anywhere,
        shows: false,
        weight: 1.0,
        span: 0..0,
    };
    Ok(reader
        .entries(&leaf)?
        .iter()
        .map(|entry| entry.doc)
        .collect())
}
