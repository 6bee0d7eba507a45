//! Tests of synchronizing an index with its sources.

use std::path::Path;

use super::*;
use crate::report::{Lines, Report};
use crate::schema::{FacetDef, IndexSchema, PassageSettings};

pub(crate) fn schema() -> IndexSchema {
    let area = FacetDef {
        name: "area".to_owned(),
        label: "Area".to_owned(),
        gazetteers: Vec::new(),
        places: true,
        world: false,
        demonyms: true,
    };
    IndexSchema {
        version: 1,
        facets: vec![area],
        maps: Vec::new(),
        passages: PassageSettings::default(),
        entities: Vec::new(),
        fingerprint: 1,
        forms: Vec::new(),
        of_world: Vec::new(),
        stems: Default::default(),
        lexicon: crate::lexicon::shipped().clone(),
        roles: super::shipped::SCHEMA.roles.clone(),
        origin: None,
    }
}

pub(super) fn report(id: &str) -> Report {
    Report {
        id: id.to_owned(),
        title: None,
        body: format!("The body of {}.", id.get(..10).unwrap_or(id)),
        published: None,
        source: None,
        url: None,
        language: None,
        stated: Vec::new(),
        recipients: Vec::new(),
        path: "file".to_owned(),
        lines: Lines::Follow { first: 1 },
        text_end: None,
        notes: Vec::new(),
    }
}

fn source(name: &str, hash: u64) -> SourceState {
    SourceState {
        key: format!("0/{name}"),
        id_path: None,
        size: hash,
        times: Some(times(hash)),
        hash,
        read_with: 0,
    }
}

fn times(modified: u64) -> FileTimes {
    FileTimes {
        modified: modified as i64,
        changed: None,
        inode: None,
    }
}

fn open(dir: &Path) -> Mirror {
    open_with(dir, &schema())
}

fn open_with(dir: &Path, schema: &IndexSchema) -> Mirror {
    let resources = Resources {
        threads: 2,
        memory: 32 << 20,
    };
    Mirror::open(dir, schema, resources).unwrap()
}

/// Does what a run does with a source before reading it.
pub(crate) fn plan(mirror: &mut Mirror, state: &SourceState) -> Plan {
    let plan = mirror.ledger().plan(state);
    match plan {
        Plan::Changed => mirror.release(&state.key),
        Plan::Unchanged => mirror.keep(&state.key),
        Plan::New | Plan::Resumed | Plan::Contested => {}
    }
    plan
}

/// Adds a source with these reports; returns the ids that were taken.
fn add(mirror: &mut Mirror, state: SourceState, ids: &[&str]) -> Vec<String> {
    plan(mirror, &state);
    let mut source = mirror.begin(state);
    let taken = add_reports(&mut source, ids);
    source.end();
    taken
}

fn add_reports(source: &mut SourceSession<'_>, ids: &[&str]) -> Vec<String> {
    let mut taken = Vec::new();
    for id in ids {
        if let Err(error) = source.add(report(id)).unwrap() {
            taken.push(error.to_string());
        }
    }
    taken
}

/// Returns the ids of all live reports, sorted, with duplicates.
fn ids(index: &OpenIndex) -> Vec<String> {
    let all = reports::whole(&index.searcher, index.fields);
    let mut ids: Vec<String> = all.map(|(_, report)| report.unwrap().id).collect();
    ids.sort();
    ids
}

fn counts(added: u64, changed: u64, unchanged: u64, removed: u64) -> Counts {
    Counts {
        added,
        changed,
        unchanged,
        removed,
        moved: 0,
    }
}

#[test]
fn a_changed_source_replaces_its_reports_and_a_removed_one_removes_them() {
    let dir = tempfile::tempdir().unwrap();
    let mut mirror = open(dir.path());
    add(&mut mirror, source("x", 1), &["a", "b"]);
    add(&mut mirror, source("y", 1), &["c"]);
    add(&mut mirror, source("z", 1), &["d"]);
    assert_eq!(mirror.finish().unwrap().0, counts(4, 0, 0, 0));

    let mut mirror = open(dir.path());
    add(&mut mirror, source("x", 2), &["b", "e"]);
    assert_eq!(plan(&mut mirror, &source("y", 1)), Plan::Unchanged);
    mirror.remove("0/z");
    let (got, index) = mirror.finish().unwrap();
    assert_eq!(got, counts(1, 1, 1, 2));
    assert_eq!(ids(&index), ["b", "c", "e"]);
}

