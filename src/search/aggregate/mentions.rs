//! The values of a facet that each passage mentions, as buckets.
//!
//! Mentions are indexed at the position of their first word, under the terms of their value and its ancestors, and a
//! position determines the passage. It suffices to read the posting lists of the facet's terms once.

use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED};

use crate::index::fields::{POSITIONS_PER_PASSAGE, mention_term};

use super::super::lookup::InPassage;
use super::super::searcher::Searcher;
use super::buckets::Buckets;
use super::dimension::Level;
use super::selection::Selection;

/// The index of a passage that is not counted.
const NOT_COUNTED: u32 = u32::MAX;

/// The values that some passages of one segment mention.
pub struct Mentions {
    /// The buckets of all passages, concatenated: all values of a passage and their ancestors, with repetitions.
    values: Vec<u32>,
    /// The start of each passage in `values`, and the end of the last.
    starts: Vec<usize>,
}

impl Mentions {
    /// Reads which values of `facet` the sorted `passages` of a segment mention. May omit values that `selection` never
    /// selects.
    pub fn read(
        searcher: &Searcher,
        segment: usize,
        facet: &str,
        passages: &[InPassage],
        selection: &Selection<'_>,
        buckets: &mut Buckets,
    ) -> tantivy::Result<Mentions> {
        let numbers = PassageNumbers::of(searcher, segment, passages);
        let reader = TermReader {
            searcher,
            segment: searcher.segment(segment),
            facet,
            numbers,
        };
        let named = match searcher.renames().is_empty(facet) {
            true => reader.named(selection, buckets)?,
            false => reader.named_as_shown(buckets)?,
        };
        Ok(Mentions::by_passage(named, passages.len()))
    }

    /// Groups pairs of passage and bucket by passage (counting sort).
    fn by_passage(named: Vec<(u32, u32)>, n_passages: usize) -> Mentions {
        let mut starts = vec![0; n_passages + 1];
        for &(passage, _) in &named {
            starts[passage as usize + 1] += 1;
        }
        for n in 0..n_passages {
            starts[n + 1] += starts[n];
        }
        let mut next = starts.clone();
        let mut values = vec![0; named.len()];
        for (passage, bucket) in named {
            let at = &mut next[passage as usize];
            values[*at] = bucket;
            *at += 1;
        }
        Mentions { values, starts }
    }

    /// Returns the buckets of a passage, by its index among those that were read.
    pub fn of(&self, passage: usize) -> &[u32] {
        &self.values[self.starts[passage]..self.starts[passage + 1]]
    }
}

/// The indexes of the counted passages.
struct PassageNumbers {
    /// For each document of the segment, the start of its passages in `numbers`.
    starts: Vec<u32>,
    /// For each passage of the segment, its index among the counted ones, or [`NOT_COUNTED`].
    numbers: Vec<u32>,
    /// For each document, whether any of its passages is counted.
    is_counted: Vec<bool>,
}

impl PassageNumbers {
    fn of(searcher: &Searcher, segment: usize, passages: &[InPassage]) -> PassageNumbers {
        let column = &searcher.columns(segment).passages;
        let mut starts = Vec::new();
        let mut n = 0;
        for doc in 0..searcher.segment(segment).max_doc() {
            starts.push(n);
            n += column.index.value_row_ids(doc).len() as u32;
        }
        starts.push(n);
        let mut numbers = vec![NOT_COUNTED; n as usize];
        let mut is_counted = vec![false; starts.len()];
        for (number, passage) in passages.iter().enumerate() {
            let doc = passage.doc as usize;
            is_counted[doc] = true;
            numbers[(starts[doc] + passage.passage) as usize] = number as u32;
        }
        PassageNumbers {
            starts,
            numbers,
            is_counted,
        }
    }

    /// Returns the indexes of a document's passages.
    fn of_doc(&self, doc: DocId) -> &[u32] {
        let (start, end) = (self.starts[doc as usize], self.starts[doc as usize + 1]);
        &self.numbers[start as usize..end as usize]
    }
}

