//! Significant words as tables: one row per word.

use std::io::{self, Write};

use super::super::{number_cell, write_table};
use crate::render::table::{Table, TableCell};
use crate::response::significant_words::SignificantWords;

/// The same names as the keys of a JSON line.
const COLUMNS: [&str; 8] = [
    "word", "language", "count", "found", "reports", "expected", "lift", "g2",
];

pub(super) fn write(out: &mut dyn Write, words: &SignificantWords, table: Table) -> io::Result<()> {
    let rows = words.words.iter().map(|word| {
        vec![
            TableCell::text(&word.word),
            TableCell::text(word.language.as_deref().unwrap_or_default()),
            TableCell::count(word.cell.count),
            TableCell::count(word.found),
            TableCell::count(word.reports),
            number_cell(Some(word.cell.expected)),
            number_cell(Some(word.cell.lift)),
            number_cell(Some(word.cell.g2)),
        ]
    });
    write_table(out, table, &COLUMNS, rows)
}

#[cfg(test)]
mod tests {
    use super::super::super::written;
    use super::super::{FORMATS, sample};

    #[test]
    fn a_table_has_a_row_for_each_word() {
        let wanted = concat!(
            "word\tlanguage\tcount\tfound\treports\texpected\tlift\tg2\n",
            "rancon\tfr\t9\t10\t12\t2\t4.5\t40.5\n",
            "ransom\t\t5\t10\t12\t2\t2.5\t12.25\n",
        );
        assert_eq!(written(FORMATS, "tsv", &sample::words(), 80), wanted);
    }
}
