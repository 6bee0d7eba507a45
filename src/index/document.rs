//! Converts reports to tantivy documents: analysis, names, facets.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use rapidhash::fast::RandomState;
use tantivy::TantivyDocument;
use tantivy::schema::{Facet, Field};

use crate::analysis::addresses::AddressWords;
use crate::analysis::function_words::LanguageLists;
use crate::analysis::language;
use crate::analysis::language_code::LanguageCode;
use crate::analysis::language_tables::LanguageTables;
use crate::analysis::minhash::{Signature, WordKey};
use crate::analysis::passage_language::of_passage;
use crate::analysis::passages::{self, Lengths, Passage, PassageClass};
use crate::analysis::stems::Stems;
use crate::analysis::vocabulary::{Numbers, PerWord, Vocabulary};
use crate::analysis::words::Words;
use crate::facet_path;
use crate::gazetteer::aboutness::ReportMentions;
use crate::gazetteer::{Gazetteer, Mention, Publication, ReportMetadata, Tagger, Tags, Text};
use crate::report::Report;

use super::corrections::Corrections;
use super::fields::{
    Fields, Kind, POSITIONS_PER_PASSAGE, PackedPassage, hash_of_id, id_term, mention_term,
    pack_passage_language,
};
use super::filing::{self, Filed};
use super::mention_codec::EncodedMentions;
use super::seen::SeenBefore;
use super::stored::{SourceRow, StoredHead};
use super::stream::StreamWriter;
use super::word_terms::WordTerms;

/// The longest source row, in bytes: tantivy truncates values of fast fields at 65,535. Failures
/// that do not fit are left out.
const LONGEST_ROW: usize = 60_000;

/// Makes documents. Use one per thread, because it caches stems and names.
pub struct DocumentMaker {
    fields: Fields,
    gazetteer: Arc<Gazetteer>,
    tagger: Tagger,
    lengths: Lengths,
    seen: Arc<SeenBefore>,
    corrections: Arc<Corrections>,
    stems: HashMap<String, Stems>,
    vocabulary: Vocabulary,
    /// Cached function word lists by word.
    function_words: PerWord<LanguageLists>,
    /// Cached signature keys by word.
    word_keys: PerWord<WordKey>,
}

/// A document, with the size of its word streams.
pub struct Made {
    /// The document for tantivy.
    pub document: TantivyDocument,
    /// The length of its streams, in bytes.
    pub stream_bytes: usize,
}

impl DocumentMaker {
    /// Creates a maker.
    pub fn new(
        fields: Fields,
        gazetteer: Arc<Gazetteer>,
        lengths: Lengths,
        seen: Arc<SeenBefore>,
        corrections: Arc<Corrections>,
    ) -> DocumentMaker {
        DocumentMaker {
            fields,
            tagger: Tagger::new(gazetteer.clone()),
            gazetteer,
            lengths,
            seen,
            corrections,
            stems: HashMap::new(),
            vocabulary: Vocabulary::default(),
            function_words: PerWord::default(),
            word_keys: PerWord::default(),
        }
    }

