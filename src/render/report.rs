//! Whole reports: as JSON Lines for scripts, and with their mentions for people ([`write_text`]).
//!
//! One object per report:
//!
//! ```json
//! {"v":1,"id":"...","title":null,"body":"...","published":"2025-02-04","language":"en",
//!  "source":null,"url":null,"path":"corpus/x.txt","facets":{"area":["/Haiti/Ouest/Kenscoff"]},
//!  "main":{"area":["/Haiti/Ouest/Kenscoff"]},
//!  "mentions":[{"facet":"area","value":"/Haiti/Ouest/Kenscoff","entity":"geonames:3723841",
//!               "lat":18.4475,"lon":-72.2847,"start":88,"end":96,"text":"Kenscoff","kind":"name",
//!               "line":3,"confidence":0.99,"evidence":["after a word like `in` or `near`"]}],
//!  "title_mentions":[],"unresolved":[],"stated":{"area":["Kenscoff"]},"group":null,
//!  "added":"2025-02-05T08:30:00Z","changed":"2025-02-06T08:30:00Z"}
//! ```
//!
//! - `start` and `end` are offsets in code points of `body` (of `title` in `title_mentions`): `body[start:end] == text`.
//! - `main` has the main topics: paths of `facets` or their ancestors.
//! - `unresolved` has the same form as `mentions`, without `value`.
//! - `stated` has the facet values asserted by the report's metadata, as written there.
//! - `page` is in each mention in the body if the report has pages.
//! - `group` is the same in all near duplicates of a report: the id of the earliest; null if there are none.
//! - `added` and `changed` are when the report was added to the index and when it last changed, in UTC.
//! - `recipients` is present in mails: their recipients, each as `Name <address>`.
//! - `matches` and `title_matches` are present with a query (`show ID QUERY`): spans of matches in `body` and `title`.
//! - `pages` and `headings` are present in `show`: where each page starts, and the spans of headings, in `body`.
//! - `confidence` (0 to 1) and `evidence` are present for names that were scored: those of places.

mod body;
mod geojson;
mod text;

use std::io::{self, Write};

use serde::Serialize;

use crate::response::layout::{PageStart, ReportLayout, ReportMarks};
use crate::response::{Mention, WholeReport, text_of};

use super::object::{FacetPaths, VERSION, write_line};

pub use geojson::GeoJson;
pub use text::{Detail, ReportSettings, write_text};

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Object<'a> {
    #[cfg_attr(test, schemars(extend("const" = 1)))]
    v: u32,
    id: &'a str,
    title: Option<String>,
    body: &'a str,
    published: Option<&'a str>,
    language: Option<&'a str>,
    source: Option<&'a str>,
    url: Option<&'a str>,
    path: &'a str,
    facets: FacetPaths<'a>,
    main: FacetPaths<'a>,
    mentions: Vec<MentionObject<'a>>,
    title_mentions: Vec<MentionObject<'a>>,
    unresolved: Vec<MentionObject<'a>>,
    stated: FacetPaths<'a>,
    group: Option<&'a str>,
    added: Option<&'a str>,
    changed: Option<&'a str>,
    /// Only of mails: their recipients.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    recipients: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    matches: Option<&'a [[usize; 2]]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title_matches: Option<&'a [[usize; 2]]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pages: Option<Vec<PageObject>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headings: Option<&'a [[usize; 2]]>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct PageObject {
    page: u32,
    start: usize,
}

/// What is written of a report in addition to itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Additions<'a> {
    /// The matches of a query.
    pub marks: Option<&'a ReportMarks>,
    /// Pages and headings.
    pub layout: Option<&'a ReportLayout>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct MentionObject<'a> {
    facet: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'a str>,
    entity: Option<&'a str>,
    lat: Option<f64>,
    lon: Option<f64>,
    start: usize,
    end: usize,
    text: &'a str,
    kind: &'a str,
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<f32>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    evidence: &'a [String],
}

