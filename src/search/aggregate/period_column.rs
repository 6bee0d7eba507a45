//! The periods of publication of the reports of one segment.

use tantivy::columnar::Column;
use tantivy::schema::Field;
use tantivy::{DocId, SegmentReader};

use crate::date::Period;
use crate::index::fields::Fields;

/// The dates of a segment's reports.
pub struct PeriodColumn {
    first: Column<i64>,
    last: Column<i64>,
    period: Period,
}

/// When a report was published, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Published {
    /// In the period with this number.
    In(i64),
    /// On a date that is too imprecise for one period.
    Imprecise,
    /// It has no date.
    Undated,
}

impl PeriodColumn {
    /// Opens the dates of a segment, for counts by `period`.
    pub fn open(
        segment: &SegmentReader,
        fields: Fields,
        period: Period,
    ) -> tantivy::Result<PeriodColumn> {
        let column = |field: Field| {
            let name = segment.schema().get_field_name(field);
            segment.fast_fields().i64(name)
        };
        Ok(PeriodColumn {
            first: column(fields.first_second)?,
            last: column(fields.last_second)?,
            period,
        })
    }

    /// Returns the length of the periods.
    pub fn period(&self) -> Period {
        self.period
    }

    /// Returns when a report was published.
    pub fn published(&self, doc: DocId) -> Published {
        let (first, last) = (self.first.first(doc), self.last.first(doc));
        let Some((first, last)) = first.zip(last) else {
            return Published::Undated;
        };
        match self.period.number(first, last) {
            Some(number) => Published::In(number),
            None => Published::Imprecise,
        }
    }
}
