//! Tables for spreadsheets and scripts: CSV, TSV and workbooks, one row per hit.

use std::io::{self, Write};

use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::table::{Table, TableCell, names_of, row_of};
use super::{Format, Settings, no_head, safe};
use crate::response::{Detail, Response};

/// Comma-separated values by RFC 4180: lines end in CR LF, cells are quoted where necessary. Line breaks in texts are kept.
pub const CSV: Format = Format {
    name: Table::CSV.name(),
    description: "a table for spreadsheets, comma-separated",
    detail: Detail::Data,
    collapse: false,
    head: |out, settings| write_names(out, Delimited::Csv, &names_of(settings)),
    write: |out, response, settings| write_rows(out, Delimited::Csv, rows_of(response, settings)),
};

/// Tab-separated values: lines end in LF, nothing is quoted, and tabs and line breaks in cells become spaces.
pub const TSV: Format = Format {
    name: Table::TSV.name(),
    description: "a table for scripts, tab-separated",
    detail: Detail::Data,
    collapse: false,
    head: |out, settings| write_names(out, Delimited::Tsv, &names_of(settings)),
    write: |out, response, settings| write_rows(out, Delimited::Tsv, rows_of(response, settings)),
};

/// An Excel workbook with the same columns.
pub const XLSX: Format = Format {
    name: Table::XLSX.name(),
    description: "a table as an Excel workbook",
    detail: Detail::Data,
    collapse: false,
    head: no_head,
    write: |out, response, settings| {
        Table::XLSX.write(out, &names_of(settings), rows_of(response, settings))
    },
};

/// A table format with delimited cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Delimited {
    Csv,
    Tsv,
}

fn rows_of(response: &Response, settings: &Settings) -> Vec<Vec<TableCell>> {
    let rows = response.hits.iter().map(|hit| row_of(hit, settings));
    rows.collect()
}

/// Writes the header line.
pub(super) fn write_names(
    out: &mut dyn Write,
    kind: Delimited,
    names: &[String],
) -> io::Result<()> {
    let names = names.iter().map(|name| TableCell::text(name));
    write_rows(out, kind, vec![names.collect()])
}

/// Writes rows.
pub(super) fn write_rows(
    out: &mut dyn Write,
    kind: Delimited,
    rows: Vec<Vec<TableCell>>,
) -> io::Result<()> {
    let mut builder = WriterBuilder::new();
    match kind {
        Delimited::Csv => builder.terminator(Terminator::CRLF),
        Delimited::Tsv => builder.delimiter(b'\t').quote_style(QuoteStyle::Never),
    };
    let mut writer = builder.from_writer(out);
    for row in rows {
        let cells = row.into_iter().map(|value| match value {
            TableCell::Text(text) => cell(&text, kind),
            TableCell::Number(number) => number,
        });
        writer.write_record(cells)?;
    }
    writer.flush()
}

/// Returns `text` as a cell of a CSV or TSV file.
///
/// Spreadsheets evaluate a cell that begins with `=`, `+`, `-` or `@` as a formula, and texts are not trusted. Such a cell
/// gets the prefix `'`, which makes spreadsheets treat it as text. The same applies to full-width and small variants of
/// these characters, and behind spaces and invisible characters. JSON has the text unchanged.
fn cell(text: &str, kind: Delimited) -> String {
    let clean = match kind {
        Delimited::Csv => {
            let lines: Vec<_> = text.split('\n').map(safe).collect();
            lines.join("\n")
        }
        Delimited::Tsv => safe(text).into_owned(),
    };
    let visible = clean.trim_start_matches(|c: char| c.is_whitespace() || is_invisible(c));
    if visible.starts_with(FORMULA_SIGNS) {
        return format!("'{clean}");
    }
    clean
}

/// Characters that begin a formula, including width variants from East Asian input methods: spreadsheets fold the width.
const FORMULA_SIGNS: [char; 12] = [
    '=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫',
];

/// Returns whether a character is invisible: Unicode's `Default_Ignorable_Code_Point`, or the replacement that [`safe`]
/// uses for control characters.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fff8}' | char::REPLACEMENT_CHARACTER | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::response::Shown;

    #[test]
    fn csv_quotes_as_rfc_4180_requires_and_disarms_formulas() {
        let facets = ["area".to_owned(), "actor".to_owned()];
        let settings = Settings {
            facets: &facets,
            ..Settings::default()
        };
        let wanted = concat!(
            "rank,score,id,title,published,language,source,url,path,line,page,passage,start,end,text,",
            "matches,area,actor,main_area,main_actor\r\n",
            "1,9.72,a,Haïti: union,2025-02-04,en,The Paper,https://a.org/1,corpus/a.txt,14,,3,1034,",
            "1084,\"Où sont les\nhelicopters? The union asked for more.\",helicopters|union,",
            "/Haiti|/Haiti/Ouest/Kenscoff,,/Haiti/Ouest/Kenscoff,\r\n",
            "2,1.5,b 1,,,,,,corpus/b.pdf,,2,0,0,12,'=1+1 | �[31m,'=1+1,,,,\r\n",
        );
        let got = sample::written(&CSV, &sample::passages(), &settings);
        assert_eq!(got, wanted);
    }

    #[test]
    fn tsv_has_one_line_per_hit_and_quotes_nothing() {
        let mut response = sample::reports();
        response.hits[0].report.source = Some("\"The\t\"\r\nPaper".to_owned());
        response.hits[1].shown = Shown::Passages(Vec::new());
        let settings = Settings {
            query_id: Some("q1"),
            ..Settings::default()
        };
        let wanted = concat!(
            "query_id\trank\tscore\tid\ttitle\tpublished\tlanguage\tsource\turl\tpath\tline\tpage\t",
            "passage\tstart\tend\ttext\tmatches\n",
            "q1\t1\t9.72\ta\tHaïti: union\t2025-02-04\ten\t\"The \"  Paper\thttps://a.org/1\t",
            "corpus/a.txt\t14\t\t3\t1034\t1084\tOù sont les helicopters? The union asked for more.\t",
            "helicopters|union\n",
            "q1\t2\t1.5\tb 1\t\t\t\t\t\tcorpus/b.pdf\t\t\t\t\t\t\t\n",
        );
        assert_eq!(sample::written(&TSV, &response, &settings), wanted);
    }

    #[test]
    fn formulas_in_other_widths_and_behind_invisible_characters_are_disarmed() {
        let formulas = [
            "＝1+1",
            "＋1",
            "－1",
            "＠SUM(1)",
            "﹦1",
            "\u{200b}=1",
            "\u{feff}\u{200d} @x",
            "\u{7}=1",
            "\u{2060}＝1",
            "\u{e0020}+1",
            "\t=1",
            "\n-1",
        ];
        for formula in formulas {
            for kind in [Delimited::Csv, Delimited::Tsv] {
                let cell = cell(formula, kind);
                assert!(cell.starts_with('\''), "{formula:?}: {cell:?}");
            }
        }
        for text in ["a=1", "\u{200b}a", "’=", ""] {
            assert_eq!(cell(text, Delimited::Csv), text);
        }
        assert_eq!(cell(" @x", Delimited::Csv), "' @x");
    }
}
