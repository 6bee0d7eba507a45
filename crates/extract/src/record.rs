//! Makes reports of records: table rows and JSON objects.

use super::error::{Location, ReadError, Reason};
use super::field_mapping::{FieldMapping, FieldMappings, TAKEN};
use super::formats::html;
use super::metadata::{Cells, Metadata};
use super::outcome::Outcome;
use super::title;
use super::unmapped::{self, Used};
use super::values::{Entries, Value};
use crate::report::{Anchor, Lines, Report};
use reportage_text::field_map::Joined;

/// Separates the texts and values of several columns. A single line break would make the body look
/// like hard-wrapped text.
const BREAK: &str = "\n\n";

/// The source of a record and how to read it.
pub(super) struct Origin<'a> {
    pub mappings: &'a FieldMappings,
    pub cells: Cells,
    pub location: &'a Location,
    /// Returns the location of a column's value.
    pub spot: &'a dyn Fn(&str) -> Spot,
}

/// The location of a text in the source.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Spot {
    /// On one line; `None` if the format has no lines.
    On(Option<u32>),
    /// From this line on, each line of the text is one line of the source.
    From(u32),
}

/// Makes a report of a record. A text from one column is kept unchanged; other values without a
/// meaning follow it, one per line.
pub(super) fn report(entries: Entries, origin: &Origin, mut warnings: Vec<ReadError>) -> Outcome {
    let (location, mapping) = (origin.location, origin.mappings.of(&entries));
    let mut used = Used::default();
    let mut metadata = Metadata::take(
        &entries,
        mapping,
        origin.cells,
        location,
        &mut used,
        &mut warnings,
    );
    let texts = match texts(&entries, mapping, origin, &mut used, &mut warnings) {
        Ok(texts) => texts,
        Err(reason) => {
            let report = Err(location.error(reason));
            return Outcome { report, warnings };
        }
    };
    let is_empty = texts.is_empty() && metadata.title.is_none();
    if let Some((first, _)) = texts.first()
        && metadata.title.is_none()
    {
        let whole: Vec<&str> = texts.iter().map(|(text, _)| text.as_str()).collect();
        metadata.title = match &whole[..] {
            [_] => title::of_text(first),
            _ => title::of_text(&whole.join(BREAK)),
        };
    }
    let mut existing: Vec<&str> = texts.iter().map(|(text, _)| text.trim()).collect();
    existing.extend(metadata.title.as_deref());
    let values = unmapped::lines(&entries, mapping, &used, &existing, location, &mut warnings);
    if is_empty && values.is_empty() {
        let found = entries.0.into_iter().map(|(key, _)| key).collect();
        let report = Err(location.error(no_text(found)));
        return Outcome { report, warnings };
    }
    if is_empty && mapping.hold_text(&entries) {
        warnings.push(location.error(Reason::ValuesOnly));
    }
    let values = values.into_iter().map(|line| {
        let spot = (origin.spot)(&line.column);
        (line.text, spot)
    });
    let (body, lines, text_end) = join(texts, values.collect(), location.line);
    let id = match location.record {
        Some(number) => format!("{}#{number}", location.path),
        None => location.path.clone(),
    };
    let report = Report {
        text_end,
        ..metadata.with_body(body, lines, &location.path, id)
    };
    Outcome {
        report: Ok(report),
        warnings,
    }
}

/// Returns the reason for a record whose keys `found` include no text or title, or only empty ones.
pub(super) fn no_text(mut found: Vec<String>) -> Reason {
    found.sort();
    let taken = TAKEN;
    Reason::NoText { found, taken }
}

/// Returns the text of the first candidate that has one.
fn texts(
    entries: &Entries,
    mapping: &FieldMapping,
    origin: &Origin,
    used: &mut Used,
    warnings: &mut Vec<ReadError>,
) -> Result<Vec<(String, Spot)>, Reason> {
    for Joined(columns) in &mapping.text {
        let texts = texts_of(entries, columns, origin, used, warnings);
        if !texts.is_empty() {
            used.text.extend_from_slice(columns);
            return Ok(texts);
        }
    }
    for Joined(columns) in &mapping.html {
        let mut blocks = Vec::new();
        for (markup, spot) in texts_of(entries, columns, origin, used, warnings) {
            let line = line_of(&spot);
            for block in html::all_text(markup.into_bytes())? {
                blocks.push((block, Spot::On(line)));
            }
        }
        if !blocks.is_empty() {
            return Ok(blocks);
        }
    }
    Ok(Vec::new())
}

