//! The languages of titles and passages.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use tantivy::columnar::{Column, StrColumn};
use tantivy::schema::Field;
use tantivy::{DocId, SegmentReader};

use crate::analysis::language_code::LanguageCode;
use crate::index::fields::{Fields, unpack_passage_language};

/// The languages of the reports of one segment and of their passages.
pub struct SegmentLanguages {
    /// The language of each document, deleted ones too. A title is in the language of its report.
    reports: Vec<LanguageCode>,
    /// The passages that are in another language: document, passage, language. Sorted.
    others: Vec<(DocId, u32, LanguageCode)>,
    /// The number of documents in each language, deleted ones too.
    counts: BTreeMap<LanguageCode, u32>,
}

impl SegmentLanguages {
    /// Reads the languages from columns.
    pub fn of(segment: &SegmentReader, fields: Fields) -> tantivy::Result<SegmentLanguages> {
        let name = |field: Field| segment.schema().get_field_name(field);
        let columns = segment.fast_fields();
        let reports = match columns.str(name(fields.language))? {
            Some(column) => codes_of(&column, segment.max_doc())?,
            None => vec![LanguageCode::UNKNOWN; segment.max_doc() as usize],
        };
        let passages: Column<u64> = columns.u64(name(fields.passage_languages))?;
        let mut others = Vec::new();
        if passages.values.num_vals() > 0 {
            for doc in 0..segment.max_doc() {
                for packed in passages.values_for_doc(doc) {
                    let (passage, language) = unpack_passage_language(packed);
                    others.push((doc, passage, language));
                }
            }
        }
        let mut languages = SegmentLanguages {
            reports,
            others,
            counts: BTreeMap::new(),
        };
        let mut counts = BTreeMap::new();
        for (docs, language) in languages.runs() {
            *counts.entry(language).or_default() += docs.end - docs.start;
        }
        languages.counts = counts;
        Ok(languages)
    }

    /// Yields the runs of consecutive documents in one language, deleted ones too. What is summed by language is looked up
    /// once per run, which takes two fifths off the time to open an index of a million reports in one language.
    pub fn runs(&self) -> impl Iterator<Item = (Range<DocId>, LanguageCode)> {
        let mut start = 0;
        self.reports.chunk_by(|a, b| a == b).map(move |run| {
            let docs = start..start + run.len() as DocId;
            start = docs.end;
            (docs, run[0])
        })
    }

    /// Returns the language of a report.
    pub fn of_report(&self, doc: DocId) -> LanguageCode {
        let language = self.reports.get(doc as usize);
        language.copied().unwrap_or_default()
    }

    /// Returns the passages of a report that are in another language than the report, in order.
    pub fn others_of(&self, doc: DocId) -> &[(DocId, u32, LanguageCode)] {
        let start = self.others.partition_point(|&(other, ..)| other < doc);
        let n = self.others[start..].partition_point(|&(other, ..)| other == doc);
        &self.others[start..start + n]
    }

    /// Returns the language of a passage.
    pub fn of_passage(&self, doc: DocId, passage: u32) -> LanguageCode {
        let others = self.others_of(doc);
        match others.binary_search_by_key(&passage, |&(_, passage, _)| passage) {
            Ok(at) => others[at].2,
            Err(_) => self.of_report(doc),
        }
    }

    /// Returns the number of documents in a language, deleted ones too.
    pub fn count(&self, language: LanguageCode) -> u32 {
        self.counts.get(&language).copied().unwrap_or(0)
    }
}

fn codes_of(column: &StrColumn, n_docs: u32) -> tantivy::Result<Vec<LanguageCode>> {
    let mut codes = Vec::with_capacity(column.num_terms());
    let mut text = String::new();
    for ord in 0..column.num_terms() as u64 {
        text.clear();
        column.ord_to_str(ord, &mut text)?;
        codes.push(LanguageCode::of(&text));
    }
    let code_of = |doc| {
        let ord = column.term_ords(doc).next();
        ord.and_then(|ord| codes.get(ord as usize)).copied()
    };
    Ok((0..n_docs)
        .map(|doc| code_of(doc).unwrap_or_default())
        .collect())
}

