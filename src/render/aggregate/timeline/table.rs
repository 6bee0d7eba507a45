//! Timelines as tables: one row per series and period.

use std::io::{self, Write};

use super::super::{number_cell, write_table};
use crate::render::table::{Table, TableCell};
use crate::response::timeline::Timeline;

/// For reports in no period, `period` is `imprecise` or `undated`, and `start` and `end` are empty. `share` is empty where
/// `all` is 0.
const COLUMNS: [&str; 7] = ["period", "start", "end", "series", "count", "all", "share"];

pub(super) fn write(out: &mut dyn Write, timeline: &Timeline, table: Table) -> io::Result<()> {
    let rows = timeline.rows().map(|row| {
        let day = |day: Option<&String>| TableCell::Text(day.cloned().unwrap_or_default());
        vec![
            TableCell::text(row.label),
            day(row.period.map(|period| &period.start)),
            day(row.period.map(|period| &period.end)),
            TableCell::text(row.series),
            TableCell::count(row.count),
            TableCell::count(row.all),
            number_cell(row.share),
        ]
    });
    write_table(out, table, &COLUMNS, rows)
}

#[cfg(test)]
mod tests {
    use super::super::super::written;
    use super::super::{FORMATS, sample};

    #[test]
    fn a_table_has_a_row_for_each_series_in_each_period() {
        let wanted = concat!(
            "period,start,end,series,count,all,share\r\n",
            "2023-Q4,2023-10-01,2023-12-31,'-a,12,40,0.3\r\n",
            "2024-Q1,2024-01-01,2024-03-31,'-a,0,0,\r\n",
            "2024-Q2,2024-04-01,2024-06-30,'-a,4,20,0.2\r\n",
            "imprecise,,,'-a,1,3,0.333333\r\n",
            "undated,,,'-a,1,2,0.5\r\n",
        );
        let timeline = sample::timeline(&["-a"]);
        assert_eq!(written(FORMATS, "csv", &timeline, 80), wanted);
        let tsv = written(FORMATS, "tsv", &timeline, 80);
        assert_eq!(tsv.lines().nth(5), Some("undated\t\t\t'-a\t1\t2\t0.5"));
    }
}