#[test]
fn a_taken_id_is_rejected_with_its_owner_and_free_once_the_owner_is_removed() {
    let dir = tempfile::tempdir().unwrap();
    let mut mirror = open(dir.path());
    assert_eq!(
        add(&mut mirror, source("x", 1), &["a", "a"]),
        ["the id `a` is taken by x"]
    );
    assert_eq!(
        add(&mut mirror, source("y", 1), &["a"]),
        ["the id `a` is taken by x"]
    );
    mirror.finish().unwrap();

    let mut mirror = open(dir.path());
    assert_eq!(
        add(&mut mirror, source("y", 2), &["a"]),
        ["the id `a` is taken by x"]
    );
    mirror.remove("0/x");
    assert_eq!(
        add(&mut mirror, source("z", 1), &["a"]),
        Vec::<String>::new()
    );
    let (_, index) = mirror.finish().unwrap();
    assert_eq!(ids(&index), ["a"]);
}

#[test]
fn an_interrupted_source_is_continued_after_its_added_reports() {
    let dir = tempfile::tempdir().unwrap();
    let mut mirror = open(dir.path());
    add(&mut mirror, source("x", 1), &["a"]);
    let mut session = mirror.begin(source("y", 1));
    // A report that cannot be added does not count as added.
    add_reports(&mut session, &["a", "b", "c"]);
    session.commit().unwrap();
    add_reports(&mut session, &["d"]);
    drop(session);
    drop(mirror);

    let mut mirror = open(dir.path());
    assert_eq!(plan(&mut mirror, &source("y", 1)), Plan::Resumed);
    let mut session = mirror.begin(source("y", 1));
    let taken = add_reports(&mut session, &["a", "b", "c", "d", "e"]);
    assert_eq!(taken, ["the id `a` is taken by x"]);
    session.end();
    let (got, index) = mirror.finish().unwrap();
    assert_eq!(ids(&index), ["a", "b", "c", "d", "e"]);
    assert_eq!(got, counts(2, 0, 2, 0));
}

#[test]
fn a_source_whose_session_is_dropped_before_its_end_is_unfinished_in_the_index() {
    let dir = tempfile::tempdir().unwrap();
    let mut mirror = open(dir.path());
    add_reports(&mut mirror.begin(source("x", 1)), &["a"]);
    add(&mut mirror, source("y", 1), &["b"]);
    assert_eq!(ids(&mirror.finish().unwrap().1), ["a", "b"]);

    let mut mirror = open(dir.path());
    assert_eq!(plan(&mut mirror, &source("x", 1)), Plan::Resumed);
    add(&mut mirror, source("x", 1), &["a", "c"]);
    assert_eq!(plan(&mut mirror, &source("y", 1)), Plan::Unchanged);
    let (got, index) = mirror.finish().unwrap();
    assert_eq!(ids(&index), ["a", "b", "c"]);
    assert_eq!(got, counts(1, 0, 2, 0));
}

#[test]
fn a_source_that_changed_after_a_run_was_stopped_within_it_is_read_from_its_start() {
    let dir = tempfile::tempdir().unwrap();
    let mut mirror = open(dir.path());
    let mut session = mirror.begin(source("y", 1));
    add_reports(&mut session, &["a", "b"]);
    session.commit().unwrap();
    drop(session);
    drop(mirror);

    let mut mirror = open(dir.path());
    add(&mut mirror, source("y", 2), &["b", "c"]);
    let (got, index) = mirror.finish().unwrap();
    assert_eq!(ids(&index), ["b", "c"]);
    assert_eq!(got, counts(1, 1, 0, 1));
}

#[test]
fn a_stream_replaces_reports_with_its_ids_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    for ids in [["a", "b"], ["b", "c"]] {
        let mut mirror = open(dir.path());
        add_reports(&mut mirror.begin_stream("standard input"), &ids);
        mirror.finish().unwrap();
    }
    let index = OpenIndex::open(dir.path()).unwrap();
    assert_eq!(ids(&index), ["a", "b", "c"]);
}

#[test]
fn a_report_that_a_stream_took_over_no_longer_counts_for_its_file() {
    let dir = tempfile::tempdir().unwrap();
    let mut mirror = open(dir.path());
    add(&mut mirror, source("x", 1), &["a", "b", "c"]);
    mirror.finish().unwrap();
    let mut mirror = open(dir.path());
    let mut session = mirror.begin_stream("standard input");
    add_reports(&mut session, &["b"]);
    session.commit().unwrap();
    add_reports(&mut session, &["c"]);
    session.end();
    mirror.finish().unwrap();

    let mut mirror = open(dir.path());
    assert_eq!(plan(&mut mirror, &source("x", 1)), Plan::Unchanged);
    let (got, index) = mirror.finish().unwrap();
    assert_eq!(ids(&index), ["a", "b", "c"]);
    assert_eq!(got, counts(0, 0, 1, 0));
}

