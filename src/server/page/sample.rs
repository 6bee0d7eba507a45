//! Made-up reports and contexts for tests.

use super::address::Address;
use super::context::{Context, Theme};
use super::texts::Language;
use crate::response::{Mention, Part, ReportHead, WholeReport};

/// The head of a report whose texts try to leave their elements.
pub fn head() -> ReportHead {
    ReportHead {
        id: "2025/a \"b\"<c>.txt".to_owned(),
        title: Some(vec![
            Part::Plain("</title><script>alert(1)</script> ".to_owned()),
            Part::Match {
                text: "<b>attack</b>".to_owned(),
                line: None,
                page: None,
            },
        ]),
        published: Some("2025-02-04T10:00:00Z".to_owned()),
        added: Some("2025-02-05T08:30:00Z".to_owned()),
        changed: None,
        language: Some("ar".to_owned()),
        source: Some("The \"Paper\" & <Co>".to_owned()),
        url: Some("javascript:alert(1)".to_owned()),
        path: "corpus/<img src=x>.txt".to_owned(),
        facets: vec![("area".to_owned(), vec!["/Haiti/Ouest/<i>".to_owned()])],
        main: Vec::new(),
        labels: Vec::new(),
    }
}

/// A report with a body and mentions of `area` at these spans of it, in code points.
pub fn whole(body: &str, mentions: &[(usize, usize)]) -> WholeReport {
    let mention = |&(start, end): &(usize, usize)| Mention {
        facet: "area".to_owned(),
        value: Some("/Haiti/Ouest/<i>".to_owned()),
        entity: None,
        lat: None,
        lon: None,
        start,
        end,
        line: Some(1),
        page: None,
        text: body.chars().take(end).skip(start).collect(),
        kind: "name".to_owned(),
        confidence: Some(0.93),
        evidence: vec!["after <em>in</em>".to_owned()],
    };
    WholeReport {
        head: head(),
        body: body.to_owned(),
        mentions: mentions.iter().map(mention).collect(),
        title_mentions: Vec::new(),
        unresolved: Vec::new(),
        stated: vec![("area".to_owned(), "<u>".to_owned())],
        recipients: Vec::new(),
        group: None,
    }
}

/// A context in English at an address.
pub fn context(query: &str) -> Context {
    Context {
        address: Address::of(query),
        texts: Language::English.texts(),
        theme: Theme::System,
        base: String::new(),
        logout: None,
        changes: None,
        kept: Default::default(),
        folders: Vec::new(),
        is_empty: false,
        facets: Vec::new(),
    }
}
