//! Timelines as JSON: one object, or one line per count.

use std::io::{self, Write};

use serde::Serialize;

use super::super::json::{QueryObject, write_object, write_objects};
use super::super::numbers::rounded;
use crate::response::timeline::{Series, Timeline};

/// The object that `--format json` prints.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Object<'a> {
    /// `year`, `quarter`, `month`, `week` or `day`.
    period: &'static str,
    /// `reports` or `stories`.
    unit: &'static str,
    /// The dimension whose values the series are (`actor@leaves`); null if each series is a query.
    by: Option<&'a str>,
    queries: Vec<CountedObject<'a>>,
    /// The number of values of `by` that are not shown.
    more_series: usize,
    /// All reports of the index in the requested range of dates.
    all: SeriesObject<'a>,
    /// In the order of the queries; values by descending frequency.
    series: Vec<SeriesObject<'a>>,
    periods: Vec<PeriodObject<'a>>,
}

/// A query.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct CountedObject<'a> {
    #[serde(flatten)]
    query: QueryObject<'a>,
    /// The number of matching reports.
    total: u64,
}

/// The reports of a series that are in no period.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct SeriesObject<'a> {
    /// The query or the value; null for `all`.
    name: Option<&'a str>,
    total: u64,
    /// Reports whose date may be in several periods.
    imprecise: u64,
    undated: u64,
}

/// A period.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct PeriodObject<'a> {
    period: &'a str,
    /// Its first and its last day.
    start: &'a str,
    end: &'a str,
    /// The number in the index.
    all: u64,
    /// For each series in its order.
    counts: Vec<u64>,
    /// The counts as shares of `all`; null where that is 0.
    shares: Vec<Option<f64>>,
}

/// A line that `--format jsonl` prints: a series in a period. `period` is `imprecise` or `undated`, and `start` and `end`
/// are null, for what is in none.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Line<'a> {
    period: &'a str,
    start: Option<&'a str>,
    end: Option<&'a str>,
    series: &'a str,
    count: u64,
    all: u64,
    share: Option<f64>,
}

pub(super) fn write(out: &mut dyn Write, timeline: &Timeline) -> io::Result<()> {
    let queries = timeline.queries.iter().map(|query| CountedObject {
        query: QueryObject::of(query),
        total: query.reports,
    });
    let periods = timeline.periods.iter().enumerate().map(|(n, period)| {
        let series = timeline.series.iter();
        let share = |series: &Series| timeline.share(series, n).map(rounded);
        PeriodObject {
            period: &period.label,
            start: &period.start,
            end: &period.end,
            all: timeline.all.counts[n],
            counts: series.clone().map(|series| series.counts[n]).collect(),
            shares: series.map(share).collect(),
        }
    });
    let object = Object {
        period: timeline.period.name(),
        unit: timeline.unit.word(),
        by: timeline.by.as_deref(),
        queries: queries.collect(),
        more_series: timeline.more_series,
        all: SeriesObject {
            name: None,
            ..SeriesObject::of(&timeline.all)
        },
        series: timeline.series.iter().map(SeriesObject::of).collect(),
        periods: periods.collect(),
    };
    write_object(out, object)
}

pub(super) fn write_lines(out: &mut dyn Write, timeline: &Timeline) -> io::Result<()> {
    let rows = timeline.rows().map(|row| Line {
        period: row.label,
        start: row.period.map(|period| period.start.as_str()),
        end: row.period.map(|period| period.end.as_str()),
        series: row.series,
        count: row.count,
        all: row.all,
        share: row.share.map(rounded),
    });
    write_objects(out, rows)
}

impl SeriesObject<'_> {
    fn of(series: &Series) -> SeriesObject<'_> {
        SeriesObject {
            name: Some(&series.name),
            total: series.total,
            imprecise: series.imprecise,
            undated: series.undated,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::written;
    use super::super::{FORMATS, sample};

    #[test]
    fn json_is_one_object_with_counts_and_shares_by_period() {
        let wanted = concat!(
            r#"{"v":1,"period":"quarter","unit":"reports","by":null,"#,
            r#""queries":[{"query":"a b","match":"all","total":18}],"more_series":0,"#,
            r#""all":{"name":null,"total":65,"imprecise":3,"undated":2},"#,
            r#""series":[{"name":"a b","total":18,"imprecise":1,"undated":1}],"#,
            r#""periods":[{"period":"2023-Q4","start":"2023-10-01","end":"2023-12-31","all":40,"counts":[12],"shares":[0.3]},"#,
            r#"{"period":"2024-Q1","start":"2024-01-01","end":"2024-03-31","all":0,"counts":[0],"shares":[null]},"#,
            r#"{"period":"2024-Q2","start":"2024-04-01","end":"2024-06-30","all":20,"counts":[4],"shares":[0.2]}]}"#,
            "\n"
        );
        let timeline = sample::timeline(&["a b"]);
        assert_eq!(written(FORMATS, "json", &timeline, 80), wanted);
    }

    #[test]
    fn json_lines_are_one_count_each_and_end_with_those_in_no_period() {
        let lines = written(FORMATS, "jsonl", &sample::timeline(&["a"]), 80);
        let wanted = concat!(
            r#"{"v":1,"period":"2023-Q4","start":"2023-10-01","end":"2023-12-31","series":"a","count":12,"all":40,"share":0.3}"#,
            "\n",
            r#"{"v":1,"period":"2024-Q1","start":"2024-01-01","end":"2024-03-31","series":"a","count":0,"all":0,"share":null}"#,
            "\n",
            r#"{"v":1,"period":"2024-Q2","start":"2024-04-01","end":"2024-06-30","series":"a","count":4,"all":20,"share":0.2}"#,
            "\n",
            r#"{"v":1,"period":"imprecise","start":null,"end":null,"series":"a","count":1,"all":3,"share":0.333333}"#,
            "\n",
            r#"{"v":1,"period":"undated","start":null,"end":null,"series":"a","count":1,"all":2,"share":0.5}"#,
            "\n",
        );
        assert_eq!(lines, wanted);
    }

    #[test]
    fn the_json_schema_file_matches_the_written_type() {
        use crate::render::aggregate::json::Versioned;
        use crate::render::schema_files::check;
        check::<Versioned<super::Object>>("timeline", "What `timeline --format json` prints.");
        check::<Versioned<super::Line>>(
            "timeline-line",
            "A line that `timeline --format jsonl` prints.",
        );
    }
}