/// Writes a report as one line of JSON.
///
/// # Errors
/// `out` cannot be written to.
pub fn write_json(
    out: &mut dyn Write,
    report: &WholeReport,
    additions: Additions<'_>,
) -> io::Result<()> {
    let Additions { marks, layout } = additions;
    let head = &report.head;
    let mut stated: Vec<(String, Vec<String>)> = Vec::new();
    for (facet, value) in &report.stated {
        match stated.iter_mut().find(|(name, _)| name == facet) {
            Some((_, values)) => values.push(value.clone()),
            None => stated.push((facet.clone(), vec![value.clone()])),
        }
    }
    let object = Object {
        v: VERSION,
        id: &head.id,
        title: head.title.as_deref().map(text_of),
        body: &report.body,
        published: head.published.as_deref(),
        language: head.language.as_deref(),
        source: head.source.as_deref(),
        url: head.url.as_deref(),
        path: &head.path,
        facets: FacetPaths(&head.facets),
        main: FacetPaths(&head.main),
        mentions: report.mentions.iter().map(object_of).collect(),
        title_mentions: report.title_mentions.iter().map(object_of).collect(),
        unresolved: report.unresolved.iter().map(object_of).collect(),
        stated: FacetPaths(&stated),
        group: report.group.as_deref(),
        added: head.added.as_deref(),
        changed: head.changed.as_deref(),
        recipients: &report.recipients,
        matches: marks.map(|marks| &marks.body[..]),
        title_matches: marks.map(|marks| &marks.title[..]),
        pages: layout.map(|layout| {
            let pages = layout.pages.iter();
            let object = |page: &PageStart| PageObject {
                page: page.page,
                start: page.start,
            };
            pages.map(object).collect()
        }),
        headings: layout.map(|layout| &layout.headings[..]),
    };
    write_line(out, &object)
}

