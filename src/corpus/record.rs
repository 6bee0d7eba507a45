//! Makes reports of records: rows of a table, objects of JSON.

use super::Outcome;
use super::error::{Place, ReadError, Reason};
use super::formats::html;
use super::keys::{AllKeys, Keys, TAKEN};
use super::metadata::{Cells, Metadata};
use super::title;
use super::values::{Entries, Value};
use crate::report::{Anchor, Lines};

/// Between texts of several columns.
const BREAK: &str = "\n\n";

/// Where a record comes from, and how it is read.
pub(super) struct Origin<'a> {
    pub keys: &'a AllKeys,
    pub cells: Cells,
    pub place: &'a Place,
    /// Tells where the value of a column stands.
    pub spot: &'a dyn Fn(&str) -> Spot,
}

/// Where a text stands in the source.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Spot {
    /// All of it on one line; `None` where there are no lines.
    On(Option<u32>),
    /// From this line on: each of its lines is one of the source.
    From(u32),
}

/// Makes a report of a record. A text that is one value stays as it is.
pub(super) fn report(
    mut entries: Entries,
    origin: &Origin,
    mut warnings: Vec<ReadError>,
) -> Outcome {
    let (place, keys) = (origin.place, origin.keys.of(&entries));
    let found: Vec<String> = entries.0.iter().map(|(key, _)| key.clone()).collect();
    let cells = origin.cells;
    let mut metadata = Metadata::take(&entries, keys, cells, place, &mut warnings);
    let body = match body(&mut entries, keys, origin) {
        Ok(body) => body,
        Err(reason) => {
            let report = Err(place.error(reason));
            return Outcome { report, warnings };
        }
    };
    if body.is_none() && metadata.title.is_none() {
        let report = Err(place.error(no_text(found)));
        return Outcome { report, warnings };
    }
    let (body, lines) = body.unwrap_or_else(|| {
        let nowhere = [(String::new(), Spot::On(place.line))];
        join(Vec::from(nowhere))
    });
    if metadata.title.is_none() {
        metadata.title = title::of_text(&body);
    }
    let id = match place.record {
        Some(number) => format!("{}#{number}", place.path),
        None => place.path.clone(),
    };
    Outcome {
        report: Ok(metadata.with_body(body, lines, &place.path, id)),
        warnings,
    }
}

/// Says that among the keys `found` there is none that is read as text or title, or none filled.
pub(super) fn no_text(mut found: Vec<String>) -> Reason {
    found.sort();
    let taken = TAKEN;
    Reason::NoText { found, taken }
}

/// Takes the text out of the first of its columns that have one.
fn body(
    entries: &mut Entries,
    keys: &Keys,
    origin: &Origin,
) -> Result<Option<(String, Lines)>, Reason> {
    for key in &keys.text {
        let texts = texts(entries, &key.0, origin)?;
        if !texts.is_empty() {
            return Ok(Some(join(texts)));
        }
    }
    for key in &keys.html {
        let mut blocks = Vec::new();
        for (markup, spot) in texts(entries, &key.0, origin)? {
            let line = match spot {
                Spot::On(line) => line,
                Spot::From(line) => Some(line),
            };
            for block in html::all_text(markup.into_bytes())? {
                blocks.push((block, Spot::On(line)));
            }
        }
        if !blocks.is_empty() {
            return Ok(Some(join(blocks)));
        }
    }
    Ok(None)
}

/// Takes the texts of columns that belong together, those that have one.
fn texts(
    entries: &mut Entries,
    columns: &[String],
    origin: &Origin,
) -> Result<Vec<(String, Spot)>, Reason> {
    let mut texts = Vec::new();
    for column in columns {
        match entries.take(column) {
            None | Some(Value::Absent) => {}
            Some(Value::Text(text)) => texts.push((text, (origin.spot)(column))),
            Some(value) => {
                let (key, found) = (column.clone(), value.in_words());
                return Err(Reason::WrongKind { key, found });
            }
        }
    }
    Ok(texts)
}

