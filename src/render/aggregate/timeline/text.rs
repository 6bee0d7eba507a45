//! Timelines for people: one line per period, with a bar; for several series, one column each.

use std::io::{self, Write};

use super::super::CountSettings;
use super::super::columns::{Align, fitted, width_of};
use super::super::names::short_names;
use super::super::numbers::percent;
use crate::response::timeline::{Series, Timeline};

/// The maximum width of a bar, in columns.
const WIDEST_BAR: usize = 50;
/// The maximum width of the name of a series, in columns.
const WIDEST_NAME: usize = 16;
/// The space between columns.
const GAP: &str = "  ";
/// The labels of the lines below the periods.
const BESIDE: [&str; 3] = ["imprecise", "undated", "total"];

pub(super) fn write(
    out: &mut dyn Write,
    timeline: &Timeline,
    settings: &CountSettings,
) -> io::Result<()> {
    match &timeline.series[..] {
        [one] if timeline.by.is_none() => write_one(out, timeline, one, settings),
        several => write_several(out, timeline, several, settings),
    }
}

/// Writes the counts, the shares and a bar for each count.
fn write_one(
    out: &mut dyn Write,
    timeline: &Timeline,
    series: &Series,
    settings: &CountSettings,
) -> io::Result<()> {
    let of_labels = width_of_labels(timeline);
    let unit = timeline.unit.word();
    let of_counts = digits(series.total).max(unit.len());
    const SHARE: &str = "of all";
    let of_shares = SHARE.len().max("100.0%".len());
    let taken = of_labels + of_counts + of_shares + 3 * GAP.len();
    let of_bars = settings.width.saturating_sub(taken).min(WIDEST_BAR);
    let mut line = |label: &str, count: &str, share: &str, bar: &str| {
        let label = fitted(label, of_labels, Align::Left);
        let count = fitted(count, of_counts, Align::Right);
        let share = fitted(share, of_shares, Align::Right);
        let line = [&label, &count, &share, bar].join(GAP);
        writeln!(out, "{}", line.trim_end())
    };
    line(timeline.period.name(), unit, SHARE, "")?;
    let most = series.counts.iter().copied().max().unwrap_or(0);
    for (n, period) in timeline.periods.iter().enumerate() {
        let count = series.counts[n];
        let share = percent(timeline.share(series, n));
        let bar = settings.bars.bar(count as f64, most as f64, of_bars);
        line(&period.label, &count.to_string(), &share, &bar)?;
    }
    for (label, count, all) in beside(series, &timeline.all) {
        let share = (all > 0).then(|| count as f64 / all as f64);
        line(label, &count.to_string(), &percent(share), "")?;
    }
    Ok(())
}

