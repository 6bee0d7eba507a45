//! Tests of runs over folders through the public API.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use super::*;
use crate::index::{Counts, IndexError};
use crate::query;
use crate::search::{Request, Searcher};

/// A temporary folder with reports and an index.
struct Desk {
    folder: TempDir,
    schema: IndexSchema,
}

impl Desk {
    fn with(files: &[(&str, &str)]) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("reports")).unwrap();
        for (name, text) in files {
            fs::write(folder.path().join("reports").join(name), text).unwrap();
        }
        let schema = crate::index::tests::schema();
        Desk { folder, schema }
    }

    fn reports(&self) -> PathBuf {
        self.folder.path().join("reports")
    }

    fn index(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    fn indexer(&self) -> Indexer {
        Indexer::open(&self.index(), &self.schema, IndexOptions::default()).unwrap()
    }

    /// Indexes the reports; returns the summary and the name of each event.
    fn run(&self, indexer: Indexer) -> (Summary, Vec<String>) {
        let mut events = Vec::new();
        let (summary, _) = indexer
            .run(&[self.reports()], |event| {
                let text = format!("{event:?}");
                let end = text.find(|c: char| !c.is_alphanumeric());
                events.push(text[..end.unwrap_or(text.len())].to_owned());
            })
            .unwrap();
        (summary, events)
    }
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
fn a_folder_is_indexed_searched_and_kept_in_sync() {
    let desk = Desk::with(&[
        ("a.txt", "Gunmen burnt the market of Solino."),
        ("b.jsonl", "{\"id\": \"b\", \"text\": \"Calm.\"}\nnone\n"),
    ]);
    let (summary, events) = desk.run(desk.indexer());
    assert_eq!(summary.counts, counts(2, 0, 0, 0));
    assert_eq!(summary.failed, 1);
    let wanted = [
        "Reading",
        "Read",
        "Report",
        "Read",
        "Report",
        "Read",
        "Problem",
        "Finishing",
    ];
    assert_eq!(events, wanted);

    fs::remove_file(desk.reports().join("a.txt")).unwrap();
    // Failures in an unchanged file are reported again.
    let (index, mut before) = (desk.indexer(), Vec::new());
    let (summary, index) = index
        .run(&[desk.reports()], |event| {
            if let Event::Problem(problem) = event {
                before.push(with_causes(&problem));
            }
        })
        .unwrap();
    assert_eq!(summary.counts, counts(0, 0, 1, 1));
    assert!(before[0].contains("b.jsonl:2: "), "{before:?}");

    let searcher = Searcher::new(index).unwrap();
    let found = |text: &str| {
        let request = Request::new(query::parse(text).unwrap());
        searcher.search(&request).unwrap().total
    };
    assert_eq!((found("calm"), found("gunmen")), (1, 0));
}

#[test]
fn a_rebuild_fails_if_a_root_is_missing() {
    let desk = Desk::with(&[("a.txt", "Calm.")]);
    desk.run(desk.indexer());
    let anew = Indexer::rebuild(&desk.index(), &desk.schema, IndexOptions::default()).unwrap();
    let roots = [desk.reports(), desk.folder.path().join("elsewhere")];
    let mut problems = 0;
    let failed = anew.run(&roots, |event| {
        problems += u32::from(matches!(event, Event::Problem(Problem::Walk(_))));
    });
    assert!(matches!(failed, Err(IndexerError::RootMissing { .. })));
    assert_eq!(problems, 1);
    let (summary, _) = desk.run(desk.indexer());
    assert_eq!(summary.counts, counts(0, 0, 1, 0));
}

#[test]
fn reports_of_a_missing_root_leave_only_if_that_is_confirmed() {
    let desk = Desk::with(&[("a.txt", "Calm."), ("b.txt", "Rain.")]);
    desk.run(desk.indexer());
    fs::remove_dir_all(desk.reports()).unwrap();
    let mut withheld = Vec::new();
    let told = |event: Event<'_>| {
        if let Event::Withheld(vanishing) = event {
            withheld.push((vanishing.gone, vanishing.why));
        }
    };
    let (summary, _) = desk.indexer().run(&[desk.reports()], told).unwrap();
    assert_eq!(withheld, [(2, Vanished::Missing)]);
    assert_eq!((summary.missing, summary.withheld), (0, 2));
    assert_eq!(summary.counts, counts(0, 0, 2, 0));
    let indexer = desk.indexer().confirming(|vanishing| vanishing.gone == 2);
    let (summary, _) = desk.run(indexer);
    assert_eq!(summary.counts, counts(0, 0, 0, 2));
}

#[test]
fn a_run_limited_to_some_paths_ignores_all_others() {
    let desk = Desk::with(&[("a.txt", "Calm."), ("b.txt", "Rain."), ("c.txt", "Fog.")]);
    desk.run(desk.indexer());
    let at = |name: &str| crate::corpus::absolute(&desk.reports()).join(name);
    fs::write(at("a.txt"), "Wind.").unwrap();
    fs::remove_file(at("b.txt")).unwrap();
    fs::write(at("c.txt"), "Storm.").unwrap();
    fs::create_dir(at("more")).unwrap();
    for name in ["more/d.txt", "e.txt", ".hidden.txt"] {
        fs::write(at(name), "Calm.").unwrap();
    }
    let within = ["a.txt", "b.txt", "more", "never", ".hidden.txt"].map(at);
    let (summary, _) = desk.run(desk.indexer().within(&within));
    assert_eq!(summary.counts, counts(1, 1, 0, 1));
    let (summary, _) = desk.run(desk.indexer());
    assert_eq!(summary.counts, counts(1, 1, 2, 0));
}

