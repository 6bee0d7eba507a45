//! The cross-table of a result: how many reports have both of two values, with links to them.

use maud::{Markup, html};

use super::address::Address;
use super::context::Context;
use super::forms::hidden;
use super::narrow::{by_dimension, by_qualifier, qualifier};
use super::overview::{Counted, counting_page};
use super::views::View;
use crate::response::crosstab::{Axis, AxisValue, Cell, Crosstab};
use crate::search::Dimension;
use crate::server::problem::QueryError;

/// The parameters of the two dimensions.
pub const ROWS: &str = "rows";
pub const COLUMNS: &str = "columns";
/// The parameter of what is counted, and its value for passages; without it, reports are.
pub const UNIT: &str = "in";
pub const PASSAGE: &str = "passage";

/// The most values of a dimension that are shown: there may be many dates, of which the latest are.
const MOST: usize = 60;
/// The number of shades of cells above chance, and of those below. Each begins at a multiple of [`Cell::SIGNIFICANT`].
const SHADES: f64 = 5.0;
/// The levels of a facet to choose from, with the keys of their names.
const LEVELS: &[(&str, &str)] = &[
    ("", "level.top"),
    ("@2", "level.second"),
    ("@leaves", "level.leaves"),
];
/// The other dimensions to choose from, with the keys of their names.
const OTHERS: &[(&str, &str)] = &[
    ("date@year", "period.year"),
    ("date@month", "period.month"),
    ("source", "by.source"),
    ("language", "by.language"),
];

/// What the page shows.
pub struct CrosstabData {
    /// The counts.
    pub crosstab: Crosstab,
    /// The dimension of the rows.
    pub rows: Dimension,
    /// The dimension of the columns.
    pub columns: Dimension,
}

/// Writes the page.
pub fn crosstab_page(context: &Context, data: &Result<CrosstabData, QueryError>) -> Markup {
    counting_page(context, View::Crosstab, data, |data| Counted {
        query: &data.crosstab.query,
        main: html! {
            section.counts {
                (form(context, data))
                @if data.crosstab.rows.values.is_empty() || data.crosstab.columns.values.is_empty() {
                    p.nothing { (context.texts.text("crosstab.none")) }
                } @else {
                    (table(context, data))
                    (below(context, &data.crosstab))
                }
            }
        },
        stays: false,
    })
}

/// Writes the choice of the dimensions.
fn form(context: &Context, data: &CrosstabData) -> Markup {
    let texts = context.texts;
    html! {
        form.dimensions action={ (context.base) (View::Crosstab.path()) } method="get" {
            (hidden(&context.address.but(&[ROWS, COLUMNS, UNIT])))
            (choice(context, ROWS, "crosstab.rows", &data.crosstab.rows.by))
            (choice(context, COLUMNS, "crosstab.columns", &data.crosstab.columns.by))
            label {
                span { (texts.text("crosstab.unit")) }
                select name=(UNIT) {
                    option value="" { (texts.text("crosstab.reports")) }
                    option value=(PASSAGE) selected[counts_passages(context)] { (texts.text("crosstab.passages")) }
                }
            }
            button type="submit" { (texts.text("apply")) }
        }
    }
}

fn counts_passages(context: &Context) -> bool {
    context.address.first(UNIT) == PASSAGE
}

fn choice(context: &Context, name: &str, label: &'static str, current: &str) -> Markup {
    let texts = context.texts;
    let of_facets = context.facets.iter().flat_map(|facet| {
        let label = context.facet_label(&facet.name);
        let levels = LEVELS.iter();
        levels.map(move |(level, key)| {
            let name = format!("{}{level}", facet.name);
            (name, texts.with(key, "facet", &label))
        })
    });
    let others = OTHERS.iter();
    let others = others.map(|(name, key)| ((*name).to_owned(), texts.text(key).to_owned()));
    let mut all: Vec<(String, String)> = of_facets.chain(others).collect();
    if !all.iter().any(|(name, _)| name == current) {
        all.push((current.to_owned(), current.to_owned()));
    }
    html! {
        label {
            span { (texts.text(label)) }
            select name=(name) {
                @for (value, label) in &all {
                    option value=(value) selected[value == current] { (label) }
                }
            }
        }
    }
}

/// Returns the number of the first value that is shown.
fn first_shown(axis: &Axis) -> usize {
    axis.values.len().saturating_sub(MOST)
}

