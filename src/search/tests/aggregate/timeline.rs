//! Timelines equal counts by brute force over the reports.

use crate::date::Period;
use crate::query::DateRange;
use crate::response::timeline::{Series, Timeline};
use crate::search::TimelineRequest;

use super::*;

fn of(requests: Vec<Request>, period: Period) -> TimelineRequest {
    TimelineRequest {
        requests,
        period,
        by: None,
        top: None,
    }
}

/// The counts of reports by the label of their period, and of those without a period.
fn counted<'a>(reports: impl Iterator<Item = &'a Known>, period: Period) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for report in reports {
        let label = match (report.date, report.period(period.name())) {
            (None, _) => "undated".to_owned(),
            (Some(_), None) => "imprecise".to_owned(),
            (Some(_), Some(label)) => label,
        };
        *counts.entry(label).or_default() += 1;
    }
    counts
}

/// The counts of a series in the same form.
fn of_series(timeline: &Timeline, series: &Series) -> BTreeMap<String, u64> {
    assert_eq!(series.counts.len(), timeline.periods.len());
    let sum: u64 = series.counts.iter().sum();
    assert_eq!(series.total, sum + series.imprecise + series.undated);
    let labels = timeline.periods.iter().map(|period| period.label.clone());
    let beside = [("imprecise", series.imprecise), ("undated", series.undated)];
    let beside = beside.map(|(label, n)| (label.to_owned(), n));
    let all = labels.zip(series.counts.iter().copied()).chain(beside);
    all.filter(|(_, n)| *n > 0).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_timeline_equals_brute_force_counts(
        reports in reports(),
        by in select(&["area", "area@2", "actor@leaves", "area=/A@leaves", "source", "language"][..]),
        top in proptest::option::of(0usize..4),
    ) {
        let (searcher, living) = indexed(&reports);
        for period in Period::ALL {
            let queries = vec![having(""), having("word"), having("word noun")];
            let timeline = searcher.timeline(&of(queries, period)).unwrap();
            let all = counted(living.iter().copied(), period);
            prop_assert_eq!(of_series(&timeline, &timeline.all), all.clone());
            for (series, words) in timeline.series.iter().zip([&[][..], &["word"], &["word", "noun"]]) {
                let has = |report: &&Known| words.iter().all(|word| report.words.contains(word));
                let wanted = counted(living.iter().copied().filter(has), period);
                prop_assert_eq!(of_series(&timeline, series), wanted);
            }
            let labels: Vec<&str> = timeline.periods.iter().map(|period| &period.label[..]).collect();
            let dated = all.keys().filter(|label| label.starts_with('2'));
            prop_assert_eq!(labels.first().copied(), dated.clone().min().map(String::as_str));
            prop_assert_eq!(labels.last().copied(), dated.max().map(String::as_str));

            let split = TimelineRequest {
                by: Some(searcher.dimension(by).unwrap_or(Dimension::Date(Period::Year))),
                top,
                ..of(vec![having("word")], period)
            };
            if split.by == Some(Dimension::Date(Period::Year)) {
                continue; // no report is filed there
            }
            let timeline = searcher.timeline(&split).unwrap();
            let mut wanted: BTreeMap<String, Vec<&Known>> = BTreeMap::new();
            for report in living.iter().filter(|report| report.words.contains(&"word")) {
                for value in report.values(by) {
                    wanted.entry(value).or_default().push(report);
                }
            }
            let mut order: Vec<(&String, &Vec<&Known>)> = wanted.iter().collect();
            order.sort_by_key(|(value, reports)| (usize::MAX - reports.len(), value.to_owned()));
            prop_assert_eq!(timeline.series.len(), order.len().min(top.unwrap_or(usize::MAX)));
            prop_assert_eq!(timeline.more_series, order.len() - timeline.series.len());
            for (series, (value, reports)) in timeline.series.iter().zip(order) {
                prop_assert_eq!(&series.name, value);
                let wanted = counted(reports.iter().copied(), period);
                prop_assert_eq!(of_series(&timeline, series), wanted);
            }
        }
    }
}

fn labels(timeline: &Timeline) -> Vec<&str> {
    let periods = timeline.periods.iter();
    periods.map(|period| period.label.as_str()).collect()
}

#[test]
fn gaps_are_filled_and_requested_dates_determine_the_range() {
    let searcher = searcher(&[
        dated("a", "2020"),
        dated("b", "2023-05"),
        dated("c", "2023-05-09"),
    ]);
    let timeline = searcher
        .timeline(&of(vec![request("")], Period::Year))
        .unwrap();
    assert_eq!(labels(&timeline), ["2020", "2021", "2022", "2023"]);
    assert_eq!(timeline.series[0].counts, [1, 0, 0, 2]);

    let dates = DateRange {
        since: Date::parse("2023-04").ok(),
        until: Date::parse("2023-07-15").ok(),
    };
    let request = Request {
        dates,
        ..request("")
    };
    let timeline = searcher
        .timeline(&of(vec![request], Period::Month))
        .unwrap();
    assert_eq!(
        labels(&timeline),
        ["2023-04", "2023-05", "2023-06", "2023-07"]
    );
    assert_eq!(timeline.all.counts, [0, 2, 0, 0]);
    assert_eq!(timeline.queries[0].undated, Some(0));
}

#[test]
fn an_outlying_date_does_not_make_a_timeline_endless() {
    let searcher = searcher(&[
        dated("a", "0001-01-01"),
        dated("b", "2023-05-09"),
        dated("c", "9999-12-30"),
    ]);
    let timeline = searcher
        .timeline(&of(vec![request("")], Period::Day))
        .unwrap();
    assert_eq!(
        labels(&timeline),
        ["0001-01-01", "2023-05-09", "9999-12-30"]
    );
    assert_eq!(timeline.series[0].counts, [1, 1, 1]);
}

#[test]
fn a_story_counts_once_in_the_period_of_its_first_report() {
    let text =
        "The bridge at the river was closed after heavy rain washed away its northern pillar.";
    let copy = |id: &str, date: &str| Report {
        body: text.to_owned(),
        ..dated(id, date)
    };
    let searcher = searcher(&[copy("a", "2021"), copy("b", "2020"), dated("c", "2021")]);
    let stories = Request {
        count: Count::Stories,
        ..request("")
    };
    let timeline = searcher.timeline(&of(vec![stories], Period::Year)).unwrap();
    assert_eq!(timeline.series[0].counts, [1, 1]);
    assert_eq!(timeline.all.counts, [1, 1]);
    assert_eq!(timeline.queries[0].reports, 3);
}