#[test]
fn a_stream_replaces_reports_by_their_ids() {
    let desk = Desk::with(&[]);
    for (body, wanted) in [("Calm.", counts(1, 0, 0, 0)), ("Rain.", counts(0, 1, 0, 0))] {
        let lines = format!("{{\"id\": \"a\", \"text\": \"{body}\"}}\n");
        let indexer = desk.indexer().with_stream(Stream {
            name: "the wire".to_owned(),
            path: "wire".to_owned(),
            bytes: Box::new(std::io::Cursor::new(lines)),
        });
        assert_eq!(desk.run(indexer).0.counts, wanted);
    }
}

#[test]
fn a_stream_replaces_a_report_of_a_file_of_the_same_run() {
    let desk = Desk::with(&[("r.jsonl", &(line("a", "Calm.") + &line("b", "Rain.")))]);
    let indexer = || {
        desk.indexer().with_stream(Stream {
            name: "the wire".to_owned(),
            path: "wire".to_owned(),
            bytes: Box::new(std::io::Cursor::new(line("a", "Gunmen."))),
        })
    };
    let (summary, events) = desk.run(indexer());
    assert_eq!((summary.counts, summary.failed), (counts(2, 1, 0, 0), 0));
    assert!(!events.contains(&"Evicted".to_owned()), "{events:?}");
    let (summary, _) = desk.run(indexer());
    assert_eq!((summary.counts, summary.failed), (counts(0, 1, 1, 0), 0));
}

#[test]
fn failures_of_a_file_are_counted_in_each_run_and_taken_ids_separately() {
    let records: String = (0..150).map(|_| line("a", "Calm.")).collect();
    let desk = Desk::with(&[("r.jsonl", &(records + "none\n"))]);
    for wanted in [counts(1, 0, 0, 0), counts(0, 0, 1, 0)] {
        let (summary, _) = desk.run(desk.indexer());
        assert_eq!(summary.counts, wanted);
        assert_eq!((summary.failed, summary.taken), (150, 149));
    }
}

/// Returns a record of JSON Lines.
fn line(id: &str, text: &str) -> String {
    format!("{{\"id\": \"{id}\", \"text\": \"{text}\"}}\n")
}

#[test]
fn a_file_that_changes_while_it_is_read_is_read_again() {
    let lines = line("a", "Calm in Solino.") + &line("b", "Rain.");
    let desk = Desk::with(&[("r.jsonl", &lines), ("s.jsonl", &line("s", "Storm."))]);
    let file = desk.reports().join("r.jsonl");
    let changed = line("b", "Gunmen in Solino.") + &line("c", "Rain and storm.");
    let mut reports = 0;
    let told = |event: Event<'_>| {
        if matches!(event, Event::Report(_)) {
            reports += 1;
            if reports == 1 {
                fs::write(&file, &changed).unwrap();
            }
        }
    };
    let (summary, index) = desk.indexer().run(&[desk.reports()], told).unwrap();
    assert_eq!((reports, summary.counts), (5, counts(3, 0, 0, 0)));
    let searcher = Searcher::new(index).unwrap();
    let found = |text: &str| {
        let request = Request::new(query::parse(text).unwrap());
        searcher.search(&request).unwrap().total
    };
    assert_eq!((found("calm"), found("gunmen"), found("storm")), (0, 1, 2));
    drop(searcher);
    let (summary, _) = desk.run(desk.indexer());
    assert_eq!(summary.counts, counts(0, 0, 3, 0));
}

#[test]
fn a_file_that_grows_with_every_report_is_read_twice_and_then_by_the_next_run() {
    let desk = Desk::with(&[("r.jsonl", &line("r", "Calm."))]);
    let file = desk.reports().join("r.jsonl");
    let mut lines = line("r", "Calm.");
    let (mut reports, mut warnings) = (0, Vec::new());
    let told = |event: Event<'_>| match event {
        Event::Report(_) => {
            reports += 1;
            lines += &line(&format!("r{reports}"), "Rain.");
            fs::write(&file, &lines).unwrap();
        }
        Event::Warning(warning) => warnings.push(warning.reason.to_string()),
        _ => {}
    };
    let (summary, _) = desk.indexer().run(&[desk.reports()], told).unwrap();
    assert_eq!((reports, summary.counts), (3, counts(2, 0, 0, 0)));
    assert_eq!(
        warnings,
        ["changed while it was read; the next run reads it again"]
    );
    let (summary, _) = desk.run(desk.indexer());
    assert_eq!(summary.counts, counts(2, 2, 0, 0));
}

#[test]
fn a_directory_that_is_not_an_index_is_not_opened_for_writing() {
    let desk = Desk::with(&[("a.txt", "Calm.")]);
    let opened = Indexer::open(&desk.reports(), &desk.schema, IndexOptions::default());
    let refused = matches!(opened, Err(IndexerError::Index(IndexError::NotAnIndex(_))));
    assert!(refused);
}