#[test]
fn an_id_of_any_length_is_recognised() {
    let dir = tempfile::tempdir().unwrap();
    let long = "i".repeat(100_000);
    for _ in 0..2 {
        let mut mirror = open(dir.path());
        add_reports(&mut mirror.begin_stream("standard input"), &[&long]);
        mirror.finish().unwrap();
    }
    let index = OpenIndex::open(dir.path()).unwrap();
    assert_eq!(ids(&index), [long.as_str()]);
}

#[test]
fn a_source_with_long_failures_is_recognised() {
    let dir = tempfile::tempdir().unwrap();
    let mut mirror = open(dir.path());
    let mut session = mirror.begin(source("x", 1));
    for _ in 0..100 {
        session.note_failure("\u{1b}".repeat(5_000));
    }
    session.end();
    mirror.finish().unwrap();

    let mut mirror = open(dir.path());
    assert_eq!(plan(&mut mirror, &source("x", 1)), Plan::Unchanged);
    assert!(!mirror.ledger().row("0/x").unwrap().failures.is_empty());
}

#[test]
fn more_memory_than_tantivy_can_use_is_not_an_error() {
    for (threads, memory) in [(1, 64 << 30), (0, 0), (1, usize::MAX)] {
        let mirror = Mirror::in_memory(&schema(), Resources { threads, memory });
        mirror.unwrap().finish().unwrap();
    }
}

#[test]
fn sources_are_read_again_when_columns_mean_something_else_and_not_when_only_names_changed() {
    let dir = tempfile::tempdir().unwrap();
    let mut mirror = open(dir.path());
    add(&mut mirror, source("a", 7), &["x"]);
    mirror.finish().unwrap();
    let renamed = IndexSchema {
        fingerprint: 2,
        ..schema()
    };
    let mirror = open_with(dir.path(), &renamed);
    assert_eq!(mirror.ledger().plan(&source("a", 7)), Plan::Unchanged);
    mirror.finish().unwrap();
    let map = crate::field_map::FieldMap {
        name: "m".into(),
        ..Default::default()
    };
    let mapped = IndexSchema {
        fingerprint: 3,
        maps: vec![map],
        ..schema()
    };
    let mut mirror = open_with(dir.path(), &mapped);
    assert_eq!(plan(&mut mirror, &source("a", 7)), Plan::Changed);
    add(&mut mirror, source("a", 7), &["x"]);
    let (_, index) = mirror.finish().unwrap();
    assert_eq!(ids(&index), ["x"]);
    let mirror = open_with(dir.path(), &mapped);
    assert_eq!(mirror.ledger().plan(&source("a", 7)), Plan::Unchanged);
}

#[test]
fn the_language_is_that_of_the_text_whatever_the_values_below_it_are() {
    let text = "Les habitants demandent de l'eau potable.";
    let values =
        "The police and the residents of the town said that it was a attack on the market.";
    let with_end = |id: &str, text_end: Option<usize>| Report {
        body: format!("{text}\n\nnote: {values} {values}"),
        text_end,
        ..report(id)
    };
    let dir = tempfile::tempdir().unwrap();
    let mut mirror = open(dir.path());
    let state = source("x", 1);
    plan(&mut mirror, &state);
    let mut session = mirror.begin(state);
    for report in [
        with_end("text and values", Some(text.len())),
        with_end("all text", None),
        with_end("all values", Some(0)),
    ] {
        session.add(report).unwrap().unwrap();
    }
    session.end();
    let (_, index) = mirror.finish().unwrap();
    let mut languages: Vec<(String, Option<String>)> = Vec::new();
    for address in reports::addresses(&index.searcher, index.fields) {
        let head = reports::stored(&index.searcher, index.fields, address)
            .unwrap()
            .head;
        languages.push((head.id, head.language));
    }
    languages.sort();
    let wanted = [
        ("all text", "en"),
        ("all values", "en"),
        ("text and values", "fr"),
    ];
    let wanted = wanted.map(|(id, language)| (id.to_owned(), Some(language.to_owned())));
    assert_eq!(languages, wanted);
}
