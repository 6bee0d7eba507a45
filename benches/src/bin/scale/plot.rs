//! Draws the results: the cost of a report and of a query against the number of reports, on logarithmic axes, as an SVG
//! with colours for light and dark pages.

use std::fmt::Write;

use crate::results::{Results, Size};
use crate::tables::{short, significant};

/// A line of a panel.
struct Line {
    /// The key of its values.
    key: &'static str,
    label: &'static str,
    /// Its class in [`STYLE`].
    class: &'static str,
}

const fn line(key: &'static str, label: &'static str, class: &'static str) -> Line {
    Line { key, label, class }
}

struct Panel {
    title: &'static str,
    lines: &'static [Line],
}

const PANELS: &[Panel] = &[
    Panel {
        title: "Indexing: µs per report",
        lines: &[
            line("reportage index", "reportage", "a"),
            line("bare index", "bare tantivy", "d"),
        ],
    },
    Panel {
        title: "Searching: ms per query, warm",
        lines: &[
            line("reportage mixed", "reportage, passages with marks", "a"),
            line("reportage facets", "reportage, also facet counts", "b"),
            line("reportage 100 reports", "reportage, in 100 reports", "c"),
            line("bare mixed", "bare tantivy, snippets", "d"),
            line("bare ids", "bare tantivy, ids only", "e"),
        ],
    },
];

