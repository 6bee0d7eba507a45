//! Co-occurring values for people: the counts of each value, a bar, and the best passage with its citation.

use std::io::{self, Write};

use super::super::CountSettings;
use super::super::columns::{Align, fitted, fitted_end, width_of};
use super::super::names::last_names;
use crate::render::safe;
use crate::render::wrap::{Marks, wrap};
use crate::response::together::{Together, TogetherValue};
use crate::response::{Part, Passage};

/// The maximum widths of a value and a bar, in columns.
const WIDEST_VALUE: usize = 34;
const WIDEST_BAR: usize = 16;
const GAP: &str = "  ";
const INDENT: &str = "    ";
/// The headers of the numeric columns, with their widths.
const HEADS: [(&str, usize); 4] = [("together", 8), ("passages", 8), ("lift", 6), ("g2", 8)];
const VALUE: &str = "value";

pub(super) fn write(
    out: &mut dyn Write,
    together: &Together,
    settings: &CountSettings,
) -> io::Result<()> {
    if together.values.is_empty() {
        return Ok(());
    }
    let names = together
        .values
        .iter()
        .map(|value| width_of(&name_of(value)));
    let of_values = names.max().unwrap_or(0).clamp(VALUE.len(), WIDEST_VALUE);
    let of_numbers: usize = HEADS.iter().map(|(_, width)| width + GAP.len()).sum();
    let taken = of_values + of_numbers + GAP.len();
    let of_bars = settings.width.saturating_sub(taken).min(WIDEST_BAR);
    let line = |value: &str, cells: [&str; 4], bar: &str| {
        let mut line = fitted(value, of_values, Align::Left);
        for (cell, (_, width)) in cells.iter().zip(HEADS) {
            line += GAP;
            line += &fitted(cell, width, Align::Right);
        }
        line += GAP;
        line += bar;
        line.trim_end().to_owned()
    };
    writeln!(out, "{}", line(VALUE, HEADS.map(|(head, _)| head), ""))?;
    let most = together
        .values
        .iter()
        .map(|value| value.cell.g2)
        .fold(0.0, f64::max);
    for value in &together.values {
        let cell = &value.cell;
        let cells = [
            cell.count.to_string(),
            value.passages.to_string(),
            format!("{:.1}", cell.lift),
            format!("{:.1}", cell.g2),
        ];
        let bar = settings.bars.bar(cell.g2, most, of_bars);
        let cells = cells.each_ref().map(String::as_str);
        writeln!(out, "{}", line(&name_of(value), cells, &bar))?;
        if let Some(passage) = value.best.passages().first() {
            let width = settings.width.saturating_sub(INDENT.len()).max(1);
            for text in wrap(&passage.parts, width, Marks::Signs("**")) {
                writeln!(out, "{INDENT}{text}")?;
            }
            writeln!(out, "{INDENT}{}", safe(&citation(value, passage)))?;
        }
    }
    let (shown, all) = (together.values.len(), together.values.len() + together.more);
    let (matched, passages) = (together.matched, together.all);
    writeln!(
        out,
        "{shown} of {all} values above chance, in {matched} of {passages} passages"
    )
}

/// Returns the facet and the last two names of the path, truncated at the start if too long.
fn name_of(value: &TogetherValue) -> String {
    let name = last_names(&value.value, 2);
    let room = WIDEST_VALUE.saturating_sub(width_of(&value.facet) + 2);
    let name = fitted_end(&name, width_of(&name).min(room));
    format!("{}: {name}", value.facet)
}

/// Returns the publication date of the report, and the position of the passage's first match in its file.
fn citation(value: &TogetherValue, passage: &Passage) -> String {
    let report = &value.best.report;
    let first = passage.parts.iter().find_map(|part| match part {
        Part::Plain(_) => None,
        Part::Match { line, page, .. } => Some((*line, *page)),
    });
    let (line, page) = first.unwrap_or((passage.line, passage.page));
    let place = match (page, line) {
        (Some(page), _) => format!(" p. {page}"),
        (None, Some(line)) => format!(":{line}"),
        (None, None) => String::new(),
    };
    let published = report.published.as_deref().unwrap_or("undated");
    format!("{published} · {}{place}", report.path)
}

#[cfg(test)]
mod tests {
    use super::super::super::written;
    use super::super::{FORMATS, sample};

    #[test]
    fn each_value_has_its_figures_and_a_passage_that_can_be_cited() {
        let wanted = "
value                   together  passages    lift        g2
actor: Armed groups/G9        12        20     6.0      45.2  ███
    Où sont les **helicopters**? The **union** asked for more.
    2025-02-04 · corpus/a.txt:15
actor: =Police                 4        20     2.0       2.0  ▏
    **=1+1** | �[31m
    undated · corpus/b.pdf p. 3
2 of 3 values above chance, in 30 of 300 passages
";
        let text = written(FORMATS, "text", &sample::together(), 65);
        assert_eq!(format!("\n{text}"), wanted);
    }
}
