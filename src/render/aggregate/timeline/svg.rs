//! Timelines as SVG: bars for one series, lines for several.

use std::io::{self, Write};

use super::super::numbers::percent;
use super::text::names_of;
use crate::render::svg::{Anchor, Area, COLOURS, FONT, GREY, LIGHT, Picture, round_up};
use crate::response::timeline::{Series, Timeline};

/// The sizes of the picture and of the margins around the plot, in pixels.
const SIZE: (f64, f64) = (800.0, 400.0);
const LEFT: f64 = 60.0;
const RIGHT: f64 = 20.0;
const TOP: f64 = 50.0;
const BOTTOM: f64 = 50.0;
/// The width of the legend if there are several series, in pixels.
const LEGEND: f64 = 180.0;
/// The number of grid lines, and the maximum number of labels below the plot.
const LINES: u64 = 5;
const LABELS: usize = 12;

pub(in crate::render) fn write(out: &mut dyn Write, timeline: &Timeline) -> io::Result<()> {
    let is_one = timeline.series.len() == 1;
    let legend = if is_one { 0.0 } else { LEGEND };
    let plot = Area {
        x: LEFT,
        y: TOP,
        width: SIZE.0 - LEFT - RIGHT - legend,
        height: SIZE.1 - TOP - BOTTOM,
    };
    let series = &timeline.series[..timeline.series.len().min(COLOURS.len())];
    let counts = series.iter().flat_map(|series| &series.counts);
    let most = round_up(counts.copied().max().unwrap_or(0));
    let mut picture = Picture::new(SIZE.0, SIZE.1);
    let title = title_of(timeline);
    picture.text(LEFT, 20.0, Anchor::Start, plot.width, &title);
    draw_axes(&mut picture, timeline, plot, most);
    match series {
        [one] => draw_bars(&mut picture, timeline, one, plot, most),
        several => draw_lines(&mut picture, timeline, several, plot, most),
    }
    let below = below_of(timeline, series);
    picture.text(LEFT, SIZE.1 - 10.0, Anchor::Start, SIZE.0 - LEFT, &below);
    picture.describe(description_of(timeline, series));
    picture.write(out, &title)
}

fn draw_axes(picture: &mut Picture, timeline: &Timeline, plot: Area, most: u64) {
    for line in 0..=LINES {
        let y = plot.y + plot.height * (1.0 - line as f64 / LINES as f64);
        let colour = if line == 0 { GREY } else { LIGHT };
        picture.line(&[(plot.x, y), (plot.x + plot.width, y)], colour, 1.0);
        if (most * line).is_multiple_of(LINES) {
            let label = (most * line / LINES).to_string();
            picture.text(plot.x - 6.0, y + FONT / 3.0, Anchor::End, plot.x, &label);
        }
    }
    let step = timeline.periods.len().div_ceil(LABELS).max(1);
    for (n, period) in timeline.periods.iter().enumerate().step_by(step) {
        let x = middle(plot, timeline, n);
        let y = plot.y + plot.height + 1.5 * FONT;
        picture.text(x, y, Anchor::Middle, plot.width, &period.label);
    }
}

fn draw_bars(picture: &mut Picture, timeline: &Timeline, series: &Series, plot: Area, most: u64) {
    let width = plot.width / timeline.periods.len().max(1) as f64;
    for (n, period) in timeline.periods.iter().enumerate() {
        let count = series.counts[n];
        let height = plot.height * count as f64 / most as f64;
        let bar = Area {
            x: plot.x + width * (n as f64 + 0.1),
            y: plot.y + plot.height - height,
            width: width * 0.8,
            height,
        };
        let about = match timeline.share(series, n) {
            None => format!("{}: {count}", period.label),
            share => format!("{}: {count} ({} of all)", period.label, percent(share)),
        };
        picture.rectangle(bar, COLOURS[0], 1.0, &about);
    }
}