/// Writes the counts of as many series as fit, each count with a block that is full for the maximum of its series.
fn write_several(
    out: &mut dyn Write,
    timeline: &Timeline,
    series: &[Series],
    settings: &CountSettings,
) -> io::Result<()> {
    let of_labels = width_of_labels(timeline);
    let of_all = digits(timeline.all.total).max("all".len());
    let names = names_of(timeline);
    let of_series = |(name, series): (&String, &Series)| {
        // Two more columns for the space and the block behind the count.
        let of_count = digits(series.total) + 2;
        width_of(name).min(WIDEST_NAME).max(of_count)
    };
    let widths: Vec<usize> = names.iter().zip(series).map(of_series).collect();
    let mut left = settings
        .width
        .saturating_sub(of_labels + GAP.len() + of_all);
    let fits = |width: &&usize| {
        let taken = **width + GAP.len();
        let fits = taken <= left;
        left = left.saturating_sub(taken);
        fits
    };
    // At least one, even on a terminal that is too narrow.
    let shown = widths
        .iter()
        .take_while(fits)
        .count()
        .max(1)
        .min(series.len());
    let most: Vec<u64> = series
        .iter()
        .map(|one| one.counts.iter().copied().max().unwrap_or(0))
        .collect();
    let mut line = |label: &str, cells: Vec<String>, all: &str| {
        let mut line = fitted(label, of_labels, Align::Left);
        for (cell, width) in cells.iter().zip(&widths) {
            line += GAP;
            line += &fitted(cell, *width, Align::Right);
        }
        line += GAP;
        line += &fitted(all, of_all, Align::Right);
        writeln!(out, "{}", line.trim_end())
    };
    line(timeline.period.name(), names[..shown].to_vec(), "all")?;
    for (n, period) in timeline.periods.iter().enumerate() {
        let cell = |(one, most): (&Series, &u64)| {
            let count = one.counts[n];
            let block = settings.bars.level(count as f64, *most as f64);
            format!("{count} {block}")
        };
        let cells = series[..shown].iter().zip(&most).map(cell).collect();
        line(&period.label, cells, &timeline.all.counts[n].to_string())?;
    }
    for (i, label) in BESIDE.iter().enumerate() {
        let count = |one: &Series| [one.imprecise, one.undated, one.total][i];
        let cells: Vec<String> = series[..shown]
            .iter()
            .map(|one| format!("{}  ", count(one)))
            .collect();
        let is_total = i + 1 == BESIDE.len();
        if is_total || count(&timeline.all) > 0 {
            line(label, cells, &count(&timeline.all).to_string())?;
        }
    }
    let cut = series.len() - shown;
    if cut > 0 {
        writeln!(out, "({cut} more do not fit: --format csv has all)")?;
    }
    Ok(())
}

/// Returns a display name for each series.
pub(super) fn names_of(timeline: &Timeline) -> Vec<String> {
    let names = timeline.series.iter().map(|series| series.name.as_str());
    match &timeline.by {
        Some(_) => short_names(names),
        None => names.map(name_of_query).collect(),
    }
}

fn name_of_query(query: &str) -> String {
    match query.is_empty() {
        true => "(all)".to_owned(),
        false => query.to_owned(),
    }
}

/// Yields the lines below the periods: label, count, and count of the whole index.
fn beside<'a>(
    series: &'a Series,
    all: &'a Series,
) -> impl Iterator<Item = (&'static str, u64, u64)> + 'a {
    let counts = |of: &Series| [of.imprecise, of.undated, of.total];
    let rows = BESIDE.into_iter().zip(counts(series)).zip(counts(all));
    let rows = rows.map(|((label, count), all)| (label, count, all));
    rows.filter(|(label, count, _)| *count > 0 || *label == "total")
}

fn width_of_labels(timeline: &Timeline) -> usize {
    let labels = timeline.periods.iter().map(|period| period.label.len());
    let beside = BESIDE.iter().map(|label| label.len());
    labels.chain(beside).max().unwrap_or(0)
}

fn digits(number: u64) -> usize {
    number.to_string().len()
}

#[cfg(test)]
mod tests {
    use super::super::super::written;
    use super::super::{FORMATS, sample};

    #[test]
    fn one_series_has_shares_and_bars_within_the_width() {
        let wanted = "\
quarter    reports  of all
2023-Q4         12   30.0%  ██████████
2024-Q1          0
2024-Q2          4   20.0%  ███▍
imprecise        1   33.3%
undated          1   50.0%
total           18   27.7%
";
        assert_eq!(
            written(FORMATS, "text", &sample::timeline(&["a"]), 38),
            wanted
        );
    }

    #[test]
    fn as_many_series_as_fit_are_columns() {
        let timeline = sample::timeline(&["viv ansanm", "g9", "police"]);
        let wanted = "\
quarter    viv ansanm    g9  all
2023-Q4          12 █  12 █   40
2024-Q1           0     0      0
2024-Q2           4 ▃   4 ▃   20
imprecise         1     1      3
undated           1     1      2
total            18    18     65
(1 more do not fit: --format csv has all)
";
        assert_eq!(written(FORMATS, "text", &timeline, 36), wanted);
    }
}