fn join(texts: Vec<(String, Spot)>) -> (String, Lines) {
    if let [(text, Spot::From(first))] = &texts[..] {
        let lines = Lines::Follow { first: *first };
        return (text.clone(), lines);
    }
    let mut body = String::new();
    let mut anchors: Vec<Anchor> = Vec::new();
    let mut anchor = |start, line| {
        if anchors.last().is_none_or(|last| last.line != line) {
            let page = None;
            anchors.push(Anchor { start, line, page });
        }
    };
    for (text, spot) in &texts {
        if !body.is_empty() {
            body.push_str(BREAK);
        }
        let start = body.len();
        body.push_str(text);
        match spot {
            Spot::On(line) => anchor(start, *line),
            Spot::From(first) => {
                anchor(start, Some(*first));
                let breaks = memchr::memchr_iter(b'\n', text.as_bytes());
                for (line, at) in (*first + 1..).zip(breaks) {
                    anchor(start + at + 1, Some(line));
                }
            }
        }
    }
    (body, Lines::At(anchors))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;
    use crate::field_map::{FieldMap, Joined};
    use crate::report::Report;

    fn place() -> Place {
        Place {
            path: "a.jsonl".into(),
            line: Some(4),
            record: Some(2),
        }
    }

    fn read_with(json: &str, maps: &[FieldMap]) -> Outcome {
        let place = place();
        let origin = Origin {
            keys: &AllKeys::new(&["area".to_owned(), "actor".to_owned()], maps),
            cells: Cells::Whole,
            place: &place,
            spot: &|_| Spot::On(place.line),
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
            path: "a.jsonl".into(),
            lines: Lines::At(vec![Anchor {
                start: 0,
                line: Some(4),
                page: None,
            }]),
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
    fn a_record_without_text_and_title_says_which_keys_it_has_and_which_are_taken() {
        let error = read(r#"{"id":"x","summary":"y"}"#).report.unwrap_err();
        assert_eq!(
            error.to_string(),
            "a.jsonl:4: record 2: no text and no title; its keys are `id`, `summary`; \
             taken are title, headline, text, body, content, contents, and what a field map of \
             the schema names"
        );
    }

    #[test]
    fn what_cannot_be_used_is_a_warning_and_the_report_goes_in() {
        let outcome =
            read(r#"{"text":"b","date":"04/02/2025","lang":"?","area":{},"title":[1,2]}"#);
        let report = outcome.report.as_ref().unwrap();
        assert_eq!((report.published, &report.language), (None, &None));
        assert_eq!(
            warnings(&outcome),
            [
                "a.jsonl:4: record 2: `title` is a list; left out",
                "a.jsonl:4: record 2: `date` is no date; the date stays unknown",
                "a.jsonl:4: record 2: `lang` is `?`, which is no language code; left out",
                "a.jsonl:4: record 2: `area` is an object; left out",
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
            ("3", "One.\n\nTwo.")
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
    fn of_two_maps_the_one_with_more_columns_counts_and_what_it_leaves_open_is_read_as_always() {
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
            (Some("B"), "c")
        );
        assert_eq!(report.published, Some(Date::parse("2025-02-04").unwrap()));
    }

    #[test]
    fn html_is_read_where_there_is_no_plain_text() {
        let map = FieldMap {
            when: vec!["markup".into()],
            html: column("markup"),
            ..FieldMap::default()
        };
        let report = read_with(r#"{"markup":"<p>a &amp; b</p><p>c"}"#, &[map]);
        assert_eq!(report.report.unwrap().body, "a & b\n\nc");
    }

    #[test]
    fn each_line_of_texts_put_together_is_where_it_stood() {
        let texts = vec![
            ("a\nb".to_owned(), Spot::From(3)),
            ("c".to_owned(), Spot::On(Some(9))),
        ];
        let (body, lines) = join(texts);
        assert_eq!(body, "a\nb\n\nc");
        let at = |offset| lines.locate(&body, offset).0;
        assert_eq!([at(0), at(2), at(5)], [Some(3), Some(4), Some(9)]);
    }
}
