//! Co-occurring values as tables: one row per value, with its best passage.

use std::io::{self, Write};

use super::super::{number_cell, write_table};
use crate::render::table::{Table, TableCell};
use crate::response::text_of;
use crate::response::together::Together;

/// `id`, `published`, `path`, `line`, `page` and `text` are those of the best passage and its report.
const COLUMNS: [&str; 13] = [
    "facet",
    "value",
    "count",
    "passages",
    "expected",
    "lift",
    "g2",
    "id",
    "published",
    "path",
    "line",
    "page",
    "text",
];

pub(super) fn write(out: &mut dyn Write, together: &Together, table: Table) -> io::Result<()> {
    let rows = together.values.iter().map(|value| {
        let report = &value.best.report;
        let passage = value.best.passages().first();
        let number = |number: Option<u32>| {
            TableCell::Number(number.map_or(String::new(), |number| number.to_string()))
        };
        vec![
            TableCell::text(&value.facet),
            TableCell::text(&value.value),
            TableCell::count(value.cell.count),
            TableCell::count(value.passages),
            number_cell(Some(value.cell.expected)),
            number_cell(Some(value.cell.lift)),
            number_cell(Some(value.cell.g2)),
            TableCell::text(&report.id),
            TableCell::text(report.published.as_deref().unwrap_or_default()),
            TableCell::text(&report.path),
            number(passage.and_then(|passage| passage.line)),
            number(passage.and_then(|passage| passage.page)),
            TableCell::Text(passage.map_or(String::new(), |passage| text_of(&passage.parts))),
        ]
    });
    write_table(out, table, &COLUMNS, rows)
}

#[cfg(test)]
mod tests {
    use super::super::super::written;
    use super::super::{FORMATS, sample};

    #[test]
    fn a_table_has_a_row_for_each_value_with_its_best_passage() {
        let wanted = concat!(
            "facet\tvalue\tcount\tpassages\texpected\tlift\tg2\tid\tpublished\tpath\tline\tpage\ttext\n",
            "actor\t/Armed groups/G9\t12\t20\t2\t6\t45.25\ta\t2025-02-04\tcorpus/a.txt\t14\t\t",
            "Où sont les helicopters? The union asked for more.\n",
            "actor\t/=Police\t4\t20\t2\t2\t2\tb 1\t\tcorpus/b.pdf\t\t2\t'=1+1 | �[31m\n",
        );
        assert_eq!(written(FORMATS, "tsv", &sample::together(), 80), wanted);
    }
}
