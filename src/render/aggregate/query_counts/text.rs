//! Query counts for people: one line per query, with a bar.

use std::io::{self, Write};

use super::super::CountSettings;
use super::super::columns::{Align, fitted, width_of};
use super::super::numbers::percent;
use crate::response::query_counts::QueryCounts;

/// The maximum widths of a query and a bar, in columns.
const WIDEST_QUERY: usize = 40;
const WIDEST_BAR: usize = 30;
const GAP: &str = "  ";
const HEADS: [&str; 5] = ["query", "reports", "of all", "passages", "stories"];
const TOTAL: &str = "(all reports)";

pub(super) fn write(
    out: &mut dyn Write,
    counts: &QueryCounts,
    settings: &CountSettings,
) -> io::Result<()> {
    let has_stories = counts.queries.iter().any(|query| query.stories.is_some());
    let columns = if has_stories { 5 } else { 4 };
    let mut rows: Vec<(Vec<String>, f64)> = Vec::new();
    for query in &counts.queries {
        let stories = query
            .stories
            .map_or(String::new(), |stories| stories.to_string());
        let row = vec![
            name_of(&query.query.query).to_owned(),
            query.query.reports.to_string(),
            percent(counts.share(query)),
            query.passages.to_string(),
            stories,
        ];
        rows.push((row, query.query.reports as f64));
    }
    let total = [TOTAL, &counts.all.to_string(), "", "", ""].map(str::to_owned);
    let widths: Vec<usize> = (0..columns)
        .map(|n| {
            let cells = rows.iter().map(|(row, _)| width_of(&row[n]));
            let all = cells.chain([width_of(HEADS[n]), width_of(&total[n])]);
            let widest = all.max().unwrap_or(0);
            if n == 0 {
                widest.min(WIDEST_QUERY)
            } else {
                widest
            }
        })
        .collect();
    let taken: usize = widths.iter().map(|width| width + GAP.len()).sum();
    let of_bars = settings.width.saturating_sub(taken).min(WIDEST_BAR);
    let mut line = |cells: &[String], bar: &str| {
        let mut line = String::new();
        for (n, (cell, width)) in cells.iter().zip(&widths).enumerate() {
            let align = if n == 0 { Align::Left } else { Align::Right };
            line += &fitted(cell, *width, align);
            line += GAP;
        }
        line += bar;
        writeln!(out, "{}", line.trim_end())
    };
    line(&HEADS.map(str::to_owned), "")?;
    let most = rows.iter().map(|(_, reports)| *reports).fold(0.0, f64::max);
    for (row, reports) in &rows {
        line(row, &settings.bars.bar(*reports, most, of_bars))?;
    }
    line(&total, "")
}

fn name_of(query: &str) -> &str {
    match query.trim().is_empty() {
        true => "(everything)",
        false => query,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::written;
    use super::super::{FORMATS, sample};

    #[test]
    fn text_has_a_line_for_each_query_and_the_size_of_the_index() {
        let wanted = "
query          reports  of all  passages  stories
helicopters         10   25.0%        25        8  ██████████
-x                   5   12.5%         5           █████
(all reports)       40
";
        let text = written(FORMATS, "text", &sample::counts(), 61);
        assert_eq!(format!("\n{text}"), wanted);
    }
}
