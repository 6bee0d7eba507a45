//! The searcher: an open index and the data that every query needs from it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use reportage_translations::Translations;
use tantivy::columnar::Column;
use tantivy::schema::Field;
use tantivy::{DocAddress, SegmentReader, TantivyError};

use crate::analysis::language_code::LanguageCode;
use crate::analysis::language_tables::LanguageTables;
use crate::analysis::stem_exceptions::StemExceptions;
use crate::gazetteer::Gazetteer;
use crate::index::UserTranslation;
use crate::index::fields::Fields;
use crate::index::source_key::with_root_offset;
use crate::index::{FacetNames, IndexError, OpenIndex, Places, Reads, Renames, engine_error};

use super::compounds::LongWords;
use super::error::SearchError;
use super::facet_nodes::FacetNodes;
use super::filed_paths::FiledPaths;
use super::languages::{Languages, SegmentLanguages};
use super::positions::NodePositions;
use super::report_cache::ReportCache;
use super::request::Request;
use super::statistics::{CollectionStatistics, Statistics};
use super::stories::Stories;
use super::terms::Analyser;

/// Answers queries over a snapshot of an index, taken when it was opened. Threads can share a searcher: it caches what
/// it reads, and no lock is held while something is read or ranked.
pub struct Searcher {
    index: OpenIndex,
    places: Places,
    /// The absolute path of each root, with its number.
    root_places: Vec<(u32, String)>,
    reads: Reads,
    renames: Renames,
    statistics: CollectionStatistics,
    columns: Vec<Columns>,
    segment_languages: Vec<SegmentLanguages>,
    stem_exceptions: Arc<StemExceptions>,
    language_tables: Arc<LanguageTables>,
    languages: Languages,
    gazetteer: OnceLock<Gazetteer>,
    long_words: OnceLock<LongWords>,
    filed: Mutex<HashMap<String, Arc<FiledPaths>>>,
    facet_nodes: OnceLock<FacetNodes>,
    node_positions: OnceLock<NodePositions>,
    report_cache: ReportCache,
    stories: OnceLock<Stories>,
    user_translations: Vec<UserTranslation>,
    translations: OnceLock<Option<Translations>>,
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
    /// When each report was published, in microseconds since 1970 UTC.
    pub moment: Column<i64>,
    /// When each report was added to the index, in seconds since 1970 UTC.
    pub added: Column<i64>,
}

impl Searcher {
    /// Creates a searcher over `index`.
    ///
    /// # Errors
    /// A column, a dictionary or the compiled gazetteer of the index, or the rows of `same-as.tsv`, cannot be read.
    pub fn new(index: OpenIndex) -> Result<Searcher, SearchError> {
        let reads = index.reads();
        reads.unharmed(|| Searcher::over(index))
    }

    fn over(index: OpenIndex) -> Result<Searcher, SearchError> {
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
        let user_translations = index.user_translations()?;
        let gazetteer = index.gazetteer()?;
        let stem_exceptions = gazetteer.stem_exceptions();
        let language_tables = Arc::clone(gazetteer.language_tables());
        Ok(Searcher {
            places: index.places(),
            root_places: index.root_places(),
            reads: index.reads(),
            index,
            renames,
            statistics,
            columns,
            segment_languages,
            stem_exceptions,
            language_tables,
            languages,
            gazetteer: OnceLock::new(),
            long_words: OnceLock::new(),
            filed: Mutex::default(),
            facet_nodes: OnceLock::new(),
            node_positions: OnceLock::new(),
            report_cache: ReportCache::default(),
            stories: OnceLock::new(),
            user_translations,
            translations: OnceLock::new(),
        })
    }

    /// Creates the analyser for the words of a request.
    pub(super) fn analyser(&self, request: &Request) -> Analyser {
        let languages = self.languages.stemmed(&request.languages);
        let collection = self.languages.of_collection();
        Analyser::new(
            &languages,
            collection,
            &self.stem_exceptions,
            &self.language_tables,
        )
    }

    /// Returns the facets, in the schema's order.
    pub fn facets(&self) -> &[FacetNames] {
        &self.index.payload.facets
    }

    /// Returns the languages of the reports, by ISO 639 code.
    pub fn languages(&self) -> &[String] {
        self.languages.of_reports()
    }

    /// Returns the languages of the reports and of their passages.
    #[cfg(test)]
    pub(super) fn stemmed_languages(&self) -> Vec<String> {
        self.languages.stemmed(&[])
    }

    /// Returns the language assumed for texts of unknown language.
    #[cfg(test)]
    pub(super) fn collection_language(&self) -> Option<LanguageCode> {
        self.languages.of_collection()
    }

    /// Returns the number of reports, passages and words in the index.
    pub fn statistics(&self) -> &Statistics {
        &self.statistics.all
    }

    /// Returns the statistics used to score reports in a language.
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

