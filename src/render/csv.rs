//! Tables for spreadsheets and scripts: CSV and TSV, a line for each hit.

use std::io::{self, Write};

use csv::{QuoteStyle, Terminator, WriterBuilder};

use super::{Format, Settings, rounded, safe};
use crate::response::{Detail, Hit, Part, Passage, Response, text_of};

/// Comma-separated values by RFC 4180: lines end in CR LF, cells are quoted where they must be.
/// Line breaks in texts stay.
pub const CSV: Format = Format {
    name: Table::Csv.name(),
    description: "a table for spreadsheets, comma-separated",
    detail: Detail::Data,
    collapse: false,
    head: |out, settings| write_head(out, settings, Table::Csv),
    write: |out, response, settings| write_rows(out, response, settings, Table::Csv),
};

/// Tab-separated values: lines end in LF, nothing is quoted; tabs and line breaks in cells are
/// spaces.
pub const TSV: Format = Format {
    name: Table::Tsv.name(),
    description: "a table for scripts, tab-separated",
    detail: Detail::Data,
    collapse: false,
    head: |out, settings| write_head(out, settings, Table::Tsv),
    write: |out, response, settings| write_rows(out, response, settings, Table::Tsv),
};

/// The columns of every table. `query_id` stands before them in a batch, one for each facet after
/// them: its paths, joined by `|`; then one for each facet with those that the report is mainly about
/// (`main_area`). `line`, `page`, `passage`, `start` and `end` are as in JSON.
/// Where reports were requested, the best passage of each is shown.
const COLUMNS: [&str; 16] = [
    "rank",
    "score",
    "id",
    "title",
    "published",
    "language",
    "source",
    "url",
    "path",
    "line",
    "page",
    "passage",
    "start",
    "end",
    "text",
    // The matched texts, joined by `|`.
    "matches",
];

/// A kind of table.
#[derive(Debug, Clone, Copy)]
pub(super) enum Table {
    Csv,
    Tsv,
}

fn write_head(out: &mut dyn Write, settings: &Settings, table: Table) -> io::Result<()> {
    let mut names = Vec::new();
    if settings.query_id.is_some() {
        names.push("query_id".to_owned());
    }
    names.extend(COLUMNS.map(str::to_owned));
    names.extend(settings.facets.iter().map(|name| table.cell(name)));
    let main = settings.facets.iter();
    names.extend(main.map(|name| table.cell(&format!("main_{name}"))));
    table.write(out, &[names])
}

fn write_rows(
    out: &mut dyn Write,
    response: &Response,
    settings: &Settings,
    table: Table,
) -> io::Result<()> {
    let rows: Vec<Vec<String>> = response
        .hits
        .iter()
        .map(|hit| table.row(hit, settings))
        .collect();
    table.write(out, &rows)
}

impl Table {
    /// Returns the name of the format.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Table::Csv => "csv",
            Table::Tsv => "tsv",
        }
    }

    /// Writes rows of [cells](Table::cell).
    pub(super) fn write(self, out: &mut dyn Write, rows: &[Vec<String>]) -> io::Result<()> {
        let mut builder = WriterBuilder::new();
        match self {
            Table::Csv => builder.terminator(Terminator::CRLF),
            Table::Tsv => builder.delimiter(b'\t').quote_style(QuoteStyle::Never),
        };
        let mut writer = builder.from_writer(out);
        for row in rows {
            writer.write_record(row)?;
        }
        writer.flush()
    }

    fn row(self, hit: &Hit, settings: &Settings) -> Vec<String> {
        let report = &hit.report;
        let text = |text: Option<&str>| text.map_or(String::new(), |text| self.cell(text));

        let mut row: Vec<String> = Vec::new();
        row.extend(settings.query_id.map(|id| self.cell(id)));
        row.push(hit.rank.to_string());
        row.push(rounded(hit.score).to_string());
        row.push(self.cell(&report.id));
        row.push(text(report.title.as_deref().map(text_of).as_deref()));
        row.push(text(report.published.as_deref()));
        row.push(text(report.language.as_deref()));
        row.push(text(report.source.as_deref()));
        row.push(text(report.url.as_deref()));
        row.push(self.cell(&report.path));
        row.extend(self.passage(hit.passages().first()));
        for filed in [&report.facets, &report.main] {
            for name in settings.facets {
                let of_facet = filed.iter().find(|(facet, _)| facet == name);
                let paths = of_facet.map_or(&[][..], |(_, paths)| paths);
                row.push(self.list(paths.iter().map(String::as_str)));
            }
        }
        row
    }

    /// Returns the cells that speak of a passage, empty ones if there is none.
    fn passage(self, passage: Option<&Passage>) -> [String; 7] {
        let Some(passage) = passage else {
            return Default::default();
        };
        let number = |number: Option<u32>| number.map_or(String::new(), |n| n.to_string());
        let matches = passage.parts.iter().filter_map(|part| match part {
            Part::Plain(_) => None,
            Part::Match { text, .. } => Some(text.as_str()),
        });
        [
            number(passage.line),
            number(passage.page),
            passage.index.to_string(),
            passage.start.to_string(),
            passage.end.to_string(),
            self.cell(&text_of(&passage.parts)),
            self.list(matches),
        ]
    }

    /// Joins values by `|`; one inside a value is written `\|`.
    fn list<'a>(self, values: impl Iterator<Item = &'a str>) -> String {
        let values: Vec<String> = values.map(|value| value.replace('|', "\\|")).collect();
        self.cell(&values.join("|"))
    }

    /// Returns `text` as a cell holds it.
    ///
    /// Spreadsheets run a cell that begins with `=`, `+`, `-` or `@` as a formula, and texts come
    /// from anyone: such a cell gets a `'` before it, which spreadsheets take for "this is text".
    /// The same holds for the full-width and small variants of these signs, and for a sign behind
    /// spaces and invisible characters. JSON has the text unchanged.
    pub(super) fn cell(self, text: &str) -> String {
        let clean = match self {
            Table::Csv => {
                let lines: Vec<_> = text.split('\n').map(safe).collect();
                lines.join("\n")
            }
            Table::Tsv => safe(text).into_owned(),
        };
        let visible = clean.trim_start_matches(|c: char| c.is_whitespace() || is_invisible(c));
        if visible.starts_with(FORMULA_SIGNS) {
            return format!("'{clean}");
        }
        clean
    }
}

/// What begins a formula, also as an East Asian input method writes it: spreadsheets fold the width.
const FORMULA_SIGNS: [char; 12] = [
    '=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫',
];

/// Returns whether nothing is seen of a character: Unicode's `Default_Ignorable_Code_Point`, and what [`safe`] puts
/// in place of control characters.
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
    fn csv_quotes_what_rfc_4180_asks_for_and_disarms_formulas() {
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
    fn tsv_has_one_line_a_hit_and_quotes_nothing() {
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
            for table in [Table::Csv, Table::Tsv] {
                let cell = table.cell(formula);
                assert!(cell.starts_with('\''), "{formula:?}: {cell:?}");
            }
        }
        for text in ["a=1", "\u{200b}a", "’=", ""] {
            assert_eq!(Table::Csv.cell(text), text);
        }
    }

    #[test]
    fn a_bar_inside_a_listed_value_is_told_from_the_one_between_values() {
        assert_eq!(Table::Tsv.list(["a|b", "c"].into_iter()), "a\\|b|c");
        assert_eq!(Table::Csv.cell(" @x"), "' @x");
    }
}
