//! The searcher: an open index with what every query needs of it.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use tantivy::columnar::Column;
use tantivy::schema::Field;
use tantivy::{DocId, SegmentReader, TantivyError};

use crate::analysis::language_code::LanguageCode;
use crate::analysis::stem_exceptions::StemExceptions;
use crate::gazetteer::Gazetteer;
use crate::index::fields::Fields;
use crate::index::{FacetNames, IndexError, OpenIndex, Renames, engine_error};
use crate::response::{AddedWord, FacetCounts, Matching, Response};

use super::choices::Choice;
use super::compounds::LongWords;
use super::counts;
use super::error::SearchError;
use super::expand;
use super::filed_paths::FiledPaths;
use super::hits;
use super::languages::{Languages, SegmentLanguages};
use super::leaf::{Filing, Leaf, Place, What};
use super::lookup::LeafReader;
use super::matching::SegmentMatch;
use super::plan::{Lookups, Plan, Side, plan, seconds};
use super::recent::Recent;
use super::request::{Request, WordsRule};
use super::statistics::{CollectionStatistics, Statistics};
use super::suggest::{self, Suggestions};
use super::terms::Analyser;
use super::undated::{self, Undated};
use super::values::note_several;

/// Answers queries over an index as it stood when it was opened.
pub struct Searcher {
    index: OpenIndex,
    renames: Renames,
    statistics: CollectionStatistics,
    columns: Vec<Columns>,
    segment_languages: Vec<SegmentLanguages>,
    stem_exceptions: Arc<StemExceptions>,
    languages: Languages,
    gazetteer: OnceCell<Gazetteer>,
    long_words: OnceCell<LongWords>,
    filed: RefCell<HashMap<String, Rc<FiledPaths>>>,
    recent: Recent,
}