/// Returns the non-empty texts of columns that are joined. The items of a list are paragraphs.
fn texts_of(
    entries: &Entries,
    columns: &[String],
    origin: &Origin,
    used: &mut Used,
    warnings: &mut Vec<ReadError>,
) -> Vec<(String, Spot)> {
    let mut texts = Vec::new();
    for column in columns {
        match entries.find(column) {
            None | Some(Value::Absent) => {}
            Some(Value::Text(text)) => texts.push((text, (origin.spot)(column))),
            Some(Value::Many(paragraphs)) => {
                let filled = paragraphs
                    .into_iter()
                    .filter(|text| !text.trim().is_empty());
                texts.extend(filled.map(|text| (text, (origin.spot)(column))));
            }
            Some(value @ (Value::Bool(_) | Value::Object(_) | Value::List(_))) => {
                let (key, found) = (column.clone(), value.in_words());
                used.refused.push(key.clone());
                warnings.push(origin.location.error(Reason::WrongKind { key, found }));
            }
        }
    }
    texts
}

/// Joins texts and the values below them, unchanged. Also returns the location of each part in the
/// source, which starts on line `first`, and where the texts end if there are values.
pub(super) fn join(
    texts: Vec<(String, Spot)>,
    values: Vec<(String, Spot)>,
    first: Option<u32>,
) -> (String, Lines, Option<usize>) {
    if let ([(text, Spot::From(first))], []) = (&texts[..], &values[..]) {
        let lines = Lines::Follow { first: *first };
        return (text.clone(), lines, None);
    }
    let mut body = String::new();
    let mut anchors: Vec<Anchor> = Vec::new();
    for (text, spot) in &texts {
        append(text, spot, &mut body, &mut anchors);
    }
    let text_end = (!values.is_empty()).then_some(body.len());
    for (value, spot) in &values {
        append(value, spot, &mut body, &mut anchors);
    }
    if anchors.is_empty() {
        anchor(0, first, &mut anchors);
    }
    (body, Lines::At(anchors), text_end)
}

fn append(text: &str, spot: &Spot, body: &mut String, anchors: &mut Vec<Anchor>) {
    if text.is_empty() {
        return;
    }
    if !body.is_empty() {
        body.push_str(BREAK);
    }
    let start = body.len();
    body.push_str(text);
    anchor(start, line_of(spot), anchors);
    if let Spot::From(first) = spot {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes());
        for (line, at) in (*first + 1..).zip(breaks) {
            anchor(start + at + 1, Some(line), anchors);
        }
    }
}

fn anchor(start: usize, line: Option<u32>, anchors: &mut Vec<Anchor>) {
    if anchors.last().is_none_or(|last| last.line != line) {
        let page = None;
        anchors.push(Anchor { start, line, page });
    }
}

