//! Query counts as tables: one row per query.

use std::io::{self, Write};

use super::super::{number_cell, write_table};
use crate::render::table::{Table, TableCell};
use crate::response::query_counts::QueryCounts;

/// `stories` is empty unless they were requested.
const COLUMNS: [&str; 5] = ["query", "reports", "passages", "stories", "share"];

pub(super) fn write(out: &mut dyn Write, counts: &QueryCounts, table: Table) -> io::Result<()> {
    let rows = counts.queries.iter().map(|query| {
        let stories = query.stories.map(|stories| stories.to_string());
        vec![
            TableCell::text(&query.query.query),
            TableCell::count(query.query.reports),
            TableCell::count(query.passages),
            TableCell::Number(stories.unwrap_or_default()),
            number_cell(counts.share(query)),
        ]
    });
    write_table(out, table, &COLUMNS, rows)
}

#[cfg(test)]
mod tests {
    use super::super::super::written;
    use super::super::{FORMATS, sample};

    #[test]
    fn a_table_has_a_row_for_each_query() {
        let wanted = "query\treports\tpassages\tstories\tshare\nhelicopters\t10\t25\t8\t0.25\n'-x\t5\t5\t\t0.125\n";
        assert_eq!(written(FORMATS, "tsv", &sample::counts(), 80), wanted);
    }
}