/// The minimum share of a language, among reports of known language, to be that of the collection.
const COLLECTION_SHARE: f64 = 0.9;

/// The languages of the living reports of an index.
#[derive(Debug, Default)]
pub struct Languages {
    /// The known languages of reports, in order of their codes.
    reports: Vec<String>,
    /// The language of nearly all reports.
    collection: Option<LanguageCode>,
    /// Pairs of the language of a report and a different language of a passage of it. Either may be unknown.
    passages: BTreeSet<(LanguageCode, LanguageCode)>,
}

impl Languages {
    /// Collects the languages of the living documents of all segments.
    pub fn of<'a>(
        segments: impl Iterator<Item = (&'a SegmentReader, &'a SegmentLanguages)>,
    ) -> Languages {
        let mut reports: BTreeMap<LanguageCode, u64> = BTreeMap::new();
        let mut passages = BTreeSet::new();
        for (segment, languages) in segments {
            for (docs, language) in languages.runs() {
                let living = match segment.has_deletes() {
                    true => docs.filter(|&doc| !segment.is_deleted(doc)).count(),
                    false => docs.len(),
                };
                if living > 0 {
                    *reports.entry(language).or_default() += living as u64;
                }
            }
            for &(doc, _, language) in &languages.others {
                if !segment.is_deleted(doc) {
                    passages.insert((languages.of_report(doc), language));
                }
            }
        }
        reports.remove(&LanguageCode::UNKNOWN);
        let n: u64 = reports.values().sum();
        let nearly_all = |n_reports: u64| n_reports as f64 >= COLLECTION_SHARE * n as f64;
        let mut most = reports.iter().filter(|&(_, &n)| nearly_all(n));
        Languages {
            collection: most.next().map(|(&language, _)| language),
            reports: reports.into_keys().map(LanguageCode::text).collect(),
            passages,
        }
    }

    /// Returns the language of nearly all reports, if there is one. It is assumed for texts of unknown language, which
    /// are mostly headlines and fragments.
    pub fn of_collection(&self) -> Option<LanguageCode> {
        self.collection
    }

    /// Returns the known languages of reports, in order of their codes.
    pub fn of_reports(&self) -> &[String] {
        &self.reports
    }

    /// Returns the languages for which words are stemmed, in order of their codes: those of reports and their passages;
    /// if `languages` is not empty, of reports in these only.
    pub fn stemmed(&self, languages: &[String]) -> Vec<String> {
        let all = match languages.is_empty() {
            true => &self.reports,
            false => languages,
        };
        let mut all: BTreeSet<String> = all.iter().cloned().collect();
        let requested = languages.iter().map(|language| LanguageCode::of(language));
        let requested: BTreeSet<LanguageCode> = requested.collect();
        for &(report, passage) in &self.passages {
            if requested.is_empty() || requested.contains(&report) {
                all.insert(passage.text());
            }
        }
        all.remove("");
        all.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_stemmed_in_the_languages_of_reports_and_of_their_passages() {
        let pairs = [("", "de"), ("en", "fr"), ("en", "ru")];
        let pairs =
            pairs.map(|(report, passage)| (LanguageCode::of(report), LanguageCode::of(passage)));
        let languages = Languages {
            reports: ["en", "es", "fr"].map(str::to_owned).to_vec(),
            collection: None,
            passages: pairs.into(),
        };
        let stemmed = |requested: &[&str]| {
            let requested: Vec<String> = requested.iter().map(|code| code.to_string()).collect();
            languages.stemmed(&requested)
        };
        assert_eq!(stemmed(&[]), ["de", "en", "es", "fr", "ru"]);
        assert_eq!(stemmed(&["en"]), ["en", "fr", "ru"]);
        assert_eq!(stemmed(&["es"]), ["es"]);
        assert_eq!(stemmed(&["ht"]), ["ht"]);
        assert_eq!(stemmed(&["es", "en"]), ["en", "es", "fr", "ru"]);
    }
}
