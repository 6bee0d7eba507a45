//! Answers a request: matches and ranks reports, and counts facets.

use std::ops::Range;

use tantivy::DocId;

use crate::response::{AddedWord, FacetCounts, Matching, Response};

use super::across::Translator;
use super::clause::{Clause, ClauseKind, Filter, TextFields};
use super::docs::unite;
use super::error::SearchError;
use super::expand;
use super::hits;
use super::large;
use super::lookup::ClauseReader;
use super::matching::SegmentMatch;
use super::plan::{DefaultOperator, Lookups, Plan, plan, seconds};
use super::request::{Across, Count, Request, WordsRule};
use super::resolved_filters::ResolvedFilters;
use super::searcher::Searcher;
use super::suggest::{self, Suggestions};
use super::terms::Analyser;
use super::undated::{self, Undated};
use super::values::note_several;

/// The reports that match a request, before ranking.
pub(super) struct Matched {
    pub(super) plan: Plan,
    pub(super) matching: Matching,
    pub(super) segments: Vec<SegmentMatch>,
    /// How many undated reports match everything but the requested dates; `None` if no dates are requested.
    pub(super) undated: Option<u64>,
    /// The matching documents by segment, before facet filters keep some of them.
    unchosen: Vec<Vec<DocId>>,
    /// For each facet whose values are filtered by: its name, and the documents to keep by segment.
    filters: Vec<(String, Vec<Vec<DocId>>)>,
}

impl Searcher {
    /// Answers a request. The same index and request give the same response.
    ///
    /// # Errors
    /// The query names a facet, facet value or report that does not exist, or gives a field an invalid value; these
    /// errors carry the span in the query. Or the index cannot be read.
    pub fn search(&self, request: &Request) -> Result<Response, SearchError> {
        self.unharmed(|| self.answer(request))
    }

