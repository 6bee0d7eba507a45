//! Integration tests of search on indexes built in memory. This module has the helpers to build them.

mod about;
mod acronyms;
mod across;
mod aggregate;
mod anything;
mod completions;
mod compounds;
mod copied;
mod counts;
mod expand;
mod hit_places;
mod languages;
mod like;
mod marks;
mod matching;
mod mixed;
mod new;
mod oracle;
mod prose;
mod random_queries;
mod ranking;
mod report_cache;
mod same_as;
mod same_bytes;
mod shared;
mod shown;
mod sizes;
mod spellings;
mod stories;
mod suggest;
mod undated;
mod value_completion;
mod whole_reports;
mod within;

use std::sync::LazyLock;

use crate::date::Date;
use crate::index::{Counts, Mirror, OpenIndex, Resources, SourceState};
use crate::query;
use crate::report::{Lines, Report};
use crate::response::{Hit, Part, Passage, Response, Shown, matches_of, text_of};
use crate::schema::{Entity, FacetDef, IndexSchema, PassageSettings, Standing};

use super::{FacetFilter, Request, SearchError, Searcher};

/// Short passages, so that small texts have several.
const PASSAGES: PassageSettings = PassageSettings {
    min_words: 4,
    max_words: 12,
};

/// Paths and their names, the last name of the path first.
const NAMES: &[(&str, &str, &[&str])] = &[
    ("area", "/Haiti", &["Haïti", "Ayiti"]),
    ("area", "/Haiti/Ouest/Port-au-Prince", &["Potoprens"]),
    ("area", "/Haiti/Ouest/Port-au-Prince/Solino", &[]),
    ("area", "/Haiti/Ouest/Kenscoff", &[]),
    ("area", "/Haiti/Nord/Milot", &[]),
    ("area", "/Kenya", &[]),
    ("area", "/Kenya/Coast/Milot", &[]),
    ("area", "/Nowhere", &["Never Named"]),
    ("actor", "/Armed groups/Viv Ansanm", &["Living Together"]),
    ("actor", "/Police/Haiti National Police", &[]),
];

fn schema() -> IndexSchema {
    let facets = ["area", "actor"].map(|name| FacetDef {
        name: name.to_owned(),
        label: name.to_owned(),
        gazetteers: Vec::new(),
        places: name == "area",
        world: false,
        demonyms: true,
    });
    let entity = |(facet, path, aliases): &(&str, &str, &[&str])| {
        let own = path.rsplit('/').next().unwrap();
        let names = std::iter::once(&own).chain(*aliases);
        Entity {
            id: (*path).to_owned(),
            standings: vec![Standing {
                facet: facets
                    .iter()
                    .position(|known| known.name == *facet)
                    .unwrap(),
                path: (*path).to_owned(),
            }],
            names: names.map(|name| (*name).to_owned()).collect(),
            ..Entity::default()
        }
    };
    IndexSchema {
        entities: NAMES.iter().map(entity).collect(),
        facets: facets.to_vec(),
        passages: PASSAGES,
        fingerprint: 7,
        ..crate::index::tests::schema()
    }
}

static SCHEMA: LazyLock<IndexSchema> = LazyLock::new(schema);

/// Builds a report whose first line is line 3 of its source.
fn report(id: &str, body: &str) -> Report {
    Report {
        id: id.to_owned(),
        title: None,
        body: body.to_owned(),
        published: None,
        source: None,
        url: None,
        language: Some("en".to_owned()),
        stated: Vec::new(),
        recipients: Vec::new(),
        path: format!("{id}.txt"),
        lines: Lines::Follow { first: 3 },
        text_end: None,
        notes: Vec::new(),
    }
}

fn titled(id: &str, title: &str, body: &str) -> Report {
    Report {
        title: Some(title.to_owned()),
        ..report(id, body)
    }
}

fn in_language(id: &str, language: &str, body: &str) -> Report {
    Report {
        language: Some(language.to_owned()),
        ..report(id, body)
    }
}