fn object_of(mention: &Mention) -> MentionObject<'_> {
    MentionObject {
        facet: &mention.facet,
        value: mention.value.as_deref(),
        entity: mention.entity.as_deref(),
        lat: mention.lat,
        lon: mention.lon,
        start: mention.start,
        end: mention.end,
        text: &mention.text,
        kind: &mention.kind,
        line: mention.line,
        page: mention.page,
        confidence: mention.confidence,
        evidence: &mention.evidence,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::response::{Part, ReportHead};

    const WHY: ReportSettings = ReportSettings {
        detail: Detail::Why,
        width: None,
        colour: false,
        layout: None,
        marks: None,
        link: None,
    };

    fn report() -> WholeReport {
        let mention = Mention {
            facet: "area".into(),
            value: Some("/Haiti/Ouest/Kenscoff".into()),
            entity: Some("geonames:1".into()),
            lat: Some(18.5),
            lon: None,
            start: 3,
            end: 11,
            line: Some(1),
            page: None,
            text: "Kenscoff".into(),
            kind: "name".into(),
            confidence: Some(0.5),
            evidence: vec!["after `of`".into()],
        };
        WholeReport {
            head: ReportHead {
                id: "x".into(),
                title: Some(vec![Part::Plain("T".into())]),
                published: None,
                added: Some("2025-02-05T08:30:00Z".into()),
                changed: Some("2025-02-06T08:30:00Z".into()),
                language: Some("en".into()),
                source: None,
                url: None,
                path: "x.txt".into(),
                facets: vec![("area".into(), vec!["/Haiti/Ouest/Kenscoff".into()])],
                main: vec![("area".into(), vec!["/Haiti".into()])],
                labels: vec![("area".into(), vec!["Kenscoff".into()])],
            },
            body: "In Kenscoff\u{1b}".into(),
            mentions: vec![mention.clone()],
            title_mentions: vec![],
            unresolved: vec![Mention {
                value: None,
                ..mention
            }],
            stated: vec![("area".into(), "A".into()), ("area".into(), "B".into())],
            recipients: Vec::new(),
            group: None,
        }
    }

    #[test]
    fn a_report_is_one_object_with_its_evidence() {
        let mut out = Vec::new();
        write_json(&mut out, &report(), Additions::default()).unwrap();
        let mention = "\"entity\":\"geonames:1\",\"lat\":18.5,\"lon\":null,\"start\":3,\"end\":11,\
                       \"text\":\"Kenscoff\",\"kind\":\"name\",\"line\":1,\
                       \"confidence\":0.5,\"evidence\":[\"after `of`\"]}";
        let wanted = format!(
            "{{\"v\":1,\"id\":\"x\",\"title\":\"T\",\"body\":\"In Kenscoff\\u001b\",\
             \"published\":null,\"language\":\"en\",\"source\":null,\"url\":null,\
             \"path\":\"x.txt\",\"facets\":{{\"area\":[\"/Haiti/Ouest/Kenscoff\"]}},\
             \"main\":{{\"area\":[\"/Haiti\"]}},\
             \"mentions\":[{{\"facet\":\"area\",\"value\":\"/Haiti/Ouest/Kenscoff\",{mention}],\
             \"title_mentions\":[],\"unresolved\":[{{\"facet\":\"area\",{mention}],\
             \"stated\":{{\"area\":[\"A\",\"B\"]}},\"group\":null,\
             \"added\":\"2025-02-05T08:30:00Z\",\"changed\":\"2025-02-06T08:30:00Z\"}}\n"
        );
        assert_eq!(String::from_utf8(out).unwrap(), wanted);
    }

    #[test]
    fn pages_and_headings_come_last() {
        let layout = ReportLayout {
            pages: vec![PageStart { start: 3, page: 2 }],
            headings: vec![[0, 2]],
        };
        let additions = Additions {
            marks: None,
            layout: Some(&layout),
        };
        let mut out = Vec::new();
        write_json(&mut out, &report(), additions).unwrap();
        let end = ",\"pages\":[{\"page\":2,\"start\":3}],\"headings\":[[0,2]]}\n";
        assert!(String::from_utf8(out).unwrap().ends_with(end));
    }

    #[test]
    fn each_place_of_a_report_is_a_point_and_a_report_without_one_has_no_geometry() {
        let mut mapped = report();
        mapped.mentions[0].lon = Some(-72.25);
        mapped.mentions.push(mapped.mentions[0].clone());
        mapped.head.main[0].1 = vec!["/Haiti/Ouest/Kenscoff/Furcy".into()];
        let mut out = Vec::new();
        let mut writer = GeoJson::start(&mut out).unwrap();
        writer.write(&mapped).unwrap();
        writer.write(&report()).unwrap();
        writer.end().unwrap();
        let about = r#"{"id":"x","title":"T","published":null,"language":"en","source":null,"url":null,"path":"x.txt","#;
        let wanted = format!(
            "{}{}{about}{}{}{about}{}",
            r#"{"type":"FeatureCollection","features":["#,
            r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[-72.25,18.5]},"properties":"#,
            r#""line":1,"page":null,"facet":"area","place":"/Haiti/Ouest/Kenscoff","name":"Kenscoff","mentions":2,"main":true}},"#,
            r#"{"type":"Feature","geometry":null,"properties":"#,
            "\"line\":null,\"page\":null,\"facet\":null,\"place\":null,\"name\":null,\"mentions\":0,\"main\":false}}]}\n",
        );
        assert_eq!(String::from_utf8(out).unwrap(), wanted);
    }

    #[test]
    fn a_mention_on_a_page_is_cited_by_it() {
        let mut report = report();
        for mention in report.mentions.iter_mut().chain(&mut report.unresolved) {
            (mention.line, mention.page) = (None, Some(4));
        }
        let (mut json, mut text) = (Vec::new(), Vec::new());
        write_json(&mut json, &report, Additions::default()).unwrap();
        write_text(&mut text, &report, &WHY).unwrap();
        let json = String::from_utf8(json).unwrap();
        let of_page = "\"line\":null,\"page\":4,\"confidence\"";
        assert_eq!(json.matches(of_page).count(), 2, "{json}");
        let text = String::from_utf8(text).unwrap();
        assert!(text.contains("  (p. 4, name “Kenscoff”)\n"), "{text}");
        assert!(text.contains("not resolved: “Kenscoff” (p. 4)\n"), "{text}");
    }

    #[test]
    fn terminal_control_characters_are_never_written() {
        let mut out = Vec::new();
        write_text(&mut out, &report(), &WHY).unwrap();
        assert!(!out.contains(&0x1b));
    }

    #[test]
    fn main_topics_follow_the_facets() {
        let mut out = Vec::new();
        write_text(&mut out, &report(), &ReportSettings::default()).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(
            text.contains("\narea: /Haiti/Ouest/Kenscoff\nmain area: /Haiti\n\n"),
            "{text}"
        );
    }

    #[test]
    fn evidence_is_shown_only_on_request() {
        let text = |settings| {
            let mut out = Vec::new();
            write_text(&mut out, &report(), settings).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert!(text(&WHY).contains("      50 %: after `of`\n"));
        assert!(!text(&ReportSettings::default()).contains("50 %"));
    }

    #[test]
    fn the_json_schema_file_matches_the_written_type() {
        use crate::render::schema_files::check;
        check::<Object>(
            "report",
            "A line that `export` prints, and what `show --format json` prints: a report.",
        );
    }
}
