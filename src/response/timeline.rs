//! A timeline: counts by the period of publication.

use super::counting::{CountUnit, CountedQuery};
use crate::date::Period;

/// Counts of reports, or stories, by the period in which they were published.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// The length of the periods.
    pub period: Period,
    /// What is counted.
    pub unit: CountUnit,
    /// The queries, in the order of the request.
    pub queries: Vec<CountedQuery>,
    /// What the series are the values of, as a [dimension](crate::search::Dimension) is written; `None` if each is of a
    /// query.
    pub by: Option<String>,
    /// How many more values there are that have no series.
    pub more_series: usize,
    /// The periods in order, without gaps: from the first to the last in which anything of the index was published, or
    /// those of the dates requested.
    pub periods: Vec<TimelinePeriod>,
    /// All of the index, for shares: in each period, undated and imprecise. Of the dates requested, if any.
    pub all: Series,
    /// Counts of each query, or of each value of `by`, the most frequent first.
    pub series: Vec<Series>,
}

/// A period of a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelinePeriod {
    /// `2025`, `2025-Q1`, `2025-02`, `2025-W06` or `2025-02-04`.
    pub label: String,
    /// Its first day: `2025-02-01`.
    pub start: String,
    /// Its last day.
    pub end: String,
}

/// Counts of one thing over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// The query, or the value.
    pub name: String,
    /// In each period.
    pub counts: Vec<u64>,
    /// Those whose date may be in several periods (`2024` is in no month).
    pub imprecise: u64,
    /// Those without a date.
    pub undated: u64,
    /// All of them, dated or not.
    pub total: u64,
}

impl Timeline {
    /// Returns what a series has in a period as a share of all that the index has there; `None` if that is nothing.
    pub fn share(&self, series: &Series, period: usize) -> Option<f64> {
        share(series.counts[period], self.all.counts[period])
    }

    /// Leaves out the periods before the first and after the last in which any series has something.
    pub fn trimmed(mut self) -> Timeline {
        let is_used = |n: &usize| self.series.iter().any(|series| series.counts[*n] > 0);
        let first = (0..self.periods.len()).find(is_used);
        let last = (0..self.periods.len()).rfind(is_used);
        let (start, end) = match (first, last) {
            (Some(first), Some(last)) => (first, last + 1),
            _ => (0, 0),
        };
        for series in self.series.iter_mut().chain([&mut self.all]) {
            series.counts.truncate(end);
            series.counts.drain(..start);
        }
        self.periods.truncate(end);
        self.periods.drain(..start);
        self
    }
}

/// Returns a part as a share of a whole; `None` of nothing.
pub(super) fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// A series in a period, or what of it is in none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimelineRow<'a> {
    /// The period; `None` of what is in none.
    pub period: Option<&'a TimelinePeriod>,
    /// The period's label; `imprecise` or `undated` of what is in none.
    pub label: &'a str,
    /// The name of the series.
    pub series: &'a str,
    /// How many there are in the series.
    pub count: u64,
    /// How many there are in the index.
    pub all: u64,
    /// The count as a share of all.
    pub share: Option<f64>,
}

impl Timeline {
    /// Yields all counts, period by period, at last those that are in none.
    pub fn rows(&self) -> impl Iterator<Item = TimelineRow<'_>> {
        let in_periods = self
            .periods
            .iter()
            .enumerate()
            .flat_map(move |(n, period)| {
                self.series.iter().map(move |series| TimelineRow {
                    period: Some(period),
                    label: &period.label,
                    series: &series.name,
                    count: series.counts[n],
                    all: self.all.counts[n],
                    share: self.share(series, n),
                })
            });
        let in_none = ["imprecise", "undated"].into_iter().flat_map(move |label| {
            let count = move |series: &Series| match label {
                "imprecise" => series.imprecise,
                _ => series.undated,
            };
            self.series.iter().map(move |series| TimelineRow {
                period: None,
                label,
                series: &series.name,
                count: count(series),
                all: count(&self.all),
                share: share(count(series), count(&self.all)),
            })
        });
        in_periods.chain(in_none)
    }
}