/// Reads the terms of a facet's mentions in one segment.
struct TermReader<'a> {
    searcher: &'a Searcher,
    segment: &'a SegmentReader,
    facet: &'a str,
    numbers: PassageNumbers,
}

impl TermReader<'_> {
    /// Returns pairs of passage and bucket. Each term yields its own value only, because the terms of its ancestors are
    /// at the same positions.
    fn named(
        &self,
        selection: &Selection<'_>,
        buckets: &mut Buckets,
    ) -> tantivy::Result<Vec<(u32, u32)>> {
        // Which values are leaves depends on all values of a passage.
        let needs_all = selection.level() == Level::Leaves;
        let mut named = Vec::new();
        self.each_occurrence(
            |path| match needs_all || selection.takes(path) {
                true => buckets.of_path(path).last().copied(),
                false => None,
            },
            |passage, _, bucket| {
                if named.last() != Some(&(passage, bucket)) {
                    named.push((passage, bucket));
                }
            },
        )?;
        Ok(named)
    }

    /// Like [`TermReader::named`] for a facet with renamed values. The ancestors of a renamed value do not apply to
    /// what it is shown as, so the most specific values at each position are taken, and replaced by what they are shown
    /// as.
    fn named_as_shown(&self, buckets: &mut Buckets) -> tantivy::Result<Vec<(u32, u32)>> {
        let mut indexed = Buckets::default();
        let mut at = Vec::new();
        self.each_occurrence(
            |path| indexed.of_path(path).last().copied(),
            |passage, position, value| at.push((passage, position, value)),
        )?;
        at.sort_unstable();
        let mut shown: Vec<Option<Vec<u32>>> = vec![None; indexed.len()];
        let mut leaves = Selection::new(&[], Level::Leaves);
        let (mut named, mut values, mut specific) = (Vec::new(), Vec::new(), Vec::new());
        for here in at.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            values.clear();
            values.extend(here.iter().map(|&(.., value)| value));
            specific.clear();
            leaves.select(&values, &indexed, &mut specific);
            for &value in &specific {
                let path = indexed.key(value);
                let of_value = shown[value as usize].get_or_insert_with(|| {
                    buckets.of_path(&self.searcher.renames().shown(self.facet, path))
                });
                named.extend(of_value.iter().map(|&bucket| (here[0].0, bucket)));
            }
        }
        Ok(named)
    }

    /// Calls `occurs` with the passage's index, the position and the value of each occurrence of those terms for whose
    /// path `value_of` returns a value.
    fn each_occurrence(
        &self,
        mut value_of: impl FnMut(&str) -> Option<u32>,
        mut occurs: impl FnMut(u32, u32, u32),
    ) -> tantivy::Result<()> {
        let start = mention_term(self.facet, "/");
        let index = self
            .segment
            .inverted_index(self.searcher.fields().mentions)?;
        let mut terms = index.terms().range().ge(start.as_bytes()).into_stream()?;
        let mut positions = Vec::new();
        while terms.advance() && terms.key().starts_with(start.as_bytes()) {
            let term = String::from_utf8_lossy(terms.key());
            let Some(value) = value_of(&term[self.facet.len()..]) else {
                continue;
            };
            let option = IndexRecordOption::WithFreqsAndPositions;
            let mut postings = index.read_postings_from_terminfo(terms.value(), option)?;
            while postings.doc() != TERMINATED {
                let doc = postings.doc();
                if self.numbers.is_counted[doc as usize] {
                    let numbers = self.numbers.of_doc(doc);
                    positions.clear();
                    postings.append_positions_with_offset(0, &mut positions);
                    for &position in &positions {
                        let passage = position / POSITIONS_PER_PASSAGE;
                        match numbers.get(passage as usize) {
                            Some(&NOT_COUNTED) | None => {}
                            Some(&number) => occurs(number, position, value),
                        }
                    }
                }
                postings.advance();
            }
        }
        Ok(())
    }
}
