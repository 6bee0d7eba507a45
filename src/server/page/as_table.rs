//! The same as a picture shows, as a table: for the keyboard and for screen readers.

use maud::{Markup, html};

use super::context::Context;

/// A row of the table.
pub struct Row {
    /// The address of its reports.
    pub to: String,
    /// What it is about.
    pub name: String,
    /// The other cells.
    pub cells: Vec<String>,
}

/// Writes the table; `heads` are the keys of the heads of its columns.
pub fn as_table(context: &Context, heads: &[&'static str], rows: &[Row]) -> Markup {
    let texts = context.texts;
    html! {
        details.as-table {
            summary { (texts.text("as_table")) }
            table {
                thead { tr { @for head in heads { th scope="col" { (texts.text(head)) } } } }
                tbody {
                    @for row in rows {
                        tr {
                            th scope="row" { a href=(row.to) { bdi { (row.name) } } }
                            @for cell in &row.cells { td { (cell) } }
                        }
                    }
                }
            }
        }
    }
}