    /// Returns when a report was last added or changed, in seconds since 1970 UTC; `None` if there are no reports.
    /// Deleted reports may count.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn newest_change(&self) -> Result<Option<i64>, SearchError> {
        self.unharmed(|| {
            let mut newest = None;
            for segment in self.segments() {
                let name = segment.schema().get_field_name(self.fields().changed);
                let column = segment.fast_fields().i64(name);
                let column = column.map_err(|error| self.engine_error(error))?;
                if column.values.num_vals() > 0 {
                    newest = newest.max(Some(column.max_value()));
                }
            }
            Ok(newest)
        })
    }

    /// Returns the index.
    pub fn index(&self) -> &OpenIndex {
        &self.index
    }

    /// Returns the gazetteer that the index was tagged with.
    ///
    /// # Errors
    /// The compiled gazetteer of the index cannot be read.
    pub fn gazetteer(&self) -> Result<&Gazetteer, IndexError> {
        if let Some(gazetteer) = self.gazetteer.get() {
            return Ok(gazetteer);
        }
        let opened = self.index.gazetteer()?;
        Ok(self.gazetteer.get_or_init(|| opened))
    }

    /// Replaces the renames of facet values.
    #[cfg(test)]
    pub(super) fn with_renames(self, renames: Renames) -> Searcher {
        Searcher {
            renames,
            filed: Mutex::default(),
            facet_nodes: OnceLock::new(),
            node_positions: OnceLock::new(),
            ..self
        }
    }

    /// Replaces the table of translations and the user's rows.
    #[cfg(test)]
    pub(super) fn with_translations(
        self,
        table: Option<Translations>,
        user_translations: Vec<UserTranslation>,
    ) -> Searcher {
        Searcher {
            user_translations,
            translations: OnceLock::from(table),
            ..self
        }
    }

    /// Returns the facet values as nodes.
    pub(super) fn facet_nodes(&self) -> tantivy::Result<&FacetNodes> {
        if let Some(nodes) = self.facet_nodes.get() {
            return Ok(nodes);
        }
        let nodes = FacetNodes::read(self)?;
        Ok(self.facet_nodes.get_or_init(|| nodes))
    }

    /// Returns the positions of the facet values.
    pub(super) fn node_positions(&self) -> Result<&NodePositions, SearchError> {
        if let Some(positions) = self.node_positions.get() {
            return Ok(positions);
        }
        let positions = NodePositions::read(self)?;
        Ok(self.node_positions.get_or_init(|| positions))
    }

    /// Returns the rows of translations of the user.
    pub(super) fn user_translations(&self) -> &[UserTranslation] {
        &self.user_translations
    }

    /// Returns the table of translations; `None` if the program was built without it.
    pub(super) fn translations(&self) -> Option<&Translations> {
        #[cfg(feature = "translations")]
        let open = || Translations::shipped().ok();
        #[cfg(not(feature = "translations"))]
        let open = || None;
        self.translations.get_or_init(open).as_ref()
    }

    /// Returns the languages of the texts of the index, or of those in reports in `languages` if it is not empty.
    pub(super) fn languages_of_texts(&self, languages: &[String]) -> Vec<String> {
        self.languages.stemmed(languages)
    }

    /// Returns the words that are not stemmed by rule.
    pub(super) fn stem_exceptions(&self) -> &Arc<StemExceptions> {
        &self.stem_exceptions
    }

    /// Returns the linguistic tables, such as function words by language.
    pub(super) fn language_tables(&self) -> &LanguageTables {
        &self.language_tables
    }

    /// Returns the cache of the long words of the index, candidates for compounds.
    pub(super) fn long_words_read(&self) -> &OnceLock<LongWords> {
        &self.long_words
    }

    /// Returns the key of a source across all opened indexes, given its key in a segment.
    pub(super) fn source_key<'a>(&self, segment: usize, key: &'a str) -> Cow<'a, str> {
        with_root_offset(key, self.root_offset(segment))
    }

    /// Returns the offset to add to the root numbers of a segment.
    pub(super) fn root_offset(&self, segment: usize) -> u32 {
        self.index.root_offset(self.segment(segment))
    }

    /// Returns the path that opens a file, given its source key in the segment and its path below the root.
    pub(super) fn shown_path(&self, segment: usize, source_key: &str, path: &str) -> String {
        let key = self.source_key(segment, source_key);
        self.places.shown(&key, path)
    }

    /// Returns the path that opens the file of a report, from columns.
    pub(super) fn path_of(&self, address: DocAddress) -> tantivy::Result<String> {
        let fields = self.fields();
        let key = self.column_text(address, fields.source_key)?;
        let path = self.column_text(address, fields.path)?;
        Ok(self.shown_path(address.segment_ord as usize, &key, &path))
    }

    /// Returns the first value of a text column for a document; empty if it has none.
    pub(super) fn column_text(&self, address: DocAddress, field: Field) -> tantivy::Result<String> {
        let segment = self.segment(address.segment_ord as usize);
        let name = segment.schema().get_field_name(field);
        let mut text = String::new();
        if let Some(column) = segment.fast_fields().str(name)?
            && let Some(ord) = column.term_ords(address.doc_id).next()
        {
            column.ord_to_str(ord, &mut text)?;
        }
        Ok(text)
    }

    /// Returns the locations of the roots.
    pub(super) fn places(&self) -> &Places {
        &self.places
    }

    /// Returns the absolute path of each root, with its number.
    pub(super) fn root_places(&self) -> &[(u32, String)] {
        &self.root_places
    }

    pub(super) fn renames(&self) -> &Renames {
        &self.renames
    }

    /// Returns the cache of the paths that reports are filed under, by facet.
    pub(super) fn filed_before(&self) -> &Mutex<HashMap<String, Arc<FiledPaths>>> {
        &self.filed
    }

    pub(super) fn report_cache(&self) -> &ReportCache {
        &self.report_cache
    }

    /// Returns the cache of the stories.
    pub(super) fn stories_found(&self) -> &OnceLock<Stories> {
        &self.stories
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

    /// Runs `read`; fails if any part of the index turns out to be damaged meanwhile.
    pub(super) fn unharmed<T, E: From<IndexError>>(
        &self,
        read: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        self.reads.unharmed(read)
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
            added: columns.i64(name(fields.added))?,
        })
    }
}