fn draw_lines(
    picture: &mut Picture,
    timeline: &Timeline,
    several: &[Series],
    plot: Area,
    most: u64,
) {
    let names = names_of(timeline);
    for (n, (series, colour)) in several.iter().zip(COLOURS).enumerate() {
        let point = |(n, &count): (usize, &u64)| {
            let y = plot.y + plot.height * (1.0 - count as f64 / most as f64);
            (middle(plot, timeline, n), y)
        };
        let points: Vec<(f64, f64)> = series.counts.iter().enumerate().map(point).collect();
        picture.line(&points, colour, 2.0);
        let x = plot.x + plot.width + 12.0;
        let y = plot.y + FONT * 1.5 * (n as f64 + 1.0);
        picture.line(
            &[(x, y - FONT / 3.0), (x + 16.0, y - FONT / 3.0)],
            colour,
            3.0,
        );
        let name = format!("{} ({})", names[n], series.total);
        picture.text(x + 22.0, y, Anchor::Start, LEGEND - 34.0, &name);
    }
}

/// Returns the x coordinate of the middle of a period.
fn middle(plot: Area, timeline: &Timeline, period: usize) -> f64 {
    plot.x + plot.width * (period as f64 + 0.5) / timeline.periods.len().max(1) as f64
}

fn title_of(timeline: &Timeline) -> String {
    let queries = timeline.queries.iter().map(|query| query.query.as_str());
    let queries: Vec<&str> = queries.filter(|query| !query.is_empty()).collect();
    let of = match &queries[..] {
        [] => String::new(),
        queries => format!(": {}", queries.join(", ")),
    };
    let by = timeline
        .by
        .as_ref()
        .map_or(String::new(), |by| format!(" by {by}"));
    format!(
        "{} a {}{of}{by}",
        timeline.unit.word(),
        timeline.period.name()
    )
}

/// Returns a description in words: the total and the maximum of each series.
fn description_of(timeline: &Timeline, shown: &[Series]) -> String {
    let names = names_of(timeline);
    let of_series = shown.iter().zip(&names).map(|(series, name)| {
        let most = series.counts.iter().max();
        let at = series.counts.iter().position(|count| Some(count) == most);
        let period = at.and_then(|at| timeline.periods.get(at));
        let name = match &name[..] {
            "" => String::new(),
            name => format!("{name}: "),
        };
        match (most, period) {
            (Some(most), Some(period)) => format!(
                "{name}{} in all, most in {} ({most})",
                series.total, period.label
            ),
            _ => format!("{name}{} in all", series.total),
        }
    });
    of_series.collect::<Vec<_>>().join("; ")
}

/// Returns the note below the plot about what is not in it. With several series, it omits undated and imprecise reports,
/// which are part of the totals in the legend.
fn below_of(timeline: &Timeline, shown: &[Series]) -> String {
    let more = timeline.series.len() - shown.len() + timeline.more_series;
    let (undated, imprecise) = match shown {
        [one] => (one.undated, one.imprecise),
        _ => (0, 0),
    };
    let parts = [
        (more as u64, "more values"),
        (undated, "undated"),
        (imprecise, "with less precise dates"),
    ];
    let parts = parts.iter().filter(|(n, _)| *n > 0);
    let parts: Vec<String> = parts.map(|(n, what)| format!("{n} {what}")).collect();
    match parts.is_empty() {
        true => String::new(),
        false => format!("not shown: {}", parts.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::written;
    use super::super::{FORMATS, sample};

    #[test]
    fn one_series_is_bars_with_the_counts_beside_them() {
        let svg = written(FORMATS, "svg", &sample::timeline(&["a<b"]), 80);
        assert!(svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>\n"));
        assert!(
            svg.contains("<title>reports a quarter: a&lt;b</title>"),
            "{svg}"
        );
        assert!(
            svg.contains("<title>2023-Q4: 12 (30.0% of all)</title>"),
            "{svg}"
        );
        assert!(svg.contains(">not shown: 1 undated, 1 with less precise dates</text>"));
        // 12 of 20, in a plot with a height of 300 pixels.
        assert!(svg.contains("height=\"180\" fill=\"#0072b2\""), "{svg}");
        assert!(
            !svg.contains("<polyline points=\"60,50 560,50\" fill=\"none\" stroke=\"#0072b2\"")
        );
    }

    #[test]
    fn several_series_are_lines_with_a_legend() {
        let svg = written(FORMATS, "svg", &sample::timeline(&["a", "b"]), 80);
        assert_eq!(svg.matches("stroke-width=\"2\"").count(), 2);
        assert!(svg.contains(">b (18)</text>"), "{svg}");
    }
}
