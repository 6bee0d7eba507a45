//! The timeline of a result: a bar for each period, which is a link to its reports, and the same as a table.

use maud::{Markup, html};

use super::address::Address;
use super::as_table::{Row, as_table};
use super::context::Context;
use super::narrow;
use super::overview::OverviewData;
use super::views::{View, choices};
use crate::date::Period;
use crate::response::timeline::{Timeline, TimelinePeriod};

/// The parameters of the length of periods, and of what the height of a bar is.
pub const PERIOD: &str = "period";
pub const MEASURE: &str = "measure";
/// The measure that is not the default.
const SHARE: &str = "share";

/// The size of the picture, and of the margins of the plot in it, in pixels.
const WIDTH: f64 = 800.0;
const HEIGHT: f64 = 220.0;
const LEFT: f64 = 48.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = 24.0;
const PLOT: (f64, f64) = (WIDTH - LEFT, HEIGHT - TOP - BOTTOM);
/// The most labels below the bars.
const LABELS: usize = 12;

/// The lengths of periods, with the keys of their names.
const PERIODS: [(Period, &str); 5] = [
    (Period::Year, "period.year"),
    (Period::Quarter, "period.quarter"),
    (Period::Month, "period.month"),
    (Period::Week, "period.week"),
    (Period::Day, "period.day"),
];

/// A bar and its row of the table.
struct Bar<'a> {
    period: &'a TimelinePeriod,
    count: u64,
    /// Of all reports of the period; `None` if there are none.
    share: Option<f64>,
    /// The address with the reports of the period.
    to: Address,
    /// The days of the period that the search includes.
    days: (String, String),
}

/// Writes the timeline. `data` has a timeline with one series.
pub fn timeline(context: &Context, data: &OverviewData) -> Markup {
    let texts = context.texts;
    let timeline = &data.overview.timeline;
    let series = &timeline.series[0];
    let bars: Vec<Bar> = bars(context, data);
    let is_share = context.address.first(MEASURE) == SHARE;
    let chosen = Period::named(context.address.first(PERIOD));
    let is_refused = chosen.is_some_and(|chosen| chosen != timeline.period);
    html! {
        section.counts {
            div.above-counts {
                h2 id="timeline" { (texts.text("timeline")) }
                (periods(context, timeline))
                (choices(context, View::Overview, "measure", MEASURE,
                    &[(None, "measure.count"), (Some(SHARE), "measure.share")], is_share.then_some(SHARE)))
            }
            @if is_refused { p.about-counts { (texts.text("timeline.too_many")) } }
            @if !bars.is_empty() {
                div.scroll.timeline role="group" aria-labelledby="timeline" tabindex="0" {
                    (picture(context, &bars, is_share))
                }
            }
            p.about-counts {
                @if is_share { (texts.text("timeline.share")) " " }
                @if series.undated > 0 {
                    a href=(context.view(View::Overview, &narrow::by_no_date(&context.address))) {
                        (texts.count("timeline.undated.one", "timeline.undated.many", series.undated))
                    }
                    " "
                }
                @if series.imprecise > 0 {
                    (texts.count("timeline.imprecise.one", "timeline.imprecise.many", series.imprecise))
                }
            }
            @if !bars.is_empty() { (table(context, &bars)) }
        }
    }
}

/// Writes the choice of the length of periods.
fn periods(context: &Context, timeline: &Timeline) -> Markup {
    let all = PERIODS.map(|(period, key)| (Some(period.name()), key));
    let current = Some(timeline.period.name());
    choices(context, View::Overview, "period", PERIOD, &all, current)
}

fn bars<'a>(context: &Context, data: &'a OverviewData) -> Vec<Bar<'a>> {
    let timeline = &data.overview.timeline;
    let series = &timeline.series[0];
    let bar = |(n, period): (usize, &'a TimelinePeriod)| {
        let days = within(period, &data.days);
        Bar {
            period,
            count: series.counts[n],
            share: timeline.share(series, n),
            to: narrow::by_dates(&context.address, &days.0, &days.1),
            days,
        }
    };
    timeline.periods.iter().enumerate().map(bar).collect()
}