fn line_of(spot: &Spot) -> Option<u32> {
    match spot {
        Spot::On(line) => *line,
        Spot::From(line) => Some(*line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use reportage_text::date::Date;
    use reportage_text::field_map::FieldMap;

    fn location() -> Location {
        Location {
            path: "a.jsonl".into(),
            line: Some(4),
            record: Some(2),
        }
    }

    fn read_with(json: &str, maps: &[FieldMap]) -> Outcome {
        let location = location();
        let origin = Origin {
            mappings: &FieldMappings::new(&["area".to_owned(), "actor".to_owned()], maps, &[]),
            cells: Cells::Whole,
            location: &location,
            spot: &|_| Spot::On(location.line),
        };
        report(serde_json::from_str(json).unwrap(), &origin, Vec::new())
    }

    fn read(json: &str) -> Outcome {
        read_with(json, &[])
    }

    fn warnings(outcome: &Outcome) -> Vec<String> {
        outcome.warnings.iter().map(|w| w.to_string()).collect()
    }

    fn column(name: &str) -> Vec<Joined> {
        vec![Joined(vec![name.to_owned()])]
    }

    fn joined(names: &[&str]) -> Joined {
        Joined(names.iter().map(|name| (*name).to_owned()).collect())
    }

    fn pair(a: &str, b: &str) -> (String, String) {
        (a.to_owned(), b.to_owned())
    }

    #[test]
    fn every_key_is_known_by_its_other_name_and_in_any_case() {
        let outcome = read(
            r#"{"ID":7,"Headline":" T ","Body":" b\n","Date":"2025-02","SOURCE":"S","Url":"u",
                "Lang":"fr-FR","Area":["Haiti"," Ouest "],"actor":"Viv Ansanm","other":{}}"#,
        );
        assert!(outcome.warnings.is_empty());
        let wanted = Report {
            id: "7".into(),
            title: Some("T".into()),
            body: " b\n".into(),
            published: Some(Date::Month(2025, 2)),
            source: Some("S".into()),
            url: Some("u".into()),
            language: Some("fr".into()),
            stated: vec![
                pair("area", "Haiti"),
                pair("area", "Ouest"),
                pair("actor", "Viv Ansanm"),
            ],
            recipients: Vec::new(),
            path: "a.jsonl".into(),
            lines: Lines::At(vec![Anchor {
                start: 0,
                line: Some(4),
                page: None,
            }]),
            text_end: None,
            notes: Vec::new(),
        };
        assert_eq!(outcome.report.unwrap(), wanted);
    }

    #[test]
    fn empty_values_are_absent_and_the_id_is_path_and_number() {
        let report = read(r#"{"id":"","title":" ","text":"b","area":[""],"source":null}"#)
            .report
            .unwrap();
        assert_eq!((report.id.as_str(), report.title), ("a.jsonl#2", None));
        assert_eq!((report.stated, report.source), (Vec::new(), None));
    }

    #[test]
    fn a_record_without_text_and_title_names_its_keys_and_the_recognised_ones() {
        let error = read(r#"{"id":"x","date":"2025","text":"","more":null}"#);
        assert_eq!(
            error.report.unwrap_err().to_string(),
            "a.jsonl:4: record 2: no text and no title; its keys are `date`, `id`, `more`, `text`; \
             recognised keys are title, headline, text, body, content, contents, and what a field map of \
             the schema names"
        );
    }

    #[test]
    fn unmapped_values_follow_the_text_or_replace_it() {
        let body = |json: &str| {
            let outcome = read(json);
            (
                outcome.report.as_ref().unwrap().body.clone(),
                warnings(&outcome),
            )
        };
        let none: Vec<String> = Vec::new();
        let got = body(r#"{"inn":590700008609,"text":" b\n","by":{"name":"A"},"date":"2025"}"#);
        assert_eq!(
            got,
            (
                " b\n\n\ninn: 590700008609\n\nby.name: A".into(),
                none.clone()
            )
        );
        assert_eq!(
            body(r#"{"id":"x","summary":"y"}"#),
            ("summary: y".into(), none.clone())
        );
        assert_eq!(
            body(r#"{"title":"T","n":1}"#),
            ("n: 1".into(), none.clone())
        );
        assert_eq!(body(r#"{"title":"T"}"#), (String::new(), none));
        let (text, warnings) = body(r#"{"text":" ","n":1}"#);
        assert_eq!(text, "n: 1");
        let wanted =
            "a.jsonl:4: record 2: no text and no title; only its other values are searchable";
        assert_eq!(warnings, [wanted]);
    }

    #[test]
    fn a_report_says_where_its_text_ends_and_its_other_values_begin() {
        let end = |json: &str| read(json).report.unwrap().text_end;
        assert_eq!(end(r#"{"n":1,"text":"b."}"#), Some(2));
        assert_eq!(end(r#"{"n":1}"#), Some(0));
        assert_eq!(end(r#"{"text":"b."}"#), None);
    }

    #[test]
    fn several_texts_and_titles_are_kept_without_repetition() {
        let report = read(r#"{"title":"T","headline":"H","text":"a","content":"b","body":"a"}"#);
        assert_eq!(
            report.report.unwrap().body,
            "a\n\nheadline: H\n\ncontent: b"
        );
    }

    #[test]
    fn a_text_that_is_a_list_is_one_of_paragraphs_and_an_object_is_searched() {
        let outcome = read(r#"{"text":["a"," ","b"],"title":{"short":"T"}}"#);
        assert_eq!(
            warnings(&outcome),
            ["a.jsonl:4: record 2: `title` is an object; searched as text only"]
        );
        assert_eq!(outcome.report.unwrap().body, "a\n\nb\n\ntitle.short: T");
        let outcome = read(r#"{"title":"T","content":{"rendered":"b"}}"#);
        assert_eq!(outcome.report.unwrap().body, "content.rendered: b");
    }

    #[test]
    fn invalid_values_are_warnings_and_the_report_is_kept() {
        let outcome =
            read(r#"{"text":"b","date":"04/02/2025","lang":"?","area":{},"title":[1,2]}"#);
        let report = outcome.report.as_ref().unwrap();
        assert_eq!((report.published, &report.language), (None, &None));
        assert_eq!(report.body, "b\n\ntitle: 1; 2");
        assert_eq!(
            warnings(&outcome),
            [
                "a.jsonl:4: record 2: `title` is a list; searched as text only",
                "a.jsonl:4: record 2: `date` is not a date; the report is undated",
                "a.jsonl:4: record 2: `lang` is `?`, which is not a language code; left out",
                "a.jsonl:4: record 2: `area` is an object; searched as text only",
            ]
        );
    }

    #[test]
    fn a_map_finds_values_in_objects_and_lists_and_puts_columns_together() {
        let map = FieldMap {
            when: vec!["fields.name".into()],
            title: vec![joined(&["kind", "fields.name"])],
            text: vec![joined(&["fields.lead", "fields.more"])],
            date: vec![joined(&["year", "month", "day"])],
            source: column("from.name"),
            facets: vec![
                (
                    "area".into(),
                    vec![joined(&["land", "town"]), joined(&["near.name"])],
                ),
                ("actor".into(), column("who")),
            ],
            ..FieldMap::default()
        };
        let outcome = read_with(
            r#"{"id":3,"kind":"Attack","fields":{"name":"Solino","lead":"One.","more":"Two."},
                "year":2025,"month":"2","day":4,"from":[{"name":"A"},{"x":0},{"name":"B"}],
                "land":"Haiti","town":"Port/Prince","near":[{"name":"Cuba"}],"who":"G9; G-Pep"}"#,
            &[map],
        );
        assert_eq!(warnings(&outcome), [""; 0]);
        let report = outcome.report.unwrap();
        assert_eq!(
            (report.id.as_str(), report.body.as_str()),
            ("3", "One.\n\nTwo.\n\nfrom.x: 0")
        );
        assert_eq!(report.title.as_deref(), Some("Attack, Solino"));
        assert_eq!(report.published, Some(Date::parse("2025-02-04").unwrap()));
        assert_eq!(report.source.as_deref(), Some("A; B"));
        let stated = [
            pair("area", r"/Haiti/Port\/Prince"),
            pair("area", "Cuba"),
            pair("actor", "G9"),
            pair("actor", "G-Pep"),
        ];
        assert_eq!(report.stated, stated);
    }

    #[test]
    fn the_map_with_more_columns_wins_and_unmapped_fields_use_common_names() {
        let map = |when: &[&str], title: &str| FieldMap {
            when: when.iter().map(|name| (*name).to_owned()).collect(),
            title: column(title),
            date: column("on"),
            date_format: Some("%d/%m/%Y".into()),
            ..FieldMap::default()
        };
        let maps = [map(&["a"], "a"), map(&["a", "b"], "b")];
        let json = r#"{"a":"A","b":"B","text":"c","on":"04/02/2025"}"#;
        let report = read_with(json, &maps).report.unwrap();
        assert_eq!(
            (report.title.as_deref(), report.body.as_str()),
            (Some("B"), "c\n\na: A")
        );
        assert_eq!(report.published, Some(Date::parse("2025-02-04").unwrap()));
    }

    #[test]
    fn html_is_read_if_there_is_no_plain_text() {
        let map = FieldMap {
            when: vec!["markup".into()],
            html: column("markup"),
            ..FieldMap::default()
        };
        let report = read_with(r#"{"markup":"<p>a &amp; b</p><p>c"}"#, &[map]);
        assert_eq!(report.report.unwrap().body, "a & b\n\nc");
    }

    #[test]
    fn each_line_of_joined_texts_keeps_its_location() {
        let texts = vec![
            ("a\nb".to_owned(), Spot::From(3)),
            ("c".to_owned(), Spot::On(Some(9))),
        ];
        let (body, lines, text_end) = join(texts, Vec::new(), None);
        assert_eq!(text_end, None);
        assert_eq!(body, "a\nb\n\nc");
        let at = |offset| lines.locate(&body, offset).0;
        assert_eq!([at(0), at(2), at(5)], [Some(3), Some(4), Some(9)]);
    }
}
