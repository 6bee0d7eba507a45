//! Timelines: counts by period of publication.

use super::counting::{CountUnit, CountedQuery};
use crate::date::Period;

/// Counts of reports or stories by period of publication.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// The length of the periods.
    pub period: Period,
    /// The unit of the counts.
    pub unit: CountUnit,
    /// The queries, in the order of the request.
    pub queries: Vec<CountedQuery>,
    /// The [dimension](crate::search::Dimension) whose values are the series, as written in a request; `None` if there is
    /// one series per query.
    pub by: Option<String>,
    /// How many further values have no series.
    pub more_series: usize,
    /// The periods in order without gaps: from the first to the last publication in the index, or those of the requested
    /// dates.
    pub periods: Vec<TimelinePeriod>,
    /// Counts of the whole index, as the base of shares; limited to the requested dates, if any.
    pub all: Series,
    /// Counts of each query, or of each value of `by` by descending total.
    pub series: Vec<Series>,
}

/// A period of a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelinePeriod {
    /// The label: `2025`, `2025-Q1`, `2025-02`, `2025-W06` or `2025-02-04`.
    pub label: String,
    /// Its first day: `2025-02-01`.
    pub start: String,
    /// Its last day.
    pub end: String,
}

/// Counts of a query or value over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// The query, or the value.
    pub name: String,
    /// The count of each period.
    pub counts: Vec<u64>,
    /// The count of those whose date spans several periods (`2024` with months).
    pub imprecise: u64,
    /// The count of those without a date.
    pub undated: u64,
    /// The total, dated or not.
    pub total: u64,
}

impl Timeline {
    /// Returns the count of a series in a period as a share of the index's count; `None` if that is 0.
    pub fn share(&self, series: &Series, period: usize) -> Option<f64> {
        share(series.counts[period], self.all.counts[period])
    }

    /// Removes leading and trailing periods in which all series are empty.
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

/// Returns `part / whole`; `None` if `whole` is 0.
pub(super) fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// The count of a series in a period, or of its reports in no period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimelineRow<'a> {
    /// The period; `None` for imprecise and undated.
    pub period: Option<&'a TimelinePeriod>,
    /// The period's label, or `imprecise` or `undated`.
    pub label: &'a str,
    /// The name of the series.
    pub series: &'a str,
    /// The count of the series.
    pub count: u64,
    /// The count of the index.
    pub all: u64,
    /// `count` as a share of `all`.
    pub share: Option<f64>,
}

impl Timeline {
    /// Yields all counts period by period, and finally imprecise and undated ones.
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