fn dated(id: &str, date: &str) -> Report {
    Report {
        published: Some(Date::parse(date).unwrap()),
        ..report(id, "Some words.")
    }
}

fn filed(id: &str, stated: &[(&str, &str)]) -> Report {
    let stated = stated.iter();
    Report {
        stated: stated
            .map(|(facet, value)| ((*facet).to_owned(), (*value).to_owned()))
            .collect(),
        ..report(id, "Some words.")
    }
}

const SMALL: Resources = Resources {
    threads: 1,
    memory: 32 << 20,
};

/// A source of this name and version.
fn source(name: &str, version: u64) -> SourceState {
    SourceState {
        key: format!("0/{name}"),
        id_path: None,
        size: version,
        times: None,
        hash: version,
        read_with: 0,
    }
}

/// Adds a source of one report.
fn add(mirror: &mut Mirror, name: &str, report: Report) {
    let mut session = mirror.begin(source(name, 1));
    session.add(report).unwrap().unwrap();
    session.end();
}

fn index(reports: &[Report]) -> (Counts, OpenIndex) {
    let mut mirror = Mirror::in_memory(&SCHEMA, SMALL).unwrap();
    mirror.set_now(1_740_000_000);
    let mut session = mirror.begin(source("all", 1));
    for report in reports {
        session.add(report.clone()).unwrap().unwrap();
    }
    session.end();
    mirror.finish().unwrap()
}

fn searcher(reports: &[Report]) -> Searcher {
    Searcher::new(index(reports).1).unwrap()
}

/// Builds an index of another schema, with a source for each report.
fn searcher_of(schema: &IndexSchema, reports: &[Report]) -> Searcher {
    let mut mirror = Mirror::in_memory(schema, SMALL).unwrap();
    for report in reports {
        add(&mut mirror, &report.id, report.clone());
    }
    Searcher::new(mirror.finish().unwrap().1).unwrap()
}

/// A request for all matches of a query.
fn request(query: &str) -> Request {
    Request {
        limit: None,
        ..Request::new(query::parse(query).unwrap())
    }
}

fn search(searcher: &Searcher, query: &str) -> Response {
    searcher.search(&request(query)).unwrap()
}

fn filter(name: &str, value: &str) -> FacetFilter {
    FacetFilter {
        name: name.to_owned(),
        value: value.to_owned(),
        exclude: false,
    }
}

fn excluding(name: &str, value: &str) -> FacetFilter {
    FacetFilter {
        exclude: true,
        ..filter(name, value)
    }
}

/// The ids of the matching reports, each once, sorted.
fn ids_of(response: &Response) -> Vec<&str> {
    let mut ids: Vec<&str> = response
        .hits
        .iter()
        .map(|hit| hit.report.id.as_str())
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// The ids of the reports that match a query, sorted, separated by spaces.
fn found(searcher: &Searcher, query: &str) -> String {
    ids_of(&search(searcher, query)).join(" ")
}

fn found_by(searcher: &Searcher, request: &Request) -> String {
    ids_of(&searcher.search(request).unwrap()).join(" ")
}

fn passage(hit: &Hit) -> &Passage {
    match &hit.shown {
        Shown::Passage(passage) => passage,
        Shown::Passages(passages) => &passages[0],
    }
}

/// The highlights of all passages shown, then of the titles, in the order of the hits.
fn marked(searcher: &Searcher, query: &str) -> Vec<String> {
    let response = search(searcher, query);
    let mut all = Vec::new();
    for hit in &response.hits {
        all.extend(marked_parts(&passage(hit).parts));
    }
    for hit in &response.hits {
        all.extend(marked_parts(hit.report.title.as_deref().unwrap_or(&[])));
    }
    all
}

fn marked_parts(parts: &[Part]) -> Vec<String> {
    let text = text_of(parts);
    let slice = |[start, end]: [usize; 2]| text.chars().skip(start).take(end - start).collect();
    matches_of(parts).into_iter().map(slice).collect()
}