    /// Makes the document of a report that was read from `source_key`.
    pub fn report(&mut self, mut report: Report, source_key: String) -> Made {
        let tables = Arc::clone(self.gazetteer.language_tables());
        let words = Words::of(&report.body);
        let cut = passages::cut(&tables, &report.body, &words, self.lengths, &report.notes);
        let addresses = AddressWords::of(&report.body, &words);
        let title = report.title.clone().unwrap_or_default();
        let title_words = Words::of(&title);
        let title_addresses = AddressWords::of(&title, &title_words);
        let numbers = self.vocabulary.number(&words);
        let title_numbers = self.vocabulary.number(&title_words);
        let lists = self.function_words_of(&words, &numbers);

        let language = report
            .language
            .as_deref()
            .and_then(|stated| tables.codes.normalize(stated))
            .or_else(|| {
                let of_text = words_of_text(&report, &words);
                let detected = language::detect(&tables, &report.body, &words, &lists[..of_text]);
                detected.map(str::to_owned)
            });
        // Hash what is stored, so that a report has the same hash whether it is read from its
        // source or from the index.
        report.language = report.language.and(language.clone());
        let seen = self.seen.seen(&report);
        let asserted = filing::asserted_paths(&self.gazetteer, &report.stated);
        let metadata = ReportMetadata {
            asserted: &asserted,
            publication: Publication {
                source: report.source.as_deref(),
                url: report.url.as_deref(),
                language: language.as_deref(),
            },
        };
        let body = Text {
            text: &report.body,
            words: &words,
            numbers: &numbers,
        };
        let head = Text {
            text: &title,
            words: &title_words,
            numbers: &title_numbers,
        };
        let mut tags = self.tagger.tag_with(body, metadata, &Tags::default());
        let mut title_tags = self.tagger.tag_with(head, metadata, &tags);
        let mut asserted = asserted;
        let tagged = &mut [&mut tags.mentions, &mut title_tags.mentions];
        self.corrections.apply(&report.id, tagged, &mut asserted);
        let mentions = ReportMentions {
            asserted: &asserted,
            title: &title,
            in_title: &title_tags.mentions,
            body: &report.body,
            in_body: &tags.mentions,
            notes: &report.notes,
        };
        let filed = Filed::of(&self.gazetteer, &mentions);

        let signature = self.signature(&report, body, head, &cut);
        let languages = languages_of(&tables, body, &lists, &cut, language.as_deref());
        let body_stream = self.body_stream(body, &addresses, &cut, &languages);
        let title_stream = self.title_stream(head, &title_addresses, language.as_deref());
        let mention_stream = mention_stream(&tags.mentions, &cut);
        let stream_bytes = body_stream.len() + title_stream.len() + mention_stream.len();

        let fields = self.fields;
        let mut document = TantivyDocument::default();
        document.add_u64(fields.kind, Kind::Report as u64);
        document.add_text(fields.id, id_term(&report.id));
        document.add_u64(fields.id_hash, hash_of_id(&report.id));
        document.add_text(fields.path, &report.path);
        if let Some(source) = &report.source {
            document.add_text(fields.source, source);
        }
        if let Some(url) = &report.url {
            document.add_text(fields.url, url);
        }
        document.add_text(fields.source_key, &source_key);
        document.add_text(fields.title, title_stream);
        document.add_text(fields.body, body_stream);
        document.add_text(fields.mentions, mention_stream);
        add_facets(&mut document, fields.facets, &filed.facets);
        add_facets(&mut document, fields.main, &filed.main);
        if let Some(language) = &language {
            document.add_text(fields.language, language);
        }
        for (passage, of_passage) in languages.iter().enumerate() {
            if *of_passage != language.as_deref() {
                let code = LanguageCode::of_optional(*of_passage);
                let packed = pack_passage_language(passage as u32, code);
                document.add_u64(fields.passage_languages, packed);
            }
        }
        if let Some(date) = &report.published {
            let (first, last) = date.seconds();
            document.add_i64(fields.first_second, first);
            document.add_i64(fields.last_second, last);
            document.add_i64(fields.moment, date.moment());
        }
        document.add_i64(fields.added, seen.added);
        document.add_i64(fields.changed, seen.changed);
        document.add_u64(fields.content, seen.content);
        let body_words = addresses.count_others(0..words.len());
        document.add_u64(fields.body_words, body_words as u64);
        let title_words = title_addresses.count_others(0..title_words.len());
        document.add_u64(fields.title_words, title_words as u64);
        for passage in &cut {
            let packed = PackedPassage {
                start: passage.bytes.start,
                words: addresses.count_others(passage.words.clone()),
                class: passage.class,
            };
            document.add_u64(fields.passages, packed.pack());
        }
        for value in signature.map(Signature::pack).into_iter().flatten() {
            document.add_u64(fields.signature, value);
        }
        let (head, body) = StoredHead::of(report, source_key, language, filed, seen);
        document.add_text(fields.head, json(&head));
        document.add_text(fields.text, body);
        document.add_text(
            fields.evidence,
            json(&EncodedMentions::of(&tags, &title_tags)),
        );
        Made {
            document,
            stream_bytes,
        }
    }

    /// Makes the document of a source row.
    pub fn source(fields: Fields, row: &SourceRow) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        document.add_u64(fields.kind, Kind::Source as u64);
        document.add_text(fields.row_key, &row.key);
        let mut row = row.clone();
        let mut text = json(&row);
        while text.len() > LONGEST_ROW && row.failures.pop().is_some() {
            text = json(&row);
        }
        document.add_text(fields.row, text);
        document
    }

    /// Returns the set of function word lists for each word.
    fn function_words_of(&mut self, words: &Words, numbers: &Numbers) -> Vec<LanguageLists> {
        let known = &self.gazetteer.language_tables().function_words;
        let lists = &mut self.function_words;
        let of = |i: usize| *lists.get(numbers, i, || known.lists_of(words.folded(i)));
        (0..words.len()).map(of).collect()
    }

    /// Computes the signature of title and text, without boilerplate and without the other values
    /// of a record; `None` if the body has no words.
    fn signature(
        &mut self,
        report: &Report,
        body: Text<'_>,
        title: Text<'_>,
        cut: &[Passage],
    ) -> Option<Signature> {
        let of_text = words_of_text(report, body.words);
        let mut keys = |text: &Text<'_>, words: Range<usize>| -> Vec<WordKey> {
            let mut key = |i| {
                let find = || WordKey::of(text.words.folded(i));
                *self.word_keys.get(text.numbers, i, find)
            };
            words.map(&mut key).collect()
        };
        let mut of_body = Vec::with_capacity(of_text);
        for passage in cut
            .iter()
            .filter(|passage| passage.class != PassageClass::Boilerplate)
        {
            let words = &passage.words;
            of_body.extend(keys(&body, words.start..words.end.min(of_text)));
        }
        if of_body.is_empty() {
            of_body = keys(&body, 0..of_text);
        }
        if of_body.is_empty() {
            return None;
        }
        let of_title = keys(&title, 0..title.words.len());
        Signature::of(&[&of_title, &of_body])
    }

    fn body_stream(
        &mut self,
        body: Text<'_>,
        addresses: &AddressWords,
        cut: &[Passage],
        languages: &[Option<&str>],
    ) -> String {
        let bytes: usize = cut.last().map_or(0, |passage| passage.bytes.end);
        let mut stream = StreamWriter::with_capacity(bytes + bytes / 2);
        let function_words = &self.gazetteer.language_tables().function_words;
        let mut terms = WordTerms::new(function_words, body, addresses);
        for (passage, language) in cut.iter().zip(languages) {
            let stems = stems_of(&mut self.stems, *language, &self.gazetteer);
            stream.passage();
            for i in passage.words.clone() {
                if passage.breaks.contains(&i) {
                    stream.paragraph();
                }
                terms.add(i, passage.words.end, stems, &mut stream);
            }
        }
        stream.finish()
    }

    fn title_stream(
        &mut self,
        title: Text<'_>,
        addresses: &AddressWords,
        language: Option<&str>,
    ) -> String {
        let stems = stems_of(&mut self.stems, language, &self.gazetteer);
        let mut stream = StreamWriter::default();
        let function_words = &self.gazetteer.language_tables().function_words;
        let mut terms = WordTerms::new(function_words, title, addresses);
        let n = title.words.len();
        for i in 0..n {
            terms.add(i, n, stems, &mut stream);
        }
        stream.finish()
    }
}