    fn answer(&self, request: &Request) -> Result<Response, SearchError> {
        let request = &self.with_facets(request)?;
        let mut notes = request.query.notes.clone();
        let mut matched = self.find(request, &mut notes)?;
        let added = match request.expand {
            true => Some(self.expand(request, &mut matched)?),
            false => None,
        };
        let translations = matched.plan.translated_words();
        let is_translated = request.across != Across::Off || !translations.is_empty();
        let added = match is_translated {
            true => Some([added.unwrap_or_default(), translations].concat()),
            false => added,
        };
        let facets = match request.count_facets {
            true => Some(self.count_facets(&matched, request)?),
            false => None,
        };
        let total = matched
            .segments
            .iter()
            .map(|found| found.docs.len() as u64)
            .sum();
        let stories = match request.count {
            Count::Reports => None,
            Count::Stories => {
                let mut docs: Vec<_> = matched
                    .segments
                    .iter()
                    .map(|found| found.docs.clone())
                    .collect();
                self.count_once(request.count, &mut docs)?;
                Some(docs.iter().map(|docs| docs.len() as u64).sum())
            }
        };
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
            stories,
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

    /// Resolves names in the query that other programs use for our fields, and drops repeated words of large queries.
    pub(super) fn with_facets(&self, request: &Request) -> Result<Request, SearchError> {
        let is_facet = |name: &str| self.facets().iter().any(|facet| facet.name == name);
        let query = large::bounded(&request.query)?;
        Ok(Request {
            query: query.with_facets(&is_facet),
            ..request.clone()
        })
    }

    pub(super) fn find(
        &self,
        request: &Request,
        notes: &mut Vec<String>,
    ) -> Result<Matched, SearchError> {
        self.check_names(&request.query)?;
        let filters = self.resolved_filters(request, notes)?;
        let (default_operator, matching) = match request.words {
            WordsRule::AllElseAny | WordsRule::All => (DefaultOperator::And, Matching::All),
            WordsRule::Any => (DefaultOperator::Or, Matching::Any),
        };
        let acronyms = self.acronyms(&request.query, notes)?;
        let analyser = self.analyser(request).with_acronyms(acronyms);
        let translator = Translator::of(self, request)?;
        let words = (&analyser, translator.as_ref());
        let by = (default_operator, matching);
        let found = self.find_by(request, words, by, &filters, notes)?;
        let nothing = found.segments.iter().all(|found| found.docs.is_empty());
        let again = request.words == WordsRule::AllElseAny && found.plan.has_alternatives;
        if nothing && again {
            let any = self.find_by(
                request,
                words,
                (DefaultOperator::Or, Matching::Any),
                &filters,
                &mut Vec::new(),
            )?;
            // Undated reports that contain all words take precedence over those that contain any.
            let undated = found.undated.filter(|&n| n > 0).or(any.undated);
            return Ok(Matched { undated, ..any });
        }
        Ok(found)
    }

    fn find_by(
        &self,
        request: &Request,
        (analyser, translator): (&Analyser, Option<&Translator<'_>>),
        (default_operator, matching): (DefaultOperator, Matching),
        filters: &ResolvedFilters,
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
            roots: self.root_places(),
            facets: &mut lookup,
            about: &mut |value, span| self.facet_paths_anywhere(value, Some(span)),
            within: &mut |region, span| self.places_within(region, span),
            like: &mut |id, span| self.words_like(analyser, id, span),
            similar: &mut |id, span| self.similar_reports(id, span),
            indexed: &mut |terms| self.is_indexed(terms),
            compounds: &mut |word, scope| self.compounds(analyser, word, scope),
            translator,
            now: request.now,
        };
        let plan = plan(&request.query, default_operator, analyser, lookups)?;
        if plan.clauses.is_empty() && request.query.root.is_some() {
            notes.push("the query has no words to search for".to_owned());
        }
        notes.extend(plan.notes.iter().cloned());
        notes.extend(self.unknown_language(request, &plan));
        self.match_plan(request, plan, matching, filters)
            .map_err(|error| self.engine_error(error))
    }

    /// Returns a note if no report is in a requested language; it lists the languages of the index.
    fn unknown_language(&self, request: &Request, plan: &Plan) -> Option<String> {
        let in_query = plan.clauses.iter().filter_map(|clause| match &clause.kind {
            ClauseKind::Filter(Filter::Language(code)) if clause.shows => Some(code),
            ClauseKind::Text(_) | ClauseKind::Facet { .. } | ClauseKind::Filter(_) => None,
        });
        let known = self.languages();
        let mut codes = request.languages.iter().chain(in_query);
        let unknown = codes.find(|code| !known.contains(code))?;
        (!known.is_empty()).then(|| {
            format!(
                "no report is in `{unknown}`: the languages are {}",
                known.join(", ")
            )
        })
    }

    /// Expands the query, matches again, and returns the added words.
    fn expand(
        &self,
        request: &Request,
        matched: &mut Matched,
    ) -> Result<Vec<AddedWord>, SearchError> {
        let analyser = self.analyser(request);
        let matched_by = (&matched.plan, matched.matching);
        let (plan, added) =
            expand::expanded(self, &analyser, request, matched_by, &matched.segments)
                .map_err(|error| self.engine_error(error))?;
        let filters = self.resolved_filters(request, &mut Vec::new())?;
        *matched = self
            .match_plan(request, plan, matched.matching, &filters)
            .map_err(|error| self.engine_error(error))?;
        Ok(added)
    }

    fn match_plan(
        &self,
        request: &Request,
        plan: Plan,
        matching: Matching,
        filters: &ResolvedFilters,
    ) -> tantivy::Result<Matched> {
        let mut matched = Matched {
            plan,
            matching,
            segments: Vec::new(),
            undated: None,
            unchosen: Vec::new(),
            filters: Vec::new(),
        };
        for filter in filters.facets.iter().filter(|filter| !filter.exclude) {
            matched.filters.push((filter.facet.clone(), Vec::new()));
        }
        let dates = &request.dates;
        let mut undated = 0;
        for i in 0..self.segments().len() {
            let reader = ClauseReader::new(self, i);
            let mut found = SegmentMatch::find(&matched.plan, &reader)?;
            let mut without_date = Undated::of(&mut found, &matched.plan, &reader, dates)?;
            if dates.since.is_some() || dates.until.is_some() {
                let (since, until) = seconds(dates);
                found.keep(&docs_of(
                    &reader,
                    ClauseKind::Filter(Filter::Dates(since, until)),
                )?);
            }
            if !request.languages.is_empty() {
                let mut docs = Vec::new();
                for language in &request.languages {
                    docs = unite(&docs, &reader.filters().in_language(language)?);
                }
                found.keep(&docs);
                without_date.keep(&docs);
            }
            if let Some(id) = &request.report {
                let docs = reader.filters().called(id)?;
                found.keep(&docs);
                without_date.keep(&docs);
            }
            if let Some(since) = request.changed_since {
                let docs = reader.filters().changed(since)?;
                found.keep(&docs);
                without_date.keep(&docs);
            }
            if let Some(nodes) = &filters.within {
                let docs = self.docs_within(i, nodes)?;
                found.keep(&docs);
                without_date.keep(&docs);
            }
            let mut kept = matched.filters.iter_mut();
            let mut chosen = Vec::new();
            for filter in &filters.facets {
                let (facet, paths) = (filter.facet.clone(), filter.paths.clone());
                let kind = ClauseKind::Facet {
                    facet,
                    paths,
                    filing: request.filing,
                };
                let docs = docs_of(&reader, kind)?;
                match filter.exclude {
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
        matched.undated = undated::has_date_filter(&matched.plan, dates).then_some(undated);
        Ok(matched)
    }

    fn count_facets(
        &self,
        matched: &Matched,
        request: &Request,
    ) -> Result<Vec<FacetCounts>, SearchError> {
        let error = |error| self.engine_error(error);
        let nodes = self.facet_nodes().map_err(error)?;
        let count = |facet: &str| {
            let docs = self.docs_of_facet(matched, facet, request.count)?;
            nodes.count(self, &docs, request.filing).map_err(error)
        };
        // Facets that the request does not filter by are counted among the same reports.
        let mut unfiltered = None;
        let mut all = Vec::new();
        for (number, facet) in self.facets().iter().enumerate() {
            let is_filtered = matched.filters.iter().any(|(name, _)| *name == facet.name);
            let filtered;
            let counts = match (is_filtered, &mut unfiltered) {
                (true, _) => {
                    filtered = count(&facet.name)?;
                    &filtered
                }
                (false, Some(counts)) => &*counts,
                (false, empty) => &*empty.insert(count(&facet.name)?),
            };
            all.push(FacetCounts {
                name: facet.name.clone(),
                values: nodes.tree(number, counts),
            });
        }
        Ok(all)
    }

    /// Returns the reports, by segment, among which the values of a facet are counted: all filters apply except those
    /// by the facet itself, so that its other values keep their counts.
    pub(super) fn docs_of_facet(
        &self,
        matched: &Matched,
        facet: &str,
        count: Count,
    ) -> Result<Vec<Vec<DocId>>, SearchError> {
        let mut docs = matched.unchosen.clone();
        for (chosen, by_segment) in &matched.filters {
            if chosen == facet {
                continue;
            }
            for (docs, filter) in docs.iter_mut().zip(by_segment) {
                *docs = super::docs::intersect(docs, filter);
            }
        }
        self.count_once(count, &mut docs)?;
        Ok(docs)
    }

    /// For stories, keeps one report of each in `docs`, the documents by segment.
    pub(super) fn count_once(
        &self,
        count: Count,
        docs: &mut [Vec<DocId>],
    ) -> Result<(), SearchError> {
        if count == Count::Stories {
            let stories = self.stories().map_err(|error| self.engine_error(error))?;
            stories.collapse_docs(docs);
        }
        Ok(())
    }
}

fn docs_of(reader: &ClauseReader<'_>, kind: ClauseKind) -> tantivy::Result<Vec<DocId>> {
    let clause = Clause {
        kind,
        text_fields: TextFields::Anywhere,
        shows: false,
        weight: 1.0,
        span: 0..0,
    };
    Ok(reader
        .postings(&clause)?
        .iter()
        .map(|posting| posting.doc)
        .collect())
}