/// The columns of one segment that ranking reads.
pub struct Columns {
    /// Hash of each report's id.
    pub id_hash: Column<u64>,
    /// Words of each body.
    pub body_words: Column<u64>,
    /// Words of each title.
    pub title_words: Column<u64>,
    /// The passages of each body, packed.
    pub passages: Column<u64>,
    /// The moment of each publication, in microseconds since 1970 UTC.
    pub moment: Column<i64>,
}

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
    /// Makes ready to answer queries over `index`.
    pub fn new(index: OpenIndex) -> Result<Searcher, SearchError> {
        let error = |error| engine_error(&index.dir, "read", error);
        let (mut columns, mut segment_languages) = (Vec::new(), Vec::new());
        let segments = index.searcher.segment_readers();
        for segment in segments {
            columns.push(Columns::of(segment, index.fields).map_err(error)?);
            let languages = SegmentLanguages::of(segment, index.fields).map_err(error)?;
            segment_languages.push(languages);
        }
        let languages = Languages::of(segments.iter().zip(&segment_languages));
        let of_segments = segment_languages.iter();
        let statistics = CollectionStatistics::of(&index.searcher, index.fields, of_segments);
        let statistics = statistics.map_err(error)?;
        let renames = index.renames()?;
        let stem_exceptions = index.stem_exceptions()?;
        Ok(Searcher {
            index,
            renames,
            statistics,
            columns,
            segment_languages,
            stem_exceptions,
            languages,
            gazetteer: OnceCell::new(),
            long_words: OnceCell::new(),
            filed: RefCell::default(),
            recent: Recent::default(),
        })
    }

    /// Answers a request.
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
            What::Language(code) if leaf.shows => Some(code),
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

    fn analyser(&self, request: &Request) -> Analyser {
        let languages = self.languages.stemmed(request.language.as_deref());
        let collection = self.languages.of_collection();
        Analyser::new(&languages, collection, &self.stem_exceptions)
    }

    /// Adds words to what was asked, finds again, and returns the words.
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
        for (segment, languages) in self.segments().iter().zip(&self.segment_languages) {
            let reader = LeafReader::new(segment, languages, self.index.fields, &self.renames);
            let mut found = SegmentMatch::find(&matched.plan, &reader)?;
            let mut without_date = Undated::of(&mut found, &matched.plan, &reader, dates)?;
            if dates.since.is_some() || dates.until.is_some() {
                let (since, until) = seconds(dates);
                found.keep(&docs_of(&reader, What::Dates(since, until))?);
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
        for facet in &self.index.payload.facets {
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

    /// Returns the facets, in the schema's order.
    pub fn facets(&self) -> &[FacetNames] {
        &self.index.payload.facets
    }

    /// Returns the languages of the reports, by ISO 639 code.
    pub fn languages(&self) -> &[String] {
        self.languages.of_reports()
    }

    /// Returns the languages of the reports and of those of their passages that are in another one.
    #[cfg(test)]
    pub(super) fn stemmed_languages(&self) -> Vec<String> {
        self.languages.stemmed(None)
    }

    /// Returns the language that texts of unknown language are taken to be in.
    #[cfg(test)]
    pub(super) fn collection_language(&self) -> Option<LanguageCode> {
        self.languages.of_collection()
    }

    /// Returns how much there is in the index.
    pub fn statistics(&self) -> &Statistics {
        &self.statistics.all
    }

    /// Returns the statistics by which reports in a language are scored.
    pub(super) fn statistics_of(&self, language: LanguageCode) -> &Statistics {
        self.statistics.scoring(language)
    }

    /// Returns the languages that have statistics of their own, in order.
    pub(super) fn languages_scored(&self) -> impl Iterator<Item = LanguageCode> {
        self.statistics.by_language.keys().copied()
    }

    /// Returns the languages of the reports of a segment and of their passages.
    pub(super) fn segment_languages(&self, segment: usize) -> &SegmentLanguages {
        &self.segment_languages[segment]
    }

    /// Returns the index.
    pub fn index(&self) -> &OpenIndex {
        &self.index
    }

    /// Returns the names that the index was tagged with.
    pub fn gazetteer(&self) -> Result<&Gazetteer, IndexError> {
        if let Some(gazetteer) = self.gazetteer.get() {
            return Ok(gazetteer);
        }
        let opened = self.index.gazetteer()?;
        Ok(self.gazetteer.get_or_init(|| opened))
    }

    /// Shows values as `renames` says.
    #[cfg(test)]
    pub(super) fn with_renames(self, renames: Renames) -> Searcher {
        let filed = RefCell::default();
        Searcher {
            renames,
            filed,
            ..self
        }
    }

    /// Returns the words that are not stemmed by rule.
    pub(super) fn stem_exceptions(&self) -> &Arc<StemExceptions> {
        &self.stem_exceptions
    }

    /// Returns where the words are kept that may be compounds, once they are read.
    pub(super) fn long_words_read(&self) -> &OnceCell<LongWords> {
        &self.long_words
    }

    pub(super) fn renames(&self) -> &Renames {
        &self.renames
    }

    /// Paths that were read for a query before, by facet.
    pub(super) fn filed_before(&self) -> &RefCell<HashMap<String, Rc<FiledPaths>>> {
        &self.filed
    }

    pub(super) fn recent(&self) -> &Recent {
        &self.recent
    }

    pub(super) fn engine(&self) -> &tantivy::Searcher {
        &self.index.searcher
    }

    pub(super) fn segments(&self) -> &[SegmentReader] {
        self.index.searcher.segment_readers()
    }

    pub(super) fn segment(&self, segment: usize) -> &SegmentReader {
        &self.segments()[segment]
    }

    pub(super) fn columns(&self, segment: usize) -> &Columns {
        &self.columns[segment]
    }

    pub(super) fn fields(&self) -> Fields {
        self.index.fields
    }

    pub(super) fn engine_error(&self, error: TantivyError) -> SearchError {
        SearchError::Index(engine_error(&self.index.dir, "search", error))
    }
}

impl Columns {
    fn of(segment: &SegmentReader, fields: Fields) -> tantivy::Result<Columns> {
        let name = |field: Field| segment.schema().get_field_name(field);
        let columns = segment.fast_fields();
        Ok(Columns {
            id_hash: columns.u64(name(fields.id_hash))?,
            body_words: columns.u64(name(fields.body_words))?,
            title_words: columns.u64(name(fields.title_words))?,
            passages: columns.u64(name(fields.passages))?,
            moment: columns.i64(name(fields.moment))?,
        })
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