/// Returns the first and last day of a period, within the days that are filtered by. Days of the form `2025-02-04` are in
/// the order of their texts.
fn within(period: &TimelinePeriod, days: &(Option<String>, Option<String>)) -> (String, String) {
    let first = days.0.as_ref().filter(|since| **since > period.start);
    let last = days.1.as_ref().filter(|until| **until < period.end);
    (
        first.unwrap_or(&period.start).clone(),
        last.unwrap_or(&period.end).clone(),
    )
}

/// Draws the bars. Keyboard and screen reader have the table instead.
fn picture(context: &Context, bars: &[Bar], is_share: bool) -> Markup {
    let value = |bar: &Bar| match is_share {
        true => bar.share.unwrap_or(0.0),
        false => bar.count as f64,
    };
    let most = bars.iter().map(value).fold(0.0, f64::max);
    let axis = match is_share {
        true => percent(most),
        false => context.texts.number(most as u64),
    };
    let width = PLOT.0 / bars.len() as f64;
    let step = bars.len().div_ceil(LABELS);
    let bottom = HEIGHT - BOTTOM;
    html! {
        svg viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } aria-hidden="true" {
            text x=(LEFT - 6.0) y=(TOP + 4.0) text-anchor="end" { (axis) }
            text x=(LEFT - 6.0) y=(bottom) text-anchor="end" { "0" }
            line x1=(LEFT) x2=(WIDTH) y1=(TOP) y2=(TOP) {}
            line x1=(LEFT) x2=(WIDTH) y1=(bottom) y2=(bottom) {}
            @for (n, bar) in bars.iter().enumerate() {
                @let x = LEFT + width * n as f64;
                @let height = if most > 0.0 { PLOT.1 * value(bar) / most } else { 0.0 };
                a href=(context.view(View::Overview, &bar.to)) tabindex="-1"
                    data-first=(bar.days.0) data-last=(bar.days.1) {
                    title { (about(context, bar)) }
                    rect.all x=(pixels(x)) y=(TOP) width=(pixels(width)) height=(PLOT.1) {}
                    rect x=(pixels(x + width * 0.1)) y=(pixels(bottom - height))
                        width=(pixels(width * 0.8)) height=(pixels(height)) {}
                }
            }
            @for (n, bar) in bars.iter().enumerate().step_by(step) {
                text x=(pixels(LEFT + width * (n as f64 + 0.5))) y=(HEIGHT - 6.0) text-anchor="middle" {
                    (bar.period.label)
                }
            }
        }
    }
}

fn about(context: &Context, bar: &Bar) -> String {
    let texts = context.texts;
    let reports = texts.count("total.one", "total.many", bar.count);
    let share = bar.share.map(percent).unwrap_or_default();
    format!("{}: {reports} {share}", bar.period.label)
}

fn table(context: &Context, bars: &[Bar]) -> Markup {
    let row = |bar: &Bar| Row {
        to: context.view(View::Overview, &bar.to),
        name: bar.period.label.clone(),
        cells: vec![
            context.texts.number(bar.count),
            bar.share.map(percent).unwrap_or_default(),
        ],
    };
    let rows: Vec<Row> = bars.iter().map(row).collect();
    let heads = ["by.date", "view.hits", "measure.share"];
    as_table(context, &heads, &rows)
}

fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

/// Rounds a coordinate, in pixels.
fn pixels(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_ends_where_the_dates_that_are_filtered_by_end() {
        let period = TimelinePeriod {
            label: "2025-02".to_owned(),
            start: "2025-02-01".to_owned(),
            end: "2025-02-28".to_owned(),
        };
        let day = |day: &str| Some(day.to_owned());
        let owned = |first: &str, last: &str| (first.to_owned(), last.to_owned());
        let within = |days| within(&period, &days);
        assert_eq!(within((None, None)), owned("2025-02-01", "2025-02-28"));
        let days = (day("2025-02-10"), day("2025-06-30"));
        assert_eq!(within(days), owned("2025-02-10", "2025-02-28"));
        let days = (day("2024-02-10"), day("2025-02-11"));
        assert_eq!(within(days), owned("2025-02-01", "2025-02-11"));
    }

    #[test]
    fn every_period_has_a_name() {
        assert_eq!(PERIODS.map(|(period, _)| period), Period::ALL);
    }
}
