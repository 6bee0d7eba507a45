//! Writes whole reports: as JSON Lines for scripts, and for people with what was found in them.
//!
//! One object a report:
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
//! `start` and `end` count code points of `body` (of `title` in `title_mentions`);
//! `body[start:end] == text`. `main` is what the report is mainly about, of the paths in `facets` or above them. `unresolved` has the same form without `value`. `stated` is what the
//! report's own metadata says, as written there. Where a report has pages, each mention in its body has
//! its `page`. `group` is the same in all reports that are near duplicates of each other: the id of the earliest of them;
//! null where there are none. `added` is when the report came into the index, `changed` when it last changed, in UTC.
//! `confidence` (0 to 1) and `evidence` are there for names
//! that were weighed: those of places.

use std::io::{self, Write};

use serde::Serialize;

use crate::response::{Mention, WholeReport, text_of};

use super::object::{FacetPaths, VERSION, write_line};
use super::safe;

#[derive(Serialize)]
struct Object<'a> {
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
}

#[derive(Serialize)]
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

/// What is told of each name that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Where it stands and what it means.
    Names,
    /// Also what speaks for that.
    Why,
}

/// Writes a report as one line of JSON.
///
/// # Errors
/// `out` cannot be written to.
pub fn write_json(out: &mut dyn Write, report: &WholeReport) -> io::Result<()> {
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

/// Writes a report for people: what is known of it, its text, and the evidence for its facets.
///
/// # Errors
/// `out` cannot be written to.
pub fn write_text(out: &mut dyn Write, report: &WholeReport, detail: Detail) -> io::Result<()> {
    let head = &report.head;
    let title = head.title.as_deref().map(text_of);
    let changed = head
        .changed
        .as_deref()
        .filter(|_| head.changed != head.added);
    let known = [
        ("id", Some(head.id.as_str())),
        ("title", title.as_deref()),
        ("published", head.published.as_deref()),
        ("language", head.language.as_deref()),
        ("source", head.source.as_deref()),
        ("url", head.url.as_deref()),
        ("path", Some(head.path.as_str())),
        ("group", report.group.as_deref()),
        ("added", head.added.as_deref()),
        ("changed", changed),
    ];
    for (name, value) in known {
        if let Some(value) = value {
            writeln!(out, "{name}: {}", safe(value))?;
        }
    }
    for (main, filed) in [("", &head.facets), ("main ", &head.main)] {
        for (facet, paths) in filed {
            for path in paths {
                writeln!(out, "{main}{facet}: {}", safe(path))?;
            }
        }
    }
    writeln!(out)?;
    for line in report.body.lines() {
        writeln!(out, "{}", safe(line))?;
    }
    let mentions = report.mentions.iter().map(|mention| ("", mention));
    let in_title = report
        .title_mentions
        .iter()
        .map(|mention| ("title, ", mention));
    let mut headed = false;
    for (place, mention) in in_title.chain(mentions) {
        if !headed {
            writeln!(out, "\nnamed in it:")?;
            headed = true;
        }
        let text = safe(&mention.text);
        let value = mention.value.as_deref().unwrap_or("");
        let spot = spot(mention).map_or(String::new(), |spot| spot + ", ");
        writeln!(
            out,
            "  {} {}  ({place}{spot}{} “{text}”)",
            mention.facet,
            safe(value),
            mention.kind
        )?;
        write_why(out, mention, detail)?;
    }
    for mention in &report.unresolved {
        let spot = spot(mention).map_or(String::new(), |spot| format!(" ({spot})"));
        writeln!(
            out,
            "  {} not resolved: “{}”{spot}",
            mention.facet,
            safe(&mention.text)
        )?;
        write_why(out, mention, detail)?;
    }
    Ok(())
}

/// Returns where a mention is in the source.
fn spot(mention: &Mention) -> Option<String> {
    let page = mention.page.map(|page| format!("p. {page}"));
    page.or_else(|| mention.line.map(|line| format!("line {line}")))
}

fn write_why(out: &mut dyn Write, mention: &Mention, detail: Detail) -> io::Result<()> {
    let Some(confidence) = mention.confidence.filter(|_| detail == Detail::Why) else {
        return Ok(());
    };
    let evidence = mention.evidence.join("; ");
    writeln!(
        out,
        "      {:.0} %: {}",
        confidence * 100.0,
        safe(&evidence)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::response::{Part, ReportHead};

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
            group: None,
        }
    }

    #[test]
    fn a_report_is_one_object_with_its_evidence() {
        let mut out = Vec::new();
        write_json(&mut out, &report()).unwrap();
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
    fn a_mention_on_a_page_is_cited_by_it() {
        let mut report = report();
        for mention in report.mentions.iter_mut().chain(&mut report.unresolved) {
            (mention.line, mention.page) = (None, Some(4));
        }
        let (mut json, mut text) = (Vec::new(), Vec::new());
        write_json(&mut json, &report).unwrap();
        write_text(&mut text, &report, Detail::Why).unwrap();
        let json = String::from_utf8(json).unwrap();
        let of_page = "\"line\":null,\"page\":4,\"confidence\"";
        assert_eq!(json.matches(of_page).count(), 2, "{json}");
        let text = String::from_utf8(text).unwrap();
        assert!(text.contains("  (p. 4, name “Kenscoff”)\n"), "{text}");
        assert!(text.contains("not resolved: “Kenscoff” (p. 4)\n"), "{text}");
    }

    #[test]
    fn what_steers_a_terminal_never_reaches_it() {
        let mut out = Vec::new();
        write_text(&mut out, &report(), Detail::Why).unwrap();
        assert!(!out.contains(&0x1b));
    }

    #[test]
    fn what_a_report_is_mainly_about_is_told_after_all_that_it_names() {
        let mut out = Vec::new();
        write_text(&mut out, &report(), Detail::Names).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(
            text.contains("\narea: /Haiti/Ouest/Kenscoff\nmain area: /Haiti\n\n"),
            "{text}"
        );
    }

    #[test]
    fn what_speaks_for_a_name_is_told_only_when_asked_for() {
        let text = |detail| {
            let mut out = Vec::new();
            write_text(&mut out, &report(), detail).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert!(text(Detail::Why).contains("      50 %: after `of`\n"));
        assert!(!text(Detail::Names).contains("50 %"));
    }
}
