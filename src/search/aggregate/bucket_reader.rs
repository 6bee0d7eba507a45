//! Reads the buckets of each report, by any dimension: the input of all counts.

use std::collections::HashMap;

use rapidhash::fast::RandomState;
use tantivy::DocId;

use super::super::clause::Filing;
use super::super::searcher::Searcher;
use super::assignment::Assignment;
use super::buckets::Buckets;
use super::dimension::{Dimension, Level};
use super::facet_column::FacetColumn;
use super::period_column::{PeriodColumn, Published};
use super::selection::Selection;
use super::text_column::TextColumn;

/// Reads the values of a dimension, segment by segment, into one [`Assignment`].
pub struct BucketReader<'a> {
    searcher: &'a Searcher,
    dimension: &'a Dimension,
    filing: Filing,
    selection: Selection<'a>,
    /// The buckets of periods by their number.
    periods: HashMap<i64, u32, RandomState>,
}

/// The values of one segment.
enum SegmentColumn<'a> {
    Facet(FacetColumn<'a>),
    Period(PeriodColumn),
    Text(TextColumn<'a>),
}

impl<'a> BucketReader<'a> {
    /// Creates a reader of the values of `dimension`; of a facet, those selected by `filing`.
    pub fn new(
        searcher: &'a Searcher,
        dimension: &'a Dimension,
        filing: Filing,
    ) -> BucketReader<'a> {
        let (below, level) = match dimension {
            Dimension::Facet { below, level, .. } => (&below[..], *level),
            Dimension::Date(_) | Dimension::Field(_) => (&[][..], Level::All),
        };
        BucketReader {
            searcher,
            dimension,
            filing,
            selection: Selection::new(below, level),
            periods: HashMap::default(),
        }
    }

    /// Appends the buckets of each of `docs`, documents of one segment.
    pub fn append(
        &mut self,
        segment: usize,
        docs: impl Iterator<Item = DocId>,
        out: &mut Assignment,
    ) -> tantivy::Result<()> {
        let (searcher, fields) = (self.searcher, self.searcher.fields());
        let reader = searcher.segment(segment);
        let mut column = match self.dimension {
            Dimension::Facet { name, .. } => {
                SegmentColumn::Facet(FacetColumn::open(searcher, segment, name, self.filing)?)
            }
            Dimension::Date(period) => {
                SegmentColumn::Period(PeriodColumn::open(reader, fields, *period)?)
            }
            Dimension::Field(field) => {
                SegmentColumn::Text(TextColumn::open(searcher, segment, *field)?)
            }
        };
        for doc in docs {
            out.add(|buckets, values| {
                match &mut column {
                    SegmentColumn::Facet(column) => {
                        column.append(doc, buckets, &mut self.selection, values);
                    }
                    SegmentColumn::Text(column) => column.append(doc, buckets, values)?,
                    SegmentColumn::Period(column) => {
                        values.extend(period(column, doc, buckets, &mut self.periods));
                    }
                }
                Ok(())
            })?;
        }
        Ok(())
    }
}

/// Returns the bucket of the period that a report was published in, if it is in one.
fn period(
    column: &PeriodColumn,
    doc: DocId,
    buckets: &mut Buckets,
    known: &mut HashMap<i64, u32, RandomState>,
) -> Option<u32> {
    match column.published(doc) {
        Published::Imprecise | Published::Undated => None,
        Published::In(number) => {
            let new = || buckets.of(&column.period().label(number));
            Some(*known.entry(number).or_insert_with(new))
        }
    }
}
