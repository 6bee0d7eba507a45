//! Timelines: counts by period of publication.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use rapidhash::fast::RandomState;
use tantivy::DocId;

use crate::date::Period;
use crate::query::DateRange;
use crate::response::timeline::{Series, Timeline, TimelinePeriod};

use super::super::clause::Filing;
use super::super::error::SearchError;
use super::super::request::Request;
use super::super::searcher::Searcher;
use super::dimension::Dimension;
use super::matched::{all_of_dates, unit};
use super::period_column::{PeriodColumn, Published};
use super::ranking::most_frequent;

/// The maximum number of consecutive periods. Outliers, mostly misread dates, can stretch a timeline beyond that; it
/// then has only the periods with reports.
const MOST_PERIODS: usize = 100_000;

/// A request for a timeline.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineRequest {
    /// One request for each query, all with the same `dates`, `count` and `filing`.
    pub requests: Vec<Request>,
    /// The length of the periods.
    pub period: Period,
    /// The dimension by whose values the first query is split; the other queries are then left out.
    pub by: Option<Dimension>,
    /// The maximum number of values of `by` that have a series; `None`: all.
    pub top: Option<usize>,
}

impl Searcher {
    /// Counts the matches of queries by period of publication.
    ///
    /// # Errors
    /// Those of [`Searcher::search`].
    pub fn timeline(&self, request: &TimelineRequest) -> Result<Timeline, SearchError> {
        self.unharmed(|| self.timeline_of(request))
    }

    fn timeline_of(&self, request: &TimelineRequest) -> Result<Timeline, SearchError> {
        let any = Request::new(crate::query::plain(""));
        let first = request.requests.first().unwrap_or(&any);
        let (count, filing) = (first.count, first.filing);
        let all = self.matched_reports(&all_of_dates(first))?;
        let engine_error = |error| self.engine_error(error);
        let dates = self
            .publications(request.period, &all.docs)
            .map_err(engine_error)?;
        let range = range(&dates, request.period, &first.dates);
        let axis = Axis::of(range, &dates);
        let mut queries = Vec::new();
        let mut series = Vec::new();
        let mut more_series = 0;
        for (n, of_query) in request.requests.iter().enumerate() {
            debug_assert!(of_query.count == count && of_query.dates == first.dates);
            if n > 0 && request.by.is_some() {
                break;
            }
            let matched = self.matched_reports(of_query)?;
            match &request.by {
                None => {
                    let published = self.publications(request.period, &matched.docs);
                    let published = published.map_err(engine_error)?;
                    let name = matched.query.query.clone();
                    series.push(axis.counted(name, &published));
                }
                Some(by) => {
                    let split = self.split(&axis, request, by, &matched.docs, filing);
                    (series, more_series) = split.map_err(engine_error)?;
                }
            }
            queries.push(matched.query);
        }
        Ok(Timeline {
            period: request.period,
            unit: unit(count),
            queries,
            by: request.by.as_ref().map(Dimension::to_string),
            more_series,
            periods: axis.periods(request.period),
            all: axis.counted(String::new(), &dates),
            series,
        })
    }

    /// Returns the period of publication of each report, by segment.
    fn publications(
        &self,
        period: Period,
        docs: &[Vec<DocId>],
    ) -> tantivy::Result<Vec<Vec<Published>>> {
        let mut all = Vec::with_capacity(docs.len());
        for (segment, docs) in self.segments().iter().zip(docs) {
            let column = PeriodColumn::open(segment, self.fields(), period)?;
            all.push(docs.iter().map(|&doc| column.published(doc)).collect());
        }
        Ok(all)
    }

    /// Returns a series for each of the most frequent values of `by`, and the number of other values.
    fn split(
        &self,
        axis: &Axis,
        request: &TimelineRequest,
        by: &Dimension,
        docs: &[Vec<DocId>],
        filing: Filing,
    ) -> tantivy::Result<(Vec<Series>, usize)> {
        let assignment = self.assign_reports(by, filing, docs)?;
        let (buckets, totals) = (assignment.buckets(), assignment.totals());
        let (top, more) = most_frequent(buckets, &totals, request.top);
        let mut series_of = vec![None; totals.len()];
        let mut series = Vec::with_capacity(top.len());
        for bucket in top {
            series_of[bucket as usize] = Some(series.len());
            series.push(axis.series(buckets.key(bucket).to_owned()));
        }
        let dates = self.publications(request.period, docs)?;
        for (values, &date) in assignment.units().zip(dates.iter().flatten()) {
            for &bucket in values {
                if let Some(n) = series_of[bucket as usize] {
                    axis.count(date, &mut series[n]);
                }
            }
        }
        Ok((series, more))
    }
}

/// Returns the numbers of the first and last period: of the requested dates, if any, or of the reports.
fn range(
    dates: &[Vec<Published>],
    period: Period,
    requested: &DateRange,
) -> Option<RangeInclusive<i64>> {
    let numbers = dates.iter().flatten().filter_map(|date| match date {
        Published::In(number) => Some(*number),
        Published::Imprecise | Published::Undated => None,
    });
    let since = requested.since.as_ref().map(|date| date.seconds().0);
    let until = requested.until.as_ref().map(|date| date.seconds().1);
    let first = since.map(|since| period.number_at(since));
    let last = until.map(|until| period.number_at(until));
    let first = first.or_else(|| numbers.clone().min())?;
    let last = last.or_else(|| numbers.max())?;
    (first <= last).then_some(first..=last)
}

/// The periods of a timeline.
struct Axis {
    /// The number of each period, in order.
    numbers: Vec<i64>,
    /// The index of each period, by its number.
    at: HashMap<i64, usize, RandomState>,
}

impl Axis {
    /// Creates the axis of all periods of a range or, if they are too many, of those with reports.
    fn of(range: Option<RangeInclusive<i64>>, dates: &[Vec<Published>]) -> Axis {
        let numbers: Vec<i64> = match range {
            None => Vec::new(),
            Some(range) if range.end().abs_diff(*range.start()) < MOST_PERIODS as u64 => {
                range.collect()
            }
            Some(range) => {
                let numbers = dates.iter().flatten().filter_map(|date| match date {
                    Published::In(number) => Some(*number).filter(|n| range.contains(n)),
                    Published::Imprecise | Published::Undated => None,
                });
                let mut numbers: Vec<i64> = numbers.collect();
                numbers.sort_unstable();
                numbers.dedup();
                numbers
            }
        };
        let at = numbers.iter().enumerate().map(|(at, &n)| (n, at)).collect();
        Axis { numbers, at }
    }

    fn periods(&self, period: Period) -> Vec<TimelinePeriod> {
        let of = |&number: &i64| TimelinePeriod {
            label: period.label(number),
            start: period.first_day(number),
            end: period.last_day(number),
        };
        self.numbers.iter().map(of).collect()
    }

    /// Returns an empty series.
    fn series(&self, name: String) -> Series {
        Series {
            name,
            counts: vec![0; self.numbers.len()],
            imprecise: 0,
            undated: 0,
            total: 0,
        }
    }

    fn counted(&self, name: String, dates: &[Vec<Published>]) -> Series {
        let mut series = self.series(name);
        for &date in dates.iter().flatten() {
            self.count(date, &mut series);
        }
        series
    }

    fn count(&self, date: Published, series: &mut Series) {
        series.total += 1;
        match date {
            Published::Undated => series.undated += 1,
            Published::Imprecise => series.imprecise += 1,
            Published::In(number) => match self.at.get(&number) {
                Some(&at) => series.counts[at] += 1,
                None => debug_assert!(false, "{number} is out of range"),
            },
        }
    }
}
