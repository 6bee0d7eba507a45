//! A response with two hits for tests: one with all metadata, one with none and unusual text.

use super::{Format, Settings};
use crate::response::{
    Context, FacetCounts, FacetValue, Hit, Matching, Part, Passage, ReportHead, Response, Shown,
};

/// Returns the output of `format` for `response`, including the head.
pub(super) fn written(format: &Format, response: &Response, settings: &Settings) -> String {
    let mut out = Vec::new();
    (format.head)(&mut out, settings).unwrap();
    (format.write)(&mut out, response, settings).unwrap();
    String::from_utf8(out).unwrap()
}

/// The response to a search for passages.
pub(super) fn passages() -> Response {
    let plain = |text: &str| Part::Plain(text.to_owned());
    let marked = |text: &str, line, page| Part::Match {
        text: text.to_owned(),
        line,
        page,
    };
    let facets = |area: &[&str]| {
        let area = area.iter().map(|path| path.to_string()).collect();
        vec![("area".to_owned(), area), ("actor".to_owned(), vec![])]
    };
    let known = Hit {
        rank: 1,
        score: 9.720_02,
        reasons: None,
        more_passages: 4,
        similar: None,
        report: ReportHead {
            id: "a".to_owned(),
            title: Some(vec![plain("Haïti: "), marked("union", None, None)]),
            published: Some("2025-02-04".to_owned()),
            added: Some("2025-02-05T08:30:00Z".to_owned()),
            changed: Some("2025-02-06T08:30:00Z".to_owned()),
            language: Some("en".to_owned()),
            source: Some("The Paper".to_owned()),
            url: Some("https://a.org/1".to_owned()),
            path: "corpus/a.txt".to_owned(),
            facets: facets(&["/Haiti", "/Haiti/Ouest/Kenscoff"]),
            main: facets(&["/Haiti/Ouest/Kenscoff"]),
            labels: facets(&["Kenscoff", "Haiti"]),
        },
        shown: Shown::Passage(Passage {
            index: 3,
            score: 9.720_02,
            start: 1034,
            end: 1084,
            line: Some(14),
            page: None,
            parts: vec![
                plain("Où sont les\n"),
                marked("helicopters", Some(15), None),
                plain("? The "),
                marked("union", Some(15), None),
                plain(" asked for more."),
            ],
            context: None,
        }),
    };
    let odd = Hit {
        rank: 2,
        score: 1.5,
        reasons: None,
        more_passages: 0,
        similar: None,
        report: ReportHead {
            id: "b 1".to_owned(),
            title: None,
            published: None,
            added: Some("2025-02-05T08:30:00Z".to_owned()),
            changed: Some("2025-02-05T08:30:00Z".to_owned()),
            language: None,
            source: None,
            url: None,
            path: "corpus/b.pdf".to_owned(),
            facets: facets(&[]),
            main: facets(&[]),
            labels: facets(&[]),
        },
        shown: Shown::Passage(Passage {
            index: 0,
            score: 1.25,
            start: 0,
            end: 12,
            line: None,
            page: Some(2),
            parts: vec![marked("=1+1", None, Some(3)), plain(" | \u{1b}[31m")],
            context: None,
        }),
    };
    Response {
        query: "helicopters union".to_owned(),
        matching: Matching::Any,
        total: 12,
        stories: None,
        hits: vec![known, odd],
        facets: None,
        added: None,
        undated: None,
        like: Vec::new(),
        suggestions: Vec::new(),
        corrected: None,
        notes: Vec::new(),
    }
}

/// The same response to a search for reports.
pub(super) fn reports() -> Response {
    let mut response = passages();
    for hit in &mut response.hits {
        if let Shown::Passage(passage) = &hit.shown {
            hit.shown = Shown::Passages(vec![passage.clone()]);
        }
    }
    response
}

/// The response to a search for passages, with context for the first hit.
pub(super) fn with_context() -> Response {
    let mut response = passages();
    response.hits.truncate(1);
    let Shown::Passage(passage) = &mut response.hits[0].shown else {
        unreachable!("the sample has passages");
    };
    let other = |index, text: &str, start: usize| Passage {
        index,
        score: 0.0,
        start,
        end: start + text.chars().count(),
        line: Some(index as u32),
        page: None,
        parts: vec![Part::Plain(text.to_owned())],
        context: None,
    };
    passage.context = Some(Context {
        before: vec![other(2, "What came before.", 1000)],
        after: Vec::new(),
    });
    response
}

/// Counts of two facets, one without values.
pub(super) fn counts() -> Vec<FacetCounts> {
    let value = |path: &str, count, children| FacetValue {
        path: path.to_owned(),
        count,
        children,
    };
    let ouest = value("/Haiti/Ouest", 9, vec![]);
    vec![
        FacetCounts {
            name: "area".to_owned(),
            values: vec![value("/Haiti", 12, vec![ouest])],
        },
        FacetCounts {
            name: "actor".to_owned(),
            values: vec![],
        },
    ]
}