/// Returns how many of the words belong to the text, and not to other values of a record; all if
/// there is no text.
fn words_of_text(report: &Report, words: &Words) -> usize {
    let end = report.text_end.unwrap_or(report.body.len());
    let all = 0..words.len();
    let within = all.take_while(|&i| words.span(i).start < end).count();
    if within == 0 { words.len() } else { within }
}

/// Adds facet values, each below the root of its facet.
fn add_facets(document: &mut TantivyDocument, field: Field, values: &[(String, Vec<String>)]) {
    for (facet, paths) in values {
        for path in paths {
            let names = facet_path::names(path);
            let whole = std::iter::once(facet.as_str()).chain(names.iter().map(String::as_str));
            document.add_facet(field, Facet::from_path(whole));
        }
    }
}

/// Returns the language of each passage.
fn languages_of<'a>(
    tables: &'a LanguageTables,
    body: Text<'_>,
    lists: &[LanguageLists],
    cut: &[Passage],
    report: Option<&'a str>,
) -> Vec<Option<&'a str>> {
    let of = |passage: &Passage| {
        let row = passage.words.clone();
        of_passage(tables, body.text, body.words, lists, row, report)
    };
    cut.iter().map(of).collect()
}

fn stems_of<'a>(
    stems: &'a mut HashMap<String, Stems>,
    language: Option<&str>,
    gazetteer: &Gazetteer,
) -> &'a mut Stems {
    let language = language.unwrap_or("");
    if !stems.contains_key(language) {
        let of_language = Stems::with_exceptions(language, gazetteer.stem_exceptions());
        stems.insert(language.to_owned(), of_language);
    }
    stems.get_mut(language).expect("it was just put in")
}

/// Writes the terms of the mentions and of their ancestors, at the position of each mention's first
/// word.
fn mention_stream(mentions: &[Mention], cut: &[Passage]) -> String {
    // A report mentions the same few values many times.
    let mut values: HashMap<(&str, &str), usize, RandomState> = HashMap::default();
    let mut terms_of: Vec<Vec<String>> = Vec::new();
    let mut all: Vec<(u32, usize)> = Vec::with_capacity(mentions.len());
    for mention in mentions {
        let Some(position) = position_of(mention.first_word, cut) else {
            continue;
        };
        let value = (mention.facet.as_str(), mention.path.as_str());
        let value = *values.entry(value).or_insert_with(|| {
            let paths = facet_path::with_ancestors(&mention.path).into_iter();
            let terms = paths.map(|path| mention_term(&mention.facet, &path));
            terms_of.push(terms.collect());
            terms_of.len() - 1
        });
        all.push((position, value));
    }
    all.sort_unstable();
    all.dedup();
    let mut stream = StreamWriter::default();
    let mut terms: Vec<&str> = Vec::new();
    for at_one_position in all.chunk_by(|(one, _), (other, _)| one == other) {
        let of_values = at_one_position
            .iter()
            .flat_map(|(_, value)| &terms_of[*value]);
        terms.clear();
        terms.extend(of_values.map(String::as_str));
        terms.sort_unstable();
        terms.dedup();
        for term in &terms {
            stream.term(at_one_position[0].0, term);
        }
    }
    stream.finish()
}

/// Returns the indexed position of a word of the body.
fn position_of(word: usize, cut: &[Passage]) -> Option<u32> {
    let passage = cut.partition_point(|passage| passage.words.end <= word);
    let within = word.checked_sub(cut.get(passage)?.words.start)?;
    Some(passage as u32 * POSITIONS_PER_PASSAGE + within as u32)
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("plain data with string keys is always written")
}