fn table(context: &Context, data: &CrosstabData) -> Markup {
    let texts = context.texts;
    let crosstab = &data.crosstab;
    let columns: Vec<(usize, &AxisValue)> = shown(&crosstab.columns).collect();
    html! {
        div.scroll.crosstab role="region" aria-label=(texts.text("view.crosstab")) tabindex="0" {
            table {
                thead {
                    tr {
                        td {}
                        @for (_, column) in &columns {
                            th scope="col" { (heading(context, &data.columns, column)) }
                        }
                        th scope="col" { (texts.text("crosstab.all")) }
                    }
                }
                tbody {
                    @for (n, row) in shown(&crosstab.rows) {
                        tr {
                            th scope="row" { (heading(context, &data.rows, row)) }
                            @for (m, column) in &columns {
                                (cell(context, data, (row, column), &crosstab.cells[n][*m]))
                            }
                            td.margin { (texts.number(row.count)) }
                        }
                    }
                    tr {
                        th scope="row" { (texts.text("crosstab.all")) }
                        @for (_, column) in &columns { td.margin { (texts.number(column.count)) } }
                        td.margin { (texts.number(crosstab.total)) }
                    }
                }
            }
        }
    }
}

fn shown(axis: &Axis) -> impl Iterator<Item = (usize, &AxisValue)> {
    axis.values.iter().enumerate().skip(first_shown(axis))
}

fn heading(context: &Context, dimension: &Dimension, value: &AxisValue) -> Markup {
    let to = by_dimension(&context.address.of_hits(), dimension, &value.value);
    html! {
        @match to {
            Some(to) => a href=(context.search(&to)) title=(value.value) { bdi { (value.label) } },
            None => bdi { (value.label) },
        }
    }
}

fn cell(
    context: &Context,
    data: &CrosstabData,
    (row, column): (&AxisValue, &AxisValue),
    cell: &Cell,
) -> Markup {
    let texts = context.texts;
    let both = [(&data.rows, row), (&data.columns, column)];
    let to = match counts_passages(context) {
        true => in_one_passage(context, both),
        false => by_both(context, both),
    };
    let count = texts.number(cell.count);
    let about = format!("{:.1}, G² {:.1}", cell.expected, cell.g2);
    let about = texts.with("crosstab.expected", "n", &about);
    html! {
        td class=[shade(cell)] title=(about) {
            @match to {
                Some(to) if cell.count > 0 => a href=(context.search(&to)) { (count) },
                Some(_) | None => (count),
            }
            @if cell.g2.abs() >= Cell::SIGNIFICANT { small { "×" (format!("{:.1}", cell.lift)) } }
        }
    }
}

/// Returns the address of the reports with both values.
fn by_both(context: &Context, both: [(&Dimension, &AxisValue); 2]) -> Option<Address> {
    let [(rows, row), (columns, column)] = both;
    let address = by_dimension(&context.address.of_hits(), rows, &row.value)?;
    by_dimension(&address, columns, &column.value)
}

/// Returns the address of the reports with a passage that mentions both values; if one is of the report, of those with a
/// passage that mentions the other.
fn in_one_passage(context: &Context, both: [(&Dimension, &AxisValue); 2]) -> Option<Address> {
    let mut address = context.address.of_hits();
    let mut mentioned = Vec::new();
    for (dimension, value) in both {
        match dimension {
            Dimension::Facet { name, .. } => mentioned.push(qualifier(name, &value.value)),
            Dimension::Date(_) | Dimension::Field(_) => {
                address = by_dimension(&address, dimension, &value.value)?;
            }
        }
    }
    match &mentioned[..] {
        [] => Some(address),
        mentioned => {
            let passage = format!("passage:({})", mentioned.join(" "));
            Some(by_qualifier(&address, &passage))
        }
    }
}

/// Returns the shade of a cell: `above-1` to `above-5` and `below-1` to `below-5`; `None` if chance explains its count.
fn shade(cell: &Cell) -> Option<String> {
    let shade = (cell.g2.abs() / Cell::SIGNIFICANT).floor().min(SHADES);
    let side = if cell.g2 < 0.0 { "below" } else { "above" };
    (shade >= 1.0).then(|| format!("{side}-{shade}"))
}

fn below(context: &Context, crosstab: &Crosstab) -> Markup {
    let texts = context.texts;
    let more = |axis: &Axis| (axis.more + first_shown(axis)) as u64;
    let (rows, columns) = (more(&crosstab.rows), more(&crosstab.columns));
    html! {
        p.about-counts {
            @if counts_passages(context) { (texts.text("crosstab.counts_passages")) " " }
            (texts.text("crosstab.explained"))
            @if rows > 0 { " " (texts.count("crosstab.more_rows.one", "crosstab.more_rows.many", rows)) }
            @if columns > 0 { " " (texts.count("crosstab.more_columns.one", "crosstab.more_columns.many", columns)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_shaded_by_how_far_chance_is_from_explaining_it() {
        let shaded = |g2| {
            shade(&Cell {
                count: 3,
                expected: 1.0,
                lift: 3.0,
                g2,
            })
        };
        assert_eq!(shaded(10.0), None);
        assert_eq!(shaded(11.0).as_deref(), Some("above-1"));
        assert_eq!(shaded(-22.0).as_deref(), Some("below-2"));
        assert_eq!(shaded(1000.0).as_deref(), Some("above-5"));
    }
}