const STYLE: &str = "\
.page{fill:#fff}text{fill:#222;font:13px system-ui,sans-serif}.title{font-weight:600;font-size:14px}
.grid{stroke:#ddd}.line{fill:none;stroke-width:2}
.a{stroke:#0b62c4}.b{stroke:#7d3ac1}.c{stroke:#137a4b}.d{stroke:#b85c00}.e{stroke:#6b6b6b}
.dot.a{fill:#0b62c4}.dot.b{fill:#7d3ac1}.dot.c{fill:#137a4b}.dot.d{fill:#b85c00}.dot.e{fill:#6b6b6b}
@media(prefers-color-scheme:dark){
.page{fill:#16181c}text{fill:#e4e4e4}.grid{stroke:#3a3d42}
.a{stroke:#6cb2ff}.b{stroke:#c79bff}.c{stroke:#5fd39a}.d{stroke:#ffab5c}.e{stroke:#a8a8a8}
.dot.a{fill:#6cb2ff}.dot.b{fill:#c79bff}.dot.c{fill:#5fd39a}.dot.d{fill:#ffab5c}.dot.e{fill:#a8a8a8}}";

/// Measures of the drawing, in pixels.
const WIDTH: f64 = 780.0;
const PANEL_HEIGHT: f64 = 300.0;
/// Where the area of the lines begins and ends, within a panel.
const LEFT: f64 = 60.0;
const RIGHT: f64 = 540.0;
const TOP: f64 = 44.0;
const BOTTOM: f64 = 262.0;
/// The minimum distance of labels.
const LABEL_HEIGHT: f64 = 17.0;

/// Returns the drawing.
pub fn of(results: &Results) -> String {
    let height = PANEL_HEIGHT * PANELS.len() as f64;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" \
         role=\"img\" aria-label=\"Cost of a report and of a query against the number of reports\">\n<style>{STYLE}</style>\n\
         <rect class=\"page\" width=\"{WIDTH}\" height=\"{height}\"/>\n"
    );
    for (i, panel) in PANELS.iter().enumerate() {
        let _ = writeln!(
            svg,
            "<g transform=\"translate(0 {})\">",
            PANEL_HEIGHT * i as f64
        );
        draw(&mut svg, panel, &results.sizes);
        svg.push_str("</g>\n");
    }
    svg.push_str("</svg>\n");
    svg
}

fn draw(svg: &mut String, panel: &Panel, sizes: &[Size]) {
    text(svg, 12.0, 24.0, "title", "start", panel.title);
    let lines: Vec<(&Line, Vec<(f64, f64)>)> = panel
        .lines
        .iter()
        .map(|line| (line, points(line, sizes)))
        .filter(|(_, points)| !points.is_empty())
        .collect();
    let all = || lines.iter().flat_map(|(_, points)| points);
    let Some(across) = Axis::around(all().map(|(reports, _)| *reports), LEFT..RIGHT) else {
        return;
    };
    let values = all().map(|(_, value)| *value);
    let ticks = ticks(values.clone());
    let Some(up) = Axis::around(values.chain(ticks.iter().copied()), BOTTOM..TOP) else {
        return;
    };
    for tick in &ticks {
        let y = up.at(*tick);
        let _ = writeln!(svg, "<path class=\"grid\" d=\"M{LEFT} {y:.1}H{RIGHT}\"/>");
        let label = match *tick >= 1.0 {
            true => significant(*tick).trim_end_matches(".00").to_owned(),
            false => tick.to_string(),
        };
        text(
            svg,
            LEFT - 8.0,
            y + 4.0,
            "",
            "end",
            label.trim_end_matches(".0"),
        );
    }
    for size in sizes {
        let x = across.at(size.reports as f64);
        text(svg, x, BOTTOM + 22.0, "", "middle", &short(size.reports));
    }
    let mut labels = Vec::new();
    for (line, points) in &lines {
        let mut path = String::new();
        let mut dots = String::new();
        for (i, (reports, value)) in points.iter().enumerate() {
            let (x, y) = (across.at(*reports), up.at(*value));
            let command = if i == 0 { 'M' } else { 'L' };
            let _ = write!(path, "{command}{x:.1} {y:.1}");
            let _ = writeln!(
                dots,
                "<circle class=\"dot {}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.5\"/>",
                line.class
            );
            if i + 1 == points.len() {
                labels.push((y, line));
            }
        }
        let _ = writeln!(
            svg,
            "<path class=\"line {}\" d=\"{path}\"/>\n{dots}",
            line.class
        );
    }
    labels.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut free = f64::NEG_INFINITY;
    for (y, line) in labels {
        let y = y.max(free);
        free = y + LABEL_HEIGHT;
        let (x, class) = (RIGHT + 18.0, line.class);
        let _ = writeln!(
            svg,
            "<path class=\"line {class}\" d=\"M{x:.1} {y:.1}h14\"/>"
        );
        text(svg, x + 20.0, y + 4.0, "", "start", line.label);
    }
}

/// Returns the numbers of reports and the positive values of a line.
fn points(line: &Line, sizes: &[Size]) -> Vec<(f64, f64)> {
    let points = sizes.iter().filter_map(|size| {
        let value = *size.values.get(line.key)?;
        (value > 0.0).then_some((size.reports as f64, value))
    });
    points.collect()
}

/// A logarithmic axis.
struct Axis {
    lowest: f64,
    /// Pixels per unit of the natural logarithm.
    scale: f64,
    start: f64,
}

impl Axis {
    /// Returns the axis from the lowest of positive values to the highest; `None` without values.
    fn around(values: impl Iterator<Item = f64>, pixels: std::ops::Range<f64>) -> Option<Axis> {
        let values: Vec<f64> = values.collect();
        let lowest = values.iter().copied().reduce(f64::min)?;
        let highest = values.iter().copied().reduce(f64::max)?;
        let extent = (highest / lowest).ln();
        Some(Axis {
            lowest,
            scale: match extent > 0.0 {
                true => (pixels.end - pixels.start) / extent,
                false => 0.0,
            },
            start: pixels.start,
        })
    }

    fn at(&self, value: f64) -> f64 {
        self.start + (value / self.lowest).ln() * self.scale
    }
}

/// Returns the numbers 1, 2 and 5 × 10ⁿ around positive values.
fn ticks(values: impl Iterator<Item = f64> + Clone) -> Vec<f64> {
    let lowest = values.clone().fold(f64::INFINITY, f64::min);
    let highest = values.fold(0.0, f64::max);
    let all: Vec<f64> = (-6..10)
        .flat_map(|n| [1.0, 2.0, 5.0].map(|digit| digit * 10f64.powi(n)))
        .map(|tick| (tick * 1e6).round() / 1e6)
        .collect();
    let first = all.iter().rposition(|tick| *tick <= lowest).unwrap_or(0);
    let last = all.iter().position(|tick| *tick >= highest);
    all[first..=last.unwrap_or(all.len() - 1).max(first)].to_vec()
}

fn text(svg: &mut String, x: f64, y: f64, class: &str, anchor: &str, text: &str) {
    let _ = writeln!(
        svg,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" class=\"{class}\" text-anchor=\"{anchor}\">{text}</text>"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_surround_the_values() {
        assert_eq!(ticks([0.3, 1.4].into_iter()), [0.2, 0.5, 1.0, 2.0]);
        assert_eq!(ticks([20.0].into_iter()), [20.0]);
    }

    #[test]
    fn an_axis_is_logarithmic() {
        let axis = Axis::around([10.0, 1000.0].into_iter(), 0.0..100.0).unwrap();
        let pixels = [10.0, 100.0, 1000.0].map(|value| axis.at(value).round());
        assert_eq!(pixels, [0.0, 50.0, 100.0]);
    }
}
